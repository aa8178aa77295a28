"""The embedded extractor: reads English war reports by grammar and word lists, without a model."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from summarizer.article import Article
from summarizer.extract.rules.compose import Composer
from summarizer.extract.rules.found import Found
from summarizer.language import require
from summarizer.schema.extraction import Extraction
from summarizer.schema.summary import Issue

VERSION = "1"  # raised when the rules change what they read; the word lists are hashed beside it


class RulesExtractor:
    """Reads an article with explicit constructions only. Needs neither key nor network.

    It never infers blame, a weapon's user or a claimant from nearness. Raises ``LanguageError`` for
    an article in a language it has no grammar for.
    """

    name = "rules"
    waits = False
    limits: str | None = (
        "read by word lists and sentence grammar: misses what is implied, told across sentences or"
        " worded unusually; one happening may appear as two events"
    )

    @property
    def fingerprint(self) -> str:
        """Changes with the rules' version and with every word list."""
        return f"rules-{VERSION}-{_vocabulary_digest()}"

    async def extract(self, article: Article) -> Extraction:
        """Read *article* once."""
        return self.read(article)

    def read(self, article: Article) -> Extraction:
        """Read *article* without an event loop."""
        return self.explained(article)[0]

    def explained(self, article: Article) -> tuple[Extraction, dict[str, list[Found]]]:
        """Read *article*; return beside it, by local id, the entries that made each record."""
        require(article.text, article.language)
        composer = Composer(article.text, article.published)
        return composer.extraction(), composer.found

    async def revise(
        self, article: Article, extraction: Extraction, issues: list[Issue]
    ) -> Extraction:
        """Return *extraction*: the rules would read the same again."""
        return extraction


@cache
def _vocabulary_digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(files("summarizer.vocab").iterdir(), key=lambda p: p.name):
        if path.name.endswith((".toml", ".tsv")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
