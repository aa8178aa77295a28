"""Give an extraction's records ids in the order of the text: ac1, lo1, ev1, at1, ca1, we1, ...

Extractors choose their own local ids; the published ones depend on the article alone, so that two
runs over the same answer give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
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
_ID_FIELDS = frozenset(
    "id refs attribution_ids actor_id actor_ids location_id by denied_by claimed_by blamed event_id"
    " event_ids user_actor_ids subset_of part_of increment_of depicts between resolved_to"
    " affiliation members asserted_by".split()
)
OffsetOf = Callable[[Quote], int | None]


def renumber(extraction: Extraction, offset_of: OffsetOf) -> tuple[Extraction, list[str]]:
    """Return *extraction* with ordered ids, and the ids that were used more than once.

    Records whose quote is not in the article come last, in the order they were given. References
    to an id nobody has stay as they are, for the checks to report.
    """
    data = extraction.model_dump()
    mapping: dict[str, str] = {}
    duplicates: list[str] = []
    for kind, prefix in PREFIXES.items():
        records = getattr(extraction, kind)
        order = sorted(range(len(records)), key=lambda i, r=records: (_rank(r[i], offset_of), i))
        data[kind] = [data[kind][i] for i in order]
        for number, row in enumerate(data[kind], start=1):
            if row["id"] in mapping:
                duplicates.append(row["id"])
            mapping.setdefault(row["id"], f"{prefix}{number}")
            row["id"] = f"{prefix}{number}"
    for kind in (*PREFIXES, "abstract"):
        for row in data[kind]:
            own = row.pop("id", None)
            remap(row, mapping)
            if own is not None:
                row["id"] = own
    return Extraction.model_validate(data), duplicates


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


def remap(node: Any, mapping: dict[str, str]) -> None:
    """Rewrite, in place, every reference inside a dumped record that *mapping* knows."""
    if isinstance(node, list):
        for item in node:
            remap(item, mapping)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in _ID_FIELDS and isinstance(value, str):
                node[key] = mapping.get(value, value)
            elif key in _ID_FIELDS and isinstance(value, list) and _all_str(value):
                node[key] = [mapping.get(item, item) for item in value]
            else:
                remap(value, mapping)


def _all_str(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)
