"""Who says what: source, cue and content of every attribution in a document.

Only explicit constructions count: "X said that C", "C, according to X", "C, X said", a quotation
after a colon, a quotation that goes on in the next sentence, and hedges without a source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from summarizer.dates import find_dates
from summarizer.extract.rules.cues import Cue, find_cues
from summarizer.extract.rules.document import Document, Sentence, Span
from summarizer.schema.terms import AuthorStance, Directness, Stance


@dataclass(frozen=True)
class Said:
    """One attribution as spans of the text.

    ``source`` None: a hedge nobody is named for. ``content`` None: nothing was said. ``date``: the
    words that date the statement. ``carried``: the cue stands in an earlier sentence. ``rule``:
    the lexicon entry and the construction that made the record.
    """

    source: Span | None
    cue: Span
    content: Span | None
    stance: Stance
    directness: Directness
    author_stance: AuthorStance
    rule: str
    chain: tuple[Span, ...] = ()
    hedges: tuple[Span, ...] = ()
    date: Span | None = None
    channel: Span | None = None
    carried: bool = False


_LEADING = re.compile(
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
    r"|today|overnight)(?:\s+(?:morning|afternoon|evening|night))?,?\s+",
    re.IGNORECASE,
)
_HEADS = (
    r"(?:television|tv|agency|observatory|spokes(?:man|woman|person|men|people)|ministry|minister"
    r"|army|military|police|officials?|residents?|witness(?:es)?|sources?|activists?|media|governor"
    r"|mayor|president|group|monitor|authorit(?:y|ies)|government|correspondent|reporters?|medics?"
    r"|doctors?|hospital|un|rebels?|commander|general|colonel|villagers?|militants?|statement|report"
    r"|network|outlets?|accounts?|site|newspaper|reuters|afp|sana|efe|journalists?|front|command"
    r"|battalion|brigade|garrison|committee|organi[sz]ation|he|she|they|it|who|coprefa|leaders?)"
)
_TAIL_SOURCE = re.compile(
    rf"(?P<np>(?:(?:the|a|an|one|two|several|some|local|state|his|her|their|its|this|that|these|those"
    rf"|another|[A-Z][\w’'.-]*)\s+)(?:(?!(?:the|a|an|in|of|on)\s)[\w’'.-]+\s+){{0,5}}?{_HEADS}"
    rf"(?:\s+(?:of|for|in|at)\s+(?:the\s+)?[A-Z][\w’' -]{{2,40}}?)?)\s*,?\s*$",
    re.IGNORECASE,
)
_NAME_TAIL = re.compile(r"(?P<np>(?:[A-Z][\w’'.-]+\s+){0,5}[A-Z][\w’'.-]+)\s*,?\s*$")
_AFTER_CUE = re.compile(
    r"\s*(?:,?\s*(?:(?:late |early )?(?:on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|yesterday|today)(?:\s+(?:morning|afternoon|evening|night))?"
    r"|in (?:a|an|the|its|his|her) (?:\w+ ){0,3}(?:statement|tweet|post|report|speech|interview"
    r"|communique|message|address|briefing|toll|count|update|letter)\b"
    r"(?: (?:posted|published|issued|released|carried|broadcast|read out|sent))?"
    r"(?: (?:on|to|from|by|in)\s+[^,:“\"]{1,40}?(?=[,.:;]|\s+that\b|$))?"
    r"|to (?:reporters|journalists|the press|state media)|earlier|again|later|on (?:telegram"
    r"|twitter"
    r"|facebook|x|state tv|state television)|at a (?:press|news) conference|by (?:phone|telephone)"
    r"))*\s*,?\s*(?::\s*)?(?:(?:that|how)\b(?!\s+(?:is|was|the same|day)\b)\s*)?",
    re.IGNORECASE,
)
_ADDRESSEE = re.compile(
    r"\s+(?:[\w’'.-]+\s+){0,6}?(?:that\s+|(?=[“\"«])|(?:on \w+day\s+)?(?=the |a |an |there "
    r"|at least"
    r" |(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z0-9]))",
)
_LATER_CUE = re.compile(
    r",?\s+(?:adding|saying|stressing|noting|claiming|proclaiming|warning|citing|quoting|alleging"
    r"|denying|blaming|accusing|vowing|insisting|without giving|according to|following)\b",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    r"\b(?:on (?:telegram|twitter|facebook|x|state tv|state television|its website)"
    r"|in (?:a|an|its|his|her) (?:\w+ ){0,3}(?:statement|tweet|post|communique|interview"
    r"|speech))\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"\s+[—–]\s+|\s*[—;]\s*|,\s+(?:and|but|which|who|while|where|when|as|with|after|according)\b"
    r"|,\s+(?:\w+\s+){1,3}(?:said|say|says)\b|,(?=\s+[“\"])"
)
_FIRST_PERSON = re.compile(r"\b(?:we|our|us|ours|I|my|me)\b")
_NARRATION = re.compile(
    r"\b(?:meanwhile|however|said|told|reported|on (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|according|was|were|had|claimed|continued)\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(r"\b(?:actually|in fact|instead|own (?:report|account|text|story))\b", re.I)
_ANAPHOR = re.compile(
    r"^(?:the )?(?:same )?(?:site|outlet|agency|group|report|statement|paper)\b", re.I
)
_TRIM = " \t\r\n,;:-–—"
_MARKS = "“”\"«»„‘’'"
_WEAK_SOURCE = re.compile(
    r"^(?:there|that|which|what|this|to|and|but|as|or|if|not|in|of|on|it was|it is|who)$", re.I
)


def find_attributions(doc: Document) -> list[Said]:
    """Return the attributions of *doc* in the order of the text."""
    found: list[Said] = []
    for sentence in doc.sentences:
        if sentence.zone == "frame":
            continue
        made = _in_sentence(doc, sentence, found)
        if not made:
            carried = _carried(doc, sentence, found)
            made = [carried] if carried else []
        found.extend(made)
    found.extend(_block_quotes(doc, found))
    found = _contradictions(doc, found)
    return _chains(
        sorted(found, key=lambda said: (said.cue.start, (said.content or said.cue).start))
    )


def _in_sentence(doc: Document, sentence: Sentence, earlier: list[Said]) -> list[Said]:
    made: list[Said] = []
    for cue in find_cues(doc.text, sentence.start, sentence.end):
        if doc.in_quotation(cue.span) and cue.kind != "hedge":
            continue
        said = _READERS[cue.kind](doc, sentence, cue, made)
        if said is not None:
            made.append(said)
    return _absorb_hedges(made)


# -- the constructions ---------------------------------------------------------------------------


def _verb(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    text = doc.text
    left = Span(sentence.start, cue.span.start)
    if re.search(r"\bto\s+$", text[left.start : left.end]):
        return None  # "refused to say" and purposes are no statement
    after = _AFTER_CUE.match(text, cue.span.end, sentence.end)
    right = Span(after.end() if after else cue.span.end, sentence.end)
    participle = (
        cue.head.end - cue.head.start > 4
        and text[cue.head.start : cue.head.end].lower().endswith("ing")
        and cue.span == cue.head
    )
    if participle:
        return _participle(doc, sentence, cue, made)
    ends = not _trim(text, right, _TRIM + ".!?" + _MARKS)
    that = re.search(r"\bthat\s*$", text[cue.span.end : right.start], re.IGNORECASE)
    inverted = None if that else _inverted(doc, left, right)
    if inverted is not None:
        source, content = inverted
        return _make(doc, sentence, cue, source, content, "content-cue-source")
    if ends or _closes(text, cue, right):
        before = _content_first(doc, sentence, left)
        if before is not None:
            source, content = before
            return _make(doc, sentence, cue, source, content, "content-source-cue")
    if ends:
        return None
    return _source_first(doc, sentence, cue, left, right, made)


_TURN = re.compile(
    r"(?:and|but|as|while|after|before|when|citing|adding|without|though|although|which|who"
    r"|in what)\b",
    re.IGNORECASE,
)


def _closes(text: str, cue: Cue, right: Span) -> bool:
    """Tell whether the statement stands before the cue: ", X said on Monday, and ..."."""
    between = text[cue.span.end : right.start]
    if re.match(r"\s*(?:without|after|before|when)\b", between + text[right.start : right.end]):
        return True
    return between.rstrip().endswith(",") and _TURN.match(text, right.start, right.end) is not None


def _same_subject(doc: Document, left: Span, made: list[Said]) -> Span | None:
    """Read "X put the toll at 40 and said C": the second verb has the first one's subject."""
    before = doc.text[left.start : left.end].rstrip()
    if not made or not re.search(r"(?:,|\b(?:and|but|then))$", before, re.IGNORECASE):
        return None
    last = made[-1]
    if last.source is None or last.cue.start < last.source.start or last.chain[:-1]:
        return None
    return last.source


def _source_first(
    doc: Document, sentence: Sentence, cue: Cue, left: Span, right: Span, made: list[Said]
) -> Said | None:
    text = doc.text
    source = _same_subject(doc, left, made) or _subject(doc, left)
    if source is None:
        return None
    data = cue.entry.data
    if data.get("addressee"):
        addressee = _ADDRESSEE.match(text, cue.span.end, sentence.end)
        if addressee:
            right = Span(addressee.end(), right.end)
    if data.get("quoting"):
        return _quoting(doc, sentence, cue, source)
    plain = text[cue.span.end : right.start]
    follows = text[right.start : right.start + 1]
    if (data.get("needs_clause") or data.get("nouny")) and not (
        "that" in plain.lower() or follows in _MARKS or ":" in plain or _clause(text, right)
    ):
        return None
    if data.get("needs_that") and "that" not in plain.lower():
        return None
    content = _content(doc, right)
    if content is None:
        return None
    return _make(doc, sentence, cue, source, content, "source-cue-content")


def _clause(text: str, right: Span) -> bool:
    """Tell whether what follows the cue can be a clause: a noun group and a verb."""
    return re.search(
        r"\b(?:was|were|is|are|has|have|had|will|would|could|may|might|did|\w{3,}ed|took|left|began"
        r"|hit|killed|fell|went|came|broke|held|made)\b",
        text[right.start : right.end],
        re.IGNORECASE,
    ) is not None and not re.match(r"\s*(?:of|to|by|with|for)\b", text[right.start : right.end])


def _participle(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    """Read ", adding that C": the source is that of the statement before it in the sentence."""
    text = doc.text
    before = text[sentence.start : cue.span.start].rstrip()
    if not before.endswith((",", "”", '"')):
        return None
    source = next((said.source for said in reversed(made) if said.source), None)
    if source is None:
        source = _subject(doc, Span(sentence.start, _first_verb(text, sentence)))
    after = _AFTER_CUE.match(text, cue.span.end, sentence.end)
    content = _content(doc, Span(after.end() if after else cue.span.end, sentence.end))
    if source is None or content is None:
        return None
    if cue.entry.data.get("quoting"):
        cited = _source_after(doc, Span(cue.span.end, sentence.end))
        whole = made[-1].content if made else None
        if cited is None:
            return None
        said = _make(doc, sentence, cue, cited, whole, "citing")
        return replace(said, chain=(source, cited))
    return _make(doc, sentence, cue, source, content, "participle")


def _first_verb(text: str, sentence: Sentence) -> int:
    match = re.compile(
        r"\b(?:has|have|had|is|are|was|were|will|would|launched|released|issued|\w{3,}ed)\b"
    ).search(text, sentence.start, sentence.end)
    return match.start() if match else sentence.start


def _quoting(doc: Document, sentence: Sentence, cue: Cue, source: Span) -> Said | None:
    """Read "the agency quoted a doctor as saying C"."""
    match = re.compile(r"\s+(?P<who>[^,;:]{2,90}?)\s+as\s+saying\s*(?:that\s+)?[,:]?\s*").match(
        doc.text, cue.span.end, sentence.end
    )
    if match is None:
        return None
    content = _content(doc, Span(match.end(), sentence.end))
    inner = Span(match.start("who"), match.end("who"))
    said = _make(doc, sentence, cue, source, content, "quoted-as-saying")
    return replace(said, chain=(source, inner))


def _inverted(doc: Document, left: Span, right: Span) -> tuple[Span, Span] | None:
    """Read "C, said X": what is said ends with a comma or a quotation mark."""
    text = doc.text
    before = text[left.start : left.end].rstrip()
    if not before or before[-1] not in ",”\"»’'?!":
        return None
    if before[-1] == "," and not before[:-1].rstrip().endswith(("”", '"', "’", "''")):
        # after a bare comma only a noun group can be the speaker: "C, said the mayor."
        if not re.match(r"\s*(?:the|a|an|[A-Z])", text[right.start : right.end]):
            return None
        if _subject_ends_with_comma(text, left):
            return None
    source = _source_after(doc, right)
    content = _content(doc, left)
    if source is None or content is None or len(content_text := text[slice(*content)].split()) < 2:
        return None
    return (source, content) if len(content_text) > 2 else None


def _subject_ends_with_comma(text: str, left: Span) -> bool:
    """Tell whether the comma closes an apposition: "Ali Hassan, a spokesman, said"."""
    parts = text[left.start : left.end].rstrip(" ,").split(",")
    return (
        len(parts) > 1
        and re.match(r"\s*(?:a|an|the|who|whose|which|head|chief)\b", parts[-1]) is not None
    )


def _content_first(doc: Document, sentence: Sentence, left: Span) -> tuple[Span, Span] | None:
    """Read "C, X said", and "C X said" where the comma was lost."""
    text = doc.text
    quoted = [q for q in doc.quotations if left.contains(q)]
    tail = None
    if quoted:
        tail = Span(quoted[-1].end + 1, left.end)
    else:
        comma = text.rfind(",", left.start, _trimmed_end(text, left))
        if comma > 0 and len(text[left.start : comma].split()) > 2:
            tail = Span(comma + 1, left.end)
    if tail is not None:
        source = _subject(doc, tail)
        content = _content(doc, Span(left.start, tail.start))
        if source is not None and content is not None:
            return source, content
    match = _TAIL_SOURCE.search(text, left.start, left.end)
    if match is None or match.start("np") - left.start < 20:
        return None
    source = Span(match.start("np"), match.end("np"))
    content = _content(doc, Span(left.start, source.start))
    return (source, content) if content is not None else None


def _trimmed_end(text: str, span: Span) -> int:
    end = span.end
    while end > span.start and text[end - 1] in " ,":
        end -= 1
    return end


def _phrase(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    """Read "according to X, C" and "C, according to X"."""
    text = doc.text
    source = _source_after(doc, Span(cue.span.end, sentence.end))
    if source is None:
        return None
    opening = text[sentence.start : cue.span.start].strip(_TRIM + _MARKS)
    if not opening or _LEADING.fullmatch(opening + " "):
        content = _content(doc, Span(source.end, sentence.end))
    else:
        start = max(
            (
                said.content.start
                for said in made
                if said.content and said.content.end > cue.span.start
            ),
            default=sentence.start,
        )
        content = _content(doc, Span(start, cue.span.start))
    return _make(doc, sentence, cue, source, content, "according-to")


def _hedge(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    """Read a hedge without a source; its content is the clause it stands in."""
    text = doc.text
    if re.search(r"\bare reported$|\bw(?:as|ere) reported$", text[slice(*cue.span)], re.I):
        content = _clause_before(text, sentence, cue.span.start)
    else:
        stop = _CLAUSE_END.search(text, cue.span.end, sentence.end)
        content = _content(doc, Span(cue.span.end, stop.start() if stop else sentence.end))
        if content is None or content.end - content.start < 4:
            content = _clause_before(text, sentence, cue.span.start)
    if content is None:
        return None
    said = _make(doc, sentence, cue, None, content, "hedge")
    return replace(said, hedges=(cue.span,))


def _clause_before(text: str, sentence: Sentence, end: int) -> Span | None:
    start = sentence.start
    for match in re.compile(r"[;—–]|,\s+(?:and|but)\s").finditer(text, sentence.start, end):
        start = match.end()
    return _trim(text, Span(start, end), _TRIM + _MARKS)


def _claimed(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    """Read "claimed footage of C": the claim is what the footage is said to show."""
    text = doc.text
    word = re.compile(r"\w+").match(text, cue.span.start)
    assert word is not None
    stop = re.compile(r"[:;.]").search(text, cue.span.end, sentence.end)
    end = stop.start() if stop else sentence.end
    content = _trim(text, Span(word.end(), end), _TRIM + ".")
    head = Span(word.start(), word.end())
    said = _make(doc, sentence, replace(cue, span=head, head=head), None, content, "claimed-media")
    return replace(said, hedges=(head,))


def _silence(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    source = _subject(doc, Span(sentence.start, cue.span.start))
    if source is None:
        return None
    return _make(doc, sentence, cue, source, None, "silence")


def _unverified(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    text = doc.text
    active = re.search(r"verify$", text[slice(*cue.span)], re.IGNORECASE)
    if active:
        source = _subject(doc, Span(sentence.start, cue.span.start))
        content = _content(doc, Span(cue.span.end, sentence.end))
        return _make(doc, sentence, cue, source, content, "could-not-verify")
    content = _clause_before(text, sentence, cue.span.start)
    by = re.compile(r"\s+by\s+(?P<who>[A-Z][\w’'.-]+(?:\s+[A-Z][\w’'.-]+)*)").match(
        text, cue.span.end, sentence.end
    )
    source = Span(by.start("who"), by.end("who")) if by else None
    return _make(doc, sentence, cue, source, content, "could-not-be-verified")


_READERS = {
    "verb": _verb,
    "phrase": _phrase,
    "hedge": _hedge,
    "claimed": _claimed,
    "silence": _silence,
    "unverified": _unverified,
}


# -- the parts -----------------------------------------------------------------------------------


def _subject(doc: Document, left: Span) -> Span | None:
    """Return the noun group that ends at the cue, without leading time phrases and connectors."""
    text = doc.text
    start = left.start
    for pattern in (_LEADING, _TIME_LEAD, _ADVERBIAL, _LEADING, _TIME_LEAD, _ADVERBIAL):
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
                r"|announced|confirmed|denied)\s+that\s+"
                r"|\b(?:and|but)\s+(?=(?:the|a|an|he|she|they|[A-Z])\b[^,]*$)",
                segment,
            )
            if len(segment[m.end() :].split()) >= 1
        ),
        default=0,
    )
    if cut and not (segment[:cut].rstrip().endswith(("and", "that")) and _pair(segment, cut)):
        start += cut
        lead = _LEADING.match(text, start, left.end)
        start = lead.end() if lead else start
        segment = text[start : left.end]
    if len(segment.split()) > 14 or re.search(r",\s+\S+", segment):
        start = _shorten(text, start, left.end)
    span = _trim(text, Span(start, left.end), _TRIM + _MARKS)
    if (
        span is None
        or _WEAK_SOURCE.match(text[slice(*span)])
        or len(text[slice(*span)].split()) > 18
    ):
        return None
    if not _nominal(text[slice(*span)]):
        return None
    return span


def _pair(segment: str, cut: int) -> bool:
    """Tell whether "the army and the police" are one subject: no verb stands between them."""
    head = segment[:cut]
    return head.rstrip().endswith("and") and _first_finite(head) is None and len(head.split()) < 8


def _first_finite(segment: str) -> re.Match[str] | None:
    return re.search(
        r"\b(?:was|were|is|are|has|have|had|killed|injured|wounded|took|hit|left|began|fell|will"
        r"|would)\b",
        segment,
        re.IGNORECASE,
    )


def _shorten(text: str, start: int, end: int) -> int:
    """Leave out a clause that runs into the source where a comma was lost, keep appositions."""
    segment = text[start:end]
    if _first_finite(segment) is None:
        return start
    match = _TAIL_SOURCE.search(text, start, end) or _NAME_TAIL.search(text, start, end)
    return match.start("np") if match else start


def _nominal(text: str) -> bool:
    """Tell whether a string can be a speaker: a name, a pronoun or a noun group, no clause."""
    if re.match(r"(?:he|she|they|it|i|we|who|officials|police|residents|sources)$", text, re.I):
        return True
    if _first_finite(re.sub(r",.*,?$", "", text)) is not None:
        return False
    return re.match(r"[A-Za-zÀ-ÿ\d’'“]", text) is not None and not re.match(
        r"(?:to|of|by|with|for|when|where|if|because|than|killing|wounding)\b", text, re.I
    )


def _source_after(doc: Document, right: Span) -> Span | None:
    """Return the noun group after a cue: up to a comma, a verb or the sentence's end."""
    text = doc.text
    match = re.compile(
        r"\s*(?P<np>(?:[^,.;:“”\"\s]+|(?<=[A-Z])\.|(?<=Gen)\.|(?<=Col)\.|(?<=Maj)\.|(?<=Lt)\.)"
        r"(?:\s+(?!on \w+day\b|in an? (?:statement|interview)|that\b|who\b|as saying|was\b"
        r"|were\b|at"
        r" least\b|and (?:was|were|killed))(?:[^,.;:“”\"\s]+(?:\.(?=\s[A-Z]))?)){0,11})"
    ).match(text, right.start, right.end)
    if match is None:
        return None
    span = _trim(text, Span(match.start("np"), match.end("np")), _TRIM + _MARKS + ".")
    return span if span is not None and _nominal(text[slice(*span)]) else None


def _content(doc: Document, right: Span) -> Span | None:
    """Return what is said, without end marks, quotation marks and a later cue's words."""
    text = doc.text
    start, end = right
    for match in _LATER_CUE.finditer(text, start, end):
        if doc.in_quotation(Span(match.start(), match.end())) is None and match.start() > start + 8:
            end = match.start()
            break
    span = _trim(text, Span(start, end), _TRIM)
    if span is None:
        return None
    start, end = span
    while end > start and text[end - 1] in ".!?" and not _keeps_mark(text, start, end):
        end -= 1
    span = _trim(text, Span(start, end), _TRIM)
    if span is None:
        return None
    inner = next((q for q in doc.quotations if _outer(text, span, q)), None)
    if inner is not None:
        return _trim(text, inner, " ,")
    return span


def _keeps_mark(text: str, start: int, end: int) -> bool:
    return (
        text[end - 1] == "." and re.search(r"\b(?:[A-Za-z]\.){1,4}$", text[start:end]) is not None
    )


def _outer(text: str, span: Span, quotation: Span) -> bool:
    """Tell whether the span is that quotation and its marks, and nothing else."""
    lead, tail = text[span.start : quotation.start], text[quotation.end : span.end]
    return (
        span.start <= quotation.start
        and quotation.end <= span.end + 1
        and not lead.strip(_MARKS + " ")
        and not tail.strip(_MARKS + " ,.")
    )


def _trim(text: str, span: Span, drop: str) -> Span | None:
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


def _make(
    doc: Document,
    sentence: Sentence,
    cue: Cue,
    source: Span | None,
    content: Span | None,
    construction: str,
) -> Said:
    data = cue.entry.data
    stance: Stance = data["stance"]
    if cue.negated and stance in ("asserts", "confirms", "claims_responsibility", "admits"):
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


# -- across sentences ----------------------------------------------------------------------------


def _absorb_hedges(made: list[Said]) -> list[Said]:
    """A hedge inside what a named source says belongs to that statement."""
    kept: list[Said] = []
    for said in made:
        outer = next(
            (
                index
                for index, other in enumerate(kept)
                if said.source is None
                and said.rule.endswith("/hedge")
                and other.source
                and other.content
                and other.content.contains(said.cue)
            ),
            None,
        )
        if outer is None:
            kept.append(said)
        else:
            kept[outer] = replace(kept[outer], hedges=(*kept[outer].hedges, said.cue))
    return kept


def _carried(doc: Document, sentence: Sentence, earlier: list[Said]) -> Said | None:
    """A sentence that is all quotation goes on with the speaker before it."""
    if not earlier or earlier[-1].source is None:
        return None
    last = earlier[-1]
    inside = next((q for q in doc.quotations if _outer(doc.text, sentence.span, q)), None)
    goes_on = doc.in_quotation(sentence.span)
    quotation = inside or (sentence.span if goes_on else None)
    previous = doc.sentence_at((last.content or last.cue).start)
    if quotation is None or previous is None or sentence.paragraph - previous.paragraph > 1:
        return None
    content = _trim(doc.text, quotation, " ")
    if content is None or (last.directness == "indirect" and not doc.quotations):
        return None
    return replace(
        last,
        content=content,
        directness="direct",
        carried=True,
        hedges=(),
        stance="asserts",
        rule=last.rule.split("/")[0] + "/carried",
    )


def _block_quotes(doc: Document, found: list[Said]) -> list[Said]:
    """Paragraphs of speech without marks after an attributing sentence that ends with a colon."""
    made: list[Said] = []
    for said in found:
        if said.source is None or said.content is None or said.carried:
            continue
        sentence = doc.sentence_at(said.cue.start)
        if sentence is None or not sentence.text.rstrip().endswith(":"):
            continue
        if sentence.end != doc.paragraphs[sentence.paragraph].end:
            continue
        following = sentence.paragraph + 1
        while following < len(doc.paragraphs):
            paragraph = doc.paragraphs[following]
            text = doc.text[slice(*paragraph)]
            first = following == sentence.paragraph + 1
            if _NARRATION.search(text) and not (first and _FIRST_PERSON.search(text)):
                break
            if text[:1] in _MARKS:
                break  # marked quotations are read by the other rules
            made.append(
                replace(
                    said,
                    content=paragraph,
                    directness="direct",
                    stance="asserts",
                    carried=True,
                    rule=said.rule.split("/")[0] + "/block-quote",
                )
            )
            following += 1
    return made


def _contradictions(doc: Document, found: list[Said]) -> list[Said]:
    """Read "However, the site actually put ...": its earlier claim is contradicted (A06)."""
    result = list(found)
    for said in found:
        if said.author_stance != "endorsed" or said.source is None:
            continue
        sentence = doc.sentence_at(said.cue.start)
        if sentence is None or not _ANAPHOR.match(doc.text[slice(*said.source)]):
            continue
        before = [
            (index, other)
            for index, other in enumerate(result)
            if other.source and other.cue.end <= sentence.start and not other.carried
        ]
        if before:
            index, other = before[-1]
            result[index] = replace(other, author_stance="contradicted")
    return result


def _chains(found: list[Said]) -> list[Said]:
    """A statement inside another's content is reached through that other's source (A03)."""
    result: list[Said] = []
    for said in found:
        outer = next(
            (
                other
                for other in reversed(result)
                if other.content and other.content.contains(said.cue) and other.chain
            ),
            None,
        )
        if outer is not None and said.chain:
            said = replace(said, chain=(*outer.chain, *said.chain))
        result.append(said)
    return result
