"""An article: its exact text, and what the caller knows about it.

The text is never edited: every offset of a summary points into it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime

from summarizer.errors import ArticleError


def parse_published(value: str | date | None) -> date | None:
    """Read an ISO date; a datetime keeps its day.

    >>> parse_published("2016-06-26")
    datetime.date(2016, 6, 26)
    """
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(value.strip()).date()
    except ValueError as err:
        raise ArticleError(
            f"{value!r} is not a publication date; write it as YYYY-MM-DD, for example 2016-06-26"
        ) from err


@dataclass(frozen=True)
class Article:
    """One text with the facts that came with it. ``published`` None: relative dates stay open.

    >>> Article("Shells fell on the town.").sha256[:8]
    '5c4a89c8'
    """

    text: str
    published: date | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    id: str = ""
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise ArticleError("an article is made from a str; decode the bytes first")
        if not self.text.strip():
            raise ArticleError("the article is empty; give a text with at least one sentence")
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        object.__setattr__(self, "published", parse_published(self.published))
        object.__setattr__(self, "sha256", digest)
        if not self.id:
            object.__setattr__(self, "id", digest[:16])


@dataclass(frozen=True)
class SourcedArticle(Article):
    """An article as a reader found it. ``source``: the file, and #number for a record inside it.

    ``author`` as the file's metadata names it; None: it does not. No extractor sees it.
    """

    source: str = ""
    author: str | None = None


@dataclass(frozen=True)
class ReadFailure:
    """Something that should have been an article and could not be read; ``message`` says why."""

    source: str
    message: str
