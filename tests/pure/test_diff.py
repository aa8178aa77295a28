"""Which claims changed between two runs: paired by evidence, told by field."""

from __future__ import annotations

import json

import pytest

from summarizer.article import Article
from summarizer.cli.main import main
from summarizer.diff import FieldChange, diff_runs, diff_summaries
from summarizer.pipeline import Summarizer
from summarizer.schema.summary import ArticleSummary
from summarizer.write.jsonl import failure_line, summary_line

TEXT = (
    "Shells hit the market of Tal Rafa on Sunday, killing at least nine people, a doctor said."
    " The army accused rebels of firing the shells. Residents put the number of wounded at dozens."
    " A rebel spokesman denied that the group had fired."
)


@pytest.fixture(scope="module")
def before():
    return Summarizer(model="rules").run(Article(TEXT, published="2024-05-14"))


def altered(summary, change):
    """Return *summary* after *change* was made to its JSON."""
    data = json.loads(summary.model_dump_json())
    change(data)
    return ArticleSummary.model_validate(data)


def renumbered(data, shift=40):
    """Give every record another number, everywhere: another prompt counts differently."""
    kinds = (
        "casualties events attributions weapons actors locations media discrepancies unknowns"
    ).split()
    names = {
        row["id"]: f"{row['id'][:2]}{shift + int(row['id'][2:])}" for k in kinds for row in data[k]
    }

    def walk(value):
        if isinstance(value, dict):
            return {k: walk(v) for k, v in value.items()}
        if isinstance(value, list):
            return [walk(v) for v in value]
        head, colon, tail = value.rpartition(":") if isinstance(value, str) else ("", "", value)
        return f"{head}{colon}{names[tail]}" if tail in names else value

    for name in list(data):
        data[name] = walk(data[name])


def told(found):
    return [
        (c.kind, c.how, c.ids, [(f.name, f.before, f.after) for f in c.fields])
        for c in found.changes
    ]


def set_min(data):
    data["casualties"][0]["count"]["min"] = 8


def lose_first(data):
    [gone] = data["casualties"][:1]
    data["casualties"].remove(gone)
    for event in data["events"]:
        event["casualty_ids"] = [i for i in event["casualty_ids"] if i != gone["id"]]


def deny(data):
    data["casualties"][0]["denied_by"] = ["at2"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda data: None, []),
        (renumbered, []),
        (lambda data: data["casualties"].reverse(), []),
        (set_min, [("casualties", "changed", ("ca1", "ca1"), [("count.min", 9, 8)])]),
        (lose_first, [("casualties", "lost", ("ca1", None), [])]),
        (deny, [("casualties", "changed", ("ca1", "ca1"), [("denied_by", [], ["at2"])])]),
    ],
    ids="nothing renumbered reordered number lost denier".split(),
)
def test_a_change_is_told_once_and_a_new_numbering_is_none(before, change, expected):
    assert told(diff_summaries(before, altered(before, change))) == expected


def test_the_other_way_round_what_was_lost_is_added(before):
    after = altered(before, lose_first)
    assert told(diff_summaries(after, before)) == [("casualties", "added", (None, "ca1"), [])]


def test_a_link_to_a_lost_record_says_what_it_named(before):
    def change(data):
        gone = data["attributions"].pop(0)["id"]
        for row in data["casualties"]:
            row["claimed_by"] = [i for i in row["claimed_by"] if i != gone]

    found = diff_summaries(before, altered(before, change))
    fields = {c.ids[0]: c.fields for c in found.changes if c.kind == "casualties"}
    assert fields["ca1"] == (FieldChange("claimed_by", ["lost at1 (a doctor)"], []),)


def test_of_a_changed_text_claims_are_paired_by_their_words(before):
    longer = Article("Updated. " + TEXT, published="2024-05-14", id=before.article.id)
    after = Summarizer(model="rules").run(longer)
    found = diff_summaries(before, after)
    assert not found.same_text
    assert {(c.kind, c.how) for c in found.changes if c.kind == "casualties"} == {
        ("casualties", "changed")
    }
    names = {f.name for c in found.changes if c.kind == "casualties" for f in c.fields}
    assert names == {"evidence"}  # it stands nine characters further on


def test_what_is_said_of_the_whole_article_is_compared_too(before):
    def change(data):
        data["headline"] = "Other words"
        data["issues"] = []
        data["article"]["url"] = "https://example.org/a"

    found = diff_summaries(before, altered(before, change))
    names = [c.name for c in found.about]
    issues = sorted({f"issues.{issue.code}" for issue in before.issues})
    assert names == ["headline", "article.url", *issues]


def test_articles_of_one_side_only_are_named(before):
    other = altered(before, lambda data: data["article"].update(id="other"))
    found = diff_runs([before, other], [before])
    assert (found.compared, found.articles, found.lost, found.added) == (1, [], ["other"], [])
    assert diff_runs([before], [before, other]).added == ["other"]
    assert found.touches(["casualties"])


def test_an_article_that_stands_twice_is_compared_in_order(before):
    after = altered(before, set_min)
    found = diff_runs([before, before], [before, after])
    assert (found.compared, len(found.articles), found.counts()) == (
        2,
        1,
        {"casualties": {"changed": 1}},
    )
    assert found.fields() == {"casualties.count.min": 1}


# -- the command -----------------------------------------------------------------------------------


@pytest.fixture
def runs(before, tmp_path):
    def write(name, *lines):
        path = tmp_path / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return str(path)

    return (
        write("a", summary_line(before)),
        write("b", summary_line(altered(before, set_min))),
        write("c", failure_line("x.txt", "no")),
    )


@pytest.mark.parametrize(
    ("kinds", "code"),
    [
        ([], 0),
        (["--fail-on", "casualties"], 1),
        (["--fail-on", "events,attributions"], 0),
        (["--fail-on", "all"], 1),
    ],
)
def test_the_exit_code_is_1_only_for_the_kinds_named(before, runs, capsys, kinds, code):
    assert main(["diff", runs[0], runs[1], *kinds]) == code
    assert capsys.readouterr().out == (
        f"{before.article.id}  {before.headline}\n"
        "  casualties\n"
        f"    ~ ca1  at least nine killed: “{before.casualties[0].evidence[0].quote}”\n"
        "        count.min: 9 → 8\n"
        "\n"
        "1 articles compared, 1 changed\n"
        "casualties: 1 changed\n"
        "fields that changed most: casualties.count.min 1\n"
    )


def test_two_equal_runs_say_so_and_pass(runs, capsys):
    assert main(["diff", runs[0], runs[0], "--fail-on", "all"]) == 0
    assert capsys.readouterr().out == "1 articles compared, 0 changed\n"


def test_json_tells_the_same(runs, capsys):
    assert main(["diff", runs[0], runs[1], "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["counts"], data["fields"]) == (
        {"casualties": {"changed": 1}},
        {"casualties.count.min": 1},
    )
    assert data["articles"][0]["changes"][0]["fields"] == [
        {"name": "count.min", "before": 9, "after": 8}
    ]


def test_an_article_that_failed_in_the_second_run_fails_the_comparison(runs, capsys):
    assert main(["diff", runs[0], runs[2]]) == 0
    assert main(["diff", runs[0], runs[2], "--fail-on", "weapons"]) == 1
    captured = capsys.readouterr()
    assert "articles lost: 1" in captured.out
    assert "1 articles failed in this run and have no summary to compare" in captured.err


@pytest.mark.parametrize("kinds", ["deaths", "", "casualties,deaths"])
def test_an_unknown_kind_is_wrong_use(runs, capsys, kinds):
    assert main(["diff", runs[0], runs[1], "--fail-on", kinds]) == 2
    assert "choose from casualties, events" in capsys.readouterr().err


def test_the_words_of_an_article_cannot_move_the_cursor(before, runs, tmp_path, capsys):
    def change(data):
        data["headline"] = "a\x1b[2Jb"

    path = tmp_path / "d"
    path.write_text(summary_line(altered(before, change)) + "\n", encoding="utf-8")
    main(["diff", runs[0], str(path)])
    assert "\x1b" not in capsys.readouterr().out
