"""Language packs: every entry keeps its own examples, and what they amount to row by row.

Dates are seen from Tuesday 2024-06-11.
"""

from datetime import date

import pytest

from summarizer.dates import find_dates, parse_absolute, resolve_date
from summarizer.lexicon import load_entries
from summarizer.packs.dates import match_date
from summarizer.packs.numbers import integers_printed
from summarizer.packs.pack import expand, finder, load_pack_entries, pack_codes, pack_of
from summarizer.quantities import count_is_printed, find_numbers, integers_in, parse_count
from summarizer.schema.evidence import CountValue
from summarizer.schema.terms import Harm
from summarizer.weapons import categorise, find_weapons

P = date(2024, 6, 11)
CODES = pack_codes()


def examples(name, *tables):
    """Yield (language, entry, line, whether the entry must be found in it)."""
    return [
        (code, entry, line, expected)
        for code in CODES
        for table in tables
        for entry in load_pack_entries(code, name, table)
        for expected, lines in ((True, entry.yes), (False, entry.no))
        for line in lines
    ]


def named(rows):
    return {
        "argvalues": rows,
        "ids": [f"{code}-{entry.id}-{number}" for number, (code, entry, *_) in enumerate(rows)],
    }


@pytest.mark.parametrize(
    ("code", "entry", "line", "expected"), **named(examples("numbers.toml", "sign", "words"))
)
def test_signs_and_words_without_a_number_keep_their_examples(code, entry, line, expected):
    """ "al menos", "десятки", "aucune victime"."""
    assert (parse_count(line, code).qualifier == entry.data["kind"]) is expected


@pytest.mark.parametrize(
    ("code", "entry", "line", "expected"), **named(examples("numbers.toml", "guard"))
)
def test_guards_keep_their_examples(code, entry, line, expected):
    """An age, a distance, things."""
    guards = {span.guard for span in find_numbers(line, code)}
    assert (entry.data["kind"] in guards) is expected


@pytest.mark.parametrize(
    ("code", "entry", "line", "expected"), **named(examples("weapons.toml", "weapon"))
)
def test_weapons_keep_their_examples(code, entry, line, expected):
    """With the offsets of the printed text."""
    found = find_weapons(line, code)
    assert any(row.entry_id == entry.id for row in found) is expected
    assert all(line[row.start : row.end] == row.text for row in found)


@pytest.mark.parametrize("table", ["harm", "victim", "denial"])
@pytest.mark.parametrize("code", CODES)
def test_words_for_harm_keep_their_examples(code, table):
    """Forms alone; what stands around them is for the coverage check."""
    pack = pack_of(code)
    for entry in load_pack_entries(code, "harm.toml", table):
        for expected, lines in ((True, entry.yes), (False, entry.no)):
            for line in lines:
                hits = finder(code, "harm.toml", table).find(pack.plain(line).text)
                assert any(hit.entry.id == entry.id for hit in hits) is expected, line


DATES = [
    (code, form, line, expected)
    for code in CODES
    for form in pack_of(code).table("dates.toml")["form"]
    for line, expected in [*form["yes"].items(), *((line, None) for line in form["no"])]
]


@pytest.mark.parametrize(("code", "form", "line", "expected"), DATES)
def test_forms_of_dates_keep_their_examples(code, form, line, expected):
    """Which form reads the line, and which days it means; None: another form, or none."""
    found = match_date(line, pack_of(code))
    if expected is None:
        assert found is None or found[0] != form["reads"]
        return
    assert found is not None
    assert found[0] == form["reads"]
    value = resolve_date(line, P, language=code)
    days = [day.isoformat() if day else "" for day in (value.start, value.end)]
    assert "/".join(dict.fromkeys(days)) == expected
    assert find_dates(f"({line})", code), line


def test_every_entry_has_examples_and_every_language_the_same_files():
    """Without them nobody could tell whether it works."""
    for code in CODES:
        for name, tables in (
            ("numbers.toml", ("sign", "words", "guard")),
            ("harm.toml", ("harm", "victim", "denial")),
            ("weapons.toml", ("weapon",)),
        ):
            for table in tables:
                entries = load_pack_entries(code, name, table)
                assert [row.id for row in entries if not (row.yes and row.no)] == []
        for entry in load_pack_entries(code, "harm.toml", "harm"):
            assert entry.data["harm"] in Harm.__args__, entry.id


def test_weapons_are_the_weapons_of_the_english_list():
    """One id, one category, in every language."""
    english = {row.id: row.data["category"] for row in load_entries("weapons.toml", "weapon")}
    for code in CODES:
        for entry in load_pack_entries(code, "weapons.toml", "weapon"):
            assert english[entry.id] == entry.data["category"], (code, entry.id)


@pytest.mark.parametrize(
    ("form", "written"),
    [("mina(s|)", ["minas", "mina"]), ("a(b|c) d(e|)", ["ab de", "ab d", "ac de", "ac d"])],
)
def test_endings_in_brackets_are_written_out(form, written):
    """A word in its cases takes one line."""
    assert list(expand(form)) == written


@pytest.mark.parametrize(
    ("code", "text", "numbers"),
    [
        ("es", "treinta y dos, ciento noventa, dos mil doscientos", {32, 190, 2200}),
        ("es", "cinco y seis, dos docenas, 200 millones", {5, 6, 24, 200_000_000}),
        ("fr", "soixante-dix, quatre-vingt-dix-sept, vingt et un", {70, 97, 21}),
        ("fr", "deux cent trente-cinq mille, 2 300 et 1,9 million", {235_000, 2300, 1_900_000}),
        ("uk", "двадцять один, чотирьох, сто двадцять п’ять", {21, 4, 125}),
        ("uk", "моя сім’я, 12 тисяч, два десятки", {12_000, 20}),
        ("ru", "двадцать один, четырёх, 12 тыс. человек", {21, 4, 12_000}),
        ("ar", "خمسة وعشرون، مئة وخمسة وعشرين، ثلاثة آلاف", {25, 125, 3000}),
        ("ar", "١٢٬٠٠٠ و١٥، اثنا عشر، يوم الاثنين", {12_000, 15, 12}),
        ("ar", "قُتل طفلان وسبعة رجال", {2, 7}),
    ],
)
def test_a_number_may_take_several_words(code, text, numbers):
    """Each language joins them in its own way; parts of a number are none."""
    assert integers_printed(text, pack_of(code)) == numbers


def count(text, code):
    value = parse_count(text, code)
    return value.qualifier, value.min, value.max, value.best


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("es", "al menos una decena", ("at_least", 10, None, None)),
        ("es", "unos 3.000", ("approx", None, None, 3000)),
        ("es", "entre 8 y 11", ("range", 8, 11, None)),
        ("es", "una niña de 7 años", ("exact", 1, 1, 1)),
        ("es", "una maestra y su hijo", ("exact", 2, 2, 2)),
        ("es", "decenas de miles", ("vague", None, None, None)),
        ("es", "12 soldados y 15 civiles", ("unspecified", None, None, None)),
        ("es", "los soldados", ("unspecified", None, None, None)),
        ("fr", "jusqu’à vingt", ("at_most", None, 20, None)),
        ("fr", "plus d’une centaine", ("more_than", 100, None, None)),
        ("fr", "une quarantaine", ("approx", None, None, 40)),
        ("fr", "mon mari et son frère", ("exact", 2, 2, 2)),
        ("uk", "до 120", ("at_most", None, 120, None)),
        ("uk", "двоє чи троє", ("range", 2, 3, None)),
        ("uk", "хлопчик одинадцяти років та його бабуся", ("exact", 2, 2, 2)),
        ("uk", "десятки тисяч", ("vague", None, None, None)),
        ("ru", "не менее двадцати одного человека", ("at_least", 21, None, None)),
        ("ru", "около трёх десятков", ("approx", None, None, 30)),
        ("ru", "менее сорока", ("less_than", None, 40, None)),
        ("ar", "١٢ شخصاً على الأقل", ("at_least", 12, None, None)),
        ("ar", "ما بين ٨ و١١", ("range", 8, 11, None)),
        ("ar", "قتيلان", ("exact", 2, 2, 2)),
        ("ar", "مدنيين", ("unspecified", None, None, None)),  # "civilians" or "two civilians"
    ],
)
def test_a_printed_count_says_what_the_source_said(code, text, expected):
    """C01-C05 and C12: no bound that is not printed, no number for a vague word."""
    assert count(text, code) == expected


def test_a_dual_is_marked_as_one():
    """Two is in the form of the noun, not printed as a number."""
    assert parse_count("طفلان شقيقان", "ar").derived == "dual"
    assert parse_count("اثنان", "ar").derived is None


@pytest.mark.parametrize(
    ("code", "text", "days"),
    [
        ("fr", "8 mars 2023", date(2023, 3, 8)),
        ("uk", "14.11.2024", date(2024, 11, 14)),
        ("es", "11/6/2024", date(2024, 6, 11)),
        ("ar", "٢ تشرين الأول/أكتوبر ٢٠٢٢", date(2022, 10, 2)),
        ("ru", "5 мая", None),
    ],
)
def test_a_full_date_needs_no_publication_day(code, text, days):
    """Day first, as these languages print it."""
    assert parse_absolute(text, code) == days


@pytest.mark.parametrize(
    ("code", "text", "reading", "start", "end"),
    [
        ("es", "hasta el viernes", {"future": True}, None, "2024-06-14"),
        ("fr", "après le 5 mai", {}, "2024-05-06", None),
        ("uk", "до суботи", {"future": True}, None, "2024-06-15"),
        ("uk", "у п'ятницю, 14 червня", {}, "2024-06-14", "2024-06-14"),  # a Friday to come
        ("ru", "во вторник", {"past_perfect": True}, "2024-06-04", "2024-06-04"),
        ("ar", "قبل الأربعاء", {"future": True}, None, "2024-06-11"),
    ],
)
def test_dates_are_bounded_and_looked_at_as_english_ones(code, text, reading, start, end):
    """The grammar is the language's own, the calendar is the same."""
    value = resolve_date(text, P, language=code, **reading)
    assert (value.start and value.start.isoformat(), value.end and value.end.isoformat()) == (
        start,
        end,
    )


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("text", ["on Saturday", "twelve people", "", "؟", "1", "ß ﬁ İ", "\u0301"])
def test_a_term_of_another_language_does_no_harm(code, text):
    """It is not read; nothing is made of it."""
    assert resolve_date(text, P, language=code).start is None
    assert parse_count(text, code).text == text
    for span in find_numbers(text, code):
        assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("code", "name", "category"),
    [
        ("es", "misiles de crucero", "cruise_missile"),
        ("fr", "une voiture piégée", "ied_vehicle"),
        ("uk", "касетними боєприпасами", "cluster_munition"),
        ("ru", "из реактивных систем залпового огня", "mlrs"),
        ("ar", "بالبراميل المتفجرة", "barrel_bomb"),
        ("uk", "KN-23", "ballistic_missile"),
        ("fr", "une frappe", None),  # W01: a strike names no weapon
    ],
)
def test_a_printed_weapon_has_its_category(code, name, category):
    """In whatever case and with whatever prefix."""
    assert categorise(name, code) == category


@pytest.mark.parametrize(
    ("code", "quote", "number", "printed"),
    [
        ("uk", "загинули двадцять троє людей", 23, True),
        ("uk", "загинули двадцять троє людей", 3, False),  # a part of a number is another number
        ("es", "murieron once", 11, True),
        ("en", "killed once more", 11, False),
    ],
)
def test_a_count_is_looked_for_in_the_language_of_the_article(code, quote, number, printed):
    """C15."""
    value = CountValue(text="x", min=number, max=number, best=number, qualifier="exact")
    assert count_is_printed(value, quote, language=code) is printed
    assert (number in integers_in(quote, language=code)) is printed
