"""Cells that are safe to open: no formulas, no half characters, empty where nothing is known."""

from __future__ import annotations

from summarizer.write.rows import SEPARATOR, Cell

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def whole(text: str) -> str:
    """Return *text* with half surrogate pairs, which no UTF-8 file can hold, as U+FFFD.

    The length stays the same, so that offsets still hold.
    """
    if text.isascii():
        return text
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)


def csv_cell(value: Cell) -> str:
    r"""Return one CSV cell. A text that a spreadsheet would run as a formula gets a ``'`` in front.

    >>> csv_cell('=HYPERLINK("http://example.org")')
    '\'=HYPERLINK("http://example.org")'
    >>> csv_cell(None), csv_cell(0), csv_cell(True)
    ('', '0', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = whole(value if isinstance(value, str) else SEPARATOR.join(value))
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
