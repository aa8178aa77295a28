"""Prove what can be proved about gold: quotes, offsets, ids, numbers, bounds, sources.

A proof fails with one sentence that names the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from summarizer.errors import GoldError
from summarizer.gold.accept import ANYTHING, value_at, variant
from summarizer.gold.model import (
    KINDS,
    NUMBERLESS,
    Gold,
    GoldCasualty,
    GoldCount,
    GoldEvent,
    GoldQuote,
    GoldWeapon,
)
from summarizer.quantities import count_is_printed
from summarizer.schema.evidence import CountValue

_ID_LISTS = frozenset(
    "attribution_ids claimed_by denied_by by blamed refs actor_ids members event_ids"
    " user_actor_ids depicts between".split()
)
_IDS = frozenset(
    "actor_id location_id event_id subset_of part_of increment_of affiliation resolved_to"
    " asserted_by".split()
)
_NO_IDS = frozenset({"author", "article.title"})


def parse_gold(data: dict[str, Any], where: str = "gold") -> Gold:
    """Return *data* as ``Gold``. Raises ``GoldError`` that names the first wrong field."""
    try:
        return Gold.model_validate(data)
    except ValidationError as err:
        raise GoldError(f"{where}: " + "; ".join(_spoken(data, err)[:8])) from err


def _spoken(data: dict[str, Any], err: ValidationError) -> list[str]:
    lines = []
    for error in err.errors():
        place = list(error["loc"])
        if len(place) > 1 and isinstance(place[1], int):
            row = data[str(place[0])][place[1]]
            named = row.get("id") if isinstance(row, dict) else None
            place[:2] = [named or f"{place[0]}[{place[1]}]"]
        lines.append(f"{'.'.join(map(str, place))}: {error['msg']}")
    return lines


def problems_of(gold: Gold, text: str) -> list[str]:
    """Return what is wrong with *gold*, one sentence each; empty when all proofs hold.

    Quotes and offsets, ids, C15 (a number stands in its quote), vague words without a number,
    bounds and dates in order, sources of claims (V1-V6, V8, V14), names of accepted fields.
    """
    rows = [(kind, row) for kind in KINDS for row in getattr(gold, kind)]
    found = [*_ids(rows)]
    for _, row in rows:
        found += [f"{row.id}: {line}" for line in _of_record(row, text)]
    found += [f"{row.id}: {line}" for row in gold.casualties for line in _of_count(row)]
    found += _of_claims(gold)
    return found


def _ids(rows: list[tuple[str, Any]]) -> Iterator[str]:
    seen: set[str] = set()
    for kind, row in rows:
        if row.id in seen:
            yield f"{row.id}: the id is given twice"
        if not row.id.startswith(KINDS[kind]):
            yield f"{row.id}: ids of {kind} start with {KINDS[kind]!r}"
        seen.add(row.id)
    for _, row in rows:
        for name in sorted(references(row) - seen - _NO_IDS):
            yield f"{row.id}: points to {name!r}, which does not exist"


def references(value: Any) -> set[str]:
    """Return the ids that a record points to, nested ones included."""
    names: set[str] = set()
    if isinstance(value, list):
        return names.union(*(references(item) for item in value))
    if not isinstance(value, BaseModel):
        return names
    for field in type(value).model_fields:
        item = getattr(value, field)
        if field in _ID_LISTS:
            names.update(item)
        elif field in _IDS and item is not None:
            names.add(item)
        elif field == "related":
            names.update(other.id for other in item)
        else:
            names |= references(item)
    return names


def quotes_in(value: Any) -> list[GoldQuote]:
    """Return every quote of a record, nested ones included."""
    if isinstance(value, GoldQuote):
        return [value]
    if isinstance(value, list):
        return [quote for item in value for quote in quotes_in(item)]
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return [quote for field in fields for quote in quotes_in(getattr(value, field))]
    return []


def _of_record(row: Any, text: str) -> Iterator[str]:
    for quote in quotes_in(row):
        if quote.quote not in text:
            yield f"{quote.quote!r} is not in the article"
        elif text[quote.start : quote.end] != quote.quote:
            yield f"{quote.quote!r} does not stand at {quote.start}-{quote.end}; run fill"
    yield from _of_accept(row, text)
    for field in ("date", "as_of"):
        when = getattr(row, field, None)
        if when is not None and when.start and when.end and when.start > when.end:
            yield f"{field} starts on {when.start} and ends on {when.end}"


def _of_accept(row: Any, text: str) -> Iterator[str]:
    for path, values in row.accept.items():
        try:
            own = value_at(row, path)
            for value in values:
                made = variant(row, path, own if value == ANYTHING else value)
                for quote in quotes_in(getattr(made, path.partition(".")[0])):
                    if text[quote.start : quote.end] != quote.quote:
                        yield f"accept has {quote.quote!r} for {path} at another place; run fill"
        except GoldError as err:
            yield str(err)


def _of_count(row: Any) -> Iterator[str]:
    quoted = " ".join(quote.quote for quote in row.evidence)
    for name, count in (("count", row.count), ("supersedes", row.supersedes)):
        if count is not None:
            yield from (f"{name} {line}" for line in _count_faults(count, quoted))


def _count_faults(count: GoldCount, quoted: str) -> Iterator[str]:
    known = [n for n in (count.min, count.best, count.max) if n is not None]
    if count.text not in quoted:
        yield f"text {count.text!r} is not part of the evidence"
    if not count_is_printed(CountValue(**count.model_dump()), quoted):
        yield f"has a number that the evidence does not print (C15): {known}"
    if known != sorted(known):
        yield f"has bounds out of order: {known}"
    if count.qualifier in NUMBERLESS and known:
        yield f"is {count.qualifier} and yet has a number (C01): {known}"
    if count.qualifier not in NUMBERLESS and not known:
        yield f"is {count.qualifier} and yet has no number"


def _of_claims(gold: Gold) -> Iterator[str]:
    denied = {name for row in gold.discrepancies for name in row.between}
    denied |= {n for row in gold.attributions if row.stance == "denies" for n in row.refs}
    rows: list[GoldEvent | GoldCasualty | GoldWeapon]
    rows = [*gold.events, *gold.casualties, *gold.weapons]
    for row in rows:
        by = row.attribution_ids if isinstance(row, GoldEvent) else row.claimed_by
        if row.claim_status in ("attributed", "admitted", "corroborated") and not by:
            field = "attribution_ids" if isinstance(row, GoldEvent) else "claimed_by"
            yield f"{row.id}: {row.claim_status}, but {field} is empty"
        if isinstance(row, GoldEvent):
            deniers = [name for entry in row.responsibility for name in entry.denied_by]
        else:
            deniers = row.denied_by
        if row.claim_status == "disputed" and not deniers and row.id not in denied:
            yield f"{row.id}: disputed, but no denied_by, denial or discrepancy names it"
