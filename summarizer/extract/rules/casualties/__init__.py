"""Harm to people as the text states it: who, how many, which harm, and which number belongs where.

A sentence is read construction by construction, in the order of ``CONSTRUCTIONS``; each adds its
records to one ``Parse``. Victims are those a harm word's own grammar gives it ("N were killed",
"killing N", "the death of N", "a toll of Q"). Nothing is taken from nearness alone, and a harm word
without victims makes no record.

``parse`` holds the state and makes the records; ``groups`` says which victims stand together;
``verbs`` and ``nouns`` read harm words, ``tolls``, ``bodies``, ``frames``, ``lists``, ``parts`` and
``nobody`` what is told in other ways; ``scope`` tells one incident from a whole war.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from summarizer.extract.rules.casualties.bodies import read_bodies
from summarizer.extract.rules.casualties.by_name import (
    read_apposed,
    read_identified,
    read_long_list,
    read_owned,
    read_parted,
)
from summarizer.extract.rules.casualties.frames import read_frames, read_wounds
from summarizer.extract.rules.casualties.lists import read_named_dead, read_together
from summarizer.extract.rules.casualties.nobody import read_nobody
from summarizer.extract.rules.casualties.parse import Parse
from summarizer.extract.rules.casualties.parts import (
    read_gravely,
    read_kinds,
    read_of_the_harmed,
    read_places,
    read_shares,
    read_subsets,
)
from summarizer.extract.rules.casualties.scope import scoped
from summarizer.extract.rules.casualties.tolls import (
    link_increments,
    read_other_counts,
    read_tables,
    read_tolls,
)
from summarizer.extract.rules.casualties.verbs import read_harm_words
from summarizer.extract.rules.harmed import COUNTABLE, Harmed
from summarizer.extract.rules.reading import Reading

__all__ = ["find_casualties"]

CONSTRUCTIONS = (
    read_apposed,
    read_long_list,
    read_nobody,
    read_tables,
    read_tolls,
    read_harm_words,
    read_bodies,
    read_wounds,
    read_frames,
    read_named_dead,
    read_parted,
    read_owned,
    read_identified,
    read_together,
    read_gravely,
    read_of_the_harmed,
    read_shares,
    read_kinds,
    read_other_counts,
    read_subsets,
    read_places,
    link_increments,
)
_NEAR = 300  # characters from a count to the sentence that gives another
_WITHIN = 600  # characters from a whole to the sentence that gives a part of it
_BACK = 5  # records back at most, to the whole of a part


def find_casualties(reading: Reading) -> list[Harmed]:
    """Return the statements of harm in the order of the text, title included."""
    found: list[Harmed] = []
    for line in reading.lines:
        told = next((r for r in reversed(found) if r.link is None and r.harm in COUNTABLE), None)
        if told is not None and line.sentence.start - told.span.end > _NEAR:
            told = None
        parse = Parse(reading.text, line, told)
        for read in CONSTRUCTIONS:
            read(parse)
        found.extend(_linked([scoped(reading.text, row) for row in parse.made], found))
    return found


def _linked(made: list[Harmed], before: list[Harmed]) -> Iterator[Harmed]:
    """Yield a sentence's records with ``parent`` as an index over the whole document.

    -1 stands for the last whole record of the same harm before this sentence, if it is near.
    """
    shift = len(before)
    for row in made:
        if row.parent is None:
            yield row
        elif row.parent >= 0:
            yield replace(row, parent=row.parent + shift)
        else:
            whole = _whole_before(row, before)
            yield replace(row, parent=whole, link=row.link if whole is not None else None)


def _whole_before(row: Harmed, before: list[Harmed]) -> int | None:
    for index in range(len(before) - 1, max(-1, len(before) - _BACK), -1):
        whole = before[index]
        near = row.line.sentence.start - whole.span.end < _WITHIN
        if whole.harm == row.harm and whole.link is None and near:
            return index
    return None
