"""``summarizer lexicon``, and ``--lexicon`` wherever articles are read."""

import json
import re
import sqlite3
import tomllib
from pathlib import Path

import pytest

from summarizer.cli.main import main
from summarizer.entry_rows import TABLES
from summarizer.lexicography.check import check_folder

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "examples" / "lexicon"
ARTICLE = ROOT / "examples" / "valley.txt"
GUIDE = (ROOT / "docs" / "lexicon.md").read_text(encoding="utf-8")
ROCKET = """[[weapon]]
id = "zarkan"
category = "rocket"
forms = ["Zarkan"]
yes = ["A Zarkan fell."]
no = ["The Zarkani fled."]
"""


@pytest.fixture(autouse=True)
def _no_model(monkeypatch):
    monkeypatch.delenv("SUMMARIZER_MODEL", raising=False)


@pytest.mark.parametrize(
    ("text", "code", "severity", "message"),
    [
        (ROCKET, 0, None, None),
        (ROCKET.replace("fell", "was").replace("A Zarkan", "It"), 1, "error",
         "does not read its yes example 'It was.' (read by: nothing)"),
        (ROCKET.replace("The Zarkani", "A Zarkan"), 1, "error", "reads its no example"),
        (ROCKET.replace("yes", "# yes"), 1, "error", "has no yes example"),
        (ROCKET.replace("catego", "catgo"), 1, "error", "did you mean 'category'?"),
        (ROCKET.replace("rocket", "roket"), 1, "error", "did you mean 'rocket'?"),
        (ROCKET + ROCKET, 1, "error", "is there twice, first in line 1"),
        (ROCKET + ROCKET.replace('"zarkan"', '"b"').replace("rocket", "mortar"), 1, "error",
         "form 'zarkan' stands with other values in entry 'zarkan' of words/weapons.toml"),
        (ROCKET + ROCKET.replace('"zarkan"', '"b"'), 1, "error", "does not read its yes example"),
        (ROCKET.replace('["Zarkan"]', '["Zarkan", "grenade"]'), 0, "warning",
         "form 'grenade' stands with other values in entry 'grenade' of summarizer/vocab"),
        (ROCKET.replace('["Zarkan"]', '["Zarkan", "offensive"]'), 0, "warning",
         "form 'offensive' is also a form of entry"),
        ("[[weapon\n", 1, "error", "weapons.toml:1: is no TOML"),
    ],
)  # fmt: skip
def test_check_tells_what_is_wrong_and_how_badly(tmp_path, capsys, text, code, severity, message):
    """Errors end with 1; a warning leaves a lexicon usable."""
    folder = tmp_path / "words"
    folder.mkdir()
    (folder / "weapons.toml").write_text(text, encoding="utf-8")
    assert main(["lexicon", "check", str(folder), "--json"]) == code
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    if message is None:
        assert told == []
        return
    found = [row["severity"] for row in told if message in f"{row['path']}:{row['line']}: "
             + row["message"]]  # fmt: skip
    assert found[:1] == [severity]


def test_check_says_which_of_our_examples_a_folder_spoils(tmp_path):
    """A word taken from an entry of ours is a warning, with what reads it now."""
    path = tmp_path / "weapons.toml"
    path.write_text(ROCKET.replace('["Zarkan"]', '["Zarkan", "Barrel bombs"]'), encoding="utf-8")
    [spoilt] = [row for row in check_folder([path]).problems if "lies over it" in row.message]
    assert (spoilt.severity, spoilt.entry) == ("warning", "barrel-bomb")
    assert "read by: 'zarkan'" in spoilt.message


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lexicon", "check", "no-such-folder"], "there is no lexicon folder 'no-such-folder'"),
        (["lexicon", "diff", str(ARTICLE)], "name the lexicon with --lexicon DIR"),
        (["summarize", str(ARTICLE), "--lexicon", "nowhere"], "there is no lexicon folder"),
        (["estimate", str(ARTICLE), "--lexicon", "nowhere"], "there is no lexicon folder"),
    ],
)
def test_wrong_use_is_one_sentence_and_ends_with_2(capsys, arguments, said):
    """Nothing goes to standard output."""
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err


def test_a_broken_folder_stops_a_run_before_it_begins(tmp_path, capsys):
    """Nothing is read with half a lexicon."""
    (tmp_path / "weapons.toml").write_text(ROCKET.replace("forms", "froms"), encoding="utf-8")
    assert main(["summarize", str(ARTICLE), "--lexicon", str(tmp_path)]) == 2
    told = capsys.readouterr().err.strip()
    assert told.count("\n") == 0
    assert "weapons.toml:1: entry 'zarkan' has no 'forms'; add it (and 1 more)" in told


def test_diff_prints_a_line_of_json_for_each_article_that_changes(capsys):
    """With the kind, how, and the quote."""
    assert main(["lexicon", "diff", "--json", "--lexicon", str(WORDS), str(ARTICLE)]) == 0
    [line] = capsys.readouterr().out.splitlines()
    told = {(row["kind"], row["how"], row["quote"]) for row in json.loads(line)["changes"]}
    assert ("actors", "added", "Tawira Front") in told
    assert ("locations", "added", "Karzun") in told
    assert main(["lexicon", "diff", "--before", str(WORDS), str(ARTICLE)]) == 0
    assert "- ac1  Tawira Front" in capsys.readouterr().out


def test_diff_of_a_lexicon_with_itself_finds_nothing(capsys):
    """And ends with 0."""
    words = str(WORDS)
    assert main(["lexicon", "diff", "--lexicon", words, "--before", words, str(ARTICLE)]) == 0
    assert capsys.readouterr().out == "1 articles compared, 0 changed\n"


def test_batch_reads_with_the_lexicon_in_every_worker(tmp_path, capsys):
    """And its cache key is another one without it: the article is read again."""
    run = str(tmp_path / "run.db")
    batch = ["batch", str(ARTICLE), "-o", run, "--workers", "2", "--quiet"]
    assert main([*batch, "--lexicon", str(WORDS)]) == 0
    with sqlite3.connect(run) as database:
        [[first]] = database.execute("SELECT name FROM weapons").fetchall()
    assert main(batch) == 0
    with sqlite3.connect(run) as database:
        [[second]] = database.execute("SELECT name FROM weapons").fetchall()
    assert (first, second) == ("Zarkan-2", "Rockets")


def test_the_guide_shows_the_files_of_the_example():
    """Line for line, but for comments."""
    for file in sorted(WORDS.iterdir()):
        lines = file.read_text(encoding="utf-8").splitlines()
        assert "\n".join(line for line in lines if not line.startswith("#")) in GUIDE, file.name


def test_the_guide_names_every_file_and_field():
    """What an entry may say is what the guide says it may."""
    for (file, table), model in TABLES.items():
        assert f"`{file}`" in GUIDE
        assert f"[[{table}]]" in GUIDE or file.endswith(".tsv")
        switches = {"cues.toml": {n for n, f in model.model_fields.items() if f.annotation is bool}}
        for name in model.model_fields.keys() - switches.get(file, set()):
            assert re.search(rf"\b{name}\b", GUIDE), f"{file}: {name}"


def test_the_example_is_sound():
    """It is the one people copy."""
    assert check_folder([WORDS]).problems == []
    assert tomllib.loads((WORDS / "weapons.toml").read_text("utf-8"))["weapon"][0]["id"] == "zarkan"
