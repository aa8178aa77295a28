"""Codebook 3.3 and the phrases that general date parsers get wrong, seen from Sunday 2016-06-26."""

from datetime import date

import pytest

from summarizer.dates import find_dates, find_published, on_or_before, parse_absolute, resolve_date

P = date(2016, 6, 26)


def d(text):
    return date.fromisoformat(text) if text else None


def read(text, published=P, **reading):
    value = resolve_date(text, published, **reading)
    return value.start, value.end, value.precision


def rows(*lines):
    return [(text, (d(start), d(end), kind)) for text, start, end, kind in lines]


MEASURED = rows(
    ("on Saturday", "2016-06-25", "2016-06-25", "day"),
    ("on Sunday", "2016-06-26", "2016-06-26", "day"),
    ("last week", "2016-06-13", "2016-06-19", "week"),
    ("in March 2015", "2015-03-01", "2015-03-31", "month"),
    ("since early April", "2016-04-01", None, "open_start"),
    ("mid-May", "2016-05-11", "2016-05-20", "day_range"),
    ("late 2012", "2012-09-01", "2012-12-31", "year"),
    ("on 30 September", "2015-09-30", "2015-09-30", "day"),
    ("in the past 24 hours", "2016-06-25", "2016-06-26", "day_range"),
    ("overnight", "2016-06-25", "2016-06-26", "day_range"),
    ("over the weekend", "2016-06-25", "2016-06-26", "day_range"),
    ("earlier this month", "2016-06-01", "2016-06-26", "month"),
)


@pytest.mark.parametrize(("text", "expected"), MEASURED)
def test_phrases_that_date_libraries_get_wrong(text, expected):
    """Publication lies on a Sunday."""
    assert read(text) == expected


OF_ANOTHER_YEAR = rows(
    ("in May last year", "2015-05-01", "2015-05-31", "month"),
    ("In August of last year", "2015-08-01", "2015-08-31", "month"),
    ("on 3 May last year", "2015-05-03", "2015-05-03", "day"),
    ("May 3 this year", "2016-05-03", "2016-05-03", "day"),
    ("in early March next year", "2017-03-01", "2017-03-10", "day_range"),
    ("since August last year", "2015-08-01", None, "open_start"),
    ("in the summer of last year", "2015-06-01", "2015-08-31", "season"),
    ("late last year", "2015-09-01", "2015-12-31", "year"),
    ("last year", "2015-01-01", "2015-12-31", "year"),
)


@pytest.mark.parametrize(("text", "expected"), OF_ANOTHER_YEAR)
def test_a_year_told_from_publication_is_not_the_nearest_one(text, expected):
    assert read(text) == expected
    assert resolve_date(text, P).anchor == "publication"
    assert read(text, None) == (None, None, "unknown")


@pytest.mark.parametrize(
    ("text", "expected"),
    rows(
        ("since the beginning of the month", "2016-06-01", None, "open_start"),
        ("since the start of the year", "2016-01-01", None, "open_start"),
        ("since the first days of April", "2016-04-01", None, "open_start"),
        ("in the first days of March", "2016-03-01", "2016-03-10", "day_range"),
        ("at the end of the month", "2016-06-21", "2016-06-30", "day_range"),
        ("by the end of the month", None, "2016-06-30", "on_or_before"),
        ("before the end of the year", None, "2016-12-31", "on_or_before"),
        ("by April", None, "2016-04-30", "on_or_before"),
        ("before April", None, "2016-03-31", "on_or_before"),
        ("on Christmas Day", "2015-12-25", "2015-12-25", "day"),
        ("New Year’s Eve", "2015-12-31", "2015-12-31", "day"),
    ),
)
def test_parts_of_the_calendar_are_read(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "published", "reading", "day"),
    [
        ("on Saturday", "2016-06-26", {}, "2016-06-25"),
        ("Monday", "2016-06-26", {}, "2016-06-20"),
        ("on Sunday", "2016-06-26", {}, "2016-06-26"),
        ("last Sunday", "2016-06-26", {}, "2016-06-19"),
        ("on Sunday", "2016-06-26", {"past_perfect": True}, "2016-06-19"),
        ("Saturday morning", "2016-06-26", {}, "2016-06-25"),
        ("on Tuesday", "2016-06-26", {"future": True}, "2016-06-28"),
        ("next Sunday", "2016-06-26", {}, "2016-07-03"),
    ],
)
def test_d01_a_weekday_is_the_last_one_up_to_publication(text, published, reading, day):
    """Unless "last" or the pluperfect excludes publication day, or the words look ahead."""
    assert read(text, d(published), **reading) == (d(day), d(day), "day")


def test_d01_the_other_reading_of_publication_day_is_noted():
    """An ambiguous weekday says so."""
    assert "a week earlier" in resolve_date("on Sunday", P).note
    assert resolve_date("on Saturday", P).note is None


@pytest.mark.parametrize(
    ("text", "expected"),
    rows(
        ("last week", "2016-06-13", "2016-06-19", "week"),
        ("this month", "2016-06-01", "2016-06-30", "month"),
        ("last month", "2016-05-01", "2016-05-31", "month"),
        ("next month", "2016-07-01", "2016-07-31", "month"),
        ("last autumn", "2015-09-01", "2015-11-30", "season"),
        ("last winter", "2015-12-01", "2016-02-29", "season"),
        ("in the summer of 2015", "2015-06-01", "2015-08-31", "season"),
        ("mid-June", "2016-06-11", "2016-06-20", "day_range"),
        ("early June", "2016-06-01", "2016-06-10", "day_range"),
        ("late February 2016", "2016-02-21", "2016-02-29", "day_range"),
        ("the end of May", "2016-05-21", "2016-05-31", "day_range"),
        ("the first week of June", "2016-06-01", "2016-06-07", "day_range"),
        ("in April", "2016-04-01", "2016-04-30", "month"),
        ("last year", "2015-01-01", "2015-12-31", "year"),
        ("in 2015", "2015-01-01", "2015-12-31", "year"),
        ("three weeks ago", "2016-05-30", "2016-06-05", "week"),
        ("two days ago", "2016-06-24", "2016-06-24", "day"),
        ("a decade ago", "2006-01-01", "2006-12-31", "year"),
        ("the day before yesterday", "2016-06-24", "2016-06-24", "day"),
        ("between 3 and 5 June", "2016-06-03", "2016-06-05", "day_range"),
        ("June 3-5", "2016-06-03", "2016-06-05", "day_range"),
    ),
)
def test_d02_calendar_periods(text, expected):
    """Weeks run Monday to Sunday, months and seasons by the calendar."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    rows(
        ("since April", "2016-04-01", None, "open_start"),
        ("since 2012", "2012-01-01", None, "open_start"),
        ("since 12 May", "2016-05-12", None, "open_start"),
        ("since Saturday", "2016-06-25", None, "open_start"),
        ("for months", None, "2016-06-26", "vague_period"),
        ("for more than a year", None, "2016-06-26", "vague_period"),
        ("several days ago", None, "2016-06-26", "vague_period"),
        ("in recent weeks", None, "2016-06-26", "vague_period"),
        ("until Friday", None, "2016-06-24", "on_or_before"),
        ("before 1 May", None, "2016-04-30", "on_or_before"),
        ("after 25 June", "2016-06-26", None, "after"),
    ),
)
def test_d03_open_and_vague_periods_keep_an_end_unknown(text, expected):
    """What is not told is null."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    rows(
        ("overnight", "2016-06-25", "2016-06-26", "day_range"),
        ("last night", "2016-06-25", "2016-06-26", "day_range"),
        ("in the night to Sunday", "2016-06-26", "2016-06-26", "day"),
        ("Friday night", "2016-06-24", "2016-06-24", "day"),
    ),
)
def test_d04_nights(text, expected):
    """A night lies on two days; one that is named by its morning is that day."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("on Monday", "2019-01-02", "2018-12-31"),
        ("last Friday", "2019-01-02", "2018-12-28"),
        ("31 December", "2019-01-02", "2018-12-31"),
        ("on Thursday", "2016-03-01", "2016-02-25"),
    ],
)
def test_d05_a_weekday_may_lie_across_the_year_end(text, published, day):
    """By the calendar, not by the string."""
    assert read(text, d(published)) == (d(day), d(day), "day")


def test_d06_the_day_of_a_statement_bounds_the_event():
    """The event lies on or before it."""
    value = on_or_before(d("2016-06-24"), anchor="attribution:at1")
    assert (value.start, value.end, value.precision) == (None, d("2016-06-24"), "on_or_before")
    assert (value.text, value.anchor) == (None, "attribution:at1")


def test_d07_an_anniversary_points_back():
    """The year of the event, counted from publication."""
    assert read("the fifth anniversary") == (d("2011-01-01"), d("2011-12-31"), "year")


RELATIVE = [text for text, _ in MEASURED if text not in ("in March 2015", "late 2012")]


@pytest.mark.parametrize("text", [*RELATIVE, "today", "two days ago", "the fifth anniversary"])
def test_d08_without_a_publication_day_nothing_relative_is_dated(text):
    """Unknown, and never another day in its place."""
    value = resolve_date(text, None)
    assert (value.text, value.start, value.end) == (text, None, None)
    assert value.precision == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2016",
        "the previous day",
        "two years later",
        "the following day",
        "march",
        "may",
        "no time",
        "",
    ],
)
def test_d08_what_dates_nothing_stays_unknown(text):
    """Days that no calendar has, and days counted from another event."""
    assert read(text) == (None, None, "unknown")


@pytest.mark.parametrize("published", [date.min, date.max])
def test_the_ends_of_the_calendar_are_unknown_and_no_error(published):
    """A day before the year 1 has no date."""
    for text in ("999 decades ago", "last week", "tomorrow", "next year", "last winter"):
        assert resolve_date(text, published).precision in (
            "unknown",
            "year",
            "week",
            "season",
            "day",
        )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-06-25", "2016-06-25"),
        ("25 June 2016", "2016-06-25"),
        ("June 25, 2016", "2016-06-25"),
        ("Saturday, 25 June 2016", "2016-06-25"),
        ("SAN SALVADOR, 3 JAN 90", "1990-01-03"),
        ("06/25/2016", "2016-06-25"),
        ("June 2016", None),
        ("on Saturday", None),
        ("25 June", None),
    ],
)
def test_only_a_full_date_is_absolute(text, day):
    """A year must be printed."""
    assert parse_absolute(text) == d(day)


def test_an_ambiguous_slashed_date_says_so():
    """Month first, with a note; only one reading gives none."""
    assert "day/month/year" in resolve_date("06/05/2016", None).note
    assert resolve_date("25/06/2016", None).note is None


def test_dates_are_found_in_running_text():
    """The longest form wins; a modal "may" and a verb "march" are no months."""
    line = "They may march on Saturday, as in March 2015, since early April or on 3 May 2016."
    assert [span.text for span in find_dates(line)] == [
        "Saturday",
        "in March 2015",
        "since early April",
        "3 May 2016",
    ]
    assert all(line[span.start : span.end] == span.text for span in find_dates(line))


def test_the_date_of_publication_is_a_full_one_near_the_top():
    """Relative words there do not count."""
    assert find_published("On Monday\n12 May 2016\nShells fell.").text == "12 May 2016"
    assert find_published("On Monday shells fell.") is None
