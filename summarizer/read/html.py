"""Web pages: the article without what stands around it (trafilatura), and fragments of HTML."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import IO

from summarizer.article import parse_published
from summarizer.errors import ArticleError
from summarizer.read.article import Metadata
from summarizer.read.record import Found, ReadOptions, Records, checked, load, printed_day, whole

MAX_PAGE = 20_000_000  # bytes: pages carry scripts and pictures
_BLOCKS = frozenset(
    "p div br li ul ol tr table h1 h2 h3 h4 h5 h6 blockquote section article figure hr".split()
)
_HIDDEN = frozenset({"script", "style", "template", "noscript"})


def read_html(file: IO[bytes], options: ReadOptions) -> Records:
    """Yield the article of a page, with what the page says of title, date and outlet."""
    yield page(whole(file, MAX_PAGE))


def page(data: bytes, url: str | None = None, number: str | None = None) -> Found:
    """Return the article of a page. Nothing is fetched, and no script is run."""
    trafilatura = load("trafilatura", "html")
    made = trafilatura.bare_extraction(data, url=url, with_metadata=True, include_comments=False)
    text = made.text if made is not None else None
    if not text or not text.strip():
        raise ArticleError("no article was found in this page; save its text as a .txt file")
    known = Metadata(
        published=parse_published(printed_day(made.date)),
        title=made.title or None,
        publisher=made.sitename or made.hostname or None,
        language=made.language or None,
        url=url or made.url or None,
    )
    return Found(checked(text), known, number, author=made.author or None)


class _Fragment(HTMLParser):
    """Collects text; a block begins a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN and self._hidden > 0
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)


def text_of_fragment(fragment: str) -> str:
    r"""Return the text of a piece of HTML, a line for each block.

    >>> text_of_fragment("<p>Shells fell.</p><p>Two&nbsp;men died.</p>")
    'Shells fell.\nTwo\xa0men died.'
    """
    parser = _Fragment()
    parser.feed(fragment)
    parser.close()
    lines = (
        " ".join(line.split(" ")).strip(" \t\r") for line in "".join(parser.pieces).split("\n")
    )
    return "\n".join(line for line in lines if line)
