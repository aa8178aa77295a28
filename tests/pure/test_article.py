from datetime import date, datetime

import pytest

from summarizer.article import Article, parse_language, parse_published
from summarizer.errors import ArticleError


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2016-06-26", date(2016, 6, 26)),
        (" 2016-06-26 ", date(2016, 6, 26)),
        ("2016-06-26T10:00:00+02:00", date(2016, 6, 26)),
        (datetime(2016, 6, 26, 23, 59), date(2016, 6, 26)),
        (date(2016, 6, 26), date(2016, 6, 26)),
        (None, None),
    ],
)
def test_a_publication_date_is_a_day(value, day):
    """A datetime keeps its day."""
    assert parse_published(value) == day


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"text": ""}, "the article is empty"),
        ({"text": " \n"}, "the article is empty"),
        ({"text": b"shells fell"}, "decode the bytes first"),
        ({"text": "shells\x00fell"}, "NUL character at position 6"),
        ({"text": "shells \ud83d fell"}, "lone surrogate. at position 7"),
        ({"text": "Shells fell.", "published": "26 June"}, "YYYY-MM-DD"),
        ({"text": "Shells fell.", "published": ""}, "YYYY-MM-DD"),
        ({"text": "Shells fell.", "language": "English"}, "no language code"),
    ],
)
def test_what_is_no_article_is_refused_with_what_to_do(given, message):
    """One sentence, an ``ArticleError``."""
    with pytest.raises(ArticleError, match=message.replace("+", r"\+")):
        Article(**given)


def test_the_text_is_never_edited():
    """Offsets point into exactly what came in."""
    text = "\ufeff  Cafe\u0301 \r\n\u202bعربي\u202c "
    assert Article(text).text == text


def test_the_id_follows_from_the_text_unless_given():
    """The same bytes, the same id."""
    assert Article("Shells fell.").id == Article("Shells fell.").sha256[:16]
    assert Article("Shells fell.", id="a1").id == "a1"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("en", "en"),
        ("UK", "uk"),
        ("pt_BR", "pt-BR"),
        ("zh-Hant", "zh-Hant"),
        ("", None),
        (None, None),
    ],
)
def test_a_language_is_a_bcp_47_code(value, code):
    """The language in small letters."""
    assert parse_language(value) == code


@pytest.mark.parametrize(
    ("text", "language", "english"),
    [
        ("Two soldiers were killed near Homs.", None, True),
        ("Two soldiers were killed near Homs.", "en-GB", True),
        ("Two soldiers were killed near Homs.", "uk", False),
        ("Dos soldados murieron cerca de Homs.", None, False),
        ("Двоє солдатів загинули.", None, False),
    ],
)
def test_english_is_told_by_code_or_little_words(text, language, english):
    """The code is believed."""
    assert Article(text, language=language).is_english() is english
