"""What a sentence says of nobody harmed: "no casualties", "no reports of casualties" (C05)."""

from __future__ import annotations

import re

from summarizer.document import Span
from summarizer.extract.rules.casualties.parse import Parse
from summarizer.extract.rules.harmed import NOUN_HARM, Harmed
from summarizer.patterns import Pattern

_NOUN = r"casualties|injuries|deaths|victims|losses|fatalities"
_NONE_REPORTED = Pattern(
    r"\b(?:there (?:were|was|are|have been) )?no (?:immediate |official |confirmed )?"
    r"(?:reports?|word|information|news|details) (?:of|on|about) (?:any )?(?:\w+ )?"
    rf"(?P<what>{_NOUN}|dead or wounded)\b"
    rf"|\bno (?P<what2>{_NOUN}) (?:were|was|have been|had been) (?:immediately )?reported\b",
    re.IGNORECASE,
)
_NO_CASUALTIES = Pattern(rf"\b(?:no|without(?: any)?) (?:\w+ )?(?P<what>{_NOUN})\b", re.IGNORECASE)


def read_nobody(p: Parse) -> None:
    """Add the statements that nobody was harmed, and that no harm was reported."""
    sentence = p.line.sentence
    reported: list[Span] = []
    for match in _NONE_REPORTED.finditer(p.text, sentence.start, sentence.end):
        reported.append(Span(match.start(), match.end()))
        _add(p, reported[-1], match["what"] or match["what2"], "none-reported")
    for match in _NO_CASUALTIES.finditer(p.text, sentence.start, sentence.end):
        span = Span(match.start(), match.end())
        if not any(span.overlaps(other) for other in reported):
            _add(p, span, match["what"], "none")


def _add(p: Parse, span: Span, what: str, rule: str) -> None:
    p.made.append(Harmed(p.line, span, NOUN_HARM[what.lower()], span, None, rule, word=span))
    p.used.update(k for k, c in enumerate(p.chunks) if span.overlaps(Span(c.start, c.end)))
