import pytest

from summarizer.fold import fold
from summarizer.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("“Two  Men”", '"two men"'),
        ("a\u00a0\t\nb", "a b"),
        ("8–11 — ‘x’", "8-11 - 'x'"),
        ("oﬃce", "office"),
        ("sur\u00adren\u200bder", "surrender"),
        ("cafe\u0301", "café"),
        ("٣٤", "34"),
        ("قَالَ", "قال"),
        ("Straße", "strasse"),
        ("wait…", "wait..."),
        ("", ""),
    ],
)
def test_what_is_the_same_to_a_reader_folds_alike(text, folded):
    """Case, blanks, marks and forms."""
    assert fold(text).text == folded


def test_every_folded_character_knows_its_printed_one():
    """Offsets never go back."""
    text = "“Oﬃce”  cafe\u0301 …"
    folded = fold(text)
    assert len(folded.text) == len(folded.offsets)
    assert [text[i] for i in folded.offsets][:7] == ["“", "O", "ﬃ", "ﬃ", "ﬃ", "c", "e"]
    assert folded.offsets == sorted(folded.offsets)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("week.The 4th", ["week", ".", "the", "4th"]),
        ("1,200 men, T-72s and $5", ["1,200", "men", "t-72s", "and", "$", "5"]),
        ("“No,” he said (twice)", ["no", "he", "said", "(", "twice", ")"]),
        ("三十人", ["三", "十", "人"]),
        ("8–11", ["8-11"]),
    ],
)
def test_words_numbers_stops_and_symbols_are_tokens(text, tokens):
    """Commas and quotation marks are none."""
    assert [token.text for token in tokenize(fold(text), text)] == tokens
