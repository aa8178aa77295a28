"""The command ``summarizer score``, run through its two functions."""

import argparse
import json

import pytest

from summarizer.article import Article
from summarizer.cli import score as command
from summarizer.errors import SummarizerError
from summarizer.extract.scripted import ScriptedExtractor
from summarizer.gold.fill import fill
from summarizer.gold.oracle import as_extraction
from summarizer.gold.prove import parse_gold
from summarizer.pipeline import summarize

TEXT = "Two rockets hit the port of Dellay. Four dockers were killed."
GOLD = {
    "schema": "gold/1",
    "article": "dellay",
    "casualties": [
        {
            "id": "ca1",
            "event_id": None,
            "harm": "killed",
            "count": {"text": "Four dockers", "best": 4},
            "claim_status": "author_stated",
            "evidence": ["Four dockers were killed"],
        }
    ],
    "weapons": [
        {
            "id": "we1",
            "name_in_text": "rockets",
            "category": "rocket",
            "claim_status": "author_stated",
        }
    ],
}


def run(*arguments):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args([str(a) for a in arguments]))


@pytest.fixture
def files(tmp_path):
    """Return a run of one summary and the folder of its gold; the weapon was missed."""
    folder = tmp_path / "gold" / "dellay"
    folder.mkdir(parents=True)
    filled, _ = fill(GOLD, TEXT)
    (folder / "article.txt").write_text(TEXT, encoding="utf-8")
    (folder / "article.toml").write_text('published = "2020-05-14"\n', encoding="utf-8")
    (folder / "gold.json").write_text(json.dumps(filled), encoding="utf-8")
    extraction = as_extraction(parse_gold(filled), TEXT)
    extraction.weapons.clear()
    article = Article(TEXT, published="2020-05-14", id="dellay")
    made = summarize(article, model=ScriptedExtractor({"dellay": extraction}))
    path = tmp_path / "run.jsonl"
    failed = json.dumps({"id": "other", "error": "the answer was filtered"})
    path.write_text(f"{made.model_dump_json()}\n\n{failed}\n", encoding="utf-8")
    return path, folder.parent


def test_people_get_a_table_and_the_misses(files, capsys):
    """Data goes to stdout, and all went well."""
    assert run(*files, "--explain", "--kind", "weapons") == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "weapons                     0      0     1      -   0.00   0.00" in out
    assert out.endswith(
        "== dellay\nmiss: weapons we1: rockets\n    Two rockets hit the port of Dellay.\n"
    )


def test_machines_get_json(files, capsys):
    """The findings come along when asked for."""
    assert run(*files, "--json", "--explain", "--kind", "casualties", "--kind", "weapons") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["records"]["casualties"] == {
        "found": 1,
        "predicted": 1,
        "gold": 1,
        "precision": 1.0,
        "recall": 1.0,
        "f1": 1.0,
        "f1_interval": None,
    }
    assert data["findings"] == [
        {
            "article": "dellay",
            "kind": "weapons",
            "what": "miss",
            "record": "we1",
            "message": "rockets",
            "sentence": "Two rockets hit the port of Dellay.",
        }
    ]


def test_an_article_without_summary_shows_in_the_exit_code(files, capsys):
    """It counts as missed and is named on stderr."""
    path, gold = files
    second = gold / "second"
    second.mkdir()
    (second / "article.txt").write_text("Rain fell.", encoding="utf-8")
    (second / "article.toml").write_text("", encoding="utf-8")
    (second / "gold.json").write_text('{"schema": "gold/1", "article": "second"}', "utf-8")
    assert run(path, gold) == 1
    assert "counted as missed, no summary in the run: second" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "line 1: no JSON object; make the file with"),
        (b'{"schema_version": "0.1"}', "line 1: not a summary"),
        (b"SQLite format 3\x00", "is damaged or no run"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_a_file_that_is_no_run_is_refused(files, tmp_path, content, words):
    """One sentence says what to do next."""
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(SummarizerError, match=words):
        run(path, files[1])
