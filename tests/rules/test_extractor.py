"""The rules extractor as a whole, on texts that carry several difficulties at once."""

import pytest

from summarizer import Article, summarize
from summarizer.check import evidence_of, records
from summarizer.errors import ArticleError

HOMS = (
    "Loyalists Break Into Northern Town\n\n"
    "Pro-government outlets are claiming that the army has sent new units to a front near Rastan."
    " On Saturday, the state-run Levant News claimed that the 9th Brigade had launched attacks,"
    " proclaiming “Brigade Attacks Northern Homs”. But the paper actually put the site of the"
    " fighting in western Homs, near the Waer district. All attacks were beaten off, reportedly"
    " with heavy casualties.\n\n"
    "On Friday, the group's leader Karim Dalo said it would send more fighters to the front."
)


@pytest.fixture(scope="module")
def summary():
    return summarize(HOMS, published="2016-06-26", model="rules")


def test_a_vague_claim_has_no_number(summary):
    assert [(c.harm, c.count.text, c.count.min, c.count.best) for c in summary.casualties] == [
        ("killed_or_injured", "heavy casualties", None, None)
    ]
    assert summary.casualties[0].claim_status == "unsourced"


def test_a_correction_makes_the_old_place_a_rejected_one(summary):
    roles = {
        place.name: part.role
        for event in summary.events
        for part in event.locations
        for place in summary.locations
        if place.id == part.location_id
    }
    assert roles["Northern Homs"] == "rejected"
    assert roles["western Homs"] == "event"
    assert [d.kind for d in summary.discrepancies if d.resolved_by] == ["correction"]


def test_an_announced_deployment_is_planned(summary):
    assert [
        (e.status, e.time_frame) for e in summary.events if "fighters" in e.evidence[0].quote
    ] == [("planned", "future")]


def test_a_statement_dated_saturday_bounds_the_event(summary):
    dates = [
        (e.date.precision, str(e.date.end)) for e in summary.events if e.date.anchor is not None
    ]
    assert ("on_or_before", "2016-06-25") in dates


def test_every_quote_is_the_text_at_its_offsets(summary):
    for record in records(summary):
        for evidence in evidence_of(record):
            assert evidence.match != "missing"
            assert HOMS[evidence.start : evidence.end] == evidence.quote


def test_the_summary_says_which_engine_made_it(summary):
    assert summary.provenance.extractor == "rules"
    assert summary.provenance.extractor_limits


@pytest.mark.parametrize("turn", [str.upper, str.lower])
def test_capitals_and_lower_case_read_alike(turn):
    text = "At least 12 people were killed when mortar shells hit a market in Aleppo on Sunday."
    made = summarize(turn(text), published="2016-06-28", model="rules")
    assert [(c.harm, c.count.min) for c in made.casualties] == [("killed", 12)]
    assert [w.category for w in made.weapons] == ["mortar"]
    assert [str(e.date.start) for e in made.events] == ["2016-06-26"]


def test_without_a_publication_date_weekdays_stay_open():
    made = summarize("Shelling hit the town on Saturday.", model="rules")
    assert [(e.date.start, e.date.end) for e in made.events] == [(None, None)]


def test_a_denial_disputes_what_was_told_before():
    text = (
        "The army accused the rebels of shelling the market in Aleppo, where 12 people were killed."
        " The rebels denied that their fighters had shelled the market."
    )
    made = summarize(text, published="2016-06-28", model="rules")
    assert [e.claim_status for e in made.events] == ["disputed"]
    assert "denial" in [d.kind for d in made.discrepancies]


def test_an_empty_article_is_refused():
    with pytest.raises(ArticleError, match="empty"):
        Article("  \n ")
