"""Read stored summaries back, one at a time: from a run, or from JSON lines.

Reading never writes and never locks: a run may be read while it goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from summarizer.article import Article
from summarizer.errors import SummaryFormatError
from summarizer.read import summaries
from summarizer.read.summaries import Failed
from summarizer.run.database import connect_reader, plain_errors
from summarizer.run.records import COLUMNS, State, stored_article
from summarizer.schema.summary import ArticleSummary

_SQLITE = b"SQLite format 3\0"


@dataclass(frozen=True)
class Entry:
    """One article of a run. ``summary`` None: there is none, and ``state`` and ``message`` say why.

    ``article`` None: it could not be read. ``duplicate_of``: the id of the article it copies.
    """

    position: int
    source: str
    state: State
    article: Article | None
    summary: ArticleSummary | None
    outcome: str | None
    message: str | None
    duplicate_of: str | None

    @property
    def text(self) -> str | None:
        """The article's text; None: it could not be read."""
        return None if self.article is None else self.article.text


def is_run(path: str | Path) -> bool:
    """Tell whether *path* is an SQLite file, or is named like one."""
    if str(path).lower().endswith((".db", ".sqlite", ".sqlite3")):
        return True
    try:
        with open(path, "rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def read_summaries(path: str | Path) -> Iterator[ArticleSummary]:
    """Yield the summaries in a run or a JSON lines file ("-": standard input), in their order.

    One is in memory at a time. Articles without a summary are passed over; ``read_results`` has
    them. Raises ``RunError`` for a run that cannot be read, ``SummaryFormatError`` for a summary.
    """
    return (row for row in read_results(path) if isinstance(row, ArticleSummary))


def read_results(path: str | Path) -> Iterator[ArticleSummary | Failed]:
    """Yield summaries, and in their place the failures, of a run or a JSON lines file.

    Copies of other articles and articles not reached yet are neither.
    """
    if not is_run(path):
        yield from summaries.read_summaries(path)
        return
    path = Path(path)
    query = (
        "SELECT position, source, summary, message FROM run_articles"
        " WHERE state IN ('done', 'failed', 'filtered') ORDER BY position"
    )
    with closing(connect_reader(path)) as database, plain_errors(path):
        for position, source, summary, message in database.execute(query):
            if summary is None:
                yield Failed(source, message or "no reason was given")
            else:
                yield _parsed(summary, path, position)


def read_entries(path: str | Path) -> Iterator[Entry]:
    """Yield every article of a run with its text, also those without a summary."""
    path = Path(path)
    columns = ", ".join(f"a.{name}" for name in COLUMNS)
    query = (
        "SELECT a.position, a.source, a.state, a.summary, a.outcome, a.message, o.id,"
        f" {columns} FROM run_articles a LEFT JOIN run_articles o ON o.position = a.duplicate_of"
        " ORDER BY a.position"
    )
    with closing(connect_reader(path)) as database, plain_errors(path):
        for row in database.execute(query):
            position, source, state, summary, outcome, message, original, *values = row
            yield Entry(
                position,
                source,
                state,
                stored_article(values) if values[1] is not None else None,
                _parsed(summary, path, position) if summary else None,
                outcome,
                message,
                original,
            )


def _parsed(text: str, path: Path, position: int) -> ArticleSummary:
    try:
        return ArticleSummary.model_validate_json(text)
    except ValidationError as err:
        first = err.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        raise SummaryFormatError(
            f"{path}, article {position}: no summary of this version ({place}: {first['msg']});"
            " make it again, or install the version that wrote it"
        ) from err
