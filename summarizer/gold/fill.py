"""Write the offsets into a gold file, and prove what can be proved about it.

An annotator writes quotes; a machine counts characters. Nothing else of the file is changed. Where
the same words stand in the article more than once, the one nearest to the record's other quotes is
meant, unless ``occurrence`` (1, 2, ...) says which.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from summarizer.errors import GoldError
from summarizer.gold.accept import ANYTHING, value_at, variant
from summarizer.gold.model import (
    Gold,
    GoldCasualty,
    GoldCount,
    GoldEvent,
    GoldQuote,
    GoldWeapon,
)
from summarizer.ground import Grounder
from summarizer.quantities import count_is_printed
from summarizer.schema.evidence import CountValue

KINDS = {
    "actors": "ac",
    "locations": "lo",
    "events": "ev",
    "attributions": "at",
    "casualties": "ca",
    "weapons": "we",
    "media": "me",
    "discrepancies": "dx",
    "unknowns": "un",
}
NUMBERLESS = frozenset({"vague", "unspecified", "none_reported", "relative"})
# In this order: what comes first settles where its neighbours stand.
_QUOTE_FIELDS = tuple(
    "evidence content caption cue source name_in_text mentions legal_statement".split()
)
_ID_LISTS = frozenset(
    "attribution_ids claimed_by denied_by by blamed refs actor_ids members event_ids"
    " user_actor_ids depicts between".split()
)
_IDS = frozenset(
    "actor_id location_id event_id subset_of part_of increment_of affiliation resolved_to"
    " asserted_by".split()
)
_NO_IDS = frozenset({"author", "article.title"})


# -- offsets -------------------------------------------------------------------------------------


def fill(data: dict[str, Any], text: str) -> tuple[dict[str, Any], list[str]]:
    """Return *data* with offsets into *text* at every quote, and what could not be placed.

    >>> row = {"id": "un1", "about": "the dead", "evidence": ["No toll was given."]}
    >>> filled, problems = fill({"unknowns": [row]}, "Shells fell. No toll was given.")
    >>> filled["unknowns"][0]["evidence"]
    [{'quote': 'No toll was given.', 'start': 13, 'end': 31}]
    """
    problems: list[str] = []
    filled = dict(data)
    for kind in KINDS:
        rows = data.get(kind)
        if isinstance(rows, list):
            filled[kind] = [
                _Filler(row, text, problems).filled() if isinstance(row, dict) else row
                for row in rows
            ]
    return filled, problems


class _Filler:
    """Places the quotes of one record; a quote that stands once is the anchor of the others."""

    def __init__(self, row: dict[str, Any], text: str, problems: list[str]) -> None:
        self._row = row
        self._text = text
        self._problems = problems
        self._near: int | None = None

    def filled(self) -> dict[str, Any]:
        self._near = self._anchor()
        return {
            key: self._value(key, value) if key in _QUOTE_FIELDS else value
            for key, value in self._row.items()
        }

    def _anchor(self) -> int | None:
        for field in _QUOTE_FIELDS:
            for quote in _quotes(self._row.get(field)):
                starts = occurrences(quote["quote"], self._text)
                number = quote.get("occurrence")
                if isinstance(number, int) and 1 <= number <= len(starts):
                    return starts[number - 1]
                if quote.get("start") in starts:
                    return int(quote["start"])
                if len(starts) == 1:
                    return starts[0]
        return None

    def _value(self, field: str, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, list):
            return [self._value(field, item) for item in value]
        if field == "source" and isinstance(value, str):
            return {"evidence": self._place(field, {"quote": value})}
        if isinstance(value, str):
            return self._place(field, {"quote": value})
        if isinstance(value, dict) and "quote" in value and isinstance(value["quote"], str):
            return self._place(field, value)
        if isinstance(value, dict) and "evidence" in value:
            return value | {"evidence": self._value("evidence", value["evidence"])}
        return value

    def _place(self, field: str, quote: dict[str, Any]) -> dict[str, Any]:
        words, number = quote["quote"], quote.get("occurrence")
        starts = occurrences(words, self._text)
        where = f"{self._row.get('id', '?')}.{field}: {words!r}"
        if not starts:
            close = Grounder(self._text).locate(words)
            hint = f"; it has {close.quote!r}" if close.match != "missing" else ""
            self._problems.append(f"{where} is not in the article{hint}")
            return quote
        if number is not None:
            if not isinstance(number, int) or not 1 <= number <= len(starts):
                self._problems.append(f"{where} has {len(starts)} occurrences, not {number}")
                return quote
            start = starts[number - 1]
        elif quote.get("start") in starts and quote.get("end") == quote["start"] + len(words):
            start = quote["start"]
        elif len(starts) == 1 or (field in ("name_in_text", "mentions") and self._near is None):
            start = starts[0]
        elif self._near is None:
            self._problems.append(f"{where} stands {len(starts)} times; say which: occurrence")
            return quote
        else:
            near = self._near
            start = min(starts, key=lambda place: (abs(place - near), place))
        return {"quote": words, "start": start, "end": start + len(words)}


def occurrences(words: str, text: str) -> list[int]:
    """Return the offsets at which *words* stand in *text*, letter for letter.

    Inside a longer word they count only where they stand nowhere else, for scripts without blanks.
    """
    whole = Grounder(text).occurrences(words) if words else []
    if whole or not words:
        return whole
    starts: list[int] = []
    start = text.find(words)
    while start >= 0:
        starts.append(start)
        start = text.find(words, start + 1)
    return starts


def _quotes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, str):
        yield {"quote": value}
    elif isinstance(value, list):
        for item in value:
            yield from _quotes(item)
    elif isinstance(value, dict):
        if isinstance(value.get("quote"), str):
            yield value
        else:
            yield from _quotes(value.get("evidence"))


# -- proofs --------------------------------------------------------------------------------------


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
    yield from _of_accept(row)
    for field in ("date", "as_of"):
        when = getattr(row, field, None)
        if when is not None and when.start and when.end and when.start > when.end:
            yield f"{field} starts on {when.start} and ends on {when.end}"


def _of_accept(row: Any) -> Iterator[str]:
    for path, values in row.accept.items():
        try:
            own = value_at(row, path)
            for value in values:
                variant(row, path, own if value == ANYTHING else value)
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


# -- the file ------------------------------------------------------------------------------------

WIDTH = 100


def dump(value: Any, indent: int = 0) -> str:
    """Return *value* as JSON for people: what fits on a line stays on one."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value or (indent and len(flat) + indent <= WIDTH):
        return flat
    pad = " " * (indent + 1)
    if isinstance(value, dict):
        inner = [
            f"{pad}{json.dumps(k, ensure_ascii=False)}: {dump(v, indent + 1)}"
            for k, v in value.items()
        ]
        return "{\n" + ",\n".join(inner) + "\n" + " " * indent + "}"
    inner = [pad + dump(item, indent + 1) for item in value]
    return "[\n" + ",\n".join(inner) + "\n" + " " * indent + "]"
