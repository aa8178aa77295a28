"""One side's records with its ids read in the terms of the gold.

A predicted event that names its own ``ac3`` is compared with a gold event that names ``ac1``: the
view says that both are the same actor. On the gold side every id stands for itself.
"""

from __future__ import annotations

from typing import Any

from summarizer.gold.model import KINDS
from summarizer.gold.prove import references
from summarizer.match import NO_SOURCE, Matching, same_source
from summarizer.spans import words


class View:
    """Looks up what an id stands for. *known* None: this is the gold side."""

    def __init__(
        self, side: Any, gold: Any = None, known: dict[str, Matching] | None = None
    ) -> None:
        self._rows = {row.id: row for kind in KINDS for row in getattr(side, kind)}
        self._gold = gold if gold is not None else side
        self._keys: dict[str, str] = {}
        for kind in KINDS if known is not None else ():
            mine, theirs = getattr(side, kind), getattr(self._gold, kind)
            for i, j in (known or {})[kind].nearest.items():
                self._keys[mine[i].id] = theirs[j].id
            for i, j in (known or {})[kind].pairs:
                self._keys[mine[i].id] = theirs[j].id
        self._own = known is None

    def key(self, name: str | None) -> str | None:
        """Return the gold id that *name* stands for, or a mark that no gold record has."""
        if name is None:
            return None
        return name if self._own else self._keys.get(name, f"not in the gold: {name}")

    def keys(self, names: list[str]) -> tuple[str, ...]:
        """Return the distinct keys of *names*, sorted."""
        return tuple(sorted({key for key in map(self.key, names) if key is not None}))

    def speakers(self, names: list[str]) -> tuple[str, ...]:
        """Return who speaks in the attributions *names*, sorted.

        A claimant is a speaker, not a sentence: two statements of one ministry are one claimant.
        """
        return tuple(sorted({self._speaker(name) for name in names}))

    def _speaker(self, name: str) -> str:
        row = self._rows.get(name)
        if row is None:
            return f"not in the gold: {name}"
        if not self._own:
            twins = [g for g in self._gold.attributions if same_source(row, g)]
            paired = self._keys.get(name)
            row = next((g for g in twins if g.id == paired), twins[0] if twins else row)
        if row.source is None:
            return NO_SOURCE
        # The first attribution of the gold with that speaker gives the name to all of them.
        for other in self._gold.attributions:
            if other.source is not None and _one_speaker(row, other):
                return " ".join(sorted(words(other.source.text)))
        return " ".join(sorted(words(row.source.text)))


def _one_speaker(row: Any, other: Any) -> bool:
    if row.source.actor_id is not None and row.source.actor_id == other.source.actor_id:
        return True
    return row.id == other.id or same_source(row, other)


def in_use(side: Any, kind: str) -> list[Any]:
    """Return the records of *kind* that count: of actors and places those that others point to.

    Gold lists no actor and no place for its own sake, so a summary is not asked to, either.
    """
    rows: list[Any] = list(getattr(side, kind))
    if kind not in ("actors", "locations"):
        return rows
    named: set[str] = set()
    for other in KINDS:
        if other not in ("actors", "locations"):
            named |= references(list(getattr(side, other)))
    while True:  # and of those, what they are part of
        used = [row for row in rows if row.id in named]
        more = references(used) - named
        if not more:
            return used
        named |= more
