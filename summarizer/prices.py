"""What tokens cost, by a dated table that users can replace."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from summarizer.errors import VocabularyError
from summarizer.lexicon import read_vocabulary
from summarizer.usage import Usage

VARIABLE = "SUMMARIZER_PRICES"
_MILLION = 1_000_000


@dataclass(frozen=True)
class Price:
    """US dollars for a million tokens, as of a day."""

    input: float
    output: float
    cached: float
    as_of: date

    def of(self, usage: Usage) -> float | None:
        """Return dollars for *usage*, to a millionth; None where its tokens are not known."""
        if usage.tokens_in is None or usage.tokens_out is None:
            return None
        cached = min(usage.tokens_cached or 0, usage.tokens_in)
        fresh = usage.tokens_in - cached
        whole = fresh * self.input + cached * self.cached + usage.tokens_out * self.output
        return round(whole / _MILLION, 6)


def price_of(asked: str) -> Price | None:
    """Return the price of *asked* ("provider/model"), or None where the table has none."""
    return _table(os.environ.get(VARIABLE)).get(asked)


@cache
def _table(path: str | None) -> dict[str, Price]:
    try:
        text = Path(path).read_text(encoding="utf-8") if path else read_vocabulary("prices.toml")
        data = tomllib.loads(text)
        day = data["as_of"]
        return {name: _price(row, day) for name, row in data.get("models", {}).items()}
    except (OSError, ValueError, KeyError, TypeError) as err:
        raise VocabularyError(
            f"the price table {path or 'prices.toml'} cannot be read ({err!r}); it needs as_of and"
            ' tables [models."provider/model"] with input and output'
        ) from err


def _price(row: dict[str, Any], as_of: date) -> Price:
    rate = float(row["input"])
    return Price(rate, float(row["output"]), float(row.get("cached", rate)), as_of)
