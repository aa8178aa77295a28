"""What a run says of itself."""

import io
import json
from collections import Counter

import pytest

from summarizer.run.progress import Progress, Standing, facts, sentence
from summarizer.run.records import Bill


def standing(**values):
    return Standing(**values)


@pytest.mark.parametrize(
    ("now", "line"),
    [
        (standing(), "0 articles, 0.0/s"),
        (standing(total=10, finished=Counter(done=4)), "4/10 articles, 0.4/s, 15 s left"),
        (
            standing(
                total=1200,
                known=Counter(done=100, skipped=20),
                finished=Counter(done=77, failed=3),
                failures=Counter(timeout=2, not_json=1),
                in_flight=16,
                tokens_in=1_900_000,
                tokens_out=100_000,
                cost_usd=0.8,
            ),
            "200/1,200 articles, 8.0/s, 16 in flight, 2.0M tokens, $0.80 of about $10.80,"
            " 20 copies, 3 failed (not_json 1, timeout 2), 2 min left",
        ),
    ],
)
def test_the_standing_is_one_line(now, line):
    assert sentence(now, 10.0) == line


def test_a_cost_that_nobody_reported_is_not_zero():
    made = standing()
    made.pay(Bill(requests=1, tokens_in=5))
    assert (made.cost_usd, facts(made, 1.0)["cost_usd"]) == (None, None)
    made.pay(Bill(cost_usd=0.0))
    assert made.cost_usd == 0.0


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_plain_lines_come_every_ten_seconds_and_at_the_end():
    stream, clock = io.StringIO(), Clock()
    progress = Progress(stream, kind="plain", clock=clock)
    for second in range(25):
        clock.now = float(second)
        progress.show(standing(finished=Counter(done=second)))
    progress.failed("a.txt", "timeout", "took\ntoo long")
    progress.close(standing(finished=Counter(done=25)))
    assert stream.getvalue().splitlines() == [
        "10 articles, 1.0/s",
        "20 articles, 1.0/s",
        "a.txt: took too long",
        "25 articles, 1.0/s",
    ]


def test_the_moving_line_fits_the_terminal_and_makes_room_for_sentences(monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    stream, clock = io.StringIO(), Clock()
    progress = Progress(stream, kind="line", clock=clock, total=1000)
    clock.now = 1.0
    progress.show(standing(finished=Counter(done=500), in_flight=8))
    progress.say("finishing 8 in flight")
    assert stream.getvalue() == (
        "\r\x1b[K500/1,000 articles, 500.0/s, \r\x1b[Kfinishing 8 in flight\n"
    )


def test_json_lines_are_one_record_for_each_event():
    stream, clock = io.StringIO(), Clock()
    progress = Progress(stream, kind="json", clock=clock)
    progress.failed("b.txt", "refused", "the model declined")
    progress.say("finishing 1 in flight")
    progress.close(standing(finished=Counter(done=1)))
    events = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [event["event"] for event in events] == ["failed", "note", "progress"]
    assert events[0] == {
        "event": "failed",
        "source": "b.txt",
        "outcome": "refused",
        "message": "the model declined",
    }


def test_a_closed_stream_does_not_stop_the_run():
    stream = io.StringIO()
    progress = Progress(stream)
    stream.close()
    progress.say("nobody listens")
    progress.close(standing())
