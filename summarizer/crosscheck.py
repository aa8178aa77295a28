"""Hold the records of a summary against one another and against the sentence they point to.

The checks of ``check.py`` look at one record at a time; these see what only shows between two: a
claim laid into another mouth, a statement's day given to the event, a plan told as done. Each
yields the id of the record and what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from summarizer.document import Document, Span
from summarizer.fold import fold
from summarizer.patterns import Pattern
from summarizer.quantities import find_numbers
from summarizer.schema import summary as sm
from summarizer.schema.evidence import Evidence

Finding = tuple[str, str]

OPEN = frozenset({"at_least", "more_than", "at_most", "less_than"})
FAR = 2500  # characters between a cue and its content: a statement printed whole may be as long
_FUTURE = Pattern(
    r"\b(?:will|shall|won't|plans? to|planned to|planning to|intends? to|about to"
    r"|(?:is|are) to(?! be (?:hoped|seen|said))"
    r"|threaten\w*|vow\w*|going to|preparing to|prepares to|pledg\w*|promised to"
    r"|scheduled (?:to|for)|due to (?:begin|start|be|end|take))\b",
    re.IGNORECASE,
)


def cut_off_signs(summary: sm.ArticleSummary, language: str | None) -> Iterator[Finding]:
    """Find exact counts whose number stands in the quote only with "at least" or the like."""
    for row in summary.casualties:
        number = row.count.best
        if row.count.qualifier != "exact" or number is None or row.count.derived is not None:
            continue
        printed = [
            span
            for evidence in row.evidence
            for span in find_numbers(evidence.quote, language)
            if number in (span.value.min, span.value.max, span.value.best)
        ]
        if printed and all(span.value.qualifier in OPEN for span in printed):
            yield row.id, f"given as exactly {number}, but its quote says {printed[0].text!r}"


def foreign_claimants(summary: sm.ArticleSummary) -> Iterator[Finding]:
    """Find records that lie in what one source says and are laid into the mouth of another."""
    said = {row.id: row for row in summary.attributions}
    rows: tuple[sm.Casualty | sm.Weapon, ...] = (*summary.casualties, *summary.weapons)
    for row in rows:
        claimed = [said[name] for name in row.claimed_by if name in said]
        spans = _placed(row.evidence)
        if not spans or not any(entry.source for entry in claimed):
            continue  # "it is known": nobody is named who could not have said it
        holders = [entry for entry in summary.attributions if _overlap(spans, _content(entry))]
        sources = {_speaker(entry) for entry in claimed}
        near = any(_overlap(spans, _whole(entry)) for entry in claimed)
        if holders and not near and not any(_speaker(entry) in sources for entry in holders):
            words = holders[0].source.text if holders[0].source else "an unnamed source"
            yield row.id, f"claimed by {claimed[0].id}, but its quote is what {words!r} says"


def foreign_users(summary: sm.ArticleSummary) -> Iterator[Finding]:
    """Find weapons in the hands of an actor who does nothing in their events."""
    events = {row.id: row for row in summary.events}
    actors = {row.id: row for row in summary.actors}
    for row in summary.weapons:
        its = [events[name] for name in row.event_ids if name in events]
        acting = {part.actor_id for event in its for part in event.actors}
        acting |= {entry.actor_id for event in its for entry in event.responsibility}
        initiators = [p for event in its for p in event.actors if p.role == "initiator"]
        quoted = fold(" ".join([e.quote for e in row.evidence] + _told_by(row, summary))).text
        for name in row.user_actor_ids:
            actor = actors.get(name)
            if actor is None or name in acting or not initiators:
                continue
            kin = {actor.affiliation, actor.part_of, *actor.members} & acting
            forms = [actor.name, actor.name_in_text.quote, *(m.quote for m in actor.mentions)]
            if not kin and not any(fold(form).text in quoted for form in forms):
                yield row.id, f"used by {name}, who does nothing in {its[0].id}"


def _told_by(row: sm.Weapon, summary: sm.ArticleSummary) -> list[str]:
    """Return what the sources of a weapon say around its quotes."""
    spans = _placed(row.evidence)
    return [
        entry.content.quote
        for entry in summary.attributions
        if entry.id in row.claimed_by and entry.content and _overlap(spans, _content(entry))
    ]


def borrowed_days(summary: sm.ArticleSummary) -> Iterator[Finding]:
    """Find events dated by words that date only the statement about them (D06)."""
    said = {row.id: row for row in summary.attributions}
    for event in summary.events:
        words = event.date.text
        claims = [said[name] for name in event.attribution_ids if name in said]
        borrowed = [entry for entry in claims if words and entry.date.text == words]
        if not borrowed or words is None:
            continue
        own = [evidence.quote for evidence in event.evidence]
        own += [entry.content.quote for entry in claims if entry.content is not None]
        if not any(words.casefold() in quote.casefold() for quote in own):
            yield event.id, f"dated {words!r}, which is when {borrowed[0].id} was said (D06)"


def plans_told_as_done(summary: sm.ArticleSummary) -> Iterator[Finding]:
    """Find events that are actual though each of their quotes speaks of what is to come (E01)."""
    promised = {"promises", "threatens", "calls_for", "warns"}
    said = {row.id: row for row in summary.attributions}
    for event in summary.events:
        if event.status != "actual" or event.time_frame == "future" or not event.evidence:
            continue
        claims = [said[name] for name in event.attribution_ids if name in said]
        only = bool(claims) and all(entry.stance in promised for entry in claims)
        coming = [_FUTURE.search(evidence.quote) for evidence in event.evidence]
        if only or all(coming):
            word = next((match.group() for match in coming if match), claims and claims[0].stance)
            yield event.id, f"told as done, but its quote speaks of what is to come ({word})"


def far_quotes(summary: sm.ArticleSummary, document: Document) -> Iterator[Finding]:
    """Find weapons named outside their quote, and content far from the words that attribute it."""
    for row in summary.weapons:
        name, spans = _placed([row.name_in_text]), _placed(row.evidence)
        if name and spans and not _in_paragraphs(name[0], spans, document):
            yield row.id, "its name stands in another paragraph than its quotes"
    for entry in summary.attributions:
        cue, content = _placed([entry.cue]), _content(entry)
        if cue and content and _gap(cue[0], content[0]) > FAR:
            yield entry.id, "its content stands far from the words that attribute it"


def _in_paragraphs(span: Span, others: list[Span], document: Document) -> bool:
    paragraphs = [p for p in document.paragraphs if any(p.overlaps(other) for other in others)]
    return any(paragraph.overlaps(span) for paragraph in paragraphs)


def _gap(first: Span, second: Span) -> int:
    return max(0, first.start - second.end, second.start - first.end)


def _placed(evidence: Iterable[Evidence]) -> list[Span]:
    return [Span(e.start, e.end) for e in evidence if e.start is not None and e.end is not None]


def _overlap(spans: list[Span], others: list[Span]) -> bool:
    return any(span.overlaps(other) for span in spans for other in others)


def _content(entry: sm.Attribution) -> list[Span]:
    return _placed([entry.content] if entry.content is not None else [])


def _whole(entry: sm.Attribution) -> list[Span]:
    """Return the stretch from the first to the last word of an attribution."""
    parts = _placed([entry.cue, *([entry.source.evidence] if entry.source else [])])
    parts += _content(entry)
    if not parts:
        return []
    return [Span(min(part.start for part in parts), max(part.end for part in parts))]


def _speaker(entry: sm.Attribution) -> str:
    if entry.source is None:
        return ""
    return entry.source.actor_id or fold(entry.source.text).text
