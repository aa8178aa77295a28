"""Test a stored summary again, against the text it was made from. Needs no extractor."""

from __future__ import annotations

from summarizer.article import Article
from summarizer.check import CHECKS, check
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
    kept = [i for i in summary.issues if i.code not in CHECKS or i.code in _SEEN_ONCE]
    return check(summary.model_copy(update={"issues": kept}), article).issues
