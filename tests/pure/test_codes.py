from datetime import date

import pytest

from summarizer.codes import acled_time_precision, event_codes, factuality, ucdp_date_prec
from summarizer.dates import UNKNOWN_DATE, on_or_before, resolve_date
from summarizer.schema.extraction import ExtractedAttribution, ExtractedEvent
from summarizer.schema.summary import EventCodes

P = date(2016, 6, 26)


@pytest.mark.parametrize(
    ("text", "ucdp", "acled"),
    [
        ("on Saturday", 1, 1),
        ("overnight", 2, 2),
        ("last week", 3, 2),
        ("late June", 4, 3),
        ("this month", 4, 3),
        ("last autumn", 5, None),
        ("in 2015", 5, None),
        ("since April", None, None),
        ("for months", None, None),
        ("some day", None, None),
    ],
)
def test_date_precision_follows_the_length_of_the_interval(text, ucdp, acled):
    """UCDP's 1 to 5, ACLED's 1 to 3, none for an open end."""
    when = resolve_date(text, P)
    assert (ucdp_date_prec(when), acled_time_precision(when)) == (ucdp, acled)


def test_a_bound_is_no_precise_date():
    """D06: the day of the statement gives no code."""
    when = on_or_before(P, anchor="attribution:at1")
    assert (ucdp_date_prec(when), acled_time_precision(when)) == (None, None)


def event(**fields):
    row = {
        "id": "ev1",
        "title": "x",
        "event_type": None,
        "status": "actual",
        "time_frame": "current",
        "claim_status": "author_stated",
        "evidence": [],
    }
    return ExtractedEvent(**(row | fields))


@pytest.mark.parametrize(
    ("kinds", "code"),
    [
        ({"initiator": "state_forces", "opponent": "armed_group"}, 1),
        ({"initiator": "armed_group", "target": "police"}, 1),
        ({"initiator": "militia", "opponent": "armed_group"}, 2),
        ({"initiator": "armed_group", "target": "civilians"}, 3),
        ({"initiator": "unidentified", "target": "civilians"}, None),
        ({"initiator": "state_forces"}, None),
        ({"initiator": "state_forces", "target": "media"}, None),
        ({}, None),
    ],
)
def test_the_type_of_violence_needs_both_sides(kinds, code):
    """E06: an unknown attacker gives no code."""
    assert event_codes(event(), UNKNOWN_DATE, kinds, []).ucdp_type_of_violence == code


def test_an_event_that_did_not_happen_is_not_eligible():
    """A plan is no event for UCDP; without a number nobody can tell."""
    none = dict.fromkeys(("ucdp_type_of_violence", "ucdp_date_prec", "acled_time_precision"))
    planned = event_codes(event(status="planned"), UNKNOWN_DATE, {}, [])
    assert planned == EventCodes(ucdp_eligible=False, **none)
    assert event_codes(event(), UNKNOWN_DATE, {}, []) == EventCodes(ucdp_eligible=None, **none)


@pytest.mark.parametrize(
    ("stance", "source", "expected"),
    [
        ("asserts", "the mayor", "CT+"),
        ("asserts", None, "PR+"),
        ("denies", "the army", "CT-"),
        ("suspects", "the mayor", "PS+"),
        ("questions", "the mayor", "Uu"),
        ("could_not_verify", "the paper", "Uu"),
        ("threatens", "the group", "Uu"),
    ],
)
def test_factuality_is_the_sources_own_commitment(stance, source, expected):
    """FactBank's scale."""
    row = ExtractedAttribution(
        id="at1",
        source={"text": source} if source else None,
        source_type="unspecified",
        cue={"text": "said"},
        content=None,
        stance=stance,
        directness="indirect",
    )
    assert factuality(row) == expected
