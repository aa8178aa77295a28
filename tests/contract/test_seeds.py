"""The seeds are whole: article, what the caller knows, gold, notes; and they cover the codebook."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from summarizer.gold.files import check_file, read_article, read_gold
from summarizer.gold.model import KINDS
from summarizer.read.article import SUFFIXES, expand
from summarizer.read.articles import ENDINGS

SEEDS = Path(__file__).parents[2] / "seeds"
FOLDERS = sorted(path for path in SEEDS.iterdir() if path.is_dir())
README = (SEEDS / "README.md").read_text(encoding="utf-8")
TABLES = {"C": 16, "A": 10, "D": 8, "L": 5, "E": 6, "W": 7}  # sections of the codebook, and rules
SINGLE = ("M01", "X01", "X02", "S01", "N01")
RULES = [f"{part}{n:02}" for part, last in TABLES.items() for n in range(1, last + 1)] + [*SINGLE]
REACH = 60  # characters between a cue and the nearer of source and content
FILES = ["NOTES.md", "article.toml", "article.txt", "gold.json"]

seeds = pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)


def known(folder):
    """Return what the caller of the summarizer knows about the article."""
    return tomllib.loads((folder / "article.toml").read_text(encoding="utf-8"))


@seeds
def test_a_seed_has_its_four_files(folder):
    """Nothing else lies about in it."""
    assert sorted(path.name for path in folder.iterdir()) == FILES


@seeds
def test_the_gold_of_a_seed_is_proved(folder):
    """Every quote stands at its offsets, every number in its quote, every id is there."""
    assert check_file(folder / "gold.json") == []


@seeds
def test_the_gold_says_something_of_the_kinds_that_every_seed_has(folder):
    """An empty list is no gold: every seed has speakers, events and harm."""
    gold = read_gold(folder / "gold.json")
    required = Counter(kind for kind in KINDS for row in getattr(gold, kind) if row.required)
    assert all(required[kind] for kind in ("events", "attributions", "casualties"))


@seeds
def test_a_cue_is_near_its_source_or_what_is_said(folder):
    """Words like "said" stand in an article many times; the gold points to the right one."""
    loose = []
    for row in read_gold(folder / "gold.json").attributions:
        source = row.source.evidence if row.source is not None else None
        others = [quote for quote in (source, row.content) if quote is not None]
        gaps = [max(0, q.start - row.cue.end, row.cue.start - q.end) for q in others]
        if min(gaps, default=0) > REACH:
            loose.append((row.id, row.cue.quote, min(gaps)))
    assert loose == []


@seeds
def test_notes_say_what_was_settled_and_what_is_hard(folder):
    """A reader of the gold can see where two readers differed."""
    notes = (folder / "NOTES.md").read_text(encoding="utf-8")
    assert folder.name in notes.splitlines()[0]
    for heading in ("Settled:", "Hard readings:"):
        part = notes.partition(heading)[2].split("\n\n")
        assert len(part) > 1
        assert part[1].startswith("- ")


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_of_the_codebook_is_hard_in_two_seeds(rule):
    """One article could get a rule right by chance."""
    assert sum(rule in known(folder)["difficulties"] for folder in FOLDERS) >= 2


def test_difficulties_name_rules_that_there_are():
    """A mistyped id would count for nothing. V6 and V13 are checks of the library itself."""
    named = {rule for folder in FOLDERS for rule in known(folder)["difficulties"]}
    assert named - set(RULES) == {"V6", "V13"}


def test_the_table_lists_each_seed_with_its_rules():
    """The README is where a reader looks for an article on a rule."""
    rows = re.findall(r"^\| `([\w-]+)` \|.*\| ([\w ]+) \|$", README, re.MULTILINE)
    assert {name: set(rules.split()) for name, rules in rows} == {
        folder.name: set(known(folder)["difficulties"]) for folder in FOLDERS
    }
    assert len(rows) == len(FOLDERS)


def test_the_readme_counts_the_gold():
    """Records of the claims, and how many of them are required."""
    text = " ".join(README.split())
    counts = {
        kind: [len(rows), sum(row.required for row in rows)]
        for kind in ("casualties", "attributions", "events", "weapons")
        for rows in [[r for f in FOLDERS for r in getattr(read_gold(f / "gold.json"), kind)]]
    }
    found = re.search(
        r"(\d+) casualty claims \((\d+) required\), (\d+) attributions \((\d+)\),"
        r" (\d+) events \((\d+)\) and (\d+) weapons \((\d+)\)",
        text,
    )
    assert found
    assert [int(n) for n in found.groups()] == [n for pair in counts.values() for n in pair]


@pytest.mark.parametrize("endings", [SUFFIXES, ENDINGS], ids=["texts", "all formats"])
def test_a_folder_of_seeds_is_read_as_its_articles_alone(endings):
    """Gold and notes lie beside an article and are none."""
    found = expand([str(SEEDS)], endings)
    assert list(found) == [str(folder / "article.txt") for folder in FOLDERS]


@seeds
def test_the_caller_knows_title_and_day_of_an_article(folder):
    """Relative dates hang on the day, and the headline is not always in the text."""
    article = read_article(folder)
    assert article.id == folder.name
    assert article.title
    assert article.published
