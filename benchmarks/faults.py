"""Faults of known kinds, put one at a time into a right extraction.

Each injector yields copies of an extraction with one fault, as a careless model would make it: the
rest of the record stays plausible, and what would only betray the injection (ids that lead nowhere)
is tidied away. The same article and seed give the same faults.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from summarizer.article import Article
from summarizer.document import Document
from summarizer.extract.revision import Correction, apply
from summarizer.packs.numbers import numbers_in
from summarizer.packs.pack import pack_of
from summarizer.quantities import find_numbers, parse_count
from summarizer.schema.extraction import Extraction, Quote

_WORD = re.compile(r"[^\W\d_]{4,}")
_SIGN = re.compile(
    r"^(?:at least|more than|over|up to|as many as|no fewer than|no less than|fewer than|about)\s+",
    re.IGNORECASE,
)
OPEN = ("at_least", "more_than")


@dataclass(frozen=True)
class Case:
    """A right extraction with its article, and passages of other articles to quote wrongly."""

    article: Article
    extraction: Extraction
    optional: frozenset[str]  # ids of records that a good summary may lack
    foreign: tuple[str, ...]


Injector = Callable[[Case, Random], Iterator[tuple[str, Extraction]]]


def _changed(case: Case, kind: str, index: int, **values: object) -> Extraction:
    rows = list(getattr(case.extraction, kind))
    rows[index] = rows[index].model_copy(update=values)
    return case.extraction.model_copy(update={kind: rows})


def _number_of(text: str, language: str | None) -> int | None:
    count = parse_count(text, language)
    known = [n for n in (count.best, count.min, count.max) if n is not None]
    return known[0] if known and count.derived is None and known[0] > 0 else None


def _with_number(text: str, number: int, language: str | None) -> str | None:
    """Return *text* with its first number replaced; None where it prints none."""
    pack = pack_of(language)
    if pack is not None:
        plain = pack.plain(text)
        rows = [row for row in numbers_in(plain.text, pack) if row.kind != "dual"]
        start, end = plain.span(rows[0].start, rows[0].end) if rows else (0, 0)
        return f"{text[:start]}{number}{text[end:]}" if rows else None
    spans = [span for span in find_numbers(text) if _number_of(span.text, None) is not None]
    if not spans:
        return None
    sign = _SIGN.match(spans[0].text)
    left = spans[0].start + (sign.end() if sign else 0)
    return f"{text[:left]}{number}{text[spans[0].end :]}"


def number_changed(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """The count says another number than its quote."""
    language = case.article.language
    for index, row in enumerate(case.extraction.casualties):
        number = _number_of(row.count.text, language)
        if number is None:
            continue
        text = _with_number(row.count.text, number + rng.randint(1, max(2, number)), language)
        if text is not None:
            count = row.count.model_copy(update=_read(text, language))
            yield row.id, _changed(case, "casualties", index, count=count)


def _read(text: str, language: str | None) -> dict[str, object]:
    read = parse_count(text, language)
    names = ("min", "max", "best", "qualifier")
    return {"text": text} | {name: getattr(read, name) for name in names}


def number_changed_in_quote_too(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """Count and quote agree on a number that the article does not print there."""
    language = case.article.language
    for index, row in enumerate(case.extraction.casualties):
        number = _number_of(row.count.text, language)
        wrong = None if number is None else number + rng.randint(1, max(2, number))
        text = None if wrong is None else _with_number(row.count.text, wrong, language)
        quotes = [
            _with_number(quote.text, wrong, language)
            for quote in row.evidence
            if wrong is not None and _number_of(quote.text, language) == number
        ]
        if text is None or not quotes or None in quotes:
            continue
        evidence = [Quote(text=quote) for quote in quotes if quote is not None]
        count = row.count.model_copy(update=_read(text, language))
        yield row.id, _changed(case, "casualties", index, count=count, evidence=evidence)


def vague_made_a_number(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """Dozens read as 24, civilians as 2."""
    language = case.article.language
    for index, row in enumerate(case.extraction.casualties):
        if parse_count(row.count.text, language).qualifier in ("vague", "unspecified"):
            number = rng.choice((2, 12, 24, 36, 100, 200))
            exact = {"min": number, "max": number, "best": number, "qualifier": "exact"}
            count = row.count.model_copy(update=exact)
            yield row.id, _changed(case, "casualties", index, count=count)


def minimum_as_exact(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """At least 12 read as 12."""
    language = case.article.language
    for index, row in enumerate(case.extraction.casualties):
        read = parse_count(row.count.text, language)
        if read.qualifier in OPEN and read.derived is None:
            exact = {"min": read.min, "max": read.min, "best": read.min, "qualifier": "exact"}
            count = row.count.model_copy(update=exact)
            yield row.id, _changed(case, "casualties", index, count=count)


def minimum_cut_off(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """At least 12 read as 12, and the words "at least" left out of the count."""
    language = case.article.language
    for index, row in enumerate(case.extraction.casualties):
        bare = _SIGN.sub("", row.count.text)
        if parse_count(row.count.text, language).qualifier in OPEN and bare != row.count.text:
            count = row.count.model_copy(update=_read(bare, language))
            yield row.id, _changed(case, "casualties", index, count=count)


QUOTED = {
    "events": "evidence",
    "casualties": "evidence",
    "weapons": "evidence",
    "attributions": "content",
}


def _requoted(
    case: Case, make: Callable[[str], str | None], kinds: tuple[str, ...] = tuple(QUOTED)
) -> Iterator[tuple[str, Extraction]]:
    """Yield extractions with the first quote of one record made anew."""
    for kind in kinds:
        name = QUOTED[kind]
        for index, row in enumerate(getattr(case.extraction, kind)):
            value = getattr(row, name)
            first = value[0] if isinstance(value, list) and value else value
            text = make(first.text) if isinstance(first, Quote) else None
            if text is None:
                continue
            quote = Quote(text=text)
            yield (
                row.id,
                _changed(
                    case, kind, index, **{name: [quote] if isinstance(value, list) else quote}
                ),
            )


def quote_from_another_article(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """The evidence is a sentence that stands elsewhere, but not here."""
    yield from _requoted(case, lambda _: rng.choice(case.foreign))


def quote_from_another_sentence(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """The evidence is a sentence of this article that does not say it."""
    sentences = [row.text for row in Document(case.article.text).body if len(row.text) > 40]

    def other(text: str) -> str | None:
        found = [sentence for sentence in sentences if text not in sentence]
        return rng.choice(found) if found else None

    yield from _requoted(case, other)


def quote_with_a_word_changed(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """One word of the evidence is another word."""
    words = sorted({word.casefold() for word in _WORD.findall(case.article.text)})

    def slip(text: str) -> str | None:
        found = list(_WORD.finditer(text))
        if len(found) < 2:
            return None
        word = rng.choice(found)
        new = rng.choice([w for w in words if w[:3] != word.group().casefold()[:3]])
        return text[: word.start()] + new + text[word.end() :]

    yield from _requoted(case, slip)


def claimant_swapped(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """The claim is laid into the mouth of another source."""
    said = {row.id: row for row in case.extraction.attributions}
    for kind, field in (("casualties", "claimed_by"), ("weapons", "claimed_by")):
        for index, row in enumerate(getattr(case.extraction, kind)):
            held = [said[name] for name in getattr(row, field) if name in said]
            sources = {_source(entry) for entry in held}
            others = [name for name, entry in said.items() if _source(entry) not in sources]
            if held and others:
                yield row.id, _changed(case, kind, index, **{field: [rng.choice(others)]})


def _source(row: object) -> str:
    source = getattr(row, "source", None)
    return source.text.casefold() if source is not None else ""


def user_swapped(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """The weapon is given to another actor."""
    actors = [row.id for row in case.extraction.actors]
    for index, row in enumerate(case.extraction.weapons):
        others = [name for name in actors if name not in row.user_actor_ids]
        if row.user_actor_ids and others:
            yield row.id, _changed(case, "weapons", index, user_actor_ids=[rng.choice(others)])


def _dropped(case: Case, kind: str, optional: bool) -> Iterator[tuple[str, Extraction]]:
    for row in getattr(case.extraction, kind):
        if (row.id in case.optional) == optional:
            correction = Correction(headline="", abstract=[], drop=[row.id])
            yield row.id, apply(correction, case.extraction)


def casualty_dropped(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """A casualty record that a good summary must have is missing."""
    yield from _dropped(case, "casualties", optional=False)


def optional_casualty_dropped(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """A casualty record is missing that gold does not require."""
    yield from _dropped(case, "casualties", optional=True)


def weapon_dropped(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """A weapon record that a good summary must have is missing."""
    yield from _dropped(case, "weapons", optional=False)


def optional_weapon_dropped(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """A weapon record is missing that gold does not require."""
    yield from _dropped(case, "weapons", optional=True)


def denial_dropped(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """A denial is missing."""
    for row in case.extraction.attributions:
        if row.stance == "denies":
            correction = Correction(headline="", abstract=[], drop=[row.id])
            yield row.id, apply(correction, case.extraction)


def planned_made_actual(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """What is planned or threatened is told as done."""
    for index, row in enumerate(case.extraction.events):
        if row.status in ("planned", "threatened"):
            done = {"status": "actual", "time_frame": "current"}
            yield row.id, _changed(case, "events", index, **done)


def statements_date_given_to_the_event(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """The day on which somebody spoke becomes the day on which it happened."""
    said = {row.id: row for row in case.extraction.attributions}
    for index, row in enumerate(case.extraction.events):
        dates = [said[name].date_text for name in row.attribution_ids if name in said]
        own = row.date_text.text if row.date_text else None
        other = next((date for date in dates if date is not None and date.text != own), None)
        if other is not None:
            yield row.id, _changed(case, "events", index, date_text=other)


def subset_added_to_its_total(case: Case, rng: Random) -> Iterator[tuple[str, Extraction]]:
    """14 killed, including 3 children, becomes 17."""
    by_id = {row.id: index for index, row in enumerate(case.extraction.casualties)}
    for row in case.extraction.casualties:
        index = by_id.get(row.subset_of or "")
        if index is None:
            continue
        total = case.extraction.casualties[index]
        language = case.article.language
        parts = (
            _number_of(total.count.text, language),
            _number_of(row.count.text, language),
        )
        if None in parts:
            continue
        text = _with_number(total.count.text, sum(n for n in parts if n is not None), language)
        if text is not None:
            count = total.count.model_copy(update=_read(text, language))
            yield total.id, _changed(case, "casualties", index, count=count)


INJECTORS: dict[str, Injector] = {
    function.__name__.replace("_", " "): function
    for function in (
        number_changed,
        number_changed_in_quote_too,
        vague_made_a_number,
        minimum_as_exact,
        minimum_cut_off,
        subset_added_to_its_total,
        quote_from_another_article,
        quote_with_a_word_changed,
        quote_from_another_sentence,
        casualty_dropped,
        weapon_dropped,
        optional_casualty_dropped,
        optional_weapon_dropped,
        denial_dropped,
        claimant_swapped,
        user_swapped,
        planned_made_actual,
        statements_date_given_to_the_event,
    )
}
