"""The MUC-4 adapter: which incidents it reports, and in which form."""

import importlib.util
import json
from pathlib import Path

import pytest

from summarizer.extract.scripted import ScriptedExtractor
from summarizer.gold.fill import fill
from summarizer.gold.oracle import as_extraction
from summarizer.gold.prove import parse_gold
from summarizer.pipeline import Summarizer

PATH = Path(__file__).parents[2] / "benchmarks" / "muc4.py"
TEXT = (
    "TWO MEN OF THE RED SIERRA FRONT SET OFF A CAR BOMB OUTSIDE THE TOWN HALL OF OCOTAL VIEJO,"
    " PERU, YESTERDAY. TWO CLERKS AND A GUARD WERE KILLED. THE HALL HAD BEEN ATTACKED IN JUNE 1985."
)
HEADER = "LIMA, 14 MAR 90 (TEST) -- [TEXT] "


@pytest.fixture(scope="module")
def muc4():
    spec = importlib.util.spec_from_file_location("muc4", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold(**event):
    """Return the one bombing of the text, as gold, with *event*'s fields changed."""
    return {
        "schema": "gold/1",
        "article": "d1",
        "actors": [
            {
                "id": "ac1",
                "name": "Red Sierra Front",
                "name_in_text": "the red sierra front",
                "kind": "armed_group",
            }
        ],
        "locations": [
            {
                "id": "lo1",
                "name": "ocotal viejo",
                "name_in_text": "ocotal viejo",
                "granularity": "town",
                "country": "Peru",
            }
        ],
        "events": [
            {
                "id": "ev1",
                "title": "Car bomb",
                "event_type": "Explosions/Remote violence",
                "sub_event_type": "Remote explosive/landmine/IED",
                "status": "actual",
                "time_frame": "current",
                "claim_status": "author_stated",
                "date": {"text": "yesterday"},
                "locations": [{"location_id": "lo1"}],
                "actors": [{"actor_id": "ac1", "role": "initiator"}],
                "target": "the town hall",
                "evidence": ["set off a car bomb outside the town hall"],
            }
            | event
        ],
        "casualties": [
            {
                "id": "ca1",
                "event_id": "ev1",
                "harm": "killed",
                "count": {"text": "two clerks and a guard", "best": 3, "derived": "enumerated"},
                "victims": {"text": "two clerks and a guard"},
                "claim_status": "author_stated",
                "evidence": ["two clerks and a guard were killed"],
            }
        ],
        "weapons": [
            {
                "id": "we1",
                "name_in_text": "a car bomb",
                "category": "ied_vehicle",
                "claim_status": "author_stated",
                "event_ids": ["ev1"],
            }
        ],
    }


def predicted(muc4, data):
    text = TEXT.lower()
    filled, problems = fill(data, text)
    assert problems == []
    model = ScriptedExtractor({"d1": as_extraction(parse_gold(filled), text)})
    row = {"id": "d1", "date": "1990-03-14", "text": HEADER + TEXT, "body_start": len(HEADER)}
    return list(muc4.predict([row], "lower", model))


BOMBING = {
    "incident_type": "bombing",
    "stage": "ACCOMPLISHED",
    "date": {"start": "1990-03-13", "end": "1990-03-13"},
    "location": ["Peru", "ocotal viejo"],
    "perp_orgs": [{"name": ["red sierra front"], "confidence": "REPORTED AS FACT"}],
    "physical_targets": [["town hall"]],
    "victims": [
        {"description": "clerks", "effect": "DEATH"},
        {"description": "guard", "effect": "DEATH"},
    ],
    "weapons": [{"name": ["car bomb"], "type": "VEHICLE BOMB"}],
}


def test_an_incident_becomes_one_template(muc4):
    """Entities as heads without articles; what is not known is left out."""
    assert predicted(muc4, gold()) == [{"id": "d1", "templates": [BOMBING]}]


@pytest.mark.parametrize(
    ("event", "kept"),
    [
        ({}, True),
        ({"status": "attempted"}, True),
        ({"status": "planned"}, False),
        ({"status": "negated"}, False),
        ({"aggregate": True}, False),
        ({"event_type": "Protests", "sub_event_type": "Peaceful protest"}, False),
        ({"date": {"text": "in June 1985"}}, False),  # history
        ({"date": {"text": None}, "time_frame": "background"}, False),
        ({"date": {"text": None}}, True),
    ],
)
def test_relevance_is_decided_in_the_adapter(muc4, event, kept):
    """MUC-4 wants recent incidents, one by one, that happened, were tried or threatened."""
    [row] = predicted(muc4, gold(**event))
    assert bool(row["templates"]) is kept


def test_fighters_among_themselves_are_no_incident(muc4):
    """A clash without a civilian or a building is war, which MUC-4 leaves out."""
    data = gold(event_type="Battles", sub_event_type="Armed clash", target=None)
    data["casualties"][0]["victims"]["civilian_status"] = "combatant"
    assert predicted(muc4, data) == [{"id": "d1", "templates": []}]


def test_an_incident_elsewhere_is_left_out(muc4):
    """Nine countries of Latin America, where the summary names a country."""
    data = gold()
    data["locations"][0]["country"] = "Spain"
    assert predicted(muc4, data) == [{"id": "d1", "templates": []}]


def test_two_mentions_of_one_incident_are_merged(muc4):
    """Same type, no day, place or name that contradicts."""
    data = gold()
    second = data["events"][0] | {
        "id": "ev2",
        "target": None,
        "date": {"text": None},
        "evidence": ["two clerks and a guard were killed"],
    }
    data["events"].append(second)
    assert predicted(muc4, data) == [{"id": "d1", "templates": [BOMBING]}]


def test_the_summaries_of_a_run_can_be_converted(muc4, tmp_path, capsys):
    """No extractor runs; the output has a line per document."""
    text = TEXT.lower()
    filled, _ = fill(gold(), text)
    model = ScriptedExtractor({"d1": as_extraction(parse_gold(filled), text)})
    row = {"id": "d1", "date": "1990-03-14", "text": TEXT}
    made = Summarizer(model).run(muc4.article_of(row, "lower"))
    run, out = tmp_path / "run.jsonl", tmp_path / "pred.jsonl"
    run.write_text(made.model_dump_json() + "\n", encoding="utf-8")
    assert muc4.main([str(tmp_path), "--summaries", str(run), "--out", str(out)]) == 0
    assert [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] == [
        {"id": "d1", "templates": [BOMBING]}
    ]
    assert "1 documents" in capsys.readouterr().err
