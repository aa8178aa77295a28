"""The limiter, in simulated time: a minute passes in milliseconds."""

import asyncio
from collections import deque

import pytest

from summarizer.limits import DEADLINE, Bucket, Limiter


class SimulatedLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to the next thing that is due."""

    def __init__(self):
        super().__init__()
        self._now = 0.0

    def time(self):
        return self._now

    def _run_once(self):
        due = [timer._when for timer in self._scheduled if not timer._cancelled]
        if not self._ready and due:
            self._now = max(self._now, min(due))
        super()._run_once()


def simulated(coroutine_of):
    """Run what *coroutine_of(clock)* returns in simulated time."""
    loop = SimulatedLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        return runner.run(coroutine_of(loop.time))


class Server:
    """Answers after *latency*; refuses more than *limit* requests in a second, or at a time.

    ``kind``: the second slides, or is the clock's, or is a bucket that refills; or "at_once".
    """

    def __init__(self, clock, kind, limit, latency, retry_after=None):
        self.clock, self.kind, self.limit, self.latency = clock, kind, limit, latency
        self.retry_after = retry_after
        self.accepted = self.refused = self.busy = 0
        self._times = deque()
        self._level, self._seen = float(limit), 0.0

    def _room(self):
        now = self.clock()
        if self.kind == "at_once":
            return self.busy < self.limit
        if self.kind == "bucket":
            self._level = min(self.limit, self._level + (now - self._seen) * self.limit)
            self._seen = now
            self._level -= (room := self._level >= 1)
            return room
        start = now - 1 if self.kind == "sliding" else int(now) - 1e-9
        while self._times and self._times[0] <= start:
            self._times.popleft()
        if len(self._times) >= self.limit:
            return False
        self._times.append(now)
        return True

    async def ask(self):
        if not self._room():
            self.refused += 1
            await asyncio.sleep(0.02)
            return False
        self.accepted += 1
        self.busy += 1
        await asyncio.sleep(self.latency)
        self.busy -= 1
        return True


async def finish(jobs, limiter, server):
    """Get *jobs* requests answered, each tried again after a rest when refused."""

    async def one():
        rest = 0.5
        while not await attempt():
            await asyncio.sleep(rest)
            rest = min(30, rest * 2)

    async def attempt():
        await limiter.acquire(100)
        try:
            answered = await server.ask()
        finally:
            limiter.release()
        if answered:
            limiter.on_success()
        else:
            limiter.on_overload()
            if server.retry_after:
                limiter.hold(server.retry_after)
        return answered

    await asyncio.gather(*(one() for _ in range(jobs)))


@pytest.mark.parametrize("retry_after", [None, 1.0])
@pytest.mark.parametrize("latency", [0.05, 1.0, 8.0])
@pytest.mark.parametrize("kind", ["sliding", "clock", "bucket"])
def test_a_server_of_ten_requests_a_second_refuses_at_most_a_twentieth(kind, latency, retry_after):
    """A client that sends as fast as it can has 62 % refused. The server is kept busy, too."""

    async def run(clock):
        server = Server(clock, kind, 10, latency, retry_after)
        await finish(600, Limiter(clock=clock), server)
        return server, clock()

    server, took = simulated(run)
    assert server.accepted == 600
    assert server.refused <= 0.05 * 600
    assert took < 60 + 15 * max(latency, 2)  # at ten a second, 60 at best


@pytest.mark.parametrize("latency", [0.5, 8.0])
def test_a_server_of_twenty_places_refuses_at_most_a_fifth(latency):
    async def run(clock):
        server = Server(clock, "at_once", 20, latency)
        await finish(600, Limiter(clock=clock), server)
        return server, clock()

    server, took = simulated(run)
    assert server.accepted == 600
    assert server.refused <= 0.2 * (600 + server.refused)
    assert took < 3 * 30 * latency


def test_a_server_without_limits_is_soon_asked_at_full_width():
    async def run(clock):
        limiter = Limiter(clock=clock, max_concurrency=256)
        await finish(3000, limiter, Server(clock, "sliding", 10**9, 2.0))
        return limiter.places, clock()

    places, took = simulated(run)
    assert places == 256
    assert took < 40  # 3000 / 256 * 2 s = 24 s from the start at full width


def test_limits_of_requests_and_tokens_a_minute_are_held():
    """60 a minute and 500 tokens each: requests bind first, then tokens."""

    async def run(clock, **limits):
        await finish(61, Limiter(clock=clock, **limits), Server(clock, "sliding", 10**9, 0.0))
        return clock()

    assert simulated(lambda clock: run(clock, rpm=60)) == pytest.approx(60, abs=0.1)
    assert simulated(lambda clock: run(clock, rpm=60, tpm=3000)) == pytest.approx(120, abs=2)


def test_a_hold_stops_everybody():
    async def run(clock):
        limiter = Limiter(clock=clock)
        await limiter.acquire(1)
        limiter.hold(7.5)
        limiter.release()
        await limiter.acquire(1)
        return clock()

    assert simulated(run) == pytest.approx(7.5)


def test_a_request_larger_than_the_bucket_passes_and_leaves_a_debt():
    now = 0.0
    bucket = Bucket(60, lambda: now)
    assert bucket.wait(10) == 0
    bucket.take(10)
    assert bucket.wait(1) == pytest.approx(10)


def test_waiting_for_a_turn_does_not_count_for_the_deadline():
    async def run(clock):
        limiter = Limiter(clock=clock)
        limiter.hold(60)
        async with asyncio.timeout(5) as deadline:
            DEADLINE.set(deadline)
            await asyncio.sleep(1)
            await limiter.acquire(1)
            await asyncio.sleep(3)
            return deadline.when() - clock()

    assert simulated(run) == pytest.approx(1)


def test_a_cancelled_wait_takes_no_place():
    async def run(clock):
        limiter = Limiter(clock=clock, max_concurrency=1)
        await limiter.acquire(1)
        waiting = asyncio.create_task(limiter.acquire(1))
        await asyncio.sleep(1)
        waiting.cancel()
        await asyncio.wait([waiting])
        limiter.release()
        await limiter.acquire(1)
        return limiter.in_flight

    assert simulated(run) == 1


def test_an_outage_does_not_slow_down_what_comes_after_it():
    """A minute of refusals, then a server without limits: a hundred requests are soon through."""

    async def run(clock):
        server = Server(clock, "sliding", 10**9, 0.5)
        limiter = Limiter(clock=clock)
        await finish(100, limiter, server)
        server.limit = 0
        after = asyncio.create_task(finish(100, limiter, server))
        await asyncio.sleep(60)
        server.limit, back = 10**9, clock()
        await after
        return clock() - back

    assert simulated(run) < 30 + 25  # the longest rest of a request, and a moment
