"""Printed forms found fast: a table from first words to the forms that begin with them.

An alternation of a thousand words is tried by ``re`` at every letter; a table is asked once a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

Value = TypeVar("Value")

_WORD = re.compile(r"[\w’'-]+")
_BLANKS = re.compile(r"\s")


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
        stop = len(text) if end is None else end
        folded = _BLANKS.sub(" ", text[start:stop]).lower()
        if (
            len(folded) != stop - start
        ):  # a letter whose lower case is longer: rare, so slow is fine
            folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in text[start:stop])
        position = 0
        for word in _WORD.finditer(folded):
            if word.start() < position:
                continue
            for form, value in self._by_first.get(word.group(), ()):
                last = word.start() + len(form)
                if folded.startswith(form, word.start()) and not _goes_on(folded, last):
                    yield start + word.start(), start + last, value
                    position = last
                    break


def _goes_on(text: str, edge: int) -> bool:
    """Tell whether the word that ends at *edge* is only the beginning of a longer one."""
    following = text[edge : edge + 1]
    return following.isalnum() or (following != "" and following in "_-")
