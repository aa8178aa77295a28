"""Whether an event word tells of something done, tried, planned, threatened, supposed or denied.

The reading is by clause: only the words between the clause's start and the event word count, and a
purpose ("to attack") is no event at all. When an event was is read from its tense and its date.
"""

from __future__ import annotations

import re
from datetime import date

from summarizer.patterns import Pattern
from summarizer.schema.evidence import DateValue
from summarizer.schema.terms import Status, TimeFrame

RECENT_DAYS = 7  # codebook 2.5: the default window of "current" before publication
RECAP_DAYS = 92  # what is older than a season is background; recap is recent context

_NEGATED = Pattern(
    r"\b(?:no|not|never|without|neither|nor|n't|didn't|wasn't|weren't|hasn't|haven't|absence of"
    r"|free of"
    r"|lack of|stopped short of|ruled out|rules out|ruling out)\s+(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)
_AHEAD = Pattern(
    r"\b(?:will|shall|would|going to|set to|due to|plans? to|planned to|planning to|plan"
    r"|prepar\w+ (?:to"
    r"|for)|intends? to|intended to|ready to|about to|ordered? (?:\w+ )?to|agreed to|expected to"
    r"|scheduled (?:to|for)|ahead of (?:a|an|the) (?:planned|expected|possible)|planned|upcoming"
    r"|forthcoming|next|promis\w+ to|pledg\w+ to|announc\w+ (?:a|an|plans? (?:to|for)))\b"
    r"(?:\s+[\w’'-]+){0,6}\s*$",
    re.IGNORECASE,
)
_THREAT = Pattern(
    r"\b(?:threaten\w*|vow\w*|warn\w*|promis\w+ (?:more|further|new)|pledg\w+ (?:more|further|to"
    r" (?:avenge|strike|attack|continue)))\b(?:\s+[\w’'-]+){0,8}\s*$",
    re.IGNORECASE,
)
_SUPPOSED = Pattern(
    r"\b(?:if|unless|could|might|may(?! \d)|should|in case of|in the event of|possible"
    r"|possibility of"
    r"|potential|risk of|fear(?:s|ed|ing)?(?: (?:of|that))?|danger of|likely|threat of"
    r"|prevent\w*|avoid\w*"
    r"|deter\w*|against (?:any|future|possible)|would have|any)\b(?:\s+[\w’'-]+){0,7}\s*$",
    re.IGNORECASE,
)
# "An attack on the capital could follow."
_MODAL_AFTER = re.compile(
    r"(?:\s+[\w’'-]+){0,6}?\s+(?:(?P<modal>could|might|may|would|will)\s+(?!have\b)"
    r"|(?:is|are|was|were) (?P<set>due|set|expected|scheduled|supposed) to\b)",
    re.IGNORECASE,
)
_PERFECT_MAY = Pattern(r"\b(?:may|might|could) have\b(?:\s+[\w’'-]+){0,4}\s*$", re.IGNORECASE)
_TRIED = Pattern(
    r"\b(?:attempt(?:s|ed|ing)?(?: [\w’'-]+){0,5}? to|tr(?:y|ies|ied|ying)(?: [\w’'-]+){0,3}? to"
    r"|attempted"
    r"|failed to|bid to|effort to|unable to|another attempt to)\b(?:\s+[\w’'-]+){0,3}\s*$",
    re.IGNORECASE,
)
_FOILED = Pattern(
    r"\b(?:foil\w*|thwart\w*|defus\w*|prevented|disrupted|averted)\b[^,;]{0,40}$", re.IGNORECASE
)
_THEN_FOILED = re.compile(
    r"(?:\s+(?!and\b|but\b)[\w’'-]+){0,6}?\s+(?:was|were|been|being)\s+(?:\w+ly\s+)?(?:foiled|thwarted"
    r"|averted|prevented|disrupted)\b",
    re.IGNORECASE,
)
_THEN_FALSE = re.compile(
    r"[^.;:]{0,60}\b(?:is|was|are|were)\s+(?:\w+ly\s+)?(?:false|untrue|fake|a lie|not true|a hoax"
    r"|fabricated)\b",
    re.IGNORECASE,
)
_REPORTED = Pattern(r"\b(?:rumou?rs?|reports?|claims?|allegations?|stor(?:y|ies))\b", re.IGNORECASE)
# "had no part in the attack", "neither confirmed nor denied the strike": there was one all the same
_PRESUPPOSED = Pattern(
    r"\b(?:part|participat\w+|involve\w*|involvement|role|hand|hurt|present)\s+(?:\w+\s+)?in\s+"
    r"(?:the|this|that|these|those)\s+(?:[\w’'-]+\s+){0,2}$"
    r"|\bnot (?:in|during|by|at|from)\s+(?:the|this|that)\s+(?:[\w’'-]+\s+)?$"
    r"|\bneither confirm\w* nor den\w+\s+(?:[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
_PURPOSE = Pattern(r"\b(?:to|in order to|so as to)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_DONE_TO = Pattern(
    r"\b(?:continu\w+|began|begun|start\w+|managed|went on|used|forced|led|helped|sought|able|moved"
    r"|rush\w+|refus\w+|known)\s+to\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_GENERIC = Pattern(
    r"\b(?:aware of|knowledge of"
    r"|capable of|ability to|responsible for|history of|kind of|type of|ban on|talks? (?:on"
    r"|about)"
    r"|fear of|offers? of|call\w* for|demand\w* (?:for|an?)|end to|halt to|stop(?:ped|ping)?"
    r"|forbid\w*|appeal\w* for"
    r"|discuss\w*|propos\w*|war on|fight against|combat)\s+(?:the\s+|an?\s+|further\s+|all\s+"
    r"|any\s+"
    r"|such\s+|\w+\s+){0,3}$",
    re.IGNORECASE,
)
_PERFECT = Pattern(
    r"\b(?:have|has)\s+(?:\w+ly\s+|also\s+|been\s+|since\s+|now\s+|already\s+|repeatedly\s+)*$",
    re.IGNORECASE,
)


def status_of(before: str, word: str, *, verb: bool, after: str = "") -> Status | None:
    """Return the status of an event word, given its clause around it; None: it tells of no event.

    >>> status_of("The army said it will ", "attack", verb=True)
    'planned'
    >>> status_of("They went there to ", "attack", verb=True) is None
    True
    """
    if _GENERIC.search(before):
        return None
    if _FOILED.search(before) or _THEN_FOILED.match(after):
        return "attempted"
    if _REPORTED.search(before) and _THEN_FALSE.match(after):
        return "negated"
    if _TRIED.search(before):
        return "actual"  # tried and failed is an event with its outcome; foiled plots are attempts
    if _NEGATED.search(before):
        return "negated"
    if _THREAT.search(before):
        return "threatened"
    if _PERFECT_MAY.search(before):
        return "actual"
    if _SUPPOSED.search(before):
        return "hypothetical"
    if _AHEAD.search(before):
        return "planned"
    if verb and _PURPOSE.search(before):
        return "actual" if _DONE_TO.search(before) else None
    if not verb and (modal := _MODAL_AFTER.match(after)):
        planned = modal["set"] or modal["modal"].lower() == "will"
        return "planned" if planned else "hypothetical"
    return "actual"


def presupposed(before: str) -> bool:
    """Tell whether the event is taken as known, whatever the clause denies.

    >>> presupposed("The army played no part in the ")
    True
    """
    return _PRESUPPOSED.search(before) is not None


def time_frame_of(
    status: Status, when: DateValue | None, published: date | None, *, perfect: bool, lead: bool
) -> TimeFrame:
    """Return whether an event is news, recent context, older background or still to come.

    *perfect*: told in the author's own voice in the present perfect, which sums up what went
    before. *lead*: it stands where the news stands.
    """
    if status in ("planned", "threatened"):
        return "future"
    if when is not None and when.precision != "unknown":
        if when.precision in ("vague_period", "open_start"):
            return _period_frame(when, published, perfect=perfect)
        last = when.end or when.start
        if published is not None and last is not None:
            days = (published - last).days
            if days >= RECENT_DAYS:
                return "recap" if days <= RECAP_DAYS else "background"
            return "current"
        return "current" if when.anchor != "absolute" else "background"
    return "recap" if perfect and not lead else "current"


def _period_frame(when: DateValue, published: date | None, *, perfect: bool) -> TimeFrame:
    if when.precision == "open_start" and when.start and published:
        if (published - when.start).days > 365:
            return "background"
        return "recap" if perfect else "current"
    years = when.text is not None and re.search(r"\byears?\b|\bdecades?\b", when.text, re.I)
    return "background" if years else "recap"


def is_perfect(before: str) -> bool:
    """Tell whether the verb after *before* stands in the present perfect.

    >>> is_perfect("Rebels have repeatedly ")
    True
    """
    return _PERFECT.search(before) is not None
