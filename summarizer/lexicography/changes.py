"""Which records a change of the words makes, loses or alters, article by article."""

from __future__ import annotations

import asyncio

from summarizer.article import Article
from summarizer.diff import ArticleDiff, diff_summaries
from summarizer.extract.rules.extractor import RulesExtractor
from summarizer.pipeline import summarize_article
from summarizer.schema.summary import ArticleSummary
from summarizer.vocabulary import Lexicon, use


def changes(article: Article, before: Lexicon, after: Lexicon) -> ArticleDiff:
    """Return what the rules read otherwise with *after* than with *before*; falsy: nothing.

    Raises ``LanguageError`` for an article in a language they have no grammar for.
    """
    return diff_summaries(_read(article, before), _read(article, after))


def _read(article: Article, lexicon: Lexicon) -> ArticleSummary:
    with use(lexicon):
        return asyncio.run(summarize_article(article, RulesExtractor(), revisions=0))
