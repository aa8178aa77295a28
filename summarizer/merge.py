"""Merge several extractions of one article by their evidence: passes of a model, or chunks.

Two records are the same where they point at overlapping passages and agree in what makes such a
record what it is: harm, numbers and claimant of a casualty; stance and source of an attribution.
Records of one extraction are never merged with each other: its maker kept them apart. What only
one extraction has is kept; what both have is counted once, and gaps of the first are filled from
the second. A value the first gives is never overwritten.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from summarizer.fold import fold
from summarizer.ids import PREFIXES, remap
from summarizer.schema.extraction import Extraction, Quote

Span = tuple[int, int]
Locate = Callable[[int, Quote], Span | None]  # number of the extraction, quote -> place in the text


def merge(extractions: Sequence[Extraction], locate: Locate) -> Extraction:
    """Return one extraction that holds what *extractions* hold, each fact once.

    *locate* gives the place of a quote of the extraction with that number; a quote it does not
    find matches only a record with the same words. Headline, abstract and the facts about the
    article come from the first. Raises ``ValueError`` for an empty sequence.
    """
    if not extractions:
        raise ValueError("nothing to merge")
    base = extractions[0].model_dump()
    spans = {
        kind: [_spans(0, row, locate) for row in _rows(extractions[0], kind)] for kind in KINDS
    }
    for number, other in enumerate(extractions[1:], start=1):
        _fold_in(base, spans, number, other, locate)
    return Extraction.model_validate(base)


# Who and where first: the others are compared by the ids of these.
KINDS = (
    "actors",
    "locations",
    "attributions",
    "events",
    *sorted(set(PREFIXES) - {"actors", "locations", "attributions", "events"}),
)


def _rows(extraction: Extraction, kind: str) -> list[Any]:
    return list(getattr(extraction, kind))


def _fold_in(
    base: dict[str, Any],
    spans: dict[str, list[frozenset[Span]]],
    number: int,
    other: Extraction,
    locate: Locate,
) -> None:
    """Work *other* into *base*, in place."""
    dumped = other.model_dump()
    ids: dict[str, str] = {}
    twins: list[tuple[dict[str, Any], dict[str, Any]]] = []
    fresh: list[dict[str, Any]] = []
    taken = {row["id"] for kind in KINDS for row in base[kind]}
    for kind in KINDS:
        free = list(range(len(base[kind])))  # each record takes in one of the other's at most
        for row, found in zip(
            dumped[kind], (_spans(number, r, locate) for r in _rows(other, kind)), strict=True
        ):
            own = row["id"]
            compared = deepcopy({key: value for key, value in row.items() if key != "id"})
            remap(compared, ids)
            same = next(
                (i for i in free if _same(kind, base[kind][i], compared, spans[kind][i], found)),
                None,
            )
            if same is not None:
                free.remove(same)
                ids[own] = base[kind][same]["id"]
                spans[kind][same] |= found
                twins.append((base[kind][same], row))
                continue
            ids[own] = _unused(own, number, taken)
            taken.add(ids[own])
            base[kind].append(row)
            spans[kind].append(found)
            fresh.append(row)
    for row in fresh:
        own = row.pop("id")
        remap(row, ids)
        row["id"] = ids[own]
    for kept, row in twins:
        row.pop("id")
        remap(row, ids)
        _fill(kept, row)


def _unused(own: str, number: int, taken: set[str]) -> str:
    if own not in taken:
        return own
    name = f"{own}.{number + 1}"
    while name in taken:
        name += "x"
    return name


def _spans(number: int, row: Any, locate: Locate) -> frozenset[Span]:
    """Return where the passages lie that say what *row* says."""
    quotes: list[Quote] = []
    for name in ("evidence", "content", "caption", "name_in_text"):
        value = getattr(row, name, None)
        if isinstance(value, Quote):
            quotes.append(value)
        elif isinstance(value, list):
            quotes.extend(value)
        if quotes:
            break
    if not quotes and isinstance(getattr(row, "cue", None), Quote):
        quotes.append(row.cue)
    return frozenset(span for quote in quotes if (span := locate(number, quote)) is not None)


# -- when two records are one --------------------------------------------------------------------


def _same(
    kind: str,
    kept: dict[str, Any],
    row: dict[str, Any],
    here: frozenset[Span],
    there: frozenset[Span],
) -> bool:
    if kind in ("actors", "locations"):
        return _same_name(kept, row)
    if not _overlap(here, there):
        return False
    return _AGREE[kind](kept, row)


def _overlap(here: frozenset[Span], there: frozenset[Span]) -> bool:
    return any(a < d and c < b for a, b in here for c, d in there)


def _same_name(kept: dict[str, Any], row: dict[str, Any]) -> bool:
    mine = {_fold(kept["name"]), _fold(kept["name_in_text"]["text"])}
    theirs = {_fold(row["name"]), _fold(row["name_in_text"]["text"])}
    return bool(mine & theirs)


def _fold(text: str) -> str:
    return fold(text).text.strip()


def _text(value: Any) -> str:
    return _fold(value["text"]) if value else ""


def _alike(first: str, second: str) -> bool:
    """Tell whether one of two printed phrases holds the other; an empty one holds nothing."""
    if not first or not second:
        return first == second
    return f" {first} " in f" {second} " or f" {second} " in f" {first} "


def _same_attribution(kept: dict[str, Any], row: dict[str, Any]) -> bool:
    speakers = _alike(_text(kept["source"]), _text(row["source"]))
    same_actor = kept["actor_id"] is not None and kept["actor_id"] == row["actor_id"]
    return bool(kept["stance"] == row["stance"] and (speakers or same_actor))


def _same_event(kept: dict[str, Any], row: dict[str, Any]) -> bool:
    kinds = (kept["sub_event_type"], row["sub_event_type"])
    one_kind = kept["event_type"] == row["event_type"] and (None in kinds or kinds[0] == kinds[1])
    places = [
        {p["location_id"] for p in e["locations"] if p["role"] in ("event", "target")}
        for e in (kept, row)
    ]
    apart = places[0] and places[1] and not places[0] & places[1]
    return bool(one_kind and kept["status"] == row["status"] and not apart)


def _same_casualty(kept: dict[str, Any], row: dict[str, Any]) -> bool:
    if kept["harm"] != row["harm"] or _strangers(kept, row):
        return False
    victims = [_fold(entry["victims"]["text"] or "") for entry in (kept, row)]
    if all(victims) and not _alike(*victims):
        return False
    numbers = [_numbers(entry["count"]) for entry in (kept, row)]
    if all(numbers):
        return bool(numbers[0] & numbers[1])
    return _alike(_fold(kept["count"]["text"]), _fold(row["count"]["text"]))


def _numbers(count: dict[str, Any]) -> set[int]:
    return {count[name] for name in ("min", "max", "best") if count[name] is not None}


def _strangers(kept: dict[str, Any], row: dict[str, Any]) -> bool:
    """Tell whether both name who claims it, and name different ones."""
    mine, theirs = set(kept["claimed_by"]), set(row["claimed_by"])
    return bool(mine and theirs and not mine & theirs)


def _same_weapon(kept: dict[str, Any], row: dict[str, Any]) -> bool:
    return _alike(_text(kept["name_in_text"]), _text(row["name_in_text"])) and (
        kept["action"] == row["action"]
    )


def _same_kind(kept: dict[str, Any], row: dict[str, Any]) -> bool:
    return bool(kept["kind"] == row["kind"])


_AGREE: dict[str, Callable[[dict[str, Any], dict[str, Any]], bool]] = {
    "attributions": _same_attribution,
    "events": _same_event,
    "casualties": _same_casualty,
    "weapons": _same_weapon,
    "media": _same_kind,
    "discrepancies": _same_kind,
    "unknowns": lambda kept, row: True,
}


# -- what one knows and the other does not -------------------------------------------------------

# Lists of ids and of names grow; evidence and mentions do not: one passage is enough, and the
# second extraction's words for it would only say the same twice.
_GROWING = frozenset(
    "refs attribution_ids by denied_by claimed_by blamed event_ids user_actor_ids depicts members"
    " hedges anonymous_links demographics actor_ids".split()
)


# Lists of links, each with the names that make two links the same.
_LINKS = {
    "locations": ("location_id",),
    "actors": ("actor_id",),
    "responsibility": ("actor_id", "basis"),
    "related": ("type", "id"),
}


def _fill(kept: dict[str, Any], row: dict[str, Any]) -> None:
    """Take from *row* what *kept* leaves open; never a number into a count that has been read."""
    for key, value in row.items():
        mine: Any = kept.get(key)
        if key in _GROWING:
            kept[key] = [*mine, *(item for item in value if item not in mine)]
        elif key in _LINKS:
            known = {tuple(link[name] for name in _LINKS[key]) for link in mine}
            new = (link for link in value if tuple(link[n] for n in _LINKS[key]) not in known)
            kept[key] = [*mine, *new]
        elif key == "count" and isinstance(mine, dict):
            continue
        elif isinstance(mine, dict) and isinstance(value, dict) and key == "victims":
            _fill(mine, value)
        elif mine is None or (mine in ([], "unknown") and value):
            kept[key] = value
