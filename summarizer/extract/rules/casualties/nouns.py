"""Harm nouns with their victims: "12 deaths", "the killing of two boys", "heavy casualties"."""

from __future__ import annotations

import re

from summarizer.extract.rules.casualties.parse import Parse
from summarizer.extract.rules.harmed import NOUN_HARM
from summarizer.patterns import Pattern

_SUFFER = Pattern(
    r"\b(?:suffer\w*|tak(?:e|es|en|ing)|took|sustain\w*|incur\w*|inflict\w*|caus\w+|report\w*"
    r"|at the cost of|result\w* in|left|leaving|bore|with|involving)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)


def victims_of_noun(p: Parse, i: int, last: int) -> list[list[int]]:
    """Return the victim groups of the harm noun at *i*, which may go on to *last*."""
    of = re.match(r"f[NQM](?:(?:,&|[,&])[NQM])*", p.symbols[last + 1 :])
    if of is not None:
        members = p.victims_in(of, offset=last + 1)
        if all((one := p.chunks[k].person) and one.again for k in members):
            return []  # "held for the killing of Mr Ruiz", told before
        return p.grouped(members)
    amount = re.match(r"o{0,3}[ta](?P<n>N)", p.symbols[last + 1 :])
    if amount is not None:  # "losses amounted to 120 servicemen"
        return p.grouped([last + 1 + amount.start("n")])
    if i and p.symbols[i - 1] in "NQ" and i - 1 not in p.used:
        return [[i - 1]]
    if p.symbols[:i].endswith("Qf") and i - 2 not in p.used:  # "dozens of casualties"
        return [[i - 2]]
    if p.words(i).lower() in NOUN_HARM and _SUFFER.search(p.before(i)):
        return [[i]]
    return []
