"""Vocabulary files and the phrase finder that reads texts with them.

An entry has an ``id``, its ``forms`` and its own ``yes`` and ``no`` examples; whatever else it
carries belongs to the module that reads it. ``not_before`` and ``not_after`` name neighbouring
words that make the reading wrong ("bomb" before "squad").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from summarizer.errors import VocabularyError
from summarizer.vocabulary import active, per_lexicon
from summarizer.vocabulary import read_vocabulary as read_vocabulary

_TOKEN = re.compile(r"[^\W_]+")
_Token: TypeAlias = tuple[str, int, int]  # folded, start, end
_JOINTS = re.compile(r"[\s'’‐‑–/.-]{0,2}")  # what may stand between the words of one phrase


@dataclass(frozen=True)
class Entry:
    """One entry of a vocabulary file; ``data`` holds the fields of its own kind."""

    id: str
    forms: tuple[str, ...]
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    data: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Hit:
    """A form found in a text, at these offsets."""

    start: int
    end: int
    text: str
    entry: Entry


@per_lexicon
def load_entries(name: str, table: str) -> tuple[Entry, ...]:
    """Return the entries of a vocabulary file, a user's lexicon laid over ours.

    Raises ``VocabularyError`` for a broken one.
    """
    entries = tuple(_entry(name, row) for row in active().rows(name, table))
    ids = [entry.id for entry in entries]
    for entry_id in ids:
        if ids.count(entry_id) > 1:
            raise VocabularyError(f"{name}: the id {entry_id!r} is used twice; rename one of them")
    return entries


def _entry(name: str, row: Mapping[str, Any]) -> Entry:
    for needed in ("id", "forms"):
        if not row.get(needed):
            raise VocabularyError(f"{name}: an entry has no {needed!r}: {dict(row)}")
    own = {"id", "forms", "yes", "no", "not_before", "not_after"}
    return Entry(
        id=row["id"],
        forms=tuple(row["forms"]),
        yes=tuple(row.get("yes", ())),
        no=tuple(row.get("no", ())),
        not_before=frozenset(row.get("not_before", ())),
        not_after=frozenset(row.get("not_after", ())),
        data={key: value for key, value in row.items() if key not in own},
    )


class PhraseFinder:
    """Finds the longest forms of many entries, whatever their case.

    >>> finder = PhraseFinder([Entry("x", ("cluster bomb", "bomb"))])
    >>> [hit.text for hit in finder.find("A Cluster-Bomb and a bomb.")]
    ['Cluster-Bomb', 'bomb']
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for entry in entries:
            for form in entry.forms:
                words = tuple(m.group().casefold() for m in _TOKEN.finditer(form))
                if words:
                    self._by_first.setdefault(words[0], []).append((words, entry))
        for phrases in self._by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def find(self, text: str) -> list[Hit]:
        """Return the hits in the order of the text; they do not overlap."""
        tokens, known = _cut(text)
        by_first = self._by_first
        if by_first.keys().isdisjoint(known):
            return []
        hits: list[Hit] = []
        index = 0
        while index < len(tokens):
            found = self._at(text, tokens, index) if tokens[index][0] in by_first else None
            if found is None:
                index += 1
                continue
            length, entry = found
            start, end = tokens[index][1], tokens[index + length - 1][2]
            hits.append(Hit(start, end, text[start:end], entry))
            index += length
        return hits

    def _at(self, text: str, tokens: Sequence[_Token], index: int) -> tuple[int, Entry] | None:
        for words, entry in self._by_first.get(tokens[index][0], ()):
            last = index + len(words)
            if len(words) > 1 and not _goes_on(text, tokens, index, words):
                continue
            before = tokens[index - 1][0] if index else ""
            after = tokens[last][0] if last < len(tokens) else ""
            if before not in entry.not_after and after not in entry.not_before:
                return len(words), entry
        return None


def _goes_on(text: str, tokens: Sequence[_Token], index: int, words: tuple[str, ...]) -> bool:
    """Tell whether *words* stand at *index*, with nothing between them but what may be."""
    if index + len(words) > len(tokens):
        return False
    for k, word in enumerate(words[1:], start=index + 1):
        if tokens[k][0] != word or not _JOINTS.fullmatch(text, tokens[k - 1][2], tokens[k][1]):
            return False
    return True


@lru_cache(maxsize=256)  # a sentence is cut once for all the finders that read it
def _cut(text: str) -> tuple[tuple[_Token, ...], frozenset[str]]:
    tokens = tuple([(m.group().casefold(), m.start(), m.end()) for m in _TOKEN.finditer(text)])
    return tokens, frozenset([token[0] for token in tokens])
