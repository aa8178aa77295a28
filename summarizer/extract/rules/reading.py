"""One reading of a document: what stands in each sentence, at offsets into the article's text.

Every later stage of the rules extractor asks a ``Reading``; none of them searches the text again
for actors, places, weapons, dates, event words or casualty chunks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from summarizer.actors import ActorMention, find_actors
from summarizer.dates import DateSpan, find_dates
from summarizer.document import Sentence, Span, read_document
from summarizer.extract.rules.attributions import find_attributions
from summarizer.extract.rules.harm import Chunk, chunk, last_names
from summarizer.extract.rules.said import Said
from summarizer.extract.rules.triggers import TriggerHit, find_triggers
from summarizer.ground import Grounder, grounder_of
from summarizer.patterns import Pattern
from summarizer.places import PlaceMention, find_places
from summarizer.recase import recased
from summarizer.schema.extraction import Quote
from summarizer.weapons import WeaponMention, find_weapons

# What ends a clause: a subordinator, a strong mark, or a comma before a new subject or participle.
_CLAUSE = Pattern(
    r"\s*[;—–:]\s+|\s+[—–]\s*|,?\s+(?=(?:while|whereas|although|though|because|when|where|after|before"
    r"|until|as soon as|in which|during which)\s)"
    r"|,\s+(?=(?:and|but|with|who|which|killing|wounding|injuring|leaving|destroying|regaining"
    r"|following|including)\s)"
    r"|\s+(?=(?:but|lost to|captured from|taken from)\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line:
    """A sentence with everything the word lists find in it."""

    sentence: Sentence
    chunks: list[Chunk]
    triggers: list[TriggerHit]
    actors: list[ActorMention]
    places: list[PlaceMention]
    weapons: list[WeaponMention]
    dates: list[DateSpan]
    clauses: list[Span]

    def clause_at(self, offset: int) -> Span:
        """Return the clause that holds *offset*."""
        return next((c for c in self.clauses if c.start <= offset < c.end), self.sentence.span)


class Reading:
    """A document read once: its lines, and who says what in them.

    A text of one case is read with the capitals its names would have (``text``); what is quoted is
    quoted as it stands in the article (``printed``). Offsets are the same in both.
    """

    def __init__(self, text: str) -> None:
        self.printed = text
        self.text = recased(text)
        self.document = read_document(self.text)

    @cached_property
    def said(self) -> list[Said]:
        """Every attribution, in the order of the text."""
        return find_attributions(self.document)

    @cached_property
    def lines(self) -> list[Line]:
        """Title and body sentences in order; lines of the frame say nothing about the world."""
        lines: list[Line] = []
        known: frozenset[str] = frozenset()
        for sentence in self.document.sentences:
            if sentence.zone != "frame":
                lines.append(_line(sentence, known))
                known |= last_names(sentence.text, lines[-1].chunks)
        return lines

    def quote(self, span: Span) -> Quote:
        """Return the words of *span*, with their occurrence where they stand more than once.

        A span that cuts a word in two is widened to the whole word, since no quote may do that.
        """
        span = self._whole_words(span)
        words = self.printed[span.start : span.end]
        if self.printed.count(words) < 2:
            return Quote(text=words)
        starts = self._starts_of(words)
        if len(starts) < 2 or span.start not in starts:
            return Quote(text=words)
        return Quote(text=words, occurrence=starts.index(span.start) + 1)

    def _whole_words(self, span: Span) -> Span:
        start, end = span
        while start > 0 and _inside_word(self.text, start):
            start -= 1
        while end < len(self.text) and _inside_word(self.text, end):
            end += 1
        return Span(start, end)

    def _starts_of(self, words: str) -> list[int]:
        return self._grounder.occurrences(words)

    @cached_property
    def _grounder(self) -> Grounder:
        return grounder_of(self.printed)


def _inside_word(text: str, edge: int) -> bool:
    left, right = text[edge - 1], text[edge]
    if left.isalnum() and right.isalnum():
        return not (left.islower() and right.isupper())
    if left in ".,:" and right.isdigit() and edge > 1 and text[edge - 2].isdigit():
        return True
    if right in ".,:" and left.isdigit() and text[edge + 1 : edge + 2].isdigit():
        return True
    apostrophe = right in "'’" and left.isalnum() and text[edge + 1 : edge + 2].isalnum()
    return apostrophe or (
        left in "'’" and right.isalnum() and edge > 1 and text[edge - 2].isalnum()
    )


def _line(sentence: Sentence, known: frozenset[str]) -> Line:
    text, offset = sentence.text, sentence.start
    triggers = find_triggers(text)
    places = [p for p in find_places(text) if p.entry_id or not _holds_event(p, triggers)]
    actors = [
        a
        for a in find_actors(text)
        if a.text != "who"
        and not _in_compound(text, a)
        and not any(p.start <= a.start and a.end < p.end for p in places)
    ]
    return Line(
        sentence=sentence,
        chunks=chunk(sentence, known),
        triggers=[_moved(found, offset) for found in triggers],
        actors=[_moved(found, offset) for found in actors],
        places=[replace(_moved(found, offset), lead=found.lead + offset) for found in places],
        weapons=[_moved(found, offset) for found in find_weapons(text)],
        dates=[_moved(found, offset) for found in find_dates(text)],
        clauses=_clauses(text, offset),
    )


def _holds_event(place: PlaceMention, triggers: list[TriggerHit]) -> bool:
    """Tell whether an unlisted name is a headline's words: "Central Syria Attack"."""
    return any(place.start <= hit.start and hit.end <= place.end for hit in triggers)


def _in_compound(text: str, actor: ActorMention) -> bool:
    """Tell whether the name is a part of a word: "anti-government", "rebel-held"."""
    return text[actor.start - 1 : actor.start] in ("-", "–") or (
        text[actor.end : actor.end + 1] in ("-", "–")
    )


_Found = TypeVar("_Found", ActorMention, PlaceMention, WeaponMention, DateSpan, TriggerHit)


def _moved(found: _Found, offset: int) -> _Found:
    return replace(found, start=found.start + offset, end=found.end + offset)


def _clauses(text: str, offset: int) -> list[Span]:
    edges = [0]
    for match in _CLAUSE.finditer(text):
        if 0 < match.end() < len(text) and match.end() - edges[-1] > 8:
            edges.append(match.end())
    edges.append(len(text))
    return [Span(offset + left, offset + right) for left, right in pairwise(edges) if right > left]
