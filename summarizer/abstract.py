"""Whether headline and abstract keep to the article: refs, numbers, names, hedges (H1-H4)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Literal, TypeAlias

from summarizer.actors import country_of
from summarizer.article import Article, looks_english
from summarizer.fold import fold
from summarizer.ground import grounder_of
from summarizer.lexicon import read_vocabulary
from summarizer.packs.pack import language_of
from summarizer.patterns import Pattern
from summarizer.quantities import integers_in
from summarizer.schema import summary as sm

Severity: TypeAlias = Literal["error", "warning", "note"]

HEADLINE_WORDS = 15  # codebook H: a headline fits one line of a list
ABSTRACT_SENTENCES = 5
ABSTRACT_WORDS = 120
QUOTED_WORDS = 3  # fewer between quotation marks may be a nickname or a word held at a distance
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]")
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:;…–—\n][\s\"'“”«»‘’()\[\]]*|[\"“«„‘(\[])$")
# "12.000" as many languages group it, copied from the article into an abstract in English
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[.\u00a0\u202f]\d{3})+(?![\d.,]*\d)")
_ENDING = 3  # letters by which a name may be inflected: "Нижня", "Нижній"


@cache
def _patterns(table: str) -> dict[str, Pattern]:
    rows = tomllib.loads(read_vocabulary("wording.toml"))[table]
    return {
        row["id"]: Pattern(rf"(?<!\w)(?:{'|'.join(row['patterns'])})(?!\w)", re.IGNORECASE)
        for row in rows
    }


LOADED = _patterns("loaded")["en"]


def keeps_distance(text: str) -> bool:
    """Tell whether a sentence says that somebody says so.

    >>> keeps_distance("Two died, the mayor said."), keeps_distance("Two died.")
    (True, False)
    """
    return any(pattern.search(text) for pattern in _patterns("hedges").values())


def abstract_issues(
    summary: sm.ArticleSummary, article: Article, unsure: set[str]
) -> Iterator[sm.Issue]:
    """V11: what headline and abstract say beyond the article.

    *unsure*: the ids of records that rest on somebody's word.
    """
    printed = _Printed(article)
    for number, sentence in enumerate(summary.abstract, start=1):
        where = f"sentence {number} of the abstract"
        if not sentence.refs:
            yield _issue(f"{where} rests on no record")
        claims = [name for name in sentence.refs if name in unsure]
        if claims and sentence.text not in article.text and not keeps_distance(sentence.text):
            severity: Severity = "error" if _language_of(sentence.text, article) else "note"
            yield _issue(f"{where} states as fact what {claims[0]} only claims", severity)
        yield from _beyond(where, sentence.text, article, printed)
    yield from _beyond("the headline", summary.headline, article, printed)
    yield from _length(summary)


def quotes_of_the_abstract(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V13: what headline and abstract set in quotation marks is printed word for word."""
    texts = [("the headline", summary.headline)]
    texts += [
        (f"sentence {number} of the abstract", sentence.text)
        for number, sentence in enumerate(summary.abstract, start=1)
    ]
    grounder = grounder_of(article.text)
    for where, text in texts:
        for match in _QUOTED.finditer(text):
            quote = match.group()[1:-1].strip(" ,.;")
            if len(quote.split()) < QUOTED_WORDS:
                continue
            if any(e.match not in ("exact", "normalized") for e in grounder.ground(quote)):
                yield _issue(
                    f"{where} quotes {quote!r}, which the article does not print", code="V13"
                )


class _Printed:
    """What the article prints, read once: its integers, words and countries."""

    def __init__(self, article: Article) -> None:
        self.english = article.is_english()
        self.language = "en" if self.english else language_of(article.text, article.language)
        self.integers = integers_in(article.text, language=self.language)
        self.words = set(_WORD.findall(fold(article.text).text))
        self.scripts = {_script(word) for word in self.words}
        self.countries = {country_of(word) for word in self.words} - {None}
        self.stems = set() if self.english else {_stem(word) for word in self.words}

    def has(self, name: str) -> bool:
        """Tell whether every part of a name is printed, or the same country by another form.

        Where names are declined, another ending will do; English does not decline them.
        """
        return country_of(name) in self.countries or all(
            len(part) < 2 or part in self.words or (len(part) > 4 and _stem(part) in self.stems)
            for part in _WORD.findall(fold(name).text)
        )


def _stem(word: str) -> str:
    return word[: max(4, len(word) - _ENDING)]


def _script(word: str) -> str:
    """Name the script of a word by the block of its first letter, coarsely."""
    point = ord(word[0])
    return "latin" if point < 0x370 else f"{point >> 8:x}"


def _language_of(text: str, article: Article) -> bool:
    """Tell whether the words of distance are known for the language of *text*."""
    code = (article.language or "").split("-")[0]
    return looks_english(text) or code in _patterns("hedges") or (not code and article.is_english())


def _beyond(where: str, text: str, article: Article, printed: _Printed) -> Iterator[sm.Issue]:
    language = "en" if printed.english else None  # the abstract may be in another than the article
    plain = text if printed.english else _GROUPED.sub(lambda n: re.sub(r"\D", "", n[0]), text)
    extra = integers_in(plain, language=language) - printed.integers
    if extra:
        yield _issue(f"{where} has the number {min(extra)}, which the article lacks")
    severity: Severity = "warning" if _all_capitals(text) or not printed.english else "error"
    for name in _names(text):
        if _script(name.casefold()) in printed.scripts and not printed.has(name):
            yield _issue(f"{where} has the name {name!r}, which the article lacks", severity)
    loaded = LOADED.search(_QUOTED.sub("", text))
    if loaded and text not in article.text:
        yield _issue(f"{where} uses {loaded.group()!r} without quotation marks", "warning")


def _names(text: str) -> Iterator[str]:
    """Yield the capitalised words that do not open a sentence, without a possessive."""
    for match in _CAPITAL.finditer(text):
        word = match.group().removesuffix("'s").removesuffix("’s")
        if not word[:1].isupper() or len(word) < 2:
            continue
        if not _OPENS_SENTENCE.search(text[: match.start()]):
            yield word


def _all_capitals(text: str) -> bool:
    """Tell whether capitals mark no names here, as in a headline that capitalises every word."""
    words = [word for word in _CAPITAL.findall(text) if len(word) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _length(summary: sm.ArticleSummary) -> Iterator[sm.Issue]:
    words = sum(len(sentence.text.split()) for sentence in summary.abstract)
    if len(summary.headline.split()) > HEADLINE_WORDS:
        yield _issue(f"the headline has more than {HEADLINE_WORDS} words", "warning")
    if len(summary.abstract) > ABSTRACT_SENTENCES or words > ABSTRACT_WORDS:
        message = f"the abstract is longer than {ABSTRACT_SENTENCES} sentences or"
        yield _issue(f"{message} {ABSTRACT_WORDS} words", "warning")


def _issue(message: str, severity: Severity = "error", code: str = "V11") -> sm.Issue:
    return sm.Issue(
        code=code, severity=severity, record_id=None, message=message, revisable=severity != "note"
    )
