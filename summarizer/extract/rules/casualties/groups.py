"""Which victims stand together before a harm word: lists, appositions, descriptions, parts."""

from __future__ import annotations

import re

from summarizer.extract.rules.casualties.parse import Parse
from summarizer.patterns import Pattern

_WITHIN = Pattern(r"(?:[NQM](?:,&|[,&])?)*[NQM],?$")
_MOSTLY = re.compile(
    r"(?:mostly|mainly|most of|nearly all|almost all|all|many of)\b", re.IGNORECASE
)


def coordinated(p: Parse, j: int) -> list[int]:
    """Return the victims that stand beside *j* in one list, *j* last."""
    members = [j]
    if p.symbols[j] == "Q":
        return members  # "12 martyrs and 30 wounded" are two counts
    left = p.symbols[:j]
    while True:
        match = re.search(r"[NM](?:,&|[,&])$", left)
        if match is None:
            return sorted(members)
        before = p.symbols[match.start() - 1 : match.start()]
        if before == "f" and match.group()[1:] == ",":
            return sorted(members)  # "of 40 passengers, 12 were killed"
        if before in ("i", "b") or (before in ("p", "t") and p.symbols[match.start()] == "M"):
            return sorted(members)
        members.append(match.start())
        left = left[: match.start()]


def whole_before(p: Parse, j: int) -> int | None:
    """Return the whole that the victims at *j* are part of: "[9 people], mostly women"."""
    match = _WITHIN.search(p.symbols[: j + 1])
    if match is None:
        return None
    first = match.start()
    marks = re.search(r",?i[haHA]?$", p.symbols[:first])
    if marks is not None:
        word = marks.start() + (marks.group()[0] == ",")
        return None if p.words(word).lower() == "whom" else earlier(p, marks.start())
    for k in range(first, j + 1):
        mostly = _MOSTLY.match(p.text, p.chunks[k].start) is not None
        if p.symbols[k] in "NQM" and (mostly or p.chunks[k].noun == "of them"):
            before = k - 1 - (p.symbols[k - 1 : k] == ",")
            return before if before >= 0 and p.symbols[before] in "NQ" else None
    return None


def described(p: Parse, j: int) -> int:
    """Return the victims that those at *j* only describe, else *j*: "a bus with [soldiers]"."""
    while j > 0 and _is_attribute(p, j) and earlier(p, j - 1) is not None:
        j = earlier(p, j - 1) or 0
    return j


def _is_attribute(p: Parse, j: int) -> bool:
    before = p.symbols[j - 1]
    if p.words(j - 1).lower() == "whom":
        return False
    if before == "f":  # "one of his men", but not "a total of 24 men"
        return p.symbols[j - 2 : j - 1] in ("N", "Q", "M", "Z")
    return before in "iprM"


def earlier(p: Parse, j: int) -> int | None:
    """Return the victim chunk before *j* in the same noun group, if there is one."""
    for k in range(j - 1, max(-1, j - 7), -1):
        if p.symbols[k] in "NQZ":
            return k
        if p.symbols[k] not in "op,frtM":
            return None
    return None


def is_relative(p: Parse, j: int) -> bool:
    """Tell whether *j* opens a relative clause of the victims: "20 fighters who guarded it"."""
    return p.symbols[j - 1 : j] in ("N", "M") and p.words(j).lower() in ("who", "that", "which")
