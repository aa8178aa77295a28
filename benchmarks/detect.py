"""Count the faults of known kinds that are noticed without a model, and the false alarms.

    python benchmarks/detect.py                    over the seeds with gold; exit 1 below a bar
    python benchmarks/detect.py --english          leave out the articles in other languages
    python benchmarks/detect.py --missed KIND      also print which faults of a kind went unnoticed
    python benchmarks/detect.py --alarms           also print each false alarm

Right extractions come from gold (`summarizer/gold/oracle.py`). Faults are put in one at a time
(`benchmarks/faults.py`). A fault is noticed when the summary has an issue that the right one has
not: from grounding (V1, V13), from the other checks, or from coverage (COV).

Other languages are read by packs of word lists, at less depth than English (`summarizer/packs`). So
their articles are counted in a table of their own, and the bars hold for the English one.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faults import Case

    from summarizer.article import Article
    from summarizer.gold.files import Seed
    from summarizer.schema.extraction import Extraction
    from summarizer.schema.summary import ArticleSummary, Issue

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]  # the checkout this file lies in, installed or not

# The share that must be noticed. Kinds without a bar are reported.
BARS = {
    "number changed": 0.99,
    "number changed in quote too": 0.99,
    "vague made a number": 0.99,
    "minimum as exact": 0.99,
    "subset added to its total": 0.99,
    "quote from another article": 0.99,
    "quote with a word changed": 0.99,
    "casualty dropped": 0.90,
    "weapon dropped": 0.90,
}
MOST_ALARMS = 0.02  # false alarms for each record of a right summary
LAYERS = ("grounding", "checks", "coverage")
_ID = re.compile(r"\b(?:ac|lo|ev|at|ca|we|me|dx|un)\d+\b")


@dataclass
class Row:
    """What became of the faults of one kind."""

    put_in: int = 0
    noticed: int = 0
    by: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The part of the faults that was noticed."""
        return self.noticed / self.put_in


@dataclass
class Result:
    """All kinds, the records of the right summaries and the alarms about them."""

    rows: dict[str, Row]
    articles: int
    records: int
    alarms: list[str]

    @property
    def alarm_share(self) -> float:
        """False alarms for each record."""
        return len(self.alarms) / self.records


def layer_of(issue: Issue) -> str:
    """Return which step noticed it."""
    if issue.code in ("V1", "V13"):
        return "grounding"
    return "coverage" if issue.code == "COV" else "checks"


def cases(seeds: list[Seed]) -> Iterator[Case]:
    """Yield the right extraction of each article."""
    from faults import Case

    from summarizer.document import Document
    from summarizer.gold.oracle import as_extraction

    sentences = {
        seed.article.id: [s.text for s in Document(seed.article.text).body if len(s.text) > 40]
        for seed in seeds
    }
    for seed in seeds:
        name = seed.article.id
        rows = [row for kind in ("casualties", "weapons") for row in getattr(seed.gold, kind)]
        yield Case(
            article=seed.article,
            extraction=as_extraction(seed.gold, seed.article.text),
            optional=frozenset(row.id for row in rows if not row.required),
            foreign=tuple(s for other, rows in sentences.items() if other != name for s in rows),
        )


def summarized(extraction: Extraction, article: Article) -> ArticleSummary:
    """Return the checked summary, made by the library's own line."""
    from summarizer.extract.scripted import ScriptedExtractor
    from summarizer.pipeline import Summarizer

    return Summarizer(ScriptedExtractor({article.id: extraction}), revisions=0).run(article)


def issues_of(summary: ArticleSummary) -> Counter[tuple[str, str, int | None]]:
    """Count the issues that blame a record or ask for one, by what they say, whatever the ids."""
    return Counter(
        (layer_of(issue), _ID.sub("ID", issue.message), issue.evidence and issue.evidence.start)
        for issue in summary.issues
        if issue.severity != "note" and not (issue.code == "S01" and issue.record_id is None)
    )


def _alarm(case: Case, layer: str, message: str, start: int | None) -> str:
    where = "" if start is None else f" | {case.article.text[start : start + 120]}"
    return f"{case.article.id}, {layer}: {message}{where}".replace("\n", " ")


def detect(seeds: list[Seed], number: int = 1) -> Result:
    """Put in every fault, with the random *number*, and count what is noticed."""
    from faults import INJECTORS

    from summarizer.check import records

    result = Result({kind: Row() for kind in INJECTORS}, 0, 0, [])
    for case in cases(seeds):
        right = summarized(case.extraction, case.article)
        known = issues_of(right)
        result.articles += 1
        result.records += sum(1 for _ in records(right))
        result.alarms += [_alarm(case, *issue) for issue in known.elements()]
        for kind, inject in INJECTORS.items():
            rng = Random(f"{number} {kind} {case.article.id}")
            row = result.rows[kind]
            for record_id, faulty in inject(case, rng):
                new = issues_of(summarized(faulty, case.article)) - known
                row.put_in += 1
                row.noticed += bool(new)
                row.by.update({layer for layer, _, _ in new})
                if not new:
                    row.missed.append(f"{case.article.id} {record_id}")
    return result


def table(result: Result, bars: Mapping[str, float] = BARS) -> Iterator[str]:
    """Yield the result as lines of Markdown, with the *bars* that hold for it."""
    yield "| fault | put in | noticed | grounding | checks | coverage | bar |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for kind, row in result.rows.items():
        if not row.put_in:
            yield f"| {kind} | 0 | | | | | |"
            continue
        cells = [f"{row.by[layer] / row.put_in:.1%}" for layer in LAYERS]
        bar = f"{bars[kind]:.0%}" if kind in bars else ""
        yield f"| {kind} | {row.put_in} | {row.share:.1%} | {' | '.join(cells)} | {bar} |"
    yield ""
    yield (
        f"False alarms: {len(result.alarms)} on {result.records} records of {result.articles}"
        f" right summaries, {result.alarm_share:.2%}"
        + (f" (bar {MOST_ALARMS:.0%})." if bars else ".")
    )


def below(result: Result) -> list[str]:
    """Return a sentence for each bar that is not reached."""
    problems = [
        f"{kind}: {row.share:.1%} noticed, the bar is {BARS[kind]:.0%}"
        for kind, row in result.rows.items()
        if kind in BARS and row.put_in and row.share < BARS[kind]
    ]
    if result.alarm_share > MOST_ALARMS:
        problems.append(f"false alarms: {result.alarm_share:.2%}, the bar is {MOST_ALARMS:.0%}")
    return problems


def _details(result: Result, args: argparse.Namespace) -> None:
    for kind in args.missed:
        print(f"\nnot noticed, {kind}:", *result.rows[kind].missed, sep="\n  ")
    if args.alarms:
        print("\nfalse alarms:", *result.alarms, sep="\n  ")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=Path, default=ROOT / "seeds")
    parser.add_argument("--number", type=int, default=1, help="another number, other faults")
    parser.add_argument("--missed", metavar="KIND", action="append", default=[])
    parser.add_argument("--alarms", action="store_true")
    parser.add_argument("--english", action="store_true", help="only the English articles")
    args = parser.parse_args(argv)
    from summarizer.gold.files import read_seeds

    seeds = read_seeds([args.seeds])
    read = [seed for seed in seeds if seed.article.language == "en"]
    if not read:
        print(f"no gold.json in English below {args.seeds}", file=sys.stderr)
        return 2
    result = detect(read, args.number)
    print("English, where the bars hold:\n", *table(result), sep="\n")
    _details(result, args)
    others = [seed for seed in seeds if seed not in read]
    if others and args.english:
        print(f"\nNot counted: {len(others)} articles in other languages.")
    elif others:
        other = detect(others, args.number)
        print("\nOther languages, read by their packs; no bar:\n")
        print(*table(other, bars={}), sep="\n")
        _details(other, args)
    problems = below(result)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
