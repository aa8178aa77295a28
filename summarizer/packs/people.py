"""Who is harmed, as a pack names them: groups for numbers, single people for a count of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from summarizer.lexicon import Entry, PhraseFinder
from summarizer.packs.guards import guard_of
from summarizer.packs.numbers import numbers_in
from summarizer.packs.pack import Pack, finder, load_pack_entries, pack_of
from summarizer.vocabulary import per_lexicon


def groups_in(text: str, pack: Pack) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, group) of the words for several people in a folded text."""
    for hit in finder(pack.code, "harm.toml", "victim").find(text):
        yield hit.start, hit.end, hit.entry.id


@per_lexicon
def _ones(code: str) -> PhraseFinder:
    pack = pack_of(code)
    assert pack is not None
    rows: list[Entry] = []
    for entry in load_pack_entries(code, "harm.toml", "victim"):
        forms = tuple(dict.fromkeys(pack.forms(entry.data.get("one", ()))))
        if forms:
            rows.append(replace(entry, forms=forms))
    return PhraseFinder(rows)


def people_in(text: str, pack: Pack) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, group) of the words for one person in a folded text."""
    for hit in _ones(pack.code).find(text):
        yield hit.start, hit.end, hit.entry.id


def singles_in(text: str, pack: Pack) -> list[str]:
    """Return the single people that a count enumerates, [] where it does anything else (C12).

    >>> from summarizer.packs.pack import pack_of
    >>> singles_in("una maestra y su hijo", pack_of("es"))
    ['una maestra', 'su hijo']
    """
    table = pack.table("numbers.toml")
    for split in (_comma(table), "$^"):
        parts = [part.strip() for part in re.split(split, text) if part.strip()]
        if all(_one(part, pack, table.get("article", ())) for part in parts):
            return parts
    return []


def listed_in(text: str, pack: Pack) -> int | None:
    """Return how many an enumeration of a number and single people counts, else None.

    >>> from summarizer.packs.pack import pack_of
    >>> listed_in("tres soldados y un cabo", pack_of("es"))
    4
    """
    table = pack.table("numbers.toml")
    parts = [part.strip() for part in re.split(_comma(table), text) if part.strip()]
    ones = [part for part in parts if _one(part, pack, table.get("article", ()))]
    counted = [part for part in parts if part not in ones]
    if not ones or len(counted) != 1:
        return None
    numbers = [
        row.value
        for row in numbers_in(counted[0], pack)
        if guard_of(counted[0], row.start, row.end, pack) is None
    ]
    if len(numbers) != 1 or numbers[0] < 2:
        return None  # "uno de ellos, un anciano" are one
    return numbers[0] + len(ones)


def _comma(table: dict[str, Any]) -> str:
    """Return the pattern of what stands between the parts of an enumeration."""
    joins = "|".join(re.escape(word) for word in table.get("and", ()))
    attached = "".join(table.get("and_attached", ()))
    return rf",| (?:{joins}) " if joins else rf",| [{attached}](?=\w\w)"


def _one(part: str, pack: Pack, articles: list[str]) -> bool:
    counts = [row for row in numbers_in(part, pack) if row.value > 1]
    if any(guard_of(part, row.start, row.end, pack) is None for row in counts):
        return False
    if any(True for _ in groups_in(part, pack)):
        return False
    if any(True for _ in people_in(part, pack)):
        return True
    words = part.split()
    return len(words) > 1 and words[0] in articles
