"""Nouns that the word lists do not have: whether one is built like a word for a person."""

from __future__ import annotations

import re

from summarizer.lexicon import load_entries
from summarizer.vocabulary import per_lexicon


def is_person(word: str) -> bool:
    """Tell whether *word* ends as words for people do, and is none of the known exceptions.

    >>> is_person("deminers"), is_person("helicopters")
    (True, False)
    """
    endings, things = _shapes()
    return endings.search(word) is not None and things.search(word) is None


@per_lexicon
def _shapes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    made = {}
    for entry in load_entries("harm.toml", "shape"):
        made[entry.id] = "|".join(re.escape(form) for form in entry.forms)
    return (
        re.compile(rf"\w{{3,}}(?:{made['person']})s?$", re.IGNORECASE),
        re.compile(rf"(?:{made['thing']})s?$", re.IGNORECASE),
    )
