"""The straight line: an article goes in, a grounded and checked summary comes out."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from summarizer import coverage, injection
from summarizer.article import Article
from summarizer.assemble import assemble
from summarizer.check import CHECKS, check
from summarizer.chunk import Piece, rejoin, split
from summarizer.errors import (
    ContextOverflowError,
    ExtractorError,
    LanguageError,
    RecordingError,
    TruncatedError,
)
from summarizer.extract.base import Extractor, at_once, close, joined, run_of
from summarizer.extract.registry import get_extractor
from summarizer.schema.evidence import Evidence
from summarizer.schema.extraction import Extraction
from summarizer.schema.summary import SCHEMA_VERSION, ArticleSummary, Issue, ModelRun, Provenance
from summarizer.vocabulary import Lexicon, active, use


@cache  # reading a package's metadata takes longer than assembling a summary
def library_version() -> str:
    """Return the installed version, or "0+unknown" where the package is not installed."""
    try:
        return version("conflict-summarizer")
    except PackageNotFoundError:
        return "0+unknown"


def fingerprint_of(extractor: Extractor) -> str:
    """Return what changes whenever the same article could get another summary.

    The vocabulary in force is part of it where a user's lexicon lies over the library's own.
    """
    text = f"{extractor.fingerprint}\n{SCHEMA_VERSION}"
    if active().digest:
        text += f"\nlexicon {active().digest}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass
class _Reading:
    """What an extractor read, what it took, and what is to be said about it."""

    extraction: Extraction
    run: ModelRun | None
    notes: list[Issue] = field(default_factory=list)
    summary: ArticleSummary | None = None  # of that extraction, where it was made already


async def summarize_article(
    article: Article,
    extractor: Extractor,
    *,
    revisions: int = 1,
    fallback: Extractor | None = None,
) -> ArticleSummary:
    """Extract, ground, resolve and check one article; ask again for what can be mended.

    An article longer than the extractor's ``max_characters``, or one that it finds too long, is
    read in pieces; a piece that cannot be read is an issue. *fallback* answers where *extractor*
    cannot, and the summary says so and why. It does not stand in for a fatal error (a wrong key,
    an empty account): every further article would be answered by it, and nobody would have asked
    for that.
    """
    try:
        reading = await _read_whole(article, extractor, revisions)
    except ExtractorError as err:
        if fallback is None or err.fatal:
            raise
        return await _fall_back(article, fallback, err)
    summary = reading.summary or _finish(reading.extraction, article, extractor)
    summary = summary.model_copy(update={"issues": [*summary.issues, *reading.notes]})
    return _billed(summary, reading.run)


async def _read_whole(article: Article, extractor: Extractor, revisions: int) -> _Reading:
    """Read *article* in one go where it is short enough, else in pieces."""
    limit = getattr(extractor, "max_characters", None)
    if limit is not None and len(article.text) > limit:
        return await _read_pieces(split(article, limit), article, extractor, revisions)
    try:
        return await _read(article, extractor, revisions)
    except (TruncatedError, ContextOverflowError) as err:
        pieces = split(article, len(article.text) // 2)
        if len(pieces) < 2:
            raise
        return await _read_pieces(pieces, article, extractor, revisions, _run_of_failure(err))


async def _read(
    article: Article, extractor: Extractor, revisions: int, unasked: frozenset[str] = frozenset()
) -> _Reading:
    """Extract and revise; of two answers the one with the better summary is kept.

    Issues with the codes *unasked* are not sent back.
    """
    extraction = await extractor.extract(article)
    reading = _Reading(extraction, run_of(extraction))
    if not revisions:
        return reading
    summary = reading.summary = _finish(extraction, article, extractor)
    for _ in range(revisions):
        problems = [row for row in summary.issues if row.revisable and row.code not in unasked]
        if not problems:
            break
        try:
            revised = await extractor.revise(article, extraction, problems)
        except RecordingError:
            raise  # a replay that lacks an answer must not pass for a revision that failed
        except ExtractorError as err:
            # The first answer stands; that it could not be mended is worth a line, not a failure.
            reading.notes.append(_note(f"a revision was asked for and failed: {err}"))
            reading.run = joined(reading.run, _run_of_failure(err))
            break
        reading.run = joined(reading.run, run_of(revised))
        if revised is extraction:
            break
        extraction = revised
        made = _finish(revised, article, extractor)
        if better_of(summary, made) is made:
            summary = reading.summary = made
            reading.extraction = revised
    return reading


async def _read_pieces(
    pieces: list[Piece],
    article: Article,
    extractor: Extractor,
    revisions: int,
    run: ModelRun | None = None,
) -> _Reading:
    """Read piece by piece and put the readings together; *run* was billed before.

    A piece that is still too long is split again. One that cannot be read is left out, with an
    issue that says where and why; if none can be read, the first failure is raised.
    """
    waiting, read, notes = list(pieces), [], list[Issue]()
    failure: ExtractorError | None = None
    while waiting:
        piece = waiting.pop(0)
        unasked = frozenset({"V11"}) if piece.own.start else frozenset[str]()
        try:
            reading = await _read(piece.article, extractor, revisions, unasked)
        except ExtractorError as err:
            run = joined(run, _run_of_failure(err))
            smaller = _smaller(piece, article) if isinstance(err, _TOO_LONG) else []
            if err.fatal:
                raise
            if not smaller:
                failure = failure or err
                notes.append(_skipped(piece, article, err))
            waiting[:0] = smaller
            continue
        run = joined(run, reading.run)
        read.append((piece, reading.extraction))
        notes += reading.notes
    if failure is not None and not read:
        raise failure
    return _Reading(rejoin(article, read), run, notes)


_TOO_LONG = (TruncatedError, ContextOverflowError)


def _smaller(piece: Piece, article: Article) -> list[Piece]:
    """Return *piece* in two or more pieces; none where it cannot be split."""
    halves = split(article, len(piece.article.text) // 2, piece.own)
    return halves if len(halves) > 1 else []


def _skipped(piece: Piece, article: Article, err: ExtractorError) -> Issue:
    start, end = piece.own
    stop = min(end, start + 200)  # enough to find the place by; the message says how far it goes
    return Issue(
        code="model",
        severity="error",
        record_id=None,
        message=f"the article was not read from character {start} to {end}: {err}",
        evidence=Evidence(quote=article.text[start:stop], start=start, end=stop, match="exact"),
    )


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


def _note(message: str) -> Issue:
    return Issue(code="model", severity="warning", record_id=None, message=message)


def _noted(summary: ArticleSummary, message: str) -> ArticleSummary:
    return summary.model_copy(update={"issues": [*summary.issues, _note(message)]})


def _billed(summary: ArticleSummary, run: ModelRun | None) -> ArticleSummary:
    """Return *summary* with the facts of every request, those of a revision not taken included."""
    if run is None:
        return summary
    provenance = summary.provenance.model_copy(update={"model_run": run})
    return summary.model_copy(update={"provenance": provenance})


def better_of(first: ArticleSummary, second: ArticleSummary) -> ArticleSummary:
    """Return the summary with fewer faults; the first where neither has fewer.

    Compared in this order, a later point only where the earlier ones are equal: forbidden numbers
    (V2, V3), quotes not in the article (V1), claims that no record covers (COV), other errors. A
    number nobody printed is the worst, since it may be cited; a gap can at least be seen.
    """
    return second if _faults(second) < _faults(first) else first


def _faults(summary: ArticleSummary) -> tuple[int, int, int, int]:
    codes = [issue.code for issue in summary.issues if issue.severity == "error"]
    numbers = sum(code in ("V2", "V3") for code in codes)
    gaps = sum(issue.code == coverage.CODE for issue in summary.issues)
    return numbers, codes.count("V1"), gaps, len(codes)


def _finish(extraction: Extraction, article: Article, extractor: Extractor) -> ArticleSummary:
    provenance = Provenance(
        extractor=extractor.name,
        extractor_limits=extractor.limits,
        library_version=library_version(),
        schema_version=SCHEMA_VERSION,
        fingerprint=fingerprint_of(extractor),
        checks_run=[*CHECKS, coverage.CODE, injection.CODE],
        lexicon=active().name,
    )
    checked = check(assemble(extraction, article, provenance), article)
    # The rules' summaries too: of 136 gaps told of 22 articles with gold, 119 were real (2026-11).
    covered = coverage.report(checked, article, injection.addresses(article.text))
    return injection.report(covered, article)


class Summarizer:
    """One extractor for many articles.

    ``model`` None: what ``SUMMARIZER_MODEL`` names, else the rules extractor, which needs neither
    key nor network. An ``Extractor`` of your own goes in as it is. ``fallback`` ("rules") answers
    where the model cannot. ``lexicon``: a folder of your own words (docs/lexicon.md), several, the
    last on top, or a ``Lexicon``; it holds for all that reads words, whoever extracts. Further
    options are those of ``get_extractor``.

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
        lexicon: Lexicon | str | Path | Iterable[str | Path] | None = None,
        **options: Any,
    ) -> None:
        self.lexicon = _lexicon(lexicon)
        self.extractor = get_extractor(model, **options)
        self.revisions = revisions
        self.fallback = get_extractor(fallback) if fallback is not None else None

    def run(self, article: Article) -> ArticleSummary:
        """Summarize one article and wait for it."""
        [summary] = self.run_many([article])
        return summary

    def run_many(self, articles: Iterable[Article]) -> Iterator[ArticleSummary]:
        """Summarize article after article, in order, holding one at a time."""
        if not self._waits:
            for article in articles:
                yield at_once(self.arun(article))
            return
        # One event loop for all of them: connections belong to the loop they were made in.
        with asyncio.Runner() as runner:
            try:
                for article in articles:
                    made: list[ArticleSummary] = []
                    runner.run(self._into(made, article))
                    yield made[0]
            finally:
                runner.run(self.aclose())

    @property
    def _waits(self) -> bool:
        every = (self.extractor, self.fallback)
        return any(getattr(one, "waits", True) for one in every if one is not None)

    async def _into(self, made: list[ArticleSummary], article: Article) -> None:
        # A finished task that holds the summary is printed whole by the interpreter's signal
        # handling (a repr in an error text nobody sees): 4 ms an article. So it holds None.
        made.append(await self.arun(article))

    async def arun(self, article: Article) -> ArticleSummary:
        """Summarize one article inside a running event loop; ``aclose`` when done there."""
        with use(self.lexicon):
            return await summarize_article(
                article, self.extractor, revisions=self.revisions, fallback=self.fallback
            )

    async def aclose(self) -> None:
        """Close the connections held in this event loop."""
        await close(self.extractor)


def _lexicon(given: Lexicon | str | Path | Iterable[str | Path] | None) -> Lexicon | None:
    if given is None or isinstance(given, Lexicon):
        return given
    from summarizer.lexicon_folder import read_lexicon

    return read_lexicon(*([given] if isinstance(given, str | Path) else given))


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
    ``ExtractorError`` where a model gives no answer, ``VocabularyError`` for a broken lexicon.
    """
    article = text if isinstance(text, Article) else Article(text, published=published)  # type: ignore[arg-type]  # Article reads the string
    return Summarizer(model, **options).run(article)
