"""GeoJSON (RFC 7946): a feature for each event that happened.

Every geometry is null, which the standard allows: summaries hold no coordinates, and a point that
nobody printed would be an invention. Join ``place`` with a gazetteer of your own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

from summarizer.schema import summary as sm
from summarizer.write.cells import whole
from summarizer.write.policies import Policies, claims_of, toll
from summarizer.write.rows import (
    SEPARATOR,
    Exported,
    Ledger,
    Lookup,
    first_evidence,
    record_uri,
    report_events,
)


def features(item: Exported, policies: Policies, ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Yield one feature for each reported event."""
    look = Lookup(item.summary)
    for event in report_events(item.summary, ledger, policies.time_frames):
        ledger.lose("places of an event beyond the first", max(0, len(look.scenes(event)) - 1))
        ledger.lose("weapon records", len(event.weapon_ids))
        yield {
            "type": "Feature",
            "id": record_uri(item.summary, event.id),
            "geometry": None,
            "properties": _properties(look, event, policies),
        }


def _properties(look: Lookup, event: sm.Event, policies: Policies) -> dict[str, Any]:
    dead = toll(claims_of(look, event.id, "killed"), look, policies)
    hurt = toll(claims_of(look, event.id, "injured"), look, policies)
    scene = look.scene(event)
    quoted = first_evidence(event.evidence)
    acted = dict.fromkeys((*dead.notes, *hurt.notes))
    return {
        "id": event.id,
        "article_id": look.summary.article.id,
        "title": event.title,
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "status": event.status,
        "time_frame": event.time_frame,
        "claim_status": event.claim_status,
        "date_start": str(event.date.start) if event.date.start else None,
        "date_end": str(event.date.end) if event.date.end else None,
        "date_prec": event.codes.ucdp_date_prec,
        "where_prec": scene.where_prec if scene else None,
        "place": scene.name if scene else None,
        "country": scene.country if scene else None,
        "actors": SEPARATOR.join(look.actor_name(part.actor_id) for part in event.actors) or None,
        "killed_min": dead.low,
        "killed_max": dead.high,
        "injured_min": hurt.low,
        "injured_max": hurt.high,
        "sources": SEPARATOR.join(look.sources(event)) or None,
        "quote": quoted.quote if quoted else None,
        "start": quoted.start if quoted else None,
        "end": quoted.end if quoted else None,
        "notes": SEPARATOR.join(acted) or None,
    }


def write_geojson(
    items: Iterable[Exported], stream: IO[str], policies: Policies, ledger: Ledger
) -> None:
    """Write one FeatureCollection, a feature a line, holding one article at a time."""
    stream.write('{"type": "FeatureCollection", "features": [')
    joint = "\n"
    for item in items:
        for feature in features(item, policies, ledger):
            stream.write(joint + whole(json.dumps(feature, ensure_ascii=False)))
            ledger.rows["geojson"] += 1
            joint = ",\n"
    stream.write("\n]}\n")
