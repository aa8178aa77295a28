"""Stored summaries back to records: JSON lines, or one JSON object."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from summarizer.errors import SummaryFormatError
from summarizer.read.article import STDIN
from summarizer.schema.summary import ArticleSummary


class Failed(NamedTuple):
    """The line of an article that could not be summarized."""

    path: str
    error: str


def read_summaries(path: str | os.PathLike[str]) -> Iterator[ArticleSummary | Failed]:
    """Yield what *path* ("-": standard input) holds, in order.

    Raises ``SummaryFormatError`` with the line number where a line is no summary.
    """
    name = os.fspath(path)
    text = _text_of(name)
    whole = _json(text)
    rows = [(1, whole)] if isinstance(whole, dict) else _lines(name, text)
    for number, row in rows:
        if "error" in row and "article" not in row:
            yield Failed(str(row.get("path", "")), str(row["error"]))
            continue
        try:
            yield ArticleSummary.model_validate(row)
        except ValidationError as err:
            raise SummaryFormatError(_mismatch(name, number, row, err)) from err


def _text_of(name: str) -> str:
    try:
        if name == STDIN:
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return Path(name).read_text(encoding="utf-8-sig")
    except FileNotFoundError as err:
        raise SummaryFormatError(f"{name}: there is no such file; check the spelling") from err
    except OSError as err:
        raise SummaryFormatError(f"{name}: it cannot be read: {err.strerror or err}") from err
    except UnicodeDecodeError as err:
        raise SummaryFormatError(f"{name}: not UTF-8, so not written by this program") from err


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _lines(name: str, text: str) -> list[tuple[int, dict[str, Any]]]:
    rows: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(text.split("\n"), start=1):  # splitlines cuts at U+2028 as well
        if not line.strip():
            continue
        row = _json(line)
        if not isinstance(row, dict):
            raise SummaryFormatError(
                f"{name}, line {number}: no JSON object; make the file with:"
                f" summarizer summarize ARTICLE --json > {name if name != STDIN else 'FILE'}"
            )
        rows.append((number, row))
    if not rows:
        raise SummaryFormatError(f"{name}: there is no summary in it")
    return rows


def _mismatch(name: str, number: int, row: dict[str, Any], err: ValidationError) -> str:
    first = err.errors()[0]
    where = ".".join(str(part) for part in first["loc"]) or "the record"
    version = row.get("schema_version")
    more = f" (its schema_version is {version})" if isinstance(version, str) else ""
    return (
        f"{name}, line {number}: not a summary{more}: {where}: {first['msg']};"
        " `summarizer schema summary` prints what one looks like"
    )
