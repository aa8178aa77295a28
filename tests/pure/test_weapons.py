import pytest

from summarizer.weapons import categorise, find_legal_statements, find_weapons, treaties_for


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("An air strike hit the town and gunmen blew up a bridge.", []),
        ("The army shelled the suburb.", []),
        ("RPG-7s, AK-47S AND GRENADES WERE SEIZED", ["RPG-7s", "AK-47S", "GRENADES"]),
        ("a suicide car bomb and two mortar shells", ["suicide car bomb", "mortar shells"]),
        ("They bombed the harbour.", []),
    ],
)
def test_only_named_weapons_are_found(line, named):
    """W01: a strike is no weapon; the longest name wins."""
    assert [m.text for m in find_weapons(line)] == named


def test_a_name_has_a_category_and_a_treaty_table_that_judges_nothing():
    """The table attaches instruments to a category, and none to most."""
    assert categorise("the cluster bombs") == "cluster_munition"
    assert categorise("a strike") is None
    assert treaties_for("landmine_ap") == (
        "Mine Ban Treaty (1997)",
        "CCW Amended Protocol II (1996)",
    )
    assert treaties_for("barrel_bomb") == ()


def test_the_words_about_legality_are_the_articles_own():
    """W03: the span is what the article prints."""
    line = "They used cluster bombs, which are banned under an international convention, he said."
    assert [line[a:b] for a, b in find_legal_statements(line)] == [
        "which are banned under an international convention"
    ]
