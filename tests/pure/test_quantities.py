"""Codebook 3.1: what a printed quantity says, rule by rule."""

import pytest

from summarizer.quantities import count_is_printed, find_numbers, parse_count
from summarizer.schema.evidence import CountValue


def bounds(text):
    count = parse_count(text)
    return count.qualifier, count.min, count.max, count.best


def table(qualifier, *rows):
    return [(text, (qualifier, *numbers)) for text, *numbers in rows]


NOTHING = (None, None, None)


@pytest.mark.parametrize(
    "text",
    """heavy casualties|several|many|dozens|scores of people|hundreds of villagers|a number of men
    |tens of thousands|a few|an unknown number|large numbers of people|countless homes
    |at least dozens|decenas de muertos|plusieurs civils|кілька людей|десятки раненых
    |عشرات القتلى""".split("|"),
)
def test_c01_a_vague_word_gets_no_number(text):
    """The words are kept, the numbers stay null, which is not 0."""
    assert bounds(text.strip()) == ("vague", *NOTHING)
    assert parse_count(text).text == text


C02 = table(
    "at_least",
    ("at least 15", 15, None, None),
    ("no fewer than 15", 15, None, None),
    ("not less than 15", 15, None, None),
    ("15 or more", 15, None, None),
    ("at least two dozen", 24, None, None),
    ("at least one hundred and twenty people", 120, None, None),
    ("al menos 12 personas", 12, None, None),
    ("au moins douze morts", 12, None, None),
    ("щонайменше двоє", 2, None, None),
    ("не менее 12 человек", 12, None, None),
    ("ما لا يقل عن ١٢", 12, None, None),
) + table(
    "more_than",
    ("more than 15", 15, None, None),
    ("over 15 people", 15, None, None),
    ("more than a dozen", 12, None, None),
    ("más de 15", 15, None, None),
    ("plus de 1\u00a0200 personnes", 1200, None, None),
    ("понад 15", 15, None, None),
)


@pytest.mark.parametrize(("text", "expected"), C02)
def test_c02_a_floor_has_no_ceiling(text, expected):
    """Nobody counts one up: "more than 15" is 15, exclusive by its qualifier."""
    assert bounds(text) == expected


C03 = (
    table(
        "range",
        ("between 8 and 11", 8, 11, None),
        ("8-11", 8, 11, None),
        ("8–11 people", 8, 11, None),
        ("from 8 to 11", 8, 11, None),
        ("seven or eight", 7, 8, None),
        ("two or three dozen", 24, 36, None),
        ("3,000-4,000", 3000, 4000, None),
        ("entre 8 y 11", 8, 11, None),
    )
    + table(
        "at_most",
        ("up to 20", None, 20, None),
        ("as many as 20", None, 20, None),
        ("no more than 20", None, 20, None),
        ("20 or fewer", None, 20, None),
        ("hasta 20", None, 20, None),
        ("до 20 осіб", None, 20, None),
    )
    + table(
        "less_than",
        ("fewer than 10", None, 10, None),
        ("less than a dozen", None, 12, None),
        ("under 10", None, 10, None),
    )
)


@pytest.mark.parametrize(("text", "expected"), C03)
def test_c03_ranges_and_ceilings(text, expected):
    """A ceiling gives no floor."""
    assert bounds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    table(
        "approx",
        ("about 80", None, None, 80),
        ("some 80", None, None, 80),
        ("nearly 80", None, None, 80),
        ("around 80", None, None, 80),
        ("80 or so", None, None, 80),
        ("a dozen", None, None, 12),
        ("two dozen", None, None, 24),
        ("half a dozen", None, None, 6),
        ("a hundred", None, None, 100),
        ("roughly half a million", None, None, 500_000),
        ("an estimated 300", None, None, 300),
        ("une trentaine", None, None, 30),
        ("una veintena de soldados", None, None, 20),
        ("близько 80", None, None, 80),
    ),
)
def test_c04_an_approximation_is_a_best_guess_without_bounds(text, expected):
    """The best value alone is set."""
    assert bounds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    table(
        "none",
        ("no one was killed", 0, 0, 0),
        ("no casualties", 0, 0, 0),
        ("nobody was hurt", 0, 0, 0),
        ("none", 0, 0, 0),
        ("without casualties", 0, 0, 0),
        ("there were no deaths", 0, 0, 0),
    )
    + table(
        "none_reported",
        ("no reports of casualties", *NOTHING),
        ("no immediate word on casualties", *NOTHING),
        ("no casualties were reported", *NOTHING),
        ("no information on losses", *NOTHING),
    )
    + table("at_least", ("no fewer than three", 3, None, None)),
)
def test_c05_none_is_zero_and_no_report_is_unknown(text, expected):
    """The most common false zero: nobody has reported any."""
    assert bounds(text) == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12 soldiers", "persons"),
        ("two families", "families"),
        ("three households", "households"),
        ("five bodies", "bodies"),
        ("a family of five", "persons"),
    ],
)
def test_c06_a_count_says_what_it_counts(text, unit):
    """Families are no persons, and bodies are found, not killed then."""
    assert parse_count(text).unit == unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("43 people, including 3 children", ("exact", 43, 43, 43)),
        ("at least 43 people, among them 3 children", ("at_least", 43, None, None)),
        ("12 (3 of them children)", ("exact", 12, 12, 12)),
    ],
)
def test_c07_a_part_is_never_added_to_its_whole(text, expected):
    """The first number is the whole."""
    assert bounds(text) == expected


@pytest.mark.parametrize(
    "text", ["three soldiers and two civilians", "12 and 15", "12 dead and 15 wounded"]
)
def test_c08_c14_two_counts_in_one_phrase_are_not_added_up(text):
    """Which of the two is meant is not told, so neither is taken."""
    assert bounds(text) == ("unspecified", *NOTHING)


@pytest.mark.parametrize(
    "text", ["12 killed today", "12 killed this month", "12 killed in the war"]
)
def test_c09_the_scope_does_not_change_the_number(text):
    """Scope is a field of the record."""
    assert bounds(text) == ("exact", 12, 12, 12)


@pytest.mark.parametrize("text", ["12 fighters", "12 shepherds", "12 of ours", "12"])
def test_c10_c11_the_label_does_not_change_the_number(text):
    """Each claimant's words are read alike; whose they are is the record's."""
    assert bounds(text) == ("exact", 12, 12, 12)


@pytest.mark.parametrize(
    ("text", "number", "unit", "derived"),
    [
        ("a boy", 1, "persons", "enumerated"),
        ("the mayor", 1, "persons", "enumerated"),
        ("a nurse and her son", 2, "persons", "enumerated"),
        ("a man, a woman and a child", 3, "persons", "enumerated"),
        ("a teacher, two guards", 3, "persons", "enumerated"),
        ("the mayor and two guards", 3, "persons", "enumerated"),
        ("a family", 1, "families", "enumerated"),
        ("both men", 2, "persons", "dual"),
        ("قتيلان", 2, "persons", "dual"),
        ("طفلين", 2, "persons", "dual"),
        ("her three children", 3, "persons", None),
        ("двоє людей", 2, "persons", None),
    ],
)
def test_c12_singulars_enumerations_and_duals_are_counted(text, number, unit, derived):
    """How a number that is not printed came about is told by ``derived``."""
    expected = CountValue(
        text=text,
        min=number,
        max=number,
        best=number,
        qualifier="exact",
        unit=unit,
        derived=derived,
    )
    assert parse_count(text) == expected


@pytest.mark.parametrize(
    "text", ["civilians were killed", "people", "the 4th", "12th", "7.5", "2,5"]
)
def test_c12_a_bare_plural_or_ordinal_is_no_number(text):
    """Nothing is made of what is not a whole number of people."""
    assert bounds(text) == ("unspecified", *NOTHING)


@pytest.mark.parametrize(
    ("line", "guards"),
    [
        ("12 tanks and 4 drones", [("12", "objects"), ("4", "objects")]),
        ("120 mm shells", [("120", "distance")]),
        ("4 km from the base", [("4", "distance")]),
        ("a boy aged 15", [("15", "age")]),
        ("a 15-year-old boy", [("15", "age")]),
        ("in 2014 he left", [("2014", "date")]),
        ("on 12 May", [("12", "date")]),
        ("at 10:30 a.m.", [("10", "time"), ("30", "time")]),
        ("the 4th Division", []),
        ("an AK-47", []),
        ("resolution 2254", [("2254", "name")]),
        ("5 percent", [("5", "percent")]),
        ("$300", [("300", "money")]),
        ("for three weeks", [("three", "duration")]),
        ("12 men died", [("12", None)]),
    ],
)
def test_c13_what_counts_no_people_is_told_apart(line, guards):
    """Tanks, ages, dates, distances and unit numbers are never casualties."""
    spans = [span for span in find_numbers(line) if span.value.qualifier != "vague"]
    assert [(span.text, span.guard) for span in spans] == guards
    assert all(line[span.start : span.end] == span.text for span in spans)


@pytest.mark.parametrize(
    ("text", "quote", "printed"),
    [
        ("12", "twelve men died", True),
        ("at least 12", "12 men died", True),
        ("12", "11 men died", False),
        ("12", "1,200 men died", False),
        ("between 8 and 11", "8 to 11 died", True),
        ("a nurse and her son", "a nurse and her son died", True),
        ("no one was killed", "nobody died", True),
        ("dozens", "dozens died", True),
        ("ما لا يقل عن ١٢", "١٢ قتيلا", True),
        ("12", "двенадцать человек", True),
    ],
)
def test_c15_every_integer_stands_in_its_quote(text, quote, printed):
    """As digits or as a number word, in the language of the quote."""
    assert count_is_printed(parse_count(text), quote) is printed


def test_c15_a_derived_number_is_no_way_round_the_quote():
    """An enumeration cannot count more than it names, nor a dual other than two."""
    forged = CountValue(text="a boy", min=40, max=40, best=40, qualifier="exact")
    assert not count_is_printed(forged.model_copy(update={"derived": "enumerated"}), "a boy died")
    assert not count_is_printed(forged.model_copy(update={"derived": "dual"}), "two boys died")


@pytest.mark.parametrize(
    "text",
    """three times as many|twice as many|a third of the crew|half of the village|most of the crew
    |one in five|two-thirds|half the residents|5 % of the fighters|¾ of them""".split("|"),
)
def test_c16_a_proportion_is_kept_and_not_computed(text):
    """No arithmetic."""
    assert bounds(text.strip()) == ("relative", *NOTHING)
