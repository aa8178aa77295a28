"""``tests/record.py``: asks, keeps what was answered to its end, leaves out the rest."""

from __future__ import annotations

import json

import cases
import pytest
import record
from server import ok, serving_beside, status

from summarizer.extract.llm import LLMExtractor

GOOD = ok(json.dumps({"headline": "Boats fired on off Ras Mahar", "abstract": []}))
PROSE = ok("I have read it.")
WRONG = ok(
    json.dumps(
        {
            "headline": "Boats fired on off Ras Mahar",
            "abstract": [],
            "casualties": [
                {
                    "id": "c1",
                    "event_id": None,
                    "harm": "killed",
                    "count": {"text": "One", "min": 1, "max": 1, "best": 1, "qualifier": "exact"},
                    "claim_status": "author_stated",
                    "evidence": [{"text": "Two fishermen were killed"}],
                }
            ],
        }
    )
)
NOTHING = ok(json.dumps({"headline": "", "abstract": []}))  # a revision that changes nothing
ROUNDS = [PROSE, GOOD, WRONG, NOTHING]
OPEN = status(503, "no completion written yet for 0123", retry_after="5")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Folders of its own for what is recorded; run(options, steps) runs the command."""
    for name in ("FOLDER", "INDEX", "GOLDEN"):
        path = tmp_path / getattr(cases, name).name
        for module in (cases, record):
            monkeypatch.setattr(module, name, path)
    monkeypatch.setenv("SUMMARIZER_API_KEY", "k-0123456789")
    monkeypatch.delenv("SUMMARIZER_BASE_URL", raising=False)

    def run(*words, steps):
        with serving_beside(m=list(steps)) as server:
            options = ["--base-url", server.url, "--model", "m", "--jobs", "1"]
            return record.main([*options, *words]), len(server.seen)

    return tmp_path, run


def kept(folder):
    return sorted(p.name for p in folder.rglob("*") if p.is_file() and p.parent.name != "parts")


def test_what_has_no_answer_is_named_and_nothing_is_kept(place, capsys):
    folder, run = place
    assert run("--collect", "--only", "reask", steps=[OPEN]) == (1, 1)  # asked once
    out = capsys.readouterr().out
    assert "no completion written yet for 0123" in out
    assert "[its first answer must be one that does not fit the schema]" in out
    assert out.endswith("0 answered, 1 open\n")
    assert kept(folder) == []


def test_an_open_second_question_is_open_too(place, capsys):
    folder, run = place
    words = ("--collect", "--only", "reask", "--only", "revision")
    assert run(*words, steps=[PROSE, OPEN, WRONG, OPEN]) == (1, 4)
    assert "a revision was asked for and failed" in capsys.readouterr().out
    assert run(*words, steps=[*ROUNDS[:3], OPEN]) == (1, 4)
    assert capsys.readouterr().out.endswith("1 answered, 1 open\n")
    assert run(*words, steps=ROUNDS) == (0, 4)
    assert capsys.readouterr().out.endswith("2 answered, 0 open\n")
    assert kept(folder) == []


def test_what_was_recorded_is_listed_and_replays_to_its_golden_summary(place):
    folder, run = place
    words = ("--only", "reask", "--only", "revision", "--source", "a scripted server")
    assert run(*words, steps=ROUNDS) == (0, 4)
    rows = cases.index()
    assert {name: (row["model"], row["source"]) for name, row in rows.items()} == {
        "reask": ("m", "a scripted server"),
        "revision": ("m", "a scripted server"),
    }
    files = sorted(name for row in rows.values() for name in row["requests"])
    assert [p.stem for p in sorted(cases.FOLDER.glob("*.json"))] == files
    golden = json.loads((folder / "golden" / "revision.json").read_text(encoding="utf-8"))
    assert (golden["provenance"]["model_run"]["requests"], len(golden["casualties"])) == (2, 1)
    assert LLMExtractor("m", replay=cases.FOLDER).name == "custom/m"


def test_recording_one_case_again_leaves_the_others_and_no_rubbish(place):
    _, run = place
    run("--only", "reask", "--only", "revision", steps=ROUNDS)
    before = cases.index()
    again = ok("Here it is: {")
    assert run("--only", "reask", steps=[again, GOOD]) == (0, 2)
    after = cases.index()
    assert after["revision"] == before["revision"]
    assert after["reask"]["requests"] != before["reask"]["requests"]
    named = {f"{name}.json" for row in after.values() for name in row["requests"]}
    assert {path.name for path in cases.FOLDER.glob("*.json")} == named


def test_a_case_that_does_not_show_what_it_is_for_is_not_kept(place, capsys):
    folder, run = place
    assert run("--only", "reask", steps=[GOOD]) == (1, 1)
    assert "answered, but its first answer must be one that does not fit" in capsys.readouterr().out
    assert kept(folder) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--base-url", "http://x/v1"], "--base-url and --model belong together"),
        ([], "give --base-url and --model, or --faults"),
        (["--base-url", "http://x/v1", "--model", "m", "--only", "none"], "no case 'none'"),
    ],
)
def test_wrong_use_is_told(words, sentence, capsys):
    with pytest.raises(SystemExit) as ended:
        record.main(words)
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err
