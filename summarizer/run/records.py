"""What passes between the store, the engine and the progress display."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from summarizer.article import Article

State = Literal["pending", "done", "failed", "filtered", "skipped"]
Ended = Literal["finished", "limit", "budget", "max_failures", "fatal", "interrupted", "storage"]
DECLINED = frozenset({"filtered", "refused"})  # the same request gets the same answer


@dataclass(frozen=True)
class Bill:
    """What one article took, failed requests included. None: not reported, which is never 0."""

    requests: int | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    tokens_cached: int | None = None
    cost_usd: float | None = None

    @classmethod
    def of(cls, record: object) -> Bill:
        """Read the fields of the same names off a ``ModelRun`` or a ``Usage``."""
        return cls(**{name: getattr(record, name, None) for name in cls.__annotations__})


@dataclass(frozen=True)
class Result:
    """How one article ended: with a summary, or with a reason why there is none."""

    state: State
    bill: Bill = field(default_factory=Bill)
    summary: str | None = None
    outcome: str | None = None
    message: str | None = None
    raw: str | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class Task:
    """An article that waits, and its place in the run."""

    position: int
    source: str
    article: Article


def input_key(article: Article) -> str:
    """Return a hash of everything a summary of *article* can depend on."""
    parts = (
        article.sha256,
        article.id,
        article.title,
        article.publisher,
        article.published,
        article.language,
        article.url,
    )
    # repr keeps None apart from "None", and one field's end from the next one's beginning.
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()


COLUMNS = ("id", "sha256", "text", "title", "publisher", "published", "language", "url")
"""The columns of a run that an article is stored in."""


def stored_article(values: Sequence[object]) -> Article:
    """Return the article whose ``COLUMNS`` hold *values*."""
    texts = {
        name: None if value is None else str(value)
        for name, value in zip(COLUMNS, values, strict=True)
    }
    texts.pop("sha256")  # of the text
    return Article(**texts)  # type: ignore[arg-type]  # as they were stored


def source_of(article: Article) -> str:
    """Return where *article* came from, or its id for one that was made in memory."""
    return getattr(article, "source", "") or f"article:{article.id}"
