import pytest

from summarizer.places import find_places, geo_precision, where_prec


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (
            "Fighting went on near Handarat, north of Aleppo.",
            [("Handarat", "town", "near"), ("Aleppo", "city", "north_of")],
        ),
        ("western Aleppo city was quiet", [("western Aleppo city", "part_of_city", "in")]),
        ("on the outskirts of Mosul", [("Mosul", "city", "outskirts")]),
        ("in the village of Tarsha", [("Tarsha", "town", "in")]),
        ("the Saraya district was hit", [("Saraya district", "neighbourhood", "in")]),
        ("12 km south of Homs", [("Homs", "city", "south_of")]),
        ("between Homs and Hama", [("Homs", "city", "between"), ("Hama", "city", "in")]),
        ("A CLASH IN USULUTAN", [("USULUTAN", "city", "in")]),
        ("a bomb in baghdad killed two", [("baghdad", "city", "in")]),
        ("The minister left on Monday.", []),
    ],
)
def test_places_are_read_with_kind_and_relation(line, named):
    """L02, L04: as printed, "near" and "north of" kept."""
    assert [(p.text, p.granularity, p.relation) for p in find_places(line)] == named


@pytest.mark.parametrize(
    ("granularity", "relation", "ucdp", "acled"),
    [
        ("site", "in", 1, 1),
        ("neighbourhood", "in", 1, 1),
        ("part_of_city", "in", 1, 1),
        ("town", "in", 1, 1),
        ("city", "in", 1, 1),
        ("town", "near", 2, 2),
        ("city", "outskirts", 2, 2),
        ("town", "within_km", 2, 2),
        ("city", "north_of", 2, 2),
        ("city", "rural_area_of", 2, 2),
        ("unknown", "near", 2, 2),
        ("adm2", "in", 3, 2),
        ("adm3", "in", 3, 2),
        ("adm1", "in", 4, 3),
        ("city", "between", 5, 3),
        ("site", "along", 5, 3),
        ("area", "in", 5, 3),
        ("region", "in", 5, 3),
        ("country", "in", 6, None),
        ("country", "between", 6, None),
        ("sea_air", "in", 7, 3),
        ("sea_air", "near", 7, 3),
        ("unknown", "in", None, None),
    ],
)
def test_precision_follows_the_codebooks(granularity, relation, ucdp, acled):
    """3.4: both scales from the same words."""
    assert where_prec(granularity, relation) == ucdp
    assert geo_precision(granularity, relation) == acled
