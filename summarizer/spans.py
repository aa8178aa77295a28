"""Where a record stands in the article, and how far two passages are the same.

Works on published records and on gold alike: both keep ``start`` and ``end`` beside each quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from summarizer.fold import fold

Spans = frozenset[int]  # the offsets covered; articles are short enough to list them
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_EMPTY_WORDS = frozenset("a an the of and s mr mrs ms dr".split())


def covered(quotes: Iterable[Any]) -> Spans:
    """Return the offsets that *quotes* cover; one that was not found covers none."""
    return frozenset(
        offset for q in quotes if q is not None and q.start is not None for offset in _range(q)
    )


def _range(quote: Any) -> range:
    return range(quote.start, quote.end)


def dice(left: Spans, right: Spans) -> float:
    """Return the share of both passages that they have in common, 0 to 1."""
    total = len(left) + len(right)
    return 2 * len(left & right) / total if total else 0.0


def containment(left: Spans, right: Spans) -> float:
    """Return how much of the shorter passage lies in the longer one, 0 to 1."""
    shorter = min(len(left), len(right))
    return len(left & right) / shorter if shorter else 0.0


def words(text: str) -> frozenset[str]:
    """Return the folded words of *text* that tell names apart.

    >>> sorted(words("the Defence Ministry’s"))
    ['defence', 'ministry']
    """
    found = _WORD.findall(fold(text).text)
    return frozenset(w.removesuffix("'s").removesuffix("’s") for w in found) - _EMPTY_WORDS


def same_words(left: str, right: str) -> bool:
    """Tell whether one name is part of the other, or they share half of their words.

    >>> same_words("a ministry spokesman", "the spokesman"), same_words("the army", "the navy")
    (True, False)
    """
    mine, yours = words(left), words(right)
    if not mine or not yours:
        return left.casefold().strip() == right.casefold().strip()
    common = len(mine & yours)
    return common == min(len(mine), len(yours)) or 2 * common >= len(mine | yours)


def places_of(kind: str, record: Any) -> Spans:
    """Return where a record of *kind* stands: its evidence, or what takes its place."""
    if kind in ("actors", "locations"):
        return covered([record.name_in_text, *record.mentions])
    if kind == "attributions":
        source = record.source.evidence if record.source is not None else None
        return covered([source, record.cue, record.content])
    if kind == "media":
        return covered([record.caption])
    if kind == "weapons":
        return covered([record.name_in_text, *record.evidence])
    return covered(record.evidence)


def sentence_at(text: str, spans: Spans, limit: int = 240) -> str:
    """Return the sentence around the first of *spans*, for people to read; "" where there is none.

    >>> sentence_at("It rained. Two men died. It snowed.", frozenset({15}))
    'Two men died.'
    """
    if not spans:
        return ""
    first = min(spans)
    borders = [m.end() for m in re.finditer(r"\n|[.?!][”\"’')\]]*\s", text[:first])]
    start = borders[-1] if borders else 0
    found = re.compile(r"[.?!]+[”\"’')\]]*(?=\s|$)|\n").search(text, first)
    end = found.end() if found else len(text)
    line = " ".join(text[start:end].split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
