"""Dates that stand in the calendar: full dates, months, years, seasons and parts of them.

``date_reading.py`` adds those that count from the day of publication.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta

from summarizer.date_patterns import MONTHS, ORDINALS, WEEKDAYS
from summarizer.schema.evidence import DatePrecision, DateValue

DAY = timedelta(days=1)
_HALF = timedelta(days=183)
_MONTH_NUMBER = {name: n for n, name in enumerate(MONTHS) if n}
_MONTH_NUMBER |= {name[:3]: n for n, name in enumerate(MONTHS) if n} | {"sept": 9}
_SEASONS = {
    "spring": ((3, 1), (5, 31)),
    "summer": ((6, 1), (8, 31)),
    "autumn": ((9, 1), (11, 30)),
    "fall": ((9, 1), (11, 30)),
    "winter": ((12, 1), (2, 28)),
}
SPANS_OF_DAYS = {"day": 1, "night": 1, "week": 7, "month": 30, "year": 365, "decade": 3650}
_THIRDS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}
FEASTS = {
    ("christmas", "eve"): (12, 24),
    ("christmas", "day"): (12, 25),
    ("new", "eve"): (12, 31),
    ("new", "day"): (1, 1),
}


def unknown(text: str | None) -> DateValue:
    """Return the value of words that date nothing."""
    return DateValue(text=text, start=None, end=None, precision="unknown")


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


class CalendarReading:
    """One matched expression; the method named like its form says what it stands for."""

    def __init__(
        self,
        text: str,
        got: Mapping[str, str],
        published: date | None,
        past_perfect: bool,
        future: bool,
    ) -> None:
        self.text = text
        self.got = dict(got)
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
        return unknown(self.text)

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

    def _weekday(self) -> int:
        return WEEKDAYS.index(self.got["weekday"] + "day")

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

    def day_first(self) -> DateValue:
        """Read 11/6/2024 as the eleventh of June, as most of the world does."""
        found = self._day(int(self.got["sy"]), int(self.got["sm"]), int(self.got["sd"]))
        if found is None:
            return self._unresolved()
        return self._value(found, found, "day", anchor="absolute")

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
        if "weekday" in self.got:  # "Friday, 15 November": the year in which it is a Friday
            wanted = self._weekday()
            near = [d for d in days if d.weekday() == wanted and abs(d - self.published) < _HALF]
            days = near or days
            self.future = self.future or bool(near and near[0] > self.published)
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


def _season(name: str, year: int) -> tuple[date, date]:
    (month, day), (last_month, last_day) = _SEASONS[name]
    end_year = year + 1 if last_month < month else year
    if last_month == 2:
        last_day = calendar.monthrange(end_year, 2)[1]
    return date(year, month, day), date(end_year, last_month, last_day)
