"""Lines for a terminal: wrapped to its width, coloured or not, and never steered by an article.

An article is foreign text. Control characters in it could move the cursor, change the title or
hide words, so each is replaced by a visible sign before anything is printed.
"""

from __future__ import annotations

import os
import re
import shutil
import textwrap
from collections.abc import Iterable
from typing import TextIO

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff]")
_BLANKS = re.compile(r"[\t\n\r\f\v\u0085\u2028\u2029 ]+")
STYLES = {"bold": "1", "dim": "2", "red": "31", "yellow": "33"}
PIPE_WIDTH = 80
MIN_WIDTH, MAX_WIDTH = 40, 120  # narrower breaks every word; wider lines are hard to read


def harmless(text: str) -> str:
    r"""Return *text* with every control character made visible; letters of all scripts stay.

    Left-to-right and right-to-left overrides count as control characters, the marks and isolates
    that Arabic and Hebrew texts need do not.

    >>> harmless("wiped\x1b[2J")
    'wiped␛[2J'
    """
    return _CONTROL.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)  # the control pictures of Unicode
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"


def one_line(text: str) -> str:
    """Return *text* harmless and on one line, with runs of blanks made one."""
    return harmless(_BLANKS.sub(" ", text)).strip()


def wants_colour(stream: TextIO) -> bool:
    """Tell whether *stream* is a terminal whose user has not asked for plain text."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not plain


def width_of(stream: TextIO) -> int:
    """Return the columns to fill: the terminal's, within reason, and 80 anywhere else."""
    if not stream.isatty():
        return PIPE_WIDTH
    return max(MIN_WIDTH, min(MAX_WIDTH, shutil.get_terminal_size((PIPE_WIDTH, 24)).columns))


class Page:
    """Collects wrapped lines; ``text`` gives them all, ending with a line break."""

    def __init__(self, width: int = PIPE_WIDTH, *, colour: bool = False) -> None:
        self.width = width
        self.colour = colour
        self._lines: list[str] = []

    def line(self, text: str, *, indent: int = 0, hang: int = 0, style: str | None = None) -> None:
        """Add one paragraph of plain text; *hang* indents its second and later lines further."""
        for piece in textwrap.wrap(
            one_line(text),
            max(self.width, indent + hang + 20),
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_long_words=False,
            break_on_hyphens=False,
        ):
            self._lines.append(self._styled(piece, style))

    def lines(self, texts: Iterable[str], *, indent: int, style: str | None = None) -> None:
        """Add several paragraphs in one manner."""
        for text in texts:
            self.line(text, indent=indent, hang=2, style=style)

    def gap(self) -> None:
        """Add an empty line, never two in a row."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def _styled(self, text: str, style: str | None) -> str:
        if style is None or not self.colour:
            return text
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m"

    @property
    def text(self) -> str:
        """Everything added so far."""
        return "\n".join(self._lines).rstrip("\n") + "\n"
