"""Codebook codes computed from a record: UCDP and ACLED precision, violence type, factuality."""

from __future__ import annotations

from collections.abc import Mapping

from summarizer.schema.evidence import DateValue
from summarizer.schema.extraction import ExtractedAttribution, ExtractedEvent
from summarizer.schema.summary import Casualty, EventCodes
from summarizer.schema.terms import Factuality

_STATE = frozenset({"state", "state_forces", "external_state_forces", "police", "coalition"})
_ARMED = frozenset(
    {"paramilitary", "armed_group", "armed_group_unnamed", "militia", "communal_group"}
    | {"private_military"}
)
_CIVILIAN = frozenset({"civilians", "civilian_group", "protesters"})

_DOUBT = frozenset({"suspects", "questions"})
_UNCOMMITTED = frozenset({"declines_comment", "could_not_verify"})
_AHEAD = frozenset({"promises", "threatens", "warns", "calls_for"})


def event_codes(
    row: ExtractedEvent, when: DateValue, kinds: Mapping[str, str], deaths: list[Casualty]
) -> EventCodes:
    """Return the codes of an event; *kinds* maps its roles to kinds of actor."""
    return EventCodes(
        ucdp_type_of_violence=_type_of_violence(kinds),
        ucdp_date_prec=ucdp_date_prec(when),
        ucdp_eligible=_eligible(row, deaths),
        acled_time_precision=acled_time_precision(when),
    )


def ucdp_date_prec(when: DateValue) -> int | None:
    """1 a day, 2 two to six days, 3 a week, 4 a month, 5 a year; None for what has an open end."""
    days = _days(when)
    if days is None:
        return None
    return next((code for most, code in ((1, 1), (6, 2), (7, 3), (31, 4)) if days <= most), 5)


def acled_time_precision(when: DateValue) -> int | None:
    """1 a day, 2 within a week, 3 within a month; None for anything longer or open."""
    days = _days(when)
    if days is None:
        return None
    return next((code for most, code in ((1, 1), (7, 2), (31, 3)) if days <= most), None)


def _days(when: DateValue) -> int | None:
    if when.start is None or when.end is None:
        return None
    return (when.end - when.start).days + 1


def _type_of_violence(kinds: Mapping[str, str]) -> int | None:
    """1 state-based, 2 between groups, 3 against civilians; None when one side is not known."""
    initiator = kinds.get("initiator")
    other = kinds.get("opponent") or kinds.get("target")
    if initiator is None or other is None or initiator not in _STATE | _ARMED:
        return None
    if other in _CIVILIAN:
        return 3
    if other not in _STATE | _ARMED:
        return None
    return 1 if initiator in _STATE or other in _STATE else 2


def _eligible(row: ExtractedEvent, deaths: list[Casualty]) -> bool | None:
    """UCDP codes events with at least one death. None: the article gives no number to judge by."""
    if row.status != "actual":
        return False
    numbers = [n for c in deaths for n in (c.count.min, c.count.best) if n is not None]
    return any(n >= 1 for n in numbers) if numbers else None


def factuality(row: ExtractedAttribution) -> Factuality:
    """Place a statement on FactBank's scale, from the point of view of its source."""
    if row.stance in _UNCOMMITTED or row.stance in _AHEAD:
        return "Uu"
    if row.stance == "denies":
        return "CT-"
    if row.stance in _DOUBT:
        return "PS+" if row.stance == "suspects" else "Uu"
    return "PR+" if row.source is None else "CT+"
