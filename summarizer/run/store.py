"""The run store: one SQLite file that knows every article's state, and never forgets a result.

One process writes (``RunStore``); any number may read, with SQL or with ``reading``. Every method
that writes is one transaction: after a crash each article is as it was before or after it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from summarizer.article import Article, ReadFailure
from summarizer.run.database import connect_reader, connect_writer, plain_errors
from summarizer.run.dedup import bands_of, is_copy
from summarizer.run.lock import WriterLock
from summarizer.run.records import (
    COLUMNS,
    Result,
    Task,
    input_key,
    source_of,
    stored_article,
)

NEAREST = 8  # possible originals looked at for each article, the latest first
PAGE = 256  # articles for one transaction
_BILL = ("requests", "tokens_in", "tokens_out", "tokens_cached", "cost_usd")


@dataclass(frozen=True)
class Rules:
    """What makes an article wait for work. ``fingerprint``: of what would answer now."""

    fingerprint: str
    dedup: bool = True
    retry_failed: bool = False


@dataclass(frozen=True)
class Admission:
    """What became of some articles at the door: those to work on, and how the others stand."""

    tasks: list[Task]
    known: Counter[str]  # states that need no work
    new_failures: list[tuple[str, str]]  # source and message of what could not be read
    reused: int = 0


class RunStore:
    """The writer of a run. Raises ``RunError`` where the file cannot be had, used or trusted.

    *reuse* names earlier runs: what they answered for the same article and fingerprint is copied,
    not asked again.
    """

    def __init__(self, path: str | Path, *, reuse: Sequence[str | Path] = ()) -> None:
        self.path = Path(path)
        self._lock = WriterLock(self.path)
        try:
            self._db = connect_writer(self.path)
            self._others = [connect_reader(Path(other)) for other in reuse]
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> RunStore:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and let another process write."""
        for other in self._others:
            other.close()
        self._db.close()
        self._lock.release()

    # -- sessions ------------------------------------------------------------------------------

    def begin(self, extractor: str, fingerprint: str, library_version: str) -> int:
        """Note that a session of work starts; return its number."""
        with self._writing():
            row = self._db.execute(
                "INSERT INTO run_sessions (started, extractor, fingerprint, library_version)"
                " VALUES (?, ?, ?, ?) RETURNING session",
                (_now(), extractor, fingerprint, library_version),
            ).fetchone()
        return int(row[0])

    def end(self, session: int, ended: str) -> None:
        """Note how a session ended."""
        with self._writing():
            self._db.execute(
                "UPDATE run_sessions SET finished = ?, ended = ? WHERE session = ?",
                (_now(), ended, session),
            )

    # -- articles come in ----------------------------------------------------------------------

    def admit(self, items: Iterable[Article | ReadFailure], rules: Rules) -> Admission:
        """Take in what a reader found, and tell what must be worked on."""
        admission = Admission([], Counter(), [])
        reused = 0
        with self._writing():
            for item in items:
                if isinstance(item, ReadFailure):
                    self._admit_failure(item, admission)
                    continue
                position, state = self._admit_article(item, rules)
                if state == "pending" and self._reuse(position, item, rules):
                    reused += 1
                    state = "done"
                if state == "pending":
                    admission.tasks.append(Task(position, source_of(item), item))
                else:
                    admission.known[state] += 1
        return Admission(admission.tasks, admission.known, admission.new_failures, reused)

    def _admit_failure(self, failure: ReadFailure, admission: Admission) -> None:
        row = self._db.execute(
            "SELECT state, text IS NOT NULL FROM run_articles WHERE source = ?", (failure.source,)
        ).fetchone()
        if row is not None and row[1]:
            admission.known[row[0]] += 1  # it was read before, and its text is stored
            return
        self._db.execute(
            "INSERT INTO run_articles (source, id, state, outcome, message, added, finished)"
            " VALUES (?, '', 'failed', 'unreadable', ?, ?, ?)"
            " ON CONFLICT (source) DO UPDATE SET message = excluded.message,"
            " finished = excluded.finished",
            (failure.source, _storable(failure.message), _now(), _now()),
        )
        admission.known["failed"] += 1
        admission.new_failures.append((failure.source, failure.message))

    def _admit_article(self, article: Article, rules: Rules) -> tuple[int, str]:
        key, source = input_key(article), source_of(article)
        row = self._db.execute(
            "SELECT position, state, input_key, fingerprint FROM run_articles WHERE source = ?",
            (source,),
        ).fetchone()
        if row is not None and row[2] == key:
            return row[0], self._state_now(row[0], row[1], row[3], rules)
        if row is None:
            position = self._insert(article, source, key)
        else:
            position = row[0]
            self._replace(position, article, key)
        return position, self._link_copy(position, article, rules)

    def _state_now(self, position: int, state: str, fingerprint: str | None, rules: Rules) -> str:
        """Return the state of a known article, after what has changed around it."""
        again = (
            (state in ("done", "failed", "filtered") and fingerprint != rules.fingerprint)
            or (state == "failed" and rules.retry_failed)
            or (state == "skipped" and not rules.dedup)
        )
        if again:
            self._reopen(position)
        return "pending" if again else state

    def _insert(self, article: Article, source: str, key: str) -> int:
        row = self._db.execute(
            f"INSERT INTO run_articles (source, author, input_key, {', '.join(COLUMNS)}, state,"
            f" added) VALUES (?, ?, ?, {', '.join('?' * len(COLUMNS))}, 'pending', ?)"
            " RETURNING position",
            (source, _storable(getattr(article, "author", None)), key, *_columns(article), _now()),
        ).fetchone()
        return int(row[0])

    def _replace(self, position: int, article: Article, key: str) -> None:
        """Put another text in place of a known one; what hung on the old text is opened again."""
        self._reopen(position)
        self._db.execute("DELETE FROM run_bands WHERE position = ?", (position,))
        self._db.execute(
            "UPDATE run_articles SET state = 'pending', duplicate_of = NULL WHERE duplicate_of = ?",
            (position,),
        )
        self._db.execute(
            f"UPDATE run_articles SET input_key = ?, {', '.join(f'{c} = ?' for c in COLUMNS)}"
            " WHERE position = ?",
            (key, *_columns(article), position),
        )

    def _reopen(self, position: int) -> None:
        """Make an article wait again; a summary it had goes to ``run_earlier`` with its bill."""
        bill = ", ".join(_BILL)
        moved = self._db.execute(
            "INSERT OR REPLACE INTO run_earlier (input_key, fingerprint, extractor, summary,"
            f" {bill}, finished) SELECT input_key, fingerprint, extractor, summary, {bill},"
            " finished FROM run_articles WHERE position = ? AND state = 'done'",
            (position,),
        ).rowcount
        forget = "".join(f", {name} = NULL" for name in _BILL) if moved else ""
        self._db.execute(
            "UPDATE run_articles SET state = 'pending', summary = NULL, outcome = NULL,"
            f" message = NULL, raw = NULL, duplicate_of = NULL{forget} WHERE position = ?",
            (position,),
        )

    def _link_copy(self, position: int, article: Article, rules: Rules) -> str:
        bands = bands_of(article.text) if rules.dedup else ()
        original = self._original(position, article, bands) if rules.dedup else None
        if original is not None:
            self._db.execute(
                "UPDATE run_articles SET state = 'skipped', duplicate_of = ? WHERE position = ?",
                (original, position),
            )
            return "skipped"
        self._db.executemany(
            "INSERT OR IGNORE INTO run_bands VALUES (?, ?)", [(band, position) for band in bands]
        )
        return "pending"

    def _original(self, position: int, article: Article, bands: Sequence[int]) -> int | None:
        row = self._db.execute(
            "SELECT min(position) FROM run_articles"
            " WHERE sha256 = ? AND position <> ? AND state <> 'skipped'",
            (article.sha256, position),
        ).fetchone()
        if row[0] is not None:
            return int(row[0])
        shared: Counter[int] = Counter()
        for band in bands:
            found = self._db.execute(
                "SELECT position FROM run_bands WHERE band = ? AND position <> ?"
                " ORDER BY position DESC LIMIT ?",
                (band, position, NEAREST),
            )
            shared.update(other for (other,) in found)
        for other, _ in sorted(shared.items(), key=lambda item: (-item[1], -item[0]))[:NEAREST]:
            (text,) = self._db.execute(
                "SELECT text FROM run_articles WHERE position = ?", (other,)
            ).fetchone()
            if is_copy(article.text, text):
                return other
        return None

    def _reuse(self, position: int, article: Article, rules: Rules) -> bool:
        """Fill in a summary that was made before, of the same article and the same fingerprint."""
        wanted = (input_key(article), rules.fingerprint)
        for database in (self._db, *self._others):
            row = database.execute(
                "SELECT summary, extractor FROM run_articles WHERE input_key = ? AND"
                " fingerprint = ? AND state = 'done' UNION ALL SELECT summary, extractor FROM"
                " run_earlier WHERE input_key = ? AND fingerprint = ? LIMIT 1",
                wanted * 2,
            ).fetchone()
            if row is not None:
                self._db.execute(
                    "UPDATE run_articles SET state = 'done', summary = ?, extractor = ?,"
                    " fingerprint = ?, finished = ? WHERE position = ?",
                    (*row, rules.fingerprint, _now(), position),
                )
                return True
        return False

    def waiting(self, rules: Rules, *, everything: bool = False) -> Iterator[Admission]:
        """Yield stored articles that wait for work, page by page, in the order of the run.

        *everything*: also those that another prompt or model answered, and, where the rules say
        so, failed ones: what a run continued without its sources works on.
        """
        after = 0
        where = "state = 'pending'"
        if everything:
            where = "state IN ('pending', 'done', 'failed', 'filtered', 'skipped')"
        while True:
            with plain_errors(self.path):
                rows = self._db.execute(
                    f"SELECT position, source, state, fingerprint, {', '.join(COLUMNS)}"
                    f" FROM run_articles WHERE {where} AND text IS NOT NULL AND position > ?"
                    " ORDER BY position LIMIT ?",
                    (after, PAGE),
                ).fetchall()
            if not rows:
                return
            after = rows[-1][0]
            yield self._readmit(rows, rules)

    def _readmit(self, rows: list[tuple[object, ...]], rules: Rules) -> Admission:
        admission = Admission([], Counter(), [])
        reused = 0
        with self._writing():
            for row in rows:
                position, source, state, fingerprint = row[:4]
                assert isinstance(position, int)
                article = stored_article(row[4:])
                now = self._state_now(position, str(state), _text(fingerprint), rules)
                if now == "pending" and self._reuse(position, article, rules):
                    reused += 1
                    now = "done"
                if now == "pending":
                    admission.tasks.append(Task(position, str(source), article))
                else:
                    admission.known[now] += 1
        return Admission(admission.tasks, admission.known, [], reused)

    # -- results go in -------------------------------------------------------------------------

    def settle(self, results: Sequence[tuple[int, Result]], extractor: str, rules: Rules) -> None:
        """Write how articles ended, all or none. A bill is added to what was paid before."""
        paid = ", ".join(
            f"{name} = CASE WHEN ? IS NULL THEN {name} ELSE coalesce({name}, 0) + ? END"
            for name in _BILL
        )
        with self._writing():
            self._db.executemany(
                "UPDATE run_articles SET state = ?, summary = ?, outcome = ?, message = ?, raw = ?,"
                f" seconds = ?, extractor = ?, fingerprint = ?, {paid}, attempts = attempts + 1,"
                " finished = ? WHERE position = ?",
                [
                    (
                        result.state,
                        _storable(result.summary),
                        result.outcome,
                        _storable(result.message),
                        _storable(result.raw),
                        result.seconds,
                        extractor,
                        rules.fingerprint,
                        *(getattr(result.bill, name) for name in _BILL for _ in range(2)),
                        _now(),
                        position,
                    )
                    for position, result in results
                ],
            )

    # -- sums ----------------------------------------------------------------------------------

    def states(self) -> Counter[str]:
        """Return how many articles are in each state."""
        with plain_errors(self.path):
            rows = self._db.execute("SELECT state, count(*) FROM run_articles GROUP BY state")
            return Counter(dict(rows.fetchall()))

    def spent(self) -> float:
        """Return the dollars this run is known to have cost, in all its sessions."""
        with plain_errors(self.path):
            (dollars,) = self._db.execute(
                "SELECT coalesce((SELECT sum(cost_usd) FROM run_articles), 0)"
                " + coalesce((SELECT sum(cost_usd) FROM run_earlier), 0)"
            ).fetchone()
        return float(dollars)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with plain_errors(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk has rolled back already
                    self._db.execute("ROLLBACK")
                raise


def _columns(article: Article) -> tuple[str | None, ...]:
    day = article.published.isoformat() if article.published else None
    return (
        _storable(article.id),
        article.sha256,
        _storable(article.text),
        _storable(article.title),
        _storable(article.publisher),
        day,
        _storable(article.language),
        _storable(article.url),
    )


def _storable(text: str | None) -> str | None:
    """Return *text* with "?" for half characters, which SQLite cannot hold; offsets stay."""
    return None if text is None else text.encode("utf-8", "replace").decode()


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
