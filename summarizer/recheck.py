"""Test a stored summary again, against the text it was made from. Needs no extractor."""

from __future__ import annotations

from summarizer import coverage
from summarizer.article import Article
from summarizer.check import CHECKS, check
from summarizer.injection import addresses
from summarizer.schema.summary import ArticleSummary, Issue

# Ids are numbered anew on assembly, so that an id given twice can only be seen there.
_SEEN_ONCE = frozenset({"V14"})


def recheck(summary: ArticleSummary, article: Article) -> list[Issue]:
    """Return the issues of *summary* as the checks find them now.

    Stored issues of the checks that run again are dropped, all others kept. *article* must be the
    article of the summary: another text gives a single issue that says so.
    """
    info = summary.article
    if (info.sha256, info.char_length) != (article.sha256, len(article.text)):
        message = "the summary was made from another text, so its offsets mean nothing here"
        return [Issue(code="V1", severity="error", record_id=None, message=message)]
    again = {*CHECKS, coverage.CODE} - _SEEN_ONCE
    kept = [issue for issue in summary.issues if issue.code not in again]
    checked = check(summary.model_copy(update={"issues": kept}), article)
    return coverage.report(checked, article, addresses(article.text)).issues
