from datetime import date

import pytest

from summarizer.quantities import parse_count
from summarizer.schema.evidence import CountValue, DateValue
from summarizer.write.words import count_in_words, date_in_words


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("12", "12"),
        ("twelve", "12"),
        ("1,200", "1,200"),
        ("at least 12", "at least 12"),
        ("more than 50", "more than 50"),
        ("fewer than 5", "fewer than 5"),
        ("up to 20", "at most 20"),
        ("between 60 and 75", "60 to 75"),
        ("about 80", "about 80"),
        ("dozens", "no figure given"),
        ("heavy casualties", "no figure given"),
        ("twice as many", "no figure of its own"),
        ("no one", "0"),
        ("no reports of", "none reported"),
    ],
)
def test_a_count_is_said_as_the_range_its_source_gave(printed, words):
    """A number that was not given is said to be missing; it never shows as 0."""
    assert count_in_words(parse_count(printed)) == words


@pytest.mark.parametrize(
    ("low", "high", "best", "words"),
    [
        (None, None, None, "no figure given"),
        (3, None, 7, "at least 3, about 7"),
        (0, None, None, "at least 0"),
        (None, 0, None, "at most 0"),
    ],
)
def test_a_bound_of_zero_is_a_bound(low, high, best, words):
    count = CountValue(text="x", min=low, max=high, best=best, qualifier="range")
    assert count_in_words(count) == words


DAY, LATER = date(2024, 5, 12), date(2024, 5, 18)


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("on Sunday", DAY, DAY, "“on Sunday”, 2024-05-12"),
        ("last week", DAY, LATER, "“last week”, 2024-05-12 to 2024-05-18"),
        ("since Sunday", DAY, None, "“since Sunday”, from 2024-05-12 on"),
        (None, None, DAY, "on or before 2024-05-12"),
        ("on Sunday", None, None, "“on Sunday”, days unknown"),
        (None, None, None, "not dated"),
    ],
)
def test_a_date_is_said_with_its_days(text, start, end, words):
    assert date_in_words(DateValue(text=text, start=start, end=end, precision="day")) == words
