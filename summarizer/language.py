"""Which language a text is in, by its letters and its little words.

Meant for one decision: to refuse by name what the rules cannot read. So a text too short to tell
has no language (None), and a wrong name is worse than none. Profiles: ``vocab/languages.toml``.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.errors import LanguageError
from summarizer.lexicon import read_vocabulary

SAMPLE = 20_000  # characters: enough to tell, and a long article costs no more than a short one
MIN_WORDS = 2  # little words of the language that must occur; names alone prove nothing
MARGIN = 1.3  # by how much the first must beat the second; below, the two are not told apart
LETTER_WEIGHT = 0.5  # a word with a letter that only this language has, against a little word
SHORT = 25  # words: below, a headline or a list of names may have no little word at all
RARE_SHARE = 0.08  # a neighbour's few shared words do not make Swedish German
LITTLE_SHARE = 0.15  # of English news 0.35-0.50 on the seeds, of Swedish and Swahili under 0.05
_WORD = re.compile(r"[^\W\d_]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_SCRIPTS = (
    ("latin", re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
    ("cyrillic", re.compile(r"[\u0400-\u052f]")),
    ("arabic", re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")),
    ("hebrew", re.compile(r"[\u0590-\u05ff]")),
    ("greek", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("han", re.compile(r"[\u3400-\u9fff]")),
    ("kana", re.compile(r"[\u3040-\u30ff]")),
    ("hangul", re.compile(r"[\uac00-\ud7a3]")),
    ("devanagari", re.compile(r"[\u0900-\u097f]")),
    ("myanmar", re.compile(r"[\u1000-\u109f]")),
    ("ethiopic", re.compile(r"[\u1200-\u137f]")),
)


class Profile(NamedTuple):
    """One language: what it is written with and how to know it."""

    code: str
    name: str
    script: str
    words: frozenset[str]
    letters: frozenset[str]  # none of them ASCII
    yes: tuple[str, ...]
    no: tuple[str, ...]


@cache
def profiles() -> Mapping[str, Profile]:
    """Return the known languages by code, in the order of the file."""
    rows = tomllib.loads(read_vocabulary("languages.toml"))["language"]
    return {
        row["id"]: Profile(
            row["id"],
            row["name"],
            row["script"],
            frozenset(row["forms"]),
            frozenset(row.get("letters", "")),
            tuple(row["yes"]),
            tuple(row["no"]),
        )
        for row in rows
    }


def name_of(code: str) -> str:
    """Return the English name of a language tag, or the tag where the name is not known.

    >>> name_of("uk"), name_of("pt-BR"), name_of("xx")
    ('Ukrainian', 'Portuguese', 'xx')
    """
    profile = profiles().get(primary(code))
    return profile.name if profile else code


def primary(code: str) -> str:
    """Return the first part of a BCP-47 tag in lower case: "en" for "en-GB".

    >>> primary("en_GB")
    'en'
    """
    return re.split(r"[-_]", code.strip())[0].lower()


@lru_cache(maxsize=4)  # asked before an article is read and again when it is checked
def detect(text: str) -> str | None:
    """Return the language code of *text*; None where it is too short, mixed or not known.

    >>> detect("Two soldiers were killed near the border on Friday.")
    'en'
    >>> detect("Al menos doce personas murieron el viernes en el mercado.")
    'es'
    >>> detect("Homs") is None
    True
    """
    sample = text[:SAMPLE]
    script = _script(sample)
    rivals = [profile for profile in profiles().values() if profile.script == script]
    if len(rivals) < 2:
        return rivals[0].code if rivals else None
    return _by_words(sample, rivals)


def require(text: str, stated: str | None = None, *, readable: tuple[str, ...] = ("en",)) -> None:
    """Raise ``LanguageError`` when *text* is in a language that is not *readable*.

    *stated*: what the caller says it is. A short text whose language cannot be told passes; a
    longer one without the little words of a readable language does not.
    """
    found = primary(stated) if stated else detect(text)
    if found in readable or (found is None and _may_be(text, readable)):
        return
    known = " and ".join(name_of(code) for code in readable)
    label = f"{name_of(found)} ({found})" if found else "a language that could not be told"
    raise LanguageError(
        f"the article is in {label}; the rules extractor reads {known} only:"
        " name a model that reads it with --model, or give a translation"
    )


def _may_be(text: str, readable: tuple[str, ...]) -> bool:
    words = [word.group() for word in _WORD.finditer(_folded(text[:SAMPLE]))]
    if len(words) < SHORT:
        return True
    little = frozenset().union(*(profiles()[code].words for code in readable))
    return sum(word in little for word in words) >= LITTLE_SHARE * len(words)


def _script(text: str) -> str | None:
    # ASCII has letters of one script only, and most texts have little else.
    others = "".join(_BEYOND_ASCII.findall(text))
    counts = {name: len(letters.findall(others)) for name, letters in _SCRIPTS}
    plain = text.encode("ascii", "ignore")
    counts["latin"] += len(plain) - len(plain.translate(None, string.ascii_letters.encode()))
    if counts["kana"] and counts["kana"] * 10 > counts["han"]:
        counts["kana"] += counts["han"]  # Japanese writes with both
    name = max(counts, key=lambda key: counts[key])
    return name if counts[name] else None


def _by_words(text: str, rivals: list[Profile]) -> str | None:
    """Pick among languages of one script; a word that several share counts for less."""
    words = Counter(_WORD.findall(_folded(text)))
    marked = [(word, n) for word, n in words.items() if not word.isascii()]  # as all letters are
    owners = Counter(word for profile in rivals for word in profile.words)
    scores: dict[str, float] = {}
    for profile in rivals:
        little = [word for word in words if word in profile.words]
        found = sum(words[word] for word in little)
        lettered = sum(n for word, n in marked if not profile.letters.isdisjoint(word))
        rare = words.total() >= SHORT and found < RARE_SHARE * words.total()
        if found and not rare and found + lettered >= MIN_WORDS:
            score = sum(words[word] / owners[word] for word in little)
            scores[profile.code] = score + LETTER_WEIGHT * lettered
    ranked = sorted(scores, key=lambda code: -scores[code])
    if not ranked:
        return None
    if len(ranked) > 1 and scores[ranked[0]] < MARGIN * scores[ranked[1]]:
        return None
    return ranked[0]


def _folded(text: str) -> str:
    return text.casefold().replace("\u0307", "")  # "İ" folds to an i with a dot above it
