"""Web archives: the pages a crawler saved (WARC), or their texts (WET)."""

from __future__ import annotations

from typing import IO

from summarizer.errors import ArticleError
from summarizer.read.article import Metadata
from summarizer.read.html import MAX_PAGE, page
from summarizer.read.record import Found, ReadOptions, Records, Unread, load, whole
from summarizer.read.text import decode

_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(file: IO[bytes], options: ReadOptions) -> Records:
    """Yield the article of each saved page; pictures, scripts and redirects are no articles."""
    archive = load("warcio.archiveiterator", "warc")
    for number, record in enumerate(archive.ArchiveIterator(file), start=1):
        url = record.rec_headers.get_header("WARC-Target-URI")
        try:
            if record.rec_type == "conversion":
                text = decode(whole(record.content_stream())).text
                yield Found(text, Metadata(url=url), str(number))
            elif record.rec_type == "response" and _is_page(record.http_headers):
                yield page(whole(record.content_stream(), MAX_PAGE), url, str(number))
        except ArticleError as err:
            yield Unread(str(number), f"{url}: {err}" if url else str(err))


def _is_page(headers: object) -> bool:
    get = getattr(headers, "get_header", None)
    if get is None or str(getattr(headers, "get_statuscode", str)()) != "200":
        return False
    kind = str(get("Content-Type") or "").partition(";")[0].strip().lower()
    return kind in _PAGES
