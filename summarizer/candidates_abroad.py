"""Read an article loosely by a language pack: numbers of people, harm, weapons, denials.

Level 1: word lists and what stands beside them, no grammar. What it finds is for ``coverage.py`` to
ask about, never a record.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from summarizer.candidate import SMALL, Candidate, bounds, overlap, place
from summarizer.document import Document, Sentence, Span
from summarizer.lexicon import Hit, PhraseFinder
from summarizer.packs.pack import Pack, Plain, finder, load_pack_entries
from summarizer.packs.people import groups_in, people_in
from summarizer.packs.quantities import Counted, counted_in
from summarizer.schema.evidence import CountValue
from summarizer.schema.terms import Harm
from summarizer.vocabulary import per_lexicon

BESIDE = 50  # characters around a word within which people make it tell of people
AFTER = 4  # words after a number within which stands who is counted
OPENING = 8  # words of a sentence within which a number of people may go on from the one before
CLOSE = 2  # words between one person and the word for harm that tells of them
_WORD = re.compile(r"\w+")
_COMMA, _STOP = re.compile(r"[,،.;:]"), re.compile(r"[.;:]")
# How many words after a number an aside may stand, and what ends the search: "dos vecinos dijeron"
# speak, in "dos muertos, dijo el alcalde" another one does.
_ASIDE_AFTER = {"after": (AFTER, _COMMA), "spared": (2 * AFTER, _STOP)}
_LAST_WORD = re.compile(r"\w+ $")  # "un soldado", "su hijo"


@dataclass(frozen=True)
class _Read:
    """One sentence: its folded text and what the word lists find in it, by folded offsets."""

    sentence: Sentence
    plain: Plain
    harm: list[Hit]
    groups: list[tuple[int, int, str]]
    people: list[tuple[int, int, str]]
    weapons: list[Hit]
    asides: list[Hit]

    def at(self, start: int, end: int) -> tuple[int, int, str]:
        """Return the offsets in the article, and the printed text, of a folded stretch."""
        first, last = self.plain.span(start, end)
        offset = self.sentence.start
        return offset + first, offset + last, self.plain.printed[first:last]

    def apart(self, start: int, end: int) -> int:
        """Return how many words stand between two folded offsets."""
        return len(_WORD.findall(self.plain.text, *sorted((start, end))))

    def after(self, kind: str, start: int) -> bool:
        """Tell whether an aside of this kind ends right before *start*."""
        return any(
            hit.entry.data["kind"] == kind
            and hit.end <= start
            and not self.plain.text[hit.end : start].strip()
            for hit in self.asides
        )

    def gap(self, hit: Hit, start: int, end: int) -> int:
        """Return the words between a stretch and a word for harm."""
        if hit.start >= end:
            return self.apart(end, hit.start)
        return self.apart(hit.end, start) if hit.end <= start else 0


def candidates_abroad(document: Document, pack: Pack) -> list[Candidate]:
    """Return what a document in the language of *pack* seems to say, in its order."""
    found: list[Candidate] = []
    carried, paragraph = False, -1
    for sentence in document.sentences:
        read = _read(sentence, pack)
        carried = carried and sentence.paragraph == paragraph
        numbers = [*_numbers(read, pack, carried)]
        found += numbers
        if sentence.zone != "title":  # a title tells what the text tells
            found += _singles(read, pack, numbers)
            found += [*_harm(read, numbers), *_weapons(read), *_denials(read, pack)]
        carried = bool(read.harm) or (carried and bool(numbers))
        paragraph = sentence.paragraph
    return sorted(found, key=place)


def _read(sentence: Sentence, pack: Pack) -> _Read:
    plain = pack.plain(sentence.text)
    groups, people = [*groups_in(plain.text, pack)], [*people_in(plain.text, pack)]
    peopled = [(start, end) for start, end, _ in (*groups, *people)]
    peopled += [(row.start, row.end) for row in counted_in(plain, pack) if row.guard is None]
    weapons = finder(pack.code, "weapons.toml", "weapon").find(plain.text)
    asides = [
        hit
        for entry in load_pack_entries(pack.code, "harm.toml", "aside")
        for hit in aside_finder(pack.code, entry.id).find(plain.text)
    ]
    harm = [
        hit
        for hit in finder(pack.code, "harm.toml", "harm").find(plain.text)
        if not _within(hit, asides, "phrase")
        and (
            not hit.entry.data.get("people")
            or any(hit.start - BESIDE < end and start < hit.end + BESIDE for start, end in peopled)
        )
    ]
    return _Read(sentence, plain, harm, groups, people, weapons, asides)


def _within(hit: Hit, asides: list[Hit], kind: str) -> bool:
    """Tell whether a word stands inside an aside of this kind: the "muerte" of "pena de muerte"."""
    return any(
        row.entry.data["kind"] == kind and row.start <= hit.start and hit.end <= row.end
        for row in asides
    )


@per_lexicon
def aside_finder(code: str, entry_id: str) -> PhraseFinder:
    """Return the finder of one aside: those of two kinds may share a word."""
    rows = load_pack_entries(code, "harm.toml", "aside")
    return PhraseFinder(row for row in rows if row.id == entry_id)


def _numbers(read: _Read, pack: Pack, carried: bool) -> Iterator[Candidate]:
    """Yield the numbers that may count those harmed."""
    if not (read.harm or carried):
        return
    for row in counted_in(read.plain, pack):
        if row.guard is not None or row.value.qualifier == "unspecified":
            continue
        start, end = read.plain.folded(row.start, row.end)
        group = _group(read, start, end)
        if _counts_others(read, pack, start, end):
            continue
        near = min((read.gap(hit, start, end) for hit in read.harm), default=99)
        numbers = bounds(row.value)
        large = max(numbers, default=0) > SMALL
        if numbers == {1}:
            named = near <= CLOSE and (group is not None or near == 0)
        elif read.harm:
            named = group is not None or near <= 1 or large
        else:
            named = group is not None and read.apart(0, start) < (OPENING if large else AFTER)
        if named:
            yield _number(read, row, group)


def _counts_others(read: _Read, pack: Pack, start: int, end: int) -> bool:
    """Tell whether a number counts weapons, those told of before, or people who speak or live."""
    text = read.plain.text
    if any(hit.start < end and start < hit.end for hit in read.harm if hit.start < start):
        return True  # "perdió un pie"
    for hit in read.weapons:
        if hit.end > start and (hit.start < end or read.apart(end, hit.start) < 2):
            return True
    if pack.definite and text[:start].endswith(pack.definite):
        return True  # "الطفلان": the two told of before
    return _spoken_or_spared(read, end)


def _spoken_or_spared(read: _Read, end: int, kinds: Container[str] = _ASIDE_AFTER) -> bool:
    """Tell whether those named before *end* go on to speak, or turn out to live."""
    for hit in read.asides:
        kind = hit.entry.data["kind"]
        if kind not in kinds or kind not in _ASIDE_AFTER or hit.start < end:
            continue
        window, stops = _ASIDE_AFTER[kind]
        if read.apart(end, hit.start) <= window and not stops.search(
            read.plain.text, end, hit.start
        ):
            return True
    return False


def _number(read: _Read, row: Counted, group: str | None) -> Candidate:
    sentence = read.sentence
    start, end = sentence.start + row.start, sentence.start + row.end
    return Candidate(
        "number",
        start,
        end,
        row.value.text,
        sentence.span,
        row.value,
        group,
        harm=_nearest(read, row.start),
        title=sentence.zone == "title",
    )


def _nearest(read: _Read, start: int) -> Harm | None:
    if not read.harm:
        return None
    hit = min(read.harm, key=lambda hit: abs(hit.start - start))
    harm: Harm = hit.entry.data["harm"]
    return harm


def _group(read: _Read, start: int, end: int) -> str | None:
    """Return who is counted: the first word for people after the number, or the number itself."""
    for first, last, name in sorted([*read.groups, *read.people]):
        if last > start and (first < end or read.apart(end, first) < AFTER):
            return name
    return None


def _singles(read: _Read, pack: Pack, numbers: list[Candidate]) -> Iterator[Candidate]:
    """Yield the single people beside a word for harm, or last in a list of those counted."""
    taken = [Span(row.start, row.end) for row in numbers]
    offset = read.sentence.start
    ends = [read.plain.folded(row.start - offset, row.end - offset)[1] for row in numbers]
    for start, end, group in read.people:
        before = _LAST_WORD.search(read.plain.text, 0, start)
        word = before.group().strip() if before else ""
        near = [hit for hit in read.harm if read.gap(hit, start, end) <= CLOSE]
        first, last, printed = read.at(before.start() if before else start, end)
        listed = any(last <= start and read.apart(last, start) < CLOSE for last in ends)
        determined = not pack.determiners or word in pack.determiners
        if not (near or listed) or not determined or overlap(Span(first, last), taken):
            continue
        if _counts_others(read, pack, start, end):
            continue
        one = CountValue(text=printed, min=1, max=1, best=1, qualifier="exact")
        harm = _nearest(read, start)
        yield Candidate(
            "number", first, last, printed, read.sentence.span, one, group, harm=harm, part=True
        )


def _harm(read: _Read, numbers: list[Candidate]) -> Iterator[Candidate]:
    counted = [Span(row.start, row.end) for row in numbers]  # "قتيلان" is asked for as a number
    for hit in read.harm:
        spared = _spoken_or_spared(read, hit.end, {"spared"})
        back = _within(hit, read.asides, "back") or read.after("before", hit.start)
        if back or spared:
            continue
        start, end, printed = read.at(hit.start, hit.end)
        if overlap(Span(start, end), counted):
            continue
        harm = hit.entry.data["harm"]
        yield Candidate("harm", start, end, printed, read.sentence.span, harm=harm)


def _weapons(read: _Read) -> Iterator[Candidate]:
    for hit in read.weapons:
        start, end, printed = read.at(hit.start, hit.end)
        yield Candidate("weapon", start, end, printed, read.sentence.span)


def _denials(read: _Read, pack: Pack) -> Iterator[Candidate]:
    for hit in finder(pack.code, "harm.toml", "denial").find(read.plain.text):
        start, end, printed = read.at(hit.start, hit.end)
        yield Candidate("denial", start, end, printed, read.sentence.span)
