"""Which statement a passage belongs to, and how sure that leaves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.document import Span
from summarizer.extract.rules.said import Said
from summarizer.schema.terms import ClaimStatus


@dataclass(frozen=True)
class Voice:
    """Who vouches for a passage: indices of statements that assert it and that deny it."""

    asserted: tuple[int, ...] = ()
    denied: tuple[int, ...] = ()
    hedged: tuple[int, ...] = ()  # hedges without a source
    author: bool = False

    def __add__(self, other: Voice) -> Voice:
        return Voice(
            _union(self.asserted, other.asserted),
            _union(self.denied, other.denied),
            _union(self.hedged, other.hedged),
            self.author or other.author,
        )

    @property
    def vouchers(self) -> tuple[int, ...]:
        """Every statement that asserts the passage, hedges included."""
        return _union(self.asserted, self.hedged)

    def status(self, said: Sequence[Said], parties: Sequence[bool]) -> ClaimStatus:
        """Return the claim status these voices amount to.

        *parties* tells of each statement whether its source is a party to the conflict: only such
        a source can admit.
        """
        if self.denied:
            return "disputed"
        if self.author and not self.hedged:
            return "author_stated"
        if any(said[i].stance == "admits" and parties[i] for i in self.asserted):
            return "admitted"
        if self.asserted:
            return "attributed"
        return "unsourced" if self.hedged else "author_stated"


def _union(left: Iterable[int], right: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted({*left, *right}))


class Claims:
    """The statements of an article, asked for passages."""

    def __init__(self, said: Sequence[Said]) -> None:
        self.said = said

    def around(self, span: Span) -> list[int]:
        """Return the statements whose content holds most of *span*, innermost first."""
        holding = [
            (content.end - content.start, index)
            for index, said in enumerate(self.said)
            if (content := said.content) is not None and _mostly(content, span)
        ]
        return [index for _, index in sorted(holding)]

    def voice(self, span: Span) -> Voice:
        """Return who vouches for *span*: the innermost statement around it, else the author."""
        around = self.around(span)
        hedged = tuple(i for i in around if self.said[i].source is None)
        named = [i for i in around if self.said[i].source is not None]
        if not named:
            return Voice(hedged=hedged, author=not hedged)
        inner = named[0]
        if self.said[inner].stance == "denies" and not self.said[inner].negates:
            outer = tuple(i for i in named[1:] if self.said[i].stance != "denies")
            return Voice(asserted=outer, denied=(inner,), hedged=hedged)
        return Voice(asserted=(inner,), hedged=hedged)

    def content_around(self, span: Span) -> Span | None:
        """Return the innermost content that holds *span*."""
        around = self.around(span)
        return self.said[around[0]].content if around else None


def _mostly(content: Span, span: Span) -> bool:
    shared = min(content.end, span.end) - max(content.start, span.start)
    return shared * 2 > span.end - span.start
