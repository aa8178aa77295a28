"""``summarizer report``: the offline page on which people check summaries against their text."""

from __future__ import annotations

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the source and the page to write."""
    parser.add_argument("run", metavar="RUN", help="summaries: a run, JSON lines, or - for stdin")
    parser.add_argument("-o", "--output", required=True, metavar="PATH", help="the page, *.html")
    parser.add_argument(
        "--articles",
        nargs="+",
        default=[],
        metavar="FILE",
        help="the article files, where RUN holds summaries without their texts",
    )
    parser.add_argument("--title", default="Review", help="the heading of the page")


def run(args: argparse.Namespace) -> int:
    """Write the page. A page that could not be finished is taken away again."""
    from pathlib import Path

    from summarizer.cli.exported import exported
    from summarizer.errors import ExportError, SummarizerError
    from summarizer.report.page import write_report

    target = Path(args.output)
    if target.exists() and any(
        Path(name).exists() and target.samefile(name) for name in (args.run, *args.articles)
    ):
        raise ExportError(f"{target} is the source itself; give -o another name")
    unfinished = target.with_name(target.name + ".part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as stream:
            count = write_report(exported(args.run, args.articles), stream, title=args.title)
        unfinished.replace(target)
    except OSError as err:
        raise ExportError(f"{target} cannot be written: {err.strerror or err}") from err
    except SummarizerError:
        unfinished.unlink()
        raise
    print(f"{target}: {count} articles; open it in a browser", file=sys.stderr)
    return 0
