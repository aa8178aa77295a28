"""A second try at what the checks found: what is asked, and how the answer is worked in.

The model sees the article again, an index of its records, the points and the records they concern,
and answers with the changed records alone. Sending the whole first answer back, and getting the
whole second one, would cost several times as much and invite new slips in what was right.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import Field

from summarizer.article import Article
from summarizer.ground import Grounder
from summarizer.ids import PREFIXES, renumber
from summarizer.schema.extraction import Extraction
from summarizer.schema.summary import Issue

MOST_POINTS = 40
MOST_SENTENCE = 600  # characters shown around a point; a paragraph without full stops may be long
_STOPS = ".!?…。؟\n"
# What names a record in the index, kind by kind: enough to point at it.
_LABELS = {
    "actors": ("name",),
    "locations": ("name",),
    "events": ("title", "status"),
    "attributions": ("source", "cue", "stance"),
    "casualties": ("harm", "count"),
    "weapons": ("name_in_text", "action"),
    "media": ("kind", "caption"),
    "discrepancies": ("kind", "about"),
    "unknowns": ("about",),
}


class Correction(Extraction):
    """The records that change, whole, and the ids of those that should not exist."""

    drop: list[str] = Field(default_factory=list)


def ordered(extraction: Extraction, article: Article) -> Extraction:
    """Return *extraction* with the ids that the summary and its issues use."""
    grounder = Grounder(article.text)
    return renumber(
        extraction, lambda quote: grounder.locate(quote.text, occurrence=quote.occurrence).start
    )[0]


def question(extraction: Extraction, article: Article, issues: Iterable[Issue]) -> dict[str, Any]:
    """Return the values of ``revise.md.j2`` for an *extraction* with published ids."""
    points = list(issues)[:MOST_POINTS]
    concerned = {issue.record_id for issue in points}
    rows = [(kind, row) for kind in PREFIXES for row in getattr(extraction, kind)]
    return {
        "index": [f"{row.id} {_label(kind, row)}" for kind, row in rows],
        "points": [
            {
                "record_id": issue.record_id,
                "message": issue.message,
                "sentence": _sentence(issue, extraction, article),
            }
            for issue in points
        ],
        "records": [row.model_dump(exclude_defaults=True) for _, row in rows if row.id in concerned]
        + _generated(extraction, points),
    }


def _generated(extraction: Extraction, points: list[Issue]) -> list[dict[str, Any]]:
    """Return headline and abstract where a point is about them."""
    if not any(issue.code == "V11" for issue in points):
        return []
    abstract = [sentence.model_dump() for sentence in extraction.abstract]
    return [{"headline": extraction.headline, "abstract": abstract}]


def _label(kind: str, row: Any) -> str:
    parts = (getattr(row, name) for name in _LABELS[kind])
    return " | ".join(str(getattr(part, "text", part)) for part in parts if part is not None)


def _sentence(issue: Issue, extraction: Extraction, article: Article) -> str | None:
    """Return the sentence of the article that *issue* is about, or None where there is none."""
    if issue.evidence is not None and issue.evidence.start is not None:
        return _around(article.text, issue.evidence.start, issue.evidence.end or 0)
    rows = (row for kind in PREFIXES for row in getattr(extraction, kind))
    row = next((row for row in rows if row.id == issue.record_id), None)
    quotes = getattr(row, "evidence", None) or []
    for quote in quotes:
        found = Grounder(article.text).locate(quote.text, occurrence=quote.occurrence)
        if found.start is not None and found.end is not None:
            return _around(article.text, found.start, found.end)
    return None


def _around(text: str, start: int, end: int) -> str:
    left = max((text.rfind(stop, 0, start) for stop in _STOPS), default=-1) + 1
    ends = [at for stop in _STOPS if (at := text.find(stop, max(start, end - 1))) >= 0]
    right = min(ends, default=len(text) - 1) + 1
    return text[max(left, start - MOST_SENTENCE) : min(right, end + MOST_SENTENCE)].strip()


def apply(correction: Correction, extraction: Extraction) -> Extraction:
    """Return *extraction* with the changed and new records of *correction* and without the dropped.

    References to a dropped record go with it, so that a dropped record leaves no loose end.
    """
    dropped = set(correction.drop)
    data: dict[str, Any] = {"article": extraction.article}
    for kind in PREFIXES:
        changed = {row.id: row for row in getattr(correction, kind)}
        rows = [changed.pop(row.id, row) for row in getattr(extraction, kind)]
        data[kind] = [row for row in [*rows, *changed.values()] if row.id not in dropped]
    data["headline"] = correction.headline or extraction.headline
    data["abstract"] = correction.abstract or extraction.abstract
    made = Extraction.model_construct(**data)
    return _without_references(made, dropped) if dropped else made


def _without_references(extraction: Extraction, dropped: set[str]) -> Extraction:
    dumped = extraction.model_dump()
    for kind in (*PREFIXES, "abstract"):
        for row in dumped[kind]:
            _forget(row, dropped)
    return Extraction.model_validate(dumped)


_LOOSE = frozenset(
    "refs attribution_ids by denied_by claimed_by blamed event_ids user_actor_ids actor_ids depicts"
    " between members event_id subset_of part_of increment_of actor_id affiliation".split()
)
_NEEDED = frozenset({"actor_id", "location_id", "id"})  # a link row without it says nothing


def _forget(node: Any, dropped: set[str]) -> None:
    if isinstance(node, list):
        node[:] = [item for item in node if not _points_only_at(item, dropped)]
        for item in node:
            _forget(item, dropped)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in _LOOSE and isinstance(value, str) and value in dropped:
                node[key] = None
            elif key in _LOOSE and isinstance(value, list):
                node[key] = [item for item in value if item not in dropped]
            else:
                _forget(value, dropped)


def _points_only_at(item: Any, dropped: set[str]) -> bool:
    return isinstance(item, dict) and any(
        key in _NEEDED and isinstance(value, str) and value in dropped
        for key, value in item.items()
    )
