"""Who took the losses: the subject of "X suffered heavy losses", and nobody else."""

from __future__ import annotations

import re
from itertools import pairwise

from summarizer.document import Span
from summarizer.extract.rules.reading import Line
from summarizer.patterns import Pattern

_SUFFERED = Pattern(
    r"\b(?:have|has|had)?\s*(?:suffer\w*|taken|took|sustained|incurred)\s+(?:\w+\s+){0,2}$", re.I
)
_ARTICLE = Pattern(r"\b(?:both|the)\s+$", re.IGNORECASE)
_FAR = 14  # characters between the actor and the verb: "has reportedly"


def sufferer(text: str, line: Line, noun: int) -> Span | None:
    """Return the actors that suffered the losses named at *noun*, an offset into *text*."""
    start = line.clause_at(noun).start
    verb = _SUFFERED.search(text[start:noun])
    if verb is None:
        return None
    left = start + verb.start()
    while left > start and text[left - 1].isspace():
        left -= 1
    actors = [a for a in line.actors if start <= a.start and a.end <= left]
    if not actors or left - actors[-1].end > _FAR:
        return None
    first = actors[-1].start
    for earlier, later in pairwise(reversed(actors)):
        if text[later.end : earlier.start].strip().lower() not in ("and", ",", ", and"):
            break
        first = later.start
    article = _ARTICLE.search(text[start:first])
    if article is not None:
        first = start + article.start()
    return Span(first, left)
