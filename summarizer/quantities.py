"""Printed quantities as ranges: what a source said, never more (codebook C01-C05, C12, C16).

Text in, ``CountValue`` out. Which quantity counts whom is decided elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from summarizer.numbers import (
    BEGINS,
    NUMBER,
    ascii_digits,
    english_integers,
    has_english_words,
    numbers_at,
    read_number,
    shared_scale,
)
from summarizer.packs import unknown
from summarizer.packs.numbers import integers_printed
from summarizer.packs.pack import pack_of
from summarizer.packs.quantities import counted_in, read_quantity
from summarizer.patterns import Pattern, small_letters
from summarizer.schema.evidence import CountQualifier, CountUnit, CountValue

__all__ = ["NumberSpan", "count_is_printed", "find_numbers", "integers_in", "parse_count"]

_N = rf"(?:(?:an?|half an?|\w+)\s+(?:dozen|score)\b(?!s)|{NUMBER})"
_VAGUE = (
    r"(?:(?:several|many|a few|some few|untold)\s+(?:hundred|thousand|million|dozen)s?"
    r"|several|many|numerous|multiple|countless|various|a number|a handful|a few|few|some"
    r"|(?:several |many |a few )?(?:dozens|scores|hundreds|thousands|tens)"
    r"(?: of (?:thousands|hundreds))?|dozens|an unknown number|an unspecified number"
    r"|large numbers|a large number|heavy|severe|significant|mass|serious|major)"
)
_SIGNS: list[tuple[CountQualifier, str]] = [
    ("at_least", r"at least|no fewer than|no less than|not less than|a minimum of|at the least"),
    ("more_than", r"more than|over|upwards of|in excess of|above|exceeding|greater than"),
    ("at_most", r"up to|as many as|at most|no more than|not more than|a maximum of"),
    ("less_than", r"fewer than|less than|under|below"),
    (
        "approx",
        r"about|around|some|nearly|almost|roughly|approximately|an estimated|estimated|close to"
        r"|around about|circa|perhaps|more or less",
    ),
]
_SIGN = "|".join(pattern for _, pattern in _SIGNS)
_RANGE = re.compile(
    rf"(?:between|from)?\s*(?P<low>{_N})\s*(?:-|–|—|to|and|or)\s*(?P<high>{_N})(?!\w)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"(?:between|from)\s+{_N}\s+(?:and|to)\s+{_N}", re.IGNORECASE)
_SIGNED = Pattern(rf"\b(?P<sign>{_SIGN})\s+(?P<n>{_N})(?!\w)", re.IGNORECASE)
_TRAILING = re.compile(rf"(?P<n>{_N})\s+or (?P<way>more|fewer|less|so)\b", re.IGNORECASE)
_PLAIN = re.compile(rf"(?<![\w.,-])(?P<n>{_N})(?![\w/]|[.,-]\d)", re.IGNORECASE)
_TWO_NUMBERS = re.compile(rf"(?<![\w.]){_N}(?:\s+[^\W\d]+){{0,2}},?\s+and\s+{_N}(?!\w)", re.I)
_BOTH = Pattern(r"^both\b(?! of the (?:sides|countries))", re.IGNORECASE)
_RELATIVE = Pattern(
    r"\b(?:half|a third|a quarter|two[ -]thirds|three[ -]quarters|most|the majority|a majority|all"
    r"|one in \w+)\s+of\b|\b(?:twice|three times|\w+ times) as many\b|\bhalf (?:the|their)\b"
    r"|\b(?:one|two|three|\d+) (?:in|out of) (?:every )?(?:\d+|two|three|four|five|six|ten)\b"
    r"|\b(?:one|two|three)[- ](?:half|thirds?|quarters?|fifths?)\b|[¼½¾⅓⅔]|\b\d+/\d+\b"
    r"|\d ?(?:%|per ?cent\b)",
    re.IGNORECASE,
)
_NONE_REPORTED = Pattern(
    r"\bno (?:immediate )?(?:reports?|word|information|news) (?:of|on)\b|"
    r"\bno (?:\w+ ){1,2}(?:were|was|have been|has been) reported\b",
    re.IGNORECASE,
)
_NONE = Pattern(
    r"^(?:no|no one|nobody|none|zero|not a single|without (?:any )?(?:casualt|loss|death|injur)\w+"
    r"|there (?:were|was|are|is) no)\b(?! fewer| less| more)",
    re.IGNORECASE,
)
_FAMILY = Pattern(r"\bfamil(?:y|ies)\b|\bhouseholds?\b", re.IGNORECASE)
_FAMILY_OF = Pattern(rf"\bfamily of (?P<n>{_N})", re.IGNORECASE)
_BODIES = Pattern(r"\b(?:bod(?:y|ies)|corpses?|remains)\b", re.IGNORECASE)
_ONE = re.compile(
    r"^(?:an?|the|his|her|its|their|another|one's)\s+(?!number|few|handful|lot|dozen|score|hundred"
    r"|thousand|million|couple|pair|family|group|total|large|quarter|majority|half|first|second|third|fifth|fourth|sixth|seventh|eighth|ninth|tenth)[^\W\d]\w*",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\b(?:people|men|women|children|\w{3,}(?<!s)s)\b", re.IGNORECASE)
# "a girl of 16", "a boy of about six": one person, and an age
_AGED = Pattern(
    rf"^(?:an?|the|one|another|his|her|their)\s+(?:[\w-]+\s+)?(?:girl|boy|man|woman|child|baby|infant|youth"
    rf"|teenager|son|daughter|student|pupil|nephew|niece)\s+of\s+(?:(?:{_SIGN})\s+)?{_N}$",
    re.IGNORECASE,
)
# "several hundred people": the scale word alone is no number
_SEVERAL = re.compile(
    r"\b(?:several|many|a few|untold)\s+(?:hundred|thousand|million|dozen)s?\b", re.IGNORECASE
)
_AND_A_HALF = Pattern(r"\band (?:a half|\w+ (?:thirds?|quarters?))\b", re.IGNORECASE)
_COUPLE = Pattern(r"\ba (?P<w>couple|pair)(?: of)?\b", re.IGNORECASE)


def _value(text: str, qualifier: CountQualifier, **bounds: int | str | None) -> CountValue:
    data: dict[str, object] = {"min": None, "max": None, "best": None} | dict(bounds)
    return CountValue(text=text, qualifier=qualifier, **data)


def _unit(text: str) -> CountUnit:
    if _FAMILY.search(text) and not _FAMILY_OF.search(text):
        return "households" if "household" in text.lower() else "families"
    return "bodies" if _BODIES.search(text) else "persons"


@lru_cache(maxsize=4096)
def parse_count(text: str, language: str | None = None) -> CountValue:
    """Read one printed quantity. *language*: its tag; None: English, or what its words show.

    >>> parse_count("at least 12").min, parse_count("at least 12").max
    (12, None)
    >>> parse_count("heavy casualties").qualifier
    'vague'
    >>> parse_count("unos 3.000", "es").best
    3000
    """
    pack = pack_of(language)
    if pack is not None:
        return read_quantity(text, pack)
    plain = re.sub(r"\s+", " ", ascii_digits(text)).strip()
    value = _read(text, plain)
    return value.model_copy(update={"unit": _unit(plain)})


def _read(text: str, plain: str) -> CountValue:
    if _NONE_REPORTED.search(plain):
        return _value(text, "none_reported")
    if _NONE.search(plain):
        return _value(text, "none", min=0, max=0, best=0)
    if _RELATIVE.search(plain):
        return _value(text, "relative")
    if _AGED.search(plain):
        return _exact(text, 1).model_copy(update={"derived": "enumerated"})
    family = _FAMILY_OF.search(plain)
    if family:
        return _exact(text, read_number(family["n"]))
    if _AND_A_HALF.search(plain):
        return _value(text, "unspecified")
    abroad = unknown.read_signed(plain)
    if abroad is not None:
        return abroad.model_copy(update={"text": text})
    for reader in (_range, _signed, _mixed, _plain, _wordy):
        value = reader(text, plain)
        if value is not None:
            return value
    words = unknown.read_plain(plain)
    return words.model_copy(update={"text": text}) if words else _value(text, "unspecified")


def _exact(text: str, number: int | None) -> CountValue:
    if number is None:
        return _value(text, "unspecified")
    return _value(text, "exact", min=number, max=number, best=number)


def _range(text: str, plain: str) -> CountValue | None:
    match = _RANGE.search(plain)
    if not match:
        return None
    shared = shared_scale(match.group())
    low, high = shared or (read_number(match["low"]), read_number(match["high"]))
    if low is None or high is None or low >= high:
        return None
    if " and " in match.group().lower() and not _BETWEEN.search(plain):
        return None  # "12 and 15" are two numbers
    return _value(text, "range", min=low, max=high)


_WAYS: dict[str, CountQualifier] = {"more": "at_least", "so": "approx"}


def _signed(text: str, plain: str) -> CountValue | None:
    match = _SIGNED.search(plain)
    if match:
        number = read_number(match["n"])
        sign = match["sign"].lower()
        kind = next(kind for kind, pattern in _SIGNS if re.fullmatch(pattern, sign))
    else:
        trailing = _TRAILING.search(plain)
        if not trailing:
            return None
        number = read_number(trailing["n"])
        kind = _WAYS.get(trailing["way"].lower(), "at_most")
    if number is None:
        return None
    if kind in ("at_least", "more_than"):
        return _value(text, kind, min=number)
    if kind in ("at_most", "less_than"):
        return _value(text, kind, max=number)
    return _value(text, "approx", best=number)


def _mixed(text: str, plain: str) -> CountValue | None:
    """Count "the mayor and two guards"; leave "12 and 15", which are two counts, unread."""
    parts = _coordinated(plain)
    singular = [part for part in parts if _ONE.match(part) and not _plural_head(part)]
    numbers = [_PLAIN.match(part) for part in parts if part not in singular]
    if singular and numbers and all(numbers):
        read = [read_number(match["n"]) for match in numbers if match]
        if None not in read:
            total = len(singular) + sum(number or 0 for number in read)
            return _exact(text, total).model_copy(update={"derived": "enumerated"})
    two, first = _TWO_NUMBERS.match(plain), _PLAIN.match(plain)
    one = (
        two is not None and first is not None and first.end() >= two.end()
    )  # "two hundred and six"
    if two and not one and not _BETWEEN.search(plain):
        return _value(text, "unspecified")
    return None


def _plain(text: str, plain: str) -> CountValue | None:
    if _SEVERAL.search(plain):
        return _value(text, "vague")
    couple = _COUPLE.search(plain)
    if couple:
        pair = couple["w"].lower() == "pair"
        two = _exact(text, 2) if pair else _value(text, "approx", best=2)
        return two.model_copy(update={"derived": "dual"})
    if _BOTH.search(plain):
        return _exact(text, 2).model_copy(update={"derived": "dual"})
    for match in _PLAIN.finditer(plain):
        number = read_number(match["n"])
        if number is None:
            continue
        if re.search(r"dozen|score|half an?|\ban? (?:hundred|thousand|million)", match["n"], re.I):
            return _value(text, "approx", best=number)
        return _exact(text, number)
    return None


def _wordy(text: str, plain: str) -> CountValue | None:
    if re.search(rf"\b{_VAGUE}\b", plain, re.IGNORECASE):
        return _value(text, "vague")
    if _FAMILY.search(plain) and re.match(r"(?:an?|one|the)\s", plain, re.IGNORECASE):
        return _exact(text, 1).model_copy(update={"derived": "enumerated"})
    singular = _singulars(plain)
    if singular:
        value = _exact(text, singular)
        return value.model_copy(update={"derived": "enumerated"})
    return None


def _singulars(plain: str) -> int:
    """Count "a nurse and her son": every part must be a singular, else the number is not told."""
    parts = _coordinated(plain)
    if not all(_ONE.match(part) and not _plural_head(part) for part in parts):
        return 0
    return len(parts)


def _coordinated(plain: str) -> list[str]:
    return [part for part in re.split(r",\s*(?:and\s+)?|\s+and\s+", plain) if part]


def _plural_head(part: str) -> bool:
    head = re.split(r"\s+(?:of|in|from|at|with|who)\b", part)[0].split()[-1]
    return bool(_PLURAL.fullmatch(head)) and not head.lower().endswith(("ss", "us"))


# -- numbers in running text ---------------------------------------------------------------------


@dataclass(frozen=True)
class NumberSpan:
    """A quantity in running text, its qualifier included.

    ``guard`` names why it is no count of people ("age", "date", "distance" ...); None: it may be.
    """

    start: int
    end: int
    text: str
    value: CountValue
    guard: str | None


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_SPANS = re.compile(
    rf"(?:{_BETWEEN.pattern}|(?<![\w.]){_N}(?:\s*[-–]\s*|\s+(?:to|or)\s+){_N}(?!\w)"
    rf"|\b(?:{_SIGN})\s+{_N}(?!\w)|(?<![\w.]){_N}\s+or (?:more|fewer|less)\b"
    rf"|{_SEVERAL.pattern}|(?<![\w.-]){_N}(?!\w)|\b{_VAGUE}\b)",
    re.IGNORECASE,
)
# Where one may begin, in small letters; "dozen" and "score" may follow any word.
_SPAN_BEGINS = re.compile(rf"\b(?:{BEGINS}|(?:{_SIGN})(?=\s)|untold|{_VAGUE})|between|from")
_UNIT_NAMES = (
    r"(?:kilomet(?:er|re)s?|kms?|met(?:er|re)s?|miles?|yards?|feet|inch(?:es)?|mm|cm|acres?"
    r"|hectares?|tons?|tonnes?|kilos?|kilograms?|kg|pounds?|lit(?:er|re)s?|barrels?|gallons?)"
)
_TIME_NAMES = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur)"
_AFTER: list[tuple[str, re.Pattern[str]]] = [
    ("ordinal", re.compile(r"(?:st|nd|rd|th)\b|d (?:infantry|brigade|division)", re.I)),
    ("percent", re.compile(r"\s*(?:%|per ?cent|percentage)", re.I)),
    ("age", re.compile(r"[-\s]*years?[-\s]*(?:old|of age)|[-\s]*month[-\s]*old", re.I)),
    (
        "money",
        re.compile(
            r"\s*(?:million |billion )?(?:dollars?|euros?|pounds sterling|pesos|roubles?|rubles?"
            r"|hryvnias?|rupees|dinars?|shillings?|(?:[a-z]+ )?(?:marks|francs|liras?))\b",
            re.I,
        ),
    ),
    ("distance", re.compile(rf"[-\s]*{_UNIT_NAMES}\b", re.I)),
    ("duration", re.compile(rf"[-\s]*(?:more |other |long )?{_TIME_NAMES}", re.I)),
    ("date", re.compile(rf"\s+(?:(?:and|or|to|-|–)\s+\d{{1,2}}\s+|of\s+)?{_MONTH}\b", re.I)),
    ("time", re.compile(r"\s*(?:[ap]\.?m\b|o'?clock|hrs\b|gmt\b|local time)|:\d\d", re.I)),
    ("model", re.compile(r"[-/][A-Za-z]|\.\d", re.I)),
    (
        "objects",
        re.compile(
            r"\s+(?:(?!(?:were|was|are|is|in|at|on|by|from|with|when|as|died|killed|wounded"
            r"|injured|hurt|missing|dead|and)\b)[\w-]+\s+){0,2}(?:tanks?|vehicles?|trucks?|cars?|buses|drones?|missiles?"
            r"|rockets?|shells?|bombs?|mines?|grenades?|rifles?|guns?|houses?|homes?|buildings?"
            r"|shops?|schools?|hospitals?|aircraft|planes?|jets?|helicopters?|warplanes?|ships?"
            r"|boats?|(?:air ?)?strikes?|raids?|attacks?|villages?|towns?|districts?|provinces?"
            r"|explosions?|blasts?|bases?|positions?|checkpoints?|countries|states|times|points?"
            r"|seats?|votes?|articles?|resolutions?|ammunition|weapons?|magazines?|sticks?"
            r"|kidnappings?|incidents?|clashes|motorcycles?|pylons?|towers?|bridges?|cows?|sheep)\b",
            re.I,
        ),
    ),
]
_BEFORE: list[tuple[str, Pattern]] = [
    ("date", Pattern(rf"\b{_MONTH}\.?\s+$", re.I)),
    ("money", Pattern(r"[$€£]\s*$")),
    ("age", Pattern(r"\b(?:aged?|ages)\s+(?:between\s+)?$")),
    (
        "age",
        Pattern(r"\b(?:girl|boy|man|woman|child|youth|teenager|son|daughter)\s+of\s+$", re.I),
    ),
    ("age", Pattern(r"\b(?:men|women|people|persons|children|those)\s+$")),  # "men over 70"
    (
        "name",
        Pattern(r"\b(?:no\.?|number|resolution|article|route|highway|room|channel)\s*$", re.I),
    ),
    ("model", Pattern(r"\w[-/]$")),
]
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_CONTEXT = Pattern(
    r"\b(?:in|since|of|by|from|until|during|early|late|mid|end|before|after|and|to)[\s-]+$"
    rf"|\b(?:{_MONTH}|spring|summer|autumn|winter|fall),?\s+$",
    re.IGNORECASE,
)


def find_numbers(text: str, language: str | None = None) -> list[NumberSpan]:
    """Return every quantity of *text* in order, those that count no people marked by ``guard``.

    *language*: its tag, where it is known; English is read where there is no pack for it.

    >>> [(s.text, s.guard) for s in find_numbers("At least 12 men died 4 km from the base in 2014")]
    [('At least 12', None), ('4', 'distance'), ('2014', 'date')]
    """
    pack = pack_of(language)
    if pack is None:
        return list(_find_numbers(text))
    return [
        NumberSpan(row.start, row.end, row.value.text, row.value, row.guard)
        for row in counted_in(pack.plain(text), pack)
    ]


@lru_cache(maxsize=1024)  # a sentence is asked for its casualties and for each of its weapons
def _find_numbers(text: str) -> tuple[NumberSpan, ...]:
    plain = ascii_digits(text)
    spans: list[NumberSpan] = []
    counted = any(word in small_letters(plain) for word in ("dozen", "score"))
    matches = _SPANS.finditer(plain) if counted else numbers_at(_SPANS, plain, _SPAN_BEGINS)
    for match in matches:
        printed = text[match.start() : match.end()]
        if not printed.strip():
            continue
        guard = _guard(plain, match.start(), match.end())
        spans.append(NumberSpan(match.start(), match.end(), printed, parse_count(printed), guard))
    return tuple(spans)


def _guard(text: str, start: int, end: int) -> str | None:
    after, before = text[end : end + 60], text[max(0, start - 24) : start]
    for name, pattern in _AFTER:
        if pattern.match(after):
            return name
    for name, lead in _BEFORE:
        if lead.search(before):
            return name
    printed = text[start:end]
    if _YEAR.fullmatch(printed) and (_YEAR_CONTEXT.search(before) or not after.strip()):
        return "date"
    if re.match(r"\s*[,.;)]", after) and re.search(r"\b[A-Z][a-z]+,\s$", before):
        return "age"  # "Lechi S., 44,"; "In June, 14 people" counts people
    return None


def names_one(text: str) -> bool:
    """Tell whether the words name a single person or thing: "her sister", "a sixth" (C12).

    >>> [names_one(words) for words in ("A TRUCK DRIVER", "her sisters", "a number", "an")]
    [True, False, False, True]
    """
    plain = re.sub(r"\s+", " ", text).strip()
    if plain.lower() in ("a", "an", "one"):
        return True
    return _ONE.match(plain) is not None and not _plural_head(plain)


def integers_in(text: str, *, language: str | None = None) -> set[int]:
    """Return every integer that *text* prints, as digits or as number words.

    *language*: its tag, so that "once" is no Spanish eleven in English; None: judge by its words.

    >>> sorted(integers_in("doce de los 1.200 hombres", language="es"))
    [12, 1200]
    """
    return set(_integers_in(text, language))


@lru_cache(maxsize=64)  # the checks ask for the same article's numbers again and again
def _integers_in(text: str, language: str | None) -> frozenset[int]:
    pack = pack_of(language)
    if pack is not None:
        return frozenset(integers_printed(text, pack))
    english = has_english_words(text) if language is None else language == "en"
    return frozenset(english_integers(text) | unknown.integers_anywhere(text, latin=not english))


def count_is_printed(count: CountValue, quote: str, *, language: str | None = None) -> bool:
    """Tell whether every number of *count* stands in *quote* (C15).

    Exempt are one person named as such, derived counts ("a nurse and her son" is 2) as far as
    their words can carry them, and the zero of "no one was killed". *language*: see
    ``integers_in``.
    """
    numbers = {n for n in (count.min, count.max, count.best) if n is not None}
    if count.derived == "dual":
        return numbers <= {2}
    if count.derived == "enumerated":  # each of them takes a word at least: "12 men and a nurse"
        uncounted = len(re.findall(r",|;|&|\band\b", count.text, re.IGNORECASE))
        most = max(
            len(count.text.split()), sum(integers_in(count.text, language=language)) + uncounted
        )
        return max(numbers, default=0) <= most
    if count.qualifier == "none":
        numbers.discard(0)
    if numbers == {1} and names_one(count.text):
        return True
    return numbers <= integers_in(quote, language=language)
