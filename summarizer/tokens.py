"""Cut a folded text into the words, numbers, stops and symbols that a quote is compared by.

Commas, quotation marks and blanks are no tokens. Scripts that write no blanks between words are
cut letter by letter.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from summarizer.fold import Folded

# Thai, Lao, Burmese, Khmer, kana and ideographs: no blank tells where a word ends.
UNSPACED = (
    "\u0e00-\u0e2f\u0e32\u0e33\u0e40-\u0e46\u0e80-\u0eff\u1000-\u102a\u103f-\u1055\u1780-\u17b3"
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
# Marks that belong to the letter before them, by the blocks of living scripts.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd"
    "\u0a01-\u0a03\u0a3c-\u0a51\u0abc-\u0acd\u0b3c-\u0b57\u0bbe-\u0bcd\u0c3e-\u0c56\u0cbc-\u0cd6"
    "\u0d3b-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u102b-\u103e\u1056-\u109d\u135d-\u135f"
    "\u17b4-\u17d3"
)
_LETTERS = rf"(?:[^\W_{UNSPACED}]+[{_MARKS}]*)+"
_TOKEN = re.compile(
    rf"(?P<word>[{UNSPACED}][{_MARKS}]*"
    rf"|{_LETTERS}(?:(?:['-]|(?<=\d)[.,:/](?=\d)){_LETTERS})*)"
    r"|(?P<comma>[,،、，])|[^\s\"'_]"
)


class Token(NamedTuple):
    """One token: its folded text, its place in the folded text, how it was printed."""

    text: str
    start: int
    end: int
    word: bool
    capital: bool
    comma: bool  # a comma follows


def tokenize(folded: Folded, printed: str) -> list[Token]:
    """Return the tokens of a text that was folded from *printed*.

    >>> from summarizer.fold import fold
    >>> text = "In May, 1,200 left.The T-72s stayed"
    >>> [token.text for token in tokenize(fold(text), text)]
    ['in', 'may', '1,200', 'left', '.', 'the', 't-72s', 'stayed']
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(folded.text):
        if match.lastgroup == "comma":
            if tokens:
                tokens[-1] = tokens[-1]._replace(comma=True)
            continue
        start, end = match.span()
        capital = printed[folded.offsets[start]].isupper()
        tokens.append(Token(match.group(), start, end, match.lastgroup == "word", capital, False))
    return tokens


def is_mark(char: str) -> bool:
    """Tell whether *char* is a combining mark, which belongs to the letter before it."""
    return char > "\u02ff" and unicodedata.category(char).startswith("M")
