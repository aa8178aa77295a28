"""From a record's fields (a JSON object, a table's row) to an article."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from summarizer.article import parse_published
from summarizer.errors import ArticleError
from summarizer.read.article import Metadata
from summarizer.read.record import Fields, Found, Unread, checked, printed_day

USUAL = {
    "text": ("text", "body", "content", "article", "article_text", "full_text", "maintext"),
    "title": ("title", "headline"),
    "published": (
        "published", "date", "published_at", "publishedAt", "date_publish", "publication_date",
        "pub_date", "pubDate", "date_published",
    ),
    "publisher": ("publisher", "outlet", "source", "source_domain", "domain", "site_name"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
    "id": ("id", "guid", "uuid"),
    "author": ("author", "authors", "byline"),
}  # fmt: skip


def to_article(record: object, fields: Fields, number: str) -> Found | Unread:
    """Return the article that *record* holds; an ``Unread`` says what is missing or wrong."""
    if not isinstance(record, Mapping):
        return Unread(number, "this record is no object with fields, such as a text and a title")
    try:
        text = _value(record, "text", fields.text)
        if text is None or not str(text).strip():
            raise ArticleError(_no_text(record, fields))
        return Found(
            checked(str(text)),
            Metadata(
                published=_day(_value(record, "published", fields.published)),
                title=_words(_value(record, "title", fields.title)),
                publisher=_words(_value(record, "publisher", fields.publisher)),
                url=_words(_value(record, "url", fields.url)),
                language=_words(_value(record, "language", fields.language)),
            ),
            number,
            _words(_value(record, "id", fields.id)) or "",
            _words(_value(record, "author", fields.author)),
        )
    except ArticleError as err:
        return Unread(number, str(err))


def _value(record: Mapping[Any, Any], field: str, name: str | None) -> object:
    if name is None:
        for usual in USUAL[field]:
            value: object = record.get(usual)
            if value is not None and value != "":
                return value
        return None
    if name == "":
        return None
    found = _inside(record, name)
    if found is None and field == "text":
        raise ArticleError(f"the field {name!r} is missing or empty; it has {_names(record)}")
    return found


def _inside(record: Mapping[Any, Any], name: str) -> object:
    if name in record:
        value: object = record[name]
        return value
    here: object = record
    for part in name.split("."):
        if not isinstance(here, Mapping) or part not in here:
            return None
        here = here[part]
    return here


def _words(value: object) -> str | None:
    """Return a text of one line; a list is joined, and {"name": ...} gives its name."""
    if value is None or type(value) is str:
        return value.strip() or None if value else None
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_words, value))) or None
    if isinstance(value, Mapping):
        return _words(value.get("name"))
    return str(value).strip() or None


def _day(value: object) -> Any:
    return parse_published(printed_day(value))


def _no_text(record: Mapping[Any, Any], fields: Fields) -> str:
    if fields.text is not None or any(name in record for name in USUAL["text"]):
        return "the text of this record is empty"
    return f"no field with a text; name it with --text-field: this record has {_names(record)}"


def _names(record: Mapping[Any, Any]) -> str:
    return ", ".join(repr(str(name)[:40]) for name in list(record)[:12]) or "no fields"
