"""Run an extractor on all cores: one process each, which makes its extractor once.

A worker that dies (killed for its memory, a crash in a C library) costs the article that killed it
and no other; an article that takes too long is given up inside its worker.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from summarizer.article import Article
from summarizer.errors import ExtractorError
from summarizer.extract.base import Extractor, at_once
from summarizer.pipeline import summarize_article
from summarizer.vocabulary import Lexicon, active, use_from_now_on

Factory = Callable[[], Extractor]
_extractor: Extractor  # in a worker: made once, by _start
_runner: asyncio.Runner


class WorkerDiedError(ExtractorError):
    """The process that read an article died."""

    outcome = "worker_died"


class Workers:
    """*count* processes, each with an extractor made by *factory* (picklable: it is sent over).

    The lexicon in force here is in force in each of them.
    """

    def __init__(self, factory: Factory, count: int, *, timeout: float, revisions: int) -> None:
        self.count = count
        self._factory = factory
        self._settings = (timeout, revisions)
        self._lexicon = active()
        self._pool = self._make(count)
        self._alone = asyncio.Lock()

    async def summarize(self, article: Article) -> str:
        """Return the summary of *article* as JSON. Raises what the extractor raises."""
        pool = self._pool
        try:
            return await self._run(pool, article)
        except BrokenExecutor:
            # All that were in flight get here, and one of them is to blame: each gets a process
            # for itself, one after the other.
            async with self._alone:
                if pool is self._pool:
                    self._pool = self._make(self.count)
                single = self._make(1)
                try:
                    return await self._run(single, article)
                except BrokenExecutor as err:
                    raise WorkerDiedError(
                        "the process that read this article died; look at its text, then use"
                        " --retry-failed"
                    ) from err
                finally:
                    single.shutdown(wait=False, cancel_futures=True)

    async def _run(self, pool: ProcessPoolExecutor, article: Article) -> str:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(pool, _summarize, article, *self._settings)

    def _make(self, count: int) -> ProcessPoolExecutor:
        # Not "fork": a child would inherit the run's lock and database and outlive a killed parent
        # with both.
        return ProcessPoolExecutor(
            count, get_context("spawn"), _start, (self._factory, os.getpid(), self._lexicon)
        )

    def close(self, *, at_once: bool = False) -> None:
        """Let the workers end; *at_once*: without waiting for what they are doing."""
        processes: dict[int, Any] = dict(getattr(self._pool, "_processes", None) or {})
        self._pool.shutdown(wait=not at_once, cancel_futures=True)
        if at_once:
            for process in processes.values():
                process.terminate()


def _start(factory: Factory, parent: int, lexicon: Lexicon) -> None:
    """Make this process a worker."""
    global _extractor, _runner
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to handle
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    use_from_now_on(lexicon)
    _extractor = factory()
    _runner = asyncio.Runner()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)  # the parent was killed: nobody waits for an answer


def _summarize(article: Article, timeout: float, revisions: int) -> str:
    global _runner
    timer = getattr(signal, "setitimer", None)  # Windows has none: no deadline there
    if timer is not None:
        signal.signal(signal.SIGALRM, _too_long)
        timer(signal.ITIMER_REAL, timeout)
    try:
        work = summarize_article(article, _extractor, revisions=revisions)
        made = _runner.run(work) if getattr(_extractor, "waits", True) else at_once(work)
        return made.model_dump_json()
    except TimeoutError:
        _runner = asyncio.Runner()  # the old loop was left wherever the alarm met it
        raise
    finally:
        if timer is not None:
            timer(signal.ITIMER_REAL, 0)


def _too_long(*_: object) -> None:
    raise TimeoutError
