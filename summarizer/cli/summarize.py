"""``summarizer summarize``: articles in, summaries out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TextIO

from summarizer.cli.model_options import (
    add_model_arguments,
    add_recording_arguments,
    model_options,
)

if TYPE_CHECKING:
    from summarizer.pipeline import Summarizer
    from summarizer.read.article import Metadata
    from summarizer.schema.summary import ArticleSummary

EPILOG = """\
examples:
  summarizer summarize report.txt --published 2016-06-26
  summarizer summarize articles/ --json > summaries.jsonl
  curl -s https://example.org/report.txt | summarizer summarize -

A file report.toml beside report.txt may give title, publisher, published, language and url.
Without --model nothing leaves the machine: the offline rules extractor reads the article."""


class Outcome(NamedTuple):
    """What came of one article: a summary, or the sentence that says why there is none."""

    path: str
    summary: ArticleSummary | None
    error: str = ""
    kind: str | None = None  # of a model's failure: refused, filtered, truncated, ...
    raw: str | None = None  # what the model answered all the same


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare files, metadata, engine and output."""
    parser.epilog = EPILOG
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a text file, a folder, a pattern, or - for stdin"
    )
    about = parser.add_argument_group("about the article")
    about.add_argument(
        "--published", metavar="YYYY-MM-DD", help='day of publication; dates "on Friday"'
    )
    about.add_argument("--title", help="its title, when the text does not have it")
    about.add_argument("--publisher", help="who published it")
    about.add_argument("--url", help="where it was published; kept, never fetched")
    about.add_argument("--language", metavar="CODE", help="its language, as in en, uk, ar")
    add_model_arguments(parser)
    add_recording_arguments(parser)
    parser.add_argument("--timeout", type=float, metavar="SECONDS", help="for each request")
    parser.add_argument(
        "--revisions",
        type=int,
        default=1,
        metavar="N",
        help="how often a model is asked to mend what the checks found (default: 1; 0: never)",
    )
    parser.add_argument(
        "--fallback", choices=("rules",), help="who answers when the model cannot; it is labelled"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one line of JSON for each article")
    form.add_argument("--text", action="store_true", help="text for reading, in a pipe too")
    parser.add_argument("-o", "--output", metavar="FILE", help="write there instead of to stdout")


def run(args: argparse.Namespace) -> int:
    """Summarize every article; 1 when some could not be, 2 for wrong use."""
    from summarizer.article import parse_published
    from summarizer.cli.output import note, opened
    from summarizer.pipeline import Summarizer
    from summarizer.read.article import Metadata, expand

    known = Metadata(
        published=parse_published(args.published),
        title=args.title,
        publisher=args.publisher,
        language=args.language,
        url=args.url,
    )
    paths = list(expand(args.files))
    if len(paths) > 1 and (args.title or args.url):
        note(
            f"--title and --url fit one article, not {len(paths)}; put them in a .toml beside each"
        )
        return 2
    if args.revisions < 0:
        note("--revisions takes 0 or more")
        return 2
    summarizer = Summarizer(
        args.model,
        revisions=args.revisions,
        timeout=args.timeout,
        fallback=args.fallback,
        **model_options(args),
    )
    if args.model is None and not os.environ.get("SUMMARIZER_MODEL"):
        note("read offline by the rules extractor; name a model with --model or SUMMARIZER_MODEL")
    with opened(args.output, inputs=paths) as out:
        as_json = args.json or not (args.text or out.isatty())
        outcomes = _outcomes(paths, known, summarizer)
        return _report(_written(outcomes, out, as_json=as_json), as_json=as_json)


def _outcomes(paths: list[str], known: Metadata, summarizer: Summarizer) -> Iterator[Outcome]:
    """Read and summarize article after article; one that fails does not stop the others."""
    from summarizer.cli.output import note
    from summarizer.errors import ExtractorError, SummarizerError
    from summarizer.read.article import read_article

    for path in paths:
        if path == "-" and sys.stdin is not None and sys.stdin.isatty():
            note("reading from the terminal; end the article with Ctrl-D")
        try:
            article = read_article(path, known, note=note)
            yield Outcome(path, summarizer.run(article))
        except ExtractorError as err:
            yield Outcome(path, None, str(err), err.outcome, err.raw)
            if err.fatal:
                note("the next articles would fail the same way; stopped")
                return
        except SummarizerError as err:
            yield Outcome(path, None, str(err))
        except Exception as err:  # a fault of ours in one article must not cost the others theirs
            if len(paths) == 1:
                raise
            yield Outcome(path, None, f"a fault in summarizer, please report it: {err!r}")


def _written(outcomes: Iterable[Outcome], out: TextIO, *, as_json: bool) -> Iterator[Outcome]:
    from summarizer.write.jsonl import failure_line, summary_line
    from summarizer.write.terminal import wants_colour, width_of
    from summarizer.write.text import render, rule

    first = True
    for outcome in outcomes:
        if as_json and outcome.summary is None:
            line = failure_line(outcome.path, outcome.error, outcome=outcome.kind, raw=outcome.raw)
            print(line, file=out)
        elif as_json and outcome.summary is not None:
            print(summary_line(outcome.summary), file=out)
        elif outcome.summary is not None:
            page = render(outcome.summary, width=width_of(out), colour=wants_colour(out))
            print(page if first else rule(width_of(out)) + page, end="", file=out)
            first = False
        out.flush()
        yield outcome


def _report(outcomes: Iterable[Outcome], *, as_json: bool) -> int:
    """Say on stderr what failed and what stayed open; return the exit code."""
    from summarizer.cli.output import note

    total = failed = undated = 0
    for outcome in outcomes:
        total += 1
        if outcome.summary is None:
            failed += 1
            note(f"{outcome.path}: {outcome.error}")
        elif outcome.summary.article.published is None:
            undated += 1
    if undated:
        which = "this article" if total == 1 else f"{undated} of {total} articles"
        note(
            f'no publication date for {which}, so "on Friday" and the like stay open;'
            " pass --published YYYY-MM-DD"
        )
    if failed and total > 1:
        where = '; see the lines with "error"' if as_json else ""
        note(f"{failed} of {total} articles failed{where}")
    return 1 if failed else 0
