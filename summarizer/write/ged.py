"""UCDP GED-like rows: 49 columns, one row for each event with at least one reported death.

Ids of UCDP's actors, dyads, conflicts and cells stay empty: they come from UCDP's own tables.
``relid`` carries our id. ``low`` is the smallest bound any source claims, ``high`` the largest,
``best`` the number that the policy picks.
"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.schema import summary as sm
from summarizer.write.policies import Policies, Toll, claims_of, toll, without_parts
from summarizer.write.rows import (
    SEPARATOR,
    Exported,
    Ledger,
    Lookup,
    Row,
    certain_year,
    innermost_source,
    record_uri,
    report_events,
)

COLUMNS = tuple(
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id"
    " conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a"
    " side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office"
    " source_date source_headline source_original where_prec where_coordinates where_description"
    " adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity"
    " date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low"
    " gwnoa gwnob".split()
)


def ged_rows(item: Exported, policies: Policies, ledger: Ledger) -> Iterator[Row]:
    """Yield one row for each reported event in which somebody is said to have died."""
    look = Lookup(item.summary)
    for event in report_events(item.summary, ledger, policies.time_frames):
        dead = toll(claims_of(look, event.id, "killed"), look, policies)
        if not dead.reported:
            ledger.lose("events without a reported death, which GED does not hold")
            continue
        yield _row(look, event, dead, policies, ledger)


def _row(look: Lookup, event: sm.Event, dead: Toll, policies: Policies, ledger: Ledger) -> Row:
    ledger.lose("weapon records", len(event.weapon_ids))
    ledger.lose("claims about injured people", len(claims_of(look, event.id, "injured")))
    ledger.lose("places of an event beyond the first", max(0, len(look.scenes(event)) - 1))
    info = look.summary.article
    sides = _side_names(look, event)
    sources = look.sources(event)
    scene = look.scene(event)
    date = event.date
    return {
        "relid": record_uri(look.summary, event.id),
        "year": certain_year(event),
        "type_of_violence": event.codes.ucdp_type_of_violence,
        "dyad_name": " - ".join(name for name in sides if name) if all(sides) else None,
        "side_a": sides[0],
        "side_b": sides[1],
        "number_of_sources": len(sources) or None,
        "source_article": _source_article(look, dead),
        "source_office": info.publisher.text if info.publisher else None,
        "source_date": _day(info.published.start if info.published else None),
        "source_headline": info.title.text if info.title else None,
        "source_original": SEPARATOR.join(_originals(look, event)) or None,
        "where_prec": scene.where_prec if scene else None,
        "where_coordinates": scene.name if scene else None,
        "where_description": _described(scene),
        "adm_1": look.within(scene, "adm1"),
        "adm_2": look.within(scene, "adm2"),
        "country": scene.country if scene else None,
        "event_clarity": _clarity(event, scene, dead, sides),
        "date_prec": event.codes.ucdp_date_prec,
        "date_start": _day(date.start),
        "date_end": _day(date.end),
        **_deaths_by_side(look, event, policies),
        "best": dead.best,
        "high": dead.high,
        "low": dead.low,
    }


def _day(value: object) -> str | None:
    return str(value) if value is not None else None


def _side_names(look: Lookup, event: sm.Event) -> tuple[str | None, str | None]:
    first = look.names_in_role(event, "initiator")
    if event.codes.ucdp_type_of_violence == 3:
        return (SEPARATOR.join(first) or None, "Civilians")
    second = look.names_in_role(event, "opponent") or look.names_in_role(event, "target")
    return SEPARATOR.join(first) or None, SEPARATOR.join(second) or None


def _source_article(look: Lookup, dead: Toll) -> str:
    """Return outlet, date, title and address; GED has no notes, so the decisions follow here."""
    info = look.summary.article
    parts = [
        info.publisher.text if info.publisher else None,
        _day(info.published.start if info.published else None),
        f'"{info.title.text}"' if info.title else None,
        info.url,
    ]
    named = ", ".join(part for part in parts if part) or f"article {info.id}"
    return " ".join([named, *(f"[{line}]" for line in dead.all_notes)])


def _originals(look: Lookup, event: sm.Event) -> list[str]:
    """Return the innermost sources: who is said to know it, not who passed it on."""
    rows = [look.attributions[name] for name in event.attribution_ids if name in look.attributions]
    found = [innermost_source(row) for row in rows]
    return list(dict.fromkeys(name for name in found if name))


def _described(scene: sm.Location | None) -> str | None:
    if scene is None:
        return None
    relation = scene.distance_text or scene.relation.replace("_", " ")
    within = f", {', '.join(scene.parents_in_text)}" if scene.parents_in_text else ""
    return f"{relation} {scene.name}{within}" if scene.relation != "in" else f"{scene.name}{within}"


def _clarity(
    event: sm.Event, scene: sm.Location | None, dead: Toll, sides: tuple[str | None, str | None]
) -> int | None:
    """1: actors, place, day and number are stated for this event; 2: an aggregate; else None."""
    if event.aggregate:
        return 2
    known = all(sides) and scene is not None and event.date.precision == "day"
    return 1 if known and dead.low is not None else None


def _deaths_by_side(look: Lookup, event: sm.Event, policies: Policies) -> Row:
    """Share the claims out by who died; a group that the claims do not count stays empty."""
    rows = claims_of(look, event.id, "killed")
    side_a = {part.actor_id for part in event.actors if part.role == "initiator"}
    side_b = {part.actor_id for part in event.actors if part.role in ("opponent", "target")}
    groups: dict[str, list[sm.Casualty]] = {
        "deaths_a": [], "deaths_b": [], "deaths_civilians": [], "deaths_unknown": []
    }  # fmt: skip
    for row in rows:
        groups[_group(row, side_a, side_b)].append(row)
    whole = {row.id for row in without_parts(rows)}
    cells: Row = {name: toll(group, look, policies).best for name, group in groups.items()}
    if any(
        row.id not in whole for name in groups if name != "deaths_unknown" for row in groups[name]
    ):
        cells["deaths_unknown"] = None  # the unknown include people already counted by group
    return cells


def _group(row: sm.Casualty, side_a: set[str], side_b: set[str]) -> str:
    if row.victims.civilian_status == "civilian":
        return "deaths_civilians"
    who = set(row.victims.actor_ids)
    if row.victims.civilian_status == "contested" or not who:
        return "deaths_unknown"
    if who <= side_a:
        return "deaths_a"
    return "deaths_b" if who <= side_b else "deaths_unknown"
