"""The constructions that attribute: "X said that C", "C, according to X", "claimed footage of C".

Each reader takes one cue in one sentence and returns the statement it makes, or None where the
grammar around the cue is not the one it knows.
"""

from __future__ import annotations

import re
from dataclasses import replace

from summarizer.document import Document, Sentence, Span
from summarizer.extract.rules.cues import Cue
from summarizer.extract.rules.said import Said
from summarizer.extract.rules.speech import (
    LEADING,
    MARKS,
    TAIL_SOURCE,
    TRIM,
    content_of,
    make,
    source_after,
    subject,
    trim,
)
from summarizer.patterns import Pattern

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
_CLAUSE_END = Pattern(
    r"\s+[—–]\s+|\s*[—;]\s*|,\s+(?:and|but|which|who|while|where|when|as|with|after|according)\b"
    r"|,\s+(?:\w+\s+){1,3}(?:said|say|says)\b|,(?=\s+[“\"])"
)


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
    passive = _by(doc, cue, left, right)
    if passive is not None:
        return make(doc, sentence, cue, *passive, "passive")
    ends = not trim(text, right, TRIM + ".!?" + MARKS)
    that = re.search(r"\bthat\s*$", text[cue.span.end : right.start], re.IGNORECASE)
    inverted = None if that else _inverted(doc, left, right)
    if inverted is not None:
        source, content = inverted
        return make(doc, sentence, cue, source, content, "content-cue-source")
    if ends or _closes(text, cue, right):
        before = _content_first(doc, sentence, left)
        if before is not None:
            source, content = before
            return make(doc, sentence, cue, source, content, "content-source-cue")
    if ends:
        return None
    return _source_first(doc, sentence, cue, left, right, made)


def _by(doc: Document, cue: Cue, left: Span, right: Span) -> tuple[Span, Span] | None:
    """Read "the charge was denied by the army": the content is what the verb has as its subject."""
    text = doc.text
    by = re.compile(r"\s*by\s+").match(text, cue.span.end, right.end)
    group = text[cue.span.start : cue.head.start]
    if by is None or not re.search(r"\b(?:was|were|been|is|are|being)\b", group, re.IGNORECASE):
        return None
    source = source_after(doc, Span(by.end(), right.end))
    content = content_of(doc, left)
    return (source, content) if source is not None and content is not None else None


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
    source = _same_subject(doc, left, made) or subject(doc, left)
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
        "that" in plain.lower() or follows in MARKS or ":" in plain or _clause(text, right)
    ):
        return None
    if data.get("needs_that") and "that" not in plain.lower():
        return None
    content = content_of(doc, right)
    if content is None:
        return None
    return make(doc, sentence, cue, source, content, "source-cue-content")


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
        source = subject(doc, Span(sentence.start, _first_verb(text, sentence)))
    after = _AFTER_CUE.match(text, cue.span.end, sentence.end)
    content = content_of(doc, Span(after.end() if after else cue.span.end, sentence.end))
    if source is None or content is None:
        return None
    if cue.entry.data.get("quoting"):
        cited = source_after(doc, Span(cue.span.end, sentence.end))
        whole = made[-1].content if made else None
        if cited is None:
            return None
        said = make(doc, sentence, cue, cited, whole, "citing")
        return replace(said, chain=(source, cited))
    return make(doc, sentence, cue, source, content, "participle")


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
    content = content_of(doc, Span(match.end(), sentence.end))
    inner = Span(match.start("who"), match.end("who"))
    said = make(doc, sentence, cue, source, content, "quoted-as-saying")
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
    source = source_after(doc, right)
    content = content_of(doc, left)
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
        source = subject(doc, tail)
        content = content_of(doc, Span(left.start, tail.start))
        if source is not None and content is not None:
            return source, content
    match = TAIL_SOURCE.search(text, left.start, left.end)
    if match is None or match.start("np") - left.start < 20:
        return None
    source = Span(match.start("np"), match.end("np"))
    content = content_of(doc, Span(left.start, source.start))
    return (source, content) if content is not None else None


def _trimmed_end(text: str, span: Span) -> int:
    end = span.end
    while end > span.start and text[end - 1] in " ,":
        end -= 1
    return end


def _phrase(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    """Read "according to X, C" and "C, according to X"."""
    text = doc.text
    source = source_after(doc, Span(cue.span.end, sentence.end))
    if source is None:
        return None
    opening = text[sentence.start : cue.span.start].strip(TRIM + MARKS)
    if not opening or LEADING.fullmatch(opening + " "):
        content = content_of(doc, Span(source.end, sentence.end))
    else:
        start = max(
            (
                said.content.start
                for said in made
                if said.content and said.content.end > cue.span.start
            ),
            default=sentence.start,
        )
        content = content_of(doc, Span(start, cue.span.start))
    return make(doc, sentence, cue, source, content, "according-to")


def _hedge(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    """Read a hedge without a source; its content is the clause it stands in."""
    text = doc.text
    if re.search(r"\bare reported$|\bw(?:as|ere) reported$", text[slice(*cue.span)], re.I):
        content = _clause_before(text, sentence, cue.span.start)
    else:
        stop = _CLAUSE_END.search(text, cue.span.end, sentence.end)
        content = content_of(doc, Span(cue.span.end, stop.start() if stop else sentence.end))
        if content is None or content.end - content.start < 4:
            content = _clause_before(text, sentence, cue.span.start)
    if content is None:
        return None
    said = make(doc, sentence, cue, None, content, "hedge")
    return replace(said, hedges=(cue.span,))


def _clause_before(text: str, sentence: Sentence, end: int) -> Span | None:
    start = sentence.start
    for match in re.compile(r"[;—–]|,\s+(?:and|but)\s").finditer(text, sentence.start, end):
        start = match.end()
    return trim(text, Span(start, end), TRIM + MARKS)


def _claimed(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    """Read "claimed footage of C": the claim is what the footage is said to show."""
    text = doc.text
    word = re.compile(r"\w+").match(text, cue.span.start)
    assert word is not None
    stop = re.compile(r"[:;.]").search(text, cue.span.end, sentence.end)
    end = stop.start() if stop else sentence.end
    content = trim(text, Span(word.end(), end), TRIM + ".")
    head = Span(word.start(), word.end())
    said = make(doc, sentence, replace(cue, span=head, head=head), None, content, "claimed-media")
    return replace(said, hedges=(head,))


def _silence(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    source = subject(doc, Span(sentence.start, cue.span.start))
    if source is None:
        return None
    return make(doc, sentence, cue, source, None, "silence")


def _unverified(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    text = doc.text
    active = re.search(r"verify$", text[slice(*cue.span)], re.IGNORECASE)
    if active:
        source = subject(doc, Span(sentence.start, cue.span.start))
        content = content_of(doc, Span(cue.span.end, sentence.end))
        return make(doc, sentence, cue, source, content, "could-not-verify")
    content = _clause_before(text, sentence, cue.span.start)
    by = re.compile(r"\s+by\s+(?P<who>[A-Z][\w’'.-]+(?:\s+[A-Z][\w’'.-]+)*)").match(
        text, cue.span.end, sentence.end
    )
    source = Span(by.start("who"), by.end("who")) if by else None
    return make(doc, sentence, cue, source, content, "could-not-be-verified")


READERS = {
    "verb": _verb,
    "phrase": _phrase,
    "hedge": _hedge,
    "claimed": _claimed,
    "silence": _silence,
    "unverified": _unverified,
}
