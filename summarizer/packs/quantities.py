"""Quantities as a language prints them: what a source said, never more (codebook C01-C05, C12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from summarizer.packs.dates import folded_spans
from summarizer.packs.guards import guard_of
from summarizer.packs.numbers import NumberAt, numbers_in
from summarizer.packs.pack import Pack, Plain, any_of, load_pack_entries
from summarizer.packs.people import listed_in, singles_in
from summarizer.schema.evidence import CountQualifier, CountUnit, CountValue
from summarizer.vocabulary import per_lexicon

_APART = 3  # words that may stand between a number and the sign after it


@dataclass(frozen=True)
class Quantity:
    """A quantity at these offsets of a folded text, its sign included; no bound is None."""

    start: int
    end: int
    qualifier: CountQualifier
    min: int | None = None
    max: int | None = None
    best: int | None = None
    dual: bool = False


class _Grammar:
    """The signs, the words without a number and the units of one pack, as patterns."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("numbers.toml")
        filler = any_of(pack.bare(table.get("fillers", ())))
        self.before: list[tuple[CountQualifier, re.Pattern[str]]] = []
        self.after: list[tuple[CountQualifier, re.Pattern[str]]] = []
        for entry in load_pack_entries(pack.code, "numbers.toml", "sign"):
            words, kind = any_of(entry.forms), entry.data["kind"]
            if entry.data.get("after"):
                gap = rf"(?: {pack.word}){{0,{_APART}}}? "
                self.after.append((kind, re.compile(rf"{gap}{words}(?!\w)")))
            else:
                self.before.append(
                    (kind, re.compile(rf"(?<!\w){words}(?: |(?<='))(?:{filler} )?$"))
                )
        self.words = {
            kind: re.compile(rf"(?<!\w){any_of(forms)}(?![^\W'])")
            for kind, forms in _by_kind(pack).items()
        }
        self.between = [
            (
                [opening for opening in pack.forms(row["open"]) if opening.strip()],
                "" in row["open"],
                re.compile(rf" ?{any_of(pack.bare(row['join']))} ?"),
            )
            for row in table["between"]
        ]
        self.units: list[tuple[CountUnit, re.Pattern[str]]] = [
            (unit, re.compile(rf"(?<!\w){any_of(pack.forms(forms))}(?!\w)"))
            for unit, forms in table["unit"].items()
        ]
        many = [*_all(pack, table.get("about_many", {})), *_all(pack, table["scales"])]
        forms = [form for rows in _by_kind(pack).values() for form in rows]
        for entry in load_pack_entries(pack.code, "numbers.toml", "sign"):
            forms += entry.forms
        forms += [*_all(pack, table.get("about", {})), *many]
        forms += pack.forms([*table.get("dual", {}).get("forms", ()), *_openings(table)])
        self.sign = re.compile(rf"(?<!\w){any_of(forms)}(?![^\W'])")
        self.more_vague = re.compile(rf" (?:d[e'] ?)?{any_of(many)}(?!\w)")


def _openings(table: dict[str, Any]) -> Iterator[str]:
    for row in table["between"]:
        yield from (opening for opening in row["open"] if opening)


def _all(pack: Pack, table: dict[str, list[str]]) -> Iterator[str]:
    for forms in table.values():
        yield from pack.forms(forms)


def _by_kind(pack: Pack) -> dict[CountQualifier, list[str]]:
    kinds: dict[CountQualifier, list[str]] = {}
    for entry in load_pack_entries(pack.code, "numbers.toml", "words"):
        kinds.setdefault(entry.data["kind"], []).extend(entry.forms)
    return kinds


@per_lexicon
def _grammar(pack: Pack) -> _Grammar:
    return _Grammar(pack)


def quantities_in(text: str, pack: Pack) -> list[Quantity]:
    """Return the quantities of a folded *text* in order, vague words among them."""
    grammar, numbers = _grammar(pack), numbers_in(text, pack)
    found: list[Quantity] = []
    taken = 0  # numbers up to here belong to a range
    for number, following in pairwise([*numbers, None]):
        if number is None or number.start < taken:
            continue
        span = following and _range(text, number, following, grammar)
        if span and following:
            taken = following.end
            found.append(span)
        else:
            found.append(_signed(text, number, grammar))
    for match in grammar.words["vague"].finditer(text):
        end = match.end()
        while more := grammar.more_vague.match(text, end):
            end = more.end()
        if not any(row.start < end and match.start() < row.end for row in found):
            found.append(Quantity(match.start(), end, "vague"))
    return sorted(found, key=lambda row: row.start)


def _range(text: str, low: NumberAt, high: NumberAt, grammar: _Grammar) -> Quantity | None:
    gap, before = text[low.end : high.start], text[: low.start].rstrip()
    if not low.value < high.value:
        return None
    if gap in ("-", " - "):
        return Quantity(low.start, high.end, "range", low.value, high.value)
    for openings, bare, join in grammar.between:
        if not join.fullmatch(gap):
            continue
        for opening in openings:
            start = len(before) - len(opening)
            if before.endswith(opening) and not before[:start][-1:].isalnum():
                return Quantity(start, high.end, "range", low.value, high.value)
        if bare and high.value <= 2 * low.value + 1:
            return Quantity(low.start, high.end, "range", low.value, high.value)
    return None


def _signed(text: str, number: NumberAt, grammar: _Grammar) -> Quantity:
    start, end, value = number.start, number.end, number.value
    before, after = text[max(0, start - 40) : start], text[end : end + 60]
    kind: CountQualifier = "approx" if number.kind == "about" else "exact"
    for name, pattern in grammar.after:
        match = pattern.match(after)
        if match:
            kind, end = name, end + match.end()
            break
    signs = [(match, name) for name, pattern in grammar.before if (match := pattern.search(before))]
    if signs:
        match, kind = max(signs, key=lambda row: len(row[0].group()))
        start -= len(before) - match.start()
    if kind in ("at_least", "more_than"):
        return Quantity(start, end, kind, min=value)
    if kind in ("at_most", "less_than"):
        return Quantity(start, end, kind, max=value)
    if kind == "approx":
        return Quantity(start, end, kind, best=value)
    return Quantity(start, end, kind, value, value, value, dual=number.kind == "dual")


def prints_a_sign(printed: str, pack: Pack) -> bool:
    """Tell whether words of this language qualify, round or leave open a number of *printed*."""
    plain = printed.lower() if printed.isascii() else pack.plain(printed).text
    return _grammar(pack).sign.search(plain) is not None


def read_quantity(printed: str, pack: Pack) -> CountValue:
    """Read one printed quantity.

    >>> from summarizer.packs.pack import pack_of
    >>> read_quantity("щонайменше семеро людей", pack_of("uk")).min
    7
    """
    text, grammar = pack.plain(printed).text.strip(), _grammar(pack)
    unit = next((name for name, words in grammar.units if words.search(text)), "persons")
    value = _read(text, pack, grammar)
    return CountValue(text=printed, unit=unit, **value)


def _read(text: str, pack: Pack, grammar: _Grammar) -> dict[str, Any]:
    nothing: dict[str, Any] = {"min": None, "max": None, "best": None}
    if grammar.words["none_reported"].search(text):
        return nothing | {"qualifier": "none_reported"}
    if grammar.words["none"].search(text):
        return {"min": 0, "max": 0, "best": 0, "qualifier": "none"}
    if grammar.words["relative"].search(text) or "%" in text:
        return nothing | {"qualifier": "relative"}
    found = [
        row for row in quantities_in(text, pack) if guard_of(text, row.start, row.end, pack) is None
    ]
    ones = singles_in(text, pack)
    if ones and all(row.best == 1 and row.qualifier == "exact" for row in found):
        one = {"min": len(ones), "max": len(ones), "best": len(ones)}
        return one | {"qualifier": "exact", "derived": "enumerated"}
    plain = [row for row in found if row.qualifier == "exact"]
    listed = listed_in(text, pack) if plain == found else None
    if listed is not None:
        sum_ = {"min": listed, "max": listed, "best": listed}
        return sum_ | {"qualifier": "exact", "derived": "enumerated"}
    if not found or (len(plain) > 1 and plain == found and not _same(text, plain)):
        return nothing | {"qualifier": "unspecified"}
    first = found[0]
    bounds = {"min": first.min, "max": first.max, "best": first.best}
    return bounds | {"qualifier": first.qualifier, "derived": "dual" if first.dual else None}


def _same(text: str, rows: list[Quantity]) -> bool:
    """Tell whether duals name the same two: a noun and what describes it."""
    return all(row.dual for row in rows) and all(
        text[first.end : second.start] == " " for first, second in pairwise(rows)
    )


@dataclass(frozen=True)
class Counted:
    """A quantity with its value; ``guard`` says why it counts no people, None: it may."""

    start: int
    end: int
    value: CountValue
    guard: str | None


def counted_in(plain: Plain, pack: Pack) -> list[Counted]:
    """Return the quantities of a text with their values, offsets as printed."""
    rows = []
    dates = folded_spans(plain.text, pack)
    for row in quantities_in(plain.text, pack):
        start, end = plain.span(row.start, row.end)
        value = CountValue(
            text=plain.printed[start:end],
            min=row.min,
            max=row.max,
            best=row.best,
            qualifier=row.qualifier,
            derived="dual" if row.dual else None,
        )
        dated = any(row.start < last and first < row.end for first, last in dates)
        guard = "date" if dated else guard_of(plain.text, row.start, row.end, pack)
        rows.append(Counted(start, end, value, guard))
    return rows
