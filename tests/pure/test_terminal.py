import io

import pytest

from summarizer.write.terminal import Page, harmless, one_line, wants_colour, width_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("back\x08space\x7f", "back␈space␡"),
        ("\x9b2Jc1", "<U+009B>2Jc1"),
        ("left\u202eright", "left<U+202E>right"),
        ("half \ud83d", "half <U+D83D>"),
        ("قال الجيش إن ١٢ قتلوا", "قال الجيش إن ١٢ قتلوا"),
        ("\u200fצבא\u200f", "\u200fצבא\u200f"),
        ("می\u200cشود", "می\u200cشود"),
    ],
)
def test_control_characters_become_visible_and_letters_stay(text, shown):
    assert harmless(text) == shown


def test_line_breaks_and_tabs_become_single_blanks():
    assert one_line(" two\r\n\r\nlines\tand\u2028more ") == "two lines and more"


def test_a_page_wraps_at_its_width_and_hangs_the_later_lines():
    page = Page(40)
    page.line("[c1] at least 31 killed, say the doctors of the hospital", indent=2, hang=2)
    page.gap()
    page.gap()
    page.line("end")
    assert page.text == ("  [c1] at least 31 killed, say the\n    doctors of the hospital\n\nend\n")


def test_colours_only_where_asked_for_and_never_from_the_text():
    plain, coloured = Page(40), Page(40, colour=True)
    for page in (plain, coloured):
        page.line("a\x1b[5mb", style="bold")
    assert (plain.text, coloured.text) == ("a␛[5mb\n", "\x1b[1ma␛[5mb\x1b[0m\n")


class _Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "expected"),
    [
        (_Terminal(), {}, True),
        (_Terminal(), {"NO_COLOR": "1"}, False),
        (_Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
    ],
)
def test_colours_need_a_terminal_that_wants_them(monkeypatch, stream, environment, expected):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(stream) is expected


@pytest.mark.parametrize(
    ("stream", "columns", "width"),
    [
        (_Terminal(), "100", 100),
        (_Terminal(), "12", 40),
        (_Terminal(), "300", 120),
        (io.StringIO(), "100", 80),
    ],
)
def test_the_width_is_the_terminals_within_reason(monkeypatch, stream, columns, width):
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("LINES", "24")
    assert width_of(stream) == width
