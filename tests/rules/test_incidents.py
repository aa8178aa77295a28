"""What happened, is planned, was tried or is denied; when and where; and what is one happening."""

from datetime import date

import pytest

from summarizer.extract.rules.casualties import find_casualties
from summarizer.extract.rules.claims import Claims
from summarizer.extract.rules.incidents import IncidentReader
from summarizer.extract.rules.reading import Reading

PUBLISHED = date(2016, 6, 26)  # a Sunday


def incidents(text):
    reading = Reading(text)
    reader = IncidentReader(reading, Claims(reading.said), PUBLISHED)
    return reader.incidents(find_casualties(reading))


@pytest.mark.parametrize(
    ("text", "status", "frame"),
    [
        ("Rebels attacked the base on Friday.", "actual", "current"),
        ("The army will attack the town next week.", "planned", "future"),
        ("The group threatened an attack on the capital.", "threatened", "future"),
        ("An attack on the capital could follow.", "hypothetical", "current"),
        ("There was no shelling on Saturday.", "negated", "current"),
        ("Police foiled a bomb attack in the city.", "attempted", "current"),
        ("Rebels tried to encircle the base.", "actual", "current"),
        ("Rebels captured the town in March 2015.", "actual", "background"),
        ("Shelling hit the town last week.", "actual", "recap"),
    ],
)
def test_status_and_time_frame_are_two_questions(text, status, frame):
    """E01, E02: what happened is one enum, when it matters is another."""
    found = incidents(text)
    assert [(i.status, i.time_frame(PUBLISHED)) for i in found] == [(status, frame)]


@pytest.mark.parametrize(
    "text",
    [
        "He called for an end to the attacks.",
        "They drove there to attack the base.",
        "A ban on air strikes was discussed.",
    ],
)
def test_talk_of_violence_is_no_event(text):
    """Purposes, appeals and bans tell of nothing that happened."""
    assert incidents(text) == []


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Troops attacked the hill. The attack was repelled.", "repelled"),
        ("An attempt by troops to advance in the old town was defeated.", "repelled"),
        ("A ground offensive failed on Friday.", "failed"),
        ("Rebels attacked the base, capturing some positions.", "territory_gained_partial"),
    ],
)
def test_an_outcome_belongs_to_its_event(text, outcome):
    """E05: repelled is not a second event."""
    assert [i.outcome for i in incidents(text)] == [outcome]


def test_different_villages_are_different_events():
    """E03: one event for each place."""
    text = "Air strikes hit Handarat on Friday. On Friday air strikes also hit Kafr Hamra."
    places = [[p.mention.text for p in i.places()] for i in incidents(text)]
    assert places == [["Handarat"], ["Kafr Hamra"]]


def test_the_date_of_a_statement_is_not_the_date_of_the_event():
    """D06: "On Friday X said" dates the saying."""
    found = incidents("On Friday, the army said rebels had attacked the base.")
    assert [i.date for i in found] == [None]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Rebels attacked government troops.",
            {"Rebels": "initiator", "government troops": "opponent"},
        ),
        ("The village was attacked by gunmen.", {"gunmen": "initiator"}),
        ("Russian air strikes hit the town.", {"Russian": "initiator"}),
        (
            "The army launched an offensive against the rebels.",
            {"army": "initiator", "rebels": "opponent"},
        ),
        ("Shells fell on the town as the army marched east.", {}),
    ],
)
def test_roles_come_from_grammar_never_from_nearness(text, parts):
    """Who stands nearby did nothing."""
    found = {p.actor.text: p.role for i in incidents(text) for p in i.parts()}
    assert found == parts
