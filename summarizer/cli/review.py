"""``summarizer review apply``: summaries as their reviewer left them."""

from __future__ import annotations

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the actions; ``apply`` is the only one."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    apply = actions.add_parser("apply", help="apply the decisions that the review page exports")
    apply.add_argument("run", metavar="RUN", help="summaries: a run, JSON lines, or - for stdin")
    apply.add_argument("decisions", metavar="DECISIONS.json", help="what the page exported")
    apply.add_argument(
        "-o", "--output", default="-", metavar="PATH", help="JSON lines; - is standard output"
    )
    apply.add_argument(
        "--articles",
        nargs="+",
        default=[],
        metavar="FILE",
        help="the article files, so that the checks can run again",
    )


def run(args: argparse.Namespace) -> int:
    """Write the reviewed summaries; 1 when a decision does not fit the summaries any more."""
    from contextlib import ExitStack
    from pathlib import Path

    from summarizer.cli.exported import exported
    from summarizer.errors import ReviewError
    from summarizer.report.decisions import apply_decisions, read_decisions

    decisions = read_decisions(args.decisions)
    target = Path(args.output)
    if args.output != "-" and target.exists() and target.samefile(args.run):
        raise ReviewError(f"{target} is the source itself; give -o another name")
    by_article: dict[str, list[object]] = {}
    for decision in decisions:
        by_article.setdefault(decision.article_id, []).append(decision)
    counts = {"accepted": 0, "rejected": 0, "corrected": 0}
    stale: list[str] = []
    with ExitStack() as stack:
        out = sys.stdout
        if args.output != "-":
            try:
                out = stack.enter_context(target.open("w", encoding="utf-8", newline="\n"))
            except OSError as err:
                raise ReviewError(f"{target} cannot be written: {err.strerror or err}") from err
        for item in exported(args.run, args.articles):
            article_id = item.summary.article.id
            made = apply_decisions(item, by_article.pop(article_id, []))  # type: ignore[arg-type]  # decisions, kept as objects so that --help imports nothing
            out.write(made.summary.model_dump_json() + "\n")
            for name in counts:
                counts[name] += len(getattr(made, name))
            stale += [f"{article_id} {record_id}" for record_id in made.stale]
    print(", ".join(f"{number} {name}" for name, number in counts.items()), file=sys.stderr)
    for name in stale:
        print(f"not applied: {name} has changed since it was reviewed", file=sys.stderr)
    for article_id, rows in by_article.items():
        print(f"not applied: no article {article_id!r} ({len(rows)} decisions)", file=sys.stderr)
    return 1 if stale or by_article else 0
