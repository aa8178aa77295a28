"""Printed forms found fast: a table from first words to the forms that begin with them.

An alternation of a thousand words is tried by ``re`` at every letter; a table is asked once a word.
A sentence is cut into words once, for all the tables it is looked up in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")

_WORD = re.compile(r"[\w’'-]+")
_BLANK = re.compile(r"[^\S ]")  # any but the plain one


class _Cut(NamedTuple):
    """A text in small letters with plain blanks, as long as printed, and its words with starts."""

    folded: str
    words: tuple[tuple[str, int], ...]
    known: frozenset[str]


@lru_cache(
    maxsize=256
)  # the sentences of an article, between one stage of its reading and the next
def _cut(text: str) -> _Cut:
    folded = _BLANK.sub(" ", text).lower()
    if len(folded) != len(text):  # a letter whose lower case is longer: rare, so slow is fine
        folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    words = tuple([(match.group(), match.start()) for match in _WORD.finditer(folded)])
    return _Cut(folded, words, frozenset([word for word, _ in words]))


class FormTable(Generic[Value]):
    """Finds the longest of many forms at each word, whatever their case; hits do not overlap.

    >>> table = FormTable({"cluster bomb": 1, "bomb": 2})
    >>> list(table.find("A Cluster bomb, a bomb and a bombshell."))
    [(2, 14, 1), (18, 22, 2)]
    """

    def __init__(self, forms: Mapping[str, Value]) -> None:
        self._by_first: dict[str, list[tuple[str, Value]]] = {}
        for form, value in forms.items():
            folded = form.lower()
            first = _WORD.match(folded)
            if first is not None:
                self._by_first.setdefault(first.group(), []).append((folded, value))
        for rows in self._by_first.values():
            rows.sort(key=lambda row: (-len(row[0]), row[0]))

    def find(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[tuple[int, int, Value]]:
        """Yield (start, end, value) of each form between two offsets, in the order of the text."""
        folded, words, known = _cut(text[start:end])
        by_first = self._by_first
        if by_first.keys().isdisjoint(known):
            return
        position = 0
        for word, left in words:
            if word not in by_first or left < position:
                continue
            for form, value in by_first[word]:
                last = left + len(form)
                if folded.startswith(form, left) and not _goes_on(folded, last):
                    yield start + left, start + last, value
                    position = last
                    break


def _goes_on(text: str, edge: int) -> bool:
    """Tell whether the word that ends at *edge* is only the beginning of a longer one."""
    following = text[edge : edge + 1]
    return following.isalnum() or (following != "" and following in "_-")
