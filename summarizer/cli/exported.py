"""Where ``export``, ``report`` and ``review`` get their summaries from."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.schema.summary import ArticleSummary
    from summarizer.write.rows import Exported


def exported(path: str, articles: Iterable[str] = ()) -> Iterator[Exported]:
    """Yield the summaries of a run or of JSON lines, each with its text where it is known.

    *articles*: files with the texts of summaries that come without. How many articles have no
    summary is told on stderr at the end.
    """
    from summarizer.write.rows import Exported

    without = 0
    for summary, text in _pairs(path, articles):
        if summary is None:
            without += 1
        else:
            yield Exported(summary, text)
    if without:
        print(f"passed over: articles without a summary ({without})", file=sys.stderr)


def _pairs(
    path: str, articles: Iterable[str]
) -> Iterator[tuple[ArticleSummary | None, str | None]]:
    from summarizer.read.exported import is_database, read_exported, texts_by_digest

    if is_database(path):
        from summarizer.run.reading import read_entries

        return ((entry.summary, entry.text) for entry in read_entries(path))
    return read_exported(path, texts_by_digest(articles))
