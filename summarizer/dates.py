"""Printed time expressions as intervals of days (codebook D01-D08).

Text and the publication day come in, ``DateValue`` goes out. What an article does not date stays
undated; the publication day is never put in its place.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from summarizer.date_patterns import MONTHS, ORDINALS, PATTERNS, TOGETHER, WEEKDAYS
from summarizer.numbers import read_number
from summarizer.patterns import Pattern
from summarizer.schema.evidence import DatePrecision, DateValue

DAY = timedelta(days=1)
UNKNOWN_DATE = DateValue(text=None, start=None, end=None, precision="unknown")
_MONTH_NUMBER = {name: n for n, name in enumerate(MONTHS) if n}
_MONTH_NUMBER |= {name[:3]: n for n, name in enumerate(MONTHS) if n} | {"sept": 9}
_SEASONS = {
    "spring": ((3, 1), (5, 31)),
    "summer": ((6, 1), (8, 31)),
    "autumn": ((9, 1), (11, 30)),
    "fall": ((9, 1), (11, 30)),
    "winter": ((12, 1), (2, 28)),
}
_SPANS_OF_DAYS = {"day": 1, "night": 1, "week": 7, "month": 30, "year": 365, "decade": 3650}

_BOUND = Pattern(r"\b(until|till|by|before|after|no later than)\s+(?:the\s+)?$", re.IGNORECASE)
_THIRDS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}
_FEASTS = {
    ("christmas", "eve"): (12, 24),
    ("christmas", "day"): (12, 25),
    ("new", "eve"): (12, 31),
    ("new", "day"): (1, 1),
}


@dataclass(frozen=True)
class DateSpan:
    """A time expression in running text."""

    start: int
    end: int
    text: str


def find_dates(text: str) -> list[DateSpan]:
    """Return the time expressions of *text* in order, the longest where several fit.

    >>> [span.text for span in find_dates("He may go in March 2015, or on Saturday.")]
    ['in March 2015', 'Saturday']
    """
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
    text: str, published: date | None, *, past_perfect: bool = False, future: bool = False
) -> DateValue:
    """Return the days a printed expression stands for, seen from the day of publication.

    *past_perfect*: the sentence tells of an earlier past ("had attacked on Sunday"), so the
    publication day itself is excluded. *future*: the expression looks ahead.

    >>> resolve_date("on Saturday", date(2016, 6, 26)).start
    datetime.date(2016, 6, 25)
    """
    plain = re.sub(r"\s+", " ", text).strip()
    for name, pattern in PATTERNS.items():
        match = pattern.search(plain)
        if match:
            reading = _Reading(text, match, published, past_perfect, future)
            try:
                value: DateValue = getattr(reading, name)()
            except (OverflowError, ValueError):  # a day outside the calendar's years 1 to 9999
                return _unknown(text)
            return _bounded(value, plain[: match.start()])
    return _unknown(text)


def _bounded(value: DateValue, before: str) -> DateValue:
    """Read "until Friday" and "after 25 June" as the one bound that they give."""
    word = _BOUND.search(before)
    if word is None or value.start is None or value.end is None:
        return value
    kind = word[1].lower()
    try:
        if kind == "after":
            start = value.end + DAY
            return value.model_copy(update={"start": start, "end": None, "precision": "after"})
        reached = kind != "before" or "end of" in (value.text or "").lower()
        end = value.end if reached else value.start - DAY
    except OverflowError:
        return _unknown(value.text)
    return value.model_copy(update={"start": None, "end": end, "precision": "on_or_before"})


def on_or_before(day: date, *, anchor: str) -> DateValue:
    """Return "no later than *day*": what the date of a statement says of the event (D06)."""
    return DateValue(text=None, start=None, end=day, precision="on_or_before", anchor=anchor)


def parse_absolute(text: str) -> date | None:
    """Return the one day that *text* prints in full, year included; None otherwise.

    >>> parse_absolute("SAN SALVADOR, 3 JAN 90")
    datetime.date(1990, 1, 3)
    """
    value = resolve_date(text.strip(), None)
    if value.precision == "day" and value.anchor == "absolute":
        return value.start
    return None


def find_published(text: str) -> DateSpan | None:
    """Return the first full date in the opening of an article, or None."""
    opening = text[:300]
    return next((span for span in find_dates(opening) if parse_absolute(span.text)), None)


def _unknown(text: str | None) -> DateValue:
    return DateValue(text=text, start=None, end=None, precision="unknown")


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


class _Reading:
    """One matched expression; the method named like its pattern says what it stands for."""

    def __init__(
        self,
        text: str,
        match: re.Match[str],
        published: date | None,
        past_perfect: bool,
        future: bool,
    ) -> None:
        self.text = text
        self.got = {k: v.lower() for k, v in match.groupdict().items() if v}
        self.published = published
        self.past_perfect = past_perfect
        self.future = future

    def _value(
        self,
        start: date | None,
        end: date | None,
        precision: DatePrecision,
        *,
        anchor: str = "publication",
        note: str | None = None,
    ) -> DateValue:
        if "rel" in self.got:  # "in August last year"
            anchor = "publication"
        return DateValue(
            text=self.text, start=start, end=end, precision=precision, anchor=anchor, note=note
        )

    def _unresolved(self) -> DateValue:
        return _unknown(self.text)

    def _year(self) -> int | None:
        printed = self.got.get("year")
        if "rel" in self.got and self.published is not None:
            return self.published.year + {"last": -1, "this": 0, "next": 1}[self.got["rel"]]
        if printed is None:
            return None
        year = int(printed)
        return year if year > 99 else 1900 + year if year > 50 else 2000 + year

    def _month(self) -> int:
        return _MONTH_NUMBER[self.got["month"].rstrip(".")]

    def _day(self, year: int, month: int, day: int) -> date | None:
        try:
            return date(year, month, day)
        except ValueError:
            return None

    # -- full dates ------------------------------------------------------------------------------

    def iso(self) -> DateValue:
        try:
            day = date.fromisoformat(self.got["iso"])
        except ValueError:
            return self._unresolved()
        return self._value(day, day, "day", anchor="absolute")

    def slashed(self) -> DateValue:
        month, day, year = (int(self.got[name]) for name in ("sm", "sd", "sy"))
        note = None
        if month > 12:
            month, day = day, month
        elif day <= 12 and day != month:
            note = "read as month/day/year; day/month/year is the other reading"
        found = self._day(year, month, day)
        if found is None:
            return self._unresolved()
        return self._value(found, found, "day", anchor="absolute", note=note)

    def day_month_year(self) -> DateValue:
        month, day, year = self._month(), int(self.got["day"]), self._year()
        if year is not None:
            found = self._day(year, month, day)
            if found is None:
                return self._unresolved()
            return self._value(found, found, "day", anchor="absolute")
        if self.published is None:
            return self._unresolved()
        found = self._nearest_year(month, day)
        return self._value(found, found, "day") if found else self._unresolved()

    month_day_year = day_month_year

    def _nearest_year(self, month: int, day: int) -> date | None:
        """Return the most recent such day up to publication, or the next one when looking ahead."""
        assert self.published is not None
        years = range(self.published.year - 4, self.published.year + 5)
        days = [d for y in years if (d := self._day(y, month, day))]
        if self.future:
            return next((d for d in days if d >= self.published), None)
        return next((d for d in reversed(days) if d <= self.published), None)

    def days_of_month(self) -> DateValue:
        first = self.day_month_year()
        self.got["day"] = self.got["day2"]
        last = self.day_month_year()
        if first.start is None or last.start is None or last.start < first.start:
            return self._unresolved()
        return last.model_copy(update={"start": first.start, "precision": "day_range"})

    month_days = days_of_month

    # -- months, years, seasons ------------------------------------------------------------------

    def month_year(self) -> DateValue:
        year = self._year()
        assert year is not None
        return self._whole_month(year, self._month(), "absolute")

    def _whole_month(self, year: int, month: int, anchor: str) -> DateValue:
        start, end = date(year, month, 1), _last_day(year, month)
        return self._value(start, end, "month", anchor=anchor)

    def month_of(self) -> DateValue:
        return self._unresolved() if self.published is None else self.month_year()

    def in_month(self) -> DateValue:
        if self.published is None:
            return self._unresolved()
        return self._whole_month(*self._month_near(self._month()), "publication")

    def _month_near(self, month: int) -> tuple[int, int]:
        assert self.published is not None
        year = self.published.year
        if self.future or self.got.get("which") == "next":
            return (year if month >= self.published.month else year + 1), month
        return (year if month <= self.published.month else year - 1), month

    def third_of_month(self) -> DateValue:
        month, year = self._month(), self._year()
        anchor = "absolute"
        if year is None:
            if self.published is None:
                return self._unresolved()
            year, month = self._month_near(month)
            anchor = "publication"
        start, end = self._third_of(year, month)
        return self._value(start, end, "day_range", anchor=anchor)

    def _third_of(self, year: int, month: int) -> tuple[date, date]:
        last = _last_day(year, month)
        days = {"early": (1, 10), "mid": (11, 20), "late": (21, last.day)}[self.got["third"]]
        return date(year, month, days[0]), date(year, month, days[1])

    def first_days(self) -> DateValue:
        self.got["third"] = "early"
        return self.third_of_month()

    def end_of_this_month(self) -> DateValue:
        if self.published is None:
            return self._unresolved()
        step = {"last": -1, "next": 1}.get(self.got["which"], 0)
        index = self.published.year * 12 + self.published.month - 1 + step
        self.got["third"] = _THIRDS[self.got["part"]]
        start, end = self._third_of(index // 12, index % 12 + 1)
        return self._value(start, end, "day_range")

    def end_of_month(self) -> DateValue:
        self.got["third"] = _THIRDS[self.got["part"]]
        return self.third_of_month()

    def end_of_year(self) -> DateValue:
        self.got["third"] = _THIRDS[self.got["part"]]
        if self._year() is None:  # "the end of the year"
            self.got["rel"] = "this"
        return self.third_of_year()

    def week_of_month(self) -> DateValue:
        self.got["third"] = "early"
        whole = self.third_of_month()
        if whole.start is None:
            return whole
        last = _last_day(whole.start.year, whole.start.month)
        nth = self.got["nth"]
        start = last - DAY * 6
        if nth != "last":
            start = whole.start + DAY * 7 * ORDINALS.index(nth)
        return whole.model_copy(update={"start": start, "end": start + DAY * 6})

    def third_of_year(self) -> DateValue:
        year = self._year()
        if year is None:
            return self._unresolved()
        months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[self.got["third"]]
        start, end = date(year, months[0], 1), _last_day(year, months[1])
        return self._value(start, end, "year", anchor="absolute", note="a third of the year")

    def year(self) -> DateValue:
        year = self._year()
        assert year is not None
        return self._value(date(year, 1, 1), date(year, 12, 31), "year", anchor="absolute")

    def season_year(self) -> DateValue:
        year = self._year()
        assert year is not None
        start, end = _season(self.got["season"], year)
        note = "read for the northern hemisphere"
        return self._value(start, end, "season", anchor="absolute", note=note)

    def season(self) -> DateValue:
        if self._year() is not None:
            return self.season_year()
        if self.published is None:
            return self._unresolved()
        year = self.published.year
        note = "read for the northern hemisphere"
        if self.got["which"] == "next" or self.future:
            spans = (_season(self.got["season"], y) for y in (year, year + 1, year + 2))
            start, end = next(span for span in spans if span[0] >= self.published)
        elif self.got["which"] == "this":
            start, end = _season(self.got["season"], year)
        else:  # the last one that is over
            spans = (_season(self.got["season"], y) for y in (year, year - 1, year - 2))
            start, end = next(span for span in spans if span[1] < self.published)
        return self._value(start, end, "season", note=note)

    # -- days near publication -------------------------------------------------------------------

    def weekday(self) -> DateValue:
        """D01: the last such day before publication, or publication day itself."""
        if self.published is None:
            return self._unresolved()
        wanted = WEEKDAYS.index(self.got["weekday"] + "day")
        which = self.got.get("which")
        if self.future or which == "next":
            ahead = (wanted - self.published.weekday()) % 7
            day = self.published + DAY * (ahead or (7 if which == "next" else 0))
            return self._value(day, day, "day")
        back = (self.published.weekday() - wanted) % 7
        note = None
        if back == 0:
            if which == "last" or self.past_perfect:
                back = 7
            else:
                note = "publication day is the same weekday; a week earlier is the other reading"
        day = self.published - DAY * back
        return self._value(day, day, "day", note=note)

    def today(self) -> DateValue:
        return self._days_back(0)

    def yesterday(self) -> DateValue:
        return self._days_back(2 if self.text.lower().strip().startswith("the day before") else 1)

    def tomorrow(self) -> DateValue:
        return self._days_back(-1)

    def _days_back(self, days: int) -> DateValue:
        if self.published is None:
            return self._unresolved()
        day = self.published - DAY * days
        return self._value(day, day, "day")

    def overnight(self) -> DateValue:
        if self.published is None:
            return self._unresolved()
        return self._value(self.published - DAY, self.published, "day_range")

    def weekend(self) -> DateValue:
        if self.published is None:
            return self._unresolved()
        saturday = self.published - DAY * ((self.published.weekday() - 5) % 7)
        return self._value(saturday, min(saturday + DAY, self.published), "day_range")

    def hours(self) -> DateValue:
        if self.published is None:
            return self._unresolved()
        hours = read_number(self.got["hours"]) or 24
        start = self.published - DAY * max(1, round(hours / 24))
        return self._value(start, self.published, "day_range")

    def holiday(self) -> DateValue:
        if self.published is None:
            return self._unresolved()
        feast = self.got["feast"].split()[0]
        found = self._nearest_year(*_FEASTS[feast[:9], self.got.get("eve", "day")])
        return self._value(found, found, "day") if found else self._unresolved()

    # -- weeks and longer ------------------------------------------------------------------------

    def relative(self) -> DateValue:
        """D02: calendar weeks run Monday to Sunday."""
        if self.published is None:
            return self._unresolved()
        which = self.got["which"].removeprefix("the ")
        step = {"last": -1, "past": -1, "this": 0, "next": 1}[which]
        unit = self.got["unit"]
        if unit == "week":
            return self._week(step)
        if unit == "month":
            index = self.published.year * 12 + self.published.month - 1 + step
            return self._whole_month(index // 12, index % 12 + 1, "publication")
        year = self.published.year + step
        return self._value(date(year, 1, 1), date(year, 12, 31), "year")

    def _week(self, step: int) -> DateValue:
        assert self.published is not None
        monday = self.published - DAY * self.published.weekday() + DAY * 7 * step
        note = None
        if step == -1 and self.published.weekday() == 6:
            other = monday + DAY * 6
            note = f"published on a Sunday; {other} to {other + DAY * 6} is the other reading"
        return self._value(monday, monday + DAY * 6, "week", note=note)

    def part_of_period(self) -> DateValue:
        whole = self.relative()
        if whole.end is None or self.published is None or self.got["which"] != "this":
            return whole
        if self.got["third"] == "earlier":
            return whole.model_copy(update={"end": min(whole.end, self.published)})
        return whole.model_copy(update={"start": max(whole.start or whole.end, self.published)})

    def recent(self) -> DateValue:
        return self.for_period()

    def past_period(self) -> DateValue:
        if self.published is None:
            return self._unresolved()
        if "n" not in self.got and self.got["than"] in ("previous", "preceding"):
            return self._unresolved()  # "the previous day" counts from the day just told of
        number = read_number(self.got.get("n", "one"))
        number = 1 if self.got.get("n") in ("a", "an") else number
        if number is None:
            return self._value(None, self.published, "vague_period")
        if number == 1 and self.got["unit"] in ("week", "month", "year"):
            self.got["which"] = "last"
        start = self.published - DAY * number * _SPANS_OF_DAYS[self.got["unit"]]
        return self._value(start, self.published, "day_range", note="counted back from publication")

    def ago(self) -> DateValue:
        if self.published is None:
            return self._unresolved()
        printed = self.got["n"]
        number = 1 if printed in ("a", "an") else read_number(printed)
        if number is None:
            return self._value(None, self.published, "vague_period")
        unit = self.got["unit"]
        day = self.published - DAY * number * _SPANS_OF_DAYS[unit]
        if unit in ("day", "night"):
            return self._value(day, day, "day")
        if unit == "week":
            monday = day - DAY * day.weekday()
            return self._value(monday, monday + DAY * 6, "week")
        if unit == "month":
            index = self.published.year * 12 + self.published.month - 1 - number
            return self._whole_month(index // 12, index % 12 + 1, "publication")
        year = self.published.year - number * (10 if unit == "decade" else 1)
        if year < 1:
            return self._unresolved()
        return self._value(date(year, 1, 1), date(year, 12, 31), "year")

    def for_period(self) -> DateValue:
        """D03: how long it has lasted, not since when."""
        return (
            self._value(None, self.published, "vague_period")
            if self.published
            else (self._value(None, None, "vague_period"))
        )

    def since_unit(self) -> DateValue:
        """D03: from the first day of the week, month or year of publication."""
        self.got["which"] = "this"
        whole = self.relative()
        return whole.model_copy(update={"end": None, "precision": "open_start"})

    def since(self) -> DateValue:
        """D03: the beginning is known, the end is open."""
        if "weekday" in self.got:
            day = self.weekday()
            return day.model_copy(update={"precision": "open_start", "end": None})
        if "only" in self.got:
            first = date(int(self.got["only"]), 1, 1)
            return self._value(first, None, "open_start", anchor="absolute")
        month, year = self._month(), self._year()
        note, anchor = None, "absolute"
        if year is None:
            if self.published is None:
                return self._unresolved()
            year, month = self._month_near(month)
            anchor = "publication"
        number = int(self.got.get("day") or self.got.get("day2") or 0)
        start = self._day(year, month, number or 1)
        if start is None:
            return self._unresolved()
        if "third" in self.got:
            start, last = self._third_of(year, month)
            note = f"{self.got['third']}: {start} to {last}"
        return self._value(start, None, "open_start", anchor=anchor, note=note)

    def anniversary(self) -> DateValue:
        """D07: the event lies that many years before the anniversary."""
        if self.published is None:
            return self._unresolved()
        year = self.published.year - ORDINALS.index(self.got["nth"]) - 1
        note = "the year of the event, counted back from the anniversary"
        return self._value(date(year, 1, 1), date(year, 12, 31), "year", note=note)


def _season(name: str, year: int) -> tuple[date, date]:
    (month, day), (last_month, last_day) = _SEASONS[name]
    end_year = year + 1 if last_month < month else year
    if last_month == 2:
        last_day = calendar.monthrange(end_year, 2)[1]
    return date(year, month, day), date(end_year, last_month, last_day)
