"""The further values that a gold record accepts in a field.

``accept`` maps a field's name (dots for inner fields) to values that count as right besides the
record's own. Short forms: a date as [start, end]; ids of actors or places in place of their parts
in an event; one value, or null for none, where the field holds a list.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer.errors import GoldError

ANYTHING = "*"  # in the list: the field of this record is not scored
T = TypeVar("T", bound=BaseModel)


def value_at(record: BaseModel, path: str) -> Any:
    """Return what *record* has in the field *path*. Raises ``GoldError`` where it has none."""
    value: Any = record.model_dump()
    for part in path.split("."):
        if not isinstance(value, dict) or part not in value:
            raise GoldError(f"accept names {path!r}, which is no field of this record")
        value = value[part]
    return value


def variant(record: T, path: str, value: Any) -> T:
    """Return *record* with *value* in the field *path*. Raises ``GoldError`` where it cannot be."""
    value_at(record, path)
    data = record.model_dump()
    *parents, last = path.split(".")
    inner = data
    for part in parents:
        inner = inner[part]
    inner[last] = _in_full(last, value, inner[last])
    try:
        return type(record).model_validate(data)
    except ValidationError as err:
        message = err.errors()[0]["msg"]
        raise GoldError(f"accept has {value!r} for {path}, which cannot be: {message}") from err


def _in_full(field: str, value: Any, own: Any) -> Any:
    if field == "date" and isinstance(value, list) and len(value) == 2:
        return {**own, "start": value[0], "end": value[1]}
    if not isinstance(own, list):
        return value
    items = value if isinstance(value, list) else [value] if value is not None else []
    if field == "actors":
        return [_part(item, "actor_id", {"role": "initiator"}) for item in items]
    if field == "locations":
        return [_part(item, "location_id", {}) for item in items]
    return items


def _part(item: Any, key: str, rest: dict[str, str]) -> Any:
    return {key: item, **rest} if isinstance(item, str) else item
