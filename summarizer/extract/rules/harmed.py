"""One statement of harm, with its place in the text and its place among the others."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.document import Span
from summarizer.extract.rules.found import Found
from summarizer.extract.rules.named import Person
from summarizer.extract.rules.reading import Line
from summarizer.schema.terms import CivilianStatus, Demographic, Harm, Scope

NOUN_HARM: dict[str, Harm] = {
    "casualties": "killed_or_injured", "victims": "killed_or_injured",
    "dead or wounded": "killed_or_injured", "injuries": "injured", "deaths": "killed",
    "fatalities": "killed", "losses": "losses",
}  # fmt: skip
# Harms whose counts a later sentence may tell again or divide: "Residents say 20".
COUNTABLE: tuple[Harm, ...] = (
    "killed", "injured", "missing", "killed_or_injured", "abducted", "detained",
)  # fmt: skip


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
    found: tuple[Found, ...] = ()  # its words in the word lists
    number: int | None = None  # of people counted by their names
    people: tuple[Person, ...] = ()  # those of them who are named
