"""Record again what the tests replay, against any OpenAI-compatible server.

    python tests/record.py --base-url URL --model NAME                all of it
    python tests/record.py --base-url URL --model NAME --only SLUG    one case; may be repeated
    python tests/record.py --base-url URL --model NAME --collect      ask once, keep nothing, say
                                                                      what has no answer yet
    python tests/record.py --faults                                   only the scripted faults

Where answers are written by hand or take their time, run it with --collect until nothing is
unanswered (each round may bring new questions: re-asks and revisions), then without.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from cases import FOLDER, GOLDEN, INDEX, ROOT, TESTS, Case, cases, index

from summarizer.errors import ExtractorError, SummarizerError
from summarizer.extract.llm import LLMExtractor
from summarizer.extract.recording import cleaned
from summarizer.retry import RetryPolicy
from summarizer.testing.stored import store

FAULTS = [sys.executable, "-m", "pytest", str(TESTS / "replay" / "test_faults.py")]


class Outcome(NamedTuple):
    """What came of one case; ``problem`` None: it was answered to its end."""

    case: Case
    requests: list[str]
    problem: str | None


def main(words: list[str] | None = None) -> int:
    args = _parsed(words)
    if args.faults or not args.base_url:
        return subprocess.run([*FAULTS, "--record-mode=rewrite"], cwd=ROOT, check=False).returncode
    chosen = [case for case in cases() if not args.only or case.name in args.only]
    with tempfile.TemporaryDirectory() as place:
        outcomes = asyncio.run(_all(chosen, args, Path(place)))
        for outcome in outcomes:
            if outcome.problem is None and not args.collect:
                _keep(outcome, args, Path(place) / outcome.case.name)
    if not args.collect:
        _sweep()
        _store_golden(outcome.case for outcome in outcomes if outcome.problem is None)
    code = _report(outcomes, collect=args.collect)
    if args.collect or args.only:
        return code
    return code or subprocess.run([*FAULTS, "--record-mode=rewrite"], cwd=ROOT).returncode


def _parsed(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--base-url", help="the server, ending in /v1")
    parser.add_argument("--model", help="a model's name there, or provider/model")
    parser.add_argument("--mode", default="json_schema", help="how the schema is asked for")
    parser.add_argument("--source", help="who answers, in words for the index (default: the model)")
    parser.add_argument("--only", action="append", metavar="SLUG", help="only this case")
    parser.add_argument("--collect", action="store_true", help="ask once, keep nothing")
    parser.add_argument("--faults", action="store_true", help="only the scripted faults")
    parser.add_argument("--jobs", type=int, default=4, help="cases at once")
    args = parser.parse_args(words)
    if bool(args.base_url) != bool(args.model):
        parser.error("--base-url and --model belong together")
    if not args.base_url and not args.faults:
        parser.error("give --base-url and --model, or --faults")
    unknown = set(args.only or ()) - {case.name for case in cases()}
    if unknown:
        parser.error(f"no case {sorted(unknown)[0]!r}; there are {[c.name for c in cases()]}")
    return args


async def _all(chosen: list[Case], args: argparse.Namespace, place: Path) -> list[Outcome]:
    places = asyncio.Semaphore(args.jobs)

    async def one(case: Case) -> Outcome:
        async with places:
            return await _one(case, args, place / case.name)

    return list(await asyncio.gather(*(one(case) for case in chosen)))


async def _one(case: Case, args: argparse.Namespace, folder: Path) -> Outcome:
    policy = RetryPolicy(attempts=1) if args.collect else RetryPolicy()
    try:
        extractor = LLMExtractor(
            args.model, base_url=args.base_url, mode=args.mode, policy=policy, record=folder
        )
        summary = await case.summary(extractor)
    except ExtractorError as err:
        return Outcome(case, _requests(folder), f"{err.outcome}: {err}")
    requests = _requests(folder)
    # A revision that fails leaves the first answer standing, and a remark.
    failed = [issue.message for issue in summary.issues if issue.code == "model"]
    if failed:
        return Outcome(case, requests, failed[0])
    texts = [(folder / f"{name}.json").read_text(encoding="utf-8") for name in requests]
    if not any(case.shows in text for text in texts):
        return Outcome(case, requests, f"answered, but {case.hint}")
    return Outcome(case, requests, None)


def _requests(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.json"))


# -- what is kept ----------------------------------------------------------------------------------


def _keep(outcome: Outcome, args: argparse.Namespace, folder: Path) -> None:
    (FOLDER / "parts").mkdir(parents=True, exist_ok=True)
    for path in (*folder.glob("*.json"), *folder.glob("parts/*")):
        shutil.copyfile(path, FOLDER / path.relative_to(folder))
    rows = index()
    rows[outcome.case.name] = {
        "model": args.model,
        "mode": args.mode,
        "source": args.source or args.model,
        "recorded": datetime.now(UTC).date().isoformat(),
        "requests": outcome.requests,
    }
    _write_index(rows)


def _write_index(rows: dict[str, dict[str, object]]) -> None:
    text = json.dumps(dict(sorted(rows.items())), ensure_ascii=False, indent=1) + "\n"
    INDEX.write_text(text, encoding="utf-8")


def _sweep() -> None:
    """Remove what no case needs any longer: of cases that are gone, and of older prompts."""
    names = {case.name for case in cases()}
    rows = {name: row for name, row in index().items() if name in names}
    if rows:
        _write_index(rows)
    needed = {name for row in rows.values() for name in row["requests"]}
    for path in FOLDER.glob("*.json"):
        if path.stem not in needed:
            path.unlink()
    texts = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json"))
    for path in FOLDER.glob("parts/*"):
        if path.name not in texts:
            path.unlink()
    for path in GOLDEN.glob("*.json"):
        if path.stem not in rows:
            path.unlink()


def _store_golden(recorded: Iterable[Case]) -> None:
    """Store what replaying gives, not what the run gave: the tests replay."""
    rows = index()
    for case in recorded:
        row = rows[case.name]
        llm = LLMExtractor(row["model"], mode=row["mode"], replay=FOLDER)
        store(asyncio.run(case.summary(llm)), GOLDEN, case.name)


def _report(outcomes: list[Outcome], *, collect: bool) -> int:
    word = "answered" if collect else "recorded"
    for case, requests, problem in outcomes:
        if problem is None:
            print(f"{word:10} {case.name} ({len(requests)} requests)")
        else:
            hint = f" [{case.hint}]" if case.hint and case.hint not in problem else ""
            print(f"{'open':10} {case.name}: {problem}{hint}")
    opened = sum(outcome.problem is not None for outcome in outcomes)
    print(f"{len(outcomes) - opened} {word}, {opened} open")
    return 1 if opened else 0


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except SummarizerError as err:
        print(f"record.py: {cleaned(str(err), 0, '')}", file=sys.stderr)
        raise SystemExit(2) from None
