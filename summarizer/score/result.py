"""The score of a run: counts summed over articles, with intervals, for people and for machines."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from summarizer.score.tally import ArticleTally, Finding, Key

SAMPLES = 1000  # enough for two digits of a 95 % interval
SEED = 20161
MEASURES = (
    "invented",
    "forbidden_numbers",
    "vague_as_number",
    "denial_recall",
    "claimant_recall",
    "count_accuracy",
    "date_accuracy",
    "status_accuracy",
)
FOUND_PREDICTED_GOLD = ("found", "predicted", "gold")
Interval = tuple[float, float]


def ratio(count: int, of: int) -> float | None:
    """Return a share; None where there was nothing to share in."""
    return count / of if of else None


@dataclass(frozen=True)
class Prf:
    """Precision, recall and F1 with the counts they come from.

    None: nothing was predicted (precision), or nothing was to be found (recall, F1).
    """

    found: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float | None:
        """The share of what was predicted that is right."""
        return ratio(self.found, self.predicted)

    @property
    def recall(self) -> float | None:
        """The share of what was to be found that was found."""
        return ratio(self.found, self.gold)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None where the gold has nothing of this."""
        return ratio(2 * self.found, self.predicted + self.gold) if self.gold else None

    def as_dict(self) -> dict[str, Any]:
        """Return counts and rates, rates rounded to four digits."""
        return {
            "found": self.found,
            "predicted": self.predicted,
            "gold": self.gold,
            "precision": _round(self.precision),
            "recall": _round(self.recall),
            "f1": _round(self.f1),
        }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


@dataclass(frozen=True)
class Score:
    """What a run is worth, measured against gold.

    ``without_gold``: summaries that were not scored; ``without_summary``: articles that count as
    missed altogether.
    """

    tallies: tuple[ArticleTally, ...]
    without_gold: tuple[str, ...] = ()
    without_summary: tuple[str, ...] = ()

    @cached_property
    def counts(self) -> Counter[Key]:
        """All counts of all articles."""
        return _sum([tally.counts for tally in self.tallies])

    @property
    def findings(self) -> list[Finding]:
        """What is not as the gold has it, article by article."""
        return [finding for tally in self.tallies for finding in tally.findings]

    def records(self, kind: str) -> Prf:
        """Return how well the records of *kind* were found."""
        return _prf(self.counts, kind, "")

    def field(self, kind: str, name: str) -> Prf:
        """Return how well one field was filled in, counted over all records of *kind*."""
        return _prf(self.counts, kind, name)

    def accuracy(self, kind: str, name: str) -> float | None:
        """Return how often the field is wholly right in records that were found.

        None where neither side ever has a value there: to leave out nothing is no achievement.
        """
        counts = self.counts
        if not counts[kind, name, "gold"] and not counts[kind, name, "predicted"]:
            return None
        return ratio(counts[kind, name, "right"], counts[kind, name, "pairs"])

    def measure(self, name: str) -> float | None:
        """Return one of ``MEASURES`` as a share, 0 to 1; None where it never came up."""
        return _measure(self.counts, name)

    def fields(self, kind: str) -> list[str]:
        """Return the names of the fields of *kind* that were scored, in their order."""
        from summarizer.score.fields import FIELDS

        return [field.name for field in FIELDS[kind]]

    def interval(self, name: str) -> Interval | None:
        """Return a 95 % bootstrap interval of a kind's F1, or of a measure, over articles.

        None for fewer than two articles. The draws are seeded: the same score gives the same
        interval.
        """
        if name in MEASURES:
            keys = [("measures", name, "count"), ("measures", name, "of")]
            return _bootstrap(self._parts(keys), lambda total: ratio(*total))
        return _bootstrap(
            self._parts([(name, "", what) for what in FOUND_PREDICTED_GOLD]),
            lambda total: Prf(*total).f1,
        )

    def _parts(self, keys: list[Key]) -> list[tuple[int, ...]]:
        return [tuple(tally.counts[key] for key in keys) for tally in self.tallies]

    def as_dict(self, kinds: Sequence[str] | None = None) -> dict[str, Any]:
        """Return the whole score as JSON-ready values; *kinds*: only these kinds of record."""
        from summarizer.score.fields import FIELDS

        counts = self.counts
        chosen = [kind for kind in FIELDS if kinds is None or kind in kinds]
        return {
            "schema": "score/1",
            "articles": len(self.tallies),
            "without_gold": list(self.without_gold),
            "without_summary": list(self.without_summary),
            "records": {
                kind: _prf(counts, kind, "").as_dict()
                | {"f1_interval": _rounded(self.interval(kind))}
                for kind in chosen
            },
            "fields": {
                kind: {
                    name: _prf(counts, kind, name).as_dict()
                    | {"accuracy": _round(self.accuracy(kind, name))}
                    for name in self.fields(kind)
                }
                for kind in chosen
            },
            "measures": {
                name: {
                    "count": counts["measures", name, "count"],
                    "of": counts["measures", name, "of"],
                    "rate": _round(_measure(counts, name)),
                    "interval": _rounded(self.interval(name)),
                }
                for name in MEASURES
            },
        }


def _bootstrap(
    parts: list[tuple[int, ...]], value: Callable[[tuple[int, ...]], float | None]
) -> Interval | None:
    """Draw articles with replacement, add up their counts, take *value*; 2.5 % off either end."""
    if len(parts) < 2:
        return None
    draw = random.Random(SEED)
    values = []
    for _ in range(SAMPLES):
        drawn = draw.choices(parts, k=len(parts))
        found = value(tuple(map(sum, zip(*drawn, strict=True))))
        if found is not None:
            values.append(found)
    if not values:
        return None
    values.sort()
    return values[int(0.025 * len(values))], values[int(0.975 * (len(values) - 1))]


def _rounded(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [round(end, 4) for end in interval]


def _sum(parts: Sequence[Counter[Key]]) -> Counter[Key]:
    total: Counter[Key] = Counter()
    for part in parts:
        total.update(part)
    return total


def _prf(counts: Counter[Key], kind: str, name: str) -> Prf:
    return Prf(*(counts[kind, name, what] for what in FOUND_PREDICTED_GOLD))


def _measure(counts: Counter[Key], name: str) -> float | None:
    return ratio(counts["measures", name, "count"], counts["measures", name, "of"])
