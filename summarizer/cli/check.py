"""``summarizer check``: stored summaries against the articles they were made from."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from summarizer.cli.model_options import add_lexicon_argument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.article import Article
    from summarizer.read.summaries import Failed
    from summarizer.schema.summary import ArticleSummary, Issue

EPILOG = """\
Every quote must stand where the summary says, every number must be printed in its quote, every id
must exist. The articles are matched by their content, so their names do not matter.

examples:
  summarizer check summaries.jsonl --article articles/
  summarizer check run.db                            a run keeps its articles"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the summaries, the articles and the output."""
    parser.epilog = EPILOG
    parser.add_argument(
        "file", metavar="FILE", help="a run, summaries as JSON lines, or - for stdin"
    )
    parser.add_argument(
        "--article",
        nargs="+",
        default=[],
        metavar="SOURCE",
        help="the articles: files, folders, patterns; a run needs none",
    )
    add_lexicon_argument(parser)
    parser.add_argument("--json", action="store_true", help="one line of JSON for each issue")


def run(args: argparse.Namespace) -> int:
    """Print the issues; 1 when one of them is an error."""
    from summarizer.cli.output import note, opened
    from summarizer.read.summaries import Failed
    from summarizer.recheck import recheck
    from summarizer.run.reading import is_run

    if not args.article and not is_run(args.file):
        note("name the articles with --article; only a run keeps them beside the summaries")
        return 2

    articles, unread = _articles(args.article)
    checked = errors = warnings = 0
    with opened(None) as out:
        for row, article in _rows(args.file, articles):
            if isinstance(row, Failed):
                note(f"{row.path}: not checked, there is no summary: {row.error}")
                errors += 1
                continue
            checked += 1
            issues = recheck(row, article) if article else [_without_article(row.article.sha256)]
            errors += sum(issue.severity == "error" for issue in issues)
            warnings += sum(issue.severity == "warning" for issue in issues)
            for issue in issues:
                print(_line(row.article.id, issue, as_json=args.json), file=out)
    if unread:
        note(f"not read as an article: {'; '.join(unread)}")
    note(
        f"{_many(checked, 'summary', 'summaries')} checked: {_many(errors, 'error', 'errors')}, "
        f"{_many(warnings, 'warning', 'warnings')}"
    )
    return 1 if errors else 0


def _rows(
    path: str, articles: dict[str, Article]
) -> Iterator[tuple[ArticleSummary | Failed, Article | None]]:
    """Yield each summary, or failure, with its article: the run's own, else the one named."""
    from summarizer.read.summaries import Failed
    from summarizer.run.reading import is_run, read_entries, read_results

    if not is_run(path) or articles:
        for row in read_results(path):
            known = None if isinstance(row, Failed) else articles.get(row.article.sha256)
            yield row, known
        return
    for entry in read_entries(path):
        if entry.summary is not None:
            yield entry.summary, entry.article
        elif entry.state in ("failed", "filtered"):
            yield Failed(entry.source, entry.message or "no reason was given"), None


def _articles(sources: list[str]) -> tuple[dict[str, Article], list[str]]:
    """Return the articles by sha256, and a sentence for each that could not be read."""
    from summarizer.errors import ArticleError
    from summarizer.read.article import expand, read_article

    found: dict[str, Article] = {}
    unread: list[str] = []
    for path in expand(sources):
        try:
            article = read_article(path)
        except ArticleError as err:
            unread.append(f"{path}: {err}")
        else:
            found[article.sha256] = article
    return found, unread


def _without_article(sha256: str) -> Issue:
    from summarizer.schema.summary import Issue

    message = f"its article (sha256 {sha256[:16]}) is not among those given; add it to --article"
    return Issue(code="V1", severity="error", record_id=None, message=message)


def _line(article_id: str, issue: Issue, *, as_json: bool) -> str:
    import json

    from summarizer.write.terminal import one_line

    if as_json:
        record = {"article": article_id, **issue.model_dump(mode="json")}
        return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    where = issue.record_id or "-"
    return one_line(f"{article_id} {issue.severity} {issue.code} {where}: {issue.message}")


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
