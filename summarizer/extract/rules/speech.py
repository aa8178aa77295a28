"""The parts of a statement: whose it is, what is said, when and through which channel."""

from __future__ import annotations

import re

from summarizer.dates import find_dates
from summarizer.document import Document, Sentence, Span
from summarizer.extract.rules.cues import Cue
from summarizer.extract.rules.denial import denied
from summarizer.extract.rules.found import Found
from summarizer.extract.rules.said import Said
from summarizer.patterns import Pattern
from summarizer.schema.terms import AuthorStance, Directness, Stance

LEADING = re.compile(
    r"(?:(?:however|but|and|meanwhile|earlier|later|separately|also|still|yet|so|moreover|similarly"
    r"|nevertheless|in addition|for (?:his|her|their|its) part|in turn|then|while|although|though"
    r"|after the (?:attack|blast)|in a (?:statement|tweet|post|speech|report)[^,]{0,60})\s*,?\s+)+",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"(?:on|in|at|late|early|earlier|since|by|during|after|before|last|this|overnight|speaking"
    r"|writing|asked|citing|according to|(?:a|one|two|three|several) (?:few )?\w+ ago)\b"
    r"[^,;:]{0,90}?,\s+",
    re.IGNORECASE,
)
_TIME_LEAD = re.compile(
    r"(?:(?:on|late|early|last|this)\s+)*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday"
    r"|today|overnight)(?:\s+(?:morning|afternoon|evening|night))?,?\s+"
    r"|(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"\s+\d{1,2}|\d{1,2}\s+(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december)),?\s+\d{4}(?:\s+\d{4}\s+utc\S*)?,?\s+",
    re.IGNORECASE,
)
_RELATIVE = Pattern(
    r"\b(?:said|says|told|told \w+|to|by|of)\s+(?P<np>[\w’'-]+(?:\s+[\w’'.-]+){0,6}),?"
    r"\s+(?:who|which)\s*$"
)
# "The council on Monday announced": when it was said is no part of who said it
_TRAILING = Pattern(
    r"\s+(?:(?:late |early |earlier )?(?:on\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|yesterday|today)(?:\s+(?:morning|afternoon|evening|night))?|meanwhile|separately|later|earlier)$",
    re.IGNORECASE,
)
_HEADS = (
    r"(?:television|tv|agency|observatory|spokes(?:man|woman|person|men|people)|ministry|minister"
    r"|army|military|police|officials?|residents?|witness(?:es)?|sources?|activists?|media|governor"
    r"|mayor|president|group|monitor|authorit(?:y|ies)|government|correspondent|reporters?|medics?"
    r"|doctors?|hospital|un|rebels?|commander|general|colonel|villagers?|militants?|statement|report"
    r"|network|outlets?|accounts?|site|newspaper|reuters|afp|sana|efe|journalists?|front|command"
    r"|battalion|brigade|garrison|committee|cent(?:er|re)|channel|representative|bulletin|organi[sz]ation|he|she|they|it|who|coprefa|leaders?)"
)
TAIL_SOURCE = Pattern(
    rf"(?P<np>(?:(?:the|a|an|one|two|several|some|local|state|his|her|their|its|this|that|these|those"
    rf"|another|[A-Z][\w’'.-]*)\s+)(?:(?!(?:the|a|an|in|of|on)\s)[\w’'.-]+\s+){{0,5}}?{_HEADS}"
    rf"(?:\s+(?:of|for|in|at)\s+(?:the\s+)?[A-Z][\w’' -]{{2,40}}?)?)\s*,?\s*$",
    re.IGNORECASE,
)
_NAME_TAIL = Pattern(r"(?P<np>(?:[A-Z][\w’'.-]+\s+){0,5}[A-Z][\w’'.-]+)\s*,?\s*$")
_LATER_CUE = Pattern(
    r",?\s+(?:adding|saying|stressing|noting|claiming|proclaiming|warning|citing|quoting|alleging"
    r"|denying|blaming|accusing|vowing|insisting|without giving|according to|following)\b",
    re.IGNORECASE,
)
_CHANNEL = Pattern(
    r"\b(?:on (?:telegram|twitter|facebook|x|state tv|state television|its website)"
    r"|in (?:a|an|its|his|her) (?:\w+ ){0,3}(?:statement|tweet|post|communique|interview"
    r"|speech))\b",
    re.IGNORECASE,
)
_CORRECTS = Pattern(r"\b(?:actually|in fact|instead|own (?:report|account|text|story))\b", re.I)
TRIM = " \t\r\n,;:-–—"
MARKS = "“”\"«»„‘’'"
_WEAK_SOURCE = re.compile(
    r"^(?:there|that|which|what|this|to|and|but|as|or|if|not|in|of|on|it was|it is|who)$", re.I
)


def subject(doc: Document, left: Span) -> Span | None:
    """Return the noun group that ends at the cue, without leading time phrases and connectors."""
    text = doc.text
    start = left.start
    for pattern in (LEADING, _TIME_LEAD, _ADVERBIAL, LEADING, _TIME_LEAD, _ADVERBIAL):
        match = pattern.match(text, start, left.end)
        if match:
            start = match.end()
    segment = text[start : left.end]
    cut = max(
        (
            m.end()
            for m in re.finditer(
                r"[;:—]\s*|\.\s+|[”\"]\s*,?\s*(?=\w)|,\s+(?:and|but|while|as|after)\s+"
                r"|\s+as\s+(?=(?:the|a|an)\s|[A-Z])"
                r"|\b(?:said|says|claim\w*|added|report\w*|stat(?:ed|es)|believe\w*"
                r"|told \w+(?: \w+)?"
                r"|\w{3,}ed)\s+that\s+"
                r"|\b(?:and|but)\s+(?=(?:the|a|an|he|she|they|[A-Z])\b[^,]*$)",
                segment,
            )
            if len(segment[m.end() :].split()) >= 1
        ),
        default=0,
    )
    if cut and not (segment[:cut].rstrip().endswith(("and", "that")) and _pair(segment, cut)):
        start += cut
        lead = LEADING.match(text, start, left.end)
        start = lead.end() if lead else start
        segment = text[start : left.end]
    if len(segment.split()) > 14 or re.search(r",\s+\S+", segment):
        start = _shorten(text, start, left.end)
    span = trim(text, Span(start, left.end), TRIM + MARKS)
    relative = _RELATIVE.search(text, start, left.end)
    if relative is not None:  # "said the mayor, who blamed"
        span = Span(relative.start("np"), relative.end("np"))
    if span is not None and "," not in text[slice(*span)]:
        late = _TRAILING.search(text, span.start, span.end)
        span = Span(span.start, late.start()) if late else span
    if (
        span is None
        or _WEAK_SOURCE.match(text[slice(*span)])
        or len(text[slice(*span)].split()) > 18
    ):
        return None
    if not nominal(text[slice(*span)]):
        return None
    return span


def _pair(segment: str, cut: int) -> bool:
    """Tell whether "the army and the police" are one subject: no verb stands between them."""
    head = segment[:cut]
    return head.rstrip().endswith("and") and first_finite(head) is None and len(head.split()) < 8


def first_finite(segment: str) -> re.Match[str] | None:
    """Return the first word that can only be a finite verb, or None."""
    return re.search(
        r"\b(?:was|were|is|are|has|have|had|killed|injured|wounded|took|hit|left|began|fell|will"
        r"|would)\b",
        segment,
        re.IGNORECASE,
    )


def _shorten(text: str, start: int, end: int) -> int:
    """Leave out a clause that runs into the source where a comma was lost, keep appositions."""
    segment = text[start:end]
    if first_finite(segment) is None:
        return start
    match = TAIL_SOURCE.search(text, start, end) or _NAME_TAIL.search(text, start, end)
    return match.start("np") if match else start


def nominal(text: str) -> bool:
    """Tell whether a string can be a speaker: a name, a pronoun or a noun group, no clause."""
    if re.match(r"(?:he|she|they|it|i|we|who|officials|police|residents|sources)$", text, re.I):
        return True
    if first_finite(re.sub(r",.*,?$", "", text)) is not None:
        return False
    return re.match(r"[A-Za-zÀ-ÿ\d’'“]", text) is not None and not re.match(
        r"(?:to|of|by|with|for|when|where|if|because|than|killing|wounding)\b", text, re.I
    )


def source_after(doc: Document, right: Span) -> Span | None:
    """Return the noun group after a cue: up to a comma, a verb or the sentence's end."""
    text = doc.text
    match = re.compile(
        r"\s*(?P<np>(?:(?:[A-Z]\.){2,}[\w-]*|[^,.;:“”\"\s]+|(?<=[A-Z])\.|(?<=Gen)\.|(?<=Col)\.|(?<=Maj)\.|(?<=Lt)\.)"
        r"(?:\s+(?!on \w+day\b|in an? (?:statement|interview)|that\b|who\b|as saying|was\b"
        r"|were\b|has\b|have\b|had\b|is\b|are\b|will\b|would\b|at"
        r" least\b|and (?:was|were|killed))(?:(?:[A-Z]\.){2,}[\w-]*"
        r"|[^,.;:“”\"\s]+(?:\.(?=\s[A-Z]))?)){0,11})"
    ).match(text, right.start, right.end)
    if match is None:
        return None
    span = trim(text, Span(match.start("np"), match.end("np")), TRIM + MARKS + ".")
    return span if span is not None and nominal(text[slice(*span)]) else None


def content_of(doc: Document, right: Span) -> Span | None:
    """Return what is said, without end marks, quotation marks and a later cue's words."""
    text = doc.text
    start, end = right
    for match in _LATER_CUE.finditer(text, start, end):
        if doc.in_quotation(Span(match.start(), match.end())) is None and match.start() > start + 8:
            end = match.start()
            break
    span = trim(text, Span(start, end), TRIM)
    if span is None:
        return None
    start, end = span
    while end > start and text[end - 1] in ".!?" and not _keeps_mark(text, start, end):
        end -= 1
    span = trim(text, Span(start, end), TRIM)
    if span is None:
        return None
    inner = next((q for q in doc.quotations if is_all_of(text, span, q)), None)
    if inner is not None:
        return trim(text, inner, " ,")
    return span


def whole_quotation(doc: Document, sentence: Sentence, content: Span) -> Span:
    """Return *content* with the sentences before it that its quotation began with."""
    begun = doc.in_quotation(Span(sentence.start, sentence.start + 1))
    if begun is None or not begun.overlaps(content) or begun.start >= sentence.start:
        return content
    end = begun.end if content.end - begun.end < 3 else content.end
    return trim(doc.text, Span(begun.start, end), " ,") or content


def _keeps_mark(text: str, start: int, end: int) -> bool:
    return (
        text[end - 1] == "." and re.search(r"\b(?:[A-Za-z]\.){1,4}$", text[start:end]) is not None
    )


def is_all_of(text: str, span: Span, quotation: Span) -> bool:
    """Tell whether the span is that quotation and its marks, and nothing else."""
    lead, tail = text[span.start : quotation.start], text[quotation.end : span.end]
    return (
        span.start <= quotation.start
        and quotation.end <= span.end + 1
        and not lead.strip(MARKS + " ")
        and not tail.strip(MARKS + " ,.")
    )


def trim(text: str, span: Span, drop: str) -> Span | None:
    """Return *span* without the characters of *drop* at its ends; None when nothing is left."""
    start, end = span
    while start < end and text[start] in drop:
        start += 1
    while end > start and text[end - 1] in drop:
        end -= 1
    if start >= end:
        return None
    # A quotation mark that belongs to a pair inside stays.
    if end < span.end and text[end] in '”"»' and re.search(r"[“\"«]", text[start:end]):
        inside = text[start:end]
        if inside.count("“") > inside.count("”") or inside.count('"') % 2:
            end += 1
    if start > span.start and text[start - 1] in '“"«':
        inside = text[start:end]
        if inside.count("”") > inside.count("“") or inside.count('"') % 2:
            start -= 1
    return Span(start, end)


def make(
    doc: Document,
    sentence: Sentence,
    cue: Cue,
    source: Span | None,
    content: Span | None,
    construction: str,
) -> Said:
    """Return the statement that a cue with this source and content makes."""
    data = cue.entry.data
    stance: Stance = data["stance"]
    if cue.negated and stance in ("asserts", "confirms", "claims_responsibility", "admits"):
        stance = "denies"
    negates = stance == "asserts" and content is not None and denied(doc.text[slice(*content)])
    if negates:
        stance = "denies"
    hedges = (cue.span,) if data["author_stance"] == "distanced" and source is None else ()
    if cue.entry.id == "claim":
        hedges = (cue.head,)
    author: AuthorStance = data["author_stance"]
    if _CORRECTS.search(doc.text[slice(*cue.span)]):
        author = "endorsed"
    return Said(
        source=source,
        cue=cue.span,
        content=content,
        stance=stance,
        directness=_directness(doc, content),
        author_stance=author,
        rule=f"{cue.entry.id}/{construction}",
        chain=(source,) if source else (),
        hedges=hedges,
        date=_said_on(doc, sentence, cue, content, source),
        channel=_channel(doc, sentence, content),
        negates=negates,
        found=Found("cue", doc.text[slice(*cue.head)], cue.head, "cues.toml", cue.entry.id),
    )


def _directness(doc: Document, content: Span | None) -> Directness:
    if content is None:
        return "indirect"
    quotations = [q for q in doc.quotations if q.overlaps(content)]
    if not quotations:
        return "indirect"
    if any(q.start <= content.start and content.end <= q.end for q in quotations):
        return "direct"
    return "mixed"


def _said_on(
    doc: Document, sentence: Sentence, cue: Cue, content: Span | None, source: Span | None
) -> Span | None:
    """Return the time words that date the statement: outside its content (D06)."""
    if cue.kind in ("hedge", "claimed"):
        return None
    for found in find_dates(sentence.text):
        span = Span(sentence.start + found.start, sentence.start + found.end)
        if (content is None or not content.overlaps(span)) and (
            source is None or not source.overlaps(span)
        ):
            lead = re.search(
                r"(?:on|late on|early on)\s+$", doc.text[sentence.start : span.start], re.I
            )
            return Span(sentence.start + lead.start(), span.end) if lead else span
    return None


def _channel(doc: Document, sentence: Sentence, content: Span | None) -> Span | None:
    for match in _CHANNEL.finditer(doc.text, sentence.start, sentence.end):
        span = Span(match.start(), match.end())
        if content is None or not content.overlaps(span):
            return span
    return None
