"""Printed time expressions of a pack: which form they have, its words put into English ones.

``vocab/lang/<code>/dates.toml`` lists the forms as patterns with the names of its word lists in
braces. What a form stands for is worked out in ``date_reading.py``, as for English.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from summarizer.packs.numbers import numbers_in
from summarizer.packs.pack import Pack, any_of

_SLOT = re.compile(r"\{([a-z_]+)(\d?)\}")
_PATTERNS = {
    "day": r"\d{1,2}",
    "year": r"(?:19|20)\d{2}",
    "only": r"(?:19|20)\d{2}",
    "sd": r"\d{1,2}",
    "sm": r"\d{1,2}",
    "sy": r"(?:19|20)\d{2}",
    "iso": r"\d{4}-\d{2}-\d{2}",
}
_EVERYWHERE = [
    {"reads": "iso", "pattern": "{iso}"},
    {"reads": "day_first", "pattern": r"{sd}[./-]{sm}[./-]{sy}"},
]
_NUMBER = "n", "hours"  # slots for a number, digits or words
_PERIODS = ("week", "month", "year")  # units with a calendar of their own: "last week"
_SAME = {"period": "unit", "one": "unit", "two": "unit"}  # slots that tell another one's word


class _Form(NamedTuple):
    """One way to print a date: what reads it, its pattern, the words it goes without."""

    reads: str
    pattern: re.Pattern[str]
    sets: dict[str, str]


class _Grammar:
    """The forms of one pack and what its words are in English."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("dates.toml")
        self._words = {
            name: {form: english for english, forms in rows.items() for form in pack.bare(forms)}
            for name, rows in table["words"].items()
        }
        self._words["period"] = {
            form: unit for form, unit in self._words["unit"].items() if unit in _PERIODS
        }
        self._pack = pack
        self._loose = {
            name: any_of(pack.bare(forms)) for name, forms in table.get("parts", {}).items()
        }
        self.forms = [self._form(row) for row in (*_EVERYWHERE, *table["form"])]
        self.bounds = [
            (kind, re.compile(rf"(?<!\w){any_of(pack.forms(forms))} ?$"))
            for kind, forms in table.get("bound", {}).items()
        ]

    def _form(self, row: dict[str, Any]) -> _Form:
        plain = "".join(c for c in row["pattern"] if not unicodedata.combining(c))
        written = _SLOT.sub(self._slot, plain.translate(self._pack.letters))
        pattern = rf"(?<!\w){any_of(self._pack.prefixes)}(?P<whole>{written})(?!\w)"
        return _Form(row["reads"], re.compile(pattern), row.get("sets", {}))

    def _slot(self, slot: re.Match[str]) -> str:
        name, digit = slot.groups()
        if name in self._loose:
            return self._loose[name]
        if name in _PATTERNS:
            return f"(?P<{name}{digit}>{_PATTERNS[name]})"
        if name in _NUMBER:
            return rf"(?P<{name}{digit}>\d+|{any_of(_small_numbers(self._pack))})"
        return f"(?P<{name}{digit}>{any_of(self._words[name])})"

    def got(self, form: _Form, match: re.Match[str]) -> dict[str, str]:
        """Return the words that a form caught, in English."""
        got = dict(form.sets)
        for name, word in match.groupdict().items():
            if word is None or name == "whole":
                continue
            plain = name.rstrip("0123456789")
            if plain in _NUMBER:
                got[name] = word if word.isdigit() else str(numbers_in(word, self._pack)[0].value)
            elif plain in self._words:
                english = self._words[plain][word]
                got[name] = english.removesuffix("day") if plain == "weekday" else english
            else:
                got[name] = word
        for name in list(got):  # "which2" stands for a "which" that is not printed
            plain = name.rstrip("0123456789")
            got.setdefault(_SAME.get(plain, plain), got[name])
        return got


def _small_numbers(pack: Pack) -> Iterator[str]:
    for value, forms in pack.table("numbers.toml")["values"].items():
        if 0 < int(value) <= 30:
            yield from pack.bare(forms)


@cache
def _grammar(pack: Pack) -> _Grammar:
    return _Grammar(pack)


def match_date(text: str, pack: Pack) -> tuple[str, dict[str, str], str | None] | None:
    """Return the form of *text*, its words in English, and the "until" or "after" before it."""
    grammar, plain = _grammar(pack), pack.plain(text).text.strip()
    for form in grammar.forms:
        match = form.pattern.search(plain)
        if match:
            before = plain[: match.start("whole")]
            bound = next((kind for kind, words in grammar.bounds if words.search(before)), None)
            return form.reads, grammar.got(form, match), bound
    return None


def spans_of_dates(text: str, pack: Pack) -> list[tuple[int, int]]:
    """Return where *text* prints time expressions, the longest where several fit."""
    plain = pack.plain(text)
    return [plain.span(start, end) for start, end in folded_spans(plain.text, pack)]


def folded_spans(folded: str, pack: Pack) -> list[tuple[int, int]]:
    """Return the same for a folded text, by its own offsets."""
    found = sorted(
        (
            match.span("whole")
            for form in _grammar(pack).forms
            for match in form.pattern.finditer(folded)
        ),
        key=lambda span: (span[0], -span[1]),
    )
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
        elif end - start > kept[-1][1] - kept[-1][0]:
            kept[-1] = (start, end)
    return kept
