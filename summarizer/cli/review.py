"""``summarizer review``: what was decided on the review page, put to use."""

from __future__ import annotations

import argparse
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from summarizer.report.decisions import Decision

COUNTED = ("accepted", "rejected", "corrected")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the two actions."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    apply = actions.add_parser(
        "apply", help="write the summaries as their reviewer left them, as JSON lines"
    )
    gold = actions.add_parser(
        "gold", help="write articles reviewed to the last record as gold, for `summarizer score`"
    )
    for action in (apply, gold):
        action.add_argument("run", metavar="RUN", help="summaries: a run, JSON lines, or -")
        action.add_argument("decisions", metavar="DECISIONS.json", help="what the page exported")
        action.add_argument(
            "--articles",
            nargs="+",
            default=[],
            metavar="FILE",
            help="the article files, where RUN holds summaries without their texts",
        )
    apply.add_argument(
        "-o", "--output", default="-", metavar="PATH", help="a file, or - for stdout"
    )
    gold.add_argument("-o", "--output", required=True, metavar="FOLDER", help="a folder to fill")


def run(args: argparse.Namespace) -> int:
    """Apply the decisions; 1 when one does not fit the summaries any more."""
    from summarizer.report.decisions import read_decisions

    by_article: dict[str, list[Decision]] = {}
    for decision in read_decisions(args.decisions):
        by_article.setdefault(decision.article_id, []).append(decision)
    return _gold(args, by_article) if args.action == "gold" else _apply(args, by_article)


def _apply(args: argparse.Namespace, by_article: dict[str, list[Decision]]) -> int:
    from contextlib import ExitStack
    from pathlib import Path

    from summarizer.cli.exported import exported
    from summarizer.errors import ReviewError
    from summarizer.report.decisions import apply_decisions

    target = Path(args.output)
    if args.output != "-" and target.exists() and target.samefile(args.run):
        raise ReviewError(f"{target} is the source itself; give -o another name")
    counts = dict.fromkeys(COUNTED, 0)
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
            made = apply_decisions(item, by_article.pop(article_id, []))
            out.write(made.summary.model_dump_json() + "\n")
            for name in counts:
                counts[name] += len(getattr(made, name))
            stale += [f"{article_id} {record_id}" for record_id in made.stale]
    print(", ".join(f"{number} {name}" for name, number in counts.items()), file=sys.stderr)
    return _tell_unapplied(stale, by_article)


def _gold(args: argparse.Namespace, by_article: dict[str, list[Decision]]) -> int:
    from pathlib import Path

    from summarizer.check import records
    from summarizer.cli.exported import exported
    from summarizer.errors import ReviewError
    from summarizer.report.decisions import apply_decisions
    from summarizer.report.reviewed import gold_folder

    stale: list[str] = []
    for item in exported(args.run, args.articles):
        article_id = item.summary.article.id
        decided = by_article.pop(article_id, [])
        made = apply_decisions(item, decided)
        stale += [f"{article_id} {record_id}" for record_id in made.stale]
        done = {*made.accepted, *made.rejected, *made.corrected}
        left = sum(row.id not in done for row in records(item.summary))
        if left or not decided:
            print(f"{article_id}: not gold yet, {left} records undecided", file=sys.stderr)
            continue
        if item.text is None:
            raise ReviewError(f"gold needs the text of {article_id!r}; name its file: --articles")
        folder = gold_folder(made.summary, item.text, decided[0].reviewer or None)
        place = Path(args.output) / folder.name
        try:
            place.mkdir(parents=True)
            for name, text in folder.files.items():
                (place / name).write_bytes(text.encode("utf-8"))
        except OSError as err:
            raise ReviewError(f"{place} cannot be made: {err.strerror or err}") from err
        for record_id in folder.unquoted:
            print(f"{article_id}: {record_id} left out, its quote is not there", file=sys.stderr)
        print(f"{place}: gold", file=sys.stderr)
    return _tell_unapplied(stale, by_article)


def _tell_unapplied(stale: list[str], unknown: dict[str, list[Decision]]) -> int:
    for name in stale:
        print(f"not applied: {name} has changed since it was reviewed", file=sys.stderr)
    for article_id, rows in unknown.items():
        print(f"not applied: no article {article_id!r} ({len(rows)} decisions)", file=sys.stderr)
    return 1 if stale or unknown else 0
