"""Read numbers as digits and as English words; ``packs/numbers.py`` reads other languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from summarizer.patterns import Pattern, small_letters

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}

_BELOW_TEN = "|".join(word for word, value in UNITS.items() if 0 < value < 10)
# "twenty-one", "twelve"; never "four and six", which are two numbers
_WORD = (
    rf"(?:{'|'.join(TENS)})(?:[\s-]+(?:{_BELOW_TEN})\b)?"
    rf"|{'|'.join(sorted(UNITS, key=len, reverse=True))}"
)
_SCALE = "|".join(SCALES)
# No number takes more than ten words; without the limit, "one one one" would take forever.
ENGLISH = (
    rf"(?:(?:{_WORD}|an?|half an?)[\s-]+)?(?:{_SCALE})"
    rf"(?:[\s-]+(?:and[\s-]+)?(?:{_WORD}|{_SCALE})\b){{0,9}}"
    rf"|(?:{_WORD})(?:[\s-]+(?:{_SCALE})\b(?:[\s-]+(?:and[\s-]+)?(?:{_WORD}|{_SCALE})\b){{0,9}})?"
)
DIGITS = r"\d{1,3}(?:[,  ]\d{3})+(?!\d)|\d+(?:\.\d+)?(?=\s*(?:million|thousand|billion))|\d+"
NUMBER = rf"(?:(?:{DIGITS})(?:\s*(?:hundred|thousand|million|billion))?|(?:{ENGLISH}))"
# Arabic writes "and" onto the word that follows it.
_NUMBER = re.compile(rf"(?<![^\Wو])(?<!\.)(?:{NUMBER})(?!\w)", re.IGNORECASE)
# Where one may begin, in small letters: a word too many costs a look, a word too few a number.
BEGINS = (
    rf"\d|{'|'.join(UNITS)}|{'|'.join(TENS)}|{_SCALE}"
    rf"|an?(?=[\s-]+(?:{_SCALE}))|half an?(?=[\s-]+(?:{_SCALE}))"
)
_BEGIN = re.compile(rf"\b(?:{BEGINS})")
_DOZEN = Pattern(rf"\b(?P<n>an?|half an?|{_WORD}|\d+)\s+(?P<w>dozen|score)\b(?!s)", re.IGNORECASE)
_SHARED_SCALE = Pattern(
    rf"(?<![\w.])(?P<low>{_WORD}|\d{{1,3}})(?P<join>\s*[-–]\s*|\s+(?:to|or|and)\s+)"
    rf"(?P<high>(?:{_WORD}|\d{{1,3}})\s+(?P<scale>dozen|score|{_SCALE}))\b",
    re.IGNORECASE,
)
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")


def ascii_digits(text: str) -> str:
    """Write the digits of every script as 0-9, letter for letter.

    >>> ascii_digits("٣٤ ۱۲")
    '34 12'
    """
    if text.isascii():
        return text
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def read_number(text: str) -> int | None:
    """Read one number, digits or English words; None where it is none.

    >>> read_number("one hundred and twelve"), read_number("1,200"), read_number("half a million")
    (112, 1200, 500000)
    """
    text = ascii_digits(text).strip().casefold()
    dozen = _DOZEN.fullmatch(text)
    if dozen:
        size = 12 if dozen["w"] == "dozen" else 20
        word = dozen["n"]
        if word.startswith("half"):
            return size // 2
        return size * (1 if word in ("a", "an") else read_number(word) or 0)
    digits = re.fullmatch(r"(\d[\d,.  ]*)\s*(hundred|thousand|million|billion)?", text)
    if digits:
        return _from_digits(digits[1], digits[2])
    words = [word for word in re.split(r"[\s-]+", text) if word and word != "and"]
    return _from_words(words)


def numbers_at(
    pattern: re.Pattern[str], text: str, begin: re.Pattern[str] = _BEGIN
) -> Iterator[re.Match[str]]:
    """Yield what ``pattern.finditer`` does, for a pattern whose matches begin as *begin* says.

    A long alternation tried at every letter takes most of the time that reading a text takes.
    *begin* is looked for in small letters.
    """
    position = 0
    for start in begin.finditer(small_letters(text)):
        if start.start() >= position and (match := pattern.match(text, start.start())):
            yield match
            position = match.end()


def _from_digits(printed: str, scale: str | None) -> int | None:
    cleaned = re.sub(r"[,  ](?=\d{3})", "", printed).strip(" .,")
    if scale is None and "." in cleaned:
        return None
    try:
        value = float(cleaned) if "." in cleaned else int(cleaned)
    except ValueError:
        return None
    return round(value * SCALES[scale]) if scale else int(value)


def _from_words(words: list[str]) -> int | None:
    if not words:
        return None
    if words[:2] == ["half", "a"] and len(words) == 3 and words[2] in SCALES:
        return SCALES[words[2]] // 2
    total, current, seen = 0, 0, False
    for index, word in enumerate(words):
        if word in ("a", "an") and index == 0 and len(words) > 1:
            current = 1
        elif word in UNITS or word in TENS:
            current += UNITS.get(word, TENS.get(word, 0))
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in SCALES:
            total += max(current, 1) * SCALES[word]
            current = 0
        else:
            return None
        seen = seen or word not in ("a", "an")
    return total + current if seen else None


def shared_scale(text: str) -> tuple[int, int] | None:
    """Return both numbers of "two or three dozen", where the scale belongs to both.

    >>> shared_scale("two or three dozen"), shared_scale("1 to 200")
    ((24, 36), None)
    """
    match = _SHARED_SCALE.search(text)
    if match is None:
        return None
    high, low = read_number(match["high"]), read_number(match["low"])
    if high is None or low is None:
        return None
    scale = SCALES.get(match["scale"].lower()) or {"dozen": 12, "score": 20}[match["scale"].lower()]
    return (low * scale, high) if low < 100 and low * scale < high else None


def english_integers(text: str) -> set[int]:
    """Return every integer that *text* prints, as digits or as English number words.

    >>> sorted(english_integers("twelve of the 1,200 men, two dozen horses"))
    [2, 12, 24, 1200]
    """
    return set(_english_integers(text))


@lru_cache(maxsize=64)  # the checks ask for the same article's numbers again and again
def _english_integers(text: str) -> frozenset[int]:
    text = ascii_digits(text)
    found: set[int] = set()
    numbers = _NUMBER.finditer(text) if "و" in text else numbers_at(_NUMBER, text)
    for match in numbers:
        value = read_number(match.group())
        if value is not None:
            found.add(value)
    for match in _DOZEN.finditer(text):
        value = read_number(match.group())
        if value is not None:
            found.add(value)
    for match in _SHARED_SCALE.finditer(text):
        found.update(shared_scale(match.group()) or ())
    if re.search(r"\bdozen\b", text, re.IGNORECASE):
        found.add(12)
    return frozenset(found)


def has_english_words(text: str) -> bool:
    """Tell English by its little words from languages whose numbers could be read into it."""
    return re.search(r"\b(?:the|and|of|were|was|in|at)\b", text, re.IGNORECASE) is not None
