"""What an article seems to say, as ``candidates.py`` finds it and ``coverage.py`` asks about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from summarizer.document import Span
from summarizer.schema.evidence import CountValue
from summarizer.schema.terms import Harm

Kind = Literal["number", "harm", "weapon", "denial", "speech"]
SMALL = 4  # a number up to this is no sign of the same toll told again: every article has many


@dataclass(frozen=True)
class Candidate:
    """Something an article seems to say, at these offsets, and the sentence it stands in.

    ``value`` is the number of a "number" and ``group`` who is counted (an entry of harm.toml);
    ``harm`` is the kind of a "harm", for a "number" that of the word for harm nearest to it.
    ``part`` is true where a number counts some of a group named before ("six of them").
    """

    kind: Kind
    start: int
    end: int
    text: str
    sentence: Span
    value: CountValue | None = None
    group: str | None = None
    harm: Harm | None = None
    title: bool = False
    part: bool = False


def place(row: Candidate) -> tuple[int, int, str]:
    """Return the key that puts candidates in the order of the text."""
    return row.start, row.end, row.kind


def overlap(span: Span, spans: Iterable[Span]) -> bool:
    """Tell whether *span* shares a character with any of *spans*."""
    return any(span.overlaps(other) for other in spans)


def bounds(count: CountValue | None) -> set[int]:
    """Return the numbers that *count* holds."""
    if count is None:
        return set()
    return {n for n in (count.min, count.max, count.best) if n is not None}
