from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import ArticleError
from summarizer.language import detect, profiles
from summarizer.read.text import decode
from summarizer.write.terminal import Page, harmless


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(data):
    """They are a text that encodes back to themselves, or refused."""
    try:
        decoded = decode(data)
    except ArticleError:
        return
    assert decoded.text.strip()
    assert "\0" not in decoded.text
    if not decoded.encoding.startswith(("utf-16", "utf-32", "utf-8-sig")):
        assert decoded.text.encode(decoded.encoding) == data


@given(st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=300))
def test_utf_8_is_read_as_it_was_written(text):
    """After a word, so that nothing at its beginning is taken for a mark or another format."""
    assert decode(f"On {text}".encode()) == (f"On {text}", "utf-8", False)


@given(st.text(max_size=200))
def test_nothing_that_steers_a_terminal_is_shown(text):
    page = Page(40)
    page.line(text, indent=2, hang=2)
    for shown in (harmless(text), page.text.replace("\n", "")):
        assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in shown)


@given(st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")), max_size=200))
def test_letters_marks_and_numbers_of_every_script_are_shown_as_they_are(text):
    assert harmless(text) == text


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_any_text_has_one_known_language_or_none(text):
    assert detect(text) in {None, *profiles()}
