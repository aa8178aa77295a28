from __future__ import annotations

import pytest

from summarizer.ground import Grounder
from summarizer.merge import merge
from summarizer.schema.extraction import Extraction

TEXT = (
    "At least 12 soldiers were killed near Varn, the army said. Rebels said 12 civilians were"
    " killed near Varn. Three of the soldiers were officers. Cluster bombs fell on Olm."
)
GROUNDER = Grounder(TEXT)


def locate(number, quote):
    found = GROUNDER.locate(quote.text, occurrence=quote.occurrence)
    return None if found.start is None else (found.start, found.end)


def _q(text):
    return {"text": text}


def killed(name, quote, text, victims=None, by=(), **numbers):
    return {
        "id": name,
        "event_id": None,
        "harm": "killed",
        "count": {"text": text} | numbers,
        "victims": {"text": victims},
        "claim_status": "attributed",
        "claimed_by": list(by),
        "evidence": [_q(quote)],
    }


def said(name, source, cue, content, refs=(), **more):
    return {
        "id": name,
        "source": _q(source),
        "source_type": "military",
        "cue": _q(cue),
        "content": _q(content),
        "stance": "asserts",
        "directness": "indirect",
        "refs": list(refs),
    } | more


def weapon(name, printed, quote, events=()):
    return {
        "id": name,
        "name_in_text": _q(printed),
        "claim_status": "author_stated",
        "event_ids": list(events),
        "evidence": [_q(quote)],
    }


def place(name, printed, **more):
    return {"id": name, "name": printed, "name_in_text": _q(printed)} | more


def fight(name, quote, places=(), **more):
    return {
        "id": name,
        "title": "t",
        "event_type": "Battles",
        "status": "actual",
        "time_frame": "current",
        "claim_status": "attributed",
        "locations": [{"location_id": one} for one in places],
        "evidence": [_q(quote)],
    } | more


def extraction(**kinds):
    return Extraction.model_validate({"headline": "h", "abstract": []} | kinds)


ARMY = "At least 12 soldiers were killed near Varn"
REBELS = "12 civilians were killed near Varn"


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        # the same claim, its passage cut a little otherwise
        (
            killed("a", ARMY, "At least 12", min=12),
            killed("b", "12 soldiers were killed", "12", best=12),
            1,
        ),
        # the same words, the number left to the library by one of them
        (killed("a", ARMY, "At least 12", min=12), killed("b", ARMY, "At least 12"), 1),
        # one number, two passages: two claimants
        (killed("a", ARMY, "12", best=12), killed("b", REBELS, "12", best=12), 2),
        # one passage, two groups
        (
            killed("a", ARMY, "12", "soldiers", best=12),
            killed("b", ARMY, "12", "civilians", best=12),
            2,
        ),
        (
            killed("a", ARMY, "12", "soldiers", best=12),
            killed("b", ARMY, "12", "12 soldiers", best=12),
            1,
        ),
        # one passage, two numbers
        (killed("a", ARMY, "12", best=12), killed("b", ARMY, "three", best=3), 2),
        # another harm
        (
            killed("a", ARMY, "12", best=12),
            killed("b", ARMY, "12", best=12) | {"harm": "injured"},
            2,
        ),
        # a quote that is not in the article matches nothing
        (killed("a", ARMY, "12", best=12), killed("b", "12 men died elsewhere", "12", best=12), 2),
    ],
)
def test_a_claim_both_have_is_counted_once(first, second, count):
    merged = merge([extraction(casualties=[first]), extraction(casualties=[second])], locate)
    assert len(merged.casualties) == count


def test_what_one_extraction_keeps_apart_stays_apart():
    """A twin is taken once: the second of two equal records is another record."""
    twins = [killed("a", ARMY, "12", best=12), killed("b", ARMY, "12", best=12)]
    merged = merge([extraction(casualties=twins[:1]), extraction(casualties=twins)], locate)
    assert [row.id for row in merged.casualties] == ["a", "b"]


def test_references_follow_their_records_through_clashing_ids():
    """Both extractions count their own ids from one; what l1 means differs between them."""
    first = extraction(
        locations=[place("l1", "Varn")],
        events=[fight("e1", ARMY, ["l1"])],
        attributions=[said("t1", "the army", "said", ARMY, ["e1"])],
    )
    second = extraction(
        locations=[place("l1", "Olm"), place("l2", "Varn", country="Narsia")],
        events=[fight("e1", "Cluster bombs fell on Olm", ["l1"]), fight("e2", ARMY, ["l2"])],
        attributions=[
            said("t1", "Rebels", "said", REBELS),
            said("t2", "the army", "said", ARMY, ["e2"]),
        ],
        casualties=[killed("c1", REBELS, "12", by=["t1"], best=12)],
        weapons=[weapon("w1", "Cluster bombs", "Cluster bombs fell on Olm", ["e1"])],
    )
    merged = merge([first, second], locate)
    assert [(row.id, row.name, row.country) for row in merged.locations] == [
        ("l1", "Varn", "Narsia"),  # the gap is filled
        ("l1.2", "Olm", None),
    ]
    assert [(row.id, [p.location_id for p in row.locations]) for row in merged.events] == [
        ("e1", ["l1"]),
        ("e1.2", ["l1.2"]),
    ]
    assert [(row.id, row.source.text, row.refs) for row in merged.attributions] == [
        ("t1", "the army", ["e1"]),
        ("t1.2", "Rebels", []),
    ]
    assert [(row.id, row.claimed_by) for row in merged.casualties] == [("c1", ["t1.2"])]
    assert [(row.id, row.event_ids) for row in merged.weapons] == [("w1", ["e1.2"])]


def test_a_value_that_was_read_is_never_overwritten():
    first = extraction(casualties=[killed("a", ARMY, "At least 12", min=12, qualifier="at_least")])
    second = extraction(casualties=[killed("a", ARMY, "12", "soldiers", best=12, max=12)])
    [row] = merge([first, second], locate).casualties
    assert (row.count.min, row.count.best, row.count.max) == (12, None, None)
    assert row.victims.text == "soldiers"


def test_one_extraction_alone_comes_back_as_it_is():
    one = extraction(casualties=[killed("a", ARMY, "12", best=12)], events=[fight("e", ARMY)])
    assert merge([one], locate) == one
    assert merge([one, one], locate) == one


def test_nothing_is_no_extraction():
    with pytest.raises(ValueError, match="nothing to merge"):
        merge([], locate)
