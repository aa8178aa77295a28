"""What is recorded from a model: every seed, a re-ask, a revision; and how it is replayed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.extract.llm import LLMExtractor
from summarizer.pipeline import summarize_article
from summarizer.read.article import read_article
from summarizer.schema.summary import ArticleSummary

TESTS = Path(__file__).parent
ROOT = TESTS.parent
FOLDER = TESTS / "cassettes" / "model"
INDEX = TESTS / "cassettes" / "cases.json"
GOLDEN = TESTS / "golden"
COMMAND = "python tests/record.py --base-url URL --model NAME"


@dataclass(frozen=True)
class Case:
    """An article to summarize. ``shows``: words of the request that the case is there for."""

    name: str
    article: Path
    shows: str = ""
    hint: str = ""  # to whoever writes or waits for the answers
    # A seed is asked once: what the checks would send back changes with the checks, and would
    # make every recording stale. The revision has a case of its own.
    revisions: int = 0

    async def summary(self, extractor: LLMExtractor) -> ArticleSummary:
        try:
            article = read_article(str(self.article))
            return await summarize_article(article, extractor, revisions=self.revisions)
        finally:
            await extractor.aclose()


def cases() -> list[Case]:
    here = TESTS / "replay" / "articles"
    seeds = [Case(path.parent.name, path) for path in sorted(ROOT.glob("seeds/*/article.txt"))]
    reask = Case(
        "reask",
        here / "reask.txt",
        "That answer cannot be used",
        "its first answer must be one that does not fit the schema",
    )
    revision = Case(
        "revision",
        here / "revision.txt",
        "Correct only these",
        "its first answer must hold a quote that is not there",
        revisions=1,
    )
    return [*seeds, reask, revision]


def index() -> dict[str, dict[str, Any]]:
    """Return what is recorded: for each case its model, day, source and files."""
    if not INDEX.exists():
        return {}
    return dict(json.loads(INDEX.read_text(encoding="utf-8")))
