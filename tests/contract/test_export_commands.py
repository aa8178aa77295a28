"""The commands export, report and review, from the command line's own entry."""

import argparse
import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "pure"))  # the samples live there

from export_samples import RAID_TEXT, raid

from summarizer.article import Article
from summarizer.check import records as records_of
from summarizer.cli import export, score
from summarizer.cli.main import main
from summarizer.write import formats, policies
from summarizer.write.columns import COLUMNS
from summarizer.write.policies import SourcesDiffer, VagueNumbers


@pytest.fixture
def run(tmp_path):
    """A file of one summary, and the article beside it."""
    (tmp_path / "raid.txt").write_bytes(RAID_TEXT.encode())
    path = tmp_path / "run.jsonl"
    path.write_text(raid().summary.model_dump_json() + "\n", encoding="utf-8")
    return path


def test_the_choices_of_the_command_are_those_of_the_library():
    """They are repeated there so that ``--help`` imports nothing heavy."""
    assert set(export.FORMATS) == set(formats.FORMATS)
    assert VagueNumbers.__args__ == export.VAGUE_NUMBERS
    assert SourcesDiffer.__args__ == export.SOURCES_DIFFER
    assert policies.Policies().vague_numbers == "blank"


def test_rows_go_to_stdout_and_losses_to_stderr(run, capsys):
    assert main(["export", str(run), "-f", "acled", "--sources-differ", "highest"]) == 0
    out, err = capsys.readouterr()
    rows = list(csv.DictReader(out.splitlines()))
    assert [row["fatalities"] for row in rows] == ["15"]
    assert "15 is the highest figure (sources-differ=highest)" in rows[0]["notes"]
    assert "acled: 1 row" in err
    assert "not held: events that are planned" in err


def test_tables_go_to_a_folder(run, tmp_path, capsys):
    assert main(["export", str(run), "-f", "csv", "-o", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out/casualties.csv").read_bytes().count(b"\r\n") == 5
    one = ["export", str(run), "-f", "csv", "--tables", "places", "--bom"]
    assert main([*one, "-o", str(tmp_path / "places.csv")]) == 0
    assert (tmp_path / "places.csv").read_text("utf-8").startswith("\ufeffarticle_id,id,name")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["-f", "csv"], "give a folder, or one table by --tables"),
        (["-f", "csv", "--tables", "deaths"], "no table named 'deaths'"),
        (["-f", "acled", "-o", "{run}"], "is the source itself"),
        (["-f", "acled", "-o", "{run}/x.csv"], "cannot be written"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_2(run, capsys, args, message):
    before = run.read_bytes()
    assert main(["export", str(run), *(arg.format(run=run) for arg in args)]) == 2
    err = capsys.readouterr().err
    assert message in err
    assert err.count("\n") == 1
    assert run.read_bytes() == before


def test_a_page_needs_the_texts_and_says_so(run, tmp_path, capsys):
    page = tmp_path / "review.html"
    assert main(["report", str(run), "-o", str(page)]) == 2
    assert "--articles FILE..." in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["raid.txt", "run.jsonl"]
    assert (
        main(["report", str(run), "-o", str(page), "--articles", str(tmp_path / "raid.txt")]) == 0
    )
    text = page.read_text("utf-8")
    block = re.search(r'<script type="application/json" id="a0">(.*?)</script>', text, re.S)
    assert json.loads(block[1])["text"] == RAID_TEXT
    assert "http-equiv" in text
    assert not re.search(r'(?:src|href)="(?!#)', text)  # nothing is fetched


def test_the_same_input_gives_the_same_page(run, tmp_path):
    pages = [tmp_path / "a.html", tmp_path / "b.html"]
    for page in pages:
        main(["report", str(run), "-o", str(page), "--articles", str(tmp_path / "raid.txt")])
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_decisions_are_applied_and_counted(run, tmp_path, capsys):
    file = {
        "format": "summarizer-review",
        "version": 1,
        "decisions": [
            {"article_id": "raid", "record_id": "ca4", "decision": "reject"},
            {"article_id": "gone", "record_id": "ca1", "decision": "accept"},
        ],
    }
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps(file), encoding="utf-8")
    assert main(["review", "apply", str(run), str(path)]) == 1
    out, err = capsys.readouterr()
    assert [row["id"] for row in json.loads(out)["casualties"]] == ["ca1", "ca2", "ca3"]
    assert "0 accepted, 1 rejected, 0 corrected" in err
    assert "no article 'gone' (1 decisions)" in err


def test_the_page_on_exports_names_every_table_with_its_columns():
    page = (Path(__file__).parents[2] / "docs/exports.md").read_text(encoding="utf-8")
    for name, columns in COLUMNS.items():
        assert f"| `{name}` | {', '.join(columns)} |" in page
    for choice in (*export.FORMATS, *export.VAGUE_NUMBERS, *export.SOURCES_DIFFER):
        assert re.search(rf"[`*]{choice}[`*]", page)


def test_help_of_the_commands_imports_nothing_heavy():
    code = (
        "import sys; from summarizer.cli.main import main; main([sys.argv[1], '--help']);"
        " print([n for n in ('pydantic', 'pyarrow', 'summarizer.write.rows') if n in sys.modules])"
    )
    for command in ("export", "report", "review"):
        done = subprocess.run(
            [sys.executable, "-c", code, command], capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines()[-1] == "[]"


def test_a_failed_article_is_told_and_the_rest_goes_on(run, capsys):
    with run.open("a", encoding="utf-8") as stream:
        stream.write('{"error": "the article is empty", "path": "b.txt"}\n')
    assert main(["export", str(run), "-f", "jsonl"]) == 0
    out, err = capsys.readouterr()
    assert out.count("\n") == 1
    assert "passed over: articles without a summary (1)" in err


def test_a_run_has_its_texts_and_exports_them(tmp_path, capsys):
    """The articles of a run need not be given again."""
    store = pytest.importorskip("summarizer.run.store", reason="needs the run store")
    records = pytest.importorskip("summarizer.run.records")
    article, path = Article(RAID_TEXT, id="raid", published="2021-03-05"), tmp_path / "run.db"
    rules = store.Rules("f")
    with store.RunStore(path) as kept:
        (task,) = kept.admit([article], rules).tasks
        result = records.Result("done", summary=raid().summary.model_dump_json())
        kept.settle([(task.position, result)], "scripted", rules)
    assert main(["report", str(path), "-o", str(tmp_path / "review.html")]) == 0
    assert main(["export", str(path), "-f", "jsonl", "--with-text"]) == 0
    line = json.loads(capsys.readouterr().out)
    assert line["text"] == RAID_TEXT
    assert line["summary"] == raid().summary.model_dump(mode="json")


def test_an_article_reviewed_to_the_last_record_becomes_gold_that_scores(run, tmp_path, capsys):
    rows = [
        {"article_id": "raid", "record_id": row.id, "decision": "accept"}
        for row in records_of(raid().summary)
    ]
    path = tmp_path / "decisions.json"
    head = {"format": "summarizer-review", "version": 1, "reviewer": "two pairs of eyes"}
    texts = ["--articles", str(tmp_path / "raid.txt")]
    command = ["review", "gold", str(run), str(path), "-o", str(tmp_path / "gold"), *texts]

    path.write_text(json.dumps({**head, "decisions": rows[1:]}), encoding="utf-8")
    assert main(command) == 0
    assert "raid: not gold yet, 1 records undecided" in capsys.readouterr().err
    assert not (tmp_path / "gold").exists()

    path.write_text(json.dumps({**head, "decisions": rows}), encoding="utf-8")
    assert main(command) == 0
    capsys.readouterr()
    parser = argparse.ArgumentParser()
    score.add_arguments(parser)
    assert score.run(parser.parse_args([str(run), str(tmp_path / "gold"), "--json"])) == 0
    found = json.loads(capsys.readouterr().out)
    kinds = {name: row for name, row in found["records"].items() if row["gold"]}
    assert list(kinds) == ["actors", "locations", "events", "attributions", "casualties"]
    assert {(row["precision"], row["recall"]) for row in kinds.values()} == {(1.0, 1.0)}
    fields = [row["accuracy"] for kind in found["fields"].values() for row in kind.values()]
    assert set(fields) == {1.0, None}
    gold = json.loads((tmp_path / "gold/raid/gold.json").read_text("utf-8"))
    assert gold["annotator"] == "two pairs of eyes"
