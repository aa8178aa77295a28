"""What passes between the store, the engine and the progress display."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

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
        """Read the fields of the same names off a ``ModelRun``, a ``Usage`` or a row of JSON."""
        if isinstance(record, Mapping):
            return cls(**{name: record.get(name) for name in cls.__annotations__})
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
    parts = [
        article.sha256,
        article.id,
        article.title,
        article.publisher,
        article.published.isoformat() if article.published else None,
        article.language,
        article.url,
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def source_of(article: Article) -> str:
    """Return where *article* came from, or its id for one that was made in memory."""
    return getattr(article, "source", "") or f"article:{article.id}"


def bill_of_summary(summary: Mapping[str, Any]) -> Bill:
    """Return what a summary (as JSON) says it took."""
    return Bill.of(summary.get("provenance", {}).get("model_run") or {})
