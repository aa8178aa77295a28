"""The words that report an event, read from ``vocab/events.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, get_args

from summarizer.errors import VocabularyError
from summarizer.forms import FormTable
from summarizer.patterns import Pattern, Patterns
from summarizer.schema.terms import EventType, Outcome, Status, SubEventType
from summarizer.vocabulary import Row, active, per_lexicon

_WINDOW = 40  # characters looked at for a neighbouring word that spoils the reading


@dataclass(frozen=True)
class Trigger:
    """One entry of the lexicon. ``sub_event_type`` None: it depends on who acts.

    ``movement``: troops are moved. ``territory``: a place changes hands.
    """

    id: str
    pos: str
    forms: tuple[str, ...]
    event_type: EventType
    sub_event_type: SubEventType | None = None
    outcome: Outcome | None = None
    status: Status | None = None
    movement: bool = False
    territory: bool = False
    patterns: tuple[str, ...] = ()
    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    not_near: frozenset[str] = frozenset()
    yes: tuple[str, ...] = field(default=(), repr=False)
    no: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class TriggerHit:
    """A trigger found in the text, at these offsets."""

    start: int
    end: int
    text: str
    trigger: Trigger


@per_lexicon
def load_triggers() -> tuple[Trigger, ...]:
    """Return the entries of the event lexicon; raise ``VocabularyError`` for a broken one."""
    return tuple(_trigger(row) for row in active().rows("events.toml", "event"))


def _trigger(row: Row) -> Trigger:
    lists = ("forms", "patterns", "yes", "no")
    sets = ("not_before", "not_after", "not_near")
    data: dict[str, Any] = {k: tuple(v) if k in lists else v for k, v in row.items()}
    data |= {name: frozenset(row[name]) for name in sets if name in row}
    data.setdefault("forms", ())
    if row["event_type"] not in get_args(EventType):
        raise VocabularyError(
            f"events.toml, entry {row['id']!r}: {row['event_type']!r} is no event type; use one of "
            + ", ".join(get_args(EventType))
        )
    return Trigger(**data)


@per_lexicon
def _forms() -> FormTable[Trigger]:
    return FormTable({form: t for t in reversed(load_triggers()) for form in t.forms})


@per_lexicon
def _triggers_of() -> dict[Pattern, Trigger]:
    return {
        Pattern(rf"\b(?:{pattern})\b", re.IGNORECASE): trigger
        for trigger in load_triggers()
        for pattern in trigger.patterns
    }


@per_lexicon
def _patterns() -> Patterns:
    return Patterns(_triggers_of())


def find_triggers(sentence: str, offset: int = 0) -> list[TriggerHit]:
    """Return the triggers of one sentence in the order of the text, longest match first.

    >>> [(hit.text, hit.trigger.sub_event_type) for hit in find_triggers("Shelling hit a school.")]
    [('Shelling', 'Shelling/artillery/missile attack')]
    """
    folded = sentence.casefold() if len(sentence.casefold()) == len(sentence) else sentence.lower()
    spans: list[TriggerHit] = []
    for start, end, trigger in _forms().find(folded):
        if _fits(trigger, folded, start, end):
            spans.append(_hit(sentence, start, end, offset, trigger))
    for pattern in _patterns().likely(folded):
        trigger = _triggers_of()[pattern]
        for match in pattern.finditer(folded):
            if _fits(trigger, folded, match.start(), match.end()):
                spans.append(_hit(sentence, match.start(), match.end(), offset, trigger))
    spans.sort(key=lambda hit: (hit.start, hit.start - hit.end))
    kept: list[TriggerHit] = []
    for hit in spans:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.end - hit.start > kept[-1].end - kept[-1].start:
            kept[-1] = hit  # "would [send more fighters]": the longer form says more
    return kept


def _hit(sentence: str, start: int, end: int, offset: int, trigger: Trigger) -> TriggerHit:
    return TriggerHit(offset + start, offset + end, sentence[start:end], trigger)


def _fits(trigger: Trigger, folded: str, start: int, end: int) -> bool:
    following = folded[end : end + _WINDOW].lstrip(" -")
    if any(
        following.startswith(word) and re.match(rf"{re.escape(word)}\b", following)
        for word in trigger.not_before
    ):
        return False
    preceding = folded[max(0, start - _WINDOW) : start].rstrip(" -")
    if any(
        word in preceding and re.search(rf"\b{re.escape(word)}$", preceding)
        for word in trigger.not_after
    ):
        return False
    return not any(
        word in folded and re.search(rf"\b{re.escape(word)}\b", folded) for word in trigger.not_near
    )
