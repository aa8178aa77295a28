from summarizer.ids import renumber
from summarizer.schema.extraction import Extraction


def by_text(quote):
    """Offsets as a grounder would give them for the small article."""
    from conftest import TEXT

    offset = TEXT.find(quote.text)
    return None if offset < 0 else offset


def ids(extraction, kind):
    return [row.id for row in getattr(extraction, kind)]


def test_ids_follow_the_order_of_the_text(extraction):
    """Whatever the extractor called them and in whatever order."""
    ordered, repeated = renumber(extraction, by_text)
    assert repeated == []
    assert ordered.events[0].title == "Shelling of the market"
    assert ids(ordered, "events") == ["ev1", "ev2", "ev3"]
    assert ids(ordered, "attributions") == ["at1", "at2", "at3", "at4"]


def test_every_reference_follows_its_record(extraction):
    """Nested ones included: places, victims, responsibility, the abstract."""
    ordered, _ = renumber(extraction, by_text)
    hit = ordered.events[0]
    names = {row.name: row.id for row in ordered.actors}
    assert hit.attribution_ids == ["at1", "at2"]
    assert hit.responsibility[0].model_dump() == {
        "actor_id": names["the army"],
        "basis": "denied",
        "by": ["at1"],
        "denied_by": ["at2"],
    }
    assert hit.locations[0].location_id == "lo2"
    assert [row.part_of for row in ordered.locations] == [None, "lo1"]
    assert ordered.casualties[1].subset_of == ordered.casualties[0].id
    assert ordered.abstract[0].refs == ["ev1", "ca1"]
    vek = next(row for row in ordered.actors if row.name == "Orlan Vek")
    assert vek.affiliation == names["the army"]


def test_a_record_that_is_not_in_the_text_comes_last(extraction):
    """In the order it was given."""
    rows = extraction.model_dump()
    rows["events"][0]["evidence"] = [{"text": "never printed"}]
    rows["events"].reverse()
    ordered, _ = renumber(Extraction.model_validate(rows), by_text)
    assert ordered.events[-1].title == "Announced attack on the eastern farms"


def test_words_in_a_field_of_ids_stay_words(extraction):
    """ "author" and "article.title" are nobody's id."""
    rows = extraction.model_dump()
    rows["weapons"][0]["legal_statement"] = {"quote": {"text": "x"}, "asserted_by": "author"}
    rows["discrepancies"] = [
        {
            "id": "d",
            "kind": "denial",
            "about": "the shelling",
            "between": ["article.title", "said"],
            "resolved_to": "the words of the committee",
            "evidence": [],
        }
    ]
    ordered, _ = renumber(Extraction.model_validate(rows), by_text)
    assert ordered.weapons[0].legal_statement.asserted_by == "author"
    assert ordered.discrepancies[0].between == ["article.title", "at1"]
    assert ordered.discrepancies[0].resolved_to == "the words of the committee"


def test_a_reference_to_nobody_never_becomes_somebody(extraction):
    """A dangling "ev2" must not point at the second event of the new order."""
    rows = extraction.model_dump()
    rows["casualties"][0]["event_id"] = "ev2"
    rows["casualties"][1]["event_id"] = "gone"
    ordered, _ = renumber(Extraction.model_validate(rows), by_text)
    assert [row.event_id for row in ordered.casualties][:2] == ["?ev2", "gone"]


def test_kinds_may_share_ids_and_are_told_apart_by_the_field(extraction):
    """Actor "1" and event "1" are two records."""
    rows = extraction.model_dump()
    rows["actors"][2]["id"] = "hit"  # the committee; an event is called so too
    rows["attributions"][0]["actor_id"] = "hit"
    ordered, repeated = renumber(Extraction.model_validate(rows), by_text)
    committee = next(row.id for row in ordered.actors if row.name == "the town committee")
    assert ordered.attributions[0].actor_id == committee
    assert ordered.casualties[0].event_id == "ev1"
    assert repeated == ["hit"]


def test_the_same_answer_in_another_order_gives_the_same_records(extraction):
    """Two runs, the same bytes."""
    rows = extraction.model_dump()
    for kind in ("actors", "events", "attributions", "casualties"):
        rows[kind].reverse()
    first, _ = renumber(extraction, by_text)
    second, _ = renumber(Extraction.model_validate(rows), by_text)
    assert second.events == first.events
    assert second.casualties == first.casualties
