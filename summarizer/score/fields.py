"""Which fields are scored, and when two values are the same.

A field gives the values a record holds there: none, one, or several. A value counts as found when
the paired gold record, or what it accepts, has it too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from summarizer.gold.accept import ANYTHING, variant
from summarizer.match import ENOUGH, bounds, same_source
from summarizer.score.view import View
from summarizer.spans import covered, dice
from summarizer.weapons import treaties_for

Values = tuple[Any, ...]
HAPPENED_HERE = ("event", "target")  # the other roles do not mean that it happened there


@dataclass(frozen=True)
class Field:
    """A scored field. ``path`` is its name in ``accept``."""

    name: str
    path: str
    values: Callable[[Any, View], Values]
    same: Callable[[Any, Any], bool] = lambda mine, yours: bool(mine == yours)

    def compare(self, mine: Values, yours: Values) -> int:
        """Return how many of *mine* are among *yours*, each used once."""
        left = list(yours)
        found = 0
        for value in mine:
            for index, other in enumerate(left):
                if self.same(value, other):
                    del left[index]
                    found += 1
                    break
        return found


def _plain(path: str, name: str | None = None) -> Field:
    """Score a field by equality; None holds no value, False does."""

    def values(record: Any, view: View) -> Values:
        for part in path.split("."):
            record = getattr(record, part)
        return () if record is None else (record,)

    return Field(name or path.rsplit(".", 1)[-1], path, values)


def _bounds_of(path: str) -> Callable[[Any, View], Values]:
    def values(record: Any, view: View) -> Values:
        count = getattr(record, path)
        return () if count is None else (bounds(count),)

    return values


def _days(record: Any, view: View) -> Values:
    when = record.date
    return () if when.start is None and when.end is None else ((when.start, when.end),)


def _precision(record: Any, view: View) -> Values:
    return () if record.date.precision == "unknown" else (record.date.precision,)


def _places(record: Any, view: View) -> Values:
    return view.keys([p.location_id for p in record.locations if p.role in HAPPENED_HERE])


def _initiators(record: Any, view: View) -> Values:
    return view.keys([a.actor_id for a in record.actors if a.role == "initiator"])


def _responsibility(record: Any, view: View) -> Values:
    entries = {(str(view.key(entry.actor_id)), entry.basis) for entry in record.responsibility}
    return tuple(sorted(entries))


def _source(record: Any, view: View) -> Values:
    return () if record.source is None else (_Speaker(record),)


class _Speaker:
    """An attribution seen as its speaker alone."""

    def __init__(self, record: Any) -> None:
        self.source = record.source


def _span(name: str) -> Callable[[Any, View], Values]:
    def values(record: Any, view: View) -> Values:
        quote = getattr(record, name)
        return () if quote is None else (covered([quote]),)

    return values


def _treaties(record: Any, view: View) -> Values:
    own = record.treaties_derived
    return tuple(sorted(treaties_for(record.category) if own is None else own))


def _legal(record: Any, view: View) -> Values:
    statement = record.legal_statement
    return () if statement is None else (covered([statement.evidence]),)


def _ids(path: str, name: str) -> Field:
    def values(record: Any, view: View) -> Values:
        for part in path.split("."):
            record = getattr(record, part)
        return view.keys(record if isinstance(record, list) else [record])

    return Field(name, path, values)


def _speakers(path: str, name: str) -> Field:
    return Field(name, path, lambda record, view: view.speakers(getattr(record, path)))


def _touch(mine: Any, yours: Any) -> bool:
    return bool(mine & yours)


def _half(mine: Any, yours: Any) -> bool:
    return dice(mine, yours) >= ENOUGH


FIELDS: dict[str, tuple[Field, ...]] = {
    "actors": (_plain("kind"),),
    "locations": (_plain("granularity"), _plain("relation")),
    "events": (
        *(_plain(p) for p in ("event_type", "sub_event_type", "status", "time_frame")),
        _plain("claim_status"),
        _speakers("attribution_ids", "claimants"),
        Field("date", "date", _days),
        Field("date_precision", "date.precision", _precision),
        _plain("outcome"),
        Field("places", "locations", _places),
        Field("initiators", "actors", _initiators),
        Field("responsibility", "responsibility", _responsibility),
        Field("aggregate", "aggregate", lambda record, view: (True,) if record.aggregate else ()),
    ),
    "attributions": (
        Field("source", "source", _source, same_source),
        _plain("source_type"),
        Field("cue", "cue", _span("cue"), _touch),
        Field("content", "content", _span("content"), _half),
        *(_plain(path) for path in ("stance", "directness", "author_stance")),
        Field("date", "date", _days),
    ),
    "casualties": (
        _plain("harm"),
        Field("count", "count", _bounds_of("count")),
        _plain("count.qualifier"),
        _plain("count.unit"),
        _plain("victims.civilian_status"),
        Field(
            "demographics",
            "victims.demographics",
            lambda record, view: tuple(sorted(set(record.victims.demographics))),
        ),
        _ids("victims.actor_ids", "victims"),
        _plain("claim_status"),
        _speakers("claimed_by", "claimants"),
        _speakers("denied_by", "deniers"),
        _ids("event_id", "event"),
        _plain("scope"),
        _ids("subset_of", "subset_of"),
        Field("supersedes", "supersedes", _bounds_of("supersedes")),
    ),
    "weapons": (
        _plain("category"),
        _plain("action"),
        _plain("claim_status"),
        _ids("user_actor_ids", "users"),
        _speakers("claimed_by", "claimants"),
        _ids("event_ids", "events"),
        Field("treaties", "treaties_derived", _treaties),
        Field("legal_statement", "legal_statement", _legal, _touch),
    ),
    "media": (_plain("kind"), _plain("verification")),
    "discrepancies": (_plain("kind"), _plain("resolved_by")),
    "unknowns": (),
}


def right_answers(field: Field, record: Any, view: View) -> Iterator[Values] | None:
    """Yield the values that are right for a gold record, its own first; None: not scored here."""
    accepted = getattr(record, "accept", {}).get(field.path, [])
    if ANYTHING in accepted:
        return None
    variants = [variant(record, field.path, value) for value in accepted]
    return (field.values(variant, view) for variant in (record, *variants))
