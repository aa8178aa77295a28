"""The one way in: files, folders, patterns and standard input to a stream of articles.

What cannot be read is yielded as a ``ReadFailure``, and the others go on. Nothing is fetched.
"""

from __future__ import annotations

import gzip
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import IO, Any, cast

from summarizer.article import ReadFailure, SourcedArticle
from summarizer.errors import ArticleError
from summarizer.read.article import STDIN, Metadata, expand, open_file, sidecar
from summarizer.read.record import Found, ReadOptions, Records, Unread

# Format to the module and function that read it. Imported at first use: some are heavy.
_READERS = {
    "text": "plain:read_text",
    "markdown": "plain:read_markdown",
    "html": "html:read_html",
    "pdf": "documents:read_pdf",
    "docx": "documents:read_docx",
    "json": "records:read_json",
    "jsonl": "records:read_jsonl",
    "csv": "records:read_csv",
    "parquet": "records:read_parquet",
    "feed": "feed:read_feed",
    "warc": "warc:read_warc",
}
FORMATS = tuple(_READERS)
SINGLE = frozenset({"text", "markdown", "html", "pdf", "docx"})  # one file, one article
_ENDINGS = {
    **dict.fromkeys((".txt", ".text"), "text"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    ".pdf": "pdf",
    ".docx": "docx",
    ".json": "json",
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    ".parquet": "parquet",
    **dict.fromkeys((".rss", ".atom", ".xml"), "feed"),
    **dict.fromkeys((".warc", ".wet"), "warc"),
}
ENDINGS = (*_ENDINGS, *(f"{ending}.gz" for ending in _ENDINGS))
_BEGINNINGS = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "docx"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
    (b"<?xml", "feed"),
    (b"<rss", "feed"),
    (b"<feed", "feed"),
    (b"<!doctype html", "html"),
    (b"<html", "html"),
    (b"[", "json"),
    (b"{", "jsonl"),
)
_NOTHING = Metadata()
_GZIP = b"\x1f\x8b"


def read_articles(
    sources: Iterable[str | os.PathLike[str]], options: ReadOptions | None = None
) -> Iterator[SourcedArticle | ReadFailure]:
    """Yield the articles behind *sources*, in order, one in memory at a time.

    A folder gives every file in it whose ending names a format. "-" is standard input. The source
    of an article is its file, with ``#number`` for a record inside a file.
    """
    options = options or ReadOptions()
    for path in expand((str(source) for source in sources), ENDINGS):
        yield from _read(path, options)


def format_of(path: str) -> str | None:
    """Return the format that a file's name tells, or None.

    >>> format_of("dump.jsonl.gz"), format_of("report.PDF"), format_of("-")
    ('jsonl', 'pdf', None)
    """
    name = path.lower().removesuffix(".gz")
    return _ENDINGS.get(os.path.splitext(name)[1])


def _read(path: str, options: ReadOptions) -> Iterator[SourcedArticle | ReadFailure]:
    told = replace(options, note=lambda text: options.note(f"{path}: {text}"))
    try:
        beside = _NOTHING if path == STDIN else sidecar(_beside(path))
        with closing(_open(path)) as file:
            for record in _records(file, path, told):
                yield _article(path, record, options.known, beside)
    except (ArticleError, OSError, EOFError, zlib.error) as err:
        yield ReadFailure(_printable(path), _sentence(err))
    except Exception as err:  # of a parser we do not own: one file must not end the run
        # Format libraries raise anything at all on a damaged or hostile file; this one is lost to
        # us, the others are not.
        said = " ".join(str(err).split())[:300]
        yield ReadFailure(
            _printable(path), f"it cannot be read, it may be damaged: {type(err).__name__}: {said}"
        )


def _records(file: IO[bytes], path: str, options: ReadOptions) -> Records:
    kind = options.format or format_of(path) or _sniffed(file)
    module, _, function = _READERS[kind].partition(":")
    read = cast(
        "Callable[[IO[bytes], ReadOptions], Records]",
        getattr(import_module(f"summarizer.read.{module}"), function),
    )
    # A .warc.gz is many gzip members, which its own library takes apart.
    return read(file if kind == "warc" else _unpacked(file), options)


def _article(
    path: str, record: Found | Unread, known: Metadata, beside: Metadata
) -> SourcedArticle | ReadFailure:
    source = _printable(path if record.number is None else f"{path}#{record.number}")
    if isinstance(record, Unread):
        return ReadFailure(source, record.message)
    # A sidecar knows its one article better than the file does, and fills gaps of many records.
    facts = record.known
    if beside != _NOTHING:
        facts = beside.over(facts) if record.number is None else facts.over(beside)
    if known != _NOTHING:
        facts = known.over(facts)
    try:
        return SourcedArticle(
            record.text,
            **vars(facts),
            id=record.id,
            source=source,
            author=record.author,
        )
    except ArticleError as err:
        return ReadFailure(source, str(err))


def _open(path: str) -> IO[bytes]:
    return sys.stdin.buffer if path == STDIN else open_file(Path(path))


def _beside(path: str) -> Path:
    bare = Path(path[: -len(".gz")] if path.lower().endswith(".gz") else path)
    return bare.with_suffix(".toml")


def _start(file: Any) -> bytes:
    start: bytes = file.peek(1024)
    return start


def _unpacked(file: IO[bytes]) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(file)) if _start(file).startswith(_GZIP) else file


def _sniffed(file: IO[bytes]) -> str:
    """Return the format a file's first bytes tell; what tells nothing is text."""
    start = _start(file)
    if start.startswith(_GZIP):
        unpacker = zlib.decompressobj(31)
        start = unpacker.decompress(start, 512)
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for beginning, kind in _BEGINNINGS:
        if start.startswith(beginning.lower()):
            return kind
    return "text"


def _printable(path: str) -> str:
    """Return *path* in letters that can be stored: a file's name need not be UTF-8."""
    return path.encode("utf-8", "backslashreplace").decode()


def _sentence(err: BaseException) -> str:
    if isinstance(err, ArticleError):
        return str(err)
    if isinstance(err, gzip.BadGzipFile | zlib.error | EOFError):
        return f"the compressed file is damaged or cut off: {err}"
    return f"it cannot be read: {getattr(err, 'strerror', None) or err}"


def count_articles(sources: Iterable[str | os.PathLike[str]], options: ReadOptions) -> int | None:
    """Return how many articles *sources* hold, where that can be told without reading them.

    None: it cannot (standard input, tables, feeds, archives, packed files).
    """
    number = 0
    for path in expand((str(source) for source in sources), ENDINGS):
        kind = options.format or format_of(path)
        if path == STDIN or kind is None:
            return None
        if kind in SINGLE:
            number += 1
        elif kind == "jsonl" and not path.lower().endswith(".gz"):
            number += _lines(path)
        else:
            return None
    return number


def _lines(path: str) -> int:
    try:
        with open(path, "rb") as file:
            pieces = iter(lambda: file.read(1 << 20), b"")
            return sum(piece.count(b"\n") for piece in pieces)
    except OSError:
        return 1  # reading it will fail once
