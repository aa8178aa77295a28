"""One attribution as spans of the text, before it becomes a record."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.document import Span
from summarizer.extract.rules.found import Found
from summarizer.schema.terms import AuthorStance, Directness, Stance


@dataclass(frozen=True)
class Said:
    """One attribution as spans of the text.

    ``source`` None: a hedge nobody is named for. ``content`` None: nothing was said. ``date``: the
    words that date the statement. ``carried``: the cue stands in an earlier sentence.
    ``negates``: it denies by a negation in its content, so that it vouches for that content.
    ``rule``: the lexicon entry and the construction that made the record.
    """

    source: Span | None
    cue: Span
    content: Span | None
    stance: Stance
    directness: Directness
    author_stance: AuthorStance
    rule: str
    chain: tuple[Span, ...] = ()
    hedges: tuple[Span, ...] = ()
    date: Span | None = None
    channel: Span | None = None
    carried: bool = False
    negates: bool = False
    found: Found | None = None  # the cue in the word lists
