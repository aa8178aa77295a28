"""``summarizer score RUN GOLD``: how good a run is, measured against gold."""

from __future__ import annotations

import argparse
import json
import sys

KINDS = (
    "actors locations events attributions casualties weapons media discrepancies unknowns".split()
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("summaries", metavar="RUN", help="a run, JSONL, or - for stdin")
    parser.add_argument("gold", metavar="GOLD", nargs="+", help="gold.json files, or folders")
    parser.add_argument("--json", action="store_true", help="print the score as one JSON object")
    parser.add_argument(
        "--explain",
        action="store_true",
        help="list what is wrong, each with its sentence",
    )
    parser.add_argument(
        "--kind", action="append", choices=KINDS, help="only this kind of record; may be repeated"
    )


def run(args: argparse.Namespace) -> int:
    """Score and print; 0: scored, 1: articles with gold have no summary in the run."""
    from summarizer.gold import read_seeds
    from summarizer.run.reading import read_summaries
    from summarizer.score import score
    from summarizer.score.show import explain, show

    seeds = read_seeds(args.gold)
    found = score(read_summaries(args.summaries), seeds)
    if args.json:
        data = found.as_dict(args.kind)
        if args.explain:
            data["findings"] = [
                vars(row) for row in found.findings if not args.kind or row.kind in args.kind
            ]
        print(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        print(show(found, args.kind))
        if args.explain:
            print("\n" + explain(found, args.kind))
    if found.without_summary:
        missing = ", ".join(found.without_summary)
        print(f"counted as missed, no summary in the run: {missing}", file=sys.stderr)
    return 1 if found.without_summary else 0
