"""A score as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.score.fields import FIELDS
from summarizer.score.result import MEASURES, Interval, Prf, Score

_GLOSS = {
    "invented": "claims whose passage no gold record of the kind has",
    "forbidden_numbers": "casualty counts with a number the gold does not have",
    "vague_as_number": "dozens, heavy, several: read as a number",
    "denial_recall": "denials that were found as denials",
    "claimant_recall": "sources of casualty figures that were found",
    "count_accuracy": "counts wholly right, of casualty records found",
    "date_accuracy": "event dates right, of events found that the article dates",
    "status_accuracy": "happened, planned, threatened: right, of events found",
}


def show(score: Score, kinds: Sequence[str] | None = None) -> str:
    """Return the tables of *score*: records, fields, measures."""
    chosen = [kind for kind in FIELDS if kinds is None or kind in kinds]
    lines = [*_coverage(score), "", _head("records")]
    for kind in chosen:
        lines.append(_row(kind, score.records(kind)) + "  " + _spread(score.interval(kind)))
    for kind in chosen:
        if not FIELDS[kind] or not score.records(kind).gold:
            continue
        lines += ["", _head(kind) + "  if found"]
        for name in score.fields(kind):
            accuracy = score.accuracy(kind, name)
            lines.append(_row("  " + name, score.field(kind, name)) + f"  {_number(accuracy):>8}")
    lines += ["", "measures"]
    for name in MEASURES:
        count, of = (score.counts["measures", name, what] for what in ("count", "of"))
        share = f"{_number(score.measure(name)):>6}{f'{count}/{of}':>10}"
        lines.append(f"  {name:20}{share}  {_spread(score.interval(name)):9}  {_GLOSS[name]}")
    return "\n".join(line.rstrip() for line in lines)


def _spread(interval: Interval | None) -> str:
    return "" if interval is None else f"{interval[0]:.2f}-{interval[1]:.2f}"


def _coverage(score: Score) -> Iterator[str]:
    yield f"{len(score.tallies)} articles with gold"
    if score.without_summary:
        yield f"no summary (counted as missed): {', '.join(score.without_summary)}"
    if score.without_gold:
        yield f"no gold (not counted): {', '.join(score.without_gold)}"


def _head(name: str) -> str:
    return f"{name:22}{'found':>7}{'pred.':>7}{'gold':>6}{'P':>7}{'R':>7}{'F1':>7}"


def _row(name: str, values: Prf) -> str:
    rates = "".join(f"{_number(v):>7}" for v in (values.precision, values.recall, values.f1))
    return f"{name:22}{values.found:>7}{values.predicted:>7}{values.gold:>6}{rates}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def explain(score: Score, kinds: Sequence[str] | None = None) -> str:
    """Return every finding of *score*, one paragraph each, by article and in order of the text."""
    lines: list[str] = []
    article = None
    for finding in score.findings:
        if kinds is not None and finding.kind not in kinds:
            continue
        if finding.article != article:
            article = finding.article
            lines += ["", f"== {article}"]
        lines.append(f"{finding.what}: {finding.kind} {finding.record}: {finding.message}")
        lines.append(f"    {finding.sentence or '(its quote is not in the article)'}")
    return "\n".join(lines).lstrip("\n")
