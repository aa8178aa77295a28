"""Codebook codes computed from a record: UCDP and ACLED precision, violence type, factuality."""

from __future__ import annotations

from collections.abc import Mapping

from summarizer.schema.evidence import DateValue
from summarizer.schema.extraction import ExtractedAttribution, ExtractedEvent
from summarizer.schema.summary import Casualty, EventCodes
from summarizer.schema.terms import Factuality

# UCDP date_prec: 1 day, 2 two to six days, 3 week, 4 month, 5 year. ACLED time_precision: 1 day,
# 2 within a week, 3 within a month.
_UCDP_DATE = {"day": 1, "day_range": 2, "week": 3, "month": 4, "season": 5, "year": 5}
_ACLED_TIME = {"day": 1, "day_range": 2, "week": 2, "month": 3}

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
        ucdp_date_prec=_UCDP_DATE.get(when.precision),
        ucdp_eligible=_eligible(row, deaths),
        acled_time_precision=_ACLED_TIME.get(when.precision),
    )


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
