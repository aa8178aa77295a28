"""Every entry of the vocabulary keeps its own examples, as the module that reads it would."""

import re
import tomllib

import pytest

from summarizer import abstract, actors, weapons
from summarizer.errors import VocabularyError
from summarizer.extract.rules.casualties.people import is_person
from summarizer.extract.rules.triggers import load_triggers
from summarizer.ground import LOAD_BEARING
from summarizer.lexicography.check import check_core
from summarizer.lexicography.examples import READERS, failure_of, rows_with_examples
from summarizer.lexicon import Entry, PhraseFinder, load_entries, read_vocabulary
from summarizer.schema.terms import (
    ActorKind,
    Granularity,
    LaunchMethod,
    SourceType,
    WeaponCategory,
)
from summarizer.vocabulary import Lexicon, use

TREATED = tomllib.loads(read_vocabulary("treaties.toml"))["treaties"]
SOURCES = tomllib.loads(read_vocabulary("sources.toml"))["source"]
WORDING = tomllib.loads(read_vocabulary("wording.toml"))


EXAMPLES = [
    (*table, row, line, wanted)
    for table in READERS
    for row, line, wanted in rows_with_examples(*table)
]


def examples(entries):
    for entry in entries:
        yield from ((entry.id, line, True) for line in entry.yes)
        yield from ((entry.id, line, False) for line in entry.no)


@pytest.mark.parametrize(
    ("file", "table", "row", "line", "wanted"),
    EXAMPLES,
    ids=[f"{table}-{row['id']}-{n}" for n, (_, table, row, _, _) in enumerate(EXAMPLES)],
)
def test_every_entry_keeps_its_own_examples(file, table, row, line, wanted):
    """A `yes` line is read by its entry, a `no` line is not."""
    assert failure_of(file, table, row, line, wanted) is None


def test_no_entry_of_ours_lacks_examples_or_misspells_a_value():
    """What `summarizer lexicon check` says of a user's folder holds for ours."""
    assert [str(row) for row in check_core().problems if row.severity == "error"] == []


@pytest.mark.parametrize(
    ("entry", "line", "expected"), [*examples(load_entries("harm.toml", "shape"))]
)
def test_a_noun_no_list_has_counts_people_if_it_is_built_so(entry, line, expected):
    """The second word of a `yes` line of `person` is one for people, that of `thing` is none."""
    assert is_person(line.split()[1]) is (expected is (entry == "person"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (line, word == "yes")
        for row in WORDING["hedges"]
        for word in ("yes", "no")
        for line in row[word]
    ],
)
def test_every_hedge_keeps_its_own_examples(line, expected):
    """H3 in six languages."""
    assert abstract.keeps_distance(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (line, word == "yes")
        for row in WORDING["loaded"]
        for word in ("yes", "no")
        for line in row[word]
    ],
)
def test_every_loaded_word_keeps_its_own_examples(line, expected):
    """H4."""
    assert (abstract.LOADED.search(line) is not None) is expected


@pytest.mark.parametrize("category", sorted(TREATED))
def test_treaties_are_attached_to_categories_that_exist(category):
    """With a year each, and no judgement."""
    assert category in WeaponCategory.__args__
    treaties = weapons.treaties_for(category)
    assert treaties == tuple(TREATED[category])
    assert all(re.search(r"\((?:19|20)\d\d\)", treaty) for treaty in treaties)
    assert not re.search(r"\b(?:party|parties|unlawful|illegal|violat)", " ".join(treaties))


@pytest.mark.parametrize(
    "category", ["barrel_bomb", "thermobaric", "drone_one_way", "mortar", "unspecified"]
)
def test_most_weapons_have_no_treaty_of_their_own(category):
    """An empty list, not a guess."""
    assert weapons.treaties_for(category) == ()


def test_entries_use_the_closed_lists():
    """A misspelt kind would never match a filter."""
    for entry in load_entries("weapons.toml", "weapon"):
        assert entry.data["category"] in WeaponCategory.__args__, entry.id
        assert entry.data["launch_method"] in LaunchMethod.__args__, entry.id
    for entry in load_entries("actors.toml", "actor"):
        assert entry.data["kind"] in ActorKind.__args__, entry.id
    assert {row["id"] for row in SOURCES} <= set(SourceType.__args__)


def test_every_entry_has_examples():
    """Without them nobody could tell whether it works."""
    rows = (*load_entries("weapons.toml", "weapon"), *load_entries("actors.toml", "actor"))
    assert [entry.id for entry in (*rows, *load_triggers()) if not entry.yes] == []


def test_places_and_countries_are_whole_rows():
    """Name, granularity, country; country, forms."""
    for line in read_vocabulary("places.tsv").splitlines():
        if line and not line.startswith("#"):
            name, granularity, country = line.split("\t")
            assert granularity in Granularity.__args__, name
            assert actors.country_of(country) == country, name
    for line in read_vocabulary("countries.tsv").splitlines():
        if line and not line.startswith("#"):
            assert len(line.split("\t")) == 2, line


def test_load_bearing_words_are_written_small_and_once():
    """As the comparison sees them."""
    groups = tomllib.loads(read_vocabulary("grounding.toml"))["load_bearing"]
    words = [word for group in groups.values() for word in group.split()]
    assert all(word == word.lower() for word in words)
    assert sorted(words) == sorted(LOAD_BEARING)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cluster-Bombs and a bomb squad", ["Cluster-Bombs"]),
        ("a cluster\nbomb", ["cluster\nbomb"]),
        ("cluster, bomb", ["bomb"]),
        ("sea bomb", []),
        ("", []),
    ],
)
def test_a_phrase_is_found_longest_first_and_whole(text, found):
    """Neighbours that spoil the reading are respected."""
    entry = Entry(
        "x",
        ("cluster bombs", "cluster bomb", "bomb"),
        not_before=frozenset({"squad"}),
        not_after=frozenset({"sea"}),
    )
    assert [hit.text for hit in PhraseFinder([entry]).find(text)] == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[x]]\nid = "a"\n', "has no 'forms'"),
        ('[[x]]\nforms = ["a"]\n', "has no 'id'"),
        ('[[x]]\nid = "a"\nforms = ["a"]\n[[x]]\nid = "a"\nforms = ["b"]\n', "used twice"),
    ],
)
def test_a_broken_vocabulary_says_what_is_wrong(monkeypatch, text, message):
    """Which file, which entry."""
    rows = tomllib.loads(text)["x"]
    monkeypatch.setattr("summarizer.vocabulary.core_rows", lambda file, table: tuple(rows))
    with use(Lexicon()), pytest.raises(VocabularyError, match=message):
        load_entries("broken.toml", "x")
