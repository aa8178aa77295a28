"""One summary, or one failure, as one line of JSON."""

from __future__ import annotations

import json

from summarizer.schema.summary import ArticleSummary


def summary_line(summary: ArticleSummary) -> str:
    """Return the summary as one line, without the line break."""
    return summary.model_dump_json()


def failure_line(
    path: str, error: str, *, outcome: str | None = None, raw: str | None = None
) -> str:
    """Return the line that stands in for an article that could not be summarized.

    *outcome* names a model's failure ("refused", "truncated"), *raw* keeps what it answered.

    >>> failure_line("a.txt", "the file is empty")
    '{"error":"the file is empty","path":"a.txt"}'
    """
    printable = path.encode("utf-8", "backslashreplace").decode()  # names need not be UTF-8
    record = {"error": error, "path": printable}
    if outcome is not None:
        record |= {"outcome": outcome}
    if raw is not None:
        record |= {"raw": raw}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
