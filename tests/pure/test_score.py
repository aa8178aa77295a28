import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from summarizer.article import Article
from summarizer.assemble import assemble
from summarizer.assign import assign
from summarizer.errors import ScoreError
from summarizer.gold import Seed
from summarizer.gold.fill import fill
from summarizer.gold.oracle import as_extraction
from summarizer.gold.prove import parse_gold, problems_of
from summarizer.schema.summary import Provenance
from summarizer.score import Score, score
from summarizer.score.agreement import agreement
from summarizer.score.result import MEASURES, Prf
from summarizer.score.show import explain, show

TEXT = (
    "Shells hit the grain store in Orvata on Tuesday, killing at least three people, the mayor,"
    " Lena Ost, said.\n\n"
    "The army denied firing on the town. A hospital spoke of dozens of injured."
    " An envoy is to open talks in Orvata on Friday."
)
GOLD = {
    "schema": "gold/1",
    "article": "orvata",
    "actors": [
        {"id": "ac1", "name": "Lena Ost", "name_in_text": "Lena Ost", "kind": "person"},
        {"id": "ac2", "name": "The army", "name_in_text": "The army", "kind": "state_forces"},
    ],
    "locations": [
        {"id": "lo1", "name": "Orvata", "name_in_text": "Orvata", "granularity": "town"},
    ],
    "attributions": [
        {
            "id": "at1",
            "source": {"evidence": "the mayor, Lena Ost", "actor_id": "ac1", "named": True},
            "source_type": "local_authority",
            "cue": {"quote": "said", "occurrence": 1},
            "content": "Shells hit the grain store in Orvata on Tuesday, killing at least three"
            " people",
            "refs": ["ev1", "ca1"],
        },
        {
            "id": "at2",
            "source": {"evidence": "The army", "actor_id": "ac2"},
            "source_type": "military",
            "cue": "denied",
            "content": "firing on the town",
            "stance": "denies",
            "refs": ["ev1"],
        },
        {
            "id": "at3",
            "source": "A hospital",
            "source_type": "rescue_or_medical",
            "cue": "spoke of",
            "content": "dozens of injured",
            "refs": ["ca2"],
        },
    ],
    "events": [
        {
            "id": "ev1",
            "title": "Shelling of Orvata",
            "event_type": "Explosions/Remote violence",
            "sub_event_type": "Shelling/artillery/missile attack",
            "status": "actual",
            "time_frame": "current",
            "claim_status": "disputed",
            "attribution_ids": ["at1"],
            "date": {
                "text": "on Tuesday",
                "start": "2020-05-12",
                "end": "2020-05-12",
                "precision": "day",
            },
            "locations": [{"location_id": "lo1"}],
            "responsibility": [{"actor_id": "ac2", "basis": "denied", "by": ["at2"]}],
            "evidence": ["Shells hit the grain store in Orvata on Tuesday"],
        },
        {
            "id": "ev2",
            "required": False,
            "title": "Talks in Orvata",
            "event_type": None,
            "status": "planned",
            "time_frame": "future",
            "claim_status": "author_stated",
            "locations": [{"location_id": "lo1"}],
            "evidence": ["An envoy is to open talks in Orvata on Friday"],
        },
    ],
    "casualties": [
        {
            "id": "ca1",
            "event_id": "ev1",
            "harm": "killed",
            "count": {"text": "at least three people", "min": 3, "qualifier": "at_least"},
            "claim_status": "attributed",
            "claimed_by": ["at1"],
            "evidence": ["killing at least three people"],
        },
        {
            "id": "ca2",
            "event_id": "ev1",
            "harm": "injured",
            "count": {"text": "dozens of injured", "qualifier": "vague"},
            "claim_status": "attributed",
            "claimed_by": ["at3"],
            "evidence": ["A hospital spoke of dozens of injured"],
        },
    ],
    "weapons": [
        {
            "id": "we1",
            "name_in_text": "Shells",
            "category": "shell_unspecified",
            "claim_status": "attributed",
            "claimed_by": ["at1"],
            "event_ids": ["ev1"],
        },
    ],
}
PROVENANCE = Provenance(
    extractor="scripted",
    extractor_limits=None,
    library_version="0",
    schema_version="1.0",
    fingerprint="0",
    checks_run=[],
)


def seed_of(data=GOLD, name="orvata"):
    filled, problems = fill(json.loads(json.dumps(data)) | {"article": name}, TEXT)
    gold = parse_gold(filled)
    assert problems + problems_of(gold, TEXT) == []
    return Seed(Article(TEXT, published=date(2020, 5, 14), id=name), gold, Path(name))


SEED = seed_of()


def summary_of(change=None, seed=SEED):
    """Return a perfect summary, or one that *change* was made to before it was assembled."""
    extraction = as_extraction(seed.gold, TEXT)
    if change is not None:
        change(extraction)
    return assemble(extraction, seed.article, PROVENANCE)


def scored(change=None) -> Score:
    return score([summary_of(change)], [SEED])


def test_a_perfect_summary_scores_one_throughout():
    """Gold, handed over as an extractor would, is found whole: its words are read right."""
    found = scored()
    numbers = found.as_dict()
    assert found.findings == []
    assert {k: v["f1"] for k, v in numbers["records"].items() if v["gold"]} == {
        "actors": 1.0,
        "locations": 1.0,
        "events": 1.0,
        "attributions": 1.0,
        "casualties": 1.0,
        "weapons": 1.0,
    }
    assert {name: found.measure(name) for name in MEASURES} == {
        "invented": 0.0,
        "forbidden_numbers": 0.0,
        "vague_as_number": 0.0,
        "denial_recall": 1.0,
        "claimant_recall": 1.0,
        "count_accuracy": 1.0,
        "date_accuracy": 1.0,
        "status_accuracy": 1.0,
    }
    wrong = [
        (kind, name)
        for kind, fields in numbers["fields"].items()
        for name, row in fields.items()
        if row["accuracy"] not in (None, 1.0) or row["f1"] not in (None, 1.0)
    ]
    assert wrong == []


def no_summary_at_all(e):
    for kind in ("actors", "locations", "events", "attributions", "casualties", "weapons"):
        getattr(e, kind).clear()


def drop_the_second_casualty(e):
    del e.casualties[1]


def say_it_twice(e):
    e.casualties.append(e.casualties[0].model_copy(update={"id": "x"}))


def make_up_an_event(e):
    row = e.events[0].model_copy(
        update={
            "id": "x",
            "evidence": [e.attributions[2].content],
            "date_text": None,
            "event_type": "Riots",
            "sub_event_type": None,
        }
    )
    e.events.append(row)


def drop_the_optional_event(e):
    del e.events[1]


def quote_whole_sentences(e):
    quote = e.events[0].evidence[0]
    quote.text = TEXT.partition("\n")[0]


def swap_two_harms(e):
    e.casualties[0].harm, e.casualties[1].harm = "injured", "killed"


@pytest.mark.parametrize(
    ("change", "kind", "expected"),
    [
        (no_summary_at_all, "casualties", Prf(0, 0, 2)),
        (no_summary_at_all, "events", Prf(0, 0, 1)),  # the optional event costs nothing
        (drop_the_second_casualty, "casualties", Prf(1, 1, 2)),
        (say_it_twice, "casualties", Prf(2, 3, 2)),  # the second is one too many
        (make_up_an_event, "events", Prf(1, 2, 1)),
        (None, "events", Prf(1, 1, 1)),  # the optional event gains nothing
        (drop_the_optional_event, "events", Prf(1, 1, 1)),
        (quote_whole_sentences, "events", Prf(1, 1, 1)),  # a longer quote is still the passage
        (swap_two_harms, "casualties", Prf(1, 2, 2)),  # "dozens" of another harm is not it
    ],
)
def test_records_are_found_missed_and_made_up(change, kind, expected):
    """Counts of records after one change to a perfect summary."""
    assert scored(change).records(kind) == expected


def set_field(kind, index, **values):
    def change(e):
        for name, value in values.items():
            *parents, last = name.split("__")
            row = getattr(e, kind)[index]
            for part in parents:
                row = getattr(row, part)
            setattr(row, last, value)

    return change


@pytest.mark.parametrize(
    ("change", "kind", "field", "expected"),
    [
        (set_field("events", 0, status="planned"), "events", "status", Prf(0, 1, 1)),
        (set_field("events", 0, date_text=None), "events", "date", Prf(0, 0, 1)),
        (set_field("events", 0, time_frame="recap"), "events", "time_frame", Prf(0, 1, 1)),
        (set_field("events", 0, outcome="destroyed"), "events", "outcome", Prf(0, 1, 0)),
        (set_field("events", 0, locations=[]), "events", "places", Prf(0, 0, 1)),
        (set_field("events", 0, responsibility=[]), "events", "responsibility", Prf(0, 0, 1)),
        (set_field("events", 0, event_type="Battles"), "events", "event_type", Prf(0, 1, 1)),
        (set_field("attributions", 1, stance="asserts"), "attributions", "stance", Prf(2, 3, 3)),
        (set_field("attributions", 0, source=None), "attributions", "source", Prf(2, 2, 3)),
        (set_field("casualties", 0, claimed_by=[]), "casualties", "claimants", Prf(1, 1, 2)),
        (
            set_field("casualties", 0, claimed_by=["at3"]),
            "casualties",
            "claimants",
            Prf(1, 2, 2),
        ),
        (set_field("casualties", 0, count__text="three"), "casualties", "count", Prf(1, 2, 2)),
        (set_field("casualties", 0, count__text="three"), "casualties", "qualifier", Prf(1, 2, 2)),
        (
            set_field("casualties", 0, victims__civilian_status="civilian"),
            "casualties",
            "civilian_status",
            Prf(1, 2, 2),
        ),
        (set_field("weapons", 0, category="rocket"), "weapons", "category", Prf(0, 1, 1)),
        (set_field("weapons", 0, user_actor_ids=["ac2"]), "weapons", "users", Prf(0, 1, 0)),
        (
            set_field("weapons", 0, category="cluster_munition"),
            "weapons",
            "treaties",
            Prf(0, 1, 0),
        ),
        (set_field("weapons", 0, event_ids=["ev2"]), "weapons", "events", Prf(0, 1, 1)),
    ],
)
def test_a_wrong_value_costs_its_field_and_no_record(change, kind, field, expected):
    """The record is still found; null is no value, so leaving out costs recall alone."""
    found, perfect = scored(change), scored()
    assert found.field(kind, field) == expected
    assert found.records(kind) == perfect.records(kind)


@pytest.mark.parametrize(
    ("change", "measure", "expected"),
    [
        (set_field("casualties", 0, count__text="at least nine"), "forbidden_numbers", 1 / 2),
        (set_field("casualties", 1, count__text="24"), "forbidden_numbers", 1 / 2),
        (set_field("casualties", 1, count__text="24"), "vague_as_number", 1.0),
        (set_field("casualties", 1, count__text="three"), "forbidden_numbers", 0.0),
        (set_field("casualties", 1, count__text="three"), "vague_as_number", 1.0),
        (make_up_an_event, "invented", 1 / 8),
        (say_it_twice, "invented", 0.0),  # a double is one too many, but not made up
        (set_field("attributions", 1, stance="asserts"), "denial_recall", 0.0),
        (set_field("casualties", 0, claimed_by=[]), "claimant_recall", 1 / 2),
        (set_field("events", 0, date_text=None), "date_accuracy", 0.0),
        (set_field("events", 0, status="negated"), "status_accuracy", 0.0),
        (drop_the_second_casualty, "count_accuracy", 1.0),
    ],
)
def test_a_measure_answers_one_fear(change, measure, expected):
    """Each measure after one change to a perfect summary."""
    assert scored(change).measure(measure) == pytest.approx(expected)


def with_casualty(**values):
    first, second = GOLD["casualties"]
    return GOLD | {"casualties": [first | values, second]}


@pytest.mark.parametrize(
    ("accept", "change", "field", "right"),
    [
        ({"harm": ["injured"]}, {"harm": "injured"}, "harm", True),
        ({"harm": ["injured"]}, {"harm": "missing"}, "harm", False),
        ({"claimed_by": [["at3"]]}, {"claimed_by": ["at3"]}, "claimants", True),
        ({"claimed_by": [["at3"]]}, {"claimed_by": ["at2"]}, "claimants", False),
        ({"victims.civilian_status": ["civilian"]}, {}, "civilian_status", True),
        ({"count": [{"text": "three", "best": 3}]}, {"count__text": "three"}, "count", True),
        ({"count": ["*"]}, {"count__text": "three"}, "count", None),
    ],
)
def test_an_accepted_value_is_right(accept, change, field, right):
    """A star takes the field of this record out of the score."""
    seed = seed_of(with_casualty(accept=accept))
    seed_gold = seed.gold.model_copy(update={"casualties": seed.gold.casualties[:1]})
    seed = replace(seed, gold=seed_gold)
    made = score([summary_of(set_field("casualties", 0, **change), seed)], [seed])
    expected = None if right is None else float(right)
    assert made.accuracy("casualties", field) == expected


@pytest.mark.parametrize(
    ("weights", "pairs"),
    [
        ([], []),
        ([[]], []),
        ([[0.0]], []),
        ([[1.0, 2.0]], [(0, 1)]),
        ([[1.0], [2.0]], [(1, 0)]),
        ([[2.0, 1.9], [1.9, 0.0]], [(0, 1), (1, 0)]),  # the greedy choice would lose 1.8
        ([[1.0, 0.0, 0.0], [1.0, 1.0, 0.0], [0.0, 1.0, 1.0]], [(0, 0), (1, 1), (2, 2)]),
        ([[0.0, 3.0], [0.0, 2.0], [1.0, 0.0]], [(0, 1), (2, 0)]),
    ],
)
def test_the_pairing_is_the_best_one(weights, pairs):
    """Weights of nothing never pair."""
    assert assign(weights) == pairs


def test_the_pairing_is_as_good_as_trying_all():
    """Every pairing of small tables, against the method."""
    from itertools import permutations
    from random import Random

    draw = Random(7)
    for _ in range(60):
        rows, columns = draw.randint(1, 4), draw.randint(4, 5)
        table = [[round(draw.random(), 2) for _ in range(columns)] for _ in range(rows)]
        best = max(
            sum(table[r][c] for r, c in enumerate(order))
            for order in permutations(range(columns), rows)
        )
        assert sum(table[r][c] for r, c in assign(table)) == pytest.approx(best)


def test_every_loss_is_explained_with_its_sentence():
    """A miss and a made-up record are told with the sentence they are about."""

    def change(e):
        drop_the_second_casualty(e)
        make_up_an_event(e)

    assert explain(scored(change), ["events", "casualties"]) == (
        "== orvata\n"
        "invented: events ev2: Shelling of Orvata\n"
        "    A hospital spoke of dozens of injured.\n"
        "miss: casualties ca2: dozens of injured injured\n"
        "    A hospital spoke of dozens of injured."
    )


def test_the_table_names_what_it_shows():
    """People read kinds, fields and measures with their counts."""
    text = show(scored(drop_the_second_casualty), ["casualties"])
    assert "casualties                  1      1     2   1.00   0.50   0.67" in text
    assert "  claimants                 1      1     2   1.00   0.50   0.67      1.00" in text
    assert "  denial_recall         1.00       1/1" in text


def test_a_missing_summary_counts_as_missed():
    """Gold without a summary lowers recall; a summary without gold is named."""
    other = seed_of(name="second")
    other = replace(other, article=Article(TEXT + " ", id="second"))
    stray = Article("Rain fell on the harbour.", id="rain")
    elsewhere = assemble(
        as_extraction(SEED.gold.model_copy(update={k: [] for k in GOLD if k != "schema"}), ""),
        stray,
        PROVENANCE,
    )
    found = score([summary_of(), elsewhere], [SEED, other])
    assert found.records("casualties") == Prf(2, 2, 4)
    assert (found.without_summary, found.without_gold) == (("second",), ("rain",))


def test_summaries_of_other_texts_are_refused():
    """Nothing to compare, two of one, or the same id over another text."""
    changed = replace(SEED, article=Article(TEXT + " More.", id="orvata"))
    with pytest.raises(ScoreError, match="two summaries of orvata"):
        score([summary_of(), summary_of()], [SEED])
    with pytest.raises(ScoreError, match="made from another text"):
        score([summary_of(seed=SEED)], [changed])
    with pytest.raises(ScoreError, match="belongs to any of the 1"):
        score([], [SEED])


def test_an_interval_is_the_same_each_time():
    """Drawn over articles with a fixed seed; one article has none."""
    second = seed_of(name="second")
    second = replace(second, article=Article(TEXT + "\n", published=date(2020, 5, 14), id="second"))
    run = [summary_of(), summary_of(drop_the_second_casualty, second)]
    found = score(run, [SEED, second])
    f1 = found.as_dict(["casualties"])["records"]["casualties"]
    assert (f1["f1"], f1["f1_interval"]) == (pytest.approx(6 / 7, abs=1e-4), [0.6667, 1.0])
    assert found.as_dict() == score(run, [SEED, second]).as_dict()
    assert scored().as_dict()["records"]["casualties"]["f1_interval"] is None


def test_two_annotations_agree_record_by_record_and_field_by_field():
    """What is optional or accepted for scoring still counts for agreement."""
    data = json.loads(json.dumps(GOLD))
    data["casualties"][0]["harm"] = "injured"
    data["casualties"][0]["accept"] = {"harm": ["killed"]}
    del data["events"][1]
    found = agreement(SEED, seed_of(data).gold)
    assert found.records("events") == Prf(1, 1, 2)
    assert found.field("casualties", "harm") == Prf(1, 2, 2)
    assert found.accuracy("casualties", "harm") == 0.5
