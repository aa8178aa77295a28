"""What a source does not say: no comment, no answer, and what could not be verified (A05)."""

from __future__ import annotations

import re

from summarizer.document import Document, Sentence, Span
from summarizer.extract.rules.cues import Cue
from summarizer.extract.rules.phrases import clause_before
from summarizer.extract.rules.said import Said
from summarizer.extract.rules.speech import content_of, make, subject

_PASSIVE = re.compile(r"\b(?:verified|confirmed|corroborated|established|identified)$", re.I)
_BY = re.compile(r"\s+by\s+(?P<who>[A-Z][\w’'.-]+(?:\s+[A-Z][\w’'.-]+)*)")
_WHOLE = re.compile(r"\s*(?:that|whether|if)\s+", re.IGNORECASE)


def silence(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    """Read "X declined to comment" and "X did not reply"."""
    source = _subject(doc, sentence, cue, made)
    return make(doc, sentence, cue, source, None, "silence") if source is not None else None


def unverified(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    """Read "X could not verify C" and "C could not be verified (by X)"."""
    text = doc.text
    if _PASSIVE.search(text[slice(*cue.span)]) is None:
        source = _subject(doc, sentence, cue, made)
        start = _WHOLE.match(text, cue.span.end, sentence.end)
        content = content_of(doc, Span(start.end() if start else cue.span.end, sentence.end))
        return make(doc, sentence, cue, source, content, "could-not-verify")
    content = clause_before(text, sentence, cue.span.start)
    by = _BY.match(text, cue.span.end, sentence.end)
    source = Span(by.start("who"), by.end("who")) if by else None
    return make(doc, sentence, cue, source, content, "could-not-be-verified")


def _subject(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Span | None:
    """Return who does not say: the subject, of the relative clause or of the verb before."""
    text = doc.text
    before = text[sentence.start : cue.span.start].rstrip()
    relative = re.search(
        r"(?P<np>(?:the|a|an|its|his|her|their)\s+(?:[\w’'-]+\s+){0,3}?[\w’'-]+),?\s+(?:which|who)$",
        before,
        re.IGNORECASE,
    )
    if relative is not None:
        return Span(sentence.start + relative.start("np"), sentence.start + relative.end("np"))
    last = made[-1] if made else None
    if last is not None and last.source and before.lower().endswith((" and", " but", ", and")):
        return last.source
    return subject(doc, Span(sentence.start, cue.span.start))
