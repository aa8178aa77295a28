import json
import re
import shutil
from pathlib import Path

import pytest

from summarizer.article import Article
from summarizer.errors import GoldError
from summarizer.gold import read_gold, read_seeds
from summarizer.gold.__main__ import main
from summarizer.gold.accept import variant
from summarizer.gold.fill import dump, fill
from summarizer.gold.model import GoldEvent
from summarizer.gold.prove import parse_gold, problems_of
from summarizer.score.fields import FIELDS, right_answers
from summarizer.score.view import View

SEEDS = Path(__file__).parents[2] / "seeds"
GUIDE = (SEEDS / "ANNOTATING.md").read_text(encoding="utf-8")
TEXT = "Nine men died in Tamra, police said. Later, police said, nine men were hurt in Tamra."


def casualty(**values):
    row = {
        "id": "ca1",
        "event_id": None,
        "harm": "killed",
        "count": {"text": "Nine men", "best": 9},
        "claim_status": "author_stated",
        "evidence": ["Nine men died"],
    }
    return row | values


def gold_of(*casualties, **kinds):
    data = {"schema": "gold/1", "article": "tamra", "casualties": list(casualties)} | kinds
    filled, problems = fill(data, TEXT)
    return problems or problems_of(parse_gold(filled), TEXT)


@pytest.mark.parametrize(
    ("row", "spans"),
    [
        ({"evidence": ["Nine men died"]}, [(0, 13)]),
        ({"evidence": ["Nine men died", "police said"]}, [(0, 13), (24, 35)]),
        ({"evidence": ["nine men were hurt", "police said"]}, [(57, 75), (44, 55)]),
        ({"evidence": [{"quote": "police said", "occurrence": 2}]}, [(44, 55)]),
        ({"evidence": [{"quote": "police said", "start": 44, "end": 55}]}, [(44, 55)]),
        # Offsets that no longer fit are counted anew.
        ({"evidence": [{"quote": "Nine men died", "start": 3, "end": 9}]}, [(0, 13)]),
    ],
)
def test_a_quote_is_placed_near_its_neighbours(row, spans):
    """Words that stand twice belong to the passage that the record's other quotes are in."""
    filled, problems = fill({"unknowns": [{"id": "un1", **row}]}, TEXT)
    evidence = filled["unknowns"][0]["evidence"]
    assert problems == []
    assert [(quote["start"], quote["end"]) for quote in evidence] == spans
    assert all(TEXT[q["start"] : q["end"]] == q["quote"] for q in evidence)


SPEECH = (
    '"It began," the mayor said. "Shells fell on the school, and on the road that leads out of the'
    ' town to the north," she said. Two men, the police said, were hurt.'
)


@pytest.mark.parametrize(
    ("source", "cue", "content", "places"),
    [
        # Behind a long quotation: not the one before it.
        ("she", "said", "Shells fell on the school, and on the road that leads out of the"
         " town to the north,", (114, 118)),
        ("the mayor", "said", "It began,", (12, 22)),
        # Within the content, where the source is, too.
        ("the police", "said", "Two men, the police said, were hurt", (133, 144)),
    ],
)  # fmt: skip
def test_a_cue_stands_at_the_nearer_end_of_what_is_said(source, cue, content, places):
    """The source and the cue are those beside the content's end or beginning."""
    row = {"id": "at1", "source": source, "cue": cue, "content": content}
    filled, problems = fill({"attributions": [row]}, SPEECH)
    made = filled["attributions"][0]
    assert problems == []
    assert (made["source"]["evidence"]["start"], made["cue"]["start"]) == places


def test_accepted_quotes_are_placed_and_scored():
    """Plain words in accept become quotes; they count as right where a run has them."""
    row = {
        "id": "at1",
        "source": "police",
        "source_type": "police",
        "cue": {"quote": "said", "occurrence": 2},
        "content": "nine men were hurt in Tamra",
        "accept": {
            "cue": ["police said"],
            "content": ["nine men were hurt", "*"],
            "source": ["police said", None],
        },
    }
    filled, problems = fill({"attributions": [row]}, TEXT)
    accept = filled["attributions"][0]["accept"]
    cue = {"quote": "police said", "start": 44, "end": 55}
    assert (problems, accept["cue"]) == ([], [cue])
    assert accept["content"] == [{"quote": "nine men were hurt", "start": 57, "end": 75}, "*"]
    assert accept["source"] == [{"evidence": cue}, None]
    gold = parse_gold({"schema": "gold/1", "article": "tamra"} | filled)
    assert problems_of(gold, TEXT) == []
    view = View(gold)
    fields = {field.name: field for field in FIELDS["attributions"]}
    values = [list(right_answers(fields[n], gold.attributions[0], view)) for n in ("cue", "source")]
    assert [len(answers) for answers in values] == [2, 3]
    assert values[0][1] == (frozenset(range(44, 55)),)


def test_an_accepted_quote_at_the_wrong_place_is_found():
    """The offsets of accepted quotes are proved like those of a record's own."""
    cue = {"quote": "police said", "start": 4, "end": 15}
    row = {"id": "at1", "source": None, "source_type": "unspecified", "content": None}
    row |= {"cue": {"quote": "said", "occurrence": 1}, "accept": {"cue": [cue]}}
    filled, _ = fill({"attributions": [row]}, TEXT)
    assert filled["attributions"][0]["accept"]["cue"][0]["start"] == 24
    gold = parse_gold({"schema": "gold/1", "article": "tamra"} | filled)
    moved = gold.attributions[0].model_copy(update={"accept": {"cue": [cue]}})
    assert problems_of(gold.model_copy(update={"attributions": [moved]}), TEXT) == [
        "at1: accept has 'police said' for cue at another place; run fill"
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"evidence": ["ten men died"]}, "un1.evidence: 'ten men died' is not in the article"),
        (
            {"evidence": ["nine men  died in tamra"]},
            "un1.evidence: 'nine men  died in tamra' is not in the article; it has"
            " 'Nine men died in Tamra'",
        ),
        (
            {"evidence": ["police said"]},
            "un1.evidence: 'police said' stands 2 times; say which: occurrence",
        ),
        (
            {"evidence": [{"quote": "police said", "occurrence": 3}]},
            "un1.evidence: 'police said' has 2 occurrences, not 3",
        ),
    ],
)
def test_a_quote_that_cannot_be_placed_is_named(row, problem):
    """The words are left as they were."""
    data = {"unknowns": [{"id": "un1", **row}]}
    filled, problems = fill(data, TEXT)
    assert problems == [problem]
    quote = filled["unknowns"][0]["evidence"][0]
    assert "start" not in quote


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        (casualty(), []),
        (
            casualty(count={"text": "Nine men", "best": 8}),
            ["ca1: count has a number that the evidence does not print (C15): [8, 8, 8]"],
        ),
        (
            casualty(count={"text": "nine persons", "best": 9}),
            ["ca1: count text 'nine persons' is not part of the evidence"],
        ),
        (
            casualty(count={"text": "Nine men", "best": 9, "qualifier": "vague"}),
            ["ca1: count is vague and yet has a number (C01): [9]"],
        ),
        (
            casualty(count={"text": "Nine men", "qualifier": "approx"}),
            ["ca1: count is approx and yet has no number"],
        ),
        (
            casualty(event_id="ev7"),
            ["ca1: points to 'ev7', which does not exist"],
        ),
        (
            casualty(claim_status="attributed"),
            ["ca1: attributed, but claimed_by is empty"],
        ),
        (
            casualty(claim_status="disputed"),
            ["ca1: disputed, but no denied_by, denial or discrepancy names it"],
        ),
        (
            casualty(accept={"harmed": ["injured"]}),
            ["ca1: accept names 'harmed', which is no field of this record"],
        ),
        (casualty(accept={"victims.civilian_status": ["civilian", "*"]}), []),
        (casualty(accept={"count": [{"text": "men", "qualifier": "unspecified"}]}), []),
        (
            casualty(accept={"harm": ["hurt"]}),
            ["ca1: accept has 'hurt' for harm, which cannot be: Input should be 'killed'"],
        ),
        (casualty(id="c1"), ["c1: ids of casualties start with 'ca'"]),
    ],
)
def test_what_a_record_says_is_proved(row, problems):
    """Numbers, vague words, ids, sources, names of fields and values they accept."""
    found = gold_of(row)
    assert len(found) == len(problems)
    assert all(line.startswith(start) for line, start in zip(found, problems, strict=True))


def test_ids_are_given_once():
    """Two records of one id cannot be told apart."""
    assert gold_of(casualty(), casualty()) == ["ca1: the id is given twice"]


def test_an_event_does_not_end_before_it_starts():
    """Dates are proved as intervals."""
    event = {
        "id": "ev1",
        "title": "Deaths in Tamra",
        "event_type": None,
        "status": "actual",
        "time_frame": "current",
        "claim_status": "author_stated",
        "date": {"start": "2020-05-12", "end": "2020-05-11", "precision": "day_range"},
        "evidence": ["Nine men died in Tamra"],
    }
    assert gold_of(events=[event]) == ["ev1: date starts on 2020-05-12 and ends on 2020-05-11"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (casualty(harm="hurt"), "ca1.harm: Input should be 'killed'"),
        (casualty(evidence=[]), "ca1.evidence: List should have at least 1 item"),
        (casualty(victim="men"), "ca1.victim: Extra inputs are not permitted"),
        ({"id": "ca1"}, "ca1.event_id: Field required"),
    ],
)
def test_a_wrong_form_is_named_by_record_and_field(row, message):
    """Values outside the closed lists, misspelt and missing fields."""
    filled, _ = fill({"schema": "gold/1", "article": "tamra", "casualties": [row]}, TEXT)
    with pytest.raises(GoldError, match=re.escape(message)):
        parse_gold(filled)


def seed_folder(tmp_path):
    """Write the guide's own example as a seed."""
    folder = tmp_path / "karvel-bus-station"
    folder.mkdir()
    [article] = re.findall(r"^> (.*)$", GUIDE, re.M)
    [gold] = re.findall(r"```json\n(.*?)```", GUIDE, re.S)
    (folder / "article.txt").write_text(article, encoding="utf-8")
    (folder / "article.toml").write_text('published = "2020-05-14"\n', encoding="utf-8")
    (folder / "gold.json").write_text(gold, encoding="utf-8")
    return folder


def test_the_example_of_the_guide_holds(tmp_path, capsys):
    """Filled once it is whole, and filling again changes nothing."""
    path = seed_folder(tmp_path) / "gold.json"
    assert main(["check", str(tmp_path)]) == 1
    assert main(["fill", str(tmp_path)]) == 0
    first = path.read_bytes()
    assert main(["fill", str(path)]) == 0
    assert path.read_bytes() == first
    assert main(["check", str(tmp_path)]) == 0
    assert "1 files, 0 with problems" in capsys.readouterr().err


def test_a_damaged_quote_is_found_by_check(tmp_path, capsys):
    """One shifted offset, one changed word."""
    path = seed_folder(tmp_path) / "gold.json"
    main(["fill", str(path)])
    text = path.read_text(encoding="utf-8")
    assert '"start": 138, "end": 154' in text
    path.write_text(text.replace('"start": 138', '"start": 137'), encoding="utf-8")
    capsys.readouterr()
    assert main(["check", str(path)]) == 1
    assert "ca2: 'Dozens were hurt' does not stand at 137-154; run fill" in capsys.readouterr().out
    with pytest.raises(GoldError, match="does not stand at 137-154"):
        read_seeds([tmp_path])


def test_a_file_that_is_no_gold_is_refused_in_one_sentence(tmp_path, capsys):
    """Not JSON, not an object, or not there."""
    path = seed_folder(tmp_path) / "gold.json"
    for content, words in [("{", "not JSON"), ("[]", "one JSON object")]:
        path.write_text(content, encoding="utf-8")
        with pytest.raises(GoldError, match=words):
            read_gold(path)
    assert main(["check", str(tmp_path / "nowhere")]) == 2
    assert "no file or folder" in capsys.readouterr().err


def test_comparing_an_annotation_with_itself_finds_no_difference(tmp_path, capsys):
    """The tool prints tables of agreement."""
    path = seed_folder(tmp_path) / "gold.json"
    main(["fill", str(path)])
    capsys.readouterr()
    assert main(["compare", str(path), str(path)]) == 0
    printed = capsys.readouterr().out
    assert "casualties                  2      2     2   1.00   1.00   1.00" in printed
    assert "miss" not in printed


def test_folders_of_annotations_are_compared_over_what_both_have(tmp_path, capsys):
    """An article of one annotator alone does not count; none in common is said in a sentence."""
    for name in ("A", "B", "empty"):
        (tmp_path / name).mkdir()
    for name in ("A", "B"):
        main(["fill", str(seed_folder(tmp_path / name) / "gold.json")])
    alone = tmp_path / "A" / "alone"
    shutil.copytree(tmp_path / "A" / "karvel-bus-station", alone)
    text = (alone / "gold.json").read_text(encoding="utf-8").replace("karvel-bus-station", "alone")
    (alone / "gold.json").write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert main(["compare", str(tmp_path / "A"), str(tmp_path / "B")]) == 0
    assert capsys.readouterr().out.startswith("1 articles with gold\n")
    assert main(["compare", str(tmp_path / "A"), str(tmp_path / "empty")]) == 2
    assert capsys.readouterr().err.endswith("have gold of no article in common\n")


def test_every_scored_field_is_named_in_the_guide():
    """An annotator can look up what counts."""
    scored = GUIDE.partition("## What is scored")[2]
    missing = [f.name for fields in FIELDS.values() for f in fields if f.name not in scored]
    assert missing == []


@pytest.mark.parametrize("path", sorted(SEEDS.rglob("gold*.json")), ids=lambda p: p.parent.name)
def test_the_gold_of_a_seed_holds(path):
    """Every quote, offset, id and number of the annotations beside the articles."""
    gold = read_gold(path)
    text = (path.parent / "article.txt").read_bytes().decode("utf-8")
    assert gold.article == path.parent.name
    assert problems_of(gold, text) == []


def test_what_fits_on_a_line_stays_on_one():
    """Gold is read in diffs."""
    value = {"id": "ca1", "evidence": [{"quote": "Nine men died", "start": 0, "end": 13}]}
    lines = dump([value, {"long": ["x" * 60, "y" * 60]}]).splitlines()
    assert lines[1] == " " + json.dumps(value) + ","
    assert json.loads("\n".join(lines)) == [value, {"long": ["x" * 60, "y" * 60]}]


def test_an_article_keeps_the_name_of_its_folder(tmp_path):
    """Gold and summary find each other by it."""
    folder = seed_folder(tmp_path)
    main(["fill", str(folder)])
    [seed] = read_seeds([tmp_path])
    assert seed.article == Article(
        seed.article.text, published="2020-05-14", id="karvel-bus-station"
    )


@pytest.mark.parametrize(
    ("path", "value", "field", "expected"),
    [
        ("date", ["2020-05-12", None], "date", "2020-05-12 None week"),
        ("actors", "ac2", "actors", "ac2 initiator"),
        ("actors", [], "actors", ""),
        ("actors", None, "actors", ""),
        ("actors", [{"actor_id": "ac2", "role": "target"}], "actors", "ac2 target"),
        ("locations", ["lo1", "lo2"], "locations", "lo1 event, lo2 event"),
        ("outcome", "destroyed", "outcome", "destroyed"),
    ],
)
def test_an_accepted_value_may_be_written_short(path, value, field, expected):
    """Days as a pair, ids in place of their parts."""
    event = GoldEvent(
        id="ev1",
        title="",
        event_type=None,
        status="actual",
        time_frame="current",
        claim_status="author_stated",
        date={"precision": "week"},
        evidence=[{"quote": "x", "start": 0, "end": 1}],
    )
    made = getattr(variant(event, path, value), field)
    if field == "date":
        shown = f"{made.start} {made.end} {made.precision}"
    elif field == "actors":
        shown = ", ".join(f"{part.actor_id} {part.role}" for part in made)
    elif field == "locations":
        shown = ", ".join(f"{part.location_id} {part.role}" for part in made)
    else:
        shown = made
    assert shown == expected


def test_where_the_library_reads_the_words_otherwise_is_shown(tmp_path, capsys):
    """A slip of the annotator, or of the library: somebody should look."""
    path = seed_folder(tmp_path) / "gold.json"
    main(["fill", str(path)])
    assert main(["reading", str(path)]) == 0
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"start": "2020-05-12"', '"start": "2020-05-11"'), "utf-8")
    capsys.readouterr()
    assert main(["reading", str(path)]) == 1
    assert capsys.readouterr().out.splitlines()[0] == (
        "karvel-bus-station ev1: date is (2020-05-12, 2020-05-12), not (2020-05-11, 2020-05-12)"
        " (ev1)"
    )
