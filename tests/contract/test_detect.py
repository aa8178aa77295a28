"""The benchmarks that need no gate: faults noticed, tokens counted."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import detect
import faults
import tokens

from summarizer.gold.files import fill_file, read_seeds

TEXT = (
    "On Wednesday the mayor, Ilan Dorrit, said two shells hit the bus station in Karvel on Tuesday,"
    " killing at least 14 people, including three children. Dozens were hurt. The army denied"
    " firing. Rebels fired the shells, a guard at the station said.\n\nThe front will attack the"
    " bridge next week, its leader said."
)
QUIET = (
    "Traders in Olm kept the covered market open until the evening. Farmers brought apples down"
    " from the orchards above the river, as they do every autumn."
)
GOLD = {
    "schema": "gold/1",
    "actors": [
        {"id": "ac1", "name": "army", "name_in_text": "The army", "kind": "state_forces"},
        {"id": "ac2", "name": "rebels", "name_in_text": "Rebels", "kind": "armed_group_unnamed"},
    ],
    "locations": [{"id": "lo1", "name": "Karvel", "name_in_text": "Karvel", "granularity": "town"}],
    "attributions": [
        {
            "id": "at1",
            "source": {"evidence": "the mayor, Ilan Dorrit", "named": True},
            "source_type": "local_authority",
            "cue": {"quote": "said", "occurrence": 1},
            "content": "two shells hit the bus station in Karvel on Tuesday, killing at least 14"
            " people, including three children",
            "date": {
                "text": "On Wednesday",
                "start": "2020-05-13",
                "end": "2020-05-13",
                "precision": "day",
            },
            "refs": ["ev1", "ca1", "ca2"],
        },
        {
            "id": "at2",
            "source": {"evidence": "The army", "actor_id": "ac1", "party_to_conflict": True},
            "source_type": "military",
            "cue": "denied",
            "content": "firing",
            "stance": "denies",
            "refs": ["ev1"],
        },
        {
            "id": "at3",
            "source": {"evidence": "a guard at the station"},
            "source_type": "eyewitness",
            "cue": {"quote": "said", "occurrence": 2},
            "content": "Rebels fired the shells",
            "refs": ["we1"],
        },
        {
            "id": "at4",
            "source": {"evidence": "its leader"},
            "source_type": "armed_group",
            "cue": {"quote": "said", "occurrence": 3},
            "content": "The front will attack the bridge next week",
            "stance": "threatens",
            "refs": ["ev2"],
        },
    ],
    "events": [
        {
            "id": "ev1",
            "title": "Shells hit the bus station",
            "event_type": "Explosions/Remote violence",
            "sub_event_type": "Shelling/artillery/missile attack",
            "status": "actual",
            "time_frame": "current",
            "claim_status": "attributed",
            "attribution_ids": ["at1"],
            "date": {
                "text": "on Tuesday",
                "start": "2020-05-12",
                "end": "2020-05-12",
                "precision": "day",
            },
            "locations": [{"location_id": "lo1"}],
            "actors": [{"actor_id": "ac2", "role": "initiator"}],
            "evidence": ["two shells hit the bus station in Karvel on Tuesday"],
        },
        {
            "id": "ev2",
            "title": "An attack on the bridge",
            "event_type": "Battles",
            "status": "threatened",
            "time_frame": "future",
            "claim_status": "attributed",
            "attribution_ids": ["at4"],
            "evidence": ["The front will attack the bridge next week"],
        },
    ],
    "casualties": [
        {
            "id": "ca1",
            "event_id": "ev1",
            "harm": "killed",
            "count": {"text": "at least 14 people", "min": 14, "qualifier": "at_least"},
            "claim_status": "attributed",
            "claimed_by": ["at1"],
            "evidence": ["killing at least 14 people"],
        },
        {
            "id": "ca2",
            "event_id": "ev1",
            "harm": "killed",
            "count": {"text": "three children", "best": 3},
            "subset_of": "ca1",
            "claim_status": "attributed",
            "claimed_by": ["at1"],
            "evidence": ["including three children"],
        },
        {
            "id": "ca3",
            "event_id": "ev1",
            "harm": "injured",
            "count": {"text": "Dozens", "qualifier": "vague"},
            "claim_status": "author_stated",
            "evidence": ["Dozens were hurt"],
            "required": False,
        },
    ],
    "weapons": [
        {
            "id": "we1",
            "name_in_text": "two shells",
            "category": "shell_unspecified",
            "claim_status": "attributed",
            "claimed_by": ["at3"],
            "user_actor_ids": ["ac2"],
            "event_ids": ["ev1"],
            "evidence": ["Rebels fired the shells"],
        }
    ],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Write two articles with gold; faults of the first quote the second, which claims nothing."""
    top = tmp_path_factory.mktemp("seeds")
    for name, text, rows in (("karvel", TEXT, GOLD), ("olm", QUIET, {"schema": "gold/1"})):
        (top / name).mkdir()
        (top / name / "article.txt").write_text(text, encoding="utf-8")
        head = 'published = "2020-05-14"\nlanguage = "en"\n'
        (top / name / "article.toml").write_text(head, encoding="utf-8")
        gold = json.dumps(rows | {"article": name})
        (top / name / "gold.json").write_text(gold, encoding="utf-8")
        assert fill_file(top / name / "gold.json") == []
    return top


def test_each_fault_is_put_in_and_noticed_and_the_right_is_not_blamed(folder):
    result = detect.detect(read_seeds([folder]))
    assert result.alarms == []
    none_here = {"optional weapon dropped"}
    rows = {kind: row for kind, row in result.rows.items() if kind not in none_here}
    assert [kind for kind, row in rows.items() if not row.put_in] == []
    doubtful = {"quote from another sentence"}
    assert {
        kind: row.missed for kind, row in rows.items() if row.missed and kind not in doubtful
    } == {}
    assert detect.below(result) == []


def test_the_same_number_puts_in_the_same_faults(folder):
    [case, _] = detect.cases(read_seeds([folder]))
    for inject in faults.INJECTORS.values():
        first, second = (list(inject(case, Random("5 a"))) for _ in range(2))
        assert first == second
        assert case.extraction not in [faulty for _, faulty in first]


def test_a_bar_that_is_not_reached_is_told(folder, monkeypatch, capsys):
    monkeypatch.setitem(detect.BARS, "casualty dropped", 1.01)
    assert detect.main(["--seeds", str(folder)]) == 1
    assert "casualty dropped: 100.0% noticed, the bar is 101%" in capsys.readouterr().err


def test_without_gold_nothing_is_claimed(tmp_path, capsys):
    assert detect.main(["--seeds", str(tmp_path)]) == 2
    assert "no gold.json" in capsys.readouterr().err


def test_tokens_are_counted_without_langextract_too(folder, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "langextract", None)
    monkeypatch.setitem(sys.modules, "langextract.chunking", None)
    assert tokens.main([str(folder / "karvel" / "article.txt")]) == 0
    out, err = capsys.readouterr()
    [row] = [line for line in out.splitlines() if line.startswith("| summarizer")]
    assert row.count("|") == 6
    assert "pip install langextract" in err


def test_langextract_gets_the_same_rules_and_records():
    pytest.importorskip("langextract")
    built = tokens.langextract_prompt().render("A shell fell.")
    prompt = tokens_prompt()
    for example in prompt.examples:
        assert example.text in built
        for _, text, _ in tokens.records(example.answer):
            assert text in built
    assert "# Completeness" in built
    assert built.endswith("Q: A shell fell.\nA: ")


def tokens_prompt():
    from summarizer.prompt import load_prompt

    return load_prompt()
