"""The value types both schemas share: where it stands, when it was, how many there were.

Offsets are Unicode code points of the stored article text, half-open, without any
normalisation: ``article.text[start:end] == quote`` wherever ``match`` is "exact".
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

Match = Literal["exact", "normalized", "fuzzy", "missing"]
DatePrecision = Literal[
    "day",
    "day_range",
    "week",
    "month",
    "season",
    "year",
    "open_start",
    "on_or_before",
    "after",
    "vague_period",
    "unknown",
]
CountQualifier = Literal[
    "exact",
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "range",
    "approx",
    "relative",
    "vague",
    "unspecified",
    "none",
    "none_reported",
]
CountUnit = Literal["persons", "families", "households", "bodies", "other"]


class Record(BaseModel):
    """Frozen, closed to unknown keys: what every published value derives from."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Record):
    """A passage of the article. ``quote`` is the article's own text once the passage is found.

    ``match`` says how it was found: "exact" (the printed words), "normalized" (after folding
    case, quotes, dashes, spaces and Unicode forms), "fuzzy" (small damage, no load-bearing
    token changed) or "missing". A missing passage keeps the words the extractor gave, has
    neither start nor end, and ``reason`` says why it was not accepted.
    """

    quote: str
    start: int | None = None
    end: int | None = None
    match: Match = "missing"
    reason: str | None = None


class DateValue(Record):
    """A printed time expression and the days it stands for, both ends included.

    ``start`` None: the beginning is not known. ``end`` None: the end is not known.
    ``text`` None: derived, no words printed (for example from the date of a statement).
    ``anchor``: "absolute", "publication", "dateline", "attribution:<id>" or "event:<id>";
    "narrative": the year is that of the period the article looks back on;
    None when nothing could be resolved.
    """

    text: str | None
    start: date | None
    end: date | None
    precision: DatePrecision
    anchor: str | None = None
    note: str | None = None


class CountValue(Record):
    """A printed quantity as a range. A bound the source did not give is None, which is never 0.

    "at least 12": min 12, max None. "about 80": best 80, bounds None. "dozens": all None,
    qualifier "vague". "no one was killed": 0, 0, 0, qualifier "none".
    ``derived`` tells how a number came about that is not printed as such: "enumerated"
    ("a nurse and her son" is 2) or "dual" (a grammatical dual).
    """

    text: str
    min: int | None
    max: int | None
    best: int | None
    qualifier: CountQualifier
    unit: CountUnit = "persons"
    derived: Literal["enumerated", "dual"] | None = None
