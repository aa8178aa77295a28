"""Which rule and which entry made a record: what was kept while reading, never guessed."""

import json
from pathlib import Path

import pytest

from summarizer.article import Article
from summarizer.cli.main import main
from summarizer.entry_rows import TABLES
from summarizer.lexicography.explain import explain
from summarizer.lexicon_folder import read_lexicon
from summarizer.vocabulary import active, use

ROOT = Path(__file__).parents[2]
ENGLISH = [p for p in sorted(ROOT.glob("seeds/*/article.txt")) if p.parent.name[2:3] != "-"]


def told(text):
    """Return, by record, what it was found by."""
    return {
        row.id: [(r.gives, r.words, r.file, r.entry) for r in row.reasons]
        for row in explain(Article(text))
    }


@pytest.mark.parametrize(
    ("text", "record", "expected"),
    [
        ("Two soldiers were killed.", "ca1",
         [("harm", "killed", "harm.toml", "kill-verb"),
          ("victims", "soldiers", "harm.toml", "combatants")]),
        ("Officials said that rebels shelled the town.", "at1",
         [("cue", "said", "cues.toml", "say"),
          ("source type", "Officials", "sources.toml", "state_official")]),
        ("Officials said that rebels shelled the town.", "ev1",
         [("event", "shelled", "events.toml", "shelling-verb")]),
        ("The army fired Kh-59 missiles at the port.", "we1",
         [("weapon", "Kh-59 missiles", "weapons.toml", "air-to-surface")]),
        ("Syrian troops shelled Homs.", "ac1", [("actor", "troops", "actors.toml", "troops")]),
        ("The 4th Brigade shelled Homs.", "ac1", [("actor", "4th Brigade", None, None)]),
        ("Russia shelled Homs.", "ac1", [("actor", "Russia", "countries.tsv", "Russia")]),
        ("The army shelled Homs.", "lo1", [("place", "Homs", "places.tsv", "Syria/Homs")]),
        ("The army shelled Qorvo village.", "lo1", [("place", "Qorvo village", None, None)]),
    ],
)  # fmt: skip
def test_a_record_names_the_entries_that_made_it(text, record, expected):
    """The entry is the one whose hit was used; where a pattern read the words, there is none."""
    assert told(text)[record] == expected


@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.parent.name)
def test_what_is_told_is_so(path):
    """The words stand where it says, the entry has them, and the rule's own entry is among them."""
    text = path.read_text(encoding="utf-8")
    rows = {(file, row["id"]): row for file, table in TABLES for row in active().rows(file, table)}
    explained = explain(Article(text))
    assert explained
    for record in explained:
        for reason in record.reasons:
            passage = " ".join(text[reason.start : reason.end].casefold().split())
            assert " ".join(reason.words.casefold().split()) in passage, record
            if reason.entry is not None:
                entry = rows[reason.file, reason.entry]
                forms = {form.casefold() for form in entry.get("forms", ())}
                if forms and reason.gives in ("cue", "harm", "victims"):
                    words = " ".join(reason.words.casefold().split())
                    assert any(words in form for form in forms), record  # "claimed" of its noun
        entry = (record.rule or "").split("/")[0]
        if record.kind in ("attributions", "weapons"):
            assert entry in {reason.entry for reason in record.reasons}, record


def test_a_users_entry_is_told_with_its_folder():
    """And ours with "library"."""
    article = Article((ROOT / "examples" / "valley.txt").read_text(encoding="utf-8"))
    with use(read_lexicon(ROOT / "examples" / "lexicon")):
        [weapon] = [row for row in explain(article) if row.kind == "weapons"]
    assert [(r.words, r.entry, r.lexicon) for r in weapon.reasons] == [
        ("Zarkan-2", "zarkan", "lexicon"),
        ("Rockets", "rocket", "library"),
    ]


def test_the_command_tells_one_record_or_all(capsys):
    """As text and as JSON lines; an id nobody has is wrong use."""
    article = str(ROOT / "examples" / "valley.txt")
    assert main(["lexicon", "explain", article, "--record", "ca1"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "ca1  At least three killed  rule kill-verb/passive",
        "    harm: “killed” (144-150): entry 'kill-verb' of harm.toml (library)",
    ]
    assert main(["lexicon", "explain", article, "--json"]) == 0
    ids = [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()]
    assert len(ids) == len(set(ids)) > 5
    assert main(["lexicon", "explain", article, "--record", "ca9"]) == 2
    assert "no entry makes a record 'ca9'; there are:" in capsys.readouterr().err
