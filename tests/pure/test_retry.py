from __future__ import annotations

import asyncio

import pytest

from summarizer.errors import (
    AnswerTimeoutError,
    AuthError,
    ConnectionLostError,
    ExtractorError,
    RateLimitError,
    ServerFaultError,
)
from summarizer.retry import RetryPolicy, call, missing_recording, server_wish

NOW = 1_466_899_200.0  # Sun, 26 Jun 2016 00:00:00 GMT


@pytest.mark.parametrize(
    ("status", "headers", "wish"),
    [
        (429, {}, None),
        (503, {"retry-after": "2"}, 2.0),
        (429, {"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        (429, {"retry-after": "Sun, 26 Jun 2016 00:00:30 GMT"}, 30.0),
        (429, {"retry-after": "Sat, 25 Jun 2016 00:00:00 GMT"}, 0.0),  # past: now
        (429, {"retry-after": "soon"}, None),
        (429, {"retry-after": "nan"}, None),
        (429, {"retry-after": "-5"}, None),
        (429, {"retry-after-ms": "x", "retry-after": "1"}, 1.0),
        (429, {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "120ms"}, 0.12),
        (429, {"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "6m0s"}, 360.0),
        (429, {"x-ratelimit-remaining-tokens": "5", "x-ratelimit-reset-tokens": "6m0s"}, None),
        (500, {"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "6m0s"}, None),
    ],
)
def test_the_server_says_how_long_to_wait(status, headers, wish):
    assert server_wish(status, headers, now=NOW) == wish


def _waits(errors, **policy):
    """Return the waits between the attempts of a call that raises *errors* one after the other."""
    waits = []

    async def sleep(seconds):
        waits.append(seconds)

    pending = list(errors)

    async def send():
        raise pending.pop(0)

    with pytest.raises(ExtractorError):
        asyncio.run(call(send, RetryPolicy(**policy), jitter=lambda low, high: high, sleep=sleep))
    return waits


def test_the_wait_grows_to_a_cap_and_adds_what_the_server_asks():
    errors = [ServerFaultError("x") for _ in range(5)] + [RateLimitError("x", wait=7.0)] * 2
    waits = _waits(errors, attempts=7, base=0.5, cap=4.0)
    assert waits == [0.5, 1.0, 2.0, 4.0, 4.0, 11.0]


@pytest.mark.parametrize(
    ("error", "attempts"),
    [
        (ConnectionLostError("x"), 4),
        (RateLimitError("x", wait=299.0), 4),
        (RateLimitError("x", wait=301.0), 1),
        (AuthError("x"), 1),
        (ExtractorError("x"), 1),
    ],
)
def test_only_what_may_pass_is_repeated(error, attempts):
    assert len(_waits([error] * 4, attempts=4)) == attempts - 1


@pytest.mark.parametrize("stop", [asyncio.CancelledError, KeyboardInterrupt, SystemExit])
def test_no_policy_swallows_an_order_to_stop(stop):
    assert RetryPolicy().worth_repeating(stop()) is False


def test_a_missing_recording_is_seen_behind_any_number_of_wrappers():
    class CannotOverwriteExistingCassetteException(Exception):  # noqa: N818  # vcrpy's name
        pass

    inner = CannotOverwriteExistingCassetteException("no match for the body")
    outer = RuntimeError("Connection error.")
    outer.__cause__ = ValueError("wrapped")
    outer.__cause__.__context__ = inner
    assert missing_recording(outer) == "no match for the body"
    assert missing_recording(RuntimeError("Connection error.")) is None


def test_all_attempts_together_have_a_deadline():
    async def send():
        raise ServerFaultError("down")

    async def wait(seconds):
        await asyncio.sleep(30)

    with pytest.raises(AnswerTimeoutError, match=r"within 0\.05 s"):
        asyncio.run(call(send, RetryPolicy(deadline=0.05), sleep=wait))


class SlowTurn:
    """A throttle whose queue is longer than any deadline."""

    async def acquire(self, tokens):
        await asyncio.sleep(0.1)

    def release(self): ...
    def hold(self, seconds): ...
    def on_success(self): ...
    def on_overload(self): ...


def test_the_wait_for_ones_turn_is_not_counted():
    async def send():
        return "answer"

    policy = RetryPolicy(deadline=0.05)
    assert asyncio.run(call(send, policy, throttle=SlowTurn())) == "answer"
