"""The one place that decides what is tried again, when, and how often.

Layers above and below never retry: the HTTP client is built with ``max_retries=0``, and re-asks
for answers that do not fit are a matter of the extractor. A policy that stood around both would
multiply: three layers of three make 27 requests out of one failure.
"""

from __future__ import annotations

import asyncio
import email.utils
import random
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt
from tenacity.wait import wait_base

from summarizer.errors import AnswerTimeoutError, ExtractorError

Answer = TypeVar("Answer")
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|h|m|s)")
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


class Throttle(Protocol):
    """What a limiter of rate, tokens and concurrency offers; ``limits.py`` has the real one.

    ``acquire`` waits until a request of about *tokens* may be sent and takes a place, ``release``
    gives the place back. ``hold``: send nothing for so many seconds. ``on_success`` and
    ``on_overload`` tell it how the server bears the present pace.
    """

    async def acquire(self, tokens: int) -> None:
        """Wait for a place and for the rate."""
        ...

    def release(self) -> None:
        """Give the place back."""
        ...

    def hold(self, seconds: float) -> None:
        """Send nothing for that long."""
        ...

    def on_success(self) -> None:
        """Hear that a request was answered."""
        ...

    def on_overload(self) -> None:
        """Hear that the server was overloaded."""
        ...


@dataclass(frozen=True)
class RetryPolicy:
    """How often and how patiently.

    ``attempts`` counts requests, the first included. The wait before request n + 1 is what the
    server asks for plus a random part of min(``cap``, ``base`` * 2 ** (n - 1)) seconds (full
    jitter, so that a thousand clients do not come back together). A server that asks for more
    than ``longest_wait`` seconds is not waited for: the error says how long it wants.
    ``timeout`` bounds each request from the first byte sent to the last byte read; a client's own
    timeout is per read, and a server that drips a byte a second never trips it. ``deadline``
    bounds all attempts and the waits between them, but not the wait for a place at the throttle.
    """

    attempts: int = 5
    base: float = 0.5
    cap: float = 30.0
    longest_wait: float = 300.0
    timeout: float = 300.0
    deadline: float = 1800.0

    def worth_repeating(self, err: BaseException) -> bool:
        """Tell whether the same request may succeed later.

        Written as a list of what is repeated, never of what is not: ``CancelledError`` and
        ``KeyboardInterrupt`` are no ``Exception`` and must pass at once.
        """
        if not isinstance(err, ExtractorError) or not err.transient:
            return False
        return (err.wait or 0.0) <= self.longest_wait

    def retrying(
        self, jitter: Callable[[float, float], float], sleep: Callable[[float], Awaitable[None]]
    ) -> AsyncRetrying:
        """Return a new controller. One serves one call: it keeps that call's count on itself."""
        return AsyncRetrying(
            sleep=sleep,
            stop=stop_after_attempt(self.attempts),
            wait=_FullJitter(self.base, self.cap, jitter),
            retry=retry_if_exception(self.worth_repeating),
            reraise=True,
        )


class _FullJitter(wait_base):
    """The server's wish, plus a random share of an exponentially growing span."""

    def __init__(self, base: float, cap: float, jitter: Callable[[float, float], float]) -> None:
        self._base, self._cap, self._jitter = base, cap, jitter

    def __call__(self, retry_state: RetryCallState) -> float:
        failure = retry_state.outcome.exception() if retry_state.outcome else None
        span = min(self._cap, self._base * 2 ** (retry_state.attempt_number - 1))
        return wait_before(getattr(failure, "wait", None), span, self._jitter)


def wait_before(wish: float | None, span: float, jitter: Callable[[float, float], float]) -> float:
    """Return how many seconds to wait: what the server asks for, and a random part of *span*."""
    return (wish or 0.0) + jitter(0.0, span)


async def call(
    send: Callable[[], Awaitable[Answer]],
    policy: RetryPolicy,
    *,
    throttle: Throttle | None = None,
    tokens: int = 0,
    jitter: Callable[[float, float], float] = random.uniform,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> Answer:
    """Return what *send* returns, trying again while *policy* allows.

    Each attempt takes its own place at *throttle*: one that waits for the server holds none.
    Raises what the last attempt raised; an attempt, or all of them, taking too long is an
    ``AnswerTimeoutError``.
    """
    try:
        async with asyncio.timeout(policy.deadline) as deadline:
            async for attempt in policy.retrying(jitter, sleep):
                with attempt:
                    async with _place(throttle, tokens, deadline):
                        return await in_time(send, policy.timeout)
    except TimeoutError as err:
        raise _late(policy.deadline) from err
    raise AssertionError("tenacity ends with a value or an error")


@asynccontextmanager
async def _place(
    throttle: Throttle | None, tokens: int, deadline: asyncio.Timeout
) -> AsyncIterator[None]:
    """Hold a place at *throttle*, and tell it how the request went.

    *deadline* stands still meanwhile: the wait for one's turn is no fault of the server's.
    """
    if throttle is None:
        yield
        return
    loop = asyncio.get_running_loop()
    left = (deadline.when() or loop.time()) - loop.time()
    deadline.reschedule(None)
    await throttle.acquire(tokens)
    deadline.reschedule(loop.time() + left)
    try:
        yield
    except ExtractorError as err:
        if err.transient:
            throttle.on_overload()
        if err.wait:
            throttle.hold(err.wait)
        raise
    finally:
        throttle.release()
    throttle.on_success()


async def in_time(send: Callable[[], Awaitable[Answer]], seconds: float) -> Answer:
    """Return what *send* returns within *seconds*, else raise ``AnswerTimeoutError``."""
    try:
        async with asyncio.timeout(seconds):
            return await send()
    except TimeoutError as err:
        raise _late(seconds) from err


def _late(seconds: float) -> AnswerTimeoutError:
    return AnswerTimeoutError(
        f"no whole answer within {seconds:g} s; raise --timeout, or try a smaller model"
    )


def server_wish(status: int, headers: Mapping[str, str], now: float | None = None) -> float | None:
    """Return how many seconds the server asks to wait, or None where it does not say.

    Reads ``retry-after-ms``, then ``retry-after`` (seconds or a date), then, for a 429, the
    ``x-ratelimit-reset-*`` of what is used up.

    >>> server_wish(429, {"retry-after-ms": "250"})
    0.25
    >>> server_wish(429, {"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "6m0s"})
    360.0
    """
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    printed = headers.get("retry-after")
    if printed is not None:
        seconds = _number(printed)
        if seconds is not None:
            return seconds
        day = email.utils.parsedate_tz(printed)
        if day is not None:
            return max(0.0, email.utils.mktime_tz(day) - (time.time() if now is None else now))
    if status != 429:
        return None
    resets = [
        parse_span(headers.get(f"x-ratelimit-reset-{what}"))
        for what in ("requests", "tokens")
        if (_number(headers.get(f"x-ratelimit-remaining-{what}")) or 0) <= 0
    ]
    return max((reset for reset in resets if reset is not None), default=None)


def parse_span(printed: str | None) -> float | None:
    """Read a span of time as rate-limit headers print it: "120ms", "6m0s", "1.5s", "2".

    >>> [parse_span(text) for text in ("120ms", "6m0s", "2", "soon", None)]
    [0.12, 360.0, 2.0, None, None]
    """
    if printed is None:
        return None
    parts = _DURATION.findall(printed)
    if parts and "".join(number + unit for number, unit in parts) == printed.strip():
        return sum(float(number) * _UNITS[unit] for number, unit in parts)
    return _number(printed)


def _number(printed: str | None) -> float | None:
    try:
        value = float(printed) if printed is not None else None
    except ValueError:
        return None
    return value if value is not None and 0 <= value < float("inf") else None


def causes(err: BaseException | None) -> Iterator[BaseException]:
    """Yield *err* and everything it was raised from."""
    seen: set[int] = set()
    while err is not None and id(err) not in seen:
        seen.add(id(err))
        yield err
        err = err.__cause__ or err.__context__


def missing_recording(err: BaseException) -> str | None:
    """Return what a replayed recording says about a request it does not have, or None.

    Clients wrap it as a connection error; retrying that would only hide a changed prompt.
    """
    for cause in causes(err):
        if type(cause).__name__ == "CannotOverwriteExistingCassetteException":
            return str(cause)
    return None
