"""Printed time expressions as intervals of days (codebook D01-D08).

Text and the publication day come in, ``DateValue`` goes out. What an article does not date stays
undated; the publication day is never put in its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from summarizer.date_calendar import DAY, unknown
from summarizer.date_patterns import PATTERNS, TOGETHER
from summarizer.date_reading import read_form
from summarizer.packs import dates as abroad
from summarizer.packs.pack import pack_of
from summarizer.patterns import Pattern
from summarizer.schema.evidence import DateValue

UNKNOWN_DATE = unknown(None)

_BOUND = Pattern(r"\b(until|till|by|before|after|no later than)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True)
class DateSpan:
    """A time expression in running text."""

    start: int
    end: int
    text: str


def find_dates(text: str, language: str | None = None) -> list[DateSpan]:
    """Return the time expressions of *text* in order, the longest where several fit.

    *language*: its tag, where it is known; English is read where there is no pack for it.

    >>> [span.text for span in find_dates("He may go in March 2015, or on Saturday.")]
    ['in March 2015', 'Saturday']
    """
    pack = pack_of(language)
    if pack is not None:
        return [DateSpan(i, j, text[i:j]) for i, j in abroad.spans_of_dates(text, pack)]
    return list(_find_dates(text))


@lru_cache(maxsize=1024)  # a sentence is asked once for its events and once for each statement
def _find_dates(text: str) -> tuple[DateSpan, ...]:
    found: list[tuple[int, int]] = []
    for pattern in TOGETHER.likely(text):
        for match in pattern.finditer(text):
            start, end = match.span()
            while start < end and text[start].isspace():
                start += 1
            found.append((start, end))
    found.sort(key=lambda span: (span[0], -span[1]))
    kept: list[DateSpan] = []
    for start, end in found:
        if kept and start < kept[-1].end:
            if end - start > kept[-1].end - kept[-1].start:
                kept[-1] = DateSpan(start, end, text[start:end])
            continue
        kept.append(DateSpan(start, end, text[start:end]))
    return tuple(kept)


def resolve_date(
    text: str,
    published: date | None,
    *,
    past_perfect: bool = False,
    future: bool = False,
    language: str | None = None,
) -> DateValue:
    """Return the days a printed expression stands for, seen from the day of publication.

    *past_perfect*: the sentence tells of an earlier past ("had attacked on Sunday"), so the
    publication day itself is excluded. *future*: the expression looks ahead. *language*: see
    ``find_dates``.

    >>> resolve_date("on Saturday", date(2016, 6, 26)).start
    datetime.date(2016, 6, 25)
    >>> resolve_date("el pasado viernes", date(2016, 6, 26), language="es").start
    datetime.date(2016, 6, 24)
    """
    pack = pack_of(language)
    found = _match(text) if pack is None else abroad.match_date(text, pack)
    if found is None:
        return unknown(text)
    form, got, bound = found
    value = read_form(form, text, got, published, past_perfect=past_perfect, future=future)
    return value if bound is None else _bounded(value, bound)


def _match(text: str) -> tuple[str, dict[str, str], str | None] | None:
    """Return the English form of *text*, its words, and "until", "before" or "after" before it."""
    plain = re.sub(r"\s+", " ", text).strip()
    for name, pattern in PATTERNS.items():
        match = pattern.search(plain)
        if match:
            got = {key: word.lower() for key, word in match.groupdict().items() if word}
            word = _BOUND.search(plain[: match.start()])
            return name, got, word[1].lower() if word else None
    return None


def _bounded(value: DateValue, bound: str) -> DateValue:
    """Read "until Friday" and "after 25 June" as the one bound that they give."""
    if value.start is None or value.end is None:
        return value
    try:
        if bound == "after":
            start = value.end + DAY
            return value.model_copy(update={"start": start, "end": None, "precision": "after"})
        reached = bound != "before" or "end of" in (value.text or "").lower()
        end = value.end if reached else value.start - DAY
    except OverflowError:
        return unknown(value.text)
    return value.model_copy(update={"start": None, "end": end, "precision": "on_or_before"})


def on_or_before(day: date, *, anchor: str) -> DateValue:
    """Return "no later than *day*": what the date of a statement says of the event (D06)."""
    return DateValue(text=None, start=None, end=day, precision="on_or_before", anchor=anchor)


def parse_absolute(text: str, language: str | None = None) -> date | None:
    """Return the one day that *text* prints in full, year included; None otherwise.

    *language*: see ``find_dates``.

    >>> parse_absolute("SAN SALVADOR, 3 JAN 90")
    datetime.date(1990, 1, 3)
    """
    value = resolve_date(text.strip(), None, language=language)
    if value.precision == "day" and value.anchor == "absolute":
        return value.start
    return None


def find_published(text: str) -> DateSpan | None:
    """Return the first full date in the opening of an article, or None."""
    opening = text[:300]
    return next((span for span in find_dates(opening) if parse_absolute(span.text)), None)
