"""Tolls and how they change: "the toll rose to 31 from 26", "two more bodies", "Killed: 3"."""

from __future__ import annotations

import re

from summarizer.document import Span
from summarizer.extract.rules.casualties.parse import Parse
from summarizer.patterns import Pattern

_TOLL = re.compile(
    r"^T[oprfaq]{0,8}?(?:r(?P<was>[QN])t(?P<now>[QN])|[taf](?P<n>[QN])(?:,?o?r(?P<old>[QN]))?)"
)
_NUMBER_OF = Pattern(
    r"\b(?:(?:number|count|total) of (?:\w+ ){0,2}|put\w* the |puts its )$", re.IGNORECASE
)
_NUMBER_IS = re.compile(r"^[oprf]{0,4}[ta](?P<n>[QN])(?:,?o?r(?P<old>[QN]))?")
_REACHED = Pattern(
    r"\b(?:reach(?:ed|es|ing)|ris(?:en|es|ing) to|rose to|climb\w* to|stands? at|stood at|put at"
    r"|at as high as|passed|topp\w+|exceed\w*|put\w* \w+ at|to)\s+(?:at )?$",
    re.IGNORECASE,
)
_FIGURE = Pattern(
    r"\b(?:(?:put|puts|gave|gives|set)\s+(?:the|that|its|this|a)\s+(?:figure|number|count|total|toll)"
    r"(?:\s+(?:at|as|of))|(?:figure|number|count|total)\s+(?:is|was|has risen to|rose to|stood at"
    r"|had risen to|stands at)|(?:say|says|said|counted|spoke of|speaks? of|reported)"
    r"(?:\s+it (?:was|is))?)"
    r"\s+(?:now\s+|only\s+)?$",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\s*(?:[.;]|,|\sand\s+(?:the|a)\s|$)")


def read_tables(p: Parse) -> None:
    """Read "Killed: 3. Injured: 17."."""
    for row in re.finditer(r"(?<![A-Za-z&])[AH]\.Q(?![A-Zaobpo])", p.symbols):
        i = row.start()
        if p.text[p.chunks[i].end : p.chunks[i + 2].start].strip() == ":":
            p.record([i + 2], p.harm_of(i), i, rule="table")
            p.used.add(i)


def read_tolls(p: Parse) -> None:
    """Read "the toll rose to 31 from 26", "the number of wounded is 40"."""
    for i, symbol in enumerate(p.symbols):
        if symbol == "T":
            match, shift = _TOLL.match(p.symbols[i:]), i
        elif symbol in "HAD" and _NUMBER_OF.search(p.before(i)):
            match, shift = _NUMBER_IS.match(p.symbols[i + 1 :]), i + 1
        else:
            continue
        if match is None:
            _read_far_toll(p, i)
            continue
        names = match.groupdict()
        now = next(shift + match.start(n) for n in ("n", "now") if names.get(n))
        old = next((shift + match.start(n) for n in ("old", "was") if names.get(n)), None)
        if now in p.used:
            continue
        index = p.record([now], p.harm_of(i), i, rule="toll/number")
        if symbol in "HAD":
            p.used.add(i)
        if old is not None:
            p.used.add(old)
            older, toll = p.count_of([old]), p.made[index].span
            p.amend(index, supersedes=older, span=Span(toll.start, max(toll.end, older.end)))


def _read_far_toll(p: Parse, i: int) -> None:
    """Read "the toll from the shelling of ... has reached 20": the verb before the number."""
    for k in range(i + 1, len(p.chunks)):
        if p.symbols[k] in "NQ" and k not in p.used:
            if _REACHED.search(p.text[p.chunks[i].end : p.chunks[k].start]):
                p.record([k], p.harm_of(i), i, rule="toll/number")
                if p.symbols[i] in "HAD":
                    p.used.add(i)
            return


def read_other_counts(p: Parse) -> None:
    """Read "Residents say 20", "the hospital put the figure at 14" after a count was told."""
    if p.told is None or p.made:
        return
    for k, chunk in enumerate(p.chunks):
        if chunk.symbol != "Q" or chunk.number is None or chunk.number.value.best is None:
            continue
        if _FIGURE.search(p.before(k)) and _CLOSED.match(p.text, chunk.end):
            p.record([k], p.told.harm, k, rule="other-count")
            return


def link_increments(p: Parse) -> None:
    """Read "two more bodies, bringing the toll to 31": 2 is part of the rise (C08)."""
    total = next((n for n, row in enumerate(p.made) if row.rule == "toll/number"), None)
    if total is None:
        return
    for n, row in enumerate(p.made):
        if n != total and row.harm == p.made[total].harm and row.link is None:
            p.amend(n, parent=total, link="increment")
