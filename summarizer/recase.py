"""Give a text that has no capitals, or nothing but capitals, the case its words would have.

Teleprinter copy and old archives print names like any other word. Here a word that common English
does not have is taken for a name. The result has the length of the text, so that every offset into
one is an offset into the other; what is quoted is quoted from the text as printed.
"""

from __future__ import annotations

import re
from functools import cache

from summarizer.document import casing
from summarizer.lexicon import read_vocabulary

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+")
_SENTENCE_END = re.compile(r"(?:[.!?]['\"’”)\]]*\s+|\n\s*|^\s*|--\s+)$")
# After a short form that stands before names a sentence goes on: "dr. arce", "d. juan".
_ABBREVIATED = re.compile(
    r"\b(?:[a-z]|drs?|mrs?|ms|gen|col|lt|sgt|capt|cpl|maj|msgr|fr|st|no|gov|sen|rep|prof|rev|adm|cmdr"
    r"|atty)\. +$"
)
# "national liberation front [fmln]": the text itself says that it is a short form.
_BRACKETED = re.compile(r"[\[(]([^\W\d_]{2,7})[\])]")
_PARTICLES = frozenset("de del la las los el y e da dos di van von bin ibn al ben".split())
_HONORIFICS = frozenset("dr drs mr mrs ms sr jr st sgt lt msgr".split())
_MONTHS = frozenset("may march".split())
_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""),
    ("ing", "e"), ("ly", ""), ("er", ""), ("er", "e"),
)  # fmt: skip
_SHORTEST_BASE = 4  # "cars" is a form of "cars", "ines" none of "in"
_LETTERS = 6  # a word of so few letters and no vowel is spelt out


@cache
def _common() -> frozenset[str]:
    lines = read_vocabulary("common_words.tsv").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@cache
def is_common(word: str) -> bool:
    """Tell whether *word*, in lower case, is an ordinary English word or a form of one.

    >>> is_common("kidnapped"), is_common("ellacuria")
    (True, False)
    """
    known = _common()
    if word in known or len(word) == 1:
        return True
    bases = (word[: -len(end)] + more for end, more in _ENDINGS if word.endswith(end))
    return any(len(base) >= _SHORTEST_BASE and base in known for base in bases)


def recased(text: str) -> str:
    """Return *text* with names and sentences capitalised if it is all of one case, else as it is.

    >>> recased("maria soto, mayor of apopa, was kidnapped by the fmln [frente marti].")
    'Maria Soto, mayor of Apopa, was kidnapped by the FMLN [Frente Marti].'
    >>> recased("The mayor was kidnapped.")
    'The mayor was kidnapped.'
    """
    if casing(text) == "mixed":
        return text
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    short = frozenset(_BRACKETED.findall(lower))
    made: list[str] = []
    position = 0
    named = False  # the word before is a name, and nothing but a blank stands between
    for match in _WORD.finditer(lower):
        gap = lower[position : match.start()]
        made.append(gap)
        joined = named and gap in (" ", "-", "'", ". ")
        word, after = match.group(), lower[match.end() : match.end() + 24]
        shown = _shown(lower, match, joined, after, short)
        named = (shown[:1].isupper() and not is_common(word.strip("."))) or (
            joined and word in _PARTICLES
        )
        made.append(shown)
        position = match.end()
    made.append(lower[position:])
    return "".join(made)


def _shown(
    lower: str, match: re.Match[str], joined: bool, after: str, short: frozenset[str]
) -> str:
    word, start = match.group(), match.start()
    before = lower[max(0, start - 12) : start]
    if "." in word:
        return word.upper()
    if word in _PARTICLES:
        following = _WORD.search(after)
        name = following is not None and not is_common(following.group()) and following.start() < 2
        return word.capitalize() if name and not joined else word
    opens = _SENTENCE_END.search(before) is not None and _ABBREVIATED.search(before) is None
    if len(word) == 1:
        initial = after.startswith(". ") and before.endswith(" ") and word not in ("a",)
        return word.upper() if initial or opens or word == "i" else word
    if word in _MONTHS:
        day = re.search(r"\d\s+$", before) or re.match(r"\s+\d", after)
        return word.capitalize() if day or opens else word
    if is_common(word):
        return word.capitalize() if opens else word
    if before.endswith(("'", "’")) and word in ("s", "t", "re", "ve", "ll", "m"):
        return word
    if word in _HONORIFICS:
        return word.capitalize()
    if word in short or (len(word) <= _LETTERS and not re.search(r"[aeiouy]", word)):
        return word.upper()
    if before[-1:].isdigit():
        return word  # "3d", "14th"
    return word.capitalize()
