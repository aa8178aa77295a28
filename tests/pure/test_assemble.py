from datetime import date

import pytest
from conftest import PROVENANCE, TEXT

from summarizer.article import Article
from summarizer.assemble import assemble, read_count
from summarizer.check import evidence_of, records
from summarizer.schema.evidence import CountValue, DateValue
from summarizer.schema.extraction import ExtractedCount, Extraction


def made(extraction, **changes):
    rows = extraction.model_dump()
    for path, value in changes.items():
        kind, index, field = path.split("__")
        rows[kind][int(index)][field] = value
    article = Article(TEXT, published=date(2024, 5, 12), language="en")
    return assemble(Extraction.model_validate(rows), article, PROVENANCE)


def test_every_quote_points_into_the_article(summary):
    """The central promise, over all records."""
    spans = [span for row in records(summary) for span in evidence_of(row)]
    assert len(spans) == 27
    assert all(TEXT[span.start : span.end] == span.quote for span in spans)


def test_links_go_both_ways(summary):
    """Events know their casualties and weapons."""
    hit = summary.events[0]
    assert (hit.casualty_ids, hit.weapon_ids) == (["ca1", "ca2", "ca4"], ["we1"])


def test_the_day_of_a_statement_bounds_the_event_and_a_plan(extraction, summary):
    """D06: on or before for what happened, after for what is planned."""
    assert summary.events[1].date == DateValue(
        text=None,
        start=None,
        end=date(2024, 5, 10),
        precision="on_or_before",
        anchor="attribution:at3",
    )
    planned = made(extraction, events__0__date_text=None).events[2].date
    assert (planned.start, planned.end, planned.precision) == (date(2024, 5, 10), None, "after")


def test_a_pluperfect_excludes_the_day_of_publication(extraction):
    """D01: "had hit on Sunday", published on a Sunday."""
    text = TEXT + " Rebels had attacked the bridge on Sunday."
    rows = extraction.model_dump()
    rows["events"] = [
        rows["events"][1]
        | {
            "evidence": [{"text": "Rebels had attacked the bridge on Sunday"}],
            "date_text": {"text": "on Sunday"},
        }
    ]
    article = Article(text, published=date(2024, 5, 12))
    [event] = assemble(Extraction.model_validate(rows), article, PROVENANCE).events
    assert event.date.start == date(2024, 5, 5)


def test_without_a_publication_day_events_stay_undated(extraction):
    """D08: not even by the statement."""
    summary = assemble(extraction, Article(TEXT), PROVENANCE)
    assert summary.article.published is None
    assert [(e.date.start, e.date.end) for e in summary.events] == [(None, None)] * 3


def test_a_printed_date_serves_as_publication_day(extraction):
    """Its source is told; a date that is not printed serves nobody."""
    extraction.article.published_text = "12 May 2024"
    printed = assemble(extraction, Article("12 May 2024\n" + TEXT), PROVENANCE)
    assert (printed.article.published.start, printed.article.published_source) == (
        date(2024, 5, 12),
        "text",
    )
    assert printed.events[0].date.start == date(2024, 5, 11)
    assert assemble(extraction, Article(TEXT), PROVENANCE).article.published is None


def test_words_for_a_date_that_are_not_printed_date_nothing(extraction):
    """Kept, marked, reported."""
    summary = made(extraction, events__1__date_text={"text": "on 3 May 2024"})
    assert summary.events[0].date == DateValue(
        text="on 3 May 2024",
        start=None,
        end=None,
        precision="unknown",
        note="these words are not in the article",
    )
    assert [(i.code, i.record_id) for i in summary.issues] == [("V1", "ev1")]


def test_a_quote_that_is_not_found_is_kept_and_marked(extraction):
    """Nothing is lost silently."""
    summary = made(extraction, events__1__evidence=[{"text": "Mortar shells hit the hospital"}])
    [evidence] = summary.events[-1].evidence
    assert (evidence.quote, evidence.match) == ("Mortar shells hit the hospital", "missing")


def test_a_repeated_id_is_reported(extraction):
    """The second record keeps its place and gets an id of its own."""
    summary = made(extraction, casualties__1__id="dead", casualties__1__subset_of=None)
    assert [row.id for row in summary.casualties] == ["ca1", "ca2", "ca3", "ca4"]
    assert [issue.code for issue in summary.issues] == ["V14"]


@pytest.mark.parametrize(
    ("given", "bounds"),
    [
        ({"text": "at least 12"}, ("at_least", 12, None, None)),
        ({"text": "dozens"}, ("vague", None, None, None)),
        ({"text": "сімох", "min": 7, "max": 7, "best": 7}, ("exact", 7, 7, 7)),
        ({"text": "x", "min": 7}, ("at_least", 7, None, None)),
        ({"text": "x", "max": 7}, ("at_most", None, 7, None)),
        ({"text": "x", "min": 3, "max": 7}, ("range", 3, 7, None)),
        ({"text": "x", "best": 7}, ("approx", None, None, 7)),
        ({"text": "12", "qualifier": "vague"}, ("vague", None, None, None)),
    ],
)
def test_an_extractors_numbers_are_kept_and_else_the_words_are_read(given, bounds):
    """Numbers without a qualifier are not dropped."""
    count = read_count(ExtractedCount(**given))
    assert (count.qualifier, count.min, count.max, count.best) == bounds


def test_the_older_toll_is_read_too(extraction):
    """C08: one current record, the old value in ``supersedes``."""
    summary = made(extraction, casualties__0__supersedes="three")
    assert summary.casualties[0].supersedes == CountValue(
        text="three", min=3, max=3, best=3, qualifier="exact"
    )


def test_a_weapon_gets_its_category_launch_and_treaties(extraction):
    """Derived fields say that they are."""
    summary = made(extraction, weapons__0__name_in_text={"text": "Mortar shells"})
    [weapon] = summary.weapons
    assert (weapon.category, weapon.launch_method, weapon.launch_support) == (
        "mortar",
        "ground_launched",
        "inferred",
    )
    assert weapon.treaties_derived == []
    assert weapon.quantity.best == 4


def test_places_get_precision_and_no_coordinates(summary):
    """L04: coordinates never come from here."""
    town, market = summary.locations
    assert (town.where_prec, town.geo_precision, town.coordinates) == (1, 1, None)
    assert (market.part_of, market.where_prec) == ("lo1", 1)


def test_the_same_extraction_gives_the_same_bytes(extraction, article):
    """Twice."""
    first, second = (assemble(extraction, article, PROVENANCE) for _ in range(2))
    assert first.model_dump_json() == second.model_dump_json()
