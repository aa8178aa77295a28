"""Whether a count is of one incident, a running total, or of the whole war (C09)."""

from __future__ import annotations

import re
from dataclasses import replace

from summarizer.document import Span
from summarizer.extract.rules.harmed import Harmed
from summarizer.patterns import Pattern
from summarizer.schema.terms import Scope

_WAR = Pattern(
    r"\b(?:since|in|during|of|over) (?:the )?(?:\w+ ){0,2}(?:war|conflict|uprising|insurgency"
    r"|invasion|fighting)\b",
    re.IGNORECASE,
)
_CUMULATIVE = Pattern(
    r"\b(?:since (?!the (?:attack|strike|blast|shelling))|so far this|in the (?:past"
    r"|last) (?:\w+ )?"
    r"(?:days?|weeks?|months?|years?)|this (?:week|month|year)|over the (?:past|last)|for (?:\w+ )?"
    r"(?:days|weeks|months|years)|in (?:\w+ )?(?:days|weeks|months|years) of|in a series of"
    r"|every day"
    r"|a year\b|annually|between \w+ and \w+ (?:19|20)\d\d|in all of (?:19|20)\d\d)",
    re.IGNORECASE,
)


def scoped(text: str, row: Harmed) -> Harmed:
    """Return *row* with its scope: one incident, a running count, or the whole war (C09)."""
    sentence = row.line.sentence
    war = _WAR.search(text, sentence.start, sentence.end)
    cumulative = _CUMULATIVE.search(text, sentence.start, sentence.end)
    if war is None and cumulative is None:
        return row
    period = next(
        (
            Span(d.start, d.end)
            for d in row.line.dates
            if re.match(r"since|for|in the|over|this", d.text, re.IGNORECASE)
        ),
        None,
    )
    scope: Scope = "conflict_total" if war else "cumulative"
    return replace(row, scope=scope, period=period)
