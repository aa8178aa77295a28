"""Read the summaries of a run."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from summarizer.errors import SummaryFormatError
from summarizer.schema.summary import ArticleSummary

SQLITE = b"SQLite format 3\x00"


def read_summaries(path: str | Path) -> Iterator[ArticleSummary]:
    """Yield the summaries of a JSONL file, "-" for stdin; lines that tell of an error are passed.

    Raises ``SummaryFormatError`` for a line that is neither.
    """
    if str(path) == "-":
        yield from _lines("stdin", sys.stdin)
        return
    try:
        with Path(path).open("rb") as file:
            database = file.read(len(SQLITE)) == SQLITE
        if database:
            raise SummaryFormatError(
                f"{path} is a run database; write it as JSONL first: summarizer export {path}"
                " -f jsonl -o RUN.jsonl"
            )
        with Path(path).open(encoding="utf-8") as lines:
            yield from _lines(str(path), lines)
    except (OSError, UnicodeDecodeError) as err:
        raise SummaryFormatError(f"{path} cannot be read as UTF-8 JSONL: {err}") from err


def _lines(name: str, lines: Iterable[str]) -> Iterator[ArticleSummary]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            if isinstance(data, dict) and "error" in data and "schema_version" not in data:
                continue
            yield ArticleSummary.model_validate(data)
        except (json.JSONDecodeError, ValidationError) as err:
            first = str(err).splitlines()[0]
            raise SummaryFormatError(
                f"{name}, line {number}: no summary of this version ({first}); write one summary"
                " per line, as summarizer summarize --json does"
            ) from err
