"""Which predicted record is which gold record.

Two records can be the same only if their passages meet; what kind of thing they are, and what
they say, decides between several. Ids never count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from summarizer.assign import assign
from summarizer.gold.accept import ANYTHING
from summarizer.spans import (
    Spans,
    containment,
    covered,
    dice,
    places_of,
    same_words,
    words,
)

ENOUGH = 0.5  # of the shorter passage, or of both together: what two readers' quotes usually share
Weigh = Callable[[Any, Any, Spans, Spans], float]
NO_SOURCE = "(no source)"


@dataclass(frozen=True)
class Matching:
    """The pairs of one kind: indexes into predictions and gold, and each prediction's nearest.

    ``nearest`` is many-to-one: two predicted actors may both be the one the gold has.
    """

    pairs: list[tuple[int, int]]
    nearest: dict[int, int]


def match(kind: str, predicted: list[Any], gold: list[Any]) -> Matching:
    """Pair the records of one kind by an optimal assignment."""
    weigh = WEIGHTS[kind]
    mine = [places_of(kind, record) for record in predicted]
    theirs = [places_of(kind, record) for record in gold]
    table = [
        [weigh(p, g, mine[i], theirs[j]) for j, g in enumerate(gold)]
        for i, p in enumerate(predicted)
    ]
    nearest = {}
    for i, row in enumerate(table):
        best = max(range(len(row)), key=lambda j: row[j], default=None)
        if best is not None and row[best] > 0:
            nearest[i] = best
    return Matching(assign(table), nearest)


def accepts(gold: Any, path: str, value: Any) -> bool:
    """Tell whether *value* is what the gold record has in *path*, or accepts there."""
    extra = getattr(gold, "accept", {}).get(path, [])
    own = gold
    for part in path.split("."):
        own = getattr(own, part)
    return value == own or value in extra or ANYTHING in extra


# Each weight is 0 (cannot be the same record) or 1 plus a quality of at most 1, so that finding
# one more record outweighs a slightly better likeness of another.


def _named(p: Any, g: Any, mine: Spans, theirs: Spans) -> float:
    """Weigh two actors or places: one name, or one's mention inside a mention of the other."""
    names = [
        {words(text) for text in (r.name, r.name_in_text.quote, *(m.quote for m in r.mentions))}
        for r in (p, g)
    ]
    equal = bool((names[0] & names[1]) - {frozenset()})
    first = containment(covered([p.name_in_text]), theirs)
    near = max(first, *(containment(covered([m]), theirs) for m in p.mentions), 0.0)
    if not equal and near < ENOUGH:
        return 0.0
    return 1 + 0.4 * equal + 0.4 * dice(mine, theirs) + 0.2 * first


def _event(p: Any, g: Any, mine: Spans, theirs: Spans) -> float:
    alike, shared = dice(mine, theirs), containment(mine, theirs)
    same_type = accepts(g, "event_type", p.event_type)
    if shared < ENOUGH or not (same_type or alike >= ENOUGH):
        return 0.0
    same_sub = accepts(g, "sub_event_type", p.sub_event_type)
    status = accepts(g, "status", p.status)
    return 1 + 0.3 * same_type + 0.15 * same_sub + 0.15 * status + 0.4 * alike


def _attribution(p: Any, g: Any, mine: Spans, theirs: Spans) -> float:
    cue = bool(covered([p.cue]) & covered([g.cue]))
    content = dice(covered([p.content]), covered([g.content]))
    shared = containment(covered([p.content]), covered([g.content]))
    source = same_source(p, g)
    nothing_said = p.content is None and g.content is None
    if not (cue and (source or shared > 0 or nothing_said)) and not (
        shared >= ENOUGH and (source or content >= ENOUGH)
    ):
        return 0.0
    return 1 + 0.4 * cue + 0.3 * content + 0.3 * source


def same_source(p: Any, g: Any) -> bool:
    """Tell whether two attributions name the same speaker; two bare hedges name none alike."""
    if p.source is None or g.source is None:
        return p.source is None and g.source is None
    if dice(covered([p.source.evidence]), covered([g.source.evidence])) >= ENOUGH:
        return True
    return same_words(p.source.text, g.source.text)


def _casualty(p: Any, g: Any, mine: Spans, theirs: Spans) -> float:
    if containment(mine, theirs) < ENOUGH:
        return 0.0
    harm = accepts(g, "harm", p.harm)
    count = bounds(p.count) == bounds(g.count)
    numbered = any(n is not None for n in bounds(g.count))
    if not harm and not (count and numbered):
        return 0.0
    vouched = bool(p.claimed_by) == bool(g.claimed_by)
    return 1 + 0.35 * harm + 0.35 * count + 0.2 * dice(mine, theirs) + 0.1 * vouched


def bounds(count: Any) -> tuple[int | None, int | None, int | None]:
    """Return min, max and best of a count."""
    return count.min, count.max, count.best


def _weapon(p: Any, g: Any, mine: Spans, theirs: Spans) -> float:
    name = bool(covered([p.name_in_text]) & covered([g.name_in_text]))
    same_name = words(p.name_in_text.quote) == words(g.name_in_text.quote)
    category = accepts(g, "category", p.category)
    action = accepts(g, "action", p.action)
    if not name and not (category and (same_name or mine & theirs)):
        return 0.0
    return 1 + 0.4 * name + 0.3 * category + 0.2 * dice(mine, theirs) + 0.1 * action


def _passage(p: Any, g: Any, mine: Spans, theirs: Spans) -> float:
    if containment(mine, theirs) < ENOUGH:
        return 0.0
    kind = getattr(p, "kind", None) == getattr(g, "kind", None)
    return 1 + 0.5 * kind + 0.5 * dice(mine, theirs)


WEIGHTS: dict[str, Weigh] = {
    "actors": _named,
    "locations": _named,
    "events": _event,
    "attributions": _attribution,
    "casualties": _casualty,
    "weapons": _weapon,
    "media": _passage,
    "discrepancies": _passage,
    "unknowns": _passage,
}
