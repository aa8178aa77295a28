"""``summarizer diff A B``: which claims changed between two runs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.schema.summary import ArticleSummary

EPILOG = """\
examples:
  summarizer diff old.db new.db
  summarizer diff old.jsonl new.jsonl --fail-on casualties,events    in CI: exit code 1

Claims are paired by where their evidence stands, so another numbering is no change.
+ added, - lost, ~ changed, with the fields that differ."""
KINDS = (
    "casualties events attributions weapons actors locations media discrepancies unknowns"
    " headline abstract article issues"
).split()
ALL = "all"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the two runs, and what counts as a failure."""
    parser.epilog = EPILOG
    parser.add_argument("first", metavar="A", help="a run or JSON lines: as it was; - for stdin")
    parser.add_argument("second", metavar="B", help="the same: as it is now")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--fail-on",
        type=_kinds,
        metavar="KIND,...",
        default=[],
        help=f"exit with 1 when one of these changed: {', '.join(KINDS)}, {ALL}",
    )


def _kinds(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in (*KINDS, ALL)]
    if unknown or not names:
        raise argparse.ArgumentTypeError(
            f"no kind {unknown[0] if unknown else text!r}; choose from {', '.join(KINDS)}, {ALL}"
        )
    return KINDS if ALL in names else names


def run(args: argparse.Namespace) -> int:
    """Compare and print; 1 when something of ``--fail-on`` changed or an article is missing."""
    import json

    from summarizer.diff import diff_runs
    from summarizer.write.changes import render_article, render_totals

    found = diff_runs(_summaries(args.first), _summaries(args.second))
    data = found.as_dict()
    if args.json:
        print(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        for article in data["articles"]:
            print(render_article(article))
        print(render_totals(data), end="")
    return 1 if args.fail_on and found.touches(args.fail_on) else 0


def _summaries(path: str) -> Iterator[ArticleSummary]:
    """Yield the summaries of a run; articles that failed in it are told, and count as missing."""
    from summarizer.cli.output import note
    from summarizer.read.summaries import Failed
    from summarizer.run.reading import read_results

    failed = 0
    for row in read_results(path):
        if isinstance(row, Failed):
            failed += 1
        else:
            yield row
    if failed:
        note(f"{path}: {failed} articles failed in this run and have no summary to compare")
