"""Work through a run: take articles in, have them summarized, write down how each one ended.

Articles stream: at any time there are a reader's page and the tasks in flight in memory. A result
is written as soon as it is there, so a kill loses only what was in flight. Every article ends in
exactly one state; what was not reached stays ``pending`` and is taken up by the next session.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from summarizer.article import Article, ReadFailure
from summarizer.errors import StorageFullError, SummarizerError
from summarizer.extract.base import Extractor
from summarizer.limits import DEADLINE, Limiter
from summarizer.pipeline import fingerprint_of, library_version, summarize_article
from summarizer.run.progress import Progress, Standing
from summarizer.run.records import DECLINED, Bill, Ended, Result, Task
from summarizer.run.signals import on_interrupt
from summarizer.run.store import PAGE, Admission, Rules, RunStore
from summarizer.run.workers import Factory, Workers

PAGE_CHARS = 1_000_000  # a page of articles ends here, however few they are
FIRST_FAILURES = 20  # a share of failures means nothing before so many articles


@dataclass(frozen=True)
class MaxFailures:
    """When to give up: after more than *count* failures, or more than *share* of the articles."""

    count: int | None = None
    share: float | None = None

    def exceeded(self, failed: int, finished: int) -> bool:
        """Tell whether *failed* of *finished* articles are too many.

        >>> MaxFailures(count=3).exceeded(4, 10), MaxFailures(share=0.5).exceeded(9, 10)
        (True, False)
        """
        if self.count is not None and failed > self.count:
            return True
        return (
            self.share is not None and finished >= FIRST_FAILURES and failed > self.share * finished
        )


@dataclass(frozen=True)
class RunOptions:
    """How far to go and how. ``timeout``: seconds for each article, waiting for a turn not counted.

    ``limit``: articles to work on in this call. ``budget``: US dollars for the run as a whole,
    with ``cost_bound`` giving the most one article can cost (None: not known).
    """

    limit: int | None = None
    budget: float | None = None
    cost_bound: Callable[[Article], float | None] | None = None
    max_failures: MaxFailures = field(default_factory=MaxFailures)
    retry_failed: bool = False
    dedup: bool = True
    timeout: float = 300.0
    revisions: int = 1


@dataclass(frozen=True)
class RunReport:
    """How a session ended. ``states`` and ``spent`` are the whole run's, the rest the session's."""

    ended: Ended
    message: str | None
    states: Counter[str]
    finished: Counter[str]
    reused: int
    failures: Counter[str]
    cost_usd: float | None
    spent: float


def run_batch(
    sources: Iterable[Article | ReadFailure] | None,
    store: RunStore,
    extractor: Extractor,
    options: RunOptions | None = None,
    *,
    limiter: Limiter | None = None,
    factory: Factory | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> RunReport:
    """Work through *sources*, then through what else waits in *store*; return how it went.

    *sources* None: go on with the stored articles alone. *factory* makes extractors for *workers*
    processes, for one that computes; without it all runs in this process, as one that waits for a
    server should, and *limiter* (the one the extractor sends through) sets how much is in flight.
    Raises ``RunError`` when the store fails.
    """
    engine = _Engine(store, extractor, options or RunOptions(), limiter or Limiter(), progress)
    pool = (
        Workers(
            factory, workers, timeout=engine.options.timeout, revisions=engine.options.revisions
        )
        if factory is not None
        else None
    )
    return asyncio.run(engine.run(sources, pool))


class _Engine:
    def __init__(
        self,
        store: RunStore,
        extractor: Extractor,
        options: RunOptions,
        limiter: Limiter,
        progress: Progress | None,
    ) -> None:
        self.store = store
        self.extractor = extractor
        self.options = options
        self.limiter = limiter
        self.progress = progress or Progress.silent()
        self.rules = Rules(fingerprint_of(extractor), options.dedup, options.retry_failed)
        self.ended: Ended | None = None
        self.message: str | None = None
        self.standing = Standing()
        self._pool: Workers | None = None
        self._ready: deque[Task] = deque()
        self._running: dict[asyncio.Task[Result], tuple[Task, float]] = {}
        self._outbox: list[tuple[int, Result]] = []
        self._wake = asyncio.Event()
        self._taken = 0
        self._spent = 0.0
        self._dearest = 0.0
        self._full: StorageFullError | None = None

    async def run(
        self, sources: Iterable[Article | ReadFailure] | None, pool: Workers | None
    ) -> RunReport:
        self._pool = pool
        self._spent = self.store.spent()
        session = self.store.begin(self.extractor.name, self.rules.fingerprint, library_version())
        try:
            with on_interrupt(self._finish_in_flight, self._stop_at_once):
                await self._work(_pages(sources) if sources is not None else None)
        finally:
            for task in self._running:
                task.cancel()
            if self._running:
                await asyncio.wait(self._running)
            if pool is not None:
                pool.close(at_once=bool(self._running) or self.ended == "interrupted")
            await _close(self.extractor)
            self.progress.close(self.standing)
        ended: Ended = self.ended or "finished"
        self._last_write()
        self.store.end(session, ended)
        return RunReport(
            ended,
            self.message,
            self.store.states(),
            self.standing.finished,
            self.standing.reused,
            self.standing.failures,
            self.standing.cost_usd,
            self.store.spent(),
        )

    # -- the loop ------------------------------------------------------------------------------

    async def _work(self, pages: Iterator[list[Article | ReadFailure]] | None) -> None:
        stored = self.store.waiting(self.rules, everything=pages is None)
        exhausted = False
        while True:
            while not exhausted and self.ended is None and len(self._ready) < self._places():
                page = await self._next_page(pages)
                if page is None:
                    pages = None
                    admission = next(stored, None)
                else:
                    admission = self._admitted(page)
                if admission is None:
                    exhausted = True
                else:
                    self._take_in(admission)
                if self._wake.is_set():
                    break  # results wait to be written
            self._launch()
            if not self._running and (self.ended is not None or (exhausted and not self._ready)):
                return
            if self._running:
                await self._some_results()

    async def _next_page(
        self, pages: Iterator[list[Article | ReadFailure]] | None
    ) -> list[Article | ReadFailure] | None:
        if pages is None:
            return None
        # In a thread: a large PDF takes a second, and answers arrive meanwhile.
        return await asyncio.to_thread(next, pages, None)

    def _admitted(self, page: list[Article | ReadFailure]) -> Admission | None:
        try:
            return self.store.admit(page, self.rules)
        except StorageFullError as err:
            self._stop("storage", str(err))
            self._full = err
            return None

    def _take_in(self, admission: Admission) -> None:
        in_flight = {task.position for task, _ in self._running.values()}
        in_flight |= {task.position for task in self._ready}
        in_flight |= {position for position, _ in self._outbox}
        self._ready += [task for task in admission.tasks if task.position not in in_flight]
        self.standing.known += admission.known
        self.standing.reused += admission.reused
        for source, message in admission.new_failures:
            self.standing.failures["unreadable"] += 1
            self.progress.failed(source, "unreadable", message)
        self.progress.show(self.standing)

    def _launch(self) -> None:
        while self._ready and self.ended is None and len(self._running) < self._places():
            if self.options.limit is not None and self._taken >= self.options.limit:
                self._stop("limit", None)
                return
            bound = self._bound(self._ready[0].article)
            if bound is None:
                return
            waiting = self._ready.popleft()
            self._taken += 1
            task = asyncio.create_task(self._one(waiting.article))
            self._running[task] = (waiting, bound)
            task.add_done_callback(lambda _: self._wake.set())
        self.standing.in_flight = len(self._running)

    def _places(self) -> int:
        if self._pool is not None:
            return 2 * self._pool.count  # one at work, one at hand
        return self.limiter.places

    def _bound(self, article: Article) -> float | None:
        """Return the most *article* can cost; None: it must not start (now, or at all)."""
        if self.options.budget is None:
            return 0.0
        stated = self.options.cost_bound(article) if self.options.cost_bound else None
        bound = max(stated or 0.0, self._dearest)
        reserved = sum(held for _, held in self._running.values())
        if self._spent + reserved + bound <= self.options.budget:
            return bound
        if not self._running:
            self._stop(
                "budget",
                f"the next article could exceed the budget of ${self.options.budget:g}"
                f" (${self._spent:.4f} spent); run the same command with a larger --budget",
            )
        return None

    async def _some_results(self) -> None:
        await self._wake.wait()
        self._wake.clear()
        for task in [task for task in self._running if task.done()]:
            waiting, _ = self._running.pop(task)
            if not task.cancelled():
                self._note(waiting, task)
        self.standing.in_flight = len(self._running)
        self._write()
        self.progress.show(self.standing)

    # -- one article ---------------------------------------------------------------------------

    async def _one(self, article: Article) -> Result:
        started = time.monotonic()
        summary, bill = await self._summary(article)
        return Result("done", bill, summary, seconds=round(time.monotonic() - started, 3))

    async def _summary(self, article: Article) -> tuple[str, Bill]:
        if self._pool is not None:
            return await self._pool.summarize(article), Bill()
        async with asyncio.timeout(self.options.timeout) as deadline:
            DEADLINE.set(deadline)  # in this task's own context
            made = await summarize_article(
                article, self.extractor, revisions=self.options.revisions
            )
        run = getattr(made.provenance, "model_run", None)
        return made.model_dump_json(), Bill.of(run)

    def _note(self, waiting: Task, task: asyncio.Task[Result]) -> None:
        """Judge how a task ended, and keep the result for the next write."""
        error = task.exception()
        if error is None:
            result = task.result()
        elif getattr(error, "fatal", False):
            # Not the article's fault: it stays pending, and the next session tries it again.
            self._pay(_bill(error))
            self._stop("fatal", str(error))
            return
        else:
            result = _failure(error, self.options.timeout)
            kind = result.outcome or "failed"
            self.standing.failures[kind] += 1
            self.progress.failed(waiting.source, kind, result.message or "")
        self._pay(result.bill)
        self.standing.finished[result.state] += 1
        self._outbox.append((waiting.position, result))
        failed = self.standing.finished["failed"] + self.standing.finished["filtered"]
        if self.options.max_failures.exceeded(failed, sum(self.standing.finished.values())):
            self._stop(
                "max_failures",
                f"{failed} articles failed, more than --max-failures allows; look at them with:"
                f" sqlite3 {self.store.path} 'SELECT source, outcome, message FROM run_articles"
                " WHERE outcome IS NOT NULL'",
            )

    def _pay(self, bill: Bill) -> None:
        self.standing.pay(bill)
        if bill.cost_usd is not None:
            self._spent += bill.cost_usd
            self._dearest = max(self._dearest, bill.cost_usd)

    def _write(self) -> None:
        """Write what has ended. Where there is no room, stop, and keep the results for later."""
        if not self._outbox:
            return
        try:
            self.store.settle(self._outbox, self.extractor.name, self.rules)
        except StorageFullError as err:
            self._full = err
            self._stop("storage", str(err))
            return
        self._outbox = []
        self._full = None

    def _last_write(self) -> None:
        self._write()
        if self._full is not None:
            lost = f" ({len(self._outbox)} results could not be stored)" if self._outbox else ""
            raise StorageFullError(f"{self._full}{lost}") from self._full

    # -- stopping ------------------------------------------------------------------------------

    def _stop(self, ended: Ended, message: str | None) -> None:
        if self.ended is None:
            self.ended, self.message = ended, message

    def _finish_in_flight(self) -> None:
        self._stop("interrupted", None)
        self._wake.set()
        self.progress.say(
            f"finishing {len(self._running)} in flight; press Ctrl-C again to stop at once"
        )

    def _stop_at_once(self) -> None:
        for task in self._running:
            task.cancel()
        if self._pool is not None:
            self._pool.close(at_once=True)
        self._wake.set()


async def _close(extractor: Extractor) -> None:
    """Close what an extractor holds open in this event loop, if it holds anything."""
    aclose = getattr(extractor, "aclose", None)
    if aclose is not None:
        await aclose()


def _pages(sources: Iterable[Article | ReadFailure]) -> Iterator[list[Article | ReadFailure]]:
    """Cut a stream into pages that are short in articles and in characters."""
    stream = iter(sources)
    for first in stream:
        page: list[Article | ReadFailure] = [first]
        chars = _length(first)
        for item in itertools.islice(stream, PAGE - 1):
            page.append(item)
            chars += _length(item)
            if chars > PAGE_CHARS:
                break
        yield page


def _length(item: Article | ReadFailure) -> int:
    return len(item.text) if isinstance(item, Article) else 0


def _bill(error: BaseException) -> Bill:
    """Return what a failed article took: the run its error carries, else the usage."""
    run = getattr(error, "run", None)
    return Bill.of(run if run is not None else getattr(error, "usage", None))


def _failure(error: BaseException, timeout: float) -> Result:
    if isinstance(error, TimeoutError):
        message = f"not finished within {timeout:g} s; raise --timeout, or split the article"
        return Result("failed", Bill(), outcome="timeout", message=message)
    if isinstance(error, SummarizerError):
        outcome = getattr(error, "outcome", None) or _kind(error)
        state = "filtered" if outcome in DECLINED else "failed"
        raw = getattr(error, "raw", None)
        return Result(state, _bill(error), outcome=outcome, message=str(error), raw=raw)  # type: ignore[arg-type]  # one of its literals
    # A fault of ours or of a plug-in: this article is lost to it, the others are not.
    message = f"{type(error).__name__}: {error}"
    return Result("failed", _bill(error), outcome="crashed", message=message)


def _kind(error: SummarizerError) -> str:
    """Return a word for an error without an outcome: "language" for ``LanguageError``."""
    return type(error).__name__.removesuffix("Error").lower()
