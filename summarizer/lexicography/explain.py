"""Why the rules made a record: the construction, and the entries of the word lists behind it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from summarizer.article import Article
from summarizer.assemble import offsets_in
from summarizer.diff import label_of
from summarizer.extract.rules.extractor import RulesExtractor
from summarizer.extract.rules.found import Found
from summarizer.ground import Grounder
from summarizer.ids import PREFIXES, published_ids
from summarizer.pipeline import summarize_article
from summarizer.schema.extraction import Extraction
from summarizer.vocabulary import active

KINDS = ("events", "attributions", "casualties", "weapons", "actors", "locations")
LIBRARY = "library"  # where an entry comes from that no folder has touched


@dataclass(frozen=True)
class Reason:
    """An entry at work, with the folder it is from. ``entry`` None: a pattern of the grammar."""

    gives: str
    words: str
    start: int
    end: int
    file: str | None
    entry: str | None
    lexicon: str | None


@dataclass(frozen=True)
class Explanation:
    """One record of the summary. ``rule``: entry/construction, where the record's kind has one."""

    id: str
    kind: str
    label: str
    rule: str | None
    reasons: tuple[Reason, ...]


class _Listening(RulesExtractor):
    """The rules extractor, keeping what its last reading found the records by."""

    extraction: Extraction
    found: dict[str, list[Found]]

    def read(self, article: Article) -> Extraction:
        self.extraction, self.found = self.explained(article)
        return self.extraction


def explain(article: Article) -> list[Explanation]:
    """Explain every record of the rules' summary of *article*, in its order.

    Nothing is looked up afterwards: what is told was kept when the record was made.
    """
    rules = _Listening()
    summary = asyncio.run(summarize_article(article, rules, revisions=0))
    ids = published_ids(rules.extraction, offsets_in(Grounder(article.text)))
    found = {ids[local]: rows for local, rows in rules.found.items() if local in ids}
    return [
        Explanation(
            record.id,
            kind,
            label_of(kind, record),
            getattr(record, "rule", None),
            tuple(_reason(row) for row in found.get(record.id, ())),
        )
        for kind in PREFIXES
        if kind in KINDS
        for record in getattr(summary, kind)
    ]


def _reason(row: Found) -> Reason:
    home = None if row.file is None or row.entry is None else _home(row.file, row.entry)
    return Reason(row.gives, row.words, *row.span, row.file, row.entry, home)


def _home(file: str, entry: str) -> str:
    """Return the topmost folder that gives an entry, the one whose entry is in force."""
    for layer in reversed(active().layers):
        for (name, _), rows in layer.rows.items():
            if name == file and any(row["id"] == entry for row in rows):
                return layer.name
    return LIBRARY
