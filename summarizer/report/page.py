"""The review page: one offline file with its script, its style and its data inside."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import IO, Any

from summarizer.report.editable import editable_fields
from summarizer.report.payload import (
    article_payload,
    claim_groups,
    index_row,
    inert_json,
    timeline_rows,
)
from summarizer.write.cells import whole
from summarizer.write.rows import Exported

SCRIPTS = ("base", "text", "charts", "decisions", "records", "correct", "views", "app")


def write_report(items: Iterable[Exported], stream: IO[str], *, title: str = "Review") -> int:
    """Write the page and return how many articles it holds.

    Articles are written one at a time; what is kept for the end is a line for each article, event
    and casualty claim. Raises ``ExportError`` where an article's text is not known.
    """
    script, style = _script(), _asset("review.css")
    stream.write(_head(title, script, style))
    stream.write(Template(_asset("page.html")).substitute(title=escape(title)))
    index: list[dict[str, Any]] = []
    timeline: list[dict[str, Any]] = []
    claims: list[dict[str, Any]] = []
    run = hashlib.sha256()
    for number, item in enumerate(items):
        _data(stream, f"a{number}", article_payload(item))
        index.append(index_row(number, item.summary))
        timeline += timeline_rows(number, item.summary)
        claims += claim_groups(number, item.summary)
        run.update(f"{item.summary.article.id} {item.summary.article.sha256}\n".encode())
    blocks = {"index": index, "timeline": timeline, "claims": claims, "fields": editable_fields()}
    for name, rows in blocks.items():
        _data(stream, name, rows)
    _data(stream, "run", run.hexdigest()[:16])
    stream.write(f"<script>{script}</script>\n</body>\n</html>\n")
    return len(index)


def _head(title: str, script: str, style: str) -> str:
    # Nothing may be fetched, framed, posted or run but the one script and style named by hash.
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src '{_source_hash(script)}'",
            f"style-src '{_source_hash(style)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        ]
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )


def _data(stream: IO[str], name: str, value: Any) -> None:
    text = whole(inert_json(value))
    stream.write(f'<script type="application/json" id="{name}">{text}</script>\n')


def _source_hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    return files("summarizer.report").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    parts = "\n".join(_asset(f"{name}.js") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();\n'
