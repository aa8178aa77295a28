"""Turn gold into the answer a perfect extractor would give.

The words stay words: dates and counts are handed over as printed, so that a score of what the
library makes of them shows its own reading and nothing else.
"""

from __future__ import annotations

from typing import Any, cast

from summarizer.document import Document
from summarizer.gold.fill import occurrences
from summarizer.gold.model import KINDS, Gold, GoldCount, GoldDate, GoldQuote, GoldWeapon
from summarizer.schema import extraction as ex


def as_extraction(gold: Gold, text: str) -> ex.Extraction:
    """Return the extraction of *text* that *gold* amounts to, headline and abstract empty."""
    data: dict[str, Any] = {"headline": "", "abstract": []}
    for kind, model in _MODELS.items():
        data[kind] = [_row(row, model, text) for row in getattr(gold, kind)]
    return ex.Extraction.model_validate(data)


_MODELS: dict[str, type[ex.Part]] = {
    "actors": ex.ExtractedActor,
    "locations": ex.ExtractedLocation,
    "events": ex.ExtractedEvent,
    "attributions": ex.ExtractedAttribution,
    "casualties": ex.ExtractedCasualty,
    "weapons": ex.ExtractedWeapon,
    "media": ex.ExtractedMedia,
    "discrepancies": ex.ExtractedDiscrepancy,
    "unknowns": ex.ExtractedUnknown,
}
assert _MODELS.keys() == KINDS.keys()


def _row(row: Any, model: type[ex.Part], text: str) -> dict[str, Any]:
    made = {
        name: _value(getattr(row, name), text)
        for name in type(row).model_fields
        if name in model.model_fields
    }
    for name, date in (("date_text", "date"), ("as_of_text", "as_of")):
        if name in model.model_fields:
            made[name] = _words_of(getattr(row, date))
    if model is ex.ExtractedAttribution and row.source is not None:
        made |= {
            "source": _value(row.source.evidence, text),
            "actor_id": row.source.actor_id,
            "named": row.source.named,
            "alignment": row.source.alignment,
            "party_to_conflict": row.source.party_to_conflict,
        }
    if model is ex.ExtractedWeapon:
        made["evidence"] = made["evidence"] or [_around(row, text)]
        if row.legal_statement is not None:
            made["legal_statement"] = {
                "quote": _value(row.legal_statement.evidence, text),
                "asserted_by": row.legal_statement.asserted_by,
            }
    if model is ex.ExtractedCasualty:
        made["supersedes"] = row.supersedes.text if row.supersedes is not None else None
    return made


def _around(row: GoldWeapon, text: str) -> dict[str, Any]:
    """Return what a weapon without evidence is quoted by: its name, with its number its sentence.

    Gold leaves the evidence out where the name says it all; a number stands beside the name.
    """
    sentence = Document(text).sentence_at(row.name_in_text.start)
    if row.quantity is None or sentence is None:
        return cast(dict[str, Any], _value(row.name_in_text, text))
    starts = occurrences(sentence.text, text)
    return {"text": sentence.text, "occurrence": starts.index(sentence.start) + 1}


def _words_of(when: GoldDate | None) -> dict[str, Any] | None:
    return {"text": when.text} if when is not None and when.text is not None else None


def _value(value: Any, text: str) -> Any:
    if isinstance(value, GoldQuote):
        starts = occurrences(value.quote, text)
        number = starts.index(value.start) + 1 if len(starts) > 1 else None
        return {"text": value.quote, "occurrence": number}
    if isinstance(value, GoldCount):
        return {"text": value.text}
    if isinstance(value, list):
        return [_value(item, text) for item in value]
    return value.model_dump() if hasattr(value, "model_dump") else value
