"""From claims to one cell: named policies, and a note for each time one of them acts.

Event data sets hold one number for one event; we hold claims. What a policy does not cover stays
empty. Nothing is averaged, and numbers of different sources are never added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from summarizer.lexicon import PhraseFinder, load_entries
from summarizer.schema.evidence import CountValue
from summarizer.schema.summary import Casualty
from summarizer.schema.terms import Harm, TimeFrame
from summarizer.vocabulary import per_lexicon
from summarizer.write.rows import Lookup

VagueNumbers = Literal["blank", "acled", "plural_min2"]
SourcesDiffer = Literal["separate", "lowest", "highest", "latest", "majority"]
PLURALS = frozenset({"vague", "unspecified"})  # "several were killed", "civilians were killed"


@dataclass(frozen=True)
class Policies:
    """What the user chose; the defaults invent nothing.

    ``vague_numbers``: "blank" leaves the cell empty; "acled" reads tens, dozens, hundreds as 10,
    12, 100; "plural_min2" reads a plural without a number as at least 2.
    ``sources_differ``: "separate" leaves the cell empty and lists the claims in the notes;
    "lowest", "highest" take that figure; "latest" the figure said last, where the statements are
    dated; "majority" the figure most sources give. A range within one claim is a difference too.
    ``time_frames``: the events to export; recap and background repeat older news.
    """

    vague_numbers: VagueNumbers = "blank"
    sources_differ: SourcesDiffer = "separate"
    time_frames: frozenset[str] = frozenset({"current"})


ALL_TIME_FRAMES = frozenset(get_args(TimeFrame))


@dataclass(frozen=True)
class Figure:
    """One source's number for one kind of harm in one event.

    ``low``, ``best``, ``high`` None: not given. ``said``: the day of the statement, where dated.
    """

    claimant: str
    wording: str
    low: int | None
    best: int | None
    high: int | None
    qualifier: str
    said: date | None = None

    @property
    def floor(self) -> int | None:
        """The smallest number the claim allows for, or None."""
        return self.low if self.low is not None else self.best

    @property
    def ceiling(self) -> int | None:
        """The largest number the claim allows for; None where it is open."""
        return self.high if self.high is not None else self.best


@dataclass(frozen=True)
class Toll:
    """What the claims about one kind of harm amount to under the policies.

    ``low`` is the smallest bound claimed and ``high`` the largest; ``best`` is the policy's pick.
    ``reported``: at least one claim says that this harm happened at all, with or without a number.
    ``notes`` concern the bounds, ``pick_notes`` the choice of ``best`` alone.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    reported: bool = False
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()
    pick_notes: tuple[str, ...] = ()

    @property
    def all_notes(self) -> tuple[str, ...]:
        """What a format with one number in a cell has to say."""
        return self.notes + self.pick_notes


def toll(claims: Iterable[Casualty], look: Lookup, policies: Policies) -> Toll:
    """Return the toll that *claims* about one kind of harm in one event amount to.

    Subsets, parts and increments of another claim in the list are already counted in it.
    """
    rows = list(claims)
    made = _Notes()
    figures = tuple(
        figure
        for count, claimed_by in _combine(without_parts(rows), look, made)
        for figure in _figures(count, claimed_by, look, policies, made)
    )
    reported = any(row.count.qualifier not in ("none", "none_reported") for row in rows)
    if not figures:
        return Toll(reported=reported, notes=made.lines())
    floors = [f.floor for f in figures if f.floor is not None]
    picked = _Notes()
    return Toll(
        low=min(floors) if floors else None,
        best=_pick(figures, policies, picked),
        high=_ceiling(figures),
        reported=reported,
        figures=figures,
        notes=made.lines(),
        pick_notes=picked.lines(),
    )


def claims_of(look: Lookup, event_id: str, *harms: Harm) -> list[Casualty]:
    """Return the claims about *harms* in one event: its own toll, not that of a month or a war."""
    return [
        row
        for row in look.summary.casualties
        if row.event_id == event_id and row.harm in harms and row.scope == "incident"
    ]


def without_parts(rows: list[Casualty]) -> Iterator[Casualty]:
    """Yield the claims whose number is not already inside another claim of *rows* (C07, C08)."""
    ids = {row.id for row in rows}
    for row in rows:
        if not ids & {row.subset_of, row.part_of, row.increment_of}:
            yield row


@dataclass
class _Notes:
    """Notes in the order they arise, each once."""

    said: dict[str, None] = field(default_factory=dict)

    def add(self, line: str) -> None:
        self.said[line] = None

    def lines(self) -> tuple[str, ...]:
        return tuple(self.said)


def _figures(
    count: CountValue, claimed_by: list[str], look: Lookup, policies: Policies, notes: _Notes
) -> Iterator[Figure]:
    """Yield one figure for each source of a count; the article itself where it names none."""
    if count.unit not in ("persons", "bodies"):
        notes.add(f"{count.text!r} counts {count.unit}, not persons: left empty")
        return
    low, best, high = count.min, count.best, count.max
    if low is None and best is None and high is None:
        low, best = _read_vague(count, policies, notes)
    for source in claimed_by or [""]:
        said = look.attributions[source].date if source in look.attributions else None
        yield Figure(
            claimant=look.source_name(source) if source else "the article",
            wording=count.text,
            low=low,
            best=best,
            high=high,
            qualifier=count.qualifier,
            said=said.end if said is not None and said.precision == "day" else None,
        )


def _read_vague(
    count: CountValue, policies: Policies, notes: _Notes
) -> tuple[int | None, int | None]:
    """Return low and best for a claim without a number."""
    if count.qualifier not in PLURALS:
        return None, None
    if policies.vague_numbers == "acled":
        for hit in vague_words().find(count.text):
            value = hit.entry.data.get("value")
            if value is not None:
                notes.add(f"{count.text!r} entered as {value} (vague-numbers=acled)")
                return None, int(value)
    if policies.vague_numbers == "plural_min2":
        notes.add(f"{count.text!r} entered as at least 2 (vague-numbers=plural_min2)")
        return 2, None
    notes.add(f"{count.text!r} has no number: left empty")
    return None, None


@per_lexicon
def vague_words() -> PhraseFinder:
    """Return what finds the words of vague_numbers.toml."""
    return PhraseFinder(load_entries("vague_numbers.toml", "vague"))


def _combine(
    rows: Iterable[Casualty], look: Lookup, notes: _Notes
) -> Iterator[tuple[CountValue, list[str]]]:
    """Yield each count with its attributions, adding up groups of one source that cannot overlap.

    "Five soldiers and three civilians" of one source is 8. Fighters by one source and shepherds
    by another may be the same four dead (C11), so counts of different sources stay apart.
    """
    by_source: dict[tuple[str, ...], list[Casualty]] = {}
    for row in rows:
        key = tuple(sorted({look.speaker(name) for name in row.claimed_by}))
        by_source.setdefault(key, []).append(row)
    for group in by_source.values():
        if len(group) == 1 or not _are_disjoint(group):
            yield from ((row.count, row.claimed_by) for row in group)
            continue
        total = sum(row.count.best or 0 for row in group)
        words = " + ".join(row.count.text for row in group)
        notes.add(f"{words} added to {total}: separate groups counted by one source")
        summed = CountValue(text=words, min=total, max=total, best=total, qualifier="exact")
        yield summed, group[0].claimed_by


def _are_disjoint(group: list[Casualty]) -> bool:
    """Tell whether every claim is an exact number for actors that no other claim names."""
    actors = [frozenset(row.victims.actor_ids) for row in group]
    return (
        all(row.count.qualifier == "exact" and row.count.best is not None for row in group)
        and all(row.claim_status != "disputed" for row in group)
        and all(actors)
        and sum(len(names) for names in actors) == len(frozenset().union(*actors))
    )


def _ceiling(figures: tuple[Figure, ...]) -> int | None:
    """Return the largest upper bound; None when an open claim starts above it."""
    tops = [f.ceiling for f in figures if f.ceiling is not None]
    if not tops:
        return None
    open_from = [f.floor for f in figures if f.ceiling is None and f.floor is not None]
    return None if any(floor > max(tops) for floor in open_from) else max(tops)


def _pick(figures: tuple[Figure, ...], policies: Policies, notes: _Notes) -> int | None:
    """Return the one number for the cell, or None where the policy does not cover the case."""
    policy = policies.sources_differ
    numbered = [f for f in figures if (f.floor, f.ceiling) != (None, None)]
    if not numbered:
        return None
    # "dozens" beside "17" is another figure; "civilians were killed" beside "17" is not.
    differ = len({(f.floor, f.ceiling) for f in numbered}) > 1
    differ |= any(f.qualifier == "vague" for f in figures if f not in numbered)
    if policy in ("lowest", "highest"):
        number = _extreme(numbered, policy)
        if number is not None and differ:
            notes.add(
                f"{number} is the {policy} figure (sources-differ={policy}): {_list(figures)}"
            )
        else:
            _note_bound(numbered[0], number, notes, policy)
        return number
    if policy == "latest":
        chosen = _latest(numbered)
    elif policy == "majority":
        chosen = _majority(numbered)
    else:
        chosen = None if differ else numbered[0]
    if chosen is None:
        notes.add(f"sources differ (sources-differ={policy}), left empty: {_list(figures)}")
        return None
    number = _point(chosen)
    if differ:
        notes.add(f"taken from {chosen.claimant} (sources-differ={policy}): {_list(figures)}")
    _note_bound(chosen, number, notes, policy)
    return number


def _point(figure: Figure) -> int | None:
    """Return the only number a claim prints; None for a range and for an upper bound alone."""
    if figure.best is not None:
        return figure.best
    return figure.low if figure.high is None or figure.high == figure.low else None


def _note_bound(figure: Figure, number: int | None, notes: _Notes, policy: str) -> None:
    if number is None:
        notes.add(f"{figure.wording!r} is no single number: left empty (sources-differ={policy})")
    elif figure.qualifier in ("at_least", "more_than"):
        notes.add(f"{figure.wording!r} entered as {number}, its lower bound")
    elif figure.qualifier in ("approx", "range", "at_most", "less_than"):
        notes.add(f"{figure.wording!r} entered as {number} (sources-differ={policy})")


def _extreme(figures: list[Figure], policy: str) -> int | None:
    if policy == "lowest":
        return min((f.floor for f in figures if f.floor is not None), default=None)
    ends = [f.ceiling if f.ceiling is not None else f.floor for f in figures]
    return max((end for end in ends if end is not None), default=None)


def _latest(figures: list[Figure]) -> Figure | None:
    """Return the figure said last; None when days are missing or two figures share the last."""
    if len({(f.floor, f.ceiling) for f in figures}) == 1:
        return figures[0]
    if any(f.said is None for f in figures):
        return None
    last = max(f.said for f in figures if f.said is not None)
    newest = [f for f in figures if f.said == last]
    return newest[0] if len({(f.floor, f.ceiling) for f in newest}) == 1 else None


def _majority(figures: list[Figure]) -> Figure | None:
    """Return the figure that most sources give; None when two are given equally often."""
    votes: dict[tuple[int | None, int | None], list[Figure]] = {}
    for figure in figures:
        votes.setdefault((figure.floor, figure.ceiling), []).append(figure)
    ranked = sorted(votes.values(), key=len, reverse=True)
    if len(ranked) > 1 and len(ranked[0]) == len(ranked[1]):
        return None
    return ranked[0][0]


def _list(figures: Iterable[Figure]) -> str:
    return ", ".join(f"{figure.claimant}: {figure.wording}" for figure in figures)
