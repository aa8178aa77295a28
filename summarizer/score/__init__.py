"""Quality as a number: summaries laid beside gold."""

from __future__ import annotations

from collections.abc import Iterable

from summarizer.errors import ScoreError
from summarizer.gold.files import Seed
from summarizer.schema.summary import ArticleSummary
from summarizer.score.result import Score as Score
from summarizer.score.tally import tally


class _Nothing:
    """The summary of an article that has none: every record of its gold is a miss."""

    actors = locations = events = attributions = casualties = weapons = ()
    media = discrepancies = unknowns = ()


def score(summaries: Iterable[ArticleSummary], golds: Iterable[Seed]) -> Score:
    """Return how good *summaries* are, measured against *golds*.

    A summary and a gold belong together when their texts have the same hash, or else the same id.
    Gold without a summary counts as missed; a summary without gold is named and not counted.
    Raises ``ScoreError`` when nothing belongs together, or one article has two summaries.
    """
    seeds = {seed.article.sha256: seed for seed in golds}
    ids = {seed.article.id: sha for sha, seed in seeds.items()}
    found: dict[str, ArticleSummary] = {}
    stray: list[str] = []
    for summary in summaries:
        sha = summary.article.sha256
        sha = sha if sha in seeds else ids.get(summary.article.id, sha)
        if sha not in seeds:
            stray.append(summary.article.id)
        elif sha in found:
            raise ScoreError(f"the run has two summaries of {summary.article.id}; score one run")
        elif summary.article.sha256 != sha:
            raise ScoreError(
                f"{summary.article.id}: the summary was made from another text than the gold has;"
                " summarize the article again"
            )
        else:
            found[sha] = summary
    if not found:
        raise ScoreError(
            f"no summary of the {len(stray)} given belongs to any of the {len(seeds)} articles"
            " with gold; summarize the same article.txt files"
        )
    tallies = [
        tally(found.get(sha, _Nothing()), seed.gold, seed.article.text)
        for sha, seed in seeds.items()
    ]
    missing = [seed.article.id for sha, seed in seeds.items() if sha not in found]
    return Score(tuple(tallies), tuple(stray), tuple(missing))
