"""Count, for one article, what was found, missed and made up.

Everything counted is additive, so that a corpus is the sum of its articles, and a resampled corpus
the sum of the drawn ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from summarizer.gold.accept import ANYTHING
from summarizer.gold.model import KINDS, NUMBERLESS, Gold
from summarizer.match import Matching, bounds, match
from summarizer.score.fields import FIELDS, Field, right_answers
from summarizer.score.view import View, in_use
from summarizer.spans import Spans, places_of, sentence_at

CLAIMS = ("events", "attributions", "casualties", "weapons")  # what a reader could be misled by
Key = tuple[str, str, str]  # kind of record or "measures", field or measure, what is counted
What = Literal["miss", "invented", "extra", "field", "forbidden number", "vague read as number"]


@dataclass(frozen=True)
class Finding:
    """One thing that is not as the gold has it, with the sentence it is about.

    ``record`` is the gold's id, or the run's where the gold has no such record; a wrong value names
    the run's id behind it, in brackets.
    """

    article: str
    kind: str
    what: What
    record: str
    message: str
    sentence: str


@dataclass(frozen=True)
class ArticleTally:
    """The counts of one article and what lies behind them."""

    article: str
    counts: Counter[Key]
    findings: list[Finding]


def tally(predicted: Any, gold: Gold, text: str) -> ArticleTally:
    """Lay *predicted* (a summary, or another annotation) beside *gold*."""
    return _Tally(predicted, gold, text).result()


class _Tally:
    def __init__(self, predicted: Any, gold: Gold, text: str) -> None:
        self._predicted, self._gold, self._text = predicted, gold, text
        self._rows = {kind: in_use(predicted, kind) for kind in KINDS}
        self._matchings = {k: match(k, self._rows[k], getattr(gold, k)) for k in KINDS}
        all_rows = {k: match(k, list(getattr(predicted, k)), getattr(gold, k)) for k in KINDS}
        self._mine = View(predicted, gold, all_rows)
        self._yours = View(gold)
        self._counts: Counter[Key] = Counter()
        self._findings: list[Finding] = []

    def result(self) -> ArticleTally:
        for kind in KINDS:
            self._kind(kind, self._rows[kind], getattr(self._gold, kind), self._matchings[kind])
        self._numbers()
        self._evidence()
        return ArticleTally(self._gold.article, self._counts, self._findings)

    # -- records and their fields ----------------------------------------------------------------

    def _kind(self, kind: str, rows: list[Any], gold: list[Any], found: Matching) -> None:
        optional = {j for j, record in enumerate(gold) if not record.required}
        of_gold = dict(found.pairs)
        known: Spans = frozenset().union(*(places_of(kind, record) for record in gold))
        for i, record in enumerate(rows):
            j = of_gold.get(i)
            if j in optional:
                continue
            self._add(kind, "", "predicted")
            if j is None:
                self._add_extra(kind, record, known)
            for field in FIELDS[kind] if j is None else ():
                self._add(kind, field.name, "predicted", len(field.values(record, self._mine)))
        back = {j: i for i, j in found.pairs}
        for j, record in enumerate(gold):
            if j in optional:
                continue
            self._add(kind, "", "gold")
            if j in back:
                self._add(kind, "", "found")
                self._pair(kind, rows[back[j]], record)
                continue
            self._note(kind, "miss", record, _short(record), places_of(kind, record))
            for field in FIELDS[kind]:
                if ANYTHING not in record.accept.get(field.path, []):
                    values = field.values(record, self._yours)
                    self._add(kind, field.name, "gold", len(values))

    def _pair(self, kind: str, mine: Any, gold: Any) -> None:
        for field in FIELDS[kind]:
            answers = right_answers(field, gold, self._yours)
            if answers is None:
                continue
            values = field.values(mine, self._mine)
            found, wanted = max(
                ((field.compare(values, answer), answer) for answer in answers),
                key=lambda pair: (2 * pair[0] - len(pair[1]), -len(pair[1])),
            )
            right = found == len(values) == len(wanted)
            self._add(kind, field.name, "predicted", len(values))
            self._add(kind, field.name, "gold", len(wanted))
            self._add(kind, field.name, "found", found)
            self._add(kind, field.name, "pairs")
            self._add(kind, field.name, "right", right)
            if not right:
                self._note_field(kind, field, mine, gold, values, wanted)
            self._measure(kind, field, gold, right, wanted)

    def _measure(self, kind: str, field: Field, gold: Any, right: bool, wanted: Any) -> None:
        measure = PAIR_MEASURES.get((kind, field.name))
        if measure == "date_accuracy" and not wanted:
            return  # the article does not date it; that nothing was made up is seen in precision
        if measure is not None:
            self._add("measures", measure, "of")
            self._add("measures", measure, "count", right)

    def _add_extra(self, kind: str, record: Any, known: Spans) -> None:
        spans = places_of(kind, record)
        invented = not spans & known
        if kind in CLAIMS and invented:
            self._add("measures", "invented", "count")
        self._note(kind, "invented" if invented else "extra", record, _short(record), spans)

    # -- measures across the whole summary -------------------------------------------------------

    def _numbers(self) -> None:
        allowed = set(self._gold.numbers_allowed) | set(_gold_numbers(self._gold))
        partner = {
            self._rows["casualties"][i].id: self._gold.casualties[j]
            for i, j in self._matchings["casualties"].nearest.items()
        }
        for record in self._predicted.casualties:
            spans = places_of("casualties", record)
            numbers = {n for n in bounds(record.count) if n is not None}
            self._add("measures", "forbidden_numbers", "of")
            if numbers - allowed:
                self._add("measures", "forbidden_numbers", "count")
                printed = ", ".join(map(str, sorted(numbers - allowed)))
                message = f"{record.count.text!r} as {printed}, a number no gold record has"
                self._note("casualties", "forbidden number", record, message, spans)
            gold = partner.get(record.id)
            if gold is not None and gold.count.qualifier in NUMBERLESS:
                self._vague(record, gold, spans)

    def _vague(self, record: Any, gold: Any, spans: Spans) -> None:
        accepted = [value for value in gold.accept.get("count", []) if value != ANYTHING]
        if accepted:
            return  # a number is one of its right readings
        self._add("measures", "vague_as_number", "of")
        if any(n is not None for n in bounds(record.count)):
            self._add("measures", "vague_as_number", "count")
            message = f"{gold.count.text!r} has no number; read as {_triple(record.count)}"
            self._note("casualties", "vague read as number", record, message, spans)

    def _evidence(self) -> None:
        for kind in CLAIMS:
            self._add("measures", "invented", "of", self._counts[kind, "", "predicted"])
        claimants = ("casualties", "claimants")
        for what, name in (("of", "gold"), ("count", "found")):
            self._add("measures", "claimant_recall", what, self._counts[*claimants, name])
        found = {j: self._rows["attributions"][i] for i, j in self._pairs("attributions")}
        for j, record in enumerate(self._gold.attributions):
            if record.required and record.stance == "denies":
                mine = found.get(j)
                self._add("measures", "denial_recall", "of")
                said = mine is not None and mine.stance in ("denies", *_also(record, "stance"))
                self._add("measures", "denial_recall", "count", said)

    def _pairs(self, kind: str) -> list[tuple[int, int]]:
        return self._matchings[kind].pairs

    # -- bookkeeping -----------------------------------------------------------------------------

    def _add(self, kind: str, name: str, what: str, count: int = 1) -> None:
        self._counts[kind, name, what] += count

    def _note(self, kind: str, what: What, record: Any, message: str, spans: Spans) -> None:
        sentence = sentence_at(self._text, spans)
        self._findings.append(Finding(self._gold.article, kind, what, record.id, message, sentence))

    def _note_field(
        self, kind: str, field: Field, mine: Any, gold: Any, values: Any, wanted: Any
    ) -> None:
        message = f"{field.name} is {self._show(values)}, not {self._show(wanted)} ({mine.id})"
        self._note(kind, "field", gold, message, places_of(kind, gold))

    def _show(self, values: Any) -> str:
        return ", ".join(map(self._show_one, values)) or "nothing"

    def _show_one(self, value: Any) -> str:
        if isinstance(value, frozenset):
            return repr(self._text[min(value) : max(value) + 1]) if value else "''"
        if isinstance(value, tuple):
            return "(" + ", ".join("–" if part is None else str(part) for part in value) + ")"
        source = getattr(value, "source", None)
        return repr(source.text) if source is not None else str(value)


PAIR_MEASURES = {
    ("events", "status"): "status_accuracy",
    ("events", "date"): "date_accuracy",
    ("casualties", "count"): "count_accuracy",
}


def _also(record: Any, path: str) -> list[Any]:
    return list(record.accept.get(path, []))


def _gold_numbers(gold: Gold) -> Iterator[int]:
    for record in gold.casualties:
        for count in (record.count, record.supersedes):
            yield from (n for n in bounds(count) if n is not None) if count else ()
        for value in (*_also(record, "count"), *_also(record, "supersedes")):
            if isinstance(value, dict):
                yield from (v for v in value.values() if isinstance(v, int))


def _triple(count: Any) -> str:
    return f"min {count.min}, max {count.max}, best {count.best}"


def _short(record: Any, limit: int = 80) -> str:
    """Name a record in a few words."""
    for name in ("title", "about", "name"):
        if isinstance(getattr(record, name, None), str):
            return str(getattr(record, name))[:limit]
    if hasattr(record, "harm"):
        return f"{record.count.text} {record.harm}"
    if hasattr(record, "stance"):
        speaker = record.source.text if record.source is not None else "nobody"
        return f"{speaker} {record.stance}"[:limit]
    return str(getattr(getattr(record, "name_in_text", None), "quote", "") or record.kind)
