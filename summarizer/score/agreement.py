"""Agreement of two annotations of one article."""

from __future__ import annotations

from pathlib import Path

from summarizer.errors import ScoreError
from summarizer.gold.files import Seed, read_gold, read_seeds
from summarizer.gold.model import KINDS, Gold
from summarizer.score.result import Score
from summarizer.score.show import explain, show
from summarizer.score.tally import tally


def agreement(first: Seed, second: Gold) -> Score:
    """Return the score of *second* measured against *first*; F1 and accuracy are symmetric.

    Every record counts, required or not, and only the first value of a field: what annotators
    accept besides is not what they agree on.
    """
    if first.gold.article != second.article:
        raise ScoreError(
            f"{first.gold.article} and {second.article} are two articles;"
            " compare two annotations of one"
        )
    strict = {
        kind: [
            row.model_copy(update={"required": True, "accept": {}})
            for row in getattr(first.gold, kind)
        ]
        for kind in KINDS
    }
    gold = first.gold.model_copy(update=strict)
    return Score((tally(second, gold, first.article.text),))


def compare_files(first: str | Path, second: str | Path) -> str:
    """Return the agreement of two gold files as tables and a list of what differs."""
    [seed] = read_seeds([first])
    found = agreement(seed, read_gold(second))
    return show(found) + "\n\n" + explain(found)
