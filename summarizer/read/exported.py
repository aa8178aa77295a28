"""Summaries out of a file of JSON lines, one at a time, with their articles where they are known.

A line is a summary, or ``{"summary": ..., "text": ...}``, or the ``{"error": ...}`` of an article
that could not be summarized.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from summarizer.errors import SummaryFormatError
from summarizer.schema.summary import ArticleSummary

_SQLITE = b"SQLite format 3\x00"


def is_database(path: str) -> bool:
    """Tell whether *path* is a SQLite file, which a run is; standard input ("-") is none."""
    if path == "-" or not Path(path).is_file():
        return False
    with Path(path).open("rb") as stream:
        return stream.read(len(_SQLITE)) == _SQLITE


Pair = tuple[ArticleSummary | None, str | None]


def read_exported(path: str, texts: Mapping[str, str] | None = None) -> Iterator[Pair]:
    """Yield each summary of *path* ("-": standard input) with its text or None, in flat memory.

    *texts* maps the sha256 of articles to their text. The line of a failed article is (None, None).
    Raises ``SummaryFormatError`` with the number of a line that is no summary.
    """
    if path == "-":
        yield from _lines("standard input", sys.stdin.buffer, texts or {})
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115  # closed two lines below
    except OSError as err:
        raise SummaryFormatError(f"{path} cannot be read: {err.strerror}; check the name") from err
    with stream:
        yield from _lines(path, stream, texts or {})


def texts_by_digest(paths: Iterable[str]) -> dict[str, str]:
    """Return the texts of article files by their sha256, which is how a summary names its own."""
    found = {}
    for path in paths:
        try:
            text = Path(path).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as err:
            raise SummaryFormatError(f"{path} cannot be read as UTF-8 text: {err}") from err
        found[hashlib.sha256(text.encode("utf-8")).hexdigest()] = text
    return found


def _lines(name: str, stream: BinaryIO, texts: Mapping[str, str]) -> Iterator[Pair]:
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as err:
            raise SummaryFormatError(
                f"{name}, line {number}: no JSON; make the file with:"
                " summarizer summarize ARTICLE --json > FILE"
            ) from err
        if not isinstance(row, dict):
            raise SummaryFormatError(f"{name}, line {number}: not a summary; give an object")
        if "error" in row and "article" not in row:
            yield None, None
            continue
        pair = "summary" in row and "schema_version" not in row
        try:
            summary = ArticleSummary.model_validate(row["summary"] if pair else row)
        except ValidationError as err:
            first = err.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "the record"
            raise SummaryFormatError(
                f"{name}, line {number}: not a summary: {where}: {first['msg']}"
            ) from err
        text = row.get("text") if pair else None
        digest = summary.article.sha256
        yield summary, text if isinstance(text, str) else texts.get(digest)
