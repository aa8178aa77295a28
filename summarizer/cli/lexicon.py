"""``summarizer lexicon``: check your own words, see what they made, and what they would change."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from summarizer.cli.model_options import add_lexicon_argument
from summarizer.cli.sources import add_source_arguments, read_options

if TYPE_CHECKING:
    from summarizer.lexicography.explain import Explanation
    from summarizer.lexicon_folder import Problem

EPILOG = """\
examples:
  summarizer lexicon check my-words/
  summarizer lexicon explain report.txt --lexicon my-words/ --record we1
  summarizer lexicon diff --lexicon my-words/ articles/

A lexicon is a folder with files named as ours: weapons.toml, actors.toml, places.tsv, ...
docs/lexicon.md explains them. summarize, batch and check take it with --lexicon."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the three actions."""
    parser.epilog = EPILOG
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser(
        "check",
        help="run the yes and no examples; report what is broken, misspelt or ambiguous",
        description="Check a lexicon; exit code 0 sound, 1 with errors, 2 wrong use.",
    )
    check.add_argument("paths", nargs="*", metavar="DIR|FILE", help="yours (default: our own)")
    check.add_argument("--json", action="store_true", help="one line of JSON for each problem")
    add_lexicon_argument(check)
    explain = actions.add_parser(
        "explain",
        help="show which rule and which entry made each record",
        description="Read an article by the rules; tell of each record what made it.",
    )
    explain.add_argument("file", metavar="FILE", help="the article, or - for stdin")
    explain.add_argument("--record", metavar="ID", help="only this one, as in ca2")
    explain.add_argument("--published", metavar="YYYY-MM-DD", help="day of publication")
    explain.add_argument("--json", action="store_true", help="one line of JSON for each record")
    add_lexicon_argument(explain)
    diff = actions.add_parser(
        "diff",
        help="show which records a lexicon changes on a corpus",
        description="Read articles with and without a lexicon; + added, - lost, ~ changed.",
    )
    add_source_arguments(diff, needed=True)
    add_lexicon_argument(diff)
    diff.add_argument(
        "--before",
        action="append",
        default=[],
        metavar="DIR",
        help="the lexicon to compare with (default: our words alone)",
    )
    diff.add_argument("--json", action="store_true", help="one line of JSON for each article")


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    return {"check": _check, "explain": _explain, "diff": _diff}[args.action](args)


def _check(args: argparse.Namespace) -> int:
    from summarizer.cli.output import note, opened
    from summarizer.lexicography.check import check_core, check_folder
    from summarizer.vocabulary import active

    report = check_folder(args.paths, active()) if args.paths else check_core()
    with opened(None) as out:
        for problem in report.problems:
            print(_line(problem, as_json=args.json), file=out)
    errors = sum(problem.severity == "error" for problem in report.problems)
    note(
        f"{report.name}: {report.entries:,} entries, {report.examples:,} examples: {errors} errors,"
        f" {len(report.problems) - errors} warnings"
    )
    return 0 if report.sound else 1


def _line(problem: Problem, *, as_json: bool) -> str:
    from dataclasses import asdict

    from summarizer.write.terminal import one_line

    if as_json:
        return json.dumps(asdict(problem), ensure_ascii=False)
    return one_line(f"{problem.severity}: {problem}")


def _explain(args: argparse.Namespace) -> int:
    from dataclasses import asdict

    from summarizer.article import parse_published
    from summarizer.cli.output import note, opened
    from summarizer.lexicography.explain import explain
    from summarizer.read.article import Metadata, read_article

    article = read_article(
        args.file, Metadata(published=parse_published(args.published)), note=note
    )
    rows = explain(article)
    if args.record is not None:
        known = [row.id for row in rows]
        rows = [row for row in rows if row.id == args.record]
        if not rows:
            note(
                f"no entry makes a record {args.record!r}; there are: {', '.join(known) or 'none'}"
            )
            return 2
    with opened(None) as out:
        for row in rows:
            if args.json:
                print(json.dumps(asdict(row), ensure_ascii=False), file=out)
            else:
                print(_told(row), end="", file=out)
    return 0


def _told(row: Explanation) -> str:
    from summarizer.write.terminal import harmless, one_line

    rule = f"  rule {row.rule}" if row.rule else ""
    lines = [f"{row.id}  {one_line(row.label)}{rule}"]
    for reason in row.reasons:
        by = "a pattern of the grammar, no entry"
        if reason.entry is not None:
            by = f"entry {reason.entry!r} of {reason.file} ({reason.lexicon})"
        place = f"{reason.start}-{reason.end}"
        lines.append(f"    {reason.gives}: “{one_line(reason.words)}” ({place}): {by}")
    if not row.reasons:
        lines.append("    read by patterns of the grammar alone, no entry")
    return "".join(f"{harmless(line)}\n" for line in lines)


def _diff(args: argparse.Namespace) -> int:
    from dataclasses import asdict

    from summarizer.article import Article
    from summarizer.cli.output import note, opened
    from summarizer.diff import RunDiff
    from summarizer.errors import SummarizerError
    from summarizer.lexicography.changes import changes
    from summarizer.lexicon_folder import read_lexicon
    from summarizer.read.articles import read_articles
    from summarizer.vocabulary import active
    from summarizer.write.changes import render_article, render_totals

    if not args.lexicon and not args.before:
        note("name the lexicon with --lexicon DIR; without one there is nothing to compare")
        return 2
    before, after = read_lexicon(*args.before), active()
    total = RunDiff()
    unread = 0
    with opened(None) as out:
        for article in read_articles(args.sources, read_options(args)):
            if not isinstance(article, Article):
                unread += 1
                note(f"{article.source}: {article.message}")
                continue
            try:
                found = changes(article, before, after)
            except SummarizerError as err:
                unread += 1
                note(f"{article.id}: {err}")
                continue
            total.compared += 1
            if not found:
                continue
            total.articles.append(found)
            if args.json:
                print(json.dumps(asdict(found), ensure_ascii=False), file=out)
            else:
                print(render_article(asdict(found)), file=out)
        if not args.json:
            print(render_totals(total.as_dict()), end="", file=out)
    if unread:
        note(f"{unread} articles could not be read and are not compared")
    return 1 if unread else 0
