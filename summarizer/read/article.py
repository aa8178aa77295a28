"""Files, folders and standard input to articles, with what stands beside them.

``article.toml`` beside ``article.txt`` gives what the caller knows: title, publisher, published,
language, url. What is passed to ``read_article`` goes before it.
"""

from __future__ import annotations

import glob
import os
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from summarizer.article import Article, parse_published
from summarizer.errors import ArticleError
from summarizer.read.text import MAX_BYTES, decode, too_large

STDIN = "-"
SUFFIXES = (".txt", ".text", ".md", ".markdown")
_NOT_ARTICLES = (
    "readme",
    "license",
    "changelog",
    "contributing",
)  # what folders explain themselves
_WITH_GOLD = frozenset({"gold.json", "notes.md", "annotating.md"})  # what lies beside an article


@dataclass(frozen=True)
class Metadata:
    """What the caller knows about an article; None: not known."""

    published: date | None = None
    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """Return both together; where both know, this one counts."""
        return Metadata(
            **{k: v if v is not None else getattr(other, k) for k, v in vars(self).items()}
        )


def read_article(
    path: str | os.PathLike[str],
    known: Metadata | None = None,
    *,
    note: Callable[[str], None] | None = None,
) -> Article:
    """Read one article from *path*, or from standard input for "-".

    *note* is called with a sentence when the encoding had to be guessed. Raises ``ArticleError``
    for what is missing, unreadable, empty, binary or too large.
    """
    known = known or Metadata()
    if os.fspath(path) == STDIN:
        decoded, beside = decode(_stdin()), Metadata()
    else:
        decoded = decode(_bytes_of(Path(path)))
        beside = sidecar(Path(path).with_suffix(".toml"))
    if decoded.guessed and note is not None:
        note(f"{os.fspath(path)}: not marked as to its encoding, read as {decoded.encoding}")
    return Article(decoded.text, **vars(known.over(beside)))


def expand(sources: Iterable[str], endings: tuple[str, ...] = SUFFIXES) -> Iterator[str]:
    """Yield the article paths behind files, folders, patterns and "-", each once.

    A folder gives every file in it and below whose name has one of *endings*, folder by folder and
    sorted, except README and its like, gold and the notes on it. A file that does not exist is
    passed on, so that reading it fails and the others go on.
    """
    seen: set[str] = set()
    for source in sources:
        for path in _expand(source, endings):
            if path not in seen:
                seen.add(path)
                yield path


def _expand(source: str, endings: tuple[str, ...]) -> Iterator[str]:
    if os.path.isdir(source):
        yield from _or_itself(_folder(source, endings), source)
    elif glob.has_magic(source) and not os.path.exists(source):
        matches = sorted(glob.glob(source, recursive=True))
        found = (path for match in matches for path in _expand(match, endings))
        yield from _or_itself(found, source)
    else:
        yield source


def _or_itself(found: Iterator[str], source: str) -> Iterator[str]:
    first = next(found, None)
    yield source if first is None else first
    yield from found


def _folder(folder: str, endings: tuple[str, ...]) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            small = name.lower()
            if small in _WITH_GOLD or small.startswith((".", *_NOT_ARTICLES)):
                continue
            if small.endswith(endings):
                yield os.path.join(place, name)


def _stdin() -> bytes:
    if sys.stdin is None:
        raise ArticleError("standard input is closed; name a file, or pipe a text in")
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ArticleError(too_large())
    return data


def open_file(path: Path) -> IO[bytes]:
    """Open *path* for reading bytes, or raise ``ArticleError`` with what to do about it."""
    try:
        return path.open("rb", 1 << 16)
    except FileNotFoundError as err:
        pattern = glob.has_magic(os.fspath(path))
        what = "no file matches this pattern" if pattern else "there is no such file"
        raise ArticleError(f"{what}; check the spelling") from err
    except IsADirectoryError as err:
        raise ArticleError(
            f"no articles in this folder; they end in {', '.join(SUFFIXES)}"
        ) from err
    except PermissionError as err:
        raise ArticleError("you may not read this file; ask for its permissions") from err
    except OSError as err:
        raise ArticleError(f"it cannot be read: {err.strerror or err}") from err
    except ValueError as err:  # a NUL in the name
        raise ArticleError("this is no file name") from err


def _bytes_of(path: Path) -> bytes:
    with open_file(path) as file:
        try:
            data = file.read(MAX_BYTES + 1)
            size = os.fstat(file.fileno()).st_size
        except OSError as err:
            raise ArticleError(f"it cannot be read: {err.strerror or err}") from err
    if len(data) > MAX_BYTES:
        raise ArticleError(too_large(size if size > MAX_BYTES else None))
    return data


def sidecar(path: Path) -> Metadata:
    """Return what the file *path* says about the article beside it; nothing where there is none."""
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return Metadata()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        raise ArticleError(f"{path.name} beside it cannot be read: {err}") from err
    texts = {key: data.get(key) for key in ("title", "publisher", "language", "url")}
    for key, value in texts.items():
        if value is not None and not isinstance(value, str):
            raise ArticleError(f"{path.name} beside it: {key} is not a text in quotation marks")
    published = data.get("published")
    if published is not None and not isinstance(published, str | date):
        raise ArticleError(f'{path.name} beside it: write published as "2016-06-26"')
    return Metadata(published=parse_published(published), **texts)
