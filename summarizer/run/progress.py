"""Say how a run stands: one moving line on a terminal, plain lines elsewhere, or JSON lines.

Talk goes to standard error. Nothing here decides anything.
"""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

from summarizer.run.records import Bill

ON_TERMINAL, ELSEWHERE = 0.2, 10.0  # seconds between two lines
_CONTROL = dict.fromkeys((*range(32), *range(127, 160)), " ")


@dataclass
class Standing:
    """How a session stands. ``known``: needed no work. ``cost_usd`` None: no cost was reported."""

    total: int | None = None
    known: Counter[str] = field(default_factory=Counter)
    finished: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    reused: int = 0
    in_flight: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost_usd: float | None = None

    def pay(self, bill: Bill) -> None:
        """Add what one article took."""
        self.tokens_in += bill.tokens_in or 0
        self.tokens_out += bill.tokens_out or 0
        if bill.cost_usd is not None:
            self.cost_usd = (self.cost_usd or 0.0) + bill.cost_usd

    @property
    def worked(self) -> int:
        """Articles that this call worked on, however they ended."""
        return sum(self.finished.values())

    @property
    def seen(self) -> int:
        """Articles that need nothing more: worked on, or known before."""
        return self.worked + sum(self.known.values())


class Progress:
    """Writes the standing to *stream* now and then.

    ``line`` is a moving line, ``plain`` a line every ten seconds, ``json`` a record for each event.
    """

    def __init__(
        self,
        stream: TextIO | None,
        *,
        kind: str = "plain",
        total: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream = stream
        self._kind = kind
        self._total = total
        self._clock = clock
        self._started = clock()
        self._next = self._started + (ON_TERMINAL if kind == "line" else ELSEWHERE)
        self._drawn = False

    @classmethod
    def silent(cls) -> Progress:
        """Return one that says nothing."""
        return cls(None)

    def show(self, standing: Standing) -> None:
        """Write how it stands, when it is time to."""
        now = self._clock()
        if self._stream is None or now < self._next:
            return
        self._next = now + (ON_TERMINAL if self._kind == "line" else ELSEWHERE)
        self._write(standing)

    def close(self, standing: Standing) -> None:
        """Write the last standing."""
        if self._stream is not None:
            self._write(standing)
            if self._drawn:
                self._put("\n")

    def failed(self, source: str, kind: str, message: str) -> None:
        """Tell of one article that failed: as a record; the moving line only counts them."""
        if self._stream is None:
            return
        if self._kind == "json":
            self._record("failed", source=source, outcome=kind, message=message)
        elif self._kind == "plain":
            self._put(f"{_one_line(source)}: {_one_line(message)}\n")

    def say(self, text: str) -> None:
        """Write one sentence, above the moving line."""
        if self._stream is None:
            return
        if self._kind == "json":
            self._record("note", message=text)
        else:
            self._put(("\r\x1b[K" if self._drawn else "") + text + "\n")
            self._drawn = False

    def _write(self, standing: Standing) -> None:
        standing.total = self._total
        elapsed = self._clock() - self._started
        if self._kind == "json":
            self._record("progress", **facts(standing, elapsed))
        elif self._kind == "line":
            width = shutil.get_terminal_size().columns - 1
            self._put("\r\x1b[K" + sentence(standing, elapsed)[:width])
            self._drawn = True
        else:
            self._put(sentence(standing, elapsed) + "\n")

    def _record(self, event: str, **values: object) -> None:
        self._put(json.dumps({"event": event, **values}, ensure_ascii=False) + "\n")

    def _put(self, text: str) -> None:
        if self._stream is None:
            return
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):
            self._stream = None  # the reader of our talk has gone; the run goes on


def facts(standing: Standing, elapsed: float) -> dict[str, object]:
    """Return the numbers behind a line. What cannot be told yet is None."""
    rate = standing.worked / elapsed if elapsed > 0 else 0.0
    left = None if standing.total is None else max(0, standing.total - standing.seen)
    cost = standing.cost_usd
    projected = None
    if cost is not None and left is not None and standing.worked:
        projected = round(cost + cost / standing.worked * left, 4)
    return {
        "seen": standing.seen,
        "total": standing.total,
        "states": dict(standing.known + standing.finished),
        "worked": standing.worked,
        "reused": standing.reused,
        "per_second": round(rate, 2),
        "in_flight": standing.in_flight,
        "tokens_in": standing.tokens_in,
        "tokens_out": standing.tokens_out,
        "cost_usd": None if cost is None else round(cost, 6),
        "projected_usd": projected,
        "failures": dict(sorted(standing.failures.items())),
        "seconds_left": round(left / rate) if left is not None and rate > 0 else None,
    }


def sentence(standing: Standing, elapsed: float) -> str:
    """Return one line for people."""
    known = facts(standing, elapsed)
    total = "" if standing.total is None else f"/{standing.total:,}"
    parts = [f"{standing.seen:,}{total} articles", f"{known['per_second']:.1f}/s"]
    if standing.in_flight:
        parts.append(f"{standing.in_flight} in flight")
    tokens = standing.tokens_in + standing.tokens_out
    if tokens:
        parts.append(f"{_short(tokens)} tokens")
    if standing.cost_usd is not None:
        projected = known["projected_usd"]
        parts.append(
            f"${standing.cost_usd:.2f}" + (f" of about ${projected:.2f}" if projected else "")
        )
    skipped = standing.known["skipped"]
    if skipped:
        parts.append(f"{skipped:,} copies")
    if standing.failures:
        kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(standing.failures.items()))
        parts.append(f"{sum(standing.failures.values())} failed ({kinds})")
    seconds = known["seconds_left"]
    if isinstance(seconds, int) and seconds:
        parts.append(f"{span(seconds)} left")
    return ", ".join(parts)


def span(seconds: float) -> str:
    """Return a length of time in its two largest units.

    >>> [span(s) for s in (45, 600, 7260, 180000)]
    ['45 s', '10 min', '2 h 1 min', '2 d 2 h']
    """
    whole = round(seconds)
    for size, unit, below, small in ((86400, "d", 3600, "h"), (3600, "h", 60, "min")):
        if whole >= size:
            rest = whole % size // below
            return f"{whole // size} {unit}" + (f" {rest} {small}" if rest else "")
    return f"{whole // 60} min" if whole >= 60 else f"{whole} s"


def _short(number: int) -> str:
    for size, unit in ((1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k")):
        if number >= size:
            return f"{number / size:.1f}{unit}"
    return str(number)


def _one_line(text: str) -> str:
    return text.translate(_CONTROL)
