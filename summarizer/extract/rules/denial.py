"""Words that deny by what they say and not by their verb: "it had not fired on the town".

Only the speaker's own acts, a bare negation at the head, and a claim called false count. Not to
know, not to comment and not yet to have counted are no denials.
"""

from __future__ import annotations

import re

from summarizer.patterns import Pattern

_OWN = (
    r"(?:we|i|it|he|she|they|(?:its|his|her|their|our|my)(?:\s+own)?(?:\s+[\w’'-]+){1,3}"
    r"|(?:the\s+)?(?:army|force|group|ministry|movement|coalition|unit|navy|troops))"
)
_NOT = r"(?:not|never|no|neither|nothing|none|nobody)"
_DENIAL = re.compile(
    rf"[“\"'‘«\s]*(?:(?:that|but|and|however)\s+)?(?:"
    rf"{_OWN}\s+(?:\w+ly\s+)?(?:(?:had|have|has|did|do|does|was|were|is|are|would)\s+{_NOT}\b"
    r"|(?:had|did|was|were|has|have|do|does|is|are)n[’']t\b)"
    r"|(?:no|none of|nothing|not a single|not one|neither)\s+\w+"
    r"|there\s+(?:was|were|had been|have been|is|are)\s+(?:no|never|not)\b"
    r"|(?:this|that|these|those|the|such|any)\s+(?:\w+\s+){0,6}?(?:was|were|is|are|did|do|does)\s+"
    r"(?:\w+ly\s+)?(?:false|untrue|not true|incorrect|fabricat\w+|baseless|unfounded|fake"
    r"|a lie|lies|propaganda|not correspond\w*|invented|nonsense)\b"
    r")",
    re.IGNORECASE,
)
_NO_DENIAL = Pattern(
    r"\b(?:(?:no|any)\s+(?:\w+\s+){0,2}(?:information|details?|comments?|reports?|word|news|idea|doubt"
    r"|choice|longer|one (?:is|was) (?:sure|certain)|decision|date|group|link|sign|access|ambulance"
    r"|list|lists|water|electricity|food|medicine)"
    r"|not\s+(?:yet\s+)?(?:known?|clear|say|said|comment|confirm\w*|verif\w+|identif\w+|rule|sure|tell"
    r"|want|leave|able|enough|see|return|stop|allow|give up|surrender|reach\w*|been (?:able|found"
    r"|identified|seen|heard|allowed|told|verified|confirmed))"
    r"|not\s+yet|no longer|not only|nobody (?:here )?(?:is|was|knows?)|nothing (?:is )?left)\b",
    re.IGNORECASE,
)


def denied(content: str) -> bool:
    """Tell whether a statement denies something by its own words.

    >>> denied("it had not fired on the town")
    True
    >>> denied("it had no information about the strike")
    False
    """
    match = _DENIAL.match(content)
    if match is None:
        return False
    return _NO_DENIAL.search(content[: match.end() + 40]) is None
