"""Read stored summaries back, one at a time: from a run, or from JSON lines.

Reading never writes and never locks: a run may be read while it goes on.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from summarizer.errors import RunError, SummaryFormatError
from summarizer.run.database import connect_reader, plain_errors
from summarizer.run.records import State
from summarizer.schema.summary import ArticleSummary

_SQLITE = b"SQLite format 3\0"
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Entry:
    """One article of a run. ``summary`` None: there is none, and ``state`` and ``message`` say why.

    ``text`` None: it could not be read. ``duplicate_of``: the id of the article it copies.
    """

    position: int
    source: str
    id: str
    state: State
    text: str | None
    summary: ArticleSummary | None
    outcome: str | None
    message: str | None
    duplicate_of: str | None


def is_run(path: str | Path) -> bool:
    """Tell whether *path* is an SQLite file, whatever its name."""
    try:
        with open(path, "rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def read_summaries(path: str | Path) -> Iterator[ArticleSummary]:
    """Yield the summaries in a run or a JSON lines file, in their order, holding one at a time.

    Lines that say ``{"error": ...}`` are no summaries and are passed over. Raises ``RunError`` for
    a file that is not there or no run, ``SummaryFormatError`` for a summary that cannot be read.
    """
    path = Path(path)
    if path.suffix.lower() in (".db", ".sqlite", ".sqlite3") or is_run(path):
        for position, text in _rows(path):
            yield _parsed(text, f"{path}, article {position}")
        return
    try:
        file = _open(path)
    except OSError as err:
        raise RunError(f"{path} cannot be read: {err.strerror}; check the spelling") from err
    with file:
        for number, line in enumerate(file, start=1):
            if line.strip() and not _is_error(line):
                yield _parsed(line, f"{path}, line {number}")


def read_entries(path: str | Path) -> Iterator[Entry]:
    """Yield every article of a run with its text, also those without a summary."""
    path = Path(path)
    query = (
        "SELECT a.position, a.source, a.id, a.state, a.text, a.summary, a.outcome, a.message, o.id"
        " FROM run_articles a LEFT JOIN run_articles o ON o.position = a.duplicate_of"
        " ORDER BY a.position"
    )
    with closing(connect_reader(path)) as database, plain_errors(path):
        for row in database.execute(query):
            summary = _parsed(row[5], f"{path}, article {row[0]}") if row[5] else None
            position, source, name, state, text, _, outcome, message, original = row
            yield Entry(position, source, name, state, text, summary, outcome, message, original)


def _rows(path: Path) -> Iterator[tuple[int, str]]:
    with closing(connect_reader(path)) as database, plain_errors(path):
        yield from database.execute(
            "SELECT position, summary FROM run_articles WHERE state = 'done' ORDER BY position"
        )


def _open(path: Path) -> IO[bytes]:
    file = path.open("rb")
    magic = file.read(2)
    file.seek(0)
    return gzip.open(file) if magic == _GZIP else file  # type: ignore[return-value]  # reads bytes


def _is_error(line: bytes) -> bool:
    if not line.lstrip().startswith(b'{"') or b'"error"' not in line[:2000]:
        return False
    try:
        record = json.loads(line)
    except ValueError:
        return False
    return isinstance(record, dict) and "error" in record and "provenance" not in record


def _parsed(text: str | bytes, where: str) -> ArticleSummary:
    try:
        return ArticleSummary.model_validate_json(text)
    except ValidationError as err:
        first = err.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        raise SummaryFormatError(
            f"{where}: no summary of this version ({place}: {first['msg']}); make it again, or"
            " install the version that wrote it"
        ) from err
