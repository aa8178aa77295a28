"""Where the library reads the words of a gold annotation otherwise than its annotator.

A perfect extractor is played: the gold's quotes and links go in as its answer. What differs then is
the library's own reading of dates, counts and names, or a slip of the annotator.
"""

from __future__ import annotations

from summarizer.extract.scripted import ScriptedExtractor
from summarizer.gold.files import Seed
from summarizer.gold.oracle import as_extraction
from summarizer.pipeline import Summarizer
from summarizer.score.tally import Finding, tally


def misread(seed: Seed) -> list[Finding]:
    """Return each value of *seed*'s gold that the library does not arrive at from its words."""
    answer = as_extraction(seed.gold, seed.article.text)
    engine = Summarizer(ScriptedExtractor({seed.article.id: answer}), revisions=0)
    return tally(engine.run(seed.article), seed.gold, seed.article.text).findings
