"""Review decisions: read the file that the page exports, and apply it to summaries.

A rejected record leaves the summary and a corrected one changes; each leaves an issue with code
``REVIEW`` that says so, since nothing is lost silently. A decision about a record that has changed
since, or is no longer there, is not applied but reported.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from summarizer.article import Article
from summarizer.check import CHECKS, RECORD_KINDS, check
from summarizer.errors import ReviewError
from summarizer.report.editable import EDITABLE, RECORDS
from summarizer.report.payload import digest_of
from summarizer.schema import summary as sm
from summarizer.schema.evidence import Record
from summarizer.write.rows import Exported

FORMAT = "summarizer-review"
VERDICTS = ("accept", "reject", "correct")


@dataclass(frozen=True)
class Decision:
    """What a reviewer decided on one record. ``fields``: path to the corrected value.

    ``digest`` None: it fits any state of the record. ``reviewer``: as they call themselves, or "".
    """

    article_id: str
    record_id: str
    verdict: Literal["accept", "reject", "correct"]
    digest: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    reviewer: str = ""


@dataclass
class Applied:
    """One reviewed summary, with the ids by what became of them."""

    summary: sm.ArticleSummary
    accepted: list[str] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)


def read_decisions(path: str) -> list[Decision]:
    """Return the decisions of an exported file. Raises ``ReviewError`` for any other file."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as err:
        raise ReviewError(f"{path} cannot be read: {err.strerror}; check the name") from err
    except ValueError as err:
        raise ReviewError(f"{path} is no JSON; use the file that the review page exports") from err
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ReviewError(f"{path} holds no review decisions; export them on the review page")
    if data.get("version") != 1:
        raise ReviewError(f"{path} has version {data.get('version')!r}; this program reads 1")
    rows = data.get("decisions")
    if not isinstance(rows, list):
        raise ReviewError(f"{path} has no list of decisions; export it again on the review page")
    reviewer = str(data.get("reviewer") or "")
    return [_decision(path, number, row, reviewer) for number, row in enumerate(rows, start=1)]


def _decision(path: str, number: int, row: Any, reviewer: str) -> Decision:
    where = f"{path}, decision {number}"
    if not isinstance(row, dict) or row.get("decision") not in VERDICTS:
        raise ReviewError(f"{where}: 'decision' must be one of: {', '.join(VERDICTS)}")
    texts = (row.get("article_id"), row.get("record_id"))
    if not all(isinstance(text, str) and text for text in texts):
        raise ReviewError(f"{where}: it needs an article_id and a record_id")
    fields = row.get("fields") or {}
    if not isinstance(fields, dict):
        raise ReviewError(f"{where}: 'fields' must be an object of field and value")
    return Decision(
        article_id=str(texts[0]),
        record_id=str(texts[1]),
        verdict=row["decision"],
        digest=row.get("digest"),
        fields=fields,
        note=str(row.get("note") or ""),
        reviewer=reviewer,
    )


def apply_decisions(item: Exported, decisions: Iterable[Decision]) -> Applied:
    """Return the summary as its reviewer left it; the checks run again where the text is known.

    Raises ``ReviewError`` for a correction that the schema does not allow.
    """
    mine = {row.record_id: row for row in decisions if row.article_id == item.summary.article.id}
    made = Applied(item.summary)
    rows: dict[str, list[Record]] = {}
    notes: list[sm.Issue] = []
    seen: set[str] = set()
    for kind in RECORD_KINDS:
        rows[kind] = []
        for record in getattr(item.summary, kind):
            seen.add(record.id)
            decision = mine.get(record.id)
            kept = _decided(kind, record, decision, made, notes)
            if kept is not None:
                rows[kind].append(kept)
    made.stale += sorted(set(mine) - seen)
    gone = set(made.rejected)
    data = item.summary.model_dump()
    data |= {kind: [row.model_dump() for row in rows[kind]] for kind in RECORD_KINDS}
    data = _without(data, gone)
    touched = gone | set(made.corrected)
    data["issues"] = [
        issue
        for issue in data["issues"]
        if issue["record_id"] not in touched and (item.text is None or issue["code"] not in CHECKS)
    ] + [note.model_dump() for note in notes]
    summary = sm.ArticleSummary.model_validate(data)
    if item.text is not None:
        summary = check(summary, Article(item.text, id=summary.article.id))
    made.summary = summary
    return made


def _decided(
    kind: str, record: Any, decision: Decision | None, made: Applied, notes: list[sm.Issue]
) -> Record | None:
    """Return the record as decided, None where it was rejected; keep the books."""
    if decision is None:
        return record  # type: ignore[no-any-return]  # a record of the summary's own list
    if decision.digest is not None and decision.digest != digest_of(record):
        made.stale.append(record.id)
        return record  # type: ignore[no-any-return]
    if decision.verdict == "reject":
        made.rejected.append(record.id)
        notes.append(_note(None, f"{record.id} was rejected: {_words(record)}", decision))
        return None
    if decision.verdict == "accept":
        made.accepted.append(record.id)
        return record  # type: ignore[no-any-return]
    made.corrected.append(record.id)
    changed, words = _correct(kind, record, decision)
    notes.append(_note(record.id, f"corrected: {words or 'no field'}", decision))
    return changed


def _note(record_id: str | None, message: str, decision: Decision) -> sm.Issue:
    more = f" ({decision.note})" if decision.note else ""
    more += f" [{decision.reviewer}]" if decision.reviewer else ""
    return sm.Issue(code="REVIEW", severity="note", record_id=record_id, message=message + more)


def _words(record: Any) -> str:
    """Return what a rejected record said, for the note that stays."""
    for name in ("title", "name", "about"):
        if isinstance(getattr(record, name, None), str):
            return str(getattr(record, name))
    if isinstance(record, sm.Casualty):
        return f"{record.count.text} {record.harm}"
    quote = getattr(record, "content", None) or getattr(record, "cue", None)
    quote = quote or getattr(record, "name_in_text", None) or getattr(record, "caption", None)
    return quote.quote if quote is not None else ""


def _correct(kind: str, record: Record, decision: Decision) -> tuple[Record, str]:
    data = record.model_dump()
    words = []
    for path, value in decision.fields.items():
        if path not in EDITABLE[kind]:
            raise ReviewError(
                f"{decision.record_id}: {path!r} cannot be corrected; of {kind} these can:"
                f" {', '.join(EDITABLE[kind])}"
            )
        *parents, last = path.split(".")
        target = data
        for name in parents:
            target = target[name]
        words.append(f"{path} was {target[last]}, is {value}")
        target[last] = value
    try:
        return RECORDS[kind].model_validate(data), "; ".join(words)
    except ValidationError as err:
        first = err.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ReviewError(
            f"the correction of {decision.record_id} does not fit: {where}: {first['msg']}"
        ) from err


# Where records point at each other: a pointer to a rejected record goes with it.
_ONE = frozenset({"event_id", "subset_of", "part_of", "increment_of", "affiliation", "resolved_to"})
_MANY = frozenset(
    "refs attribution_ids actor_ids by denied_by claimed_by blamed event_ids casualty_ids"
    " weapon_ids user_actor_ids depicts between members".split()
)
_ROWS = {"locations": "location_id", "actors": "actor_id", "responsibility": "actor_id",
         "related": "id"}  # fmt: skip


def _without(node: Any, gone: set[str]) -> Any:
    """Return dumped records without the pointers to *gone*."""
    if not gone or not isinstance(node, dict | list):
        return node
    if isinstance(node, list):
        return [_without(one, gone) for one in node]
    made: dict[str, Any] = {}
    for key, value in node.items():
        if key in _ONE and value in gone:
            made[key] = None
        elif key in _MANY and isinstance(value, list):
            made[key] = [name for name in value if name not in gone]
        elif key in _ROWS and isinstance(value, list):
            kept = [row for row in value if row.get(_ROWS[key]) not in gone]
            made[key] = _without(kept, gone)
        elif key == "actor_id" and value in gone:
            made[key] = None
        else:
            made[key] = _without(value, gone)
    return made
