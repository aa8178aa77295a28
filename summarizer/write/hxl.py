"""HXL: a CSV with the tag row that humanitarian desks import, as OCHA tags UCDP's data."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.write.notes import notes_of
from summarizer.write.policies import Policies, claims_of, toll
from summarizer.write.rows import SEPARATOR, Exported, Ledger, Lookup, Row, report_events

TAGS = {
    "date_start": "#date+start",
    "date_end": "#date+end",
    "side_a": "#group+name+first",
    "side_b": "#group+name+second",
    "source": "#meta+source",
    "description": "#description",
    "location": "#loc+name",
    "adm_1": "#adm1+name",
    "adm_2": "#adm2+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "country": "#country+name",
    "country_code": "#country+code",
    "region": "#region+name",
    "killed": "#affected+killed",
    "injured": "#affected+injured",
    "event_type": "#event+type",
}


def hxl_rows(item: Exported, policies: Policies, ledger: Ledger) -> Iterator[Row]:
    """Yield one row for each reported event; the policies' notes stand in the description."""
    look = Lookup(item.summary)
    for event in report_events(item.summary, ledger, policies.time_frames):
        ledger.lose("weapon records", len(event.weapon_ids))
        ledger.lose("places of an event beyond the first", max(0, len(look.scenes(event)) - 1))
        dead = toll(claims_of(look, event.id, "killed"), look, policies)
        hurt = toll(claims_of(look, event.id, "injured"), look, policies)
        scene = look.scene(event)
        first = look.names_in_role(event, "initiator")
        second = look.names_in_role(event, "target", "opponent")
        yield {
            "date_start": str(event.date.start) if event.date.start else None,
            "date_end": str(event.date.end) if event.date.end else None,
            "side_a": SEPARATOR.join(first) or None,
            "side_b": SEPARATOR.join(second) or None,
            "source": SEPARATOR.join(look.sources(event)) or None,
            "description": notes_of(look, event, dict.fromkeys((*dead.all_notes, *hurt.all_notes))),
            "location": scene.name if scene else None,
            "adm_1": look.within(scene, "adm1"),
            "adm_2": look.within(scene, "adm2"),
            "country": scene.country if scene else None,
            "killed": dead.best,
            "injured": hurt.best,
            "event_type": event.event_type,
        }
