"""``summarizer show``: stored summaries as text."""

from __future__ import annotations

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file and the article to pick."""
    parser.add_argument(
        "file", metavar="FILE", help="a run, summaries as JSON lines, or - for stdin"
    )
    parser.add_argument(
        "id", nargs="?", metavar="ID", help="only the article whose id or sha256 begins so"
    )


def run(args: argparse.Namespace) -> int:
    """Print the summaries; 1 when a line of the file is a failure or the id is not there."""
    from summarizer.cli.output import note, opened
    from summarizer.read.summaries import Failed
    from summarizer.run.reading import read_results
    from summarizer.write.terminal import wants_colour, width_of
    from summarizer.write.text import render, rule

    shown = failed = 0
    ids: list[str] = []
    with opened(None) as out:
        for row in read_results(args.file):
            if isinstance(row, Failed):
                if args.id is None:
                    failed += 1
                    note(f"{row.path}: {row.error}")
                continue
            ids.append(row.article.id)
            if args.id and not _is_called(args.id, row.article.id, row.article.sha256):
                continue
            page = render(row, width=width_of(out), colour=wants_colour(out))
            print(rule(width_of(out)) + page if shown else page, end="", file=out)
            shown += 1
        sys.stdout.flush()
    if args.id and not shown:
        note(f"no summary with the id {args.id!r} in {args.file}; it has: {', '.join(ids[:10])}")
        return 1
    return 1 if failed else 0


def _is_called(wanted: str, article_id: str, sha256: str) -> bool:
    return article_id.startswith(wanted) or sha256.startswith(wanted)
