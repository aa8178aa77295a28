"""Open a run's SQLite file: ours or not, which version, and its faults in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from summarizer.errors import RunError, StorageFullError

APPLICATION_ID = 0x53554D52  # "SUMR": tells a run from any other database
MIGRATIONS = ("tables.sql",)  # script n leads from version n to n + 1; only ever added to


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's faults into one sentence with what to do next."""
    try:
        yield
    except sqlite3.Error as err:
        text = str(err)
        if "full" in text:
            raise StorageFullError(
                f"no room left for {path}; free some space and run the same command again:"
                " what is stored is safe"
            ) from err
        if "locked" in text or "busy" in text:
            raise RunError(
                f"{path} is locked by another program; close it there and run the command again"
            ) from err
        if "readonly" in text or "unable to open" in text:
            raise RunError(
                f"{path} cannot be written; choose a folder you may write to with -o"
            ) from err
        if "disk I/O" in text:
            raise StorageFullError(
                f"the disk refused to write {path} ({text}); check it and run the same command"
                " again: what is stored is safe"
            ) from err
        raise RunError(
            f"{path} is damaged or no run ({text}); save what is left with"
            f" `sqlite3 {path} .recover | sqlite3 saved.db`, or start a new run with -o"
        ) from err


def connect_writer(path: Path) -> sqlite3.Connection:
    """Return a connection that may write; a new file gets its tables, an old one is migrated."""
    with plain_errors(path):
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            version = _version(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may undo the last rows
            _migrate(connection, version)
        except BaseException:
            connection.close()
            raise
    return connection


def connect_reader(path: Path) -> sqlite3.Connection:
    """Return a connection that only reads, also while a run goes on or from a read-only folder."""
    if not path.exists():
        raise RunError(f"there is no run {path}; make one with: summarizer batch SOURCE -o {path}")
    with plain_errors(path):
        connection = _reader(path, "mode=rw")
        try:
            if _version(connection, path) < len(MIGRATIONS):
                raise RunError(
                    f"{path} is from an older version or empty; bring it up to date with:"
                    f" summarizer batch -o {path} --limit 0"
                )
        except BaseException:
            connection.close()
            raise
    return connection


def _reader(path: Path, mode: str) -> sqlite3.Connection:
    # "rw" and not "ro": a connection that may not write leaves SQLite's side files behind.
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)
    try:
        connection.execute("PRAGMA query_only = 1")
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        waiting = path.with_name(path.name + "-wal")
        if mode != "mode=rw" or (waiting.exists() and waiting.stat().st_size):
            raise
        # WAL wants a file beside the database; in a read-only folder a closed run needs none.
        return _reader(path, "immutable=1")
    return connection


def _version(connection: sqlite3.Connection, path: Path) -> int:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID and (tables or version):
        raise RunError(f"{path} is a database of something else; give another file with -o")
    if version > len(MIGRATIONS):
        raise RunError(
            f"{path} was written by a newer version of summarizer; install that version"
            " (pip install --upgrade conflict-summarizer)"
        )
    return int(version)


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    if version == len(MIGRATIONS):
        return
    scripts = [_script(name) for name in MIGRATIONS[version:]]
    connection.executescript(
        "BEGIN IMMEDIATE;\n"
        + "\n".join([*scripts, _script("views.sql")])
        + f"\nPRAGMA application_id = {APPLICATION_ID};"
        + f"\nPRAGMA user_version = {len(MIGRATIONS)};\nCOMMIT;"
    )


def _script(name: str) -> str:
    return files("summarizer.run").joinpath(name).read_text(encoding="utf-8")
