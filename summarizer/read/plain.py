"""Text files, and Markdown with its front matter."""

from __future__ import annotations

import re
import tomllib
from typing import IO, Any

from summarizer.article import parse_published
from summarizer.errors import ArticleError
from summarizer.read.article import Metadata
from summarizer.read.record import Found, ReadOptions, Records, printed_day, whole
from summarizer.read.text import decode

_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n(.*?)\r?\n\1[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LINE = re.compile(r"^([A-Za-z_][\w-]*)\s*:\s*(.*?)\s*$")
_NAMES = {"date": "published", "lang": "language", "outlet": "publisher", "source": "publisher"}


def read_text(file: IO[bytes], options: ReadOptions) -> Records:
    """Yield the one article that a text file is."""
    decoded = decode(whole(file))
    if decoded.guessed:
        options.note(f"not marked as to its encoding, read as {decoded.encoding}")
    yield Found(decoded.text)


def read_markdown(file: IO[bytes], options: ReadOptions) -> Records:
    """Yield a Markdown article: what front matter says, and the text below it as it stands."""
    for found in read_text(file, options):
        assert isinstance(found, Found)
        text, facts = split_front_matter(found.text)
        if not text.strip():
            raise ArticleError("there is front matter and no text below it")
        yield Found(
            text,
            Metadata(
                published=parse_published(printed_day(facts.get("published"))),
                **{k: facts.get(k) for k in ("title", "publisher", "language", "url")},
            ),
            author=facts.get("author"),
        )


def split_front_matter(text: str) -> tuple[str, dict[str, str]]:
    r"""Return the text below front matter, and the plain ``key: value`` pairs in it.

    Between ``---`` lines is YAML, of which flat pairs are read; between ``+++`` lines is TOML.

    >>> split_front_matter("---\ntitle: 'Shells fell'\ndate: 2016-06-26\n---\nIt began.")
    ('It began.', {'title': 'Shells fell', 'published': '2016-06-26'})
    """
    match = _FRONT.match(text)
    if match is None:
        return text, {}
    pairs = _toml(match[2]) if match[1] == "+++" else _yaml(match[2])
    if pairs is None:
        return text, {}  # a rule between two lines of text, not front matter
    facts = {_NAMES.get(key, key): value for key, value in pairs.items()}
    return text[match.end() :], facts


def _yaml(block: str) -> dict[str, str] | None:
    pairs: dict[str, str] = {}
    for line in block.splitlines():
        match = _LINE.match(line)
        if match is None:
            if line.strip() and not line.startswith((" ", "\t", "-", "#")):
                return None
            continue
        value = match[2]
        if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
            value = value[1:-1]
        if value:
            pairs[match[1].lower()] = value
    return pairs or None


def _toml(block: str) -> dict[str, str] | None:
    try:
        data: dict[str, Any] = tomllib.loads(block)
    except tomllib.TOMLDecodeError as err:
        raise ArticleError(f"the front matter is no TOML: {err}") from err
    return {key.lower(): str(value) for key, value in data.items() if not isinstance(value, dict)}
