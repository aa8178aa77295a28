"""The casualty parse of one sentence: its symbols, and the records read from them so far.

Every construction in this package takes a ``Parse`` and adds records to it. A victim chunk that one
construction has counted is ``used``, so that no later one counts it again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from summarizer.document import Span
from summarizer.extract.rules.casualties.sufferer import sufferer
from summarizer.extract.rules.found import Found
from summarizer.extract.rules.harmed import Harmed
from summarizer.extract.rules.named import Person
from summarizer.extract.rules.reading import Line
from summarizer.quantities import parse_count
from summarizer.schema.terms import CivilianStatus, Harm

VICTIMS = "NQMZ"
_ONE = re.compile(r"(?:an?|one|his|her|their)\s", re.IGNORECASE)
_HOUSEHOLDS = ("families", "family", "households")
_NOBODY_NAMED = ("others", "other", "more")  # who they are was said before, or is not said


class Parse:
    """One sentence as symbols, and its records in the order they were found.

    *told* is the last whole count before this sentence, if it is near.
    """

    def __init__(self, text: str, line: Line, told: Harmed | None = None) -> None:
        self.told = told
        self.text = text
        self.line = line
        self.chunks = line.chunks
        self.symbols = "".join(c.symbol for c in line.chunks)
        self.made: list[Harmed] = []
        self.used: set[int] = set()  # chunks that some record has counted
        self.lives: set[int] = set()  # victims whose lives something cost
        self.names: dict[int, tuple[Person, ...]] = {}  # of those a chunk counts
        self.owner: dict[int, int] = {}  # harm chunk -> its first record

    # -- what stands where -----------------------------------------------------------------------

    def words(self, k: int) -> str:
        """Return the words of chunk *k*."""
        return self.text[self.chunks[k].start : self.chunks[k].end]

    def before(self, k: int) -> str:
        """Return the words of the sentence before chunk *k*."""
        return self.text[self.line.sentence.start : self.chunks[k].start]

    def harm_of(self, k: int) -> Harm:
        """Return the kind of harm that chunk *k* tells; a toll is of the dead."""
        return self.chunks[k].harm or "killed"

    def victims_in(self, match: re.Match[str], name: str | int = 0, offset: int = 0) -> list[int]:
        """Return the victim chunks in a group of a *match* on the symbols from *offset* on."""
        start = offset + match.start(name)
        return [start + k for k, symbol in enumerate(match[name]) if symbol in VICTIMS]

    def is_single(self, group: list[int]) -> bool:
        """Tell whether the words of a group begin like one person: "a nurse", "her son"."""
        first = self.chunks[group[0]]
        return first.person is not None or _ONE.match(self.words(group[0])) is not None

    def people_in(self, group: list[int]) -> tuple[Person, ...]:
        """Return those of a group who are named, with offsets into the article."""
        found = [self.chunks[k].person for k in group]
        named = tuple(p.moved(self.line.sentence.start) for p in found if p is not None)
        return named + tuple(person for k in group for person in self.names.get(k, ()))

    def number_of(self, group: list[int]) -> int | None:
        """Return how many people a group with names in it lists, if each member is one."""
        if any(self.symbols[k] != "M" for k in group):
            return None
        if not self.people_in(group) or not all(self.is_single([k]) for k in group):
            return None
        return len(group)

    def same_number(self, k: int) -> Harmed | None:
        """Return the record of this sentence with the number of chunk *k*."""
        number = self.chunks[k].number
        if number is None:
            return None
        return next(
            (
                row
                for row in self.made
                if parse_count(self.text[slice(*row.count)]).best == number.value.best
            ),
            None,
        )

    def end_of(self, k: int) -> int:
        """Return where a victim chunk ends, without the age and role behind a name."""
        person = self.chunks[k].person
        return self.chunks[k].end if person is None else self.line.sentence.start + person.end

    # -- records ---------------------------------------------------------------------------------

    def grouped(self, members: list[int]) -> list[list[int]]:
        """Put counted victims apart, each its own record; uncounted ones stay together."""
        fresh = [k for k in members if k not in self.used]
        groups: list[list[int]] = []
        for k in fresh:
            if (
                self.symbols[k] == "M"
                and groups
                and all(self.symbols[g] == "M" for g in groups[-1])
            ):
                groups[-1].append(k)
            else:
                groups.append([k])
        return groups

    def record(self, group: list[int], harm: Harm, word: int, *, last: int = -1, rule: str) -> int:
        """Add the record of one victim *group*, told by the chunks *word* to *last*.

        Returns its index in ``made``.
        """
        last = max(word, last)
        first, end = self.chunks[group[0]], self.chunks[group[-1]]
        self.used.update(group)
        victims: Span | None = Span(first.start, self.end_of(group[-1]))
        if self.symbols[group[0]] in "QD":
            noun = self.symbols[word] == "D"
            victims = sufferer(self.text, self.line, self.chunks[word].start) if noun else None
        if first.noun in _NOBODY_NAMED:
            victims = None
        edges = [first.start, end.end, self.chunks[word].start, self.chunks[last].end]
        if victims is not None:
            edges += [victims.start, victims.end]
        row = Harmed(
            line=self.line,
            span=self._closed(Span(min(edges), max(edges))),
            harm=harm,
            count=self.count_of(group),
            victims=victims,
            rule=rule,
            civilian_status=_status([self.chunks[k].civilian_status for k in group]),
            demographics=tuple(
                dict.fromkeys(d for k in group if (d := self.chunks[k].demographic) is not None)
            ),
            word=Span(self.chunks[word].start, self.chunks[last].end),
            found=self._found(group, word, last),
            number=self.number_of(group),
            people=self.people_in(group),
        )
        self.made.append(row)
        self.owner.setdefault(word, len(self.made) - 1)
        return len(self.made) - 1

    def _found(self, group: list[int], word: int, last: int) -> tuple[Found, ...]:
        """Return the entries of the harm words and of the victims' nouns."""
        made = []
        for k in range(word, last + 1):
            rule = self.chunks[k].rule
            if rule is not None:
                made.append(Found("harm", self.words(k), self._span(k), "harm.toml", rule))
        for k in group:
            noun, victim = self.chunks[k].noun, self.chunks[k].victim
            if noun is not None and victim is not None:
                made.append(Found("victims", noun, self._span(k), "harm.toml", victim))
        return tuple(made)

    def _span(self, k: int) -> Span:
        return Span(self.chunks[k].start, self.chunks[k].end)

    def amend(self, index: int, **changes: Any) -> None:
        """Change fields of a record made before."""
        self.made[index] = replace(self.made[index], **changes)

    def count_of(self, group: list[int]) -> Span:
        """Return the words that tell how many a group is."""
        first = self.chunks[group[0]]
        if first.symbol == "D":
            return Span(first.start, first.end)
        if first.number is None or first.noun in _HOUSEHOLDS:
            return Span(first.start, self.end_of(group[-1]))
        start = self.line.sentence.start + first.number.start
        vague = first.number.value.qualifier == "vague"
        after = self.chunks[group[0] + 1 : group[0] + 2]
        if vague and after and after[0].symbol == "D":
            return Span(start, after[0].end)
        if first.bodies or (vague and first.symbol == "N"):
            return Span(start, first.end)
        return Span(start, self.line.sentence.start + first.number.end)

    def _closed(self, span: Span) -> Span:
        """Close a bracket that the span would cut open."""
        text = self.text[span.start : span.end]
        if text.count("(") > text.count(")"):
            close = self.text.find(")", span.end, self.line.sentence.end)
            return Span(span.start, close + 1) if close >= 0 else span
        return span


def _status(found: list[CivilianStatus]) -> CivilianStatus:
    known = set(found) - {"unknown"}
    if not known:
        return "unknown"
    return next(iter(known)) if len(known) == 1 else "mixed"
