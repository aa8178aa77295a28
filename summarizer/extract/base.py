"""The one seam between an article and everything that is computed from it.

An extractor reads one article and answers with an ``Extraction``. Grounding, dates, counts, codes
and checks are the same for all of them and live elsewhere.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from summarizer.article import Article
from summarizer.schema.extraction import Extraction
from summarizer.schema.summary import Issue


@runtime_checkable
class Extractor(Protocol):
    """What every engine offers.

    ``name`` goes into each summary's provenance, ``limits`` tells readers in one sentence what the
    engine is known to miss (None: nothing known), ``fingerprint`` changes whenever the same article
    could get another answer.
    """

    name: str
    limits: str | None

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same article could get another answer."""
        ...

    async def extract(self, article: Article) -> Extraction:
        """Read *article* once."""
        ...

    async def revise(
        self, article: Article, extraction: Extraction, issues: list[Issue]
    ) -> Extraction:
        """Answer again, given what was wrong; an engine that cannot returns *extraction*."""
        ...
