"""Who is said to have done it: accusation, suspicion, claim, admission and denial (A09).

Each comes from a statement whose cue says so. The event meant is the one in the statement's own
content, else the one that a definite word there points back to, else the last one told before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.actors import ActorMention
from summarizer.document import Span
from summarizer.extract.rules.incidents import Incident
from summarizer.extract.rules.reading import Line, Reading
from summarizer.extract.rules.said import Said
from summarizer.patterns import Pattern
from summarizer.schema.terms import ResponsibilityBasis

_BASES: dict[str, ResponsibilityBasis] = {
    "accuses": "accused",
    "suspects": "suspected",
    "claims_responsibility": "claimed_by_actor",
    "admits": "admitted",
    "denies": "denied",
}
_ABOUT = Pattern(
    r"\b(?:attack|strike|bomb\w*|shell\w*|kill\w*|responsib\w*|involve\w*|target\w*|blast|explosion"
    r"|massacre|raid|assault|fire|ambush|murder\w*|carried out|behind|abduct\w*|kidnap\w*)\b",
    re.IGNORECASE,
)
_OWN = frozenset({"claims_responsibility", "admits", "denies"})
_NOBODY = frozenset({"civilians", "media", "person", "igo", "ngo", "social_media"})


@dataclass(frozen=True)
class Blame:
    """One statement about who did it. ``by``: index of the statement."""

    incident: Incident
    actor: ActorMention
    basis: ResponsibilityBasis
    by: int


def find_blame(reading: Reading, incidents: list[Incident]) -> list[Blame]:
    """Return the statements on responsibility, in the order of the text."""
    found: list[Blame] = []
    for index, said in enumerate(reading.said):
        basis = _BASES.get(said.stance)
        if basis is None or said.source is None or said.negates:
            continue
        line = next((x for x in reading.lines if x.sentence.span.contains(said.cue)), None)
        if line is None:
            continue
        about = reading.text[said.cue.start : (said.content or line.sentence.span).end]
        if not _ABOUT.search(about):
            continue
        actor = _doer(reading, line, said)
        incident = _meant(reading, line, said, incidents)
        if actor is not None and incident is not None:
            found.append(Blame(incident, actor, basis, index))
    return found


def _doer(reading: Reading, line: Line, said: Said) -> ActorMention | None:
    """Return the accused actor, or the speaker of a statement on the speaker's own act."""
    span = said.source if said.stance in _OWN else said.content
    if span is None:
        return None
    inside = [a for a in line.actors if span.start <= a.start < span.end and a.kind not in _NOBODY]
    if inside:
        return inside[0]
    if said.stance in _OWN and said.source is not None:
        words = reading.text[slice(*said.source)]
        pronoun = re.fullmatch(
            r"(?:it|they|he|she|the group|a spokes\w+|its spokes\w+)", words, re.I
        )
        if pronoun is not None:
            return _before(reading, line)
    return None


def _before(reading: Reading, line: Line) -> ActorMention | None:
    """Return the one actor of the sentence before, for "it" and "the group"; None where several."""
    index = reading.lines.index(line)
    if index == 0:
        return None
    actors = [a for a in reading.lines[index - 1].actors if a.kind not in _NOBODY]
    return actors[0] if len({a.text.casefold() for a in actors}) == 1 else None


def _meant(reading: Reading, line: Line, said: Said, incidents: list[Incident]) -> Incident | None:
    content = said.content or Span(said.cue.end, line.sentence.end)
    inside = [
        i
        for i in incidents
        if i.status == "actual"
        and any(m.line is line and content.overlaps(m.word) for m in i.mentions)
    ]
    if inside:
        return inside[0]
    violent = [
        (max(m.word.start for m in i.mentions if m.word.start < said.cue.start), i)
        for i in incidents
        if i.status == "actual"
        and i.typed.event_type != "Strategic developments"
        and any(m.word.start < said.cue.start for m in i.mentions)
    ]
    return max(violent, key=lambda pair: pair[0])[1] if violent else None
