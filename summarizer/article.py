"""An article: its exact text, and what the caller knows about it.

The text is never edited: every offset of a summary points into it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

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


_UNFIT = {
    "half a character (a lone surrogate)": re.compile("[\ud800-\udfff]"),
    "a NUL character": re.compile("\x00"),
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_ENGLISH_WORDS = re.compile(r"\b(?:the|and|of|were|said|that|by)\b", re.IGNORECASE)


def parse_language(value: str | None) -> str | None:
    """Read a BCP-47 code: language in small letters, what follows as given.

    >>> parse_language("UK"), parse_language("pt-BR"), parse_language("")
    ('uk', 'pt-BR', None)
    """
    if value is None or not value.strip():
        return None
    code = value.strip().replace("_", "-")
    if not _LANGUAGE.fullmatch(code):
        raise ArticleError(f"{value!r} is no language code; write it like en, uk or pt-BR")
    language, dash, rest = code.partition("-")
    return language.lower() + dash + rest


@lru_cache(maxsize=16)  # several checks ask for the same article
def looks_english(text: str) -> bool:
    """Tell whether the little words of English are common in the opening of *text*."""
    opening = text[:4000]
    return len(_ENGLISH_WORDS.findall(opening)) * 25 >= len(opening.split())


@dataclass(frozen=True)
class Article:
    """One text with the facts that came with it. ``published`` None: relative dates stay open.

    ``language`` is a BCP-47 code; None: not told. Raises ``ArticleError`` for an empty text, for
    one that was decoded wrongly, and for a date or language code that is none.

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
        for what, pattern in _UNFIT.items():
            unfit = pattern.search(self.text)
            if unfit:
                raise ArticleError(
                    f"the article holds {what} at position {unfit.start()}, which no text has;"
                    " decode the file again with its right encoding"
                )
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        object.__setattr__(self, "published", parse_published(self.published))
        object.__setattr__(self, "language", parse_language(self.language))
        object.__setattr__(self, "sha256", digest)
        if not self.id:
            object.__setattr__(self, "id", digest[:16])

    def is_english(self) -> bool:
        """Tell whether the text is English: by its code, else by how common its small words are."""
        if self.language is not None:
            return self.language.split("-")[0] in ("en", "eng")
        return looks_english(self.text)


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
