"""What makes a number no count of people: an age, a distance, a date, things."""

from __future__ import annotations

import re

from summarizer.packs.pack import Pack, any_of, load_pack_entries
from summarizer.vocabulary import per_lexicon

_YEAR = re.compile(r"(?:19|20)\d\d")


def guard_of(text: str, start: int, end: int, pack: Pack) -> str | None:
    """Return why the number at these offsets of a folded text counts no people; None: it may."""
    before, after = text[max(0, start - 40) : start], text[end : end + 60]
    for name, side, pattern in _guards(pack):
        if pattern.search(before) if side == "before" else pattern.match(after):
            return name
    return None


@per_lexicon
def _guards(pack: Pack) -> list[tuple[str, str, re.Pattern[str]]]:
    """Return (why, which side, pattern); a second number may stand before the unit."""
    rows: list[tuple[str, str, re.Pattern[str]]] = [
        ("percent", "after", re.compile(r" ?%")),
        ("time", "after", re.compile(r":\d\d")),
        ("time", "before", re.compile(r"\d:$")),
        ("money", "before", re.compile(r"[$€£] ?$")),
        ("model", "before", re.compile(r"\w[-/]$")),
        ("model", "after", re.compile(r"-[^\W\d]")),
    ]
    for entry in load_pack_entries(pack.code, "harm.toml", "aside"):
        if entry.data["kind"] == "before_number":  # "de los dos muertos": told of before
            rows.append(("back", "before", re.compile(rf"(?<!\w){any_of(entry.forms)} $")))
    for entry in load_pack_entries(pack.code, "numbers.toml", "guard"):
        words, side = any_of(entry.forms), entry.data.get("side", "after")
        if side == "before":
            pattern = rf"(?<!\w){words} ?$"
        else:
            second = rf"(?: ?{pack.word}? ?\d+)?"
            apart = rf"(?:{pack.word}[ -]){{0,{entry.data.get('apart', 0)}}}"
            pattern = rf"{second}[ -]{apart}{words}(?!\w)"
        rows.append((entry.data["kind"], side, re.compile(pattern)))
    return rows
