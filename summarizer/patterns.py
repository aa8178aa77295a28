"""Patterns that are tried only where a text prints what they cannot do without.

Most sentences hold none of the words that a pattern asks for, and a search that finds nothing takes
longest. So each pattern is asked first which pieces of text every match must contain, which costs
a tenth of a search. Those pieces are worked out when a pattern has been asked often enough to repay
it, so that a single article is read without.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterable
from typing import Any, NamedTuple

_REPAID = 100  # searches in the time that it takes to work out the pieces of one pattern
_MOST = 64  # pieces; with more of them, looking for each takes as long as the search
# Pieces of words that nearly every English sentence holds: no use as a sign.
_COMMON = "the of in to and was that were said for with from have this their which had has been are"


class Pattern:
    r"""A regular expression with the methods of ``re.Pattern``; see the module.

    >>> killed = Pattern(r"\b(?:kill|murder)(?:ed|ing)\b", re.IGNORECASE)
    >>> killed.search("Two were Murdered.").group()
    'Murdered'
    """

    def __init__(self, regex: str, flags: int = 0) -> None:
        self.pattern = regex
        self.flags = flags
        self._needs: tuple[str, ...] | None = None  # None: not asked for yet; (): none are known
        self._asked = 0
        self._made: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression."""
        if self._made is None:
            self._made = re.compile(self.pattern, self.flags)
        return self._made

    @property
    def needs(self) -> tuple[str, ...]:
        """Pieces in small letters of which every match contains one; none where they are many."""
        if self._needs is None:
            self._needs = needs(self.pattern, self.flags)
            if not self._needs:  # nothing to be asked first: the compiled methods are faster
                vars(self).update(search=self.compiled.search, finditer=self.compiled.finditer)
        return self._needs

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match between two offsets, or None."""
        if self._may_match(text, pos, endpos):
            return (self._made or self.compiled).search(text, pos, endpos)
        return None

    def finditer(
        self, text: str, pos: int = 0, endpos: int = sys.maxsize
    ) -> Iterable[re.Match[str]]:
        """Return the matches between two offsets in order."""
        if self._may_match(text, pos, endpos):
            return (self._made or self.compiled).finditer(text, pos, endpos)
        return ()

    def _may_match(self, text: str, pos: int, endpos: int) -> bool:
        wanted = self._needs
        if wanted is None:
            self._asked += 1
            if self._asked < _REPAID:
                return True
            wanted = self.needs
        if not wanted:
            return True
        folded = small_letters(text[pos:endpos])
        for piece in wanted:  # noqa: SIM110  # a generator would take as long as the loop
            if piece in folded:
                return True
        return False

    def match(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match that begins at *pos*, or None."""
        return (self._made or self.compiled).match(text, pos, endpos)

    def fullmatch(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match from *pos* to *endpos*, or None."""
        return (self._made or self.compiled).fullmatch(text, pos, endpos)

    def findall(self, text: str) -> list[Any]:
        """Return the matched strings, or the groups of each match."""
        return self.compiled.findall(text) if self._may_match(text, 0, len(text)) else []

    def sub(self, new: Any, text: str) -> str:
        """Return *text* with *new* for each match."""
        return self.compiled.sub(new, text) if self._may_match(text, 0, len(text)) else text


def small_letters(text: str) -> str:
    """Return *text* in small letters, as a pattern that ignores case compares them.

    >>> small_letters("Kİlled")
    'killed'
    """
    if text.isascii():
        return text.lower()
    for char, plain in _LIKE_ASCII:
        text = text.replace(char, plain)
    return text.lower()


# Letters outside ASCII that are equal to an ASCII letter for ``re.IGNORECASE``.
_LIKE_ASCII = (("\u0130", "i"), ("\u0131", "i"), ("\u017f", "s"), ("\u212a", "k"))


class Patterns:
    """Several patterns asked together which of them a text can match."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._every = list(patterns)
        self._alike: list[tuple[tuple[str, ...], list[int]]] | None = None
        self._asked = 0

    def likely(self, text: str) -> list[Pattern]:
        """Return those that *text* can match, in their order, and perhaps others."""
        if self._alike is None:
            self._asked += 1
            if self._asked < _REPAID:
                return self._every
            self._alike = self._by_needs()
        folded = small_letters(text)
        found: list[int] = []
        for pieces, indexes in self._alike:
            if not pieces:
                found += indexes
                continue
            for piece in pieces:
                if piece in folded:
                    found += indexes
                    break
        return [self._every[index] for index in sorted(found)]

    def _by_needs(self) -> list[tuple[tuple[str, ...], list[int]]]:
        alike: dict[tuple[str, ...], list[int]] = {}
        for index, pattern in enumerate(self._every):
            alike.setdefault(pattern.needs, []).append(index)
        return list(alike.items())


# -- what a pattern needs --------------------------------------------------------------------------


class _Told(NamedTuple):
    """What is known of the text that a part of a pattern matches.

    ``exact``: all the strings it can be, in small letters; None where they are too many.
    ``needs``: pieces of which it holds one; None where none are known.
    """

    exact: frozenset[str] | None = None
    needs: frozenset[str] | None = None

    def best(self) -> frozenset[str] | None:
        """Return the pieces to look for."""
        if self.exact is not None and all(self.exact):
            return self.exact
        return self.needs


_NOTHING = _Told(exact=frozenset({""}))  # matches no text: "\\b", a look to either side
_ANYTHING = _Told()


def needs(regex: str, flags: int = 0) -> tuple[str, ...]:
    r"""Return pieces of text, in small letters, of which every match of *regex* contains one.

    None are returned where every text is likely to have one of them.

    >>> needs(r"\b(?:shot|stabb(?:ed|ing))\s+\w+"), needs(r"\d+")
    (('shot', 'stabbed', 'stabbing'), ())
    """
    found = _sequence(_parser.parse(regex, flags)).best()
    if found is None or _cost(found) >= 1:
        return ()
    kept = [piece for piece in found if not any(o != piece and o in piece for o in found)]
    return tuple(sorted(kept, key=lambda piece: (len(piece), piece)))


def _sequence(parts: Iterable[tuple[Any, Any]]) -> _Told:
    run = frozenset({""})  # what has been matched since the last part that may be anything
    whole = True
    best: frozenset[str] | None = None
    for op, value in parts:
        if op is _parser.LITERAL and len(run) == 1 and (value < 128 or _one_case(chr(value))):
            [before] = run
            run = frozenset({before + chr(value).lower()})
            continue
        told = _part(str(op), value)
        joined = None
        if told.exact is not None and len(told.exact) * len(run) <= _MOST:
            joined = frozenset(left + right for left in run for right in told.exact)
        if joined is not None:
            run = joined
            continue
        whole = False
        best = _better(best, run, told.best())
        run = frozenset({""})
    return _Told(run, None) if whole else _Told(None, _better(best, run))


def _part(op: str, value: Any) -> _Told:
    if op == "LITERAL":
        return _letter(chr(value))
    if op == "IN":
        return _choice([_part(str(kind), what) for kind, what in value])
    if op == "BRANCH":
        return _choice([_sequence(way) for way in value[1]])
    if op == "SUBPATTERN":
        return _sequence(value[3])
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, parts = value
        once = _sequence(parts)
        if (least, most) == (0, 1) and once.exact is not None:
            return _Told(once.exact | {""})
        if (least, most) == (1, 1):
            return once
        return _Told(None, once.best()) if least else _ANYTHING
    return _NOTHING if op in ("AT", "ASSERT", "ASSERT_NOT") else _ANYTHING


def _one_case(char: str) -> bool:
    return char.lower() == char.upper()


def _letter(char: str) -> _Told:
    if not char.isascii() and not _one_case(char):
        return _ANYTHING  # letters beyond ASCII have more than two cases
    return _Told(frozenset({char.lower()}))


def _choice(ways: list[_Told]) -> _Told:
    if all(way.exact is not None for way in ways):
        exact = frozenset().union(*(way.exact or () for way in ways))
        if len(exact) <= _MOST:
            return _Told(exact)
    pieces = [way.best() for way in ways]
    if any(piece is None for piece in pieces):
        return _ANYTHING
    every = frozenset().union(*(piece or () for piece in pieces))
    return _Told(None, every) if len(every) <= _MOST else _ANYTHING


def _better(*choices: frozenset[str] | None) -> frozenset[str] | None:
    usable = [choice for choice in choices if choice is not None and all(choice)]
    return min(usable, key=lambda choice: (_cost(choice), sorted(choice)), default=None)


def _cost(pieces: frozenset[str]) -> float:
    """Return how many sentences will have one of *pieces*, by a rough guess, and the work."""
    return sum(0.01 + (1.0 if piece in _COMMON else 4.0 ** -len(piece)) for piece in pieces)


def _load_parser() -> Any:
    return importlib.import_module("re._parser")


_parser = _load_parser()
