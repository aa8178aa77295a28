"""By which entry of the word lists something was found: kept beside what is read, for `explain`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from summarizer.document import Span

Gives = Literal["cue", "source type", "harm", "victims", "event", "weapon", "actor", "place"]


@dataclass(frozen=True)
class Found:
    """An entry at work. ``words``: the form it was found by, or the phrase its pattern fits.

    ``span``: the passage those words were looked for in, as offsets into the article. ``file`` and
    ``entry`` None: a pattern of the grammar read the words, no entry.
    """

    gives: Gives
    words: str
    span: Span
    file: str | None
    entry: str | None
