"""Headline and abstract: the article's own sentences, chosen so that no number goes unmentioned.

Nothing is written anew. The headline is the printed title, marked as claimed where the body only
attributes it; the abstract takes the sentences that cover the most records within its length.
"""

from __future__ import annotations

import re

from summarizer.check import LOADED
from summarizer.extract.rules.reading import Reading
from summarizer.schema import extraction as ex

HEADLINE_WORDS = 15
ABSTRACT_SENTENCES = 5
ABSTRACT_WORDS = 120
HEDGED = re.compile(
    r"\b(?:claim\w*|say|says|said|report\w*|alleg\w*|accus\w*|deny|denies|denied|den(?:y|ies)|suspect\w*"
    r"|blam\w*|apparent\w*|accord\w*|reject\w*|warn\w*|vow\w*)\b|[“\"'‘]",
    re.IGNORECASE,
)
_WEIGHT = {"casualties": 3.0, "weapons": 2.0, "events": 2.0, "attributions": 0.5, "unknowns": 0.5}


def headline(reading: Reading, made: ex.Extraction) -> str:
    """Return the printed title, or the opening of the first sentence where none is printed."""
    title = made.article.title
    if title is None:
        first = next((x for x in reading.lines if x.sentence.zone == "body"), None)
        title = first.sentence.text.rstrip(".") if first else reading.text.strip().splitlines()[0]
        return _clipped(title)
    stronger = any(row.kind == "headline_stronger_than_body" for row in made.discrepancies)
    return _clipped(f"Claimed: {title}" if stronger else title)


def _clipped(text: str) -> str:
    words = text.split()
    if len(words) > HEADLINE_WORDS:
        text = " ".join(words[: HEADLINE_WORDS - 1]).rstrip(",;:") + " …"
    return _marked(" ".join(text.split()))


def _marked(text: str) -> str:
    """Put loaded words in quotation marks: they are the article's, not ours (H4)."""
    if re.search(r"[“\"«]", text):
        return text
    return LOADED.sub(lambda match: f"“{match.group()}”", text)


def abstract(reading: Reading, made: ex.Extraction) -> list[ex.ExtractedSentence]:
    """Return the sentences that together cover most records, in the order of the text."""
    rows = _records_by_line(reading, made)
    chosen: list[int] = []
    covered: set[str] = set()
    words = 0
    while len(chosen) < ABSTRACT_SENTENCES:
        scored = [
            (
                sum(weight for name, weight in rows[n] if name not in covered)
                + (1.0 if n == 0 else 0),
                -n,
            )
            for n in range(len(rows))
            if n not in chosen
            and rows[n]
            and words + len(reading.lines[n].sentence.text.split()) <= ABSTRACT_WORDS
            and reading.lines[n].sentence.zone == "body"
        ]
        if not scored or max(scored)[0] <= 0:
            break
        best = -max(scored)[1]
        chosen.append(best)
        covered |= {name for name, _ in rows[best]}
        words += len(reading.lines[best].sentence.text.split())
    return [
        ex.ExtractedSentence(
            text=reading.lines[n].sentence.text, refs=[name for name, _ in rows[n]]
        )
        for n in sorted(chosen)
    ]


def _records_by_line(reading: Reading, made: ex.Extraction) -> list[list[tuple[str, float]]]:
    rows: list[list[tuple[str, float]]] = [[] for _ in reading.lines]
    for kind, weight in _WEIGHT.items():
        for record in getattr(made, kind):
            quotes = getattr(record, "evidence", None) or [record.content or record.cue]
            for quote in quotes:
                at = _offset(reading, quote)
                for n, line in enumerate(reading.lines):
                    if line.sentence.start <= at < line.sentence.end:
                        lead = 1.5 if n <= 1 else 1.0
                        if (record.id, weight * lead) not in rows[n]:
                            rows[n].append((record.id, weight * lead))
    return rows


def _offset(reading: Reading, quote: ex.Quote) -> int:
    start = reading.text.find(quote.text)
    for _ in range((quote.occurrence or 1) - 1):
        start = reading.text.find(quote.text, start + 1)
    return start
