"""Whom a statement is told: what stands between "told" and what is said."""

from __future__ import annotations

import re

# Names that close the addressee: "told Reuters Syrian forces had left" is told to Reuters alone.
_OUTLET = (
    r"(?:the\s+)?(?:Associated Press|Reuters|AFP|AP|dpa|EFE|SANA|TASS|BBC|CNN|RIA(?: Novosti)?"
    r"|Interfax|Xinhua|Anadolu|Al[ -]Jazeera|Al[ -]Arabiya|IRNA|ANHA|NPR|ANSA|UPI|RFI|VOA)"
    r"(?:['’]?s?\s+(?:news agency|reporter|correspondent|television|TV|radio))?"
)
_PERSON = r"(?:us|me|him|her|them|you|reporters|journalists|lawmakers|viewers|listeners|deputies)"
_BODY = (
    r"(?:the|a|an|his|her|its|their|our|this|state|local|several|foreign)\s+(?:[\w’'-]+\s+){0,4}?"
    r"(?:agency|media|radio|television|tv|newspaper|paper|channel|station|parliament|conference"
    r"|briefing|council|court|committee|reporters?|correspondents?|journalists|meeting|crowd|site"
    r"|website|network|broadcaster|daily|magazine|programme|program|assembly|inquiry|tribunal)"
)
_NAME = r"(?:(?:the|The)\s+)?[A-Z][\w’'.-]*(?:\s+(?:(?:of|for|al)\s+)?[A-Z][\w’'-]*){0,4}"
_MEANS = (
    r"(?:\s+(?:by (?:tele)?phone|via \w+|from \w+|on condition of anonymity|in (?:an?|the|his|her)"
    r" (?:\w+\s+){0,3}?(?:interview|statement|message|briefing|meeting|call|speech)|over the"
    r" (?:tele)?phone|earlier|later|(?:late |early |earlier )?(?:on )?(?:(?:Mon|Tues|Wednes"
    r"|Thurs|Fri|Satur|Sun)day|yesterday|today)(?:\s+(?:morning|afternoon|evening|night))?"
    r"|at (?:an?|the) (?:[\w-]+\s+){0,3}?(?:conference|briefing|meeting|rally)|in [A-Z][\w-]+))*"
)
_EXPLICIT = re.compile(r"\s+(?:(?!\bthat\b)[\w’'.&-]+,?\s+){1,9}?(?:that|how)\s+", re.IGNORECASE)
_FINITE = re.compile(r"\b(?:was|were|is|are|had|has|have|would|will|could|did)\b", re.IGNORECASE)
_OPEN = re.compile(rf"\s+(?:{_OUTLET}|(?i:{_PERSON}|{_BODY})\b|{_NAME}){_MEANS}\s*[,:]?\s*(?=\S|$)")


def after_addressee(text: str, start: int, end: int) -> int:
    """Return where what is said begins, after the one it is told; *start* where nobody is named.

    >>> text = "told a BBC reporter that rebels had left"
    >>> text[after_addressee(text, 4, len(text)) :]
    'rebels had left'
    >>> text = "told AFP the rebels had left"
    >>> text[after_addressee(text, 4, len(text)) :]
    'the rebels had left'
    """
    explicit = _EXPLICIT.match(text, start, end)
    if explicit is not None and _FINITE.search(explicit.group()) is None:
        return explicit.end()
    told = _OPEN.match(text, start, end)
    return told.end() if told is not None else start
