"""Who says what: source, cue and content of every attribution in a document.

Only explicit constructions count: "X said that C", "C, according to X", "C, X said", a quotation
after a colon, a quotation that goes on in the next sentence, and hedges without a source.
"""

from __future__ import annotations

import re
from dataclasses import replace

from summarizer.document import Document, Sentence, Span
from summarizer.extract.rules.constructions import READERS
from summarizer.extract.rules.cues import find_cues
from summarizer.extract.rules.said import Said
from summarizer.extract.rules.speech import MARKS, is_all_of, trim
from summarizer.patterns import Pattern

_FIRST_PERSON = Pattern(r"\b(?:we|our|us|ours|I|my|me)\b")
_NARRATION = Pattern(
    r"\b(?:meanwhile|however|said|told|reported|on (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|according|was|were|had|claimed|continued)\b",
    re.IGNORECASE,
)
_ANAPHOR = re.compile(
    r"^(?:the )?(?:same )?(?:site|outlet|agency|group|report|statement|paper)\b", re.I
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
        said = READERS[cue.kind](doc, sentence, cue, made)
        if said is not None:
            made.append(said)
    return _absorb_hedges(made)


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
    inside = next((q for q in doc.quotations if is_all_of(doc.text, sentence.span, q)), None)
    goes_on = doc.in_quotation(sentence.span)
    if goes_on is not None and _spoken_later(doc, sentence, goes_on):
        return None
    quotation = inside or (sentence.span if goes_on else None)
    previous = doc.sentence_at((last.content or last.cue).start)
    if quotation is None or previous is None or sentence.paragraph - previous.paragraph > 1:
        return None
    content = trim(doc.text, quotation, " ")
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


def _spoken_later(doc: Document, sentence: Sentence, quotation: Span) -> bool:
    """Tell whether the sentence that ends the quotation names its speaker: "..., X said"."""
    last = doc.sentence_at(quotation.end - 1)
    if last is None or last.start <= sentence.start:
        return False
    return any(c.span.start >= quotation.end for c in find_cues(doc.text, last.start, last.end))


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
            if text[:1] in MARKS:
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
