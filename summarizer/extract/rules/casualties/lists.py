"""Victims told in a list apart from their harm word: "along with his wife", "named the dead as"."""

from __future__ import annotations

import re

from summarizer.extract.rules.casualties.parse import Parse
from summarizer.extract.rules.casualties.verbs import is_unreal
from summarizer.patterns import Pattern

_NAMED = Pattern(
    r"\b(?:named|identified|listed|described)\s+(?:all\s+|both\s+)?(?:of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_THE = Pattern(r"(?:^|[,;:“\"]\s*)the\s+(?:\w+\s+)?$", re.IGNORECASE)


def read_named_dead(p: Parse) -> None:
    """Read "named the dead as two brothers and a boy of 15"."""
    for match in re.finditer(r"[AD](?P<s>[qa])(?P<v>[NM](?:(?:,&|[,&])[NM])*)", p.symbols):
        i = match.start()
        lead = _NAMED if match["s"] == "q" else _THE
        if lead.search(p.before(i)) is None:
            continue
        harm = "killed" if p.symbols[i] == "D" else p.harm_of(i)
        for k in p.victims_in(match, "v"):
            if k not in p.used:
                p.record([k], harm, i, rule="named-dead")


def read_together(p: Parse) -> None:
    """Read "he was killed along with his wife"."""
    for match in re.finditer(r"aH\+(?P<v>[NM](?:(?:,&|[,&])[NM])*)", p.symbols):
        i = match.start() + 1
        if is_unreal(p, i):
            continue
        for group in p.grouped(p.victims_in(match, "v")):
            p.record(group, p.harm_of(i), i, rule="together")
