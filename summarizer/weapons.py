"""Weapons as named in a text: their category, how they are launched, which treaties treat them.

A strike or a blast names no weapon (W01). The treaty table attaches instruments to categories; it
never says who is a party to one, nor that a use was unlawful (W03).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import cast

from summarizer.lexicon import PhraseFinder, load_entries, read_vocabulary
from summarizer.packs.pack import Pack, finder, pack_of
from summarizer.patterns import Pattern
from summarizer.schema.terms import LaunchMethod, WeaponCategory
from summarizer.vocabulary import per_lexicon

_LEGAL = Pattern(
    r"(?:both |all |which (?:is|are|was|were) |that (?:is|are) )?"
    r"(?:banned|prohibited|outlawed|forbidden|illegal)\b[^.;—–]{0,120}?"
    r"(?:conventions?|law|treat(?:y|ies)|protocols?|areas|civilians)\b"
    r"(?:\s+under\s+[^.,;—–]{3,60})?"
    r"|(?:in |a )?(?:violations?|breach(?:es)?) of (?:international|humanitarian|the laws? of war)"
    r"[^.,;—–]{0,60}"
    r"|(?:a |constitutes? a |amounts? to a |may be a )war crimes?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class WeaponMention:
    """A weapon named at these offsets."""

    start: int
    end: int
    text: str
    entry_id: str
    category: WeaponCategory
    launch_method: LaunchMethod
    form: str = ""  # the words that the entry was found by, where others were joined to them


@per_lexicon
def _finder() -> PhraseFinder:
    return PhraseFinder(load_entries("weapons.toml", "weapon"))


@per_lexicon
def _launch_methods() -> dict[str, LaunchMethod]:
    methods: dict[str, LaunchMethod] = {}
    for entry in load_entries("weapons.toml", "weapon"):
        methods.setdefault(entry.data["category"], entry.data["launch_method"])
    return methods


@cache
def _treaties() -> dict[str, list[str]]:
    table = tomllib.loads(read_vocabulary("treaties.toml"))["treaties"]
    return cast(dict[str, list[str]], table)


def find_weapons(text: str, language: str | None = None) -> list[WeaponMention]:
    """Return the weapons that *text* names, in its order.

    *language*: its tag; what has a pack is read by it, everything else as English.

    >>> [(m.text, m.category) for m in find_weapons("Barrel bombs fell; a strike hit a school.")]
    [('Barrel bombs', 'barrel_bomb')]
    """
    pack = pack_of(language)
    if pack is not None:
        return _find_abroad(text, pack)
    return [
        WeaponMention(
            hit.start,
            hit.end,
            hit.text,
            hit.entry.id,
            hit.entry.data["category"],
            hit.entry.data["launch_method"],
            hit.text,
        )
        for hit in _finder().find(text)
    ]


def _find_abroad(text: str, pack: Pack) -> list[WeaponMention]:
    plain = pack.plain(text)
    found = []
    for hit in finder(pack.code, "weapons.toml", "weapon").find(plain.text):
        start, end = plain.span(hit.start, hit.end)
        category = hit.entry.data["category"]
        found.append(
            WeaponMention(
                start, end, text[start:end], hit.entry.id, category, launch_method_of(category)
            )
        )
    return found


def categorise(name: str, language: str | None = None) -> WeaponCategory | None:
    """Return the category of a weapon's printed name; None where no entry fits.

    The most telling word of English is usually the last: "rocket-propelled grenade launcher"; of
    the languages with a pack it is the first: "misil de crucero". A name that a pack does not know
    may be an English or a Latin one: "KN-23".
    """
    if pack_of(language) is not None:
        abroad = find_weapons(name, language)
        if abroad:
            return abroad[0].category
    found = find_weapons(name)
    return found[-1].category if found else None


def launch_method_of(category: WeaponCategory) -> LaunchMethod:
    """Return how weapons of *category* are launched, "unclear" where it varies."""
    return _launch_methods().get(category, "unclear")


def treaties_for(category: WeaponCategory) -> tuple[str, ...]:
    """Return the instruments that treat *category*, from a static table.

    >>> treaties_for("cluster_munition")
    ('Convention on Cluster Munitions (2008)',)
    """
    return tuple(_treaties().get(category, ()))


def find_legal_statements(text: str) -> list[tuple[int, int]]:
    """Return the spans of what *text* itself says about legality."""
    spans = []
    for match in _LEGAL.finditer(text):
        end = match.end()
        while text[end - 1].isspace():
            end -= 1
        spans.append((match.start(), end))
    return spans
