"""Airwars-like incident rows: one for each event in which somebody is said to be killed or hurt.

The grade ``civilian_harm_status_name`` stays empty: only people give it. A person whose status is
contested stands under ``undetermined``; Airwars' own rules on that are an assessment.
"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.schema import summary as sm
from summarizer.write.notes import notes_of
from summarizer.write.policies import Policies, claims_of, toll
from summarizer.write.rows import (
    SEPARATOR,
    Exported,
    Ledger,
    Lookup,
    Row,
    certain_day,
    record_uri,
    report_events,
)

GROUPS = tuple(
    "civilian_non_combatants children women men human_rights_defenders journalists"
    " healthcare_personnel undetermined persons_hors_de_combat belligerents member_of_armed_forces"
    " persons_directly_participating_in_hostilities".split()
)
BELLIGERENTS = 3  # Airwars numbers them in columns; a stream needs a fixed header
_BELLIGERENT = tuple(
    "belligerent_name type assessment_name deaths_conceded_min deaths_conceded_max"
    " injuries_conceded_min injuries_conceded_max civcas_statements strike_reports".split()
)
COLUMNS = (
    *"code date_type date date_end local_time_type local_time local_time_start local_time_end"
    " local_time_of_day local_first_reported_date_time local_first_reported_by"
    " local_first_reported_url country_name location_name location_name_arabic"
    " location_name_hebrew location_name_ukrainian region strike_status_name strike_type_name"
    " infrastructure_name targeted_belligerent_name observation_name impact_name total_strikes"
    " civilian_harm_reported civilian_harm_status_name cause_of_death_injury_name geolocated"
    " latitude longitude geolocation_status_name geolocation_accuracy_name geolocation_notes"
    " num_media num_victims num_victims_named".split(),
    *(f"{group}_{harm}_{end}" for group in GROUPS for harm in ("killed", "injured")
      for end in ("min", "max")),
    *(f"belligerent_{number}_{part}" for number in range(1, BELLIGERENTS + 1)
      for part in _BELLIGERENT),
    "notes",
)  # fmt: skip
# A claim of the record against Airwars' strike status, as its own code pairs them.
_STRIKE_STATUS = {
    "admitted": "Declared strike",
    "corroborated": "Likely strike",
    "disputed": "Contested strike",
    "attributed": "Single source claim",
}
_ACCURACY = {
    "town": "Town",
    "city": "City",
    "adm3": "Subdistrict",
    "adm2": "District",
    "adm1": "Province/governorate",
}
_DEMOGRAPHICS = {
    "children": "children",
    "women": "women",
    "men": "men",
    "medics": "healthcare_personnel",
    "journalists": "journalists",
}
_KNOWN = frozenset({"author_states", "claimed_by_actor", "admitted"})
_SUSPECTED = frozenset({"accused", "suspected"})


def airwars_rows(item: Exported, policies: Policies, ledger: Ledger) -> Iterator[Row]:
    """Yield one row for each reported event with a claim about killed or injured people."""
    look = Lookup(item.summary)
    for event in report_events(item.summary, ledger, policies.time_frames):
        claims = claims_of(look, event.id, "killed", "injured")
        if not claims:
            ledger.lose("events without a claim about killed or injured people")
            continue
        yield _row(look, event, claims, policies, ledger)


def _row(
    look: Lookup, event: sm.Event, claims: list[sm.Casualty], policies: Policies, ledger: Ledger
) -> Row:
    info = look.summary.article
    scene = look.scene(event)
    weapons = [look.weapons[name] for name in event.weapon_ids if name in look.weapons]
    media = [row for row in look.summary.media if event.id in row.depicts]
    names = sum(len(row.victims.names) for row in claims)
    harm, notes = _harm_by_group(look, claims, policies)
    return {
        "code": record_uri(look.summary, event.id),
        "date_type": _date_type(event),
        "date": str(event.date.start) if event.date.start else None,
        "date_end": str(event.date.end) if event.date.end and not certain_day(event) else None,
        "local_first_reported_by": info.publisher.text if info.publisher else None,
        "local_first_reported_url": info.url,
        "country_name": scene.country if scene else None,
        "location_name": scene.name if scene else None,
        "region": look.within(scene, "adm1"),
        "strike_status_name": _STRIKE_STATUS.get(event.claim_status),
        "strike_type_name": event.sub_event_type,
        "infrastructure_name": event.infrastructure,
        "targeted_belligerent_name": SEPARATOR.join(_targeted(look, event)) or None,
        "total_strikes": event.count,
        "civilian_harm_reported": _civilian_harm(claims),
        "cause_of_death_injury_name": SEPARATOR.join(
            dict.fromkeys(row.category for row in weapons if row.action == "used")
        )
        or None,
        "geolocation_accuracy_name": _ACCURACY.get(scene.granularity) if scene else None,
        "geolocation_notes": scene.distance_text if scene else None,
        "num_media": len(media) or None,
        "num_victims_named": names or None,
        **harm,
        **_belligerents(look, event, claims, policies, ledger),
        "notes": notes_of(look, event, notes),
    }


def _date_type(event: sm.Event) -> str | None:
    if certain_day(event):
        return "single"
    return "range" if event.date.start and event.date.end else None


def _targeted(look: Lookup, event: sm.Event) -> list[str]:
    """Return the armed targets; civilians are not a belligerent."""
    unarmed = ("civilians", "civilian_group", "protesters", "person", "media")
    targets = look.actors_in_role(event, "target", "opponent")
    return [actor.name for actor in targets if actor.kind not in unarmed]


def _civilian_harm(claims: list[sm.Casualty]) -> str | None:
    """Return yes or no as the article has it; None where it does not call the victims civilians."""
    civilian = [row for row in claims if row.victims.civilian_status == "civilian"]
    if any(row.count.qualifier not in ("none", "none_reported") for row in civilian):
        return "yes"
    return "no" if any(row.count.qualifier == "none" for row in civilian) else None


def _groups_of(row: sm.Casualty, look: Lookup) -> Iterator[str]:
    status = row.victims.civilian_status
    if status == "civilian":
        yield "civilian_non_combatants"
    elif status == "combatant":
        yield "belligerents"
        kinds = [look.actors[name].kind for name in row.victims.actor_ids if name in look.actors]
        if kinds and all(kind in ("state_forces", "external_state_forces") for kind in kinds):
            yield "member_of_armed_forces"
    else:
        yield "undetermined"
    if len(row.victims.demographics) == 1:  # "women and children" counts neither alone
        group = _DEMOGRAPHICS.get(row.victims.demographics[0])
        if group:
            yield group


def _harm_by_group(
    look: Lookup, claims: list[sm.Casualty], policies: Policies
) -> tuple[Row, list[str]]:
    """Return the smallest and largest claim for each group and harm, with the policies' notes."""
    cells: Row = {}
    notes: dict[str, None] = {}
    grouped: dict[tuple[str, str], list[sm.Casualty]] = {}
    for row in claims:
        for group in _groups_of(row, look):
            grouped.setdefault((group, row.harm), []).append(row)
    for (group, harm), rows in grouped.items():
        total = toll(rows, look, policies)
        cells[f"{group}_{harm}_min"] = total.low
        cells[f"{group}_{harm}_max"] = total.high
        notes |= dict.fromkeys(total.notes)
    return cells, list(notes)


def _belligerents(
    look: Lookup,
    event: sm.Event,
    claims: list[sm.Casualty],
    policies: Policies,
    ledger: Ledger,
) -> Row:
    found: dict[str, str] = {}
    for row in event.responsibility:
        if row.basis in _KNOWN:
            found[row.actor_id] = "Known"
        elif row.basis in _SUSPECTED:
            found.setdefault(row.actor_id, "Suspected")
    for part in event.actors:
        if part.role == "initiator":
            firm = event.claim_status in ("author_stated", "admitted", "corroborated")
            found.setdefault(part.actor_id, "Known" if firm else "Suspected")
    ledger.lose("belligerents of an event beyond the third", max(0, len(found) - BELLIGERENTS))
    cells: Row = {}
    for number, (actor_id, kind) in enumerate(list(found.items())[:BELLIGERENTS], start=1):
        said = [
            row.id
            for row in look.attributions.values()
            if row.source is not None and row.source.actor_id == actor_id and event.id in row.refs
        ]
        conceded = [row for row in claims if row.claim_status == "admitted"
                    and any(look.speaker(name) == actor_id for name in row.claimed_by)]  # fmt: skip
        deaths = toll([row for row in conceded if row.harm == "killed"], look, policies)
        hurt = toll([row for row in conceded if row.harm == "injured"], look, policies)
        values = (look.actor_name(actor_id), kind, None, deaths.low, deaths.high, hurt.low,
                  hurt.high, None, len(said) or None)  # fmt: skip
        names = (f"belligerent_{number}_{part}" for part in _BELLIGERENT)
        cells |= dict(zip(names, values, strict=True))
    return cells
