"""Numbers as a language prints them: digits in groups, words in their cases, round words, duals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from summarizer.packs.pack import Pack, pack_of

Kind = Literal["digits", "words", "about", "dual"]
_Sort = Literal["value", "scale", "about", "about_many", "dual"]
_GROUPED = r"\d{1,3}(?:[.,\u066c ]\d{3})+(?!\d)"
_DIGITS = rf"(?:{_GROUPED}|\d+[.,\u066b]\d{{1,2}}|\d+)(?![\d]|[.,:]\d)"
_DECIMAL = re.compile(r"(\d+)[.,\u066b](\d{1,2})")


@dataclass(frozen=True)
class NumberAt:
    """A number at these offsets of a folded text. ``about``: a round word ("una decena")."""

    start: int
    end: int
    value: int
    kind: Kind


class _Item(NamedTuple):
    """One word or group of digits that counts."""

    start: int
    end: int
    value: float
    sort: _Sort
    digits: bool
    joined: bool  # with "and" before it


class _Words:
    """The number words of one pack, by their first word."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("numbers.toml")
        self.joins = frozenset(pack.plain(word).text for word in table["join"])
        self.units_first = bool(table.get("units_first"))
        self._never = frozenset(pack.bare(table.get("never", ())))
        self._prefixes = sorted(pack.prefixes, key=len, reverse=True)
        self._by_first: dict[str, list[tuple[tuple[str, ...], float, _Sort]]] = {}
        for name, sort in _TABLES.items():
            for value, forms in table.get(name, {}).items():
                self._add(pack, forms, float(value), sort)
        self._add(pack, table.get("dual", {}).get("forms", ()), 2.0, "dual")
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -len(row[0]))

    def _add(self, pack: Pack, forms: list[str], value: float, sort: _Sort) -> None:
        for form in pack.bare(forms):
            first, *rest = form.split()
            self._by_first.setdefault(first, []).append(((first, *rest), value, sort))

    def at(
        self, words: list[tuple[str, int, int]], index: int, text: str
    ) -> tuple[float, _Sort, int, str] | None:
        """Return (value, sort, how many words, the prefix) of what begins at a word."""
        word = words[index][0]
        if word in self._never:
            return None
        for prefix in self._prefixes:
            bare = word.removeprefix(prefix) if prefix and word.startswith(prefix) else word
            if prefix and (bare == word or len(bare) < 2):
                continue
            for form, value, sort in self._by_first.get(bare, ()):
                if _follows(words, index, form, text):
                    return value, sort, len(form), prefix
        return None


_TABLES: dict[str, _Sort] = {
    "values": "value",
    "scales": "scale",
    "about": "about",
    "about_many": "about_many",
}


def _follows(
    words: list[tuple[str, int, int]], index: int, form: tuple[str, ...], text: str
) -> bool:
    if index + len(form) > len(words):
        return False
    for step in range(1, len(form)):
        word, start, _ = words[index + step]
        if word != form[step] or text[words[index + step - 1][2] : start] not in (" ", "-"):
            return False
    return True


@cache
def _words_of(code: str) -> _Words:
    pack = pack_of(code)
    assert pack is not None
    return _Words(pack)


def numbers_in(text: str, pack: Pack) -> list[NumberAt]:
    """Return the numbers of a folded *text* in order; vague words are none.

    >>> from summarizer.packs.pack import pack_of
    >>> [row.value for row in numbers_in("ciento noventa y dos o 2.300", pack_of("es"))]
    [192, 2300]
    """
    return list(_composed(_items(text, pack), text, _words_of(pack.code)))


def _items(text: str, pack: Pack) -> list[_Item | str]:
    """Return what counts, in order; a word that joins stands as itself, any other as ""."""
    table = _words_of(pack.code)
    words = [(match.group(), match.start(), match.end()) for match in _token(pack).finditer(text)]
    items: list[_Item | str] = []
    index = 0
    while index < len(words):
        word, start, end = words[index]
        if word[0].isdigit():
            items.append(_Item(start, end, _digits(word), "value", True, False))
            index += 1
            continue
        found = table.at(words, index, text)
        if found is None:
            items.append(word if word in table.joins else "")
            index += 1
            continue
        value, sort, length, prefix = found
        joined = prefix[:1] in table.joins or bool(items and items[-1] in table.joins)
        end = words[index + length - 1][2]
        items.append(_Item(start + len(prefix), end, value, sort, False, joined))
        index += length
    return items


def _token(pack: Pack) -> re.Pattern[str]:
    """Return the pattern of a word or a number; a letter may be written onto the number."""
    letters = "".join(prefix for prefix in pack.prefixes if len(prefix) == 1)
    return re.compile(rf"(?<![^\W{letters}])(?<![.,:]){_DIGITS}|{pack.word}")


def _digits(printed: str) -> float:
    decimal = _DECIMAL.fullmatch(printed)
    if decimal:
        return float(f"{decimal[1]}.{decimal[2]}")
    return float(re.sub(r"\D", "", printed))


def _composed(items: list[_Item | str], text: str, words: _Words) -> Iterator[NumberAt]:
    """Join what belongs to one number: "ciento" and "noventa", 3 and "mil", "dos" and "docenas"."""
    open_: _Open | None = None
    for item in items:
        if isinstance(item, str):
            if item == "" and open_ is not None:
                yield from open_.closed()
                open_ = None
            continue
        if open_ is not None and open_.takes(item, text, words):
            continue
        if open_ is not None:
            yield from open_.closed()
        open_ = _Open(item) if item.sort not in ("scale", "about_many") else None
    if open_ is not None:
        yield from open_.closed()


class _Open:
    """A number that may go on."""

    def __init__(self, item: _Item) -> None:
        self.start, self.end = item.start, item.end
        self.total, self.current = 0.0, item.value
        self.digits = item.digits
        self.kind: Kind = "digits" if item.digits else "words"
        if item.sort in ("about", "dual"):
            self.kind = "about" if item.sort == "about" else "dual"
        elif item.value >= 1000 and not item.digits:
            self.total, self.current = item.value, 0.0

    def takes(self, item: _Item, text: str, words: _Words) -> bool:
        gap = text[self.end : item.start]
        near = gap in (" ", "-") or (item.joined and len(gap) < 6 and "," not in gap)
        if not near or item.digits or self.kind in ("about", "dual") or item.sort == "dual":
            return False
        if not self._add(item, words):
            return False
        self.end = item.end
        return True

    def _add(self, item: _Item, words: _Words) -> bool:
        value, current = item.value, self.current
        if item.sort in ("about", "about_many"):
            if item.joined or self.total:
                return False
            self.current, self.kind = current * value, "about"
            return True
        if value >= 1000:
            if item.joined or not (current or self.total):
                return False
            self.total = (self.total + current) * value if current else self.total * value
            self.current, self.digits = 0.0, False
            return True
        if self.digits or not _fits(int(current), int(value), item.joined, words):
            return False
        if current == 0 and not self.total:
            return False
        multiplied = value == 100 and 2 <= current <= 9
        self.current = current * 100 if multiplied else current + value
        return True

    def closed(self) -> Iterator[NumberAt]:
        value = self.total + self.current
        if value == int(value):
            yield NumberAt(self.start, self.end, int(value), self.kind)


def _fits(current: int, value: int, joined: bool, words: _Words) -> bool:
    """Tell whether *value* goes on the number that is *current* so far (below a thousand)."""
    rest = current % 100
    after_tens = rest >= 20 and rest % 10 == 0
    if words.units_first:
        if not joined:
            return value == 100 and 2 <= current <= 9
        if value % 10 == 0 and 20 <= value < 100:
            return 1 <= rest <= 9 or (rest == 0 and current != 0) or current == 0
        return current == 0 or (value < 100 and rest == 0)
    if joined:
        return value < 10 and after_tens
    if value >= 100:
        return (value == 100 and 2 <= current <= 9) or current == 0
    if value >= 10:
        return rest == 0
    return value > 0 and (rest == 0 or after_tens)


def integers_printed(text: str, pack: Pack) -> set[int]:
    """Return every integer that *text*, as printed, says in the language of a pack."""
    return {row.value for row in numbers_in(pack.plain(text).text, pack)}
