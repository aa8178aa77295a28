"""Ctrl-C: the first lets what is in flight finish, the second stops at once."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_WATCHED = [signal.SIGINT, signal.SIGTERM]


@contextmanager
def on_interrupt(first: Callable[[], None], second: Callable[[], None]) -> Iterator[None]:
    """Call *first* at the first SIGINT or SIGTERM, *second* at every later one.

    Outside the main thread no signal arrives, and nothing is installed.
    """
    loop = asyncio.get_running_loop()
    seen = 0

    def hear() -> None:
        nonlocal seen
        seen += 1
        (first if seen == 1 else second)()

    before: dict[signal.Signals, object] = {}
    try:
        for number in _WATCHED:
            before[number] = signal.getsignal(number)
            # Not loop.add_signal_handler: Windows has none.
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(hear))
    except ValueError:  # not the main thread
        before.clear()
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what getsignal gave
