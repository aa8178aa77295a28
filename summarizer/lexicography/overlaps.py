"""Forms that two entries share: in one kind only one of them reads it, in two kinds both may."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from summarizer.entry_rows import TABLES
from summarizer.vocabulary import Row, active

Key = tuple[str, str, str]  # file, table, id
_WORD = re.compile(r"[^\W_]+")
# What says how an entry is found, not what it means.
_OF_FINDING = frozenset("id forms name yes no not_before not_after not_near patterns pos".split())
# Kinds that share words by their nature: a soldier acts and suffers, "shot" is event and harm.
_SHARING = (
    {"actors.toml", "harm.toml"},
    {"countries.tsv", "harm.toml"},
    {"events.toml", "harm.toml"},
    {"harm.toml"},
)


@dataclass(frozen=True)
class Overlap:
    """One form of two entries; of one kind, the *first* reads it and the other never does."""

    form: str
    first: Key
    other: Key

    @property
    def clash(self) -> bool:
        """Whether both are of one kind."""
        return self.first[:2] == self.other[:2]


def overlaps(own: Set[Key]) -> Iterator[Overlap]:
    """Yield the shared forms of the vocabulary in force that an entry of *own* has a part in.

    Entries of one kind with the same values do not clash: it is all one which of them is found.
    """
    by_form: dict[str, dict[Key, Row]] = {}
    for file, table in TABLES:
        for row in active().rows(file, table):
            key = (file, table, row["id"])
            for form in row.get("forms", (row.get("name", ""),)):
                folded = " ".join(word.casefold() for word in _WORD.findall(form))
                if folded:
                    by_form.setdefault(folded, {})[key] = row
    for form, rows in by_form.items():
        for (first, mine), (other, yours) in combinations(rows.items(), 2):
            if not own & {first, other}:
                continue
            if first[:2] == other[:2]:
                if _meaning(mine) != _meaning(yours):
                    yield Overlap(form, first, other)
            elif not _may_share(first[0], other[0]):
                yield Overlap(form, first, other)


def _meaning(row: Row) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in _OF_FINDING}


def _may_share(first: str, second: str) -> bool:
    return "coverage.toml" in (first, second) or {first, second} in _SHARING
