"""Typed summaries of conflict reporting: claims with their sources, hedges and quotes."""

from __future__ import annotations

TYPE_CHECKING = False  # typing and importlib take longer to import than `summarizer --help` to run
if TYPE_CHECKING:
    from summarizer.article import Article as Article
    from summarizer.errors import SummarizerError as SummarizerError
    from summarizer.pipeline import Summarizer as Summarizer
    from summarizer.pipeline import summarize as summarize
    from summarizer.schema.summary import ArticleSummary as ArticleSummary

_HOMES = {
    "Article": "summarizer.article",
    "ArticleSummary": "summarizer.schema.summary",
    "Summarizer": "summarizer.pipeline",
    "SummarizerError": "summarizer.errors",
    "summarize": "summarizer.pipeline",
}
__all__ = ["Article", "ArticleSummary", "Summarizer", "SummarizerError", "summarize"]


def __getattr__(name: str) -> object:
    """Import a public name at its first use, so that ``import summarizer`` stays cheap."""
    if name not in _HOMES:
        raise AttributeError(f"module 'summarizer' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
