"""What every export starts from: a summary, its text where it is known, and small look-ups.

Exports are pure: summaries come in, rows go out. What a row cannot hold is counted in a ``Ledger``
and told on stderr by the command line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from summarizer.schema import summary as sm
from summarizer.schema.evidence import Evidence

Cell = str | int | bool | list[str] | None
Row = dict[str, Cell]

SEPARATOR = "; "
SCENES = ("event", "target")  # the only roles of a place that say "it happened here" (L01)


@dataclass(frozen=True)
class Exported:
    """One summary on its way out. ``text`` None: the source keeps summaries without articles."""

    summary: sm.ArticleSummary
    text: str | None = None


@dataclass
class Ledger:
    """How often a format could not hold something, by what it was; and how many rows it got."""

    lost: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)

    def lose(self, what: str, times: int = 1) -> None:
        """Count *what* as not held; zero times leaves no trace."""
        if times:
            self.lost[what] += times

    def lines(self) -> Iterator[str]:
        """Yield one sentence for each kind of loss, in alphabetical order."""
        for what, times in sorted(self.lost.items()):
            yield f"not held: {what} ({times})"


def record_uri(summary: sm.ArticleSummary, record_id: str) -> str:
    """Return an id that is unique across articles and looks like nobody else's.

    ACLED's ids are letters and digits ("SYR12345"); ours keep a prefix and colons.
    """
    return f"summarizer:{summary.article.id}:{record_id}"


def first_evidence(evidence: Iterable[Evidence]) -> Evidence | None:
    """Return the first passage that was found, else the first one, else None."""
    passages = list(evidence)
    return next((one for one in passages if one.start is not None), next(iter(passages), None))


class Lookup:
    """The records of one summary by id, and the questions exports ask of them."""

    def __init__(self, summary: sm.ArticleSummary) -> None:
        self.summary = summary
        self.actors = {row.id: row for row in summary.actors}
        self.locations = {row.id: row for row in summary.locations}
        self.attributions = {row.id: row for row in summary.attributions}
        self.casualties = {row.id: row for row in summary.casualties}
        self.weapons = {row.id: row for row in summary.weapons}

    def actor_name(self, actor_id: str) -> str:
        """Return the actor's name; an id nobody has stays visible as itself."""
        return self.actors[actor_id].name if actor_id in self.actors else actor_id

    def names_in_role(self, event: sm.Event, *roles: str) -> list[str]:
        """Return the names of the event's actors that have one of *roles*, in order."""
        return [self.actor_name(part.actor_id) for part in event.actors if part.role in roles]

    def actors_in_role(self, event: sm.Event, *roles: str) -> list[sm.Actor]:
        """Return the actors of the event that have one of *roles*, in order."""
        return [
            self.actors[part.actor_id]
            for part in event.actors
            if part.role in roles and part.actor_id in self.actors
        ]

    def scene(self, event: sm.Event) -> sm.Location | None:
        """Return where the event happened, or None; never a dateline or a speaker's place."""
        return next(iter(self.scenes(event)), None)

    def scenes(self, event: sm.Event) -> list[sm.Location]:
        """Return every place at which the event happened, in the order of the record."""
        return [
            self.locations[place.location_id]
            for place in event.locations
            if place.role in SCENES and place.location_id in self.locations
        ]

    def within(self, location: sm.Location | None, granularity: str) -> str | None:
        """Return the name of the printed unit of *granularity* that *location* is or lies in."""
        seen: set[str] = set()
        while location is not None and location.id not in seen:
            if location.granularity == granularity:
                return location.name
            seen.add(location.id)
            location = self.locations.get(location.part_of or "")
        return None

    def source_name(self, attribution_id: str) -> str:
        """Return who speaks in an attribution, as printed, or how it hedges without a source."""
        row = self.attributions.get(attribution_id)
        if row is None:
            return attribution_id
        return row.source.text if row.source is not None else row.cue.quote

    def sources(self, event: sm.Event) -> list[str]:
        """Return the distinct named sources of an event and of its casualty claims, in order."""
        ids = list(event.attribution_ids)
        for casualty_id in event.casualty_ids:
            if casualty_id in self.casualties:
                ids += self.casualties[casualty_id].claimed_by
        found = [
            self.attributions[name]
            for name in ids
            if name in self.attributions and self.attributions[name].source is not None
        ]
        by_speaker = {_speaker(row): self.source_name(row.id) for row in reversed(found)}
        return list(dict.fromkeys(by_speaker[_speaker(row)] for row in found))

    def speaker(self, attribution_id: str) -> str:
        """Return a key that two attributions share when the same source speaks in both."""
        row = self.attributions.get(attribution_id)
        return attribution_id if row is None else _speaker(row)


def _speaker(row: sm.Attribution) -> str:
    if row.source is None:
        return row.id
    return row.source.actor_id or row.source.text.casefold()


def innermost_source(row: sm.Attribution) -> str | None:
    """Return who is said to know it first hand: the last link of the chain."""
    if row.chain:
        return row.chain[-1]
    return row.source.text if row.source is not None else None


def certain_day(event: sm.Event) -> str | None:
    """Return the day of an event, or None where the article does not fix one."""
    date = event.date
    if date.precision != "day" or date.start is None or date.start != date.end:
        return None
    return date.start.isoformat()


def certain_year(event: sm.Event) -> int | None:
    """Return the year in which the whole of the event's interval lies, or None."""
    date = event.date
    if date.start is None or date.end is None or date.start.year != date.end.year:
        return None
    return date.start.year


def report_events(
    summary: sm.ArticleSummary, ledger: Ledger, time_frames: frozenset[str]
) -> Iterator[sm.Event]:
    """Yield the events that an event data set may count; count the others in *ledger*.

    Only what happened is an event (E01, V7), and by default only what the article reports as news
    (E02): recap and background would be counted again with every article that repeats them.
    """
    for event in summary.events:
        if event.status != "actual":
            ledger.lose(f"events that are {event.status}, which are never exported as events")
        elif event.time_frame not in time_frames:
            ledger.lose(f"{event.time_frame} events; --time-frames all exports them")
        else:
            yield event
