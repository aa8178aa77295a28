"""Read quantities of Spanish, French, Ukrainian, Russian and Arabic reports (codebook section 7).

Only what reports print often; what is not read here stays unread, which is no zero.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from summarizer.lexicon import read_vocabulary
from summarizer.numbers import read_foreign
from summarizer.schema.evidence import CountQualifier, CountValue

_BETWEEN = re.compile(
    r"\b(?:entre|від|от|بين)\s+(?P<low>\S+)\s+(?:y|et|до|و)\s*(?P<high>\S+)", re.IGNORECASE
)
_WORD = re.compile(
    r"[^\W\d_]+(?:[-'’][^\W\d_]+)*(?!\w)"
    r"|(?<![\w.,-])(?:\d{1,3}(?:[.\u00a0\u202f ]\d{3})+|\d+)(?![\w/%]|[.,-]\d)"
)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(read_vocabulary("quantities.toml"))


@cache
def _signs() -> list[tuple[CountQualifier, re.Pattern[str]]]:
    return [
        (kind, re.compile(rf"(?<!\w)(?:{'|'.join(_longest(forms))})\s+(?P<rest>.+)", re.I | re.S))
        for kind, forms in _table()["sign"].items()
    ]


@cache
def _words(kind: str) -> re.Pattern[str]:
    forms = "|".join(_longest(_table()[kind]["words"]))
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.IGNORECASE)


def _longest(forms: list[str]) -> list[str]:
    return sorted(map(re.escape, forms), key=len, reverse=True)


def read_abroad(text: str) -> CountValue | None:
    """Return the quantity that *text* prints in one of these languages, else None.

    >>> read_abroad("une trentaine de civils").best, read_abroad("щонайменше 12 людей").min
    (30, 12)
    """
    if _words("none_reported").search(text):
        return _value(text, "none_reported")
    between = _BETWEEN.search(text)
    if between:
        low, high = read_foreign(between["low"]), read_foreign(between["high"])
        if low is not None and high is not None and low < high:
            return _value(text, "range", min=low, max=high)
    for kind, pattern in _signs():
        match = pattern.search(text)
        number = _first_number(match["rest"]) if match else None
        if number is not None:
            side = {"at_least": "min", "more_than": "min", "approx": "best"}.get(kind, "max")
            return _value(text, kind, **{side: number})
    if _words("vague").search(text):
        return _value(text, "vague")
    if _words("dual").search(text):
        return _value(text, "exact", min=2, max=2, best=2).model_copy(update={"derived": "dual"})
    about = _words("about").search(text)
    if about:
        return _value(text, "approx", best=read_foreign(about.group()))
    return None


def read_words_abroad(text: str) -> CountValue | None:
    """Return the plain number word at the head of *text* ("двоє людей"), else None."""
    number = _first_number(text, within=2)
    return None if number is None else _value(text, "exact", min=number, max=number, best=number)


def _first_number(text: str, within: int = 3) -> int | None:
    """Return the first number among the first words of *text*."""
    for match in list(_WORD.finditer(text))[:within]:
        number = read_foreign(match.group())
        if number is not None:
            return number
    return None


def _value(
    text: str,
    qualifier: CountQualifier,
    *,
    min: int | None = None,
    max: int | None = None,
    best: int | None = None,
) -> CountValue:
    return CountValue(text=text, qualifier=qualifier, min=min, max=max, best=best)
