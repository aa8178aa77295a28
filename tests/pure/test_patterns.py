"""A pattern that is asked first what it needs finds what it would find without being asked."""

import re
from pathlib import Path

import pytest

from summarizer import actors, candidates, date_patterns, places, quantities
from summarizer.extract.rules import arms, harm, mentions, mood, roles, speech, triggers
from summarizer.patterns import Pattern, Patterns, needs, small_letters

MODULES = (
    actors, arms, candidates, date_patterns, harm, mentions, mood, places, quantities,
    roles, speech, triggers,
)  # fmt: skip


@pytest.mark.parametrize(
    ("regex", "pieces"),
    [
        (r"killed", {"killed"}),
        (r"KILLED", {"killed"}),
        (r"\b(?:kill|murder)\w*", {"kill", "murder"}),
        (r"captur(?:e|ed|ing)", {"capture", "capturing"}),  # "captured" holds "capture"
        (r"\w+\s+dead\b", {"dead"}),
        (r"fir(?:ed)? ?on", {"firon", "fir on", "firedon", "fired on"}),
        (r"gr[ae]y", {"gray", "grey"}),
        (r"(?:shot){2}", {"shot"}),
        (r"(?=shot)\w+", set()),  # what is looked at is not what is matched
        (r"(?:shot)?\d+", set()),
        (r"(?:shot|\d+)", set()),
        (r"[^a]+", set()),
        (r"\b(?:the|of)\b", set()),  # nearly every sentence has them
        (r"(?:убит|ранен)", set()),  # more than two cases a letter
        (r"editor[’']s", {"editor’s", "editor's"}),
    ],
)
def test_what_a_pattern_needs(regex, pieces):
    """Every match holds one of the pieces; without such pieces there are none."""
    assert set(needs(regex, re.IGNORECASE)) == pieces


@pytest.mark.parametrize("text", ["kılled", "KİLLED", "\u212ailled", "Killed"])
def test_letters_that_equal_ascii_ones_are_found(text):
    """``re.IGNORECASE`` takes a dotless i, a Kelvin sign and a long s for i, k and s."""
    pattern = Pattern("killed", re.IGNORECASE)
    assert pattern.needs == ("killed",)
    assert pattern.search(text).span() == (0, len(text))
    assert small_letters(text) == "killed"


def every_pattern():
    found = [value for module in MODULES for value in vars(module).values()]
    tables = [value for value in found if isinstance(value, list | tuple | dict)]
    rows = [
        row for table in tables for row in (table.values() if isinstance(table, dict) else table)
    ]
    parts = [part for row in rows for part in (row if isinstance(row, tuple) else (row,))]
    return [value for value in (*found, *parts) if isinstance(value, Pattern)]


def sentences():
    for path in sorted(Path("seeds").glob("*/article.txt")):
        text = path.read_text(encoding="utf-8")
        yield from (line for line in re.split(r"(?<=[.!?])\s+", text) if line)


def test_asking_first_changes_no_match():
    """On each sentence of the seeds, every pattern finds the same with and without asking."""
    patterns = every_pattern()
    assert len(patterns) > 100
    lines = list(sentences())
    for pattern in patterns:
        assert pattern.needs is not None
        together = Patterns([pattern])
        together._asked = 1000
        for line in lines:
            plain = [match.span() for match in pattern.compiled.finditer(line)]
            assert [match.span() for match in pattern.finditer(line)] == plain, pattern.pattern
            assert not plain or together.likely(line) == [pattern]


def test_offsets_bound_what_is_asked():
    """A piece outside the two offsets is no reason to search."""
    pattern = Pattern(r"shot\b")
    assert pattern.needs == ("shot",)
    assert pattern.search("He shot twice.", 0, 5) is None
    assert pattern.search("He shot twice.", 3).span() == (3, 7)
