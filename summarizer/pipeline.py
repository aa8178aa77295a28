"""The straight line: an article goes in, a grounded and checked summary comes out."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from summarizer import injection
from summarizer.article import Article
from summarizer.assemble import assemble
from summarizer.check import CHECKS, check
from summarizer.errors import ExtractorError, LanguageError
from summarizer.extract.base import Extractor, close, joined, run_of
from summarizer.extract.registry import get_extractor
from summarizer.schema.extraction import Extraction
from summarizer.schema.summary import SCHEMA_VERSION, ArticleSummary, Issue, ModelRun, Provenance


@cache  # reading a package's metadata takes longer than assembling a summary
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
    article: Article,
    extractor: Extractor,
    *,
    revisions: int = 1,
    fallback: Extractor | None = None,
) -> ArticleSummary:
    """Extract, ground, resolve and check one article; ask again for what can be mended.

    *fallback* answers where *extractor* cannot, and the summary says so and why. It does not stand
    in for a fatal error (a wrong key, an empty account): every further article would be answered by
    it, and nobody would have asked for that.
    """
    try:
        extraction = await extractor.extract(article)
    except ExtractorError as err:
        if fallback is None or err.fatal:
            raise
        return await _fall_back(article, fallback, err)
    run = run_of(extraction)
    summary = _finish(extraction, article, extractor)
    for _ in range(revisions):
        problems = [issue for issue in summary.issues if issue.revisable]
        if not problems:
            break
        try:
            revised = await extractor.revise(article, extraction, problems)
        except ExtractorError as err:
            # The first answer stands; that it could not be mended is worth a line, not a failure.
            summary = _noted(summary, f"a revision was asked for and failed: {err}")
            run = joined(run, _run_of_failure(err))
            break
        run = joined(run, run_of(revised))
        if revised is extraction:
            break
        extraction = revised
        summary = better_of(summary, _finish(revised, article, extractor))
    return _billed(summary, run)


async def _fall_back(article: Article, fallback: Extractor, err: ExtractorError) -> ArticleSummary:
    """Return the summary of *fallback*, labelled with why it had to answer."""
    try:
        summary = _finish(await fallback.extract(article), article, fallback)
    except LanguageError as unknown:
        raise err from unknown
    reason = f"{err.outcome}: {err}"
    provenance = summary.provenance.model_copy(
        update={"fallback": reason, "model_run": _run_of_failure(err)}
    )
    summary = summary.model_copy(update={"provenance": provenance})
    return _noted(summary, f"made by {fallback.name}, because the model gave no answer ({reason})")


def _run_of_failure(err: ExtractorError) -> ModelRun | None:
    return err.run if isinstance(err.run, ModelRun) else None


def _noted(summary: ArticleSummary, message: str) -> ArticleSummary:
    issue = Issue(code="model", severity="warning", record_id=None, message=message)
    return summary.model_copy(update={"issues": [*summary.issues, issue]})


def _billed(summary: ArticleSummary, run: ModelRun | None) -> ArticleSummary:
    """Return *summary* with the facts of every request, those of a revision not taken included."""
    if run is None:
        return summary
    provenance = summary.provenance.model_copy(update={"model_run": run})
    return summary.model_copy(update={"provenance": provenance})


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
        checks_run=[*CHECKS, injection.CODE],
    )
    checked = check(assemble(extraction, article, provenance), article)
    return injection.report(checked, article)


class Summarizer:
    """One extractor for many articles.

    ``model`` None: what ``SUMMARIZER_MODEL`` names, else the rules extractor, which needs neither
    key nor network. An ``Extractor`` of your own goes in as it is. ``fallback`` ("rules") answers
    where the model cannot. Further options are those of ``get_extractor``.

    >>> from summarizer import Article, Summarizer
    >>> made = Summarizer(model="rules").run(Article("Two soldiers were killed near Homs."))
    >>> [(row.harm, row.count.best) for row in made.casualties]
    [('killed', 2)]
    """

    def __init__(
        self,
        model: str | Extractor | None = None,
        *,
        revisions: int = 1,
        fallback: str | Extractor | None = None,
        **options: Any,
    ) -> None:
        self.extractor = get_extractor(model, **options)
        self.revisions = revisions
        self.fallback = get_extractor(fallback) if fallback is not None else None

    def run(self, article: Article) -> ArticleSummary:
        """Summarize one article and wait for it."""
        [summary] = self.run_many([article])
        return summary

    def run_many(self, articles: Iterable[Article]) -> Iterator[ArticleSummary]:
        """Summarize article after article, in order, holding one at a time."""
        # One event loop for all of them: connections belong to the loop they were made in.
        with asyncio.Runner() as runner:
            try:
                for article in articles:
                    made: list[ArticleSummary] = []
                    runner.run(self._into(made, article))
                    yield made[0]
            finally:
                runner.run(self.aclose())

    async def _into(self, made: list[ArticleSummary], article: Article) -> None:
        # A finished task that holds the summary is printed whole by the interpreter's signal
        # handling (a repr in an error text nobody sees): 4 ms an article. So it holds None.
        made.append(await self.arun(article))

    async def arun(self, article: Article) -> ArticleSummary:
        """Summarize one article inside a running event loop; ``aclose`` when done there."""
        return await summarize_article(
            article, self.extractor, revisions=self.revisions, fallback=self.fallback
        )

    async def aclose(self) -> None:
        """Close the connections held in this event loop."""
        await close(self.extractor)


def summarize(
    text: str | Article,
    *,
    published: str | date | None = None,
    model: str | Extractor | None = None,
    **options: Any,
) -> ArticleSummary:
    """Summarize one article; *options* as in ``Summarizer``.

    *published* is the day of publication ("2016-06-26"); without it, and without a printed date,
    "on Saturday" cannot be dated and stays open. Raises ``ArticleError`` for an empty text or a
    date that is none, ``LanguageError`` where the rules extractor does not know the language,
    ``ExtractorError`` where a model gives no answer.
    """
    article = text if isinstance(text, Article) else Article(text, published=published)  # type: ignore[arg-type]
    return Summarizer(model, **options).run(article)
