"""What shows only between two records, or between a record and the sentence it points to."""

from __future__ import annotations

import pytest

from summarizer.article import Article
from summarizer.extract.scripted import ScriptedExtractor
from summarizer.pipeline import Summarizer
from summarizer.schema.extraction import Extraction

TEXT = (
    "On Friday the mayor said at least 12 people were killed on Tuesday when the army fired"
    " rockets. A doctor said nine people were killed. The rebels will attack the bridge, their"
    " commander said.\n\nThe police found a mine near the mill."
)
ACTORS = [
    {"id": name, "name": name, "name_in_text": {"text": text}, "kind": kind}
    for name, text, kind in (
        ("army", "the army", "state_forces"),
        ("rebels", "The rebels", "armed_group_unnamed"),
    )
]


def _said(name, source, cue, content, stance="asserts", **more):
    return {
        "id": name,
        "source": {"text": source},
        "source_type": "unspecified",
        "cue": {"text": "said", "occurrence": cue},
        "content": {"text": content},
        "stance": stance,
        "directness": "indirect",
    } | more


SAID = [
    _said(
        "mayor",
        "the mayor",
        1,
        "at least 12 people were killed on Tuesday when the army fired rockets",
        date_text={"text": "On Friday"},
    ),
    _said("doctor", "A doctor", 2, "nine people were killed"),
    _said("chief", "their commander", 3, "The rebels will attack the bridge", "threatens"),
]


def _event(name, quote, by, **more):
    return {
        "id": name,
        "title": name,
        "event_type": None,
        "status": "actual",
        "time_frame": "current",
        "claim_status": "attributed",
        "attribution_ids": [by],
        "evidence": [{"text": quote}],
    } | more


FIRED = _event(
    "fired",
    "the army fired rockets",
    "mayor",
    date_text={"text": "on Tuesday"},
    actors=[{"actor_id": "army", "role": "initiator"}],
)
TOLL = {
    "id": "toll",
    "event_id": "fired",
    "harm": "killed",
    "count": {"text": "at least 12"},
    "claim_status": "attributed",
    "claimed_by": ["mayor"],
    "evidence": [{"text": "at least 12 people were killed"}],
}
ROCKETS = {
    "id": "rockets",
    "name_in_text": {"text": "rockets"},
    "claim_status": "attributed",
    "claimed_by": ["mayor"],
    "user_actor_ids": ["army"],
    "event_ids": ["fired"],
    "evidence": [{"text": "the army fired rockets"}],
}
PLAN = _event("plan", "The rebels will attack the bridge", "chief", status="planned")


def messages(events=(FIRED,), casualties=(TOLL,), weapons=(ROCKETS,), said=SAID):
    """Return what the checks say of a summary with these records, coverage aside."""
    article = Article(TEXT, published="2020-01-07", language="en")
    extraction = Extraction.model_validate(
        {
            "headline": "",
            "abstract": [],
            "actors": ACTORS,
            "attributions": said,
            "events": list(events),
            "casualties": list(casualties),
            "weapons": list(weapons),
        }
    )
    made = Summarizer(ScriptedExtractor({article.id: extraction}), revisions=0).run(article)
    return [(issue.code, issue.message) for issue in made.issues if issue.code != "COV"]


def test_a_right_summary_is_not_blamed():
    assert messages(events=(FIRED, PLAN)) == []


def test_a_claim_whose_source_is_not_named_is_in_nobodys_mouth():
    unnamed = _said("known", "x", 2, "nine people were killed") | {"source": None}
    toll = TOLL | {"claimed_by": ["known"]}
    assert messages(casualties=(toll,), said=[*SAID[:1], unnamed]) == []


def test_those_held_belong_to_a_planned_exchange():
    held = TOLL | {"event_id": "plan", "claimed_by": ["mayor"]}
    found = [
        [code for code, _ in messages((FIRED, PLAN), (held | {"harm": harm},)) if code == "V7"]
        for harm in ("detained", "killed")
    ]
    assert found == [[], ["V7"]]


@pytest.mark.parametrize(
    ("rows", "code", "words"),
    [
        (
            {"casualties": [TOLL | {"count": {"text": "12"}}]},
            "V2",
            "given as exactly 12, but its quote says 'at least 12'",
        ),
        (
            {"casualties": [TOLL | {"claimed_by": ["doctor"]}]},
            "V6",
            "claimed by at2, but its quote is what 'the mayor' says",
        ),
        (
            {"weapons": [ROCKETS | {"user_actor_ids": ["rebels"]}]},
            "V6",
            "used by ac2, who does nothing in ev1",
        ),
        (
            {"events": [FIRED | {"date_text": {"text": "On Friday"}}]},
            "V8",
            "dated 'On Friday', which is when at1 was said (D06)",
        ),
        (
            {"events": [FIRED, PLAN | {"status": "actual"}]},
            "V8",
            "told as done, but its quote speaks of what is to come (will)",
        ),
        (
            {"weapons": [ROCKETS | {"evidence": [{"text": "The police found a mine"}]}]},
            "V5",
            "its name stands in another paragraph than its quotes",
        ),
    ],
)
def test_one_fault_is_one_issue(rows, code, words):
    assert messages(**rows) == [(code, words)]
