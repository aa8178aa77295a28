"""One statement of harm, its scope, and the statements that nobody was harmed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from summarizer.document import Span
from summarizer.extract.rules.reading import Line
from summarizer.schema.terms import CivilianStatus, Demographic, Harm, Scope

_NONE_REPORTED = re.compile(
    r"\b(?:there (?:were|was|are|have been) )?no (?:immediate |official |confirmed )?(?:reports?"
    r"|word"
    r"|information|news|details) (?:of|on|about) (?:any )?(?:\w+ )?(?P<what>casualties|injuries"
    r"|deaths"
    r"|victims|losses|fatalities|dead or wounded)\b|\bno (?P<what2>casualties|injuries|deaths"
    r"|victims"
    r"|losses|fatalities) (?:were|was|have been|had been) (?:immediately )?reported\b",
    re.IGNORECASE,
)
_NO_CASUALTIES = re.compile(
    r"\b(?:no|without(?: any)?) (?:\w+ )?(?P<what>casualties|injuries|deaths|victims|losses"
    r"|fatalities)\b",
    re.IGNORECASE,
)
NOUN_HARM: dict[str, Harm] = {
    "casualties": "killed_or_injured", "victims": "killed_or_injured",
    "dead or wounded": "killed_or_injured", "injuries": "injured", "deaths": "killed",
    "fatalities": "killed", "losses": "losses",
}  # fmt: skip
_WAR = re.compile(
    r"\b(?:since|in|during|of|over) (?:the )?(?:\w+ ){0,2}(?:war|conflict|uprising|insurgency"
    r"|invasion|fighting)\b",
    re.IGNORECASE,
)
_CUMULATIVE = re.compile(
    r"\b(?:since (?!the (?:attack|strike|blast|shelling))|so far this|in the (?:past"
    r"|last) (?:\w+ )?"
    r"(?:days?|weeks?|months?|years?)|this (?:week|month|year)|over the (?:past|last)|for (?:\w+ )?"
    r"(?:days|weeks|months|years)|in (?:\w+ )?(?:days|weeks|months|years) of|in a series of"
    r"|every day"
    r"|a year\b|annually|between \w+ and \w+ (?:19|20)\d\d|in all of (?:19|20)\d\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Harmed:
    """One statement of harm. Spans are offsets into the article.

    ``count``: the printed quantity; for victims without a number, their noun group. ``victims``
    None: the text does not say who. ``parent``: index of the record it is part of, ``link`` how.
    """

    line: Line
    span: Span
    harm: Harm
    count: Span
    victims: Span | None
    rule: str
    civilian_status: CivilianStatus = "unknown"
    demographics: tuple[Demographic, ...] = ()
    parent: int | None = None
    link: str | None = None  # "subset", "part" or "increment"
    supersedes: Span | None = None
    scope: Scope = "incident"
    period: Span | None = None
    word: Span | None = None  # the harm word
    number: int | None = None  # of people counted by their names alone


def none_harmed(text: str, line: Line) -> Iterator[Harmed]:
    """Yield what a sentence says of nobody harmed: "no reports of casualties", "no casualties"."""
    sentence = line.sentence
    reported: list[Span] = []
    for match in _NONE_REPORTED.finditer(text, sentence.start, sentence.end):
        what = (match["what"] or match["what2"]).lower()
        reported.append(Span(match.start(), match.end()))
        yield _none(line, reported[-1], NOUN_HARM[what], "none-reported")
    for match in _NO_CASUALTIES.finditer(text, sentence.start, sentence.end):
        span = Span(match.start(), match.end())
        if not any(span.overlaps(other) for other in reported):
            yield _none(line, span, NOUN_HARM[match["what"].lower()], "none")


def _none(line: Line, span: Span, harm: Harm, rule: str) -> Harmed:
    return Harmed(line, span, harm, span, None, rule, word=span)


def scoped(text: str, row: Harmed) -> Harmed:
    """Return *row* with its scope: one incident, a running count, or the whole war (C09)."""
    sentence = row.line.sentence
    war = _WAR.search(text, sentence.start, sentence.end)
    cumulative = _CUMULATIVE.search(text, sentence.start, sentence.end)
    if war is None and cumulative is None:
        return row
    period = next(
        (
            Span(d.start, d.end)
            for d in row.line.dates
            if re.match(r"since|for|in the|over|this", d.text, re.IGNORECASE)
        ),
        None,
    )
    scope: Scope = "conflict_total" if war else "cumulative"
    return replace(row, scope=scope, period=period)
