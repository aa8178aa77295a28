"""Named weapons: what was done with them, and by whom."""

import pytest

from summarizer.extract.rules.arms import find_arms
from summarizer.extract.rules.claims import Claims
from summarizer.extract.rules.reading import Reading


def read(text):
    reading = Reading(text)
    return [
        (arm.category, arm.action, [user.text for user in arm.users])
        for arm in find_arms(reading, Claims(reading.said))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Russians have reportedly turned to cluster bombs.",
            [("cluster_munition", "used", ["Russians"])],
        ),
        ("Mortars fired by rebels hit the market.", [("mortar", "used", ["rebels"])]),
        (
            "Army helicopters dropped barrel bombs on the town.",
            [("barrel_bomb", "used", ["Army helicopters"])],
        ),
        (
            "Air defence shot down nine drones over the port.",
            [("drone_unspecified", "intercepted", [])],
        ),
        ("They fired Kh-59 missiles at the port.", [("air_to_surface_missile", "used", [])]),
        ("Police found a landmine on the road.", [("landmine_unspecified", "found", [])]),
        ("The spokesman said the force had no artillery in the area.", []),
        ("Gunmen attacked a strike-hit village.", []),
        ("A treaty bans the use of cluster bombs.", []),
    ],
)
def test_a_weapon_has_an_action_and_a_user_only_where_it_is_said(text, expected):
    """W01, W02, W04."""
    assert read(text) == expected


def test_the_law_stays_in_the_words_of_the_article():
    """W03: the statement on legality is kept as printed."""
    text = "They used cluster bombs, which are banned under international conventions."
    reading = Reading(text)
    (arm,) = find_arms(reading, Claims(reading.said))
    assert text[slice(*arm.legal)] == "which are banned under international conventions"
