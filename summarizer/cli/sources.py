"""The arguments that say which articles to read and how; shared by ``batch`` and ``estimate``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.read.record import ReadOptions

FORMATS = "text markdown html pdf docx json jsonl csv parquet feed warc".split()
_FIELDS = "text title published publisher url language id author".split()


def add_source_arguments(parser: argparse.ArgumentParser, *, needed: bool) -> None:
    """Declare sources, their format, their fields, and what is known of all of them."""
    parser.add_argument(
        "sources",
        nargs="+" if needed else "*",
        metavar="SOURCE",
        help="files, folders, patterns, or - for standard input",
    )
    reading = parser.add_argument_group(
        "reading", "Formats are told by the files' names, with .gz too; see docs/readers.md."
    )
    reading.add_argument("--format", choices=FORMATS, help="read every source as this")
    for field in _FIELDS:
        usual = "the usual names" if field != "text" else "text, body, content, ..."
        reading.add_argument(
            f"--{field}-field",
            metavar="NAME",
            help=f"field of a record that holds its {field} (default: {usual})",
        )
    known = parser.add_argument_group("about all articles")
    known.add_argument("--published", metavar="YYYY-MM-DD", help="day of publication")
    known.add_argument("--publisher", metavar="NAME", help="who published them")
    known.add_argument("--language", metavar="CODE", help="their language, as in en, uk, ar")


def read_options(args: argparse.Namespace) -> ReadOptions:
    """Return what the arguments say. Raises ``ArticleError`` for a date that is none."""
    from summarizer.article import parse_published
    from summarizer.cli.output import note
    from summarizer.read.article import Metadata
    from summarizer.read.record import Fields, ReadOptions

    return ReadOptions(
        known=Metadata(
            published=parse_published(args.published),
            publisher=args.publisher,
            language=args.language,
        ),
        fields=Fields(**{field: getattr(args, f"{field}_field") for field in _FIELDS}),
        format=args.format,
        note=(lambda _: None) if getattr(args, "quiet", False) else note,
    )


def positive(text: str) -> float:
    """Read a number above 0, for argparse."""
    value = float(text)
    if not 0 < value < float("inf"):
        raise ValueError(text)
    return value


def count(text: str) -> int:
    """Read a whole number, 0 or more, for argparse."""
    value = int(text)
    if value < 0:
        raise ValueError(text)
    return value


def at_least_one(text: str) -> int:
    """Read a whole number, 1 or more, for argparse."""
    value = int(text)
    if value < 1:
        raise ValueError(text)
    return value


# argparse prints the name: "invalid positive number value: '-1'"
positive.__name__ = "positive number"
count.__name__ = at_least_one.__name__ = "whole number"
