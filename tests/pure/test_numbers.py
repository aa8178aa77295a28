import pytest

from summarizer.numbers import ascii_digits, read_number, shared_scale
from summarizer.quantities import integers_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("1,200", 1200),
        ("12 000", 12000),
        ("1.2 million", 1_200_000),
        ("3 thousand", 3000),
        ("zero", 0),
        ("twelve", 12),
        ("twenty-one", 21),
        ("one hundred and twelve", 112),
        ("two thousand five hundred", 2500),
        ("a hundred", 100),
        ("half a million", 500_000),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("a score", 20),
        ("Forty", 40),
        ("٣٤", 34),
        ("1.5", None),
        ("a", None),
        ("men", None),
        ("", None),
    ],
)
def test_a_number_is_read_from_digits_and_words(text, number):
    """None where it is none, which is not 0."""
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("twelve of the 1,200 men, two dozen horses", None, {2, 12, 24, 1200}),
        ("Sent once more to the front", None, set()),
        ("Rebels strike once more", "en", set()),
        ("Murieron once personas", None, {11}),
        ("Cent morts", "pt", {100}),
        ("it cost a cent in the shop", None, set()),
        ("ثلاثة قتلى و١٢ جريحا", None, {3, 12}),
        ("no number here", None, set()),
        ("Más de 12.000 peruanos", None, {12, 12000}),
        ("Près de 2\u00a0300 personnes", None, {2, 300, 2300}),
        ("plus de 1,9 million de déplacés", None, {1, 9_000_000, 1_900_000}),
        ("Ciento noventa duermen", None, {190}),
        ("treinta y dos muertos", None, {32}),
        ("vingt-deux morts", None, {22}),
        ("сорок три людини", None, {43}),
        ("шістьох загиблих, семерых раненых", None, {6, 7}),
        ("cuatro y seis heridos", None, {4, 6}),
        ("12.000 shells in the town", None, {12}),
        ("Más de 12.000 peruanos", "es", {12000}),
        ("Près de 2\u00a0300 personnes", "fr", {2300}),
        ("сорок три з 120 людей", "uk", {43, 120}),
        ("two or three dozen", None, {2, 3, 12, 24, 36}),
    ],
)
def test_the_printed_integers_of_a_text(text, language, numbers):
    """English words are not read as Spanish or French ones."""
    assert integers_in(text, language=language) == numbers


def test_a_scale_may_belong_to_two_numbers():
    """ "two or three dozen" is 24 to 36, "1 to 200" is not 100 to 200."""
    assert shared_scale("three to four hundred") == (300, 400)
    assert shared_scale("1 to 200") is None


def test_digits_keep_their_places():
    """Offsets stay valid."""
    assert ascii_digits("۱۲ and ٣") == "12 and 3"
