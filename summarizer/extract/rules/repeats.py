"""Which statements of harm repeat one claim, and which numbers can be part of which."""

from __future__ import annotations

from dataclasses import dataclass, replace

from summarizer.document import Span
from summarizer.extract.rules.claims import Voice
from summarizer.extract.rules.harmed import Harmed
from summarizer.schema.evidence import CountValue


@dataclass(frozen=True)
class Row:
    """A casualty record before it has links: its finding, its voice, its further passages."""

    harmed: Harmed
    voice: Voice
    count: CountValue
    more: tuple[Span, ...] = ()


def merged(rows: list[Row]) -> tuple[list[Row], dict[int, int]]:
    """Join records that repeat one claim; return them with the new index of every old one."""
    result: list[Row] = []
    kept: dict[int, int] = {}
    ordered = sorted(
        range(len(rows)), key=lambda n: (rows[n].harmed.line.sentence.zone == "title", n)
    )
    for n in ordered:
        row = rows[n]
        home = next((k for k, other in enumerate(result) if _same_claim(other, row)), None)
        if home is None:
            kept[n] = len(result)
            result.append(row)
        else:
            kept[n] = home
            result[home] = _joined(result[home], row)
    return result, kept


def _joined(first: Row, again: Row) -> Row:
    """Return *first* with what *again* adds; the author repeating a source adds no voice."""
    harmed = first.harmed
    if again.harmed.supersedes and not harmed.supersedes:
        harmed = replace(harmed, supersedes=again.harmed.supersedes)
    voice = first.voice
    title = again.harmed.line.sentence.zone == "title"
    named = bool(again.harmed.people) and _is_reference(again.harmed)
    if not title and not named and not (first.voice.asserted and again.voice.author):
        voice = first.voice + again.voice
    return replace(first, harmed=harmed, voice=voice, more=(*first.more, again.harmed.span))


def _same_claim(left: Row, right: Row) -> bool:
    a, b = left.harmed, right.harmed
    if a.harm != b.harm or a.link != b.link or a.scope != b.scope:
        return False
    if left.voice.denied or right.voice.denied or _differ(a, b):
        return False
    if a.people and _is_reference(b):
        return True
    numbers = [(r.count.min, r.count.max, r.count.best) for r in (left, right)]
    if all(n is None for n in numbers[0]) or left.count.qualifier in ("none", "none_reported"):
        return False
    title = "title" in (a.line.sentence.zone, b.line.sentence.zone)
    same_number = numbers[0] == numbers[1] or principal(left.count) == principal(right.count)
    one_voice = (
        left.voice.author or right.voice.author or left.voice.vouchers == right.voice.vouchers
    )
    return same_number and (title or one_voice)


def _differ(a: Harmed, b: Harmed) -> bool:
    """Tell whether the victims are said to be different people."""
    if a.people or b.people:
        return not _same_people(a, b)
    if {"civilian", "combatant"} <= {a.civilian_status, b.civilian_status}:
        return True
    return set(a.demographics) != set(b.demographics)


def _is_reference(row: Harmed) -> bool:
    """Tell whether harm is only spoken of: "five held for the killing of Ruiz", told before."""
    return row.rule == "owned" or row.rule.endswith("/noun")


def _same_people(a: Harmed, b: Harmed) -> bool:
    """Tell whether two statements name the same people, the second perhaps by last name only."""
    if len(a.people) != len(b.people):
        return False
    pairs = zip(_words_of(a), _words_of(b), strict=True)
    return all(one <= other or other <= one for one, other in pairs)


def _words_of(row: Harmed) -> list[set[str]]:
    text, start = row.line.sentence.text, row.line.sentence.start
    return [set(text[p.start - start : p.end - start].casefold().split()) for p in row.people]


def principal(count: CountValue) -> int | None:
    """Return the one number a reader would name for *count*."""
    return next((n for n in (count.best, count.min, count.max) if n is not None), None)


def fits(part: CountValue, whole: CountValue) -> bool:
    """Tell whether *part* can be a part of *whole*: a larger number is another claim."""
    least = next((n for n in (part.min, part.best) if n is not None), 0)
    most = whole.max
    if most is None and whole.qualifier == "exact":
        most = whole.best
    return most is None or least <= most
