"""Codebook 3.7: each invariant, broken once; the clean summary breaks none."""

from datetime import date

import pytest

from summarizer.article import Article
from summarizer.check import CHECKS, check
from summarizer.schema.evidence import CountValue, DateValue, Evidence
from summarizer.schema.summary import ArticleSummary


def bent(summary, path, value):
    """Return the summary with the field at *path* ("events.0.status") set to *value*."""
    data = summary.model_dump()
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    node = data
    for step in steps:
        node = node[step]
    node[last] = value(node[last]) if callable(value) else value
    return ArticleSummary.model_validate(data)


def found(summary, article):
    return [(i.code, i.record_id, i.message) for i in check(summary, article).issues]


def test_a_clean_summary_has_no_issue(summary, article):
    """Not even a note."""
    assert found(summary, article) == []


def count(text, low=None, high=None, best=None, qualifier="exact", derived=None):
    return CountValue(
        text=text, min=low, max=high, best=best, qualifier=qualifier, derived=derived
    ).model_dump()


def when(start=None, end=None, precision="day"):
    return DateValue(text="x", start=start, end=end, precision=precision).model_dump()


MISSING = Evidence(quote="never printed").model_dump()
LIE = Evidence(quote="never printed", start=0, end=6, match="exact").model_dump()

BROKEN = [
    ("V1", "events.0.evidence.0", MISSING, "ev1", "the quote 'never printed' was not found"),
    ("V1", "attributions.0.cue", LIE, "at1", "the span 0-6 does not hold its quote"),
    ("V1", "article.authors.0.evidence", MISSING, None, "the quote 'never printed'"),
    (
        "V2",
        "casualties.0.count",
        count("at least 14", 14, qualifier="at_least"),
        "ca1",
        "not print",
    ),
    ("V2", "casualties.0.count", count("at least 12", 12, 12, 12), "ca1", "does not say min 12"),
    ("V2", "casualties.0.count", count("about 12", 12, 12, 12, "approx"), "ca1", "does not say"),
    ("V2", "casualties.0.count", count("more than 12", 12, qualifier="at_least"), "ca1", "not say"),
    ("V2", "casualties.0.supersedes", count("10", 10, 10, 10), "ca1", "does not print"),
    (
        "V2",
        "casualties.0.count",
        count("a boy", 40, 40, 40, derived="enumerated"),
        "ca1",
        "not print",
    ),
    ("V2", "weapons.0.quantity", count("five", 5, 5, 5), "we1", "does not print"),
    ("V2", "weapons.0.intercepted", count("9", 9, 9, 9), "we1", "does not print"),
    ("V2", "events.0.count", 7, "ev1", "counted 7 times"),
    ("V3", "casualties.3.count", count("Dozens", 24, 24, 24, "vague"), "ca4", "is no number"),
    ("V3", "casualties.0.count", count("dozens", 12, 12, 12), "ca1", "is no number"),
    ("V3", "casualties.0.count", count("people", 12, 12, 12), "ca1", "is no number"),
    ("V3", "weapons.0.quantity", count("several", 4, 4, 4), "we1", "is no number"),
    ("V4", "casualties.0.count", count("12 to 3", 12, 3, None, "range"), "ca1", "not in order"),
    ("V4", "casualties.1.subset_of", "ca3", "ca2", "larger than ca3"),
    ("V5", "events.0.evidence", [], "ev1", "points at no passage"),
    ("V5", "casualties.0.event_id", None, "ca1", "no event could be named"),
    ("V6", "casualties.0.claimed_by", [], "ca1", "no attribution is named"),
    ("V6", "weapons.0.claim_status", "disputed", "we1", "nobody is named who disputes"),
    ("V6", "casualties.2.claimed_by", ["at1"], "ca3", "no source is a party"),
    (
        "V6",
        "casualties.2.victims.actor_ids",
        ["ac1"],
        "ca3",
        "another party than the one it burdens",
    ),
    ("V7", "events.0.status", "hypothetical", "ca1", "which is hypothetical"),
    ("V7", "events.0.status", "negated", "ca2", "which is negated"),
    ("V8", "events.0.date", when(date(2024, 5, 20), date(2024, 5, 20)), "ev1", "after publication"),
    (
        "V8",
        "events.0.date",
        when(date(2024, 5, 9), date(2024, 5, 2)),
        "ev1",
        "starts on 2024-05-09",
    ),
    (
        "V8",
        "attributions.2.date",
        when(date(2024, 6, 1), date(2024, 6, 1)),
        "at3",
        "after publicat",
    ),
    ("V8", "events.2.date", when(date(2024, 5, 1), date(2024, 5, 1)), "ev3", "before it was said"),
    ("V11", "abstract.0.refs", [], None, "rests on no record"),
    ("V11", "abstract.0.text", "Shells killed at least 12 people.", None, "states as fact"),
    ("V11", "abstract.0.text", "Shells killed 19 people, some said.", None, "has the number 19"),
    ("V11", "abstract.0.text", "Shells hit Belogorsk, some said.", None, "the name 'Belogorsk'"),
    ("V11", "headline", "At least 99 killed in Umm Darif", None, "the headline has the number 99"),
    ("V11", "headline", "The regime shells Umm Darif", None, "uses 'regime' without quotation"),
    ("V11", "headline", "shells " * 16, None, "more than 15 words"),
    ("V11", "abstract", lambda rows: rows * 3, None, "longer than 5 sentences"),
    ("V13", "attributions.3.content.match", "fuzzy", "at4", "not word for word"),
    ("V13", "headline", "Army: “We will go to the sea”", None, "quotes 'We will go to the sea'"),
    ("V14", "casualties.0.event_id", "ev9", "ca1", "points to 'ev9', which does not exist"),
    ("V14", "casualties.0.event_id", "ac1", "ca1", "not among the events"),
    ("V14", "locations.0.part_of", "lo9", "lo1", "points to 'lo9'"),
    ("V14", "abstract.0.refs", ["ev9"], None, "the abstract rests on 'ev9'"),
    ("V14", "actors.0.members", ["ac8"], "ac1", "points to 'ac8'"),
    ("V14", "casualties.0.victims.label_by", "at7", "ca1", "points to 'at7'"),
    ("V14", "events.0.related", [{"type": "same_as", "id": "ev7"}], "ev1", "points to 'ev7'"),
]


@pytest.mark.parametrize(("code", "path", "value", "record", "message"), BROKEN)
def test_each_invariant_is_noticed_when_broken(
    summary, article, code, path, value, record, message
):
    """The code, the record and what is wrong with it."""
    issues = found(bent(summary, path, value), article)
    assert any(c == code and r == record and message in m for c, r, m in issues), issues


def test_parts_may_not_exceed_their_total(summary, article):
    """V4: 12 and 3 are no parts of 2."""
    more = bent(summary, "casualties.0.part_of", "ca3")
    more = bent(more, "casualties.1.part_of", "ca3")
    assert ("V4", "ca3", "its parts add up to more than the total") in found(more, article)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("casualties.0.count", count("more than 12", 12, qualifier="more_than")),
        ("casualties.0.count", count("about 12", best=12, qualifier="approx")),
        ("casualties.3.count", count("no one", 0, 0, 0, "none")),
        ("casualties.2.count", count("a nurse and her son", 2, 2, 2, derived="enumerated")),
        ("headline", "Shells Kill Dozen At Market In Umm Darif Town, Committee Says"),
        ("headline", "Umm Darif: Shells hit market. Army’s denial follows"),
        ("abstract.0.text", "“We will not stop at the bridge,” the commander said."),
        ("abstract.0.text", "The “regime” shelled the town, the committee said."),
        ("casualties.0.victims.label_by", "the article"),
    ],
)
def test_what_only_looks_broken_is_let_pass(summary, article, path, value):
    """No false alarm: a title's capitals, a sentence's first word, a word held at a distance."""
    issues = [i for i in check(bent(summary, path, value), article).issues if i.severity == "error"]
    assert issues == []


def test_a_negated_event_may_have_its_zero(summary, article):
    """V7: "no one was killed" is what a negated event says."""
    denied = bent(summary, "events.0.status", "negated")
    for index in (0, 1, 3):
        denied = bent(denied, f"casualties.{index}.count", count("no one", 0, 0, 0, "none"))
    assert not [row for row in found(denied, article) if row[0] == "V7"]


def test_a_title_the_caller_gave_needs_no_place_in_the_text(extraction, article):
    """It is kept, marked and no error."""
    from conftest import PROVENANCE

    from summarizer.assemble import NOT_PRINTED, assemble

    given = Article(article.text, published=article.published, publisher="Vale Post", language="en")
    made = assemble(extraction, given, PROVENANCE)
    assert made.article.publisher.text == "Vale Post"
    assert made.article.publisher.evidence.reason == NOT_PRINTED
    assert found(made, given) == []


@pytest.mark.parametrize(
    ("text", "language", "abstract", "severities"),
    [
        ("За словами мера, у Нижній Долині загинули двоє людей.", "uk",
         "Нижня Долина: за словами мера, загинули двоє людей.", []),
        ("За словами мера, у Нижній Долині загинули двоє людей.", "uk",
         "За словами мера, у Верхній Долині загинули двоє.", ["warning"]),
        ("قال رئيس البلدية إن شخصين قتلا في الحي.", "ar", "قال رئيس البلدية إن شخصين قتلا.", []),
        ("Según el alcalde, murieron once personas en Cúcuta.", "es",
         "Once personas murieron en Cúcuta, según el alcalde.", []),
        ("Según el alcalde, murieron once personas en Cúcuta.", "es",
         "Doce personas murieron en Cúcuta, según el alcalde.", ["error"]),
    ],
)  # fmt: skip
def test_other_languages_are_checked_as_far_as_they_can_be(
    summary, text, language, abstract, severities
):
    """Inflected names pass, invented numbers do not."""
    made = summary.model_copy(update={"headline": text, "abstract": []})
    made = bent(made, "abstract", [{"text": abstract, "refs": ["ev1"]}])
    article = Article(text, language=language)
    assert [i.severity for i in CHECKS["V11"](made, article)] == severities


def test_names_in_another_script_are_not_compared(summary):
    """An English abstract of an Arabic article: nothing can be said about its names."""
    article = Article("قال رئيس البلدية إن شخصين قتلا في دوما.", language="ar")
    made = bent(
        summary, "abstract", [{"text": "Two died in Douma, the mayor said.", "refs": ["ev1"]}]
    )
    made = made.model_copy(update={"headline": "Two die"})
    assert [i.message for i in CHECKS["V11"](made, article)] == []


def test_what_the_types_forbid_needs_no_check(summary):
    """V9, V10: no coordinate, no grade can be set."""
    for path in ("locations.0.coordinates", "assessment.harm_status"):
        with pytest.raises(ValueError, match="None"):
            bent(summary, path, "x")


def test_checking_twice_adds_nothing(summary, article):
    """A revised summary keeps one copy of each issue."""
    once = check(bent(summary, "casualties.0.event_id", "ev9"), article)
    assert check(once, article) == once
