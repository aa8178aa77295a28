"""ACLED-like rows: 31 columns in ACLED's order, one row for each event that happened.

``event_date`` is filled only where the article gives a certain day; ACLED's practice to enter the
middle of a month is not followed. ``fatalities`` follows the policies, and is empty rather than 0
where the article gives no number.
"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.schema import summary as sm
from summarizer.schema.terms import EventType, Harm
from summarizer.write.notes import notes_of
from summarizer.write.policies import Policies, claims_of, toll
from summarizer.write.rows import (
    SEPARATOR,
    Exported,
    Ledger,
    Lookup,
    Row,
    certain_day,
    certain_year,
    record_uri,
    report_events,
)

COLUMNS = tuple(
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1"
    " assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region"
    " country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale"
    " notes fatalities tags timestamp".split()
)
_DISORDER: dict[EventType, str] = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
_OTHER_HARM: tuple[Harm, ...] = (
    "injured",
    "killed_or_injured",
    "missing",
    "captured",
    "detained",
    "abducted",
)


def acled_rows(item: Exported, policies: Policies, ledger: Ledger) -> Iterator[Row]:
    """Yield one row for each reported event; what has no column is counted in *ledger*."""
    look = Lookup(item.summary)
    for event in report_events(item.summary, ledger, policies.time_frames):
        if event.event_type is None:
            ledger.lose("events that no ACLED type fits")
            continue
        yield _row(look, event, policies, ledger)


def _row(look: Lookup, event: sm.Event, policies: Policies, ledger: Ledger) -> Row:
    assert event.event_type is not None
    dead = toll(claims_of(look, event.id, "killed"), look, policies)
    _count_losses(look, event, ledger)
    scene = look.scene(event)
    codable = scene is not None and scene.granularity != "country"
    first, second = _sides(look, event)
    names = (
        SEPARATOR.join(actor.name for actor in first[1:]),
        SEPARATOR.join(actor.name for actor in second[1:]),
    )
    inter1 = first[0].acled_actor_type if first else None
    inter2 = second[0].acled_actor_type if second else None
    return {
        "event_id_cnty": record_uri(look.summary, event.id),
        "event_date": certain_day(event),
        "year": certain_year(event),
        "time_precision": event.codes.acled_time_precision,
        "disorder_type": _DISORDER[event.event_type],
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "actor1": first[0].name if first else None,
        "assoc_actor_1": names[0] or None,
        "inter1": inter1,
        "actor2": second[0].name if second else None,
        "assoc_actor_2": names[1] or None,
        "inter2": inter2,
        "interaction": f"{inter1}-{inter2}" if inter1 and inter2 else None,
        "civilian_targeting": "Civilian targeting" if event.civilian_targeting else None,
        "country": scene.country if scene else None,
        "admin1": look.within(scene, "adm1"),
        "admin2": look.within(scene, "adm2"),
        "admin3": look.within(scene, "adm3"),
        "location": scene.name if scene is not None and codable else None,
        "geo_precision": scene.geo_precision if scene else None,
        "source": SEPARATOR.join(_sources(look, event)) or None,
        "notes": notes_of(look, event, dead.all_notes),
        "fatalities": dead.best,
        "tags": f"claim_status={event.claim_status}; time_frame={event.time_frame}",
    }


def _sides(look: Lookup, event: sm.Event) -> tuple[list[sm.Actor], list[sm.Actor]]:
    """Return both sides, the main actor first. The order carries no direction, as in ACLED.

    A side the article does not name stays empty: a suspect is no initiator (E06).
    """
    first = look.actors_in_role(event, "initiator")
    second = look.actors_in_role(event, "target", "opponent")
    if not first and not second:
        first = look.actors_in_role(event, "participant")
    return first + look.actors_in_role(event, "ally"), second


def _sources(look: Lookup, event: sm.Event) -> list[str]:
    publisher = look.summary.article.publisher
    outlet = [publisher.text] if publisher is not None else []
    return list(dict.fromkeys(outlet + look.sources(event)))


def _count_losses(look: Lookup, event: sm.Event, ledger: Ledger) -> None:
    others = claims_of(look, event.id, *_OTHER_HARM)
    ledger.lose("claims about injured, missing, captured or detained people", len(others))
    ledger.lose("weapon records", len(event.weapon_ids))
    denials = sum(bool(row.denied_by) for row in event.responsibility)
    ledger.lose("denials, kept in the notes only", denials)
    ledger.lose("places of an event beyond the first", max(0, len(look.scenes(event)) - 1))
    if event.date.precision not in ("day", "unknown"):
        ledger.lose("date intervals, kept in the notes only")
    if event.civilian_targeting is False:
        ledger.lose("statements that civilians were not the target")
