"""Where ``export``, ``report`` and ``review`` get their summaries from."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.write.rows import Exported


def exported(path: str, articles: Iterable[str] = ()) -> Iterator[Exported]:
    """Yield the summaries of *path*, with the text of *articles* that belong to them."""
    from summarizer.errors import ExportError
    from summarizer.read.exported import is_database, read_exported, texts_by_digest
    from summarizer.write.rows import Exported

    if is_database(path):
        raise ExportError(f"{path} is a database; give the summaries as JSON lines instead")
    pairs = read_exported(path, texts_by_digest(articles))
    return (Exported(summary, text) for summary, text in pairs)
