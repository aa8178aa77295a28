"""Bytes to text: which encoding they are in, and which bytes are no article at all.

The text comes back as stored, line ends included; only a byte order mark is taken off, since it
belongs to the encoding. What cannot be read without guessing at letters is refused.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from summarizer.errors import ArticleError
from summarizer.read.encoding import guess_encoding

MAX_BYTES = 5_000_000  # some 800,000 words: a book; a news article has 2 to 20 thousand bytes
_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip file (.docx and .epub are such files too)"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"SQLite format 3\0", "a database file"),
)


class Decoded(NamedTuple):
    """A text and the encoding it was read with; *guessed*: nothing in the bytes proved it."""

    text: str
    encoding: str
    guessed: bool = False


def decode(data: bytes) -> Decoded:
    r"""Return the text in *data*; raise ``ArticleError`` for what is empty, too long or no text.

    >>> decode(b"\xef\xbb\xbfShells fell.").text
    'Shells fell.'
    """
    if len(data) > MAX_BYTES:
        raise ArticleError(too_large(len(data)))
    if not data.strip():
        raise ArticleError("the file is empty; give a text with at least one sentence")
    for magic, name in _OTHER_FORMATS:
        if data.startswith(magic):
            raise ArticleError(f"this is {name}, not text; save its text as a .txt file first")
    decoded = _decode(data)
    if "\0" in decoded.text:
        raise ArticleError("this is a binary file, not text; save its text as a .txt file first")
    if not decoded.text.strip():
        raise ArticleError("the file is empty; give a text with at least one sentence")
    return decoded


def too_large(size: int | None = None) -> str:
    """Return the sentence for an article over the limit; *size* None: not known how far over."""
    found = "it is longer than that" if size is None else f"this has {size / 1e6:.1f} MB"
    return f"an article may have up to {MAX_BYTES / 1e6:g} MB and {found}; split it into articles"


def _decode(data: bytes) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data, encoding), encoding)
    if b"\0" in data:
        encoding = _unmarked_utf16(data)
        return Decoded(_strict(data, encoding), encoding, guessed=True)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as err:
        guess = guess_encoding(data)
        if guess is None:
            raise ArticleError(
                "the text is not UTF-8, and its encoding cannot be told; convert it first, for"
                " example: iconv -f WINDOWS-1251 -t UTF-8 FILE"
            ) from err
        return Decoded(data.decode(guess), guess, guessed=True)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as err:
        raise ArticleError(
            f"the text is damaged: it is not valid {encoding}; save it anew"
        ) from err


def _unmarked_utf16(data: bytes) -> str:
    """Return the byte order of UTF-16 without a mark: English has a NUL in every second byte."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    half = len(data) // 2
    if len(data) % 2 == 0 and odd > 0.6 * half and even == 0:
        return "utf-16-le"
    if len(data) % 2 == 0 and even > 0.6 * half and odd == 0:
        return "utf-16-be"
    raise ArticleError("this is a binary file, not text; save its text as a .txt file first")
