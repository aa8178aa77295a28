"""One matched time expression as an interval of days (codebook D01-D08), in whatever language.

A grammar (``date_patterns.py`` for English, ``packs/dates.py`` for the others) says which form it
found and gives its words as the English ones; what the form stands for is worked out here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from summarizer.date_calendar import DAY, FEASTS, SPANS_OF_DAYS, CalendarReading, unknown
from summarizer.date_patterns import ORDINALS
from summarizer.numbers import read_number
from summarizer.schema.evidence import DateValue


def read_form(
    form: str,
    text: str,
    got: Mapping[str, str],
    published: date | None,
    *,
    past_perfect: bool = False,
    future: bool = False,
) -> DateValue:
    """Return what a *form* of *text* stands for.

    *got*: what the form caught, in small letters and in English words ("weekday": "fri").
    """
    reading = _Reading(text, got, published, past_perfect, future)
    try:
        value: DateValue = getattr(reading, form)()
    except (OverflowError, ValueError):  # a day outside the calendar's years 1 to 9999
        return unknown(text)
    return value


class _Reading(CalendarReading):
    """Adds what counts from publication: weekdays, yesterday, last week, two months ago."""

    # -- days near publication -------------------------------------------------------------------

    def weekday(self) -> DateValue:
        """D01: the last such day before publication, or publication day itself."""
        if self.published is None:
            return self._unresolved()
        wanted = self._weekday()
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

    def weekdays(self) -> DateValue:
        """Read "in the night from Sunday to Monday": the last such two days that touch."""
        first = self.got["weekday"]
        self.got["weekday"] = self.got["weekday2"]
        last = self.weekday()
        self.got["weekday"] = first
        if last.start is None:
            return last
        back = (last.start.weekday() - self._weekday()) % 7
        return last.model_copy(
            update={"start": last.start - DAY * back, "precision": "day_range", "note": None}
        )

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
        found = self._nearest_year(*FEASTS[feast[:9], self.got.get("eve", "day")])
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

    def so_far(self) -> DateValue:
        """Read "so far this year": from its first day to publication."""
        self.got["which"] = "this"
        whole = self.relative()
        return whole.model_copy(update={"end": self.published}) if whole.start else whole

    def coming_period(self) -> DateValue:
        """Read "within two weeks": from publication on."""
        number = read_number(self.got["n"])
        if self.published is None or number is None:
            return self._unresolved()
        end = self.published + DAY * number * SPANS_OF_DAYS[self.got["unit"]]
        return self._value(self.published, end, "day_range", note="counted on from publication")

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
        start = self.published - DAY * number * SPANS_OF_DAYS[self.got["unit"]]
        return self._value(start, self.published, "day_range", note="counted back from publication")

    def ago(self) -> DateValue:
        if self.published is None:
            return self._unresolved()
        printed = self.got["n"]
        number = 1 if printed in ("a", "an") else read_number(printed)
        if number is None:
            return self._value(None, self.published, "vague_period")
        unit = self.got["unit"]
        day = self.published - DAY * number * SPANS_OF_DAYS[unit]
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
        update = {"end": None, "precision": "open_start"}
        return whole.model_copy(update=update) if whole.start else whole

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
