import pytest

from summarizer.actors import (
    acled_actor_type,
    alignment_of,
    country_of,
    find_actors,
    members_of,
    source_type,
)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Syrian troops met rebels.", [("Syrian troops", "state_forces", "Syria")]),
        ("the 7th Border Brigade left", [("7th Border Brigade", "state_forces", None)]),
        ("Iranian-led units were seen", [("Iranian-led units", "armed_group_unnamed", "Iran")]),
        ("Pro-regime outlets wrote", [("Pro-regime outlets", "media", None)]),
        (
            "Iraqi and Afghan militias withdrew",
            [("Iraqi and Afghan militias", "militia", "Afghanistan")],
        ),
        ("Russia continued its raids", [("Russia", "state", "Russia")]),
        ("shells fell in Russia", []),
        ("the Syrian capital", []),
    ],
)
def test_an_actor_comes_with_the_words_that_identify_it(line, named):
    """Modifiers belong to the name; an adjective alone is no actor."""
    found = [(m.text, m.kind, m.country) for m in find_actors(line)][: len(named) or None]
    assert found == named


def test_a_hyphenated_chain_has_its_members():
    """A collective adjective names every one of them."""
    assert [m[0] for m in members_of("regime-Russian-Hezbollah")] == [
        "regime",
        "Russian",
        "Hezbollah",
    ]


@pytest.mark.parametrize(
    ("phrase", "kind", "party"),
    [
        ("the Observatory for Human Rights", "ngo_monitor", False),
        ("pro-rebel accounts", "social_media", False),
        ("a military spokesman", "military", True),
        ("residents of the camp", "resident", False),
        ("Reuters", "wire_agency", False),
        ("an official who spoke on condition of anonymity", "anonymous_official", None),
        ("the mayor of the town", "local_authority", None),
        ("state television", "media_outlet", False),
        ("the defence ministry", "military", True),
        ("his brother", "relative", False),
        ("it", "unspecified", None),
    ],
)
def test_a_source_phrase_has_a_type(phrase, kind, party):
    """A07: belligerents and their ministries are parties, media and monitors are not."""
    assert source_type(phrase) == (kind, party)


def test_alignment_is_only_what_is_printed():
    """2.3: "pro-regime" when the article says so, else None."""
    assert alignment_of("the pro-regime daily") == "pro-regime"
    assert alignment_of("the daily") is None


def test_foreign_state_forces_are_external_for_acled():
    """The same army is a state force at home and an external one abroad."""
    assert acled_actor_type("state_forces", "Syria", "Syria") == "State forces"
    assert acled_actor_type("state_forces", "Russia", "Syria") == "External/Other forces"
    assert acled_actor_type("armed_group", None, "Syria") is None
    assert country_of("Ukrainian") == "Ukraine"
