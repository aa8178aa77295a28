"""Agreement of two annotations of one article."""

from __future__ import annotations

from pathlib import Path

from summarizer.errors import ScoreError
from summarizer.gold.files import Seed, gold_files, read_gold, read_seeds
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


def agreements(first: Path, second: Path) -> Score:
    """Return the agreement of two folders of annotations, over the articles that both have.

    The same folder name is the same article. Raises ``ScoreError`` where they have none in common.
    """
    mine, theirs = (
        {path.parent.name: path for path in gold_files([folder])} for folder in (first, second)
    )
    both = sorted(mine.keys() & theirs.keys())
    if not both:
        raise ScoreError(f"{first} and {second} have gold of no article in common")
    seeds = read_seeds([mine[name] for name in both])
    pairs = zip(seeds, (read_gold(theirs[name]) for name in both), strict=True)
    return Score(tuple(agreement(seed, other).tallies[0] for seed, other in pairs))


def compare_files(first: str | Path, second: str | Path) -> str:
    """Return the agreement of two gold files as tables and a list of what differs.

    Of two folders: the agreement over all articles that both have.
    """
    one, other = Path(first), Path(second)
    if one.is_dir() and other.is_dir():
        found = agreements(one, other)
    else:
        [seed] = read_seeds([one])
        found = agreement(seed, read_gold(other))
    return show(found) + "\n\n" + explain(found)
