"""Parts of a count: "including nine children", "most of the dead were women", "nine in A" (C07).

A part never adds to its whole; ``parent`` is the whole's index, -1 one of an earlier sentence.
"""

from __future__ import annotations

import re

from summarizer.document import Span
from summarizer.extract.rules.casualties.parse import Parse
from summarizer.extract.rules.harmed import COUNTABLE, Harmed
from summarizer.patterns import Pattern
from summarizer.schema.terms import Harm

_PARTED = frozenset({*COUNTABLE, "captured", "surrendered", "displaced", "trapped"})
_GRAVELY = re.compile(
    r"\s+(?:(?:of them|were|was|are)\s+)*(?:seriously|critically|severely|gravely|badly|fatally"
    r"|slightly|lightly)\b",
    re.IGNORECASE,
)
_SHARE = Pattern(
    r"\b(?:(?:(?:about|nearly|almost|more than|fewer than|less than|at least|some)\s+)?"
    r"(?:half|all|a third|a quarter|two[- ]thirds)|most|many"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"
    r"(?=\s+of the victims))\s+of"
    r"\s+(?:the\s+)?(?P<of>dead|victims|killed|injured|wounded|missing|them)\b",
    re.IGNORECASE,
)
_SHARED_HARM: dict[str, Harm] = {
    "dead": "killed", "killed": "killed", "injured": "injured", "wounded": "injured",
    "missing": "missing",
}  # fmt: skip


def read_gravely(p: Parse) -> None:
    """Read "eleven were hurt, three seriously"."""
    for match in re.finditer(r"H[^.]{0,8},&?(?P<q>Q)", p.symbols):
        k = match.start("q")
        owner = p.owner.get(match.start())
        tail = _GRAVELY.match(p.text, p.chunks[k].end, p.line.sentence.end)
        if owner is None or k in p.used or tail is None:
            continue
        span = Span(p.chunks[k].start, tail.end())
        _add_part(p, k, p.made[owner].harm, owner, rule="gravely", span=span)


def read_of_the_harmed(p: Parse) -> None:
    """Read "fourteen of the injured were children": a part of a group told before."""
    for match in re.finditer(r"(?<!i)Qf[HAQ]", p.symbols):
        k = match.start()
        if k in p.used or k + 2 in p.owner:
            continue
        known = p.same_number(k + 2)  # "four of the nine"
        if p.symbols[k + 2] == "Q" and known is None:
            continue
        harm = p.chunks[k + 2].harm or (known.harm if known else "killed")
        whole = next((n for n, row in enumerate(p.made) if row.harm == harm), -1)
        index = p.record([k], harm, k + 2, rule="of-the-harmed")
        p.amend(index, parent=whole, link="subset", word=None)


def read_shares(p: Parse) -> None:
    """Read "most of the dead were women": a part of the group told before, without a number."""
    for match in _SHARE.finditer(p.text, p.line.sentence.start, p.line.sentence.end):
        span = Span(*match.span())
        if any(span.overlaps(row.count) for row in p.made):
            continue
        whole = next((n for n, r in enumerate(p.made) if r.span.start < span.start), None)
        of = match["of"].lower()
        if of == "them" and (whole is None or p.text[: span.start].rstrip()[-1:] != ","):
            continue
        known = p.made[whole] if whole is not None else p.told
        if known is None or known.harm not in COUNTABLE:
            continue
        if known.harm != _SHARED_HARM.get(of, known.harm):
            continue
        parent = -1 if whole is None else whole
        p.made.append(
            Harmed(p.line, span, known.harm, span, span, "share", parent=parent, link="subset")
        )


def read_kinds(p: Parse) -> None:
    """Read "three of whom were children" and, after a count, "Three were children"."""
    for match in re.finditer(r"(?<![a-z.])Q(?P<whom>fi)?a(?P<kind>M)(?=[.,&;]|$)", p.symbols):
        k, kind = match.start(), p.chunks[match.start("kind")]
        first = not p.symbols[:k].strip(",&")
        whole = next((n for n, row in enumerate(p.made) if row.link is None), None)
        if k in p.used or kind.demographic is None:
            continue
        if match["whom"] and whole is not None:
            harm, parent = p.made[whole].harm, whole
        elif first and not match["whom"] and p.told is not None:
            harm, parent = p.told.harm, -1
        else:
            continue
        index = _add_part(p, k, harm, parent, rule="kind")
        p.amend(
            index,
            span=Span(p.made[index].span.start, kind.end),
            demographics=(kind.demographic,),
            civilian_status=kind.civilian_status,
        )


def read_places(p: Parse) -> None:
    """Read "14 killed in three villages: nine in A, three in B": parts of one total (C14)."""
    sentence = p.line.sentence
    colon = p.text.find(":", sentence.start, sentence.end)
    whole = next((n for n, row in enumerate(p.made) if row.span.end <= colon), None)
    if colon < 0 or whole is None:
        return
    for k, chunk in enumerate(p.chunks):
        placed = p.symbols[k + 1 : k + 2] == "p"
        if chunk.symbol == "Q" and chunk.start > colon and placed and k not in p.used:
            end = next((c.start for c in p.chunks[k + 1 :] if c.symbol in ",&."), sentence.end)
            index = p.record([k], p.made[whole].harm, k, rule="part")
            words = p.text[p.made[index].span.start : end].rstrip(" ,.;")
            start = p.made[index].span.start
            p.amend(
                index, parent=whole, link="part", word=None, span=Span(start, start + len(words))
            )


def read_subsets(p: Parse) -> None:
    """Read "including nine children", "among them two nurses", "six of them soldiers"."""
    for match in re.finditer(
        r"i(?:h|[AH](?:po{1,4})?)?a?(?P<v>[NQM](?:(?:,&|[,&])[NQM])*)", p.symbols
    ):
        members = p.victims_in(match, "v")
        _attach(p, members, _whole_of(p, match.start(), members[-1]), match.start())
    for k, chunk in enumerate(p.chunks):
        acting = p.symbols[k - 1 : k] == "q" and p.symbols[k + 1 : k + 2] == "o"
        if chunk.noun == "of them" and k not in p.used and not acting:
            _attach(p, [k], _whole_of(p, k, k), k)


def _add_part(
    p: Parse, k: int, harm: Harm, parent: int, *, rule: str, span: Span | None = None
) -> int:
    index = p.record([k], harm, k, rule=rule)
    p.amend(index, parent=parent, link="subset", word=None, span=span or p.made[index].span)
    return index


def _whole_of(p: Parse, start: int, end: int) -> int:
    """Return the record a subset belongs to: -1 is one of an earlier sentence."""
    if re.match(r",?[opft]*a", p.symbols[end + 1 :]):
        # "23 people, including nine children, were killed"
        for n, row in enumerate(p.made):
            if row.link is None and row.word and row.word.start > p.chunks[end].end:
                return n
    told = [n for n, row in enumerate(p.made) if row.link != "increment"]
    before = [n for n in told if p.made[n].span.start < p.chunks[start].start]
    return before[-1] if before else -1


def _attach(p: Parse, members: list[int], whole: int, lead: int) -> None:
    """Add the *members*, led in by the chunk *lead*, as parts of the record *whole*."""
    parent = p.made[whole] if whole >= 0 else None
    if parent is not None and parent.harm not in _PARTED:
        return
    harm: Harm = parent.harm if parent is not None else "killed"
    if p.symbols[lead + 1 : lead + 2] in ("H", "A"):
        harm = p.harm_of(lead + 1)
    elif parent is None:
        if not re.search(r"[AHD]i", p.symbols[max(0, lead - 1) : lead + 1]):
            return
        harm = p.harm_of(lead - 1)
    for group in p.grouped(members):
        if all(p.symbols[k] == "M" for k in group) and not p.is_single(group):
            _describe(p, whole, group)
            continue
        index = p.record(group, harm, group[0], rule="subset")
        span = Span(p.chunks[lead].start, p.made[index].span.end)
        p.amend(index, parent=whole, link="subset", span=span, word=None)


def _describe(p: Parse, whole: int, group: list[int]) -> None:
    """Add "mostly women and children" to the record they are part of."""
    if whole < 0:
        return
    more = [d for k in group if (d := p.chunks[k].demographic) is not None]
    known = p.made[whole].demographics
    p.amend(whole, demographics=tuple(dict.fromkeys((*known, *more))))
