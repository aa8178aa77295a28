"""How fast a server may be asked: places, pace, and the limits a user gives.

The number of places and the pace are found by trying: both grow while answers come, and shrink
when the server says it is overloaded. What the server asks for (Retry-After) holds everybody.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

DEADLINE: ContextVar[asyncio.Timeout | None] = ContextVar("summarizer_deadline", default=None)
"""The present article's deadline. Its clock stands still while the article waits for its turn."""

BACK_OFF = 0.7  # of the pace that was borne; AWS's adaptive retry mode uses the same factor
GROWTH = 0.04  # of the pace, per second: from 0.7 back to 1.0 in nine seconds
FREE = 8.0  # a pace this many times above what is really sent limits nothing: forget it
MEMORY = 20  # answers the present pace is measured over


class Bucket:
    """So many units a minute, evenly, with at most *burst* seconds' worth saved up.

    A request larger than the bucket is let through when the bucket is full and leaves a debt.
    """

    def __init__(self, per_minute: float, clock: Callable[[], float], burst: float = 1.0) -> None:
        self.rate = per_minute / 60
        self.capacity = max(1.0, self.rate * burst)
        self._clock = clock
        self._level = self.capacity
        self._seen = clock()

    def wait(self, units: float) -> float:
        """Return the seconds until *units* may be taken; 0: now."""
        now = self._clock()
        self._level = min(self.capacity, self._level + (now - self._seen) * self.rate)
        self._seen = now
        return max(0.0, (min(units, self.capacity) - self._level) / self.rate)

    def take(self, units: float) -> None:
        """Take *units*, into debt if need be."""
        self._level -= units


class Limiter:
    """Lets requests through: ``await acquire(tokens)`` before, ``release()`` after each.

    Starts with *start* places, and each answer adds one. An overload halves them, once for all
    requests that were under way, and sets a pace (requests per second) below the one that was too
    fast: a server that counts requests per second is not met by places alone. The pace then grows
    slowly, and is forgotten when it has long ceased to matter; without one, places above the last
    halving are added one for every round of answers.
    Requests come through in the order they asked. *clock* and *sleep* can be given, so that a test
    takes no time.
    """

    def __init__(
        self,
        *,
        max_concurrency: int = 256,
        start: int = 8,
        rpm: float | None = None,
        tpm: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.max_concurrency = max_concurrency
        self.in_flight = 0
        self.pace: float | None = None
        self._places = float(min(start, max_concurrency))
        self._threshold = float(max_concurrency)
        self._under_way = 0  # requests sent before the last cut: their fate says nothing new
        self._clock, self._sleep = clock, sleep
        self._requests = Bucket(rpm, clock) if rpm else None
        self._tokens = Bucket(tpm, clock) if tpm else None
        self._held_until = 0.0
        self._last_sent = float("-inf")
        self._answers: deque[float] = deque(maxlen=MEMORY)
        self._answered = False  # since the pace was last cut
        self._turn = asyncio.Lock()
        self._freed = asyncio.Event()

    @property
    def places(self) -> int:
        """How many requests may be under way at present."""
        return max(1, int(self._places))

    async def acquire(self, tokens: int) -> None:
        """Wait for a turn: a free place, no hold, and room for a request of about *tokens*."""
        with _deadline_stopped():
            async with self._turn:  # first come, first served; nobody overtakes a large request
                while self.in_flight >= self.places:
                    self._freed.clear()
                    await self._freed.wait()
                while (wait := self._wait(tokens)) > 0:
                    await self._sleep(wait)
                self._last_sent = self._clock()
                for bucket, units in ((self._requests, 1), (self._tokens, tokens)):
                    if bucket is not None:
                        bucket.take(units)
                self.in_flight += 1

    def release(self) -> None:
        """Give the place back."""
        self.in_flight -= 1
        self._freed.set()

    def hold(self, seconds: float) -> None:
        """Send nothing for *seconds*, whoever asks."""
        self._held_until = max(self._held_until, self._clock() + seconds)

    def on_success(self) -> None:
        """Grow: the server bears what it gets."""
        self._under_way = max(0, self._under_way - 1)
        # With a pace set, that holds the server harmless, and places may come quickly.
        quickly = self.pace is not None or self._places < self._threshold
        step = 1.0 if quickly else 1.0 / self._places
        self._places = min(float(self.max_concurrency), self._places + step)
        self._freed.set()
        now = self._clock()
        if self.pace is not None and self._answers:
            self.pace *= 1 + GROWTH * min(10.0, now - self._answers[-1])
        self._answers.append(now)
        self._answered = True
        if self.pace is not None and self.pace > FREE * self._borne(now):
            self.pace = None

    def on_overload(self) -> None:
        """Shrink: half the places, and a pace below the one that was borne."""
        if self._under_way > 0:
            self._under_way -= 1
            return
        self._places = max(1.0, self._places / 2)
        self._threshold = self._places
        self._under_way = max(0, self.in_flight - 1)
        if not self._answered or len(self._answers) < 2:
            return  # an outage, or the very beginning: no pace is known that was borne
        self._answered = False
        borne = self._borne(self._clock())
        self.pace = BACK_OFF * (borne if self.pace is None else min(borne, self.pace))

    def _borne(self, now: float) -> float:
        """Return how many answers a second came lately."""
        return len(self._answers) / max(now - self._answers[0], 1.0)

    def _wait(self, tokens: int) -> float:
        now = self._clock()
        waits = [self._held_until - now]
        if self.pace is not None:
            waits.append(self._last_sent + 1 / self.pace - now)
        if self._requests is not None:
            waits.append(self._requests.wait(1))
        if self._tokens is not None:
            waits.append(self._tokens.wait(tokens))
        longest = max(waits)
        return longest if longest > 1e-6 else 0.0


@contextmanager
def _deadline_stopped() -> Iterator[None]:
    """Stop the article's clock: waiting for a turn is not the article's fault."""
    deadline = DEADLINE.get()
    when = deadline.when() if deadline is not None else None
    if deadline is None or when is None:
        yield
        return
    loop = asyncio.get_running_loop()
    left = when - loop.time()
    deadline.reschedule(None)
    try:
        yield
    finally:
        deadline.reschedule(loop.time() + left)
