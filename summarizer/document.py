"""The frame of an article: title, byline, dateline, paragraphs, sentences and quotation spans.

Whoever reads a text sentence by sentence asks a ``Document``. Nothing changes the text: all
spans are code-point offsets into ``Document.text``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

Zone = Literal["title", "frame", "body"]
Casing = Literal["mixed", "upper", "lower"]

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt cpl brig adm rep sen gov pres st mt ft no nos vs etc"
    " jr sr inc ltd co corp dept approx jan feb mar apr jun jul aug sep sept oct nov dec u.s u.n"
    " u.k a.m p.m e.g i.e d.c e.u".split()
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*|[:](?=[A-Z][a-z])")
_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_OPENER = re.compile("[“\"«„]|''|``")
_CLOSERS = {"“": "”", '"': '"', "«": "»", "„": "“”"}
_QUOTE_LIMIT = 1500  # a quotation longer than this lost its closing mark
_BYLINE = re.compile(
    r"^(?P<author>[A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]+){1,3})\s+[–—-]+\s+"
    r"(?P<date>\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2},? \d{4})\s+[–—-]+\s+"
    r"(?:(?P<publisher>[\w. ]{2,40}?)\s+[–—-]+\s+)?"
)
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z .'’-]{2,40}(?:, [A-Z][A-Za-z .]{1,30})?)"
    r"(?:, (?P<date>\d{1,2} [A-Z]{3,9}\.? \d{2,4}|[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?"
    r"|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?))?"
    r"\s*(?:\([A-Za-z /.]{2,30}\))?\s*(?:--|[–—]|-)\s+"
)
_TAGS = re.compile(r"(?:\s*\[[^\]\n]{2,200}\])+\s*")
_LEADING_DATE = re.compile(
    r"^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?"
    r"(?P<date>\d{1,2} [A-Z][a-z]{2,8} \d{4}|\d{4}-\d{2}-\d{2})[.,]?\s+"
)
_KICKER = re.compile(r"^(?P<kicker>[A-Z][A-Z0-9 /.’'-]{3,60}?)\s*[:|]\s+(?=\S)")


class Span(NamedTuple):
    """A half-open stretch of the text."""

    start: int
    end: int

    def contains(self, other: Span) -> bool:
        """Tell whether *other* lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Sentence:
    """One sentence: its span without outer blanks, its paragraph's number and its zone."""

    start: int
    end: int
    paragraph: int
    zone: Zone
    text: str

    @property
    def span(self) -> Span:
        """The sentence as a span."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Frame:
    """What the article prints about itself; None where it prints nothing of the kind."""

    title: Span | None = None
    kicker: Span | None = None
    author: Span | None = None
    publisher: Span | None = None
    published: Span | None = None
    dateline_place: Span | None = None
    dateline_date: Span | None = None
    body_start: int = 0


class Document:
    """An article text with its frame, paragraphs, sentences and quotations."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.paragraphs = _paragraphs(text)
        self.casing = casing(text)
        self.frame = _frame(text, self.paragraphs)

    @cached_property
    def quotations(self) -> list[Span]:
        """Stretches between quotation marks; one that lost its closer ends with its paragraph."""
        return _quotations(self.text, self.paragraphs)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """All sentences in the order of the text, title and frame lines included."""
        found: list[Sentence] = []
        title, body_start = self.frame.title, self.frame.body_start
        for number, paragraph in enumerate(self.paragraphs):
            cuts = {paragraph.start, paragraph.end}
            known = (body_start, *(title or ()))
            cuts.update(edge for edge in known if paragraph.start < edge < paragraph.end)
            edges = sorted(cuts)
            for left, right in pairwise(edges):
                for span in _split(self.text, left, right, self.casing):
                    zone: Zone = "body" if span.start >= body_start else "frame"
                    if title is not None and title.overlaps(span):
                        zone = "title"
                    found.append(Sentence(*span, number, zone, self.text[span.start : span.end]))
        return found

    @cached_property
    def body(self) -> list[Sentence]:
        """The sentences of the body."""
        return [sentence for sentence in self.sentences if sentence.zone == "body"]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds *offset*, or None between sentences."""
        starts = self._starts
        index = bisect_right(starts, offset) - 1
        if index < 0 or offset >= self.sentences[index].end:
            return None
        return self.sentences[index]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def in_quotation(self, span: Span) -> Span | None:
        """Return the quotation that holds *span*, or None."""
        return next((q for q in self.quotations if q.contains(span)), None)


@lru_cache(maxsize=4)
def read_document(text: str) -> Document:
    """Return *text* as a ``Document``; the one made for the stage before, where there is one."""
    return Document(text)


def casing(text: str) -> Casing:
    """Return whether a text is printed in capitals, without any, or as usual."""
    sample = text[:6000]  # a long article shows its casing well before its end
    plain = sample.encode("ascii", "ignore")
    others = _BEYOND_ASCII.findall(sample)
    large = _count(plain, _CAPITALS) + sum(map(str.isupper, others))
    letters = large + _count(plain, _CAPITALS.lower()) + sum(map(str.islower, others))
    if not letters:
        return "mixed"
    upper = large / letters
    if upper > 0.7:
        return "upper"
    return "lower" if upper < 0.002 else "mixed"


def _count(text: bytes, letters: bytes) -> int:
    return len(text) - len(text.translate(None, letters))


def _paragraphs(text: str) -> list[Span]:
    """Blank lines part paragraphs; so does a single line break after a finished or short line."""
    spans: list[Span] = []
    start = 0
    for match in re.finditer(r"[ \t\r]*\n[ \t\r]*(?:\n[ \t\r]*)*", text):
        line = text[start : match.start()]
        blank = match.group().count("\n") > 1
        if blank or not spans or line.rstrip().endswith((".", "!", "?", ":", "”", '"')):
            if line.strip():
                spans.append(_trim(text, start, match.start()))
            start = match.end()
    if text[start:].strip():
        spans.append(_trim(text, start, len(text)))
    return spans


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _split(text: str, start: int, end: int, casing: Casing) -> list[Span]:
    spans: list[Span] = []
    left = start
    for match in _END.finditer(text, start, end):
        if match.start() < left or not _ends_sentence(text, match, end, casing):
            continue
        span = _trim(text, left, match.end())
        if span.end > span.start:
            spans.append(span)
        left = match.end()
    span = _trim(text, left, end)
    if span.end > span.start:
        spans.append(span)
    return spans


def _ends_sentence(text: str, match: re.Match[str], end: int, casing: Casing) -> bool:
    """Decide for one run of end marks, glued sentences ("week.The") included."""
    after = text[match.end() : min(end, match.end() + 60)]
    if not after.strip():
        return True
    glued = not after[0].isspace()
    before = re.search(r"[\w.’'-]*$", text[max(0, match.start() - 24) : match.start()])
    word = before.group() if before else ""
    if match.group() == ":":
        return word.islower() and len(word) > 3  # "Dealing with the fires:There was ..."
    following = after.lstrip().lstrip("\"'“‘«([-–— ")
    if glued:
        return (
            match.group()[0] == "."
            and word[-2:].islower()
            and len(word) > 2
            and re.match(r"[A-Z“][a-z’]*\b", after) is not None
            and not re.match(r"[A-Z][A-Za-z]*\.", after)
        ) or (match.group()[0] in "!?" and after[0].isupper())
    if match.group().startswith(".") and len(match.group()) == 1:
        if word.lower().strip(".") in _ABBREVIATIONS:
            ends = word.lower().strip(".") in ("a.m", "p.m", "etc", "u.s", "u.n")
            return ends and following[:1].isupper() and casing == "mixed" and _starter(following)
        if len(word) == 1 and word.isalpha() and casing != "lower":
            return False  # an initial: "J. Ortega"
        if re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):
            return _starter(following)
    if casing == "mixed":
        return not following[:1].islower() or after[:1] == "\n"
    return True


def _starter(following: str) -> bool:
    return (
        re.match(r"(?:The|A|An|In|On|At|It|He|She|They|But|And|This|That)\b", following) is not None
    )


def _quotations(text: str, paragraphs: list[Span]) -> list[Span]:
    spans: list[Span] = []
    for paragraph in paragraphs:
        position = paragraph.start
        while found := _OPENER.search(text, position, paragraph.end):
            position, opener = found.start(), found.group()
            double = len(opener) == 2
            if _may_open(text, position):
                start = position + (2 if double else 1)
                closers = "'" if double else _CLOSERS[opener]
                stop = _closer(
                    text, start, min(paragraph.end, start + _QUOTE_LIMIT), closers, double
                )
                if stop > start:
                    spans.append(Span(start, stop))
                position = stop + (2 if double else 1)
            else:
                position += 1
    return spans


def _may_open(text: str, position: int) -> bool:
    """A straight mark opens only after a blank or bracket and before a word."""
    before = text[position - 1] if position else " "
    return not before.isalnum() or text[position] in "“«„"


def _closer(text: str, start: int, limit: int, closers: str, double: bool) -> int:
    if double:
        found = [text.find("''", start, limit + 1)]
    else:
        found = [text.find(closer, start, limit) for closer in closers]
    return min((index for index in found if index >= 0), default=limit)


def _frame(text: str, paragraphs: list[Span]) -> Frame:
    if not paragraphs:
        return Frame()
    first = paragraphs[0]
    line = text[first.start : first.end]
    title = kicker = None
    lead = 0
    if len(paragraphs) > 1 and len(line) <= 220 and not line.endswith((".", "!", "?", "…")):
        found = _KICKER.match(line)
        kicker_end = found.end() if found else 0
        if found:
            kicker = _trim(text, first.start, first.start + found.end("kicker"))
        title = Span(first.start + kicker_end, first.end)
        lead = 1
    body = paragraphs[lead]
    return _opening(text, body, title, kicker)


def _opening(text: str, body: Span, title: Span | None, kicker: Span | None) -> Frame:
    """Read byline, dateline or leading date at the start of the first body paragraph."""
    line = text[body.start : body.end]
    byline = _BYLINE.match(line)
    if byline:
        at = {name: _group(byline, name, body.start) for name in ("author", "date", "publisher")}
        return Frame(
            title,
            kicker,
            author=at["author"],
            publisher=at["publisher"],
            published=at["date"],
            body_start=body.start + byline.end(),
        )
    dateline = _DATELINE.match(line)
    if dateline and (dateline["date"] or not line.isupper()):
        end = dateline.end()
        tags = _TAGS.match(line, end)
        end = tags.end() if tags else end
        place = _group(dateline, "place", body.start)
        when = _group(dateline, "date", body.start)
        return Frame(
            title,
            kicker,
            published=when,
            dateline_place=place,
            dateline_date=when,
            body_start=body.start + end,
        )
    leading = _LEADING_DATE.match(line)
    if leading:
        start = body.start + leading.end()
        published = _group(leading, "date", body.start)
        if title is None:
            return _inline_title(text, Span(start, body.end), published)
        return Frame(title, kicker, published=published, body_start=start)
    return Frame(title, kicker, body_start=body.start)


def _inline_title(text: str, rest: Span, published: Span | None) -> Frame:
    """Take the first sentence after a leading date for the title: "19 Apr 2017 Bomb kills six."."""
    sentences = _split(text, rest.start, rest.end, "mixed")
    if len(sentences) > 1 and sentences[0].end - sentences[0].start <= 160:
        return Frame(sentences[0], None, published=published, body_start=sentences[1].start)
    return Frame(published=published, body_start=rest.start)


def _group(match: re.Match[str], name: str, offset: int) -> Span | None:
    if match[name] is None:
        return None
    return Span(offset + match.start(name), offset + match.end(name))
