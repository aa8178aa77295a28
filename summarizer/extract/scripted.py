"""An extractor with answers given beforehand, for tests of code that uses the library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from summarizer.article import Article
from summarizer.errors import ExtractorError
from summarizer.schema.extraction import Extraction
from summarizer.schema.summary import Issue


class ScriptedExtractor:
    """Answers from a table: article id, sha256 or text to ``Extraction``.

    ``revisions`` are handed out one by one, in order, each time a revision is asked for; when none
    is left the extraction comes back unchanged. ``asked`` lists the article ids seen.
    """

    name = "scripted"
    limits: str | None = None
    fingerprint = "scripted"

    def __init__(
        self, answers: Mapping[str, Extraction], revisions: Iterable[Extraction] = ()
    ) -> None:
        self._answers = dict(answers)
        self._revisions = list(revisions)
        self.asked: list[str] = []

    async def extract(self, article: Article) -> Extraction:
        """Return the answer for *article*; unknown articles are an error, never an empty answer."""
        self.asked.append(article.id)
        for key in (article.id, article.sha256, article.text):
            if key in self._answers:
                return self._answers[key]
        raise ExtractorError(
            f"no scripted answer for article {article.id!r}; give one under its id, sha256 or text"
        )

    async def revise(
        self, article: Article, extraction: Extraction, issues: list[Issue]
    ) -> Extraction:
        """Return the next scripted revision, or *extraction* when none is left."""
        return self._revisions.pop(0) if self._revisions else extraction
