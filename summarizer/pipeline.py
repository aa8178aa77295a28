"""The straight line: an article goes in, a grounded and checked summary comes out."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from summarizer.article import Article
from summarizer.assemble import assemble
from summarizer.check import CHECKS, check
from summarizer.extract.base import Extractor
from summarizer.extract.registry import get_extractor
from summarizer.schema.extraction import Extraction
from summarizer.schema.summary import SCHEMA_VERSION, ArticleSummary, Provenance


def library_version() -> str:
    """Return the installed version, or "0+unknown" where the package is not installed."""
    try:
        return version("conflict-summarizer")
    except PackageNotFoundError:
        return "0+unknown"


def fingerprint_of(extractor: Extractor) -> str:
    """Return what changes whenever the same article could get another summary."""
    text = f"{extractor.fingerprint}\n{SCHEMA_VERSION}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


async def summarize_article(
    article: Article, extractor: Extractor, *, revisions: int = 1
) -> ArticleSummary:
    """Extract, ground, resolve and check one article; ask again for what can be mended."""
    extraction = await extractor.extract(article)
    summary = _finish(extraction, article, extractor)
    for _ in range(revisions):
        problems = [issue for issue in summary.issues if issue.revisable]
        if not problems:
            break
        revised = await extractor.revise(article, extraction, problems)
        if revised == extraction:
            break
        extraction = revised
        summary = better_of(summary, _finish(revised, article, extractor))
    return summary


def better_of(first: ArticleSummary, second: ArticleSummary) -> ArticleSummary:
    """Return the summary with fewer forbidden numbers, then missing quotes, then other errors."""
    return second if _faults(second) < _faults(first) else first


def _faults(summary: ArticleSummary) -> tuple[int, int, int]:
    codes = [issue.code for issue in summary.issues if issue.severity == "error"]
    numbers = sum(code in ("V2", "V3") for code in codes)
    return numbers, codes.count("V1"), len(codes)


def _finish(extraction: Extraction, article: Article, extractor: Extractor) -> ArticleSummary:
    provenance = Provenance(
        extractor=extractor.name,
        extractor_limits=extractor.limits,
        library_version=library_version(),
        schema_version=SCHEMA_VERSION,
        fingerprint=fingerprint_of(extractor),
        checks_run=list(CHECKS),
    )
    return check(assemble(extraction, article, provenance), article)


class Summarizer:
    """One extractor for many articles.

    ``model`` None: what ``SUMMARIZER_MODEL`` names, else the rules extractor, which needs neither
    key nor network. An ``Extractor`` of your own goes in as it is.

    >>> from summarizer import Article, Summarizer
    >>> made = Summarizer(model="rules").run(Article("Two soldiers were killed near Homs."))
    >>> [(row.harm, row.count.best) for row in made.casualties]
    [('killed', 2)]
    """

    def __init__(self, model: str | Extractor | None = None, *, revisions: int = 1) -> None:
        self.extractor = get_extractor(model)
        self.revisions = revisions

    def run(self, article: Article) -> ArticleSummary:
        """Summarize one article and wait for it."""
        return asyncio.run(self.arun(article))

    def run_many(self, articles: Iterable[Article]) -> Iterator[ArticleSummary]:
        """Summarize article after article, in order, holding one at a time."""
        return (self.run(article) for article in articles)

    async def arun(self, article: Article) -> ArticleSummary:
        """Summarize one article inside a running event loop."""
        return await summarize_article(article, self.extractor, revisions=self.revisions)


def summarize(
    text: str | Article,
    *,
    published: str | date | None = None,
    model: str | Extractor | None = None,
) -> ArticleSummary:
    """Summarize one article.

    *published* is the day of publication ("2016-06-26"); without it, and without a printed date,
    "on Saturday" cannot be dated and stays open. Raises ``ArticleError`` for an empty text or a
    date that is none, ``LanguageError`` where the rules extractor does not know the language.
    """
    article = text if isinstance(text, Article) else Article(text, published=published)  # type: ignore[arg-type]
    return Summarizer(model).run(article)
