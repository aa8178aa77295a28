"""Each recorded case replays to the summary that is stored, byte for byte.

``--summaries=update`` stores what comes out now; read the difference before you commit it.
"""

from __future__ import annotations

import asyncio
import json

import pytest
from cases import COMMAND, FOLDER, GOLDEN, INDEX, cases, index

from summarizer.errors import RecordingError
from summarizer.extract.llm import LLMExtractor, Options
from summarizer.testing.stored import compare, stable, store

RECORDED = index()


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch):
    for name in ("SUMMARIZER_BASE_URL", "OPENAI_BASE_URL", "SUMMARIZER_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def row_of(case):
    if case.name not in RECORDED:
        pytest.skip(f"not recorded yet: {COMMAND} --only {case.name}")
    return RECORDED[case.name]


def replayed(case, **options):
    model, mode = row_of(case)["model"], row_of(case)["mode"]
    llm = LLMExtractor(model, mode=mode, replay=FOLDER, **options)
    return asyncio.run(case.summary(llm))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_recorded_case_replays_to_the_stored_summary(case, pytestconfig):
    try:
        summary = replayed(case)
    except RecordingError as err:
        pytest.fail(f"{err}\nprompt changed: re-record with {COMMAND}", pytrace=False)
    # A revision that is not recorded would pass for one that failed.
    assert [issue.message for issue in summary.issues if issue.code == "model"] == []
    if pytestconfig.getoption("--summaries") == "update":
        store(summary, GOLDEN, case.name)
    compare(summary, GOLDEN, case.name)
    assert (GOLDEN / f"{case.name}.json").read_text(encoding="utf-8") == stable(summary)


@pytest.mark.parametrize("case", [case for case in cases() if case.shows], ids=lambda c: c.name)
def test_a_case_shows_what_it_is_for(case):
    texts = [(FOLDER / f"{file}.json").read_text("utf-8") for file in row_of(case)["requests"]]
    assert any(case.shows in text for text in texts)


def test_a_changed_prompt_is_told_as_one():
    case = next((case for case in cases() if case.name in RECORDED), None)
    if case is None:
        pytest.skip(f"nothing is recorded yet: {COMMAND}")
    with pytest.raises(RecordingError) as caught:
        replayed(case, options=Options(summary_language="fr"))
    assert str(caught.value) == (
        f"prompt changed: re-record with --record {FOLDER}"
        " (the system message is in no recorded request)"
    )


def test_no_file_is_left_over_from_older_recordings():
    files = {name for row in RECORDED.values() for name in row["requests"]}
    assert {path.stem for path in FOLDER.glob("*.json")} == files
    texts = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json"))
    assert [path.name for path in FOLDER.glob("parts/*") if path.name not in texts] == []
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(RECORDED)


def test_the_index_says_what_was_recorded_from_what_and_when():
    if not INDEX.exists():
        pytest.skip(f"nothing is recorded yet: {COMMAND}")
    for row in json.loads(INDEX.read_text(encoding="utf-8")).values():
        assert list(row) == ["model", "mode", "source", "recorded", "requests"]
        assert all(row.values())
