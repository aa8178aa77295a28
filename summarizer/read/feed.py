"""RSS and Atom files, as they were downloaded."""

from __future__ import annotations

import io
from typing import IO, Any

from summarizer.article import parse_published
from summarizer.errors import ArticleError
from summarizer.read.article import Metadata
from summarizer.read.html import text_of_fragment
from summarizer.read.record import Found, ReadOptions, Records, Unread, checked, load, whole

MAX_FEED = 50_000_000


def read_feed(file: IO[bytes], options: ReadOptions) -> Records:
    """Yield each entry with its title, date, link and the feed's name as the publisher.

    The text is the entry's content, or its summary where the feed carries no more.
    """
    feedparser = load("feedparser", "feeds")
    # A stream and never a string: feedparser would fetch a string that looks like an address.
    feed = feedparser.parse(io.BytesIO(whole(file, MAX_FEED)))
    if not feed.entries:
        raise ArticleError(
            "no entries were found: this is no RSS or Atom feed; see `summarizer batch --help`"
            " for the formats"
        )
    for number, entry in enumerate(feed.entries, start=1):
        yield _entry(entry, str(number), feed.feed)


def _entry(entry: Any, number: str, feed: Any) -> Found | Unread:
    contents = [part.get("value", "") for part in entry.get("content", [])]
    text = text_of_fragment(max([*contents, entry.get("summary", "")], key=len))
    if not text.strip():
        return Unread(number, "this entry has no text, only a link; download the page first")
    day = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return Found(
            checked(text),
            Metadata(
                published=parse_published(f"{day[0]:04}-{day[1]:02}-{day[2]:02}") if day else None,
                title=entry.get("title") or None,
                publisher=feed.get("title") or None,
                url=entry.get("link") or None,
                language=feed.get("language") or None,
            ),
            number,
            author=entry.get("author") or None,
        )
    except ArticleError as err:
        return Unread(number, str(err))
