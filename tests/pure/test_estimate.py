"""What a run would take at most."""

from dataclasses import dataclass

import pytest

from summarizer.article import Article, ReadFailure
from summarizer.run.estimate import Asking, Bound, bound_of, estimate, tokens_of


@dataclass
class Price:
    input: float
    output: float


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("x" * 360, 100),
        ("ж" * 239, 100),
        ("ن" * 220, 100),
        ("中" * 90, 100),
        ("12:30, 45", 3),  # no letters: as Latin
        ("", 0),
    ],
)
def test_tokens_are_counted_by_the_script(text, tokens):
    assert tokens_of(text) == tokens


def test_each_request_sends_prompt_and_article_and_later_ones_the_answer_too():
    asking = Asking(requests=2, overhead=1000, max_tokens=500)
    assert bound_of(Article("x" * 360), asking) == Bound(1, 2, 2 * 1100 + 500, 1000)
    assert bound_of(Article("x" * 360), Asking(0)) == Bound(1, 0, 0, 0)


def test_an_estimate_adds_up_and_counts_copies_once():
    items = [Article("x" * 360), Article("x" * 360, id="copy"), ReadFailure("a", "gone")]
    made = estimate(items, Asking(requests=2, overhead=1000, max_tokens=500))
    assert (made.copies, made.unreadable, made.chars) == (1, 1, 360)
    assert (made.likely, made.most) == (Bound(1, 1, 1100, 500), Bound(1, 2, 2700, 1000))
    assert made.most.cost(Price(2.0, 10.0)) == pytest.approx(0.0154)


@pytest.mark.parametrize(
    ("rpm", "tpm", "seconds"),
    [(None, None, None), (60, None, 120), (None, 6000, 40), (60, 6000, 120), (600, 600, 400)],
)
def test_the_tighter_limit_tells_the_time(rpm, tpm, seconds):
    assert Bound(100, 120, 3000, 1000).seconds(rpm, tpm) == seconds
