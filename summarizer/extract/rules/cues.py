"""The words that attribute a statement, read from ``vocab/cues.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.document import Span
from summarizer.forms import FormTable
from summarizer.lexicon import Entry, load_entries
from summarizer.patterns import Pattern
from summarizer.vocabulary import per_lexicon

# What may belong to a verb group before its last word: "are claiming", "would not say".
_GROUP = Pattern(
    r"(?:\b(?:has|have|had|is|are|was|were|would|will|did|does|do|may|might|could|can|also|not|never"
    r"|later|earlier|already|repeatedly|immediately|initially|actually|reportedly|again|previously"
    r"|flatly|strongly|angrily|further|separately|meanwhile|quickly|since|then|n't|been|being)\s+)+$",
    re.IGNORECASE,
)
_PUT = Pattern(
    r"\b(?P<cue>(?:actually\s+|initially\s+)?put(?:s|ting)?)\s+(?=the\s+(?:\w+\s+){0,2}"
    r"(?:location|toll|number|figure|count|total|blame|site|place)\b)",
    re.IGNORECASE,
)
_NOT_BEFORE_NOUNY = Pattern(
    r"\b(?:the|a|an|of|in|by|for|with|on|its|his|her|their|these|those|this|no|any|some|such|other"
    r"|media|press|news|unconfirmed|conflicting|earlier|initial|according to|and|many|several|false"
    r"|united|gulf|member|southern|northern|baltic|arab)\s+$",
    re.IGNORECASE,
)
# "a statement posted on its site", "video shared by": what is posted, not who says what
_ITEM = Pattern(
    r"\b(?:statements?|messages?|videos?|footage|photos?|photographs?|images?|pictures|reports?|letters?"
    r"|communiques?|clips?|recordings?)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"[\s-]{1,2}(?P<word>[^\W_]+)")
# who can be before a plain "report": "local sources report an airstrike", not "the report"
_PEOPLE = Pattern(
    r"\b(?:sources|media|outlets|residents|witnesses|activists|officials|villagers|agencies|monitors"
    r"|rebels|authorities|doctors|medics|police|networks|channels|organi[sz]ations|groups|teams|they"
    r"|locals|newspapers|stations|correspondents|observers)\s+(?:also\s+|now\s+)?$",
    re.IGNORECASE,
)
_NEGATION = Pattern(r"\b(?:not|never|n't)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Cue:
    """A cue found in the text: its whole verb group, and the entry it comes from."""

    span: Span
    head: Span  # the last word of the group, which the lexicon knows
    entry: Entry
    negated: bool

    @property
    def kind(self) -> str:
        """Which construction to look for: verb, phrase, hedge, claimed, silence, unverified."""
        return str(self.entry.data["kind"])


@per_lexicon
def _forms() -> FormTable[Entry]:
    entries = [e for e in load_entries("cues.toml", "cue") if not e.data.get("puts")]
    return FormTable({form: entry for entry in reversed(entries) for form in entry.forms})


@per_lexicon
def _put_entry() -> Entry | None:
    return next((e for e in load_entries("cues.toml", "cue") if e.data.get("puts")), None)


def find_cues(text: str, start: int, end: int) -> list[Cue]:
    """Return the cues between two offsets of *text*, in order."""
    cues: list[Cue] = []
    for left_edge, right_edge, entry in _forms().find(text, start, end):
        word = text[left_edge:right_edge].lower()
        before = text[max(start, left_edge - 60) : left_edge]
        noun = (entry.data.get("nouny") or word.startswith("call ")) and (
            entry.id == "allege" or not word.endswith(("ed", "ing"))
        )
        if noun and _NOT_BEFORE_NOUNY.search(before):
            continue
        if entry.id == "post" and _ITEM.search(before):
            continue
        if entry.data.get("after_people") and not _PEOPLE.search(before):
            continue
        if entry.id == "add" and re.search(r"\b(?:was|were|been|being|be)\s+$", before):
            continue
        following = _NEXT_WORD.match(text, right_edge)
        if following and following["word"].casefold() in entry.not_before:
            continue
        head = Span(left_edge, right_edge)
        if entry.data.get("first_word"):
            head = Span(left_edge, left_edge + len(text[left_edge:right_edge].split()[0]))
        group = _GROUP.search(before) if entry.data["kind"] in ("verb", "silence") else None
        left = head.start - len(group.group()) if group else head.start
        negated = bool(group and _NEGATION.search(group.group()))
        cues.append(Cue(Span(left, head.end), head, entry, negated))
    put = _put_entry()
    if put is not None:
        for match in _PUT.finditer(text, start, end):
            head = Span(match.start("cue"), match.end("cue"))
            cues.append(Cue(head, head, put, negated=False))
    cues.sort(key=lambda cue: (cue.span.start, -cue.span.end))
    kept: list[Cue] = []
    for cue in cues:
        if not kept or cue.span.start >= kept[-1].span.end:
            kept.append(cue)
    return kept
