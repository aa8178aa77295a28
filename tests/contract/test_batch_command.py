"""``summarizer batch`` and ``summarizer estimate`` as a user meets them."""

import json
import sqlite3

import pytest

from summarizer.cli.main import main

TEXT = "At least {} people were killed near Homs on Friday, a doctor said. The army denied it."


@pytest.fixture(autouse=True)
def _no_model(monkeypatch):
    for name in ("SUMMARIZER_MODEL", "SUMMARIZER_BASE_URL", "SUMMARIZER_PRICES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "articles"
    made.mkdir()
    for number in range(3):
        (made / f"{number}.txt").write_text(TEXT.format(number + 2), encoding="utf-8")
    return made


def run(capsys, *words):
    code = main([str(word) for word in words])
    captured = capsys.readouterr()
    return code, captured.out, captured.err.splitlines()


def test_a_folder_becomes_a_run_and_the_run_feeds_the_other_commands(capsys, folder, tmp_path):
    path = tmp_path / "run.db"
    code, out, talk = run(capsys, "batch", folder, "-o", path, "--workers", 1)
    assert (code, out) == (0, "")
    assert talk[0].startswith("summarizer: read offline by the rules extractor")
    assert talk[-2].startswith("3/3 articles, ")
    assert talk[-1] == f"summarizer: {path}: 3 done"
    code, out, _ = run(capsys, "check", path)
    assert (code, out.count("error")) == (0, 0)
    code, out, _ = run(capsys, "show", path)
    assert (code, out.count("Casualties, by claimant")) == (0, 3)


def test_failures_are_named_counted_and_give_exit_code_1(capsys, folder, tmp_path):
    (folder / "3.txt").write_text("", encoding="utf-8")
    code, _, talk = run(capsys, "batch", folder, "gone.txt", "-o", tmp_path / "run.db")
    assert code == 1
    assert f"{folder / '3.txt'}: the file is empty; give a text with at least one sentence" in talk
    assert "gone.txt: there is no such file; check the spelling" in talk
    assert talk[-2] == f"summarizer: {tmp_path / 'run.db'}: 3 done, 2 failed"


def test_quiet_says_one_line_and_log_json_only_records_before_it(capsys, folder, tmp_path):
    path = tmp_path / "run.db"
    assert run(capsys, "batch", folder, "-o", path, "--quiet")[2] == [f"summarizer: {path}: 3 done"]
    _, _, talk = run(capsys, "batch", folder, "-o", path, "--log-json", "--model", "rules")
    events = [json.loads(line) for line in talk[:-1]]
    assert [(event["event"], event["seen"], event["total"]) for event in events] == [
        ("progress", 3, 3)
    ]


def test_the_views_hold_a_row_for_each_claim(capsys, folder, tmp_path):
    run(capsys, "batch", folder, "-o", tmp_path / "run.db", "--quiet")
    with sqlite3.connect(tmp_path / "run.db") as database:
        rows = database.execute(
            "SELECT c.article_id = a.id, c.harm, c.count_min, c.count_max, c.qualifier, c.quote,"
            " a.source LIKE '%.txt', a.casualties"
            " FROM casualties c JOIN articles a USING (position)"
            " WHERE c.harm = 'killed' ORDER BY position"
        ).fetchall()
    assert rows == [
        (1, "killed", n, None, "at_least", f"At least {n} people were killed", 1, 1)
        for n in (2, 3, 4)
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["batch", "{folder}"], "the following arguments are required: -o"),
        (["batch", "-o", "{new}"], "no sources, and there is no run {new} to go on with"),
        (["batch", "{folder}", "-o", "{new}", "--budget", "-1"], "invalid positive number value"),
        (["batch", "{folder}", "-o", "{new}", "--max-failures", "110%"], "number or share"),
        (["batch", "{folder}", "-o", "{new}", "--published", "Sunday"], "write it as YYYY-MM-DD"),
        (["batch", "{folder}", "-o", "{folder}/0.txt"], "is damaged or no run"),
        (["batch", "{folder}", "-o", "{folder}/no/run.db"], "choose a folder you may write to"),
        (["batch", "{folder}", "-o", "{new}", "--passes", "2"], "is for language models"),
        (
            ["batch", "{folder}", "-o", "{new}", "--model", "ollama/nobody", "--budget", "1"],
            "no price is known for ollama/nobody",
        ),
        (["estimate", "{folder}", "--rpm", "0"], "invalid positive number value"),
        (["show", "{new}"], "there is no run {new}; make one with: summarizer batch"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(capsys, folder, tmp_path, words, sentence):
    names = {"folder": folder, "new": tmp_path / "new.db"}
    code, out, talk = run(capsys, *(word.format(**names) for word in words))
    assert (code, out) == (2, "")
    assert sentence.format(**names) in "\n".join(talk)
    assert "Traceback" not in "\n".join(talk)
    assert not list(tmp_path.rglob("*-writer"))


def test_an_estimate_sends_nothing_and_names_what_it_rests_on(capsys, folder):
    code, out, _ = run(
        capsys, "estimate", folder, "--model", "openai/gpt-4o-mini", "--rpm", "60", "--json"
    )
    made = json.loads(out)
    assert (code, made["articles"], made["requests"]) == (0, 3, {"likely": 3, "most": 12})
    assert made["cost_usd_most"] > 0
    assert made["seconds_at_limits"] == 12
    assert made["priced_as_of"]


def test_an_estimate_for_rules_costs_nothing(capsys, folder):
    code, out, _ = run(capsys, "estimate", folder)
    assert (code, out.splitlines()[0].split()) == (0, ["articles", "3"])
    assert out.splitlines()[-1].split() == ["cost", "nothing"]
