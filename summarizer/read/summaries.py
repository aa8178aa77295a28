"""Stored summaries back to records: JSON lines, or one JSON object."""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from pydantic import ValidationError

from summarizer.errors import SummaryFormatError
from summarizer.read.article import STDIN
from summarizer.schema.summary import ArticleSummary

_GZIP = b"\x1f\x8b"


class Failed(NamedTuple):
    """The line of an article that could not be summarized."""

    path: str
    error: str


def read_summaries(path: str | os.PathLike[str]) -> Iterator[ArticleSummary | Failed]:
    """Yield what *path* ("-": standard input) holds, in order, one line in memory at a time.

    Raises ``SummaryFormatError`` with the line number where a line is no summary.
    """
    name = os.fspath(path)
    with _opened(name) as file:
        for number, row in _rows(name, file):
            if "error" in row and "article" not in row:
                yield Failed(str(row.get("path", "")), str(row["error"]))
                continue
            try:
                summary = ArticleSummary.model_validate(row)
            except ValidationError as err:
                raise SummaryFormatError(_mismatch(name, number, row, err)) from err
            yield summary


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    try:
        if name == STDIN:
            yield sys.stdin.buffer
        else:
            with Path(name).open("rb") as file:
                packed = file.peek(2).startswith(_GZIP)
                yield cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if packed else file
    except FileNotFoundError as err:
        raise SummaryFormatError(f"{name}: there is no such file; check the spelling") from err
    except OSError as err:
        raise SummaryFormatError(f"{name}: it cannot be read: {err.strerror or err}") from err
    except UnicodeDecodeError as err:
        raise SummaryFormatError(f"{name}: not UTF-8, so not written by this program") from err


def _rows(name: str, file: IO[bytes]) -> Iterator[tuple[int, dict[str, Any]]]:
    found = False
    for number, line in enumerate(file, start=1):
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        if not text.strip():
            continue
        row = _json(text)
        if not found and not isinstance(row, dict):
            # The first line is no object by itself: one object over many lines, or no JSON.
            row = _json(text + file.read().decode("utf-8"))
        if not isinstance(row, dict):
            raise SummaryFormatError(
                f"{name}, line {number}: no JSON object; make the file with:"
                f" summarizer summarize ARTICLE --json > {name if name != STDIN else 'FILE'}"
            )
        found = True
        yield number, row
    if not found:
        raise SummaryFormatError(f"{name}: there is no summary in it")


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _mismatch(name: str, number: int, row: dict[str, Any], err: ValidationError) -> str:
    first = err.errors()[0]
    where = ".".join(str(part) for part in first["loc"]) or "the record"
    version = row.get("schema_version")
    more = f" (its schema_version is {version})" if isinstance(version, str) else ""
    return (
        f"{name}, line {number}: not a summary{more}: {where}: {first['msg']};"
        " `summarizer schema summary` prints what one looks like"
    )
