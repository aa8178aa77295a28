"""Read numbers as digits and as words.

English in full; for Spanish, French, Ukrainian, Russian and Arabic the small numbers that reports
print as words, enough to test whether a number stands in a quote.
"""

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

# Words of other languages, each with the number it prints. Hand list, 2026-11.
_FOREIGN = {
    # Spanish
    **dict.fromkeys(["uno", "una", "un"], 1),
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
    "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15,
    "dieciséis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20,
    "veintiuno": 21, "veintidós": 22, "veintitrés": 23, "veinticuatro": 24, "veinticinco": 25,
    "veintiséis": 26, "veintisiete": 27, "veintiocho": 28, "veintinueve": 29, "treinta": 30,
    "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90,
    "cien": 100, "ciento": 100, "decena": 10, "docena": 12, "quincena": 15, "veintena": 20,
    "treintena": 30,
    # French
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "vingt": 20, "trente": 30, "quarante": 40,
    "cinquante": 50, "soixante": 60, "soixante-dix": 70, "soixante-douze": 72,
    "quatre-vingts": 80, "quatre-vingt-dix": 90, "cent": 100, "dizaine": 10, "douzaine": 12,
    "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50,
    "soixantaine": 60, "centaine": 100,
    # Ukrainian and Russian, with collective forms
    **dict.fromkeys(["один", "одна", "одного", "одну"], 1),
    **dict.fromkeys(["два", "дві", "двоє", "две", "двое", "двух", "двох"], 2),
    **dict.fromkeys(["три", "троє", "трое", "трьох", "трёх", "трех"], 3),
    **dict.fromkeys(["чотири", "четверо", "четыре", "чотирьох", "четырёх"], 4),
    **dict.fromkeys(["двоих"], 2), **dict.fromkeys(["троих"], 3), **dict.fromkeys(["четверых"], 4),
    **dict.fromkeys(["п'ятьох", "п’ятьох", "пятерых", "пяти"], 5),
    **dict.fromkeys(["шістьох", "шести", "шестерых"], 6),
    **dict.fromkeys(["сімох", "семи", "семерых"], 7), **dict.fromkeys(["вісьмох", "восьми"], 8),
    **dict.fromkeys(["дев'ятьох", "дев’ятьох", "девяти"], 9),
    **dict.fromkeys(["десятьох", "десяти"], 10),
    **dict.fromkeys(["п'ять", "п’ять", "п'ятеро", "п’ятеро", "пять", "пятеро"], 5),
    **dict.fromkeys(["шість", "шестеро", "шесть"], 6),
    **dict.fromkeys(["сім", "семеро", "семь"], 7),
    **dict.fromkeys(["вісім", "восьмеро", "восемь"], 8),
    **dict.fromkeys(["дев'ять", "дев’ять", "девять", "дев'ятеро", "дев’ятеро"], 9),
    **dict.fromkeys(["десять", "десятеро"], 10),
    **dict.fromkeys(["одинадцять", "одиннадцать"], 11),
    **dict.fromkeys(["дванадцять", "двенадцать"], 12),
    **dict.fromkeys(["тринадцять", "тринадцать"], 13),
    **dict.fromkeys(["чотирнадцять", "четырнадцать"], 14),
    **dict.fromkeys(["п'ятнадцять", "п’ятнадцять", "пятнадцать"], 15),
    **dict.fromkeys(["двадцять", "двадцать"], 20),
    **dict.fromkeys(["тридцять", "тридцать"], 30),
    **dict.fromkeys(["сорок"], 40), **dict.fromkeys(["сто"], 100),
    # Arabic, units in both genders and the duals of reports
    **dict.fromkeys(["واحد", "واحدة"], 1),
    **dict.fromkeys(["اثنان", "اثنين", "قتيلان", "قتيلين", "طفلان", "طفلين", "جريحان"], 2),
    **dict.fromkeys(["جريحين", "شخصان", "شخصين", "جنديان", "جنديين", "مدنيان", "مدنيين"], 2),
    **dict.fromkeys(["امرأتان", "امرأتين"], 2),
    **dict.fromkeys(["ثلاثة", "ثلاث"], 3), **dict.fromkeys(["أربعة", "أربع"], 4),
    **dict.fromkeys(["خمسة", "خمس"], 5), **dict.fromkeys(["ستة", "ست"], 6),
    **dict.fromkeys(["سبعة", "سبع"], 7), **dict.fromkeys(["ثمانية", "ثماني"], 8),
    **dict.fromkeys(["تسعة", "تسع"], 9), **dict.fromkeys(["عشرة", "عشر"], 10),
    "عشرون": 20, "عشرين": 20, "ثلاثون": 30, "ثلاثين": 30, "أربعون": 40, "خمسون": 50, "مئة": 100,
}  # fmt: skip
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
_FOREIGN_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_JOINED = re.compile(r"\s+(?:(?:y|et)\s+)?|-")  # "treinta y dos", "ciento noventa", "vingt-deux"
# "12.000", "2 300" with a no-break space, "1,9 million": as Spanish and French print them
_GROUPED = Pattern(r"(?<![\d.,])\d{1,3}(?:[.\u00a0\u202f]\d{3})+(?![\d.,]\d|\d)")
_BEFORE_OTHERS = frozenset((*TENS.values(), 100))
_DECIMAL = Pattern(r"(?<![\d.,])(?P<n>\d+,\d{1,2})\s+mill(?:ions?|ón|ones)\b", re.IGNORECASE)


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


def read_foreign(text: str) -> int | None:
    """Read one number as digits, or as a word of the other languages; None where it is none.

    >>> read_foreign("двоє"), read_foreign("1.200"), read_foreign("dix-sept")
    (2, 1200, 17)
    """
    text = ascii_digits(text).strip().casefold()
    if re.fullmatch(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d+", text):
        return int(re.sub(r"\D", "", text))
    return _FOREIGN.get(text)


def integers_in(text: str, *, english: bool | None = None) -> set[int]:
    """Return every integer that *text* prints, as digits or as number words.

    *english* tells whether the text is, so that "once" is no Spanish eleven; None: judge by its
    little words.

    >>> sorted(integers_in("twelve of the 1,200 men, two dozen horses"))
    [2, 12, 24, 1200]
    """
    return set(_integers_in(text, english))


@lru_cache(maxsize=64)  # the checks ask for the same article's numbers again and again
def _integers_in(text: str, english: bool | None) -> frozenset[int]:
    text = ascii_digits(text)
    if english is None:
        english = _english(text)
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
    folded = small_letters(text)
    if english and text.isascii() and "dozen" not in folded:
        return frozenset(found)  # English words of other languages ("once") are no numbers
    for word in _FOREIGN_WORD.findall(text):
        if english and word.isascii() and len(word) != len("dozen"):
            continue
        value = _FOREIGN.get(word.casefold())
        if value is not None and (not word.isascii() or not english):
            found.add(value)
        if word.casefold() == "dozen":
            found.add(12)
    if not english:
        found |= _joined_words(text) | _printed_abroad(text)
    return frozenset(found)


def _printed_abroad(text: str) -> set[int]:
    """Return the numbers printed as Spanish and French papers print them."""
    found = {int(re.sub(r"\D", "", match.group())) for match in _GROUPED.finditer(text)}
    for match in _DECIMAL.finditer(text):
        found.add(round(float(match["n"].replace(",", ".")) * SCALES["million"]))
    return found


def _joined_words(text: str) -> set[int]:
    """Return the numbers of several words: tens and units, a hundred and what follows."""
    found: set[int] = set()
    total, last, end = 0, 0, 0
    for match in re.finditer(r"[^\W\d_]+", text):
        word = match.group().casefold()
        if word in ("y", "et"):
            continue
        value = _FOREIGN.get(word, 0)
        room = 10 if last < 100 else 100
        follows = last in _BEFORE_OTHERS and _JOINED.fullmatch(text[end : match.start()])
        total = total + value if follows and 0 < value < room else value
        if total != value:
            found.add(total)
        last, end = value, match.end()
    return found


def _english(text: str) -> bool:
    """Tell English from Spanish and French, whose number words could be read into it."""
    return re.search(r"\b(?:the|and|of|were|was|in|at)\b", text, re.IGNORECASE) is not None
