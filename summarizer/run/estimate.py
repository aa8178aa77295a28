"""What a run would send and cost at most, before anything is sent.

Tokens are estimated from characters, by script: no tokenizer is needed, and each model has its
own. The estimate is meant to be on the high side; a finished run knows its true counts.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from summarizer.article import Article, ReadFailure

# Characters for one token, rather few than many. General knowledge of current tokenizers, not
# measured here: English has 4 to 5, and scripts that were rare in training have less.
CHARS_PER_TOKEN = {
    "LATIN": 3.6,
    "CYRILLIC": 2.4,
    "GREEK": 2.2,
    "ARABIC": 2.2,
    "HEBREW": 1.8,
    "DEVANAGARI": 1.6,
    "HANGUL": 1.2,
    "HIRAGANA": 1.0,
    "KATAKANA": 1.0,
    "CJK": 0.9,
}
OTHER_SCRIPT = 1.0
SAMPLE = 2000  # characters looked at for the script
ANSWER_FLOOR, ANSWER_SHARE = (
    1500,
    3.0,
)  # tokens of an answer: so many, and for each of the article's


class Price(Protocol):
    """US dollars for a million tokens; what ``prices.price_of`` gives."""

    @property
    def input(self) -> float:
        """For a million tokens sent."""
        ...

    @property
    def output(self) -> float:
        """For a million tokens answered."""
        ...


@dataclass(frozen=True)
class Asking:
    """How a model is asked. ``overhead``: tokens of prompt and schema that come with each request.

    ``requests``: the most one article takes (passes, a revision, re-asks); 0: no model is asked.
    ``max_tokens`` bounds an answer; None: it is taken to be a multiple of the article.
    """

    requests: int
    overhead: int = 0
    max_tokens: int | None = None


@dataclass(frozen=True)
class Bound:
    """The most one article, or many, can take."""

    articles: int = 0
    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def __add__(self, other: Bound) -> Bound:
        return Bound(*(mine + its for mine, its in zip(_values(self), _values(other), strict=True)))

    def cost(self, price: Price) -> float:
        """Return US dollars."""
        return (self.tokens_in * price.input + self.tokens_out * price.output) / 1_000_000

    def seconds(self, rpm: float | None, tpm: float | None) -> float | None:
        """Return the time that the limits alone take; None: there are no limits."""
        minutes = [self.requests / rpm] if rpm else []
        minutes += [(self.tokens_in + self.tokens_out) / tpm] if tpm else []
        return 60 * max(minutes) if minutes else None


def _values(bound: Bound) -> tuple[int, int, int, int]:
    return bound.articles, bound.requests, bound.tokens_in, bound.tokens_out


def tokens_of(text: str) -> int:
    """Return about how many tokens *text* has.

    >>> tokens_of("Shells fell on the market."), tokens_of("Снаряды упали на рынок.")
    (8, 10)
    """
    scripts = Counter(_script(char) for char in text[:SAMPLE] if char.isalpha())
    script = scripts.most_common(1)[0][0] if scripts else "LATIN"
    return -int(-len(text) // CHARS_PER_TOKEN.get(script, OTHER_SCRIPT))


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]


def bound_of(article: Article, asking: Asking) -> Bound:
    """Return the most that *article* can take."""
    if not asking.requests:
        return Bound(articles=1)
    words = tokens_of(article.text)
    answer = asking.max_tokens or ANSWER_FLOOR + int(ANSWER_SHARE * words)
    # A re-ask or a revision sends the article and the answer before it once more.
    again = asking.requests - 1
    return Bound(
        articles=1,
        requests=asking.requests,
        tokens_in=(asking.overhead + words) * asking.requests + answer * again,
        tokens_out=answer * asking.requests,
    )


@dataclass(frozen=True)
class Estimate:
    """What sources hold, and the least and the most it would take to read them with a model."""

    likely: Bound
    most: Bound
    chars: int
    unreadable: int
    copies: int


def estimate(items: Iterable[Article | ReadFailure], asking: Asking) -> Estimate:
    """Add up *items*, one in memory at a time. Exact copies count once."""
    once = Asking(min(1, asking.requests), asking.overhead, asking.max_tokens)
    likely, most = Bound(), Bound()
    chars = unreadable = copies = 0
    seen: set[bytes] = set()
    for item in items:
        if isinstance(item, ReadFailure):
            unreadable += 1
            continue
        key = bytes.fromhex(item.sha256)[:8]
        if key in seen:
            copies += 1
            continue
        seen.add(key)
        chars += len(item.text)
        likely += bound_of(item, once)
        most += bound_of(item, asking)
    return Estimate(likely, most, chars, unreadable, copies)
