"""The years an article leaves out: dates of a period it looks back on, weekdays that do not fit.

"On 2 June" is the last 2 June before publication, unless the article tells of another year. A long
look back prints a few days in full and the others without their year; those are read inside the
period that the full ones span. What that does not settle stays open: no date is better than a wrong
one.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from summarizer.date_patterns import MONTHS, WEEKDAYS
from summarizer.dates import find_dates, parse_absolute
from summarizer.patterns import Pattern
from summarizer.schema.evidence import DateValue

LEAST = 3  # full dates that make a look back; one or two are a mention
LONG_AGO = timedelta(days=366)  # before publication: a nearer day needs no other year
NARRATIVE = "narrative"

_MONTH_NAME = Pattern(rf"\b(?:{'|'.join(filter(None, MONTHS))})\b", re.IGNORECASE)
_WEEKDAY_NAME = Pattern(rf"\b(?:{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_NEARBY = Pattern(
    rf"\b(?:{'|'.join(WEEKDAYS)}|today|tonight|yesterday|tomorrow|overnight|last night|weekend"
    r"|this (?:morning|afternoon|evening)|in the night)\b",
    re.IGNORECASE,
)


class Period(NamedTuple):
    """Two days, both included."""

    start: date
    end: date


@lru_cache(maxsize=64)  # each dated record of an article asks for it
def told_period(text: str, published: date | None) -> Period | None:
    """Return the time *text* looks back on: the span of the days it prints with their year.

    None where fewer than ``LEAST`` of them lie more than a year before publication.
    """
    if published is None:
        return None
    found = (parse_absolute(span.text) for span in find_dates(text))
    days = {day for day in found if day is not None and day < published - LONG_AGO}
    return Period(min(days), max(days)) if len(days) >= LEAST else None


def with_the_year_told(
    value: DateValue, text: str, published: date | None, *, looks_back: bool | None
) -> DateValue:
    """Return *value*, counted from publication, as it reads in the article *text*.

    *looks_back*: whether the record belongs to an older past. None: not known (a statement), so a
    date that fits both the period told of and the days before publication is left open.
    """
    if value.anchor != "publication" or value.text is None:
        return value
    told = told_period(text, published) if looks_back is not False else None
    if _MONTH_NAME.search(value.text) is None:
        if told is not None and _NEARBY.search(value.text):
            return _open(value, "counted from a day that the article does not say again")
        return value
    readings = _readings(value, told) if told is not None else []
    if looks_back and len(readings) == 1:
        return readings[0]
    if readings or (told is not None and looks_back):
        return _open(value, "printed without its year, and the article tells of several")
    if not _weekday_fits(value):
        return _open(value, "that day of that year is another weekday")
    return value


def _readings(value: DateValue, told: Period) -> list[DateValue]:
    """Return the readings of a date without a year that lie in the period told of."""
    years = range(told.start.year, told.end.year + 1)
    moved = [_moved(value, year - (value.end or value.start or told.start).year) for year in years]
    return [row for row in moved if row is not None and _inside(row, told) and _weekday_fits(row)]


def _moved(value: DateValue, years: int) -> DateValue | None:
    try:
        start = value.start and value.start.replace(year=value.start.year + years)
        end = value.end and value.end.replace(year=value.end.year + years)
    except ValueError:  # 29 February
        return None
    note = "the year is that of the period the article looks back on"
    return value.model_copy(
        update={"start": start, "end": end, "anchor": NARRATIVE, "note": note},
    )


def _inside(value: DateValue, told: Period) -> bool:
    start, end = value.start or value.end, value.end or value.start
    return start is not None and end is not None and told.start <= start and end <= told.end


def _weekday_fits(value: DateValue) -> bool:
    """Tell whether the weekday printed beside a day is that day's, where there is one."""
    printed = _WEEKDAY_NAME.search(value.text or "")
    if printed is None or value.precision != "day" or value.start is None:
        return True
    return value.start.weekday() == WEEKDAYS.index(printed.group().lower())


def _open(value: DateValue, why: str) -> DateValue:
    return DateValue(text=value.text, start=None, end=None, precision="unknown", note=why)
