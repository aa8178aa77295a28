"""The one seam between an article and everything that is computed from it.

An extractor reads one article and answers with an ``Extraction``. Grounding, dates, counts, codes
and checks are the same for all of them and live elsewhere.
"""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, Protocol, TypeVar, runtime_checkable

from pydantic import PrivateAttr

from summarizer.article import Article
from summarizer.schema.extraction import Extraction
from summarizer.schema.summary import Issue, ModelRun
from summarizer.usage import Usage

T = TypeVar("T")


class Answer(Extraction):
    """An extraction that carries the facts of the requests that made it.

    They ride on the value itself, so that a hundred tasks sharing one extractor cannot mix them
    up. They are no field: not dumped, not part of any schema.
    """

    _run: ModelRun = PrivateAttr()

    @classmethod
    def of(cls, extraction: Extraction, run: ModelRun) -> Answer:
        """Return *extraction* with the facts of its *run*."""
        names = Extraction.model_fields
        made = cls.model_construct(**{name: getattr(extraction, name) for name in names})
        made._run = run
        return made

    @property
    def run(self) -> ModelRun:
        """The requests behind this answer."""
        return self._run


def run_of(extraction: Extraction) -> ModelRun | None:
    """Return the facts of the requests behind *extraction*; None where no model was asked."""
    return extraction.run if isinstance(extraction, Answer) else None


def joined(first: ModelRun | None, second: ModelRun | None) -> ModelRun | None:
    """Return one record of two runs for the same summary: counts added, the later answer's names.

    A cost is known only where both are.
    """
    if first is None or second is None:
        return first or second
    usage = _usage(first) + _usage(second)
    known = first.cost_usd is not None and second.cost_usd is not None
    cost = round(first.cost_usd + second.cost_usd, 6) if known else None  # type: ignore[operator]  # known
    return second.model_copy(
        update={
            "requests": first.requests + second.requests,
            "tokens_in": usage.tokens_in,
            "tokens_out": usage.tokens_out,
            "tokens_cached": usage.tokens_cached,
            "cost_usd": cost,
            "model_answered": second.model_answered or first.model_answered,
            "system_fingerprint": second.system_fingerprint or first.system_fingerprint,
            "started": first.started,
        }
    )


def _usage(run: ModelRun) -> Usage:
    return Usage(run.tokens_in, run.tokens_out, run.tokens_cached)


async def close(extractor: Extractor) -> None:
    """Close what *extractor* holds open in this event loop, if it holds anything."""
    aclose = getattr(extractor, "aclose", None)
    if aclose is not None:
        await aclose()


def at_once(work: Coroutine[Any, Any, T]) -> T:
    """Return what *work* returns, which waits for nothing, without an event loop."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    work.close()
    raise RuntimeError("an extractor with waits = False has waited; leave that attribute out")


@runtime_checkable
class Extractor(Protocol):
    """What every engine offers.

    ``name`` goes into each summary's provenance, ``limits`` tells readers in one sentence what the
    engine is known to miss (None: nothing known), ``fingerprint`` changes whenever the same article
    could get another answer. An engine may have ``max_characters`` besides: longer articles come to
    it in pieces, as do those for which it raises ``TruncatedError`` or ``ContextOverflowError``.
    One that never waits may say so with ``waits = False``; no event loop is started for it.
    """

    @property
    def name(self) -> str:
        """The engine, as a user names it."""
        ...

    @property
    def limits(self) -> str | None:
        """What it is known to miss."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same article could get another answer."""
        ...

    async def extract(self, article: Article) -> Extraction:
        """Read *article* once."""
        ...

    async def revise(
        self, article: Article, extraction: Extraction, issues: list[Issue]
    ) -> Extraction:
        """Answer again, given what was wrong; an engine that cannot returns *extraction*."""
        ...
