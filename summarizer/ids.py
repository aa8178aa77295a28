"""Give an extraction's records ids in the order of the text: ac1, lo1, ev1, at1, ca1, we1, ...

Extractors choose their own local ids; the published ones depend on the article alone, so that two
runs over the same answer give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from summarizer.schema.extraction import Extraction, Quote

PREFIXES = {
    "actors": "ac",
    "locations": "lo",
    "events": "ev",
    "attributions": "at",
    "casualties": "ca",
    "weapons": "we",
    "media": "me",
    "discrepancies": "dx",
    "unknowns": "un",
}
# Where a field points to; "own" is the kind of the record it stands in, None any kind.
_POINTS_TO: dict[str, str | None] = {
    **dict.fromkeys(
        ["actor_id", "actor_ids", "user_actor_ids", "affiliation", "members"], "actors"
    ),
    **dict.fromkeys(["blamed"], "actors"),
    **dict.fromkeys(["location_id"], "locations"),
    **dict.fromkeys(["event_id", "event_ids", "depicts"], "events"),
    **dict.fromkeys(["attribution_ids", "by", "claimed_by", "denied_by"], "attributions"),
    **dict.fromkeys(["asserted_by", "label_by"], "attributions"),
    **dict.fromkeys(["part_of", "subset_of", "increment_of", "id"], "own"),
    **dict.fromkeys(["refs", "between", "resolved_to"], None),
}
_NEW_ID = re.compile(rf"(?:{'|'.join(PREFIXES.values())})\d+")
OffsetOf = Callable[[Quote], int | None]


def renumber(extraction: Extraction, offset_of: OffsetOf) -> tuple[Extraction, list[str]]:
    """Return *extraction* with ordered ids, and the ids that were used more than once.

    Records whose quote is not in the article come last, in the order they were given. A reference
    to an id nobody has stays as it is, for the checks to report; where it would read like one of
    the new ids it gets a question mark in front. Two kinds may use the same ids: a field that
    names actors finds the actor.
    """
    data = extraction.model_dump()
    mapping = _Mapping()
    for kind, prefix in PREFIXES.items():
        data[kind] = [data[kind][i] for i in _order(extraction, kind, offset_of)]
        for number, row in enumerate(data[kind], start=1):
            mapping.add(kind, row["id"], f"{prefix}{number}")
            row["id"] = f"{prefix}{number}"
    for kind in (*PREFIXES, "abstract"):
        for row in data[kind]:
            own = row.pop("id", None)
            mapping.rewrite(row, kind)
            if own is not None:
                row["id"] = own
    return Extraction.model_validate(data), mapping.repeated


def published_ids(extraction: Extraction, offset_of: OffsetOf) -> dict[str, str]:
    """Return, by local id, the id that ``renumber`` gives; each local id must be used once."""
    return {
        getattr(extraction, kind)[i].id: f"{prefix}{number}"
        for kind, prefix in PREFIXES.items()
        for number, i in enumerate(_order(extraction, kind, offset_of), start=1)
    }


def _order(extraction: Extraction, kind: str, offset_of: OffsetOf) -> list[int]:
    ranks = [_rank(record, offset_of) for record in getattr(extraction, kind)]
    return sorted(range(len(ranks)), key=ranks.__getitem__)


class _Mapping:
    """Local ids and the published ones they became, by kind of record."""

    def __init__(self) -> None:
        self._by_kind: dict[str, dict[str, str]] = {}
        self._any: dict[str, str] = {}
        self.repeated: list[str] = []

    def add(self, kind: str, local: str, new: str) -> None:
        if local in self._any:
            self.repeated.append(local)
        self._by_kind.setdefault(kind, {}).setdefault(local, new)
        self._any.setdefault(local, new)

    def rewrite(self, node: Any, kind: str) -> None:
        """Rewrite in place every reference inside a record of *kind*."""
        if isinstance(node, list):
            for item in node:
                self.rewrite(item, kind)
        elif isinstance(node, dict):
            for key, value in node.items():
                if key not in _POINTS_TO:
                    self.rewrite(value, kind)
                elif isinstance(value, str):
                    node[key] = self._new(key, value, kind)
                elif isinstance(value, list):
                    node[key] = [self._new(key, item, kind) for item in value]

    def _new(self, field: str, local: str, kind: str) -> str:
        wanted = _POINTS_TO[field]
        own = self._by_kind.get(kind if wanted == "own" else wanted or "", {})
        new = own.get(local) or self._any.get(local)
        if new is None:
            return f"?{local}" if _NEW_ID.fullmatch(local) else local
        return new


def _rank(record: Any, offset_of: OffsetOf) -> int:
    quotes = [
        quote
        for name in ("evidence", "content", "cue", "caption", "name_in_text")
        for quote in _as_list(getattr(record, name, None))
    ]
    for quote in quotes:
        offset = offset_of(quote)
        if offset is not None:
            return offset
    return 1 << 60


def _as_list(value: Any) -> list[Quote]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def remap(node: Any, mapping: Mapping[str, str]) -> None:
    """Rewrite, in place, every reference inside a dumped record that *mapping* knows."""
    if isinstance(node, list):
        for item in node:
            remap(item, mapping)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in _POINTS_TO and isinstance(value, str):
                node[key] = mapping.get(value, value)
            elif key in _POINTS_TO and isinstance(value, list) and _all_str(value):
                node[key] = [mapping.get(item, item) for item in value]
            else:
                remap(value, mapping)


def _all_str(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)
