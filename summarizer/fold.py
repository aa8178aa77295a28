"""Fold a text for comparison while remembering where each character came from.

Case, Unicode forms, quotation marks, dashes, blanks, diacritics of Arabic and digits of other
scripts are folded away; the offset map leads back to the printed text.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

_SAME = {
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‘’‚‛‹›′ʼ`´＇", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘－", "-"),
    "…": "...",
}
_GONE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c\u0640") | frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


class Folded(NamedTuple):
    """A folded text and, for each of its characters, the printed character's offset."""

    text: str
    offsets: list[int]


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    if char in _GONE:
        return ""
    if char.isspace():
        return " "
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if "\u064b" <= char <= "\u0652" or char == "\u0670":
        return ""  # Arabic vowel signs
    folded = unicodedata.normalize("NFKC", char).casefold()
    return "".join(_SAME.get(c, c) for c in unicodedata.normalize("NFC", folded))


def fold(text: str) -> Folded:
    """Fold *text*; runs of blanks become one.

    >>> fold("“Two  Men”").text
    '"two men"'
    """
    pieces: list[str] = []
    offsets: list[int] = []
    blank = False
    for index, char in enumerate(text):
        folded = _fold_char(char)
        if folded == " ":
            if blank:
                continue
            blank = True
        elif folded:
            blank = False
        if unicodedata.combining(char) and pieces and folded:
            joined = unicodedata.normalize("NFC", pieces[-1] + folded)
            if len(joined) == len(pieces[-1]):
                pieces[-1] = joined  # a decomposed letter becomes the composed one
                continue
        for piece in folded:
            pieces.append(piece)
            offsets.append(index)
    return Folded("".join(pieces), offsets)
