"""Find where a quoted passage stands in an article.

Text and quotes come in, evidence goes out. A passage is looked for as printed, then with case,
quotation marks, dashes and blanks folded, then with small damage allowed. Small damage is a typing
slip, a lost comma, a glued word or a lost article; a number, name, negation, hedge, date or unit
that differs is never small, and such a quote counts as missing. A match is the whole quote or
nothing.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from summarizer.fold import Folded, fold
from summarizer.lexicon import read_vocabulary
from summarizer.numbers import NUMBER, numbers_at
from summarizer.schema.evidence import Evidence, Match
from summarizer.tokens import UNSPACED, Token, is_mark, tokenize

MAX_EDITS = 2  # damaged words allowed in a quote; more is another sentence
WORDS_PER_EDIT = 6  # and at least this many words for each of them
TYPO_LENGTH = 5  # in a shorter word one letter makes another word: "war", "was"
MAX_GAP = 600  # characters that an ellipsis may stand for; beyond, its parts are two quotes
_SLACK = 3  # words by which the place of a damaged quote may be off
_ELLIPSIS = re.compile(r"\s*(?:\[\s*(?:\.\.\.|…)\s*\]|\.\.\.|…)\s*")
_SOFT = frozenset(";:()-")  # marks that may be lost; "." and "?" end a statement
_PREFIXES = frozenset("in un non dis im ir il a".split())  # "in action" is not "inaction"
_WHOLE_NUMBER = re.compile(
    rf"(?<!\w)(?:\d+[-–]\d+|(?:{NUMBER})(?:\s+(?:dozen|score)\b)?)", re.IGNORECASE
)
_NEGATES = re.compile(r"\b(?:un|non|anti|pro|ex|pre)[-‐‑]$", re.IGNORECASE)
_HYPHENS = frozenset("-‐‑")
_NOT = re.compile(r"['’]t\b")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_NUMERAL = re.compile("[\\d〇零一二两三四五六七八九十百千万萬億亿]")


_VOCABULARY = tomllib.loads(read_vocabulary("grounding.toml"))
LOAD_BEARING = frozenset(
    word for words in _VOCABULARY["load_bearing"].values() for word in words.split()
)
_LITTLE = frozenset(_VOCABULARY["little"]["words"].split())


class _Fit(NamedTuple):
    """The best place for a damaged quote: tokens *left* to *right*, both included."""

    edits: int
    distance: int
    left: int
    right: int


class Grounder:
    """Finds quotes in one article; the folded text is made once.

    >>> Grounder("They used cluster bombs.").locate("cluster bombs").start
    10
    >>> Grounder("At least 43 men died.").locate("At least 99 men died").match
    'missing'
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._found: dict[str, list[int]] = {}  # where the quotes asked for so far stand

    @cached_property
    def _folded(self) -> Folded:
        return fold(self.text)

    @cached_property
    def _tokens(self) -> list[Token]:
        return tokenize(self._folded, self.text)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for index, token in enumerate(self._tokens):
            places.setdefault(token.text, []).append(index)
        return places

    @cached_property
    def _shows_names(self) -> bool:
        """Tell whether capitals mark names here: not in capitals throughout, nor in none."""
        words = [token for token in self._tokens if token.text.isalpha()]
        capitals = sum(token.capital for token in words)
        return 0 < capitals < len(words) / 2

    def locate(
        self, quote: str, near: int | None = None, occurrence: int | None = None
    ) -> Evidence:
        """Return one span: where an ellipsis joins parts, from the first to the last of them."""
        spans = self.ground(quote, near=near, occurrence=occurrence)
        first, last = spans[0], spans[-1]
        if len(spans) == 1 or first.start is None or last.end is None:
            return first
        return self._evidence(first.start, last.end, "normalized")

    def ground(
        self, quote: str, *, near: int | None = None, occurrence: int | None = None
    ) -> list[Evidence]:
        """Return the spans of *quote*: one, or several where an ellipsis joins its parts.

        *occurrence* (1, 2, ...) picks among equal passages, else the one nearest to the offset
        *near*, else the first. If any part is missing, the whole quote is.
        """
        if not quote.strip():
            return [_missing(quote, "the quote is empty")]
        whole = self._one(quote, near, occurrence)
        if whole.match != "missing":
            return [whole]
        parts = [part for part in _ELLIPSIS.split(quote) if part.strip()]
        if len(parts) < 2:
            return [whole]
        return self._parts(quote, parts, near, occurrence)

    def _parts(
        self, quote: str, parts: list[str], near: int | None, occurrence: int | None
    ) -> list[Evidence]:
        found: list[Evidence] = []
        end = 0
        for part in parts:
            if len(part.split()) < 2:
                return [_missing(quote, f"its part {part!r} is too short to be found for certain")]
            if found:
                evidence = self._one(part, end, None, after=end)
            else:
                evidence = self._one(part, near, occurrence)
            if evidence.match == "missing" or evidence.start is None or evidence.end is None:
                return [_missing(quote, f"of its parts, {part!r}: {evidence.reason}")]
            if found and not end <= evidence.start <= end + MAX_GAP:
                return [_missing(quote, "its parts do not follow one another in the article")]
            found.append(evidence)
            end = evidence.end
        return found

    def _one(
        self, quote: str, near: int | None, occurrence: int | None, after: int = 0
    ) -> Evidence:
        starts = [start for start in self.occurrences(quote) if start >= after]
        if starts:
            start = _pick(starts, near, occurrence)
            return Evidence(quote=quote, start=start, end=start + len(quote), match="exact")
        wanted = tokenize(fold(quote), quote)
        while wanted and not wanted[-1].word and wanted[-1].text in ".,;:!?-":
            wanted.pop()  # the stop a quote ends with is often not the article's
        while wanted and wanted[0].text in (".", "-", ";", ":"):
            wanted.pop(0)
        if not any(token.word for token in wanted):
            return _missing(quote, "it holds no word")
        return self._folded_match(wanted, near, occurrence, after) or self._fuzzy(
            quote, wanted, near, after
        )

    def occurrences(self, quote: str) -> list[int]:
        """Return the offsets at which *quote* stands as printed, never inside a word or number."""
        if quote in self._found:
            return list(self._found[quote])
        starts = self._found[quote] = list[int]()
        start = self.text.find(quote)
        while start >= 0:
            if _stands_apart(self.text, start, start + len(quote)):
                starts.append(start)
            start = self.text.find(quote, start + 1)
        return list(starts)

    def _folded_match(
        self, wanted: list[Token], near: int | None, occurrence: int | None, after: int
    ) -> Evidence | None:
        """Find the same words and stops in the same order; a lost comma makes it "fuzzy"."""
        texts = [token.text for token in wanted]
        rarest = min(range(len(texts)), key=lambda i: len(self._places.get(texts[i], ())))
        spans: dict[int, tuple[int, Match]] = {}
        for place in self._places.get(texts[rarest], ()):
            first = place - rarest
            run = self._tokens[max(0, first) : first + len(texts)]
            if first < 0 or [token.text for token in run] != texts:
                continue
            start, end = self._span(first, first + len(texts) - 1)
            if start >= after and _stands_apart(self.text, start, end):
                same = all(a.comma == b.comma for a, b in zip(wanted[:-1], run[:-1], strict=True))
                spans[start] = (end, "normalized" if same else "fuzzy")
        if not spans:
            return None
        start = _pick(sorted(spans), near, occurrence)
        return self._evidence(start, *spans[start])

    def _span(self, left: int, right: int) -> tuple[int, int]:
        """Return the offsets of the printed text; marks on its last letter belong to it."""
        offsets = self._folded.offsets
        end = offsets[self._tokens[right].end - 1] + 1
        while end < len(self.text) and is_mark(self.text[end]):
            end += 1
        return offsets[self._tokens[left].start], end

    def _evidence(self, start: int, end: int, match: Match) -> Evidence:
        return Evidence(quote=self.text[start:end], start=start, end=end, match=match)

    # -- small damage ----------------------------------------------------------------------------

    def _fuzzy(self, quote: str, wanted: list[Token], near: int | None, after: int) -> Evidence:
        words = sum(token.word for token in wanted)
        if words < WORDS_PER_EDIT:
            return _missing(quote, "not in the article, and too short to allow for damage")
        allowed = min(MAX_EDITS, words // WORDS_PER_EDIT)
        reason: str | None = None
        best: _Fit | None = None
        for first in self._candidates(wanted):
            fit = self._align(wanted, first, allowed, near)
            if isinstance(fit, str):
                reason = reason or fit
                continue
            start, end = self._span(fit.left, fit.right)
            if start < after or not _stands_apart(self.text, start, end):
                continue
            if best is None or fit < best:
                best = fit
        if best is None:
            return _missing(quote, reason or "no passage of the article is close to it")
        return self._evidence(*self._span(best.left, best.right), "fuzzy")

    def _candidates(self, wanted: list[Token], limit: int = 3) -> Iterator[int]:
        """Yield token indexes where the quote may start, by votes of its words, rare ones first."""
        votes: Counter[int] = Counter()
        weights: dict[int, float] = {}
        for position, token in enumerate(wanted):
            places = self._places.get(token.text, ())
            if len(places) > 60:
                continue
            for place in places:
                votes[place - position] += 1
                weights[place - position] = weights.get(place - position, 0) + 1 / len(places)
        ranked = sorted(weights, key=lambda first: (-weights[first], first))
        chosen: list[int] = []
        for first in ranked[:12]:
            if len(chosen) == limit:
                break
            near_other = any(abs(first - other) <= 1 for other in chosen)
            if votes[first] >= max(2, len(wanted) // 5) and not near_other:
                chosen.append(first)
                yield first

    def _align(self, wanted: list[Token], first: int, allowed: int, near: int | None) -> _Fit | str:
        """Lay the quote over the words around *first*; return the fit, or why there is none.

        Every step is one of: the same word, a slip, a lost or added little word or mark, two words
        glued. What is none of these ends the attempt.
        """
        low = max(0, first - _SLACK)
        window = self._tokens[low : first + len(wanted) + _SLACK + allowed]
        # rows[i][j]: (edits, start) of the cheapest way to lay i tokens so that they end before j
        starts = range(min(2 * _SLACK + 1, len(window)))
        rows: list[dict[int, tuple[int, int]]] = [{j: (0, j) for j in starts}]
        rows += [{} for _ in wanted]
        for i, row in enumerate(rows[:-1]):
            for j in range(len(window)):
                if j not in row:
                    continue
                edits, start = row[j]
                for di, dj, cost in self._steps(wanted, i, window, j):
                    state = (edits + cost, start)
                    if state[0] <= allowed and state < rows[i + di].get(j + dj, (allowed + 1, 0)):
                        rows[i + di][j + dj] = state
        fits = [(edits, end, start) for end, (edits, start) in rows[-1].items() if end > start]
        if not fits:
            return self._difference(wanted, window, max(0, first - low))
        edits, end, start = min(fits)
        offset = self._folded.offsets[window[start].start]
        distance = abs(offset - near) if near is not None else 0
        return _Fit(edits, distance, low + start, low + end - 1)

    def _steps(
        self, wanted: list[Token], i: int, window: list[Token], j: int
    ) -> Iterator[tuple[int, int, int]]:
        """Yield (tokens of the quote, tokens of the article, edits) that may be laid next."""
        mine, printed = wanted[i], window[j]
        if mine.text == printed.text:
            yield 1, 1, 0
            return
        if _droppable(wanted, i):
            yield 1, 0, 1
        if i and _droppable(window, j):
            yield 0, 1, 1
        articles = mine.text in _LITTLE and printed.text in _LITTLE
        either = _droppable(wanted, i) and _droppable(window, j)
        if (articles and either) or self._slip(mine, printed):
            yield 1, 1, 1
        if _glued(mine, window[j : j + 2]):
            yield 1, 2, 1
        if _glued(printed, wanted[i : i + 2]):
            yield 2, 1, 1

    def _slip(self, mine: Token, printed: Token) -> bool:
        """Tell whether *mine* is *printed* with one letter wrong inside, and surely no other word.

        The first and the last letter carry negation, number and tense, so they must agree; names
        are told by their capitals, so without capitals nothing is forgiven.
        """
        a, b = mine.text, printed.text
        return (
            min(len(a), len(b)) >= TYPO_LENGTH
            and a[0] == b[0]
            and a[-1] == b[-1]
            and abs(len(a) - len(b)) <= 1
            and self._shows_names
            and not (mine.capital or printed.capital)
            and not any(char.isdigit() for char in a + b)
            and not {a, b} & LOAD_BEARING
            and a not in self._places  # a word the article knows is another word, not a slip
            and OSA.distance(a, b) <= 1
        )

    def _difference(self, wanted: list[Token], window: list[Token], start: int) -> str:
        """Say where the quote first leaves the passage it is closest to."""
        same = range(min(len(wanted), len(window) - start))
        for k in same:
            mine, printed = wanted[k], window[start + k]
            if mine.text != printed.text:
                return f"{_kind(mine, printed)}: {mine.text!r}, the article has {printed.text!r}"
        return "it differs from the closest passage in too many words"


def _droppable(tokens: list[Token], index: int) -> bool:
    """Tell whether a token may be lost: a mark inside a sentence, or an article of no number."""
    token = tokens[index]
    following = tokens[index + 1].text if index + 1 < len(tokens) else ""
    if token.text in ("a", "an"):  # "a few" is not "few"
        return following not in LOAD_BEARING and not following[:1].isdigit()
    if token.text in _LITTLE:
        return True
    return token.text in _SOFT and not following[:1].isdigit()


def _glued(whole: Token, parts: list[Token]) -> bool:
    """Tell whether *whole* is the two words *parts* written as one."""
    if len(parts) < 2 or not (whole.word and parts[0].word and parts[1].word):
        return False
    if whole.text.replace("-", "") != (parts[0].text + parts[1].text).replace("-", ""):
        return False
    short = {part.text for part in parts if len(part.text) < TYPO_LENGTH}
    return (
        whole.text not in LOAD_BEARING
        and not short & LOAD_BEARING  # "not able" is not "notable"
        and parts[0].text not in _PREFIXES
        and not any(char.isdigit() for char in whole.text)
    )


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Tell whether the span cuts no word, number or range in two, and no negation off a word."""
    if _cut(text, start) or _cut(text, end):
        return False
    if _cuts_number(text, start) or _cuts_number(text, end):
        return False
    if text[start - 1 : start] in _HYPHENS and _NEGATES.search(text, max(0, start - 5), start):
        return False
    return _NOT.match(text, end) is None


def _cuts_number(text: str, edge: int) -> bool:
    """Tell whether *edge* lies inside "two hundred", "8-11" or "12 000"."""
    starts, ends = _numbers_in(text)
    index = bisect_left(starts, edge) - 1
    return index >= 0 and edge < ends[index]


@lru_cache(maxsize=8)  # the printed and the folded text of a few articles in flight
def _numbers_in(text: str) -> tuple[list[int], list[int]]:
    spans = [match.span() for match in numbers_at(_WHOLE_NUMBER, text)]
    return [start for start, _ in spans], [end for _, end in spans]


def _cut(text: str, edge: int) -> bool:
    if not 0 < edge < len(text):
        return False
    left, right = text[edge - 1], text[edge]
    if right == " " or (left == " " and right.isascii()):
        return False
    if is_mark(right):
        return True
    if left.isalnum() and right.isalnum():
        if _UNSPACED.match(left) and _UNSPACED.match(right):
            return bool(_NUMERAL.match(left) and _NUMERAL.match(right))
        return not (left.islower() and right.isupper())  # "weekThe" is glued, not a word
    if right in ".,:" and left.isdigit() and edge + 1 < len(text):
        return text[edge + 1].isdigit()
    return left in ".,:" and right.isdigit() and edge > 1 and text[edge - 2].isdigit()


def _pick(starts: list[int], near: int | None, occurrence: int | None) -> int:
    if occurrence is not None and 1 <= occurrence <= len(starts):
        return starts[occurrence - 1]
    if near is None:
        return starts[0]
    index = bisect_left(starts, near)
    return min(starts[max(0, index - 1) : index + 1], key=lambda start: (abs(start - near), start))


def _kind(mine: Token, printed: Token) -> str:
    if any(char.isdigit() for char in mine.text + printed.text):
        return "a number differs"
    if {mine.text, printed.text} & LOAD_BEARING:
        return "a load-bearing word differs"
    return "a name differs" if printed.capital else "a word differs"


def _missing(quote: str, reason: str) -> Evidence:
    return Evidence(quote=quote, match="missing", reason=reason)


@lru_cache(maxsize=4)
def grounder_of(text: str) -> Grounder:
    """Return a grounder of *text*; the one made for the stage before, where there is one."""
    return Grounder(text)


def ground(quote: str, text: str) -> list[Evidence]:
    """Return the spans of *quote* in *text*; use a ``Grounder`` for many quotes of one text."""
    return Grounder(text).ground(quote)
