"""Find the copies of one report: the same words under another outlet's head and tail.

Strict on purpose. An update of a report differs from it by a number or a name, and must be read:
between head and tail no word may differ, and head and tail may bring nothing of weight.
"""

from __future__ import annotations

import re
import zlib
from difflib import SequenceMatcher
from functools import lru_cache

from summarizer.ground import LOAD_BEARING
from summarizer.quantities import integers_in

SHINGLE = 5  # words
BANDS, ROWS = 6, 3  # texts that share 67 % of their shingles meet in a band 9 times in 10
MIN_WORDS = 40  # below, two reports of one kind look like copies
MAX_HEAD, MAX_TAIL = 40, 80  # words: dateline, byline, credits, the outlet's own closing lines
MIN_SHARE = 0.8  # of the copy's words in one piece
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=16)  # an article is laid beside several others
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of *text* without case and punctuation.

    >>> words_of("Shells fell, he said.")
    ('shells', 'fell', 'he', 'said')
    """
    return tuple(_WORD.findall(text.casefold()))


def bands_of(text: str) -> tuple[int, ...]:
    """Return keys that texts with much in common share; none for a text under 40 words.

    One-permutation MinHash: each shingle is hashed once, falls into one of 18 bins, and the
    smallest of each bin counts; three bins make a key. The same in every process.
    """
    words = words_of(text)
    if len(words) < MIN_WORDS:
        return ()
    bins = BANDS * ROWS
    smallest = [0xFFFFFFFF] * bins
    for start in range(len(words) - SHINGLE + 1):
        number = zlib.crc32(" ".join(words[start : start + SHINGLE]).encode())
        number = (number * 0x9E3779B1 + 0x7F4A7C15) & 0xFFFFFFFF  # crc32 is linear: mix its bits
        place, rest = number % bins, number // bins
        if rest < smallest[place]:
            smallest[place] = rest
    return tuple(
        zlib.crc32(repr((band, smallest[band * ROWS : (band + 1) * ROWS])).encode())
        | zlib.crc32(repr((smallest[band * ROWS : (band + 1) * ROWS], band)).encode()) << 31
        for band in range(BANDS)
    )


def is_copy(text: str, original: str) -> bool:
    """Tell whether *text* brings nothing of weight that *original* does not say.

    The original may be longer: a copy is often cut at the end.
    """
    mine, first = words_of(text), words_of(original)
    known = set(first)
    if len(mine) < MIN_WORDS or any(_weighs(word) for word in set(mine) - known):
        return False
    matcher = SequenceMatcher(None, first, mine, autojunk=False)
    start, own, size = matcher.find_longest_match()
    tail = len(mine) - own - size
    if size < MIN_SHARE * len(mine) or own > MAX_HEAD or tail > MAX_TAIL:
        return False
    # Head and tail must weigh nothing even where the original has the word somewhere else:
    # "not" is in every article. Only what the original says at the same end is its own.
    head_known = set(first[:start])
    tail_known = set(first[start + size :])
    return not any(_weighs(word) for word in mine[:own] if word not in head_known) and not any(
        _weighs(word) for word in mine[own + size :] if word not in tail_known
    )


@lru_cache(maxsize=1 << 16)
def _weighs(word: str) -> bool:
    return word in LOAD_BEARING or any(c.isdigit() for c in word) or bool(integers_in(word))
