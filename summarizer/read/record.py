"""What a format's reader yields for each article in a file, and what it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import parsedate
from importlib import import_module
from typing import IO, Any, NamedTuple

from summarizer.article import parse_published
from summarizer.errors import ArticleError
from summarizer.read.article import Metadata
from summarizer.read.text import MAX_BYTES, too_large


class Found(NamedTuple):
    """A text with what its file says about it. ``number`` None: the file is the article."""

    text: str
    known: Metadata = Metadata()
    number: str | None = None
    id: str = ""
    author: str | None = None


class Unread(NamedTuple):
    """A part of a file that is no readable article, and why."""

    number: str
    message: str


Records = Iterator[Found | Unread]


@dataclass(frozen=True)
class Fields:
    """Which field of a record holds what; None: the first of the usual names that is there.

    "content.body" looks inside. "" as a name: leave this out.
    """

    text: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    id: str | None = None
    author: str | None = None


@dataclass(frozen=True)
class ReadOptions:
    """What the caller knows of all articles, and how files are to be read.

    ``format`` None: by the file's name, else by its first bytes. ``note`` hears what was guessed.
    """

    known: Metadata = field(default_factory=Metadata)
    fields: Fields = field(default_factory=Fields)
    format: str | None = None
    note: Callable[[str], None] = lambda _: None


def load(module: str, extra: str) -> Any:
    """Import an optional library; where it is missing the error names the extra to install."""
    try:
        return import_module(module)
    except ImportError as err:
        raise ArticleError(
            f"reading this format needs {module.partition('.')[0]}; type:"
            f" pip install 'conflict-summarizer[{extra}]'"
        ) from err


def whole(file: IO[bytes], limit: int = MAX_BYTES) -> bytes:
    """Return all of *file*, or raise ``ArticleError`` when it is longer than *limit*."""
    data = file.read(limit + 1)
    if len(data) > limit:
        raise ArticleError(too_large() if limit == MAX_BYTES else _too_long(limit))
    return data


def checked(text: str) -> str:
    """Return *text*, or raise ``ArticleError`` when it is too long for one article."""
    if len(text) > MAX_BYTES:
        raise ArticleError(too_large())
    return text


def _too_long(limit: int) -> str:
    return f"a file of this kind may have up to {limit / 1e6:g} MB; split it"


def printed_day(value: object) -> str | None:
    """Return a date of any usual form as YYYY-MM-DD. Raises ``ArticleError`` for another.

    >>> [printed_day(v) for v in ("Sun, 26 Jun 2016 08:00:00 GMT", "20160626", "2016/06/26", "")]
    ['2016-06-26', '2016-06-26', '2016-06-26', None]
    """
    if value is None or value == "":
        return None
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    text = str(value).strip()
    parts = parsedate(text) if not text[:1].isdigit() or " " in text.rstrip() else None
    if parts is not None:
        return f"{parts[0]:04}-{parts[1]:02}-{parts[2]:02}"
    day = parse_published(text.replace("/", "-") if text[:4].isdigit() else text)
    return None if day is None else day.isoformat()
