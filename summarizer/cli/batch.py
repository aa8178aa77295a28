"""``summarizer batch``: many articles into a run that can be stopped, resumed and looked at."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Any

from summarizer.cli.model_options import (
    add_model_arguments,
    add_recording_arguments,
    model_options,
)
from summarizer.cli.sources import (
    add_source_arguments,
    at_least_one,
    count,
    positive,
    read_options,
)

if TYPE_CHECKING:
    from summarizer.extract.base import Extractor
    from summarizer.limits import Limiter
    from summarizer.run.engine import MaxFailures, RunOptions, RunReport
    from summarizer.run.progress import Progress

EPILOG = """\
examples:
  summarizer batch articles/ -o run.db
  summarizer batch dump.jsonl.gz --text-field body --published-field date -o run.db
  summarizer batch articles/ -o run.db --model openai/gpt-4o-mini --budget 5 --rpm 500
  summarizer batch -o run.db --retry-failed          go on with what the run already holds

To resume, run the same command again: what is done is not done, or paid, twice.
Look into run.db with sqlite3, Datasette, DuckDB or pandas: docs/runs.md lists its tables.
exit code: 0 all good, 1 some failed or were not reached, 2 wrong use, 130 stopped"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare sources, run, engine, limits and talk."""
    parser.epilog = EPILOG
    add_source_arguments(parser, needed=False)
    parser.add_argument("-o", "--output", required=True, metavar="RUN.db", help="the run")
    add_model_arguments(parser)
    add_recording_arguments(parser)
    far = parser.add_argument_group("how far to go")
    far.add_argument("--limit", type=count, metavar="N", help="work on N articles, then stop")
    far.add_argument(
        "--budget", type=positive, metavar="USD", help="never let the run cost more than this"
    )
    far.add_argument(
        "--max-failures",
        type=_max_failures,
        metavar="N|N%",
        help="stop after more failures than this, or a larger share of the articles",
    )
    far.add_argument("--retry-failed", action="store_true", help="try failed articles again")
    far.add_argument("--no-dedup", action="store_true", help="work on copies of an article as well")
    far.add_argument(
        "--reuse", action="append", default=[], metavar="OTHER.db", help="take over its answers"
    )
    pace = parser.add_argument_group("how fast")
    pace.add_argument(
        "--workers", type=at_least_one, metavar="N", help="processes for rules (default: all cores)"
    )
    pace.add_argument(
        "--max-concurrency", type=at_least_one, default=256, metavar="N", help="requests at once"
    )
    pace.add_argument("--rpm", type=positive, metavar="N", help="requests a minute")
    pace.add_argument("--tpm", type=positive, metavar="N", help="tokens a minute")
    pace.add_argument(
        "--timeout",
        type=positive,
        default=300.0,
        metavar="SECONDS",
        help="for one article, waiting for its turn not counted (default: 300)",
    )
    talk = parser.add_mutually_exclusive_group()
    talk.add_argument("--quiet", action="store_true", help="say nothing but how it ended")
    talk.add_argument("--log-json", action="store_true", help="progress as JSON lines on stderr")


def run(args: argparse.Namespace) -> int:
    """Work through the sources; return the exit code."""
    from summarizer.cli.output import note
    from summarizer.limits import Limiter
    from summarizer.read.articles import read_articles
    from summarizer.run.engine import run_batch
    from summarizer.run.store import RunStore

    if not args.sources and not os.path.exists(args.output):
        note(f"no sources, and there is no run {args.output} to go on with; name files or folders")
        return 2
    options = read_options(args)
    limiter = Limiter(max_concurrency=args.max_concurrency, rpm=args.rpm, tpm=args.tpm)
    extractor = _extractor(args, limiter)
    told = _run_options(args, extractor)
    with RunStore(args.output, reuse=args.reuse) as store:
        report = run_batch(
            read_articles(args.sources, options) if args.sources else None,
            store,
            extractor,
            told,
            limiter=limiter,
            **_processes(args, extractor),
            progress=_progress(args, options),
        )
    for line in _ending(report, args.output):
        note(line)
    return _exit_code(report)


def _extractor(args: argparse.Namespace, limiter: Limiter) -> Extractor:
    from summarizer.cli.output import note
    from summarizer.extract.registry import default_model, get_extractor

    name = args.model or default_model()
    if args.model is None and not os.environ.get("SUMMARIZER_MODEL") and not args.quiet:
        note("read offline by the rules extractor; name a model with --model or SUMMARIZER_MODEL")
    options = model_options(args)
    away = bool({"base_url", "replay"} & set(options) or os.environ.get("SUMMARIZER_BASE_URL"))
    asks = "/" in name or away
    if asks and name != "rules":
        options |= {"throttle": limiter, "timeout": args.timeout}
    return get_extractor(name, **options)


def _run_options(args: argparse.Namespace, extractor: Extractor) -> RunOptions:
    from summarizer.run.engine import MaxFailures, RunOptions

    return RunOptions(
        limit=args.limit,
        budget=args.budget,
        cost_bound=_cost_bound(extractor) if args.budget is not None else None,
        max_failures=args.max_failures or MaxFailures(),
        retry_failed=args.retry_failed,
        dedup=not args.no_dedup,
        timeout=args.timeout,
    )


def _cost_bound(extractor: Extractor) -> Any:
    """Return what tells the most an article can cost; a budget without a price is refused."""
    from summarizer.cli.asking import asking_of
    from summarizer.errors import ExtractorError
    from summarizer.prices import price_of
    from summarizer.run.estimate import bound_of

    asking = asking_of(extractor)
    if not asking.requests:
        return lambda _: 0.0
    price = price_of(extractor.name)
    if price is None:
        raise ExtractorError(
            f"no price is known for {extractor.name}, so --budget cannot be held; put it into a"
            " table and name that in SUMMARIZER_PRICES (docs/models.md), or use --limit"
        )
    return lambda article: bound_of(article, asking).cost(price)


def _processes(args: argparse.Namespace, extractor: Extractor) -> dict[str, Any]:
    """Return how to run an extractor that computes: on all cores. One that waits needs one."""
    from functools import partial

    from summarizer.extract.registry import get_extractor

    if not getattr(extractor, "cpu_bound", extractor.name == "rules"):
        return {}
    factory = partial(get_extractor, extractor.name)
    return {"factory": factory, "workers": args.workers or _cores()}


def _cores() -> int:
    """Return how many cores this process may use, which a container may have cut down."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _progress(args: argparse.Namespace, options: Any) -> Progress:
    from summarizer.read.articles import count_articles
    from summarizer.run.progress import Progress

    if args.quiet:
        return Progress.silent()
    total = count_articles(args.sources, options) if args.sources else None
    if total is not None and args.limit is not None:
        total = min(total, args.limit)
    kind = "json" if args.log_json else "line" if sys.stderr.isatty() else "plain"
    return Progress(sys.stderr, kind=kind, total=total)


def _ending(report: RunReport, path: str) -> list[str]:
    """Return how it ended and what to type next."""
    words = {"done": "done", "failed": "failed", "filtered": "declined by the model",
             "skipped": "copies of others", "pending": "not reached"}  # fmt: skip
    counts = [f"{report.states[state]:,} {word}" for state, word in words.items()
              if report.states[state]]  # fmt: skip
    cost = f"; ${report.spent:.4f} so far" if report.spent else ""
    lines = [f"{path}: {', '.join(counts) or 'no articles'}{cost}"]
    if report.reused:
        lines.append(f"{report.reused:,} answers were taken over from before")
    if report.message:
        lines.append(report.message)
    if report.ended in ("interrupted", "fatal") or (
        report.ended == "finished" and report.states["pending"]
    ):
        lines.append("to go on, run the same command again")
    if report.states["failed"] and report.ended == "finished":
        lines.append(f"to try the failed ones again: summarizer batch -o {path} --retry-failed")
    return lines


def _exit_code(report: RunReport) -> int:
    if report.ended == "interrupted":
        return 130
    if report.ended == "fatal":
        return 2
    incomplete = report.ended in ("budget", "max_failures")
    return 1 if incomplete or report.states["failed"] or report.states["filtered"] else 0


def _max_failures(text: str) -> MaxFailures:
    from summarizer.run.engine import MaxFailures

    if text.endswith("%"):
        share = float(text[:-1]) / 100
        if not 0 <= share <= 1:
            raise ValueError(text)
        return MaxFailures(share=share)
    return MaxFailures(count=count(text))


_max_failures.__name__ = "number or share"
