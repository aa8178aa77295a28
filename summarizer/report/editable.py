"""Which fields a reviewer may correct, with their types and allowed values from the schema."""

from __future__ import annotations

from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from summarizer.schema import summary as sm
from summarizer.schema.evidence import Record

RECORDS: dict[str, type[Record]] = {
    "actors": sm.Actor,
    "locations": sm.Location,
    "events": sm.Event,
    "attributions": sm.Attribution,
    "casualties": sm.Casualty,
    "weapons": sm.Weapon,
    "media": sm.Media,
    "discrepancies": sm.Discrepancy,
    "unknowns": sm.Unknown,
}
# What a person reads off the text. Offsets, codes and ids follow from it and are not edited.
EDITABLE: dict[str, tuple[str, ...]] = {
    "actors": ("name", "kind", "country", "alignment_in_text"),
    "locations": ("name", "granularity", "relation", "country"),
    "events": (
        "title",
        "event_type",
        "sub_event_type",
        "status",
        "time_frame",
        "claim_status",
        "date.start",
        "date.end",
        "date.precision",
        "outcome",
    ),
    "attributions": ("source_type", "stance", "directness", "author_stance", "channel"),
    "casualties": (
        "harm",
        "count.min",
        "count.max",
        "count.best",
        "count.qualifier",
        "claim_status",
        "scope",
        "victims.text",
        "victims.civilian_status",
        "event_id",
        "subset_of",
    ),
    "weapons": ("model", "category", "launch_method", "action", "claim_status", "target_area"),
    "media": ("kind", "verification", "posted_by"),
    "discrepancies": ("kind", "about"),
    "unknowns": ("about",),
}


def editable_fields() -> dict[str, list[dict[str, Any]]]:
    """Return, by kind of record, ``{path, type, nullable, options?}`` for each editable field.

    >>> editable_fields()["unknowns"]
    [{'path': 'about', 'type': 'text', 'nullable': False}]
    """
    return {kind: [_field(kind, path) for path in paths] for kind, paths in EDITABLE.items()}


def _field(kind: str, path: str) -> dict[str, Any]:
    annotation: Any = RECORDS[kind]
    for name in path.split("."):
        annotation = annotation.model_fields[name].annotation
    nullable = False
    if get_origin(annotation) in (Union, UnionType):
        choices = [arg for arg in get_args(annotation) if arg is not NoneType]
        nullable = len(choices) < len(get_args(annotation))
        annotation = choices[0]
    made: dict[str, Any] = {"path": path, "type": "text", "nullable": nullable}
    if annotation is int:
        made["type"] = "int"
    elif annotation is date:
        made["type"] = "date"
    elif get_origin(annotation) is Literal:
        made["type"] = "choice"
        made["options"] = list(get_args(annotation))
    return made
