"""The dead told by their bodies: "22 bodies were found", "the body of a fisherman", burials."""

from __future__ import annotations

import re

from summarizer.document import Span
from summarizer.extract.rules.casualties.parse import Parse
from summarizer.extract.rules.casualties.verbs import passive
from summarizer.patterns import Pattern

_HANDLED = Pattern(
    r"\b(?:receiv\w+|count\w+|found|recover\w+|retriev\w+|brought|pulled|discover\w+|saw|seen"
    r"|buri\w+|exhum\w+|unearth\w+|took in)\b",
    re.IGNORECASE,
)
_BURIED = re.compile(r"buried\b(?!\s+(?:under|beneath|in the rubble|alive))", re.IGNORECASE)
_ANOTHER = re.compile(r"(?:another|a \w+|one more)\s+(?:body|corpse)\b", re.IGNORECASE)


def read_bodies(p: Parse) -> None:
    """Add the dead that the sentence tells by their bodies or their burial."""
    for k, chunk in enumerate(p.chunks):
        if chunk.symbol == "F" and _BURIED.match(p.text, chunk.start):
            _read_burial(p, k)
        if not chunk.bodies or k in p.used:
            continue
        if chunk.number is not None:
            if _is_handled(p, k):
                p.record([k], "killed", k, rule="bodies")
        elif not _read_one_body(p, k) and p.symbols[k + 1 : k + 3] == "fN":
            _read_bodies_of(p, k)


def _read_bodies_of(p: Parse, k: int) -> None:
    """Read "the bodies of nine men"."""
    if k + 2 not in p.used:
        index = p.record([k + 2], "killed", k, rule="bodies")
        p.amend(index, count=Span(p.chunks[k].start, p.chunks[k + 2].end))


def _is_handled(p: Parse, k: int) -> bool:
    clause = p.line.clause_at(p.chunks[k].start)
    return _HANDLED.search(p.text[clause.start : clause.end]) is not None


def _read_burial(p: Parse, k: int) -> None:
    """Read "nine villagers were buried", "they buried nine villagers"."""
    groups = passive(p, k, k)
    for group in groups:
        p.record(group, "killed", k, rule="burial")
    if p.symbols[k - 1 : k] in ("h", "M") and p.symbols[k + 1 : k + 2] == "N":
        for group in p.grouped([k + 1]):
            p.record(group, "killed", k, rule="burial")


def _read_one_body(p: Parse, k: int) -> bool:
    """Read "the body of a fisherman was found", "another body was recovered"."""
    chunk = p.chunks[k]
    if chunk.noun not in ("body", "corpse") or not _is_handled(p, k):
        return False
    owner = p.symbols[k + 1 : k + 3] == "fM" and p.is_single([k + 2])
    if not owner and not _ANOTHER.match(p.text, chunk.start):
        return False
    index = p.record([k, k + 2] if owner else [k], "killed", k, rule="bodies")
    whole = Span(chunk.start, p.chunks[k + 2].end if owner else chunk.end)
    p.amend(index, count=whole, victims=whole)
    return True
