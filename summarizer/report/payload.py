"""What the review page needs to know of each article, and of all of them together."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from summarizer.check import RECORD_KINDS, evidence_of, records
from summarizer.errors import ExportError
from summarizer.schema import summary as sm
from summarizer.schema.evidence import Record
from summarizer.write.rows import Exported, Lookup


def digest_of(record: Record) -> str:
    """Return a short digest of a record: a decision about it fits only while it is the same."""
    return hashlib.sha256(record.model_dump_json().encode("utf-8", "replace")).hexdigest()[:12]


def article_payload(item: Exported) -> dict[str, Any]:
    """Return the block of one article. Raises ``ExportError`` where its text is not known."""
    summary = item.summary
    if item.text is None:
        raise ExportError(
            f"the text of article {summary.article.id!r} is not stored with its summary, and the"
            " page shows claims in their text; name the article files with --articles FILE..."
        )
    if len(item.text) != summary.article.char_length:
        raise ExportError(
            f"the text given for article {summary.article.id!r} is not the one it was made from"
        )
    return {
        "summary": summary.model_dump(mode="json", exclude_none=True),
        "text": item.text,
        "digests": {row.id: digest_of(row) for row in records(summary)},
    }


def index_row(number: int, summary: sm.ArticleSummary) -> dict[str, Any]:
    """Return the line of the searchable list."""
    info = summary.article
    severities = [issue.severity for issue in summary.issues if issue.code != "V1"]
    passages = [one for row in records(summary) for one in evidence_of(row)]
    return {
        "n": number,
        "id": info.id,
        "sha256": info.sha256,
        "title": info.title.text if info.title else summary.headline or info.id,
        "publisher": info.publisher.text if info.publisher else None,
        "date": str(info.published.start) if info.published and info.published.start else None,
        "records": sum(len(getattr(summary, kind)) for kind in RECORD_KINDS),
        "lost": sum(one.match == "missing" for one in passages),
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "denials": sum(row.stance == "denies" for row in summary.attributions),
    }


def timeline_rows(number: int, summary: sm.ArticleSummary) -> list[dict[str, Any]]:
    """Return a line for each event, planned and denied ones included and marked."""
    return [
        {
            "n": number,
            "id": event.id,
            "title": event.title,
            "status": event.status,
            "claim": event.claim_status,
            "start": str(event.date.start) if event.date.start else None,
            "end": str(event.date.end) if event.date.end else None,
        }
        for event in summary.events
    ]


def claim_groups(number: int, summary: sm.ArticleSummary) -> list[dict[str, Any]]:
    """Return the casualty claims of an article, a group for each event they are about."""
    look = Lookup(summary)
    titles = {event.id: event.title for event in summary.events}
    groups: dict[str | None, list[dict[str, Any]]] = {}
    for row in summary.casualties:
        groups.setdefault(row.event_id, []).append(
            {
                "id": row.id,
                "harm": row.harm,
                "count": row.count.model_dump(mode="json", exclude_none=True),
                "status": row.claim_status,
                "who": ", ".join(look.source_name(name) for name in row.claimed_by),
                "denied": ", ".join(look.source_name(name) for name in row.denied_by),
                "victims": row.victims.text,
                "scope": row.scope,
                "inside": row.subset_of or row.part_of or row.increment_of,
            }
        )
    return [
        {"n": number, "title": titles.get(event_id or ""), "claims": claims}
        for event_id, claims in groups.items()
    ]


def inert_json(value: Any) -> str:
    r"""Return JSON that can stand inside a ``<script>`` block: nothing in it ends or opens markup.

    >>> inert_json("</script><!--")
    '"\\u003c/script\\u003e\\u003c!--"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
