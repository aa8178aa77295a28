"""Words that records hold beside their quotes, put back into the case they are printed in.

A text of one case is read with the capitals its names would have; what a record repeats of it is
given as the article prints it.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel

from summarizer.extract.rules.reading import Reading
from summarizer.schema.extraction import Extraction, Quote

# Our own words and links: nothing in them is copied from the article.
_OURS = frozenset(
    "id country rule about resolved_to refs event_id attribution_ids event_ids actor_id actor_ids"
    " claimed_by denied_by by blamed subset_of part_of increment_of user_actor_ids between depicts"
    " members asserted_by related location_id".split()
)
_Record = TypeVar("_Record", bound=BaseModel)


def as_printed(made: Extraction, reading: Reading) -> Extraction:
    """Return *made* with every copied word as the article prints it."""
    if reading.text == reading.printed:
        return made
    return _restored(made, reading)


def _restored(record: _Record, reading: Reading) -> _Record:
    changed: dict[str, Any] = {}
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if name not in _OURS and "Literal" not in str(field.annotation):
            new = _value(value, reading)
            if new is not value:
                changed[name] = new
    return record.model_copy(update=changed) if changed else record


def _value(value: Any, reading: Reading) -> Any:
    if isinstance(value, Quote):
        return value
    if isinstance(value, BaseModel):
        return _restored(value, reading)
    if isinstance(value, list):
        return [_value(item, reading) for item in value]
    if isinstance(value, str):
        at = reading.text.find(value)
        return value if at < 0 else reading.printed[at : at + len(value)]
    return value
