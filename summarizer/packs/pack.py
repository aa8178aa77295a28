"""A language pack: the words by which one language prints numbers, days, harm and weapons.

A folder ``vocab/lang/<code>`` is a pack; a new folder is a new language. Its files are read on a
folded text (``Plain``), so that case, accents, vowel signs, digits and blanks do not matter.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from summarizer.fold import fold
from summarizer.language import detect, primary, profiles
from summarizer.lexicon import Entry, PhraseFinder, load_entries
from summarizer.vocabulary import per_lexicon, read_vocabulary

_CHOICE = re.compile(r"\(([^()]*)\)")


class Plain(NamedTuple):
    """A folded text that knows where its characters stand in the printed one."""

    text: str
    offsets: list[int]
    printed: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the printed offsets of a stretch of the folded text, vowel signs included."""
        last = self.offsets[end - 1] + 1
        while last < len(self.printed) and unicodedata.combining(self.printed[last]):
            last += 1
        return self.offsets[start], last

    def folded(self, start: int, end: int) -> tuple[int, int]:
        """Return the folded offsets of a stretch of the printed text."""
        return bisect_left(self.offsets, start), bisect_left(self.offsets, end)


@dataclass(frozen=True, eq=False)  # one for each code, told apart by what it is
class Pack:
    """What one language needs before its words can be looked up.

    ``letters`` are written as others (accents, forms of alef); ``prefixes`` may be written onto a
    word ("and", "with", "the" in Arabic), the empty one among them, and ``definite`` is the article
    among them; ``word`` is the pattern of one word of folded text; ``determiners`` stand before one
    person ("un", "su"), where there are any; ``english`` are words that English has, too.
    """

    code: str
    letters: Mapping[int, str]
    prefixes: tuple[str, ...]
    word: str
    script: str
    definite: str
    determiners: frozenset[str]
    english: frozenset[str]

    def shares_a_word(self, text: str) -> bool:
        """Tell whether *text* has a word that English has as well."""
        return bool(self.english) and not self.english.isdisjoint(text.lower().split())

    def plain(self, text: str) -> Plain:
        """Return *text* as the words of this pack are compared."""
        return _plain(text, self.code)

    def forms(self, written: Iterable[str]) -> Iterator[str]:
        """Yield every form that entries stand for: "ракет(а|и)" for two, Arabic with prefixes."""
        for form in self.bare(written):
            yield from (prefix + form for prefix in self.prefixes)

    def bare(self, written: Iterable[str]) -> Iterator[str]:
        """Yield the same forms without prefixes."""
        for form in written:
            for whole in expand(form):
                yield self.plain(whole).text.strip()

    def table(self, name: str) -> dict[str, Any]:
        """Return the tables of one file of the pack."""
        return tomllib.loads(read_vocabulary(f"lang/{self.code}/{name}"))


def expand(form: str) -> Iterator[str]:
    """Write out the endings of a form.

    >>> list(expand("quer(er|ido)")), list(expand("mina"))
    (['querer', 'querido'], ['mina'])
    """
    choice = _CHOICE.search(form)
    if choice is None:
        yield form
        return
    for part in choice[1].split("|"):
        yield from expand(form[: choice.start()] + part + form[choice.end() :])


def any_of(forms: Iterable[str]) -> str:
    """Return the pattern of any of these forms, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(set(forms), key=len, reverse=True)))})"


@cache
def pack_codes() -> tuple[str, ...]:
    """Return the codes of the languages that have a pack, in the order of the alphabet."""
    folder = files("summarizer.vocab").joinpath("lang")
    return tuple(
        sorted(row.name for row in folder.iterdir() if row.joinpath("pack.toml").is_file())
    )


@cache
def pack_of(code: str | None) -> Pack | None:
    """Return the pack for a language tag; None for English, for no tag, and where there is none.

    >>> pack_of("es-CO").code, pack_of("en"), pack_of(None)
    ('es', None, None)
    """
    name = primary(code) if code else ""
    if name not in pack_codes():
        return None
    row = tomllib.loads(read_vocabulary(f"lang/{name}/pack.toml"))
    letters = {ord(old): new for new, olds in row.get("letters", {}).items() for old in olds}
    inner = "'" if row.get("apostrophe_in_words") else ""
    word = rf"[^\W\d_]+(?:[{inner}][^\W\d_]+)*" if inner else r"[^\W\d_]+"
    prefixes = ("", *(prefix.translate(letters) for prefix in row.get("prefixes", ())))
    script = profiles()[name].script
    numbers = tomllib.loads(read_vocabulary(f"lang/{name}/numbers.toml"))
    determiners = frozenset([*numbers.get("article", ()), *numbers.get("possessive", ())])
    definite = row.get("definite", "").translate(letters)
    english = frozenset(row.get("english", ()))
    return Pack(name, letters, prefixes, word, script, definite, determiners, english)


def language_of(text: str, stated: str | None) -> str | None:
    """Return the code of the language a text is read in: what it is said to be, else detected."""
    return primary(stated) if stated else detect(text)


def has_numbers(language: str | None) -> bool:
    """Tell whether the numbers of a language are read: English and the languages with a pack."""
    return language == "en" or pack_of(language) is not None


@lru_cache(maxsize=512)
def _plain(text: str, code: str) -> Plain:
    pack = pack_of(code)
    assert pack is not None
    folded = fold(text)
    return Plain(folded.text.translate(pack.letters), folded.offsets, text)


@per_lexicon
def load_pack_entries(code: str, name: str, table: str) -> tuple[Entry, ...]:
    """Return the entries of one file of a pack with every form written out and folded."""
    pack = pack_of(code)
    assert pack is not None
    return tuple(
        replace(
            entry,
            forms=tuple(dict.fromkeys(pack.forms(entry.forms))),
            not_before=frozenset(pack.forms(entry.not_before)),
            not_after=frozenset(pack.forms(entry.not_after)),
        )
        for entry in load_entries(f"lang/{code}/{name}", table)
    )


@per_lexicon
def finder(code: str, name: str, table: str) -> PhraseFinder:
    """Return the finder of these entries; it reads folded text."""
    return PhraseFinder(load_pack_entries(code, name, table))
