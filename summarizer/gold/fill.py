"""Write the offsets into a gold file's quotes, and write the file so that people can read it.

An annotator writes quotes; a machine counts characters. Nothing else of the file is changed. Where
the same words stand in the article more than once, the one nearest to the record's other quotes is
meant, unless ``occurrence`` (1, 2, ...) says which. A cue or source is looked for at either end of
what is said, and within it only where none is near. Quotes in ``accept`` are placed as the record's
own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from summarizer.gold.accept import ANYTHING
from summarizer.gold.model import KINDS
from summarizer.ground import Grounder

# In this order: what comes first settles where its neighbours stand.
_QUOTE_FIELDS = tuple(
    "evidence content caption cue source name_in_text mentions legal_statement".split()
)
_SPEECH = ("content", "cue", "source")
WITHIN = 100  # so many characters off counts a word inside the content, if its partner is not
Span = tuple[int, int]


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
        self._speech: dict[str, Span] = {}

    def filled(self) -> dict[str, Any]:
        self._near = self._anchor()
        self._speech = dict(self._certain())
        placed = {}
        for field in _QUOTE_FIELDS:
            if field in self._row:
                placed[field] = self._value(field, self._row[field])
                for quote in _quotes(placed[field]) if field in _SPEECH else ():
                    if "start" in quote:
                        self._speech[field] = (quote["start"], quote["end"])
        filled = {key: placed.get(key, value) for key, value in self._row.items()}
        if isinstance(filled.get("accept"), dict):
            filled["accept"] = {p: self._accepted(p, v) for p, v in filled["accept"].items()}
        return filled

    def _accepted(self, path: str, values: Any) -> Any:
        if path not in _QUOTE_FIELDS or not isinstance(values, list):
            return values
        return [value if value == ANYTHING else self._value(path, value) for value in values]

    def _certain(self) -> Iterator[tuple[str, Span]]:
        """Yield the parts of an attribution that stand in one place only."""
        for field in _SPEECH:
            for quote in _quotes(self._row.get(field)):
                starts = occurrences(quote["quote"], self._text)
                if len(starts) == 1:
                    yield field, (starts[0], starts[0] + len(quote["quote"]))

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
        if field in ("source", "legal_statement") and isinstance(value, str):
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
            start = min(starts, key=lambda place: (self._distance(field, place, words), place))
        return {"quote": words, "start": start, "end": start + len(words)}

    def _distance(self, field: str, start: int, words: str) -> int:
        """Return how far the words at *start* are from the quotes they belong to."""
        others = {name: span for name, span in self._speech.items() if name != field}
        if field not in ("cue", "source") or not others:
            return abs(start - (self._near or 0))
        end = start + len(words)
        gaps = [max(0, first - end, start - last) for first, last in others.values()]
        first, last = others.pop("content", (end, end))
        inside = [first <= part[0] and part[1] <= last for part in ((start, end), *others.values())]
        return sum(gaps) + (WITHIN if inside[0] and not any(inside[1:]) else 0)


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
