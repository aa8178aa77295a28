"""Split a long article into pieces that an extractor can read, and put the readings together.

A piece repeats the headline and the lead, so that its reader knows what the article is about, and
the sentences just before its own stretch, so that "he" and "there" have somebody to point to. Its
own stretch begins at a paragraph where one is short enough. Text in, text and records out: asking
an extractor happens in ``pipeline.py``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from summarizer.article import Article
from summarizer.document import Document, Span
from summarizer.ground import Grounder
from summarizer.ids import PREFIXES, remap
from summarizer.merge import merge
from summarizer.schema.extraction import Extraction, Quote

LEAST = 1000  # characters of its own that a piece has; below, splitting further helps nobody
HEAD_SHARE = 4  # headline and lead take a quarter of a piece at most
CONTEXT_SHARE = 8  # and the sentences before it an eighth
SEAM = "\n\n"


@dataclass(frozen=True)
class Piece:
    """A stretch of an article, ``own``, as an article of its own.

    ``parts`` are the stretches of the whole article its text is made of, in order, joined by
    ``SEAM``. The ``own`` stretches of all pieces of an article follow one another without a gap.
    """

    article: Article
    own: Span
    parts: tuple[Span, ...]

    def to_whole(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the piece's text from *start* to *end* stands in the whole article.

        None where it runs over a seam, and so stands nowhere.
        """
        offset = 0
        for part in self.parts:
            stop = offset + part.end - part.start
            if offset <= start and end <= stop:
                return part.start + start - offset, part.start + end - offset
            offset = stop + len(SEAM)
        return None


def split(article: Article, limit: int, within: Span | None = None) -> list[Piece]:
    r"""Return the pieces of *article*, each of about *limit* characters at most.

    *within*: split this stretch only, for a piece that is still too long. One piece is returned
    where the stretch is short enough, or cannot be made shorter.

    >>> pieces = split(Article("Headline\n\nA lead.\n\n" + "A shell fell. " * 400), 3000)
    >>> [piece.own.start for piece in pieces], len(pieces[1].article.text) <= 3000
    ([0, 1867, 3743], True)
    """
    document = Document(article.text)
    stretch = within or Span(0, len(article.text))
    head = _head(document, limit // HEAD_SHARE)
    room = max(LEAST, limit - len(head) - limit // CONTEXT_SHARE - 2 * len(SEAM))
    borders = _borders(document, stretch, room // 2)
    edges = [stretch.start]
    while (left := stretch.end - edges[-1]) > room and borders:
        target = edges[-1] + left // -(-left // room)  # even pieces, not full ones and a rest
        index = max(1, bisect_right(borders, target))
        edges.append(borders[index - 1])
        borders = borders[index:]
    edges.append(stretch.end)
    if edges[-1] - edges[-2] < LEAST // 2 and len(edges) > 2:
        del edges[-2]
    owns = [Span(*pair) for pair in pairwise(edges)]
    return [_piece(article, document, own, head, limit // CONTEXT_SHARE) for own in owns]


def _head(document: Document, most: int) -> str:
    """Return headline and lead, cut to whole sentences of *most* characters together."""
    lead = document.body[0].paragraph if document.body else 0
    end = 0
    for sentence in document.sentences:
        if sentence.paragraph > lead or sentence.end > most:
            break
        end = sentence.end
    return document.text[:end]


def _borders(document: Document, stretch: Span, most: int) -> list[int]:
    """Return where a piece may begin: at paragraphs, in long ones at sentences, else at blanks."""
    found: list[int] = []
    for paragraph in document.paragraphs:
        found.append(paragraph.start)
        if paragraph.end - paragraph.start <= most:
            continue
        for sentence in document.sentences:
            if paragraph.contains(sentence.span):
                found.append(sentence.start)
                found.extend(_cuts(document.text, sentence.span, most))
    return [start for start in dict.fromkeys(found) if stretch.start < start < stretch.end]


def _cuts(text: str, span: Span, most: int) -> Iterator[int]:
    """Yield starts of words, no further apart than *most*, inside a sentence that is longer."""
    start = span.start
    while span.end - start > most:
        blank = text.rfind(" ", start + 1, start + most)
        start = blank + 1 if blank > 0 else start + most
        yield start


def _piece(article: Article, document: Document, own: Span, head: str, most: int) -> Piece:
    start = own.start
    for sentence in reversed(document.sentences[: _index(document, own.start)]):
        if own.start - sentence.start > most:
            break
        start = sentence.start
    parts = [Span(0, len(head)), Span(start, own.end)]
    if start <= len(head):
        parts = [Span(0, own.end)]
    elif not head:
        parts = parts[1:]
    text = SEAM.join(article.text[part.start : part.end] for part in parts)
    if own == Span(0, len(article.text)):
        return Piece(article, own, (own,))
    name = f"{article.id}#{own.start}-{own.end}"
    return Piece(replace(article, text=text, id=name), own, tuple(parts))


def _index(document: Document, offset: int) -> int:
    starts = [sentence.start for sentence in document.sentences]
    return bisect_right(starts, offset - 1)


# -- putting the readings together ---------------------------------------------------------------


def rejoin(article: Article, read: Sequence[tuple[Piece, Extraction]]) -> Extraction:
    """Return one extraction of *article* from those of its pieces, each fact once.

    Each quote that occurs more than once in the article is told apart by its ``occurrence`` in the
    whole. What two pieces tell of a passage that both hold is merged by evidence; besides, one
    toll of one event by one claimant is one record wherever it is told. Headline and abstract are
    those of the first piece. Raises ``ValueError`` for an empty sequence.
    """
    whole = Grounder(article.text)
    moved = [_moved(extraction, piece, whole) for piece, extraction in read]

    def locate(_: int, quote: Quote) -> tuple[int, int] | None:
        found = whole.locate(quote.text, occurrence=quote.occurrence)
        if found.start is None or found.end is None:
            return None
        return found.start, found.end

    starts = [piece.own.start for piece, _ in read]

    def piece_of(quotes: Sequence[dict[str, Any]]) -> int | None:
        spans = [locate(0, Quote.model_validate(quote)) for quote in quotes]
        return next((bisect_right(starts, span[0]) for span in spans if span), None)

    return _tolls_once(merge(moved, locate), piece_of)


def _moved(extraction: Extraction, piece: Piece, whole: Grounder) -> Extraction:
    """Return *extraction* with the occurrences of its quotes counted in the whole article."""
    data = extraction.model_dump()
    own = Grounder(piece.article.text)
    for row in (row for kind in PREFIXES for row in data[kind]):
        _recount(row, own, piece, whole)
    return Extraction.model_validate(data)


def _recount(node: Any, own: Grounder, piece: Piece, whole: Grounder) -> None:
    if isinstance(node, list):
        for item in node:
            _recount(item, own, piece, whole)
    elif isinstance(node, dict):
        if node.keys() == {"text", "occurrence"}:
            node["occurrence"] = _occurrence(node, own, piece, whole)
        for value in node.values():
            _recount(value, own, piece, whole)


def _occurrence(quote: dict[str, Any], own: Grounder, piece: Piece, whole: Grounder) -> int | None:
    found = own.locate(quote["text"], occurrence=quote["occurrence"])
    if found.start is None or found.end is None:
        return None
    place = piece.to_whole(found.start, found.end)
    starts = whole.occurrences(quote["text"])
    if place is None or len(starts) < 2 or place[0] not in starts:
        return None
    return starts.index(place[0]) + 1


def _tolls_once(
    extraction: Extraction, piece_of: Callable[[Sequence[dict[str, Any]]], int | None]
) -> Extraction:
    """Return *extraction* without casualty records that tell one toll of one event again.

    The evidence of the later record goes to the earlier one. Without the same event nothing is
    dropped, since two fights may take twelve lives each; nor are records of one piece, since its
    reader saw both and kept them apart.
    """
    data = extraction.model_dump()
    kept: list[dict[str, Any]] = []
    twins: dict[str, str] = {}
    for row in data["casualties"]:
        own = piece_of(row["evidence"])
        first = next(
            (o for o in kept if _one_toll(o, row) and piece_of(o["evidence"][:1]) != own), None
        )
        if first is None:
            kept.append(row)
        else:
            first["evidence"] += [
                quote for quote in row["evidence"] if quote not in first["evidence"]
            ]
            twins[row["id"]] = first["id"]
    if not twins:
        return extraction
    data["casualties"] = kept
    for kind in (*PREFIXES, "abstract"):
        for row in data[kind]:
            own_id = row.pop("id", None)
            remap(row, twins)
            if own_id is not None:
                row["id"] = own_id
    return Extraction.model_validate(data)


def _one_toll(first: dict[str, Any], second: dict[str, Any]) -> bool:
    if first["event_id"] is None or not first["victims"]["text"]:
        return False
    same = ("event_id", "harm", "scope", "claimed_by", "subset_of", "part_of", "increment_of")
    return all(first[name] == second[name] for name in same) and all(
        _folded(first[field][name]) == _folded(second[field][name])
        for field, name in (("count", "text"), ("victims", "text"))
    )


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())
