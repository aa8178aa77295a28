"""Statements made without a verb of saying: "according to X", hedges, "claimed footage of"."""

from __future__ import annotations

import re
from dataclasses import replace

from summarizer.document import Document, Sentence, Span
from summarizer.extract.rules.cues import Cue
from summarizer.extract.rules.said import Said
from summarizer.extract.rules.speech import (
    LEADING,
    MARKS,
    TRIM,
    content_of,
    first_finite,
    make,
    source_after,
    trim,
)
from summarizer.patterns import Pattern

_CLAUSE_END = Pattern(
    r"\s+[—–]\s+|\s*[—;]\s*|,\s+(?:and|but|which|who|while|where|when|as|with|after|according)\b"
    r"|,\s+(?:\w+\s+){1,3}(?:said|say|says)\b|,(?=\s+[“\"])"
)
# where a new noun group begins inside one that lost its comma: "a source in the province | the men"
_NEW_GROUP = re.compile(
    r"(?<!\bof)(?<!\bin)(?<!\bat)(?<!\bfor)(?<!\bfrom)(?<!\bto)(?<!\bwith)(?<!\bby)(?<!\bon)"
    r"(?<!\band)(?<!\bor)(?<!\bnear)(?<!\bthe)(?<!\bal)\s+"
    r"(?=(?:the|a|an|at least|more than|some|two|three|four|five|six|\d+|[A-Z][\w’'-]+)\s)"
)


def phrase(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    """Read "according to X, C" and "C, according to X"."""
    text = doc.text
    source = source_after(doc, Span(cue.span.end, sentence.end))
    if source is None:
        return None
    opening = text[sentence.start : cue.span.start].strip(TRIM + MARKS)
    if not opening or LEADING.fullmatch(opening + " "):
        source = _without_clause(text, source, sentence.end)
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


def _without_clause(text: str, source: Span, end: int) -> Span:
    """Cut off the clause that runs into the source where its comma was lost."""
    if text[source.end : end].lstrip()[:1] in (",", ":", ";"):
        return source
    words = text[source.start : source.end]
    verb = first_finite(words) or re.search(r"\b\w{3,}ed\b", words)
    limit = verb.start() if verb else len(words)
    cuts = [m for m in _NEW_GROUP.finditer(words) if 0 < m.start() < limit]
    plain = [m for m in cuts if not words[m.end()].isupper()]
    cut = next(iter(plain or cuts), None)
    return Span(source.start, source.start + cut.start()) if cut else source


def hedge(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    """Read a hedge without a source; its content is the clause it stands in."""
    text = doc.text
    if re.search(r"\bare reported$|\bw(?:as|ere) reported$", text[slice(*cue.span)], re.I):
        content = clause_before(text, sentence, cue.span.start)
    else:
        stop = _CLAUSE_END.search(text, cue.span.end, sentence.end)
        content = content_of(doc, Span(cue.span.end, stop.start() if stop else sentence.end))
        if content is None or content.end - content.start < 4:
            content = clause_before(text, sentence, cue.span.start)
    if content is None:
        return None
    said = make(doc, sentence, cue, None, content, "hedge")
    return replace(said, hedges=(cue.span,), stance="asserts", negates=False)


def clause_before(text: str, sentence: Sentence, end: int) -> Span | None:
    """Return the clause that ends at *end*."""
    start = sentence.start
    for match in re.compile(r"[;—–]|,\s+(?:and|but)\s").finditer(text, sentence.start, end):
        start = match.end()
    return trim(text, Span(start, end), TRIM + MARKS)


def claimed(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
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
