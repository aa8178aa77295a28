import json

import pytest
from export_samples import raid

from summarizer.errors import ReviewError
from summarizer.report.decisions import Decision, apply_decisions, read_decisions
from summarizer.report.editable import EDITABLE, RECORDS, editable_fields
from summarizer.report.payload import digest_of
from summarizer.write.rows import Exported


def decided(record_id: str, verdict: str, **more) -> Decision:
    return Decision("raid", record_id, verdict, **more)


def reviews(summary) -> list[tuple[str | None, str]]:
    return [(row.record_id, row.message) for row in summary.issues if row.code == "REVIEW"]


def test_an_accepted_record_stays_as_it_is():
    made = apply_decisions(raid(), [decided("ca1", "accept")])
    assert (made.accepted, made.rejected, made.corrected, made.stale) == (["ca1"], [], [], [])
    assert made.summary == raid().summary


def test_a_rejected_record_leaves_with_all_that_points_to_it_and_a_note_stays():
    rows = [decided("ev1", "reject", note="another war"), decided("ac1", "reject")]
    made = apply_decisions(raid(), rows)
    summary = made.summary
    assert [event.id for event in summary.events] == ["ev2"]
    assert {casualty.event_id for casualty in summary.casualties} == {None}
    assert [row.source.actor_id for row in summary.attributions if row.source] == [None] * 4
    assert all("ev1" not in row.refs for row in summary.attributions)
    assert reviews(summary) == [
        (None, "ac1 was rejected: Dawn Front"),
        (None, "ev1 was rejected: Raid on Tal Amin (another war)"),
    ]
    assert not [row for row in summary.issues if row.code == "V14"]  # nothing points nowhere


def test_a_corrected_record_says_what_it_was():
    fields = {"count.min": 10, "claim_status": "author_stated"}
    made = apply_decisions(raid(), [decided("ca1", "correct", fields=fields)])
    assert made.summary.casualties[0].count.min == 10
    assert reviews(made.summary) == [
        (
            "ca1",
            "corrected: count.min was 12, is 10; claim_status was attributed, is author_stated",
        )
    ]


def test_the_checks_run_again_where_the_text_is_known():
    wrong = [decided("ca1", "correct", fields={"count.min": 99})]
    assert "V2" in {row.code for row in apply_decisions(raid(), wrong).summary.issues}
    without = apply_decisions(Exported(raid().summary), wrong).summary
    assert {row.code for row in without.issues} == {"REVIEW"}


def test_a_decision_about_another_record_is_told_and_not_applied():
    digest = digest_of(raid().summary.casualties[0])
    rows = [
        decided("ca1", "reject", digest=digest),
        decided("ca2", "reject", digest="0" * 12),
        decided("ca9", "reject"),
    ]
    made = apply_decisions(raid(), rows)
    assert (made.rejected, made.stale) == (["ca1"], ["ca2", "ca9"])
    assert "ca2" in {row.id for row in made.summary.casualties}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"count.min": "many"}, "the correction of ca1 does not fit: count.min"),
        ({"harm": "dead"}, "the correction of ca1 does not fit: harm"),
        ({"evidence": []}, "'evidence' cannot be corrected; of casualties these can: harm"),
    ],
)
def test_a_correction_keeps_to_the_schema(fields, message):
    with pytest.raises(ReviewError, match=message):
        apply_decisions(raid(), [decided("ca1", "correct", fields=fields)])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "no JSON"),
        ("[]", "holds no review decisions"),
        ('{"format": "summarizer-review", "version": 2}', "version 2; this program reads 1"),
        ('{"format": "summarizer-review", "version": 1}', "no list of decisions"),
        (
            '{"format": "summarizer-review", "version": 1, "decisions": [{"decision": "maybe"}]}',
            "decision 1: 'decision' must be one of: accept, reject, correct",
        ),
        (
            '{"format": "summarizer-review", "version": 1, "decisions": [{"decision": "accept"}]}',
            "decision 1: it needs an article_id and a record_id",
        ),
    ],
)
def test_a_file_that_holds_no_decisions_is_refused(tmp_path, content, message):
    path = tmp_path / "decisions.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReviewError, match=message):
        read_decisions(str(path))


def test_every_editable_field_exists_and_carries_its_choices():
    fields = editable_fields()
    assert fields.keys() == EDITABLE.keys() == RECORDS.keys()
    harm = next(row for row in fields["casualties"] if row["path"] == "harm")
    assert (harm["type"], harm["nullable"], harm["options"][:2]) == (
        "choice", False, ["killed", "injured"]
    )  # fmt: skip
    start = next(row for row in fields["events"] if row["path"] == "date.start")
    assert start == {"path": "date.start", "type": "date", "nullable": True}
    assert json.dumps(fields)
