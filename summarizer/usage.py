"""Tokens as a server bills them, summed over every request an article took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Usage:
    """Tokens read, written, and read from the provider's prompt cache (part of those read).

    None: no answer reported it, which is never 0.

    >>> Usage(900, 120) + Usage(950, None)
    Usage(tokens_in=1850, tokens_out=120, tokens_cached=None)
    """

    tokens_in: int | None = None
    tokens_out: int | None = None
    tokens_cached: int | None = None

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            _sum(self.tokens_in, other.tokens_in),
            _sum(self.tokens_out, other.tokens_out),
            _sum(self.tokens_cached, other.tokens_cached),
        )

    @classmethod
    def of(cls, reported: Any) -> Usage:
        """Read the ``usage`` object of a chat completion; what is no count stays None."""
        if not isinstance(reported, Mapping):
            return cls()
        details = reported.get("prompt_tokens_details")
        cached = details.get("cached_tokens") if isinstance(details, Mapping) else None
        return cls(
            _count(reported.get("prompt_tokens")),
            _count(reported.get("completion_tokens")),
            _count(cached),
        )


def _sum(first: int | None, second: int | None) -> int | None:
    known = [n for n in (first, second) if n is not None]
    return sum(known) if known else None


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
