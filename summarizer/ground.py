"""Find where a quoted passage stands in an article.

Text and quotes come in, evidence goes out. A passage is looked for as printed, then with case,
quotation marks, dashes and blanks folded, then with small damage allowed. Small damage is a typing
slip or a lost little word; a number, name, negation, hedge, date or unit that differs is never
small, and such a quote counts as missing. A match is the whole quote or nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import OSA

from summarizer.fold import fold
from summarizer.schema.evidence import Evidence

MAX_EDITS = 2  # damaged words allowed in a quote; more is another sentence
WORDS_PER_EDIT = 6  # and at least this many words for each of them
TYPO_LENGTH = 5  # in a shorter word one letter makes another word: "war", "was"
_ELLIPSIS = re.compile(r"\s*(?:\[\s*(?:\.\.\.|…)\s*\]|\.\.\.|…)\s*")
_TOKEN = re.compile(r"[^\W_]+(?:[.,:'-][^\W_]+)*", re.UNICODE)
_LITTLE = frozenset(
    "a an the of to that and in on at for with by from as is was were are be been has have had"
    " its it this these those their his her".split()
)
LOAD_BEARING = frozenset(
    "not no never none nor neither nobody nothing without cannot denied denies deny denying refused"
    " rejected admitted admits confirmed confirms claimed claims claim claiming alleged allegedly"
    " reportedly reported apparently suspected suspects suspect may might could would should will"
    " possibly probably likely unlikely unconfirmed believed said says least most about around"
    " nearly almost over under more fewer less than up some only before after between until since"
    " killed wounded injured dead missing captured detained civilians civilian fighters fighter"
    " soldiers soldier militants militant children women men people persons troops rebels police"
    " monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december yesterday today tomorrow week month"
    " year north south east west northern southern eastern western zero one two three four five"
    " six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand"
    " thousands million dozen dozens scores several many few first second third half km miles"
    " kilometres kilometers planned attempted failed".split()
)


class _Word(NamedTuple):
    text: str
    start: int  # in the folded text
    end: int
    capital: bool


class Grounder:
    """Finds quotes in one article; the folded text is made once.

    >>> Grounder("They used cluster bombs.").locate("cluster bombs").start
    10
    >>> Grounder("At least 43 men died.").locate("At least 99 men died").match
    'missing'
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        return fold(self.text)

    @cached_property
    def _words(self) -> list[_Word]:
        folded, offsets = self._folded
        return [
            _Word(m.group(), m.start(), m.end(), self.text[offsets[m.start()]].isupper())
            for m in _TOKEN.finditer(folded)
        ]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for index, word in enumerate(self._words):
            places.setdefault(word.text, []).append(index)
        return places

    def locate(
        self, quote: str, near: int | None = None, occurrence: int | None = None
    ) -> Evidence:
        """Return the first span of *quote*; see ``ground``."""
        return self.ground(quote, near=near, occurrence=occurrence)[0]

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
        parts = [part for part in _ELLIPSIS.split(quote) if part.strip()]
        if whole.match != "missing" or len(parts) < 2:
            return [whole]
        found: list[Evidence] = []
        for part in parts:
            evidence = self._one(part, near, occurrence if not found else None)
            if evidence.match == "missing":
                return [_missing(quote, f"of its parts, {part!r}: {evidence.reason}")]
            if near is not None and found and evidence.start is not None and evidence.start < near:
                return [_missing(quote, "its parts do not follow one another in the article")]
            found.append(evidence)
            near = evidence.end
        return found

    def _one(self, quote: str, near: int | None, occurrence: int | None) -> Evidence:
        starts = self.occurrences(quote)
        if starts:
            start = _pick(starts, near, occurrence)
            return Evidence(quote=quote, start=start, end=start + len(quote), match="exact")
        evidence = self._normalized(quote, near, occurrence)
        return evidence or self._fuzzy(quote, near)

    def occurrences(self, quote: str) -> list[int]:
        """Return the offsets at which *quote* stands as printed, never inside a word or number."""
        starts: list[int] = []
        start = self.text.find(quote)
        while start >= 0:
            if _whole_words(self.text, start, start + len(quote)):
                starts.append(start)
            start = self.text.find(quote, start + 1)
        return starts

    def _normalized(self, quote: str, near: int | None, occurrence: int | None) -> Evidence | None:
        needle = _core(fold(quote).text)
        if not needle:
            return None
        folded, offsets = self._folded
        spans: list[tuple[int, int]] = []
        # A blank may be lost only after a stop mark ("week.The"); elsewhere it must stand.
        for match in re.finditer(_gaps(needle), folded):
            if _whole_words(folded, match.start(), match.end()):
                spans.append((offsets[match.start()], offsets[match.end() - 1] + 1))
        if not spans:
            return None
        start = _pick([s for s, _ in spans], near, occurrence)
        return self._evidence(start, dict(spans)[start], "normalized")

    def _evidence(self, start: int, end: int, match: str) -> Evidence:
        return Evidence(quote=self.text[start:end], start=start, end=end, match=match)  # type: ignore[arg-type]

    def _fuzzy(self, quote: str, near: int | None) -> Evidence:
        printed = fold(quote)
        wanted = [
            _Word(m.group(), m.start(), m.end(), quote[printed.offsets[m.start()]].isupper())
            for m in _TOKEN.finditer(printed.text)
        ]
        if len(wanted) < WORDS_PER_EDIT:
            return _missing(quote, "not in the article, and too short to allow for damage")
        reason = "no passage of the article is close to it"
        best: tuple[int, int, int, int] | None = None
        for first in self._candidates(wanted):
            verdict = self._align(wanted, first)
            if isinstance(verdict, str):
                reason = verdict
                continue
            edits, left, right = verdict
            distance = abs(self._offset(left) - near) if near is not None else 0
            if best is None or (edits, distance, left, right) < best:
                best = (edits, distance, left, right)
        if best is None:
            return _missing(quote, reason)
        _, offsets = self._folded
        left, right = self._words[best[2]], self._words[best[3]]
        return self._evidence(offsets[left.start], offsets[right.end - 1] + 1, "fuzzy")

    def _offset(self, word: int) -> int:
        return self._folded[1][self._words[word].start]

    def _candidates(self, wanted: list[_Word], limit: int = 4) -> Iterator[int]:
        """Yield word indexes where the quote may start, by votes of its rarer words."""
        votes: Counter[int] = Counter()
        for position, word in enumerate(wanted):
            places = self._places.get(word.text, ())
            if 0 < len(places) <= 60:
                for place in places:
                    votes[place - position] += 1
        for first, count in votes.most_common(limit):
            if count >= max(2, len(wanted) // 3):
                yield first

    def _align(self, wanted: list[_Word], first: int) -> tuple[int, int, int] | str:
        """Compare the quote with the words around *first*: (edits, left, right), or a veto."""
        low, high = max(0, first - 2), min(len(self._words), first + len(wanted) + 3)
        window = self._words[low:high]
        matcher = SequenceMatcher(
            None, [w.text for w in wanted], [w.text for w in window], autojunk=False
        )
        operations = matcher.get_opcodes()
        # Words of the window before and after the quote are no difference.
        head = 0
        if operations and operations[0][0] == "insert":
            head, operations = operations[0][4], operations[1:]
        tail = len(window)
        if operations and operations[-1][0] == "insert":
            tail, operations = operations[-1][3], operations[:-1]
        allowed = min(MAX_EDITS, len(wanted) // WORDS_PER_EDIT)
        edits = 0
        for kind, a, b, c, d in operations:
            if kind == "equal":
                continue
            left, right = wanted[a:b], window[c:d]
            if kind == "replace" and b == len(wanted) and len(right) > len(left):
                right = right[: len(left)]
                tail = c + len(left)
            if kind == "replace" and a == 0 and len(right) > len(left):
                head = d - len(left)
                right = right[-len(left) :]
            veto = self._veto(left, right)
            if veto:
                return veto
            edits += max(len(left), len(right))
        if edits > allowed or tail <= head:
            return "it differs from the closest passage in too many words"
        return edits, low + head, low + tail - 1

    def _veto(self, left: list[_Word], right: list[_Word]) -> str | None:
        """Return why the words *left* of the quote may not stand for *right* of the article."""
        if len(left) == len(right):
            for mine, printed in zip(left, right, strict=True):
                if mine.text != printed.text and not self._typo(mine, printed):
                    return (
                        f"{_kind(mine, printed)}: {mine.text!r}, the article has {printed.text!r}"
                    )
            return None
        extra = [word.text for word in (*left, *right)]
        if all(text in _LITTLE for text in extra):
            return None
        mine, theirs = (" ".join(w.text for w in words) or "nothing" for words in (left, right))
        return f"the words differ: {mine!r}, the article has {theirs!r}"

    def _typo(self, mine: _Word, printed: _Word) -> bool:
        if mine.text in _LITTLE and printed.text in _LITTLE:
            return {mine.text, printed.text} <= {"a", "an", "the"}
        if min(len(mine.text), len(printed.text)) < TYPO_LENGTH:
            return False
        if any(c.isdigit() for c in mine.text + printed.text):
            return False
        if mine.text in LOAD_BEARING or printed.text in LOAD_BEARING:
            return False
        if mine.text in self._places or _negated(mine.text) != _negated(printed.text):
            return False  # a word the article knows is another word, not a slip
        if printed.capital and mine.capital and not self._plain(printed):
            return False  # a name
        limit = 2 if len(printed.text) >= 9 else 1
        return OSA.distance(mine.text, printed.text) <= limit

    def _plain(self, word: _Word) -> bool:
        """Tell whether a capitalised word also stands in small letters, so that it is no name."""
        return any(not self._words[i].capital for i in self._places[word.text])


def _gaps(needle: str) -> str:
    """Allow a blank to be lost, or added, after a stop mark only."""
    pieces: list[str] = []
    for char in needle:
        if char == " ":
            pieces.append(" ?" if pieces and pieces[-1] in (r"\.", "!", r"\?", ":", ";") else " ")
        else:
            pieces.append(re.escape(char))
    return "".join(pieces)


def _core(folded: str) -> str:
    """Drop blanks and quotation marks around a folded quote."""
    return folded.strip(" \"'")


def _whole_words(text: str, start: int, end: int) -> bool:
    """Tell whether the span cuts no word and no number in two."""
    return not (_joined(text, start) or _joined(text, end))


def _joined(text: str, edge: int) -> bool:
    if not 0 < edge < len(text):
        return False
    left, right = text[edge - 1], text[edge]
    if left.isalnum() and right.isalnum():
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


def _negated(word: str) -> bool:
    return word.startswith(("un", "non", "dis", "in")) or "n't" in word


def _kind(mine: _Word, printed: _Word) -> str:
    if any(c.isdigit() for c in mine.text + printed.text):
        return "a number differs"
    if printed.capital:
        return "a name differs"
    if {mine.text, printed.text} & LOAD_BEARING:
        return "a load-bearing word differs"
    return "a word differs"


def _missing(quote: str, reason: str) -> Evidence:
    return Evidence(quote=quote, match="missing", reason=reason)


def ground(quote: str, text: str) -> list[Evidence]:
    """Return the spans of *quote* in *text*; use a ``Grounder`` for many quotes of one text."""
    return Grounder(text).ground(quote)
