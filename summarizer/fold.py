"""Fold a text for comparison while remembering where each character came from.

Case, Unicode forms, quotation marks, dashes, blanks, diacritics of Arabic and digits of other
scripts are folded away; the offset map leads back to the printed text.
"""

from __future__ import annotations

import re
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
# Plain characters with single blanks between them go in one piece; all others one by one.
_RUN = re.compile(r"(?:[!-_a-~]+(?: (?=[!-_a-~]))?)+|(?s:.)")


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
    for match in _RUN.finditer(text):
        start, run = match.start(), match.group()
        if "!" <= run[0] <= "~" and run != "`":
            pieces.append(run.lower())
            offsets.extend(range(start, match.end()))
            continue
        folded = _fold_char(run)
        if not folded or (folded == " " and pieces and pieces[-1] == " "):
            continue
        if pieces and unicodedata.combining(run):
            joined = unicodedata.normalize("NFC", pieces[-1][-1] + folded)
            if len(joined) == 1:
                pieces[-1] = pieces[-1][:-1] + joined  # a letter and its mark, printed apart
                continue
        pieces.append(folded)
        offsets.extend([start] * len(folded))
    return Folded("".join(pieces), offsets)
