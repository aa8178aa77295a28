"""Harm that is told around its victims and not by one word: "took 12 people hostage".

A frame is what must stand right before a victim group, what right after it, or which noun it has.
Prisoners and hostages carry their harm in the noun, but only a verb of holding, freeing or handing
over says that this text tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.document import Span
from summarizer.extract.rules.casualties.parse import Parse
from summarizer.extract.rules.harm import Chunk
from summarizer.patterns import Pattern
from summarizer.schema.terms import Harm

_TAKE = r"\b(?:took|takes?|taken|taking|seiz\w+|held|holds?|holding|keep\w*|kept)\s+$"
_FORCE = r"\b(?:forc\w+|caus\w+|driv\w+|drove|prompt\w+|sen(?:t|ding)|push\w+|le(?:d|ading))\s+$"
_HOLD = Pattern(
    r"\b(?:held|holds?|holding|keeps?|keeping|free[ds]?|freeing|releas\w+|exchang\w+|swap\w*|traded"
    r"|handed|handing|hand over|return\w*|set free|let go|captivity|brought home|transferr\w+"
    r"|ransom\w*|languish\w*|remain\w*)\b",
    re.IGNORECASE,
)
_UNREAL = Pattern(
    r"\b(?:will|would|could|may|might|should|must|to|if|not|demand\w*|offer\w*|refus\w+"
    r"|call\w* for)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_WITH_WOUNDS = re.compile(
    r"\s*(?:of\s+(?:the\s+|those\s+)?\w+\s+)?(?:[\w’'-]+\s+){0,5}?(?:with|have|had|suffered|sustained"
    r"|suffering|showing|showed)"
    r"\s+(?:from\s+)?(?:an?\s+)?(?:[\w-]+\s+){0,2}(?:wounds?|injur(?:y|ies)|burns|fractures"
    r"|suffocation|breathing \w+|respiratory \w+|symptoms|concussions?|nausea|blisters"
    r"|smoke inhalation|gas poisoning|cuts"
    r"|(?:burning|red|streaming|watering) eyes|shrapnel|amputations?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Frame:
    """A harm read around a victim group, with the words that say so, as offsets into the text."""

    harm: Harm
    rule: str
    span: Span


_WORDING: tuple[tuple[str, Harm, str | None, str], ...] = (
    ("hostage", "abducted", _TAKE, r"\s+(?:\w+\s+)?(?:hostages?|captive)\b"),
    ("prisoner", "captured", _TAKE, r"\s+(?:\w+\s+)?prisoners?\b"),
    (
        "driven-out",
        "displaced",
        _FORCE,
        r"\s+(?:to (?:flee|leave|abandon|evacuate|seek)|from their homes|out of their homes"
        r"|into flight|fleeing)\b",
    ),
    (
        "treated",
        "injured",
        None,
        r"\s+(?:(?:were|are|was|is|had been|have been|being|still|also)\s+){0,3}"
        r"(?:(?:receiv\w+|need\w*|undergo\w*) (?:\w+ ){0,2}(?:treatment|surgery)"
        r"|(?:taken|rushed|brought|transferred|admitted|flown|evacuated) "
        r"(?:to|in) (?:\w+ ){0,4}(?:hospitals?|clinics?))\b",
    ),
    (
        "condition",
        "injured",
        None,
        r"\s+(?:(?:were|are|was|is|remain\w*|said to be|still|listed)\s+){1,3}in (?:an? )?"
        r"(?:\w+ (?:but|and) )?(?:critical|serious|grave|stable) condition\b",
    ),
    (
        "taken",
        "abducted",
        None,
        r"\s+(?:(?:were|was|have been|had been|has been|also)\s+){1,2}(?:taken|dragged|marched|led"
        r"|pulled|driven|forced) (?:away|off|from (?!hospital|under|beneath|the (?:rubble|water"
        r"|wreck\w*|ruins)))\b(?: (?!hospital)\w+)?",
    ),
    ("seized", "abducted", r"\b(?:seiz(?:ed|es|ing)|snatch(?:ed|ing))\s+$", r"(?=\W|$)"),
    (
        "seized-passive",
        "abducted",
        None,
        r"(?:\s+(?:of|from|on|in) [\w’' -]{1,30}?)?\s+(?:(?:were|was|have been|had been|has been)"
        r"\s+)(?:seized|snatched)\b",
    ),
    ("shot-dead", "killed", r"\b(?:shot|shoot\w*|beat|beaten|stabbed|found)\s+$", r"\s+dead\b"),
    (
        "let-go",
        "detained",
        r"\b(?:let|set|allowed|freed|freeing|releas(?:ed|es|ing))\s+$",
        r"(?:\s+(?:go|free|leave|to go|to leave))?(?=\W|$)",
    ),
    (
        "released",
        "detained",
        None,
        r"\s+(?:(?:were|was|have been|had been|has been|also)\s+){1,2}(?:let go|freed|released"
        r"|set free|ransomed|swapped|exchanged|allowed to leave|handed over (?:to|by|at|on))\b",
    ),
    (
        "cut",
        "injured",
        None,
        r"\s+(?:(?:were|was|had been)\s+)(?:cut by|hit by shrapnel|shot in the \w+|knocked out"
        r"|hit in the \w+)\b",
    ),
    (
        "held",
        "detained",
        None,
        r"\s+(?:(?:were|are|was|is|had been|have been|being|still)\s+){1,3}"
        r"(?:held|being held|jailed|behind bars)\b",
    ),
)
_FRAMES = tuple(
    (
        rule,
        harm,
        Pattern(before, re.IGNORECASE) if before else None,
        re.compile(after, re.IGNORECASE),
    )
    for rule, harm, before, after in _WORDING
)
_NOUNS: dict[str, Harm] = {
    "hostages": "abducted", "hostage": "abducted", "captives": "abducted", "abductees": "abducted",
    "prisoners": "detained", "prisoner": "detained", "detainees": "detained",
    "detainee": "detained", "inmates": "detained",
}  # fmt: skip
_KIDNAP = Pattern(r"\b(?:hostages?|kidnap\w*|abduct\w*|captors|ransom)\b", re.IGNORECASE)
_CUSTODY = frozenset({"let-go", "released", "held"})
# "The 16 hostages", "all the prisoners": a group told before.
_KNOWN = Pattern(r"\b(?:the|all|these|those|both)\s+(?:other\s+|remaining\s+)?$", re.IGNORECASE)
_WAR = re.compile(r"\s+of war\b", re.IGNORECASE)


def read_wounds(p: Parse) -> None:
    """Read "34 others were brought in with wounds", "eleven have minor injuries"."""
    for k in _open(p):
        if k > 1 and p.symbols[k - 2 : k] == "Qf" and k - 2 in p.used:
            continue  # "eleven of the 17 have minor injuries"
        match = _WITH_WOUNDS.match(p.text, p.chunks[k].end, p.line.sentence.end)
        if match is not None:
            index = p.record([k], "injured", k, rule="with-wounds")
            p.amend(index, span=Span(p.made[index].span.start, match.end()))


def read_frames(p: Parse) -> None:
    """Read victims whose harm is told around them: "took 12 people hostage"."""
    for k in _open(p):
        found = frame_of(p.text, p.line.clause_at(p.chunks[k].start), p.chunks[k])
        if found is not None:
            index = p.record([k], found.harm, k, rule=f"frame/{found.rule}")
            own = p.made[index].span
            p.amend(
                index, span=Span(min(own.start, found.span.start), max(own.end, found.span.end))
            )


def _open(p: Parse) -> Iterator[int]:
    """Yield the victims that nothing has counted yet: a number, or one person."""
    for k, symbol in enumerate(p.symbols):
        if symbol in "NQM" and k not in p.used and (symbol != "M" or p.is_single([k])):
            yield k


def frame_of(text: str, clause: Span, chunk: Chunk) -> Frame | None:
    """Return the harm that the words around the victims of *chunk* tell, inside their clause."""
    before = text[clause.start : chunk.start]
    for rule, harm, lead, after in _FRAMES:
        tail = after.match(text, chunk.end, clause.end)
        if tail is None or chunk.noun in ("bodies", "body"):
            continue
        if rule in _CUSTODY and _KIDNAP.search(text):
            harm = "abducted"  # the same words tell of prisoners and of hostages
        if lead is None:
            return Frame(harm, rule, Span(chunk.start, tail.end()))
        if chunk.noun is None and rule in ("seized", "let-go"):
            continue
        head = lead.search(before)
        if head is not None and _UNREAL.search(before[: head.start()]) is None:
            return Frame(harm, rule, Span(clause.start + head.start(), tail.end()))
    return _held(text, clause, chunk)


def _held(text: str, clause: Span, chunk: Chunk) -> Frame | None:
    harm = _NOUNS.get(chunk.noun or "")
    if chunk.number is not None and chunk.noun in ("martyrs", "martyr"):
        return Frame("killed", "martyrs", Span(chunk.start, chunk.end))
    if harm is None or chunk.number is None:
        return None
    taken = re.search(_TAKE, text[clause.start : chunk.start], re.IGNORECASE)
    if taken is not None and chunk.noun in ("prisoner", "hostage", "captive"):
        kind: Harm = (
            "captured" if chunk.noun == "prisoner" else "abducted"
        )  # "taken three prisoner"
        return Frame(kind, "prisoner", Span(clause.start + taken.start(), chunk.end))
    verb = _HOLD.search(text, clause.start, clause.end)
    if _KNOWN.search(text[clause.start : chunk.start]):
        return None
    if verb is None or _UNREAL.search(text[clause.start : verb.start()]):
        return None
    if _WAR.match(text, chunk.end):
        harm = "captured"
    return Frame(harm, "held-noun", Span(chunk.start, chunk.end))
