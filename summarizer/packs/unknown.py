"""Quantities and numbers where nobody says which language a text is in: its letters decide.

Used for the few printed words of a count, in which no language can be told. English is tried by the
callers; a word that English has as well ("miles") is no sign of another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarizer.packs.numbers import integers_printed
from summarizer.packs.pack import Pack, pack_codes, pack_of
from summarizer.packs.quantities import prints_a_sign, read_quantity
from summarizer.schema.evidence import CountValue

_SCRIPTS = {
    "cyrillic": re.compile(r"[\u0400-\u052f]"),
    "arabic": re.compile(r"[\u0600-\u06ff]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}


def read_signed(text: str) -> CountValue | None:
    """Return the quantity that words for "at least", "dozens" or "none" tell, else None.

    >>> read_signed("une trentaine de civils").best, read_signed("щонайменше 12 людей").min
    (30, 12)
    """
    for pack in _packs(text):
        if not prints_a_sign(text, pack):
            continue
        value = read_quantity(text, pack)
        if value.qualifier not in ("exact", "unspecified") or value.derived == "dual":
            return value
    return None


def read_plain(text: str) -> CountValue | None:
    """Return the plain number that *text* prints as a word ("двоє людей"), else None."""
    if text.isascii():
        return None
    for pack in _packs(text):
        value = read_quantity(text, pack)
        if value.qualifier == "exact":
            return value
    return None


def integers_anywhere(text: str, *, latin: bool) -> set[int]:
    """Return the integers that *text* says in any language; *latin*: in Spanish, too."""
    found: set[int] = set()
    for pack in _packs(text):
        if latin or pack.script != "latin":
            found |= integers_printed(text, pack)
    return found


def _packs(text: str) -> Iterator[Pack]:
    for pack in _all():
        if _SCRIPTS[pack.script].search(text) and not pack.shares_a_word(text):
            yield pack


@cache
def _all() -> tuple[Pack, ...]:
    return tuple(pack for code in pack_codes() if (pack := pack_of(code)) is not None)
