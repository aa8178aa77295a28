"""The constructions that attribute: "X said that C", "C, according to X", "claimed footage of C".

Each reader takes one cue in one sentence and returns the statement it makes, or None where the
grammar around the cue is not the one it knows.
"""

from __future__ import annotations

import re
from dataclasses import replace

from summarizer.actors import source_type
from summarizer.document import Document, Sentence, Span
from summarizer.extract.rules.addressee import after_addressee
from summarizer.extract.rules.cues import Cue
from summarizer.extract.rules.phrases import claimed, hedge, phrase
from summarizer.extract.rules.said import Said
from summarizer.extract.rules.speech import (
    MARKS,
    TAIL_SOURCE,
    TRIM,
    content_of,
    first_finite,
    make,
    source_after,
    subject,
    trim,
    whole_quotation,
)
from summarizer.extract.rules.unsaid import silence, unverified
from summarizer.patterns import Pattern

_AFTER_CUE = re.compile(
    r"\s*(?:,?\s*(?:(?:late |early )?(?:on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|yesterday|today)(?:\s+(?:morning|afternoon|evening|night))?"
    r"|in (?:a|an|the|its|his|her) (?:[\w-]+ ){0,3}(?:statement|tweet|post|report|speech|interview"
    r"|communique|message|address|briefing|toll|count|update|letter)\b"
    r"(?: (?:posted|published|issued|released|carried|broadcast|read out|sent))?"
    r"(?: (?:on|to|from|by|in)\s+[^,:“\"]{1,40}?(?=[,.:;]|\s+that\b|$))?"
    r"|to (?:reporters|journalists|the press|state media)|earlier|again|later|on (?:telegram"
    r"|twitter"
    r"|facebook|x|state tv|state television)|at a (?:press|news) conference"
    r"|by (?:\w+ )?(?:phone|telephone)"
    r"))*\s*,?\s*(?::\s*)?(?:(?:that|how)\b(?!\s+(?:is|was|the same|day)\b)\s*)?",
    re.IGNORECASE,
)

_BE = Pattern(r"\b(?:was|were|been|is|are|being|be)\b", re.IGNORECASE)
_VIOLENCE = Pattern(
    r"\b(?:attack|bomb\w*|blast|strike|raid|ambush|shooting|assault|explosion|operation|killing|murder"
    r"|massacre|kidnapping|abduction|assassination|shelling)s?\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?P<cue>(?:read|reads|issued|released|published|posted|sent|put out|made|broadcast|aired"
    r"|distributed|circulated|carried)\s+(?:out\s+)?(?:a|an|the|its|his|her|their)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:statement|message|letter|leaflet|note|communiqu[eé]|tweet|post|warning|report|announcement)"
    r"\s+saying)$",
    re.IGNORECASE,
)


def _verb(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    text = doc.text
    left = Span(sentence.start, cue.span.start)
    if re.search(r"\bto\s+$", text[left.start : left.end]):
        return None  # "refused to say" and purposes are no statement
    word = text[slice(*cue.head)].split()[0].lower()
    if word.endswith("ing") and len(word) > 4 and cue.span == cue.head:
        return _participle(doc, sentence, cue, made)
    if cue.entry.data.get("quoting") and word.endswith("ed") and cue.span == cue.head:
        link = re.compile(r"\s+by\s+").match(text, cue.span.end, sentence.end)
        if link is not None:
            _pass_on(doc, Span(link.end(), sentence.end), cue, made)
            return None
    if cue.entry.data.get("by"):
        return _claimed_by(doc, sentence, cue, left)
    if _BE.search(text[cue.span.start : cue.head.start]) and not word.endswith("ing"):
        return _passive(doc, sentence, cue, left, made)
    start = cue.span.end
    if cue.entry.data.get("addressee"):
        start = after_addressee(text, start, sentence.end)
    after = _AFTER_CUE.match(text, start, sentence.end)
    right = Span(after.end() if after else start, sentence.end)
    ends = not trim(text, right, TRIM + ".!?" + MARKS)
    that = re.search(r"\bthat\s*$", text[cue.span.end : right.start], re.IGNORECASE)
    if ends and that and cue.entry.data["stance"] == "denies":
        return _without_content(doc, sentence, cue, left)
    inverted = None if that else _inverted(doc, left, right)
    if inverted is not None:
        source, content = inverted
        content = whole_quotation(doc, sentence, content)
        return make(doc, sentence, cue, source, content, "content-cue-source")
    if ends or _closes(text, cue, right):
        before = _content_first(doc, sentence, left)
        if before is not None:
            source, content = before
            return make(doc, sentence, cue, source, content, "content-source-cue")
    if ends:
        return _without_content(doc, sentence, cue, left)
    return _source_first(doc, sentence, cue, left, right, made)


def _without_content(doc: Document, sentence: Sentence, cue: Cue, left: Span) -> Said | None:
    """Read "X claimed responsibility." and "X denied that.": what it is about was told before."""
    if cue.entry.data["stance"] not in ("claims_responsibility", "denies"):
        return None
    source = subject(doc, left)
    return make(doc, sentence, cue, source, None, "source-cue") if source is not None else None


def _claimed_by(doc: Document, sentence: Sentence, cue: Cue, left: Span) -> Said | None:
    """Read "the attack, claimed by X": only what was done can be claimed so, not a place."""
    content = content_of(doc, left)
    source = source_after(doc, Span(cue.span.end, sentence.end))
    if source is None or content is None or not _VIOLENCE.search(doc.text[slice(*content)]):
        return None
    return make(doc, sentence, cue, source, content, "passive")


def _passive(
    doc: Document, sentence: Sentence, cue: Cue, left: Span, made: list[Said]
) -> Said | None:
    """Read "C was denied by X", "X was quoted as saying C" and "had been told by X that C"."""
    text = doc.text
    if cue.entry.data.get("quoting"):
        return _quoted(doc, sentence, cue, left)
    spoken = _by(doc, cue, left, Span(cue.span.end, sentence.end))
    if spoken is None:
        return None
    if not cue.entry.data.get("addressee"):
        return make(doc, sentence, cue, *spoken, "passive")
    outer = made[-1] if made else None
    if outer is None or outer.content is None or not outer.content.contains(cue.span):
        return None
    whole = re.compile(r"\s+that\s+").match(text, spoken[0].end, sentence.end)
    content = content_of(doc, Span(whole.end(), sentence.end)) if whole else outer.content
    made[-1] = replace(outer, content=content, chain=(*outer.chain, spoken[0]))
    return None


def _pass_on(doc: Document, right: Span, cue: Cue, made: list[Said]) -> None:
    """Read "X said in a message, quoted by Y, that C": Y is the outer link (A03)."""
    source = source_after(doc, right)
    outer = made[-1] if made else None
    if source is None or outer is None or outer.source is None or outer.content is None:
        return
    if cue.span.start - outer.cue.end < 120 and outer.content.end > cue.span.end:
        made[-1] = replace(outer, chain=(source, *outer.chain))


def _quoted(doc: Document, sentence: Sentence, cue: Cue, left: Span) -> Said | None:
    match = re.compile(
        r"\s+(?:by\s+(?P<by>[^,;:]{2,80}?)\s+)?as\s+(?:saying|telling\s+\w+)\s*(?:that\s+)?[,:]?\s*"
    ).match(doc.text, cue.span.end, sentence.end)
    source = subject(doc, left)
    if match is None or source is None:
        return None
    content = content_of(doc, Span(match.end(), sentence.end))
    said = make(doc, sentence, cue, source, content, "was-quoted")
    if match["by"]:
        said = replace(said, chain=(Span(match.start("by"), match.end("by")), source))
    return said


def _by(doc: Document, cue: Cue, left: Span, right: Span) -> tuple[Span, Span] | None:
    """Read "the charge was denied by the army": the content is what the verb has as its subject."""
    by = re.compile(r"\s*(?:(?:dead|killed|wounded)\s+)?by\s+").match(
        doc.text, cue.span.end, right.end
    )
    if by is None:
        return None
    source = source_after(doc, Span(by.end(), right.end))
    content = content_of(doc, left)
    return (source, content) if source is not None and content is not None else None


_TURN = re.compile(
    r"(?:and|but|as|while|after|before|when|without|though|although|which|who|in what|because|since"
    r"|on condition|\w{3,}ing)\b",
    re.IGNORECASE,
)


def _closes(text: str, cue: Cue, right: Span) -> bool:
    """Tell whether the statement stands before the cue: ", X said on Monday, and ..."."""
    between = text[cue.span.end : right.start]
    if re.match(
        r"\s*(?:without|after|before|when|adding|citing|stressing|noting|quoting|describing)\b",
        between + text[right.start : right.end],
    ):
        return True
    return between.rstrip().endswith(",") and _TURN.match(text, right.start, right.end) is not None


def _same_subject(doc: Document, sentence: Sentence, left: Span, made: list[Said]) -> Span | None:
    """Read "X put the toll at 40 and said C": the second verb has the first one's subject."""
    before = doc.text[left.start : left.end].rstrip()
    if not re.search(r"(?:,|\b(?:and|but|then))$", before, re.IGNORECASE):
        return None
    if not made:
        first = _first_verb(doc.text, sentence)
        if before.endswith(",") or not left.start < first < left.end:
            return None
        return subject(doc, Span(left.start, first))
    last = made[-1]
    if last.source is None or last.cue.start < last.source.start or last.chain[:-1]:
        return None
    return last.source


def _source_first(
    doc: Document, sentence: Sentence, cue: Cue, left: Span, right: Span, made: list[Said]
) -> Said | None:
    text = doc.text
    comma = text.rfind(",", left.start, _trimmed_end(text, left))
    if text[cue.span.end : right.start].strip() == "," and comma > 0:
        left = Span(comma + 1, left.end)  # "If talks fail, X said, C"
    source = _same_subject(doc, sentence, left, made) or subject(doc, left)
    if source is None:
        return None
    data = cue.entry.data
    if data.get("quoting"):
        return _quoting(doc, sentence, cue, source)
    if not _has_content(text, cue, source, right, made):
        return None
    content = content_of(doc, right)
    if content is None:
        return None
    return make(doc, sentence, cue, source, content, "source-cue-content")


def _has_content(text: str, cue: Cue, source: Span, right: Span, made: list[Said]) -> bool:
    """Tell whether what follows the cue can be what is said, as its entry asks for it."""
    data = cue.entry.data
    plain = text[cue.span.end : right.start].lower()
    if data.get("needs_that"):
        return "that" in plain
    marked = "that" in plain or ":" in plain or text[right.start : right.start + 1] in MARKS
    if data.get("known_source") and any(
        said.content and said.content.contains(cue.span) for said in made
    ):
        return False  # "The group says it has counted 40": the group says so
    if data.get("known_source") and source_type(text[slice(*source)])[0] == "unspecified":
        return False
    if re.match(r"\s*(?:for|by)\b", text[right.start : right.end]) and not data.get("object"):
        return False  # "a ceasefire declared for Christmas"
    if data.get("known_object") and source_type(text[slice(*source)])[0] != "unspecified":
        return True
    if data.get("object") or not (data.get("needs_clause") or data.get("nouny")):
        return True
    return marked or _clause(text, right)


def _clause(text: str, right: Span) -> bool:
    """Tell whether what follows the cue can be a clause: a noun group and a verb."""
    return re.search(
        r"\b(?:was|were|is|are|has|have|had|will|would|could|may|might|did|\w{3,}ed|took|left|began"
        r"|hit|killed|fell|went|came|broke|held|made)\b",
        text[right.start : right.end],
        re.IGNORECASE,
    ) is not None and not re.match(
        r"\s*(?:of|to(?!\s+(?:have|be)\b)|by|with|for)\b", text[right.start : right.end]
    )


def _participle(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> Said | None:
    """Read ", adding that C": the source is that of the statement before it in the sentence."""
    text = doc.text
    before = text[sentence.start : cue.span.start].rstrip()
    notice = _NOTICE.search(text[sentence.start : cue.span.end])
    if notice is not None:
        return _notice(doc, sentence, cue, sentence.start + notice.start("cue"))
    follows = bool(made) and made[-1].cue.end >= sentence.start + len(before)
    if not before.endswith((",", "”", '"')) and not follows:
        return None
    source = next((said.source for said in reversed(made) if said.source), None)
    if source is None:
        source = subject(doc, Span(sentence.start, _first_verb(text, sentence)))
    after = _AFTER_CUE.match(text, cue.span.end, sentence.end)
    content = content_of(doc, Span(after.end() if after else cue.span.end, sentence.end))
    if source is None or content is None:
        return None
    if cue.entry.data.get("quoting"):
        _cite(doc, sentence, cue, made)
        return None
    return make(doc, sentence, cue, source, content, "participle")


def _notice(doc: Document, sentence: Sentence, cue: Cue, start: int) -> Said | None:
    """Read "X issued a statement saying C": the statement is a link between X and C."""
    text = doc.text
    source = subject(doc, Span(sentence.start, start))
    after = _AFTER_CUE.match(text, cue.span.end, sentence.end)
    content = content_of(doc, Span(after.end() if after else cue.span.end, sentence.end))
    if source is None or content is None:
        return None
    group = replace(cue, span=Span(start, cue.span.end))
    return make(doc, sentence, group, source, content, "notice")


_IN_TURN = re.compile(r",?\s+(?:who|which)\s+(?:in turn\s+)?(?:cited|quoted)\s+")


def _cite(doc: Document, sentence: Sentence, cue: Cue, made: list[Said]) -> None:
    """Read ", citing Y (who in turn cited Z)": they are links of the statement before (A03)."""
    if not made or made[-1].source is None:
        return
    start = cue.span.end
    links: list[Span] = []
    while (cited := source_after(doc, Span(start, sentence.end))) is not None:
        links.append(cited)
        turn = _IN_TURN.match(doc.text, cited.end, sentence.end)
        if turn is None:
            break
        start = turn.end()
    made[-1] = replace(made[-1], chain=(*made[-1].chain, *links))


def _first_verb(text: str, sentence: Sentence) -> int:
    match = re.compile(
        r"\b(?:has|have|had|is|are|was|were|will|would|spoke|met|gave|sent|read|wrote|went|came|took"
        r"|told|held|made|found|left|put|said|\w{3,}ed)\b"
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
    source = source_after(doc, right)
    content = content_of(doc, left)
    if source is None or content is None or len(text[slice(*content)].split()) < 3:
        return None
    if before[-1] == "," and not before[:-1].rstrip().endswith(("”", '"', "’", "''")):
        # after a bare comma only a noun group can be the speaker: "C, said the mayor."
        if not re.match(r"\s*(?:the|a|an|[A-Z])", text[right.start : right.end]):
            return None
        if _ENDS_CLAUSE.match(text, source.end, right.end) is None:
            return None  # "Witnesses in Nazran, a town, said the bridge stands near ..."
        words = text[slice(*content)]
        if first_finite(words) is None and re.search(r"\b\w{3,}ed\b", words) is None:
            return None
    return source, content


# after the speaker of "C, said X": the clause is over
_ENDS_CLAUSE = re.compile(
    r"\s*(?:[.,;:—–]|$|\s(?:on\s+)?\w+day\b|\s(?:in|at|from|to)\s+\w+|\s(?:who|which|as|while|after)\b)"
)


def _content_first(doc: Document, sentence: Sentence, left: Span) -> tuple[Span, Span] | None:
    """Read "C, X said", and "C X said" where the comma was lost."""
    text = doc.text
    quoted = [q for q in doc.quotations if q.end > left.start and q.end < left.end]
    tail = None
    if quoted:
        tail = Span(quoted[-1].end + 1, left.end)
    else:
        comma = text.rfind(",", left.start, _trimmed_end(text, left))
        if comma > 0 and len(text[left.start : comma].split()) > 2:
            tail = Span(comma + 1, left.end)
    if tail is not None:
        source = subject(doc, tail)
        start = left.start
        if quoted and re.search(r"[.!?]\s*[“\"«]$", text[start : quoted[-1].start]):
            start = quoted[-1].start - 1  # a sentence before it that was not parted
        content = content_of(doc, Span(start, tail.start))
        if source is not None and content is not None:
            return source, whole_quotation(doc, sentence, content)
    match = TAIL_SOURCE.search(text, left.start, left.end)
    if match is None and "," not in text[left.start : left.end]:
        match = _PLAIN_TAIL.search(text, left.start, left.end)
        if match is not None and first_finite(text[left.start : match.start("np")]) is None:
            match = None
    if match is None or match.start("np") - left.start < 20:
        return None
    source = Span(match.start("np"), match.end("np"))
    content = content_of(doc, Span(left.start, source.start))
    return (source, content) if content is not None else None


# the last noun group of a sentence without commas: "... were killed the Syrian Coalition added"
_PLAIN_TAIL = re.compile(
    r"\s(?P<np>(?:(?:the|a|an|its|his|her|their)\s+(?:(?!(?:the|a|an|in|of|on|at|to|for|by|with|from|that"
    r"|and|who|which)\s)[\w’'.-]+\s+){0,4}|(?:[A-Z][\w’'.-]+\s+){1,5})[\w’'.-]+)\s*$"
)


def _trimmed_end(text: str, span: Span) -> int:
    end = span.end
    while end > span.start and text[end - 1] in " ,":
        end -= 1
    return end


READERS = {
    "verb": _verb,
    "phrase": phrase,
    "hedge": hedge,
    "claimed": claimed,
    "silence": silence,
    "unverified": unverified,
}
