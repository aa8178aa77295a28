import pytest
from export_samples import raid

from summarizer.lexicon import PhraseFinder, load_entries
from summarizer.quantities import parse_count
from summarizer.schema.summary import Casualty, Victims
from summarizer.write.policies import Policies, toll
from summarizer.write.rows import Lookup

VAGUE = load_entries("vague_numbers.toml", "vague")


@pytest.mark.parametrize(
    ("entry", "line", "expected"),
    [(e.id, line, True) for e in VAGUE for line in e.yes]
    + [(e.id, line, False) for e in VAGUE for line in e.no],
)
def test_every_vague_word_keeps_its_own_examples(entry, line, expected):
    assert (entry in {h.entry.id for h in PhraseFinder(VAGUE).find(line)}) is expected


def claim(number: int, text: str, by: str | None = None, **fields) -> Casualty:
    """One claim about the killed; *by* is an attribution id of the raid sample."""
    victims = {"text": None, "actor_ids": [], "support": "explicit", "side": None,
               "civilian_status": "unknown", "demographics": [], "names": [],
               "label_by": None}  # fmt: skip
    base = {"id": f"x{number}", "event_id": "ev1", "harm": "killed", "count": parse_count(text),
            "claim_status": "attributed", "claimed_by": [by] if by else [], "denied_by": [],
            "blamed": [], "scope": "incident", "period": None, "subset_of": None, "part_of": None,
            "increment_of": None, "supersedes": None, "evidence": [], "rule": None}  # fmt: skip
    victims["actor_ids"] = fields.pop("actors", [])
    return Casualty(**(base | fields), victims=Victims(**victims))


# at1: the mayor, at2: a clinic, at4: residents. Each row: claims, then (low, best, high).
ONE = [(1, "31", "at1")]
TWO = [(1, "at least 12", "at1"), (2, "15", "at2")]
THREE = [(1, "20", "at1"), (2, "15", "at2"), (3, "15", "at4")]


@pytest.mark.parametrize(
    ("policy", "claims", "expected"),
    [
        ("separate", ONE, (31, 31, 31)),
        ("separate", [(1, "at least 12", "at1")], (12, 12, None)),  # a bound, with a note
        ("separate", [(1, "about 80", "at1")], (80, 80, 80)),
        ("separate", [(1, "40 to 45", "at1")], (40, None, 45)),  # two numbers, one cell
        ("lowest", [(1, "40 to 45", "at1")], (40, 40, 45)),
        ("highest", [(1, "40 to 45", "at1")], (40, 45, 45)),
        ("separate", [(1, "up to 20", "at1")], (None, None, 20)),
        ("highest", [(1, "up to 20", "at1")], (None, 20, 20)),
        ("separate", TWO, (12, None, 15)),
        ("lowest", TWO, (12, 12, 15)),
        ("highest", TWO, (12, 15, 15)),
        ("latest", TWO, (12, None, 15)),  # the statements are not dated
        ("majority", TWO, (12, None, 15)),  # one against one
        ("majority", THREE, (15, 15, 20)),
        ("separate", [(1, "15", "at1"), (2, "15", "at2")], (15, 15, 15)),
        ("highest", [(1, "more than 50", "at1"), (2, "45", "at2")], (45, 50, None)),
        ("separate", [(1, "no one was killed", "at1")], (0, 0, 0)),
        ("separate", [(1, "17", "at1"), (2, "dozens", "at2")], (17, None, 17)),
        ("lowest", [(1, "17", "at1"), (2, "dozens", "at2")], (17, 17, 17)),
        ("separate", [(1, "17", "at1"), (2, "civilians", "at2")], (17, 17, 17)),
        ("separate", [(1, "no reports of deaths", "at1")], (None, None, None)),
    ],
)
def test_sources_that_differ_fill_one_cell_only_by_a_named_policy(policy, claims, expected):
    look = Lookup(raid().summary)
    made = toll([claim(*row) for row in claims], look, Policies(sources_differ=policy))
    assert (made.low, made.best, made.high) == expected


@pytest.mark.parametrize(
    ("policy", "text", "expected", "note"),
    [
        ("blank", "dozens", (None, None, None), "'dozens' has no number: left empty"),
        ("acled", "dozens", (12, 12, 12), "'dozens' entered as 12 (vague-numbers=acled)"),
        ("acled", "hundreds of people", (100, 100, 100),
         "'hundreds of people' entered as 100 (vague-numbers=acled)"),
        ("acled", "several", (None, None, None), "'several' has no number: left empty"),
        ("plural_min2", "civilians", (2, 2, None),
         "'civilians' entered as at least 2 (vague-numbers=plural_min2)"),
        ("plural_min2", "at least 12", (12, 12, None), None),  # a number needs no policy
    ],
)  # fmt: skip
def test_a_vague_word_becomes_a_number_only_by_a_named_policy(policy, text, expected, note):
    made = toll([claim(1, text, "at1")], Lookup(raid().summary), Policies(vague_numbers=policy))
    assert (made.low, made.best, made.high) == expected
    assert made.notes == ((note,) if note else ())
    assert made.reported


@pytest.mark.parametrize(
    ("second", "best"),
    [
        ({"subset_of": "x1"}, 5),  # three of the five
        ({"increment_of": "x1"}, 5),
        ({"part_of": "x1"}, 5),
        ({}, 8),  # five soldiers and three civilians, by one source
        ({"actors": ["ac1"]}, None),  # the same group twice: two figures
        ({"by": "at2"}, None),  # another source may mean the same dead
        ({"claim_status": "disputed"}, None),
    ],
)
def test_numbers_are_added_only_within_one_source_and_for_separate_groups(second, best):
    rows = [claim(1, "5", "at1", actors=["ac1"])]
    fields = {"by": "at1", "actors": ["ac2"]} | second
    rows.append(claim(2, "3", **fields))
    assert toll(rows, Lookup(raid().summary), Policies()).best == best


def test_a_count_of_families_is_no_count_of_persons():
    made = toll([claim(1, "one family", "at1")], Lookup(raid().summary), Policies())
    assert (made.low, made.best, made.high) == (None, None, None)
    assert made.notes == ("'one family' counts families, not persons: left empty",)
