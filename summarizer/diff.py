"""Which claims changed between two runs over the same articles.

Records are paired by their evidence, never by their ids: two prompts number claims differently.
What is left on one side is lost or added; a pair that differs is told field by field. Ids inside
the fields are read in the terms of the second run, so that a new numbering is no change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from summarizer.match import match
from summarizer.schema.summary import ArticleSummary
from summarizer.spans import places_of, words

# In the order of importance for a reader: what was claimed, then what it hangs on.
CLAIMS = ("casualties", "events", "attributions", "weapons")
KINDS = (*CLAIMS, "actors", "locations", "media", "discrepancies", "unknowns")
ABOUT = ("headline", "abstract", "article", "issues")  # of the whole summary
# Numbers given by us, the rule that fired, and links that only mirror another record's.
_NOT_COMPARED = {"id", "rule", "casualty_ids", "weapon_ids", "refs"}

How = Literal["added", "lost", "changed"]
HOWS: tuple[How, ...] = get_args(How)


@dataclass(frozen=True)
class FieldChange:
    """One field of a record that was *before* in the first run and is *after* in the second."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """A record that was added, lost or changed. ``ids``: in the first run, in the second."""

    kind: str
    how: How
    ids: tuple[str | None, str | None]
    label: str
    quote: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class ArticleDiff:
    """What changed in one article. ``same_text`` False: its text did, so quotes were compared."""

    article: str
    headline: str
    changes: tuple[Change, ...] = ()
    about: tuple[FieldChange, ...] = ()
    same_text: bool = True

    def __bool__(self) -> bool:
        return bool(self.changes or self.about)


@dataclass
class RunDiff:
    """Two runs side by side. ``lost`` and ``added`` are ids of articles that only one has."""

    compared: int = 0
    articles: list[ArticleDiff] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many records of each kind were added, lost, changed, in a fixed order."""
        seen = Counter((c.kind, c.how) for article in self.articles for c in article.changes)
        table: dict[str, dict[str, int]] = {
            kind: {how: seen[kind, how] for how in HOWS if seen[kind, how]} for kind in KINDS
        }
        about = Counter(name_of(c.name) for article in self.articles for c in article.about)
        table |= {name: {"changed": about[name]} for name in ABOUT if about[name]}
        return {kind: row for kind, row in table.items() if row}

    def fields(self) -> dict[str, int]:
        """Return how often each field changed, as "casualties.count.min", most often first."""
        seen = Counter(
            f"{change.kind}.{one.name}"
            for article in self.articles
            for change in article.changes
            for one in change.fields
        )
        return dict(sorted(seen.items(), key=lambda item: (-item[1], item[0])))

    def touches(self, kinds: Iterable[str]) -> bool:
        """Tell whether anything of *kinds* changed, or an article is missing on one side."""
        return bool(self.lost or self.added or set(kinds) & set(self.counts()))

    def as_dict(self) -> dict[str, Any]:
        """Return everything as JSON values."""
        return {
            "compared": self.compared,
            "articles_lost": self.lost,
            "articles_added": self.added,
            "counts": self.counts(),
            "fields": self.fields(),
            "articles": [asdict(article) for article in self.articles],
        }


def name_of(field_name: str) -> str:
    """Return the part of a summary that a dotted field name belongs to."""
    return field_name.partition(".")[0]


def diff_runs(first: Iterable[ArticleSummary], second: Iterable[ArticleSummary]) -> RunDiff:
    """Compare two runs, article by article; the first is held in memory.

    An article that stands several times in a run is compared in the order of its summaries.
    """
    waiting: dict[str, list[ArticleSummary]] = {}
    for summary in first:
        waiting.setdefault(summary.article.id, []).append(summary)
    made = RunDiff()
    for summary in second:
        rows = waiting.get(summary.article.id)
        if not rows:
            made.added.append(summary.article.id)
            continue
        made.compared += 1
        found = diff_summaries(rows.pop(0), summary)
        if found:
            made.articles.append(found)
    made.lost = [name for name, rows in waiting.items() for _ in rows]
    return made


def diff_summaries(first: ArticleSummary, second: ArticleSummary) -> ArticleDiff:
    """Compare two summaries of one article. Falsy where no claim and nothing about it differs."""
    same_text = first.article.sha256 == second.article.sha256
    pairs = {
        kind: _pairs(kind, getattr(first, kind), getattr(second, kind), same_text=same_text)
        for kind in KINDS
    }
    names = {
        getattr(first, kind)[i].id: getattr(second, kind)[j].id
        for kind in KINDS
        for i, j in pairs[kind]
    }
    sides = _Side(first, names), _Side(second, None)
    changes = tuple(
        change for kind in KINDS for change in _changes(kind, first, second, pairs[kind], sides)
    )
    about = tuple(_field_changes(_about(first), _about(second)))
    return ArticleDiff(second.article.id, second.headline, changes, about, same_text)


class _Side:
    """One summary, with its ids read in the terms of the second. *names* None: it is the second."""

    def __init__(self, summary: ArticleSummary, names: Mapping[str, str] | None) -> None:
        self._labels = {
            row.id: label_of(kind, row) for kind in KINDS for row in getattr(summary, kind)
        }
        self._names = names

    def fields(self, record: Any) -> dict[str, Any]:
        """Return the dotted fields of *record*, with ids as the other side has them."""
        dumped = record.model_dump(mode="json", exclude=_NOT_COMPARED)
        return dict(_flat(self._read(dumped), ""))

    def _read(self, value: Any) -> Any:
        if isinstance(value, dict):
            if "quote" in value and "match" in value:  # an evidence: words, no ids
                return value
            return {name: self._read(inner) for name, inner in value.items()}
        if isinstance(value, list):
            made = [self._read(inner) for inner in value]
            return sorted(made) if all(isinstance(inner, str) for inner in made) else made
        return self._name(value) if isinstance(value, str) else value

    def _name(self, text: str) -> str:
        """Return *text*, or, where it is an id, the id that the record has in the second run."""
        head, colon, tail = text.rpartition(":")  # "attribution:at3", as in the anchor of a date
        if tail not in self._labels or (colon and head not in ("attribution", "event")):
            return text
        if self._names is None:
            return f"{head}{colon}{tail}"
        return f"{head}{colon}{self._names.get(tail, f'lost {tail} ({self._labels[tail]})')}"


def _pairs(
    kind: str, mine: list[Any], yours: list[Any], *, same_text: bool
) -> list[tuple[int, int]]:
    """Pair by place in the text; what has no place, or another text, by the same words."""
    pairs = list(match(kind, mine, yours).pairs) if same_text else []
    left = [i for i in range(len(mine)) if i not in {i for i, _ in pairs}]
    right = [j for j in range(len(yours)) if j not in {j for _, j in pairs}]
    for i in left:
        if same_text and places_of(kind, mine[i]):
            continue
        same = [j for j in right if _words_of(kind, mine[i]) == _words_of(kind, yours[j])]
        if same:
            pairs.append((i, same[0]))
            right.remove(same[0])
    return sorted(pairs)


def _words_of(kind: str, record: Any) -> tuple[frozenset[str], str]:
    return words(quote_of(kind, record)), label_of(kind, record)


def _changes(
    kind: str,
    first: ArticleSummary,
    second: ArticleSummary,
    pairs: list[tuple[int, int]],
    sides: tuple[_Side, _Side],
) -> Iterator[Change]:
    """Yield the changes of one kind in the order of the second run, lost ones at the end."""
    mine, yours = getattr(first, kind), getattr(second, kind)
    partner = {j: i for i, j in pairs}
    for j, record in enumerate(yours):
        label, quote = label_of(kind, record), quote_of(kind, record)
        if j not in partner:
            yield Change(kind, "added", (None, record.id), label, quote)
            continue
        before = mine[partner[j]]
        fields = tuple(_field_changes(sides[0].fields(before), sides[1].fields(record)))
        if fields:
            yield Change(kind, "changed", (before.id, record.id), label, quote, fields)
    for i, record in enumerate(mine):
        if i not in {i for i, _ in pairs}:
            label, quote = label_of(kind, record), quote_of(kind, record)
            yield Change(kind, "lost", (record.id, None), label, quote)


def _field_changes(mine: Mapping[str, Any], yours: Mapping[str, Any]) -> Iterator[FieldChange]:
    for name in dict.fromkeys([*mine, *yours]):
        before, after = mine.get(name), yours.get(name)
        if before != after:
            yield FieldChange(name, before, after)


def _flat(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Yield the leaves of nested records with dotted names; lists and evidence are leaves."""
    if not isinstance(value, dict) or ("quote" in value and "match" in value):
        yield name, value
        return
    for key, inner in value.items():
        yield from _flat(inner, f"{name}.{key}" if name else key)


def _about(summary: ArticleSummary) -> dict[str, Any]:
    """Return what is said of the whole article; issues by their codes, their words hold ids."""
    found: dict[str, Any] = {
        "headline": summary.headline,
        "abstract": [sentence.text for sentence in summary.abstract],
    }
    found |= _flat(summary.article.model_dump(mode="json", exclude={"id"}), "article")
    codes = Counter(issue.code for issue in summary.issues)
    return found | {f"issues.{code}": codes[code] for code in sorted(codes)}


# -- what a reader knows a record by ---------------------------------------------------------------


def label_of(kind: str, record: Any) -> str:
    """Return the few words a reader knows a record by."""
    if kind == "casualties":
        return f"{record.count.text} {record.harm}"
    if kind == "attributions":
        return record.source.text if record.source is not None else "no source named"
    if kind == "weapons":
        return str(record.name_in_text.quote)
    for name in ("title", "name", "about", "kind"):
        if isinstance(getattr(record, name, None), str):
            return str(getattr(record, name))
    return str(record.id)


def quote_of(kind: str, record: Any) -> str:
    """Return the first passage a record rests on; "" where it has none."""
    if kind in ("actors", "locations"):
        passages = [record.name_in_text]
    elif kind == "attributions":
        passages = [record.content or record.cue]
    elif kind == "media":
        passages = [record.caption]
    else:
        passages = record.evidence
    return str(passages[0].quote) if passages else ""
