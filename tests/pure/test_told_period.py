"""Dates without a year in an article that looks back on another year."""

from datetime import date

import pytest

from summarizer.dates import resolve_date
from summarizer.told_period import told_period, with_the_year_told

P = date(2012, 5, 6)
LOOK_BACK = (
    "The siege of Orlac began on 6 May 1992 and ended on 19 March 1993. On 2 June a tank fired at"
    " the spa. On 23 January 1993 prisoners were exchanged. A court ruled in 2006."
)
NEWS = "The siege of Orlac began on 6 May 1992. On 2 March a mine killed two men there."


def told(words, text=LOOK_BACK, *, looks_back=True, published=P):
    value = resolve_date(words, published)
    value = with_the_year_told(value, text, published, looks_back=looks_back)
    return str(value.start), str(value.end), value.anchor


def day(text, anchor):
    return text, text, anchor


NOTHING = ("None", "None", None)


def test_the_period_is_that_of_the_days_printed_in_full():
    assert told_period(LOOK_BACK, P) == (date(1992, 5, 6), date(1993, 3, 19))
    assert told_period(NEWS, P) is None  # one old date is a mention
    assert told_period(LOOK_BACK, date(1993, 4, 1)) is None  # no look back: news of the time
    assert told_period(LOOK_BACK, None) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("On 2 June", day("1992-06-02", "narrative")),
        ("On 16 March", day("1993-03-16", "narrative")),
        ("on Saturday, 27 June", day("1992-06-27", "narrative")),
        ("on Sunday, 27 June", NOTHING),  # it was none, in neither year
        ("in September", ("1992-09-01", "1992-09-30", "narrative")),
        ("in April", NOTHING),  # neither in the period nor surely in the year of publication
        ("on the Friday morning", NOTHING),
        ("yesterday", NOTHING),
        ("on 23 January 1993", day("1993-01-23", "absolute")),
        ("last year", ("2011-01-01", "2011-12-31", "publication")),
    ],
)
def test_an_older_event_is_dated_within_the_period(words, expected):
    assert told(words) == expected


def test_a_current_event_and_ordinary_news_are_dated_from_publication():
    assert told("On 2 March", looks_back=False) == day("2012-03-02", "publication")
    assert told("On 2 March", NEWS) == day("2012-03-02", "publication")


def test_a_statement_that_fits_both_is_left_open():
    assert told("on 2 March", looks_back=None) == NOTHING
    assert told("on 2 April", looks_back=None) == day("2012-04-02", "publication")


def test_a_day_that_is_another_weekday_is_no_date():
    assert told("on Friday, 2 March", NEWS) == day("2012-03-02", "publication")
    value = with_the_year_told(resolve_date("Monday, 2 March", P), NEWS, P, looks_back=False)
    assert (value.start, value.precision) == (None, "unknown")
    assert value.note == "that day of that year is another weekday"
