"""What contradicts what: corrections, competing tolls, denials, a title stronger than its body."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.document import Span
from summarizer.extract.rules import digest
from summarizer.extract.rules.notes import find_corrections
from summarizer.extract.rules.reading import Reading
from summarizer.schema import extraction as ex

Found = ex.ExtractedDiscrepancy


def find_conflicts(
    reading: Reading, events: list[ex.ExtractedEvent], casualties: list[ex.ExtractedCasualty]
) -> list[Found]:
    """Return the discrepancies of an article, given the records made from it."""
    found = [
        *_replaced(reading),
        *_corrected(reading),
        *_denied(reading, events),
        *_competing(casualties),
        *_title(reading, events),
    ]
    return [row.model_copy(update={"id": f"dx{n + 1}"}) for n, row in enumerate(found)]


def _replaced(reading: Reading) -> Iterator[Found]:
    """Yield a claim that the author sets right with the source's own words (A06, L03)."""
    said = reading.said
    for index, row in enumerate(said):
        if row.author_stance != "contradicted" or row.content is None:
            continue
        later = range(index + 1, len(said))
        other = next((n for n in later if said[n].author_stance == "endorsed"), None)
        if other is None:
            continue
        sentence = reading.document.sentence_at(said[other].cue.start)
        span = sentence.span if sentence else said[other].cue
        yield Found(
            id="",
            kind="correction",
            about=reading.text[slice(*row.content)],
            between=[f"at{index + 1}", f"at{other + 1}"],
            resolved_by="author",
            resolved_to=f"at{other + 1}",
            evidence=[reading.quote(span)],
        )


def _corrected(reading: Reading) -> Iterator[Found]:
    for span in find_corrections(reading):
        yield Found(
            id="",
            kind="correction",
            about=reading.text[slice(*span)],
            between=[],
            resolved_by="author",
            evidence=[reading.quote(span)],
        )


def _denied(reading: Reading, events: list[ex.ExtractedEvent]) -> Iterator[Found]:
    for event in events:
        if event.claim_status != "disputed":
            continue
        denials = [name for row in event.responsibility for name in row.denied_by]
        denials += [
            name
            for name in event.attribution_ids
            if reading.said[int(name.removeprefix("at")) - 1].stance == "denies"
        ]
        others = [name for row in event.responsibility for name in row.by if name not in denials]
        if denials:
            between = [event.id, *dict.fromkeys([*others, *denials])]
            yield Found(
                id="",
                kind="denial",
                about=event.title,
                between=between,
                evidence=event.evidence[:1],
            )


def _competing(rows: list[ex.ExtractedCasualty]) -> Iterator[Found]:
    """Yield pairs in which different claimants count the same harm differently (C10)."""
    whole = [
        row
        for row in rows
        if row.subset_of is None
        and row.increment_of is None
        and row.scope == "incident"
        and row.event_id is not None
        and row.claimed_by
        and row.count.qualifier != "none"
        and any(n is not None for n in _bounds(row))
    ]
    for n, left in enumerate(whole):
        for right in whole[n + 1 :]:
            if _compete(left, right):
                yield Found(
                    id="",
                    kind="competing_counts",
                    about=f"{left.harm}: {left.count.text} / {right.count.text}",
                    between=[left.id, right.id],
                    evidence=[left.evidence[0], right.evidence[0]],
                )


def _compete(left: ex.ExtractedCasualty, right: ex.ExtractedCasualty) -> bool:
    if (left.harm, left.event_id) != (right.harm, right.event_id):
        return False
    if left.claimed_by == right.claimed_by or _bounds(left) == _bounds(right):
        return False
    status = {left.victims.civilian_status, right.victims.civilian_status}
    return status != {"civilian", "combatant"}


def _bounds(row: ex.ExtractedCasualty) -> tuple[int | None, int | None, int | None]:
    return row.count.min, row.count.max, row.count.best


def _title(reading: Reading, events: list[ex.ExtractedEvent]) -> Iterator[Found]:
    """Yield the title that states as fact what the body only attributes (X02)."""
    title: Span | None = reading.document.frame.title
    if title is None:
        return
    words = reading.text[slice(*title)]
    if digest.HEDGED.search(words):
        return
    for event in events:
        printed = any(quote.text in words for quote in event.evidence)
        if printed and event.claim_status in ("attributed", "unsourced", "disputed"):
            yield Found(
                id="",
                kind="headline_stronger_than_body",
                about=event.title,
                between=[event.id, *event.attribution_ids],
                evidence=[reading.quote(title)],
            )
            return
