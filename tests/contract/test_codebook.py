"""docs/codebook.md against the code: fields, values, and what the examples are read as."""

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from summarizer.check import CHECKS
from summarizer.dates import resolve_date
from summarizer.places import geo_precision, where_prec
from summarizer.quantities import parse_count
from summarizer.schema import evidence, terms
from summarizer.schema.summary import ArticleSummary

CODEBOOK = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")
WORDS = set(re.findall(r"[\w+/-]+", CODEBOOK))


def rows(heading):
    """Return the cells of the tables under *heading*, without their head."""
    section = CODEBOOK.partition(heading)[2].partition("\n#")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def models(kind, seen):
    """Yield every record type that a summary is made of."""
    if kind in seen:
        return
    seen.add(kind)
    yield kind
    for field in kind.model_fields.values():
        todo = [field.annotation]
        while todo:
            item = todo.pop()
            todo += get_args(item)
            if isinstance(item, type) and issubclass(item, BaseModel):
                yield from models(item, seen)


def test_every_field_has_its_place():
    """A field that the schema gains must be explained."""
    kinds = list(models(ArticleSummary, set()))
    missing = {
        f"{k.__name__}.{name}" for k in kinds for name in k.model_fields if name not in WORDS
    }
    assert missing == set()


@pytest.mark.parametrize(
    "name",
    [n for module in (terms, evidence) for n in vars(module) if get_args(vars(module)[n])],
)
def test_every_value_of_a_closed_list_is_named(name):
    """A value that the schema gains must be explained."""
    values = get_args(getattr(terms, name, None) or getattr(evidence, name))
    missing = [v for v in values if isinstance(v, str) and v not in WORDS and v not in CODEBOOK]
    assert missing == []


def test_every_check_is_listed():
    """The codes that issues carry."""
    assert [code for code in CHECKS if f"| {code} |" not in CODEBOOK] == []


@pytest.mark.parametrize("row", rows("### Counts"), ids=lambda row: row[0])
def test_the_counts_of_the_codebook_are_read_so(row):
    """The table is what the library does."""
    printed, *bounds, qualifier = row[:5]
    count = parse_count(printed)
    expected = [None if cell == "–" else int(cell) for cell in bounds]
    assert ([count.min, count.max, count.best], count.qualifier) == (expected, qualifier)


@pytest.mark.parametrize("row", rows("### Dates: days"), ids=lambda row: row[0])
def test_the_dates_of_the_codebook_are_read_so(row):
    """The table is what the library does."""
    printed, *days, precision = row[:4]
    found = resolve_date(printed, date(2020, 5, 14))
    expected = [None if cell == "–" else date.fromisoformat(cell) for cell in days]
    assert ([found.start, found.end], found.precision) == (expected, precision)


@pytest.mark.parametrize(
    ("granularity", "relation", "codes"),
    [
        ("site", "in", (1, 1)),
        ("town", "near", (2, 2)),
        ("city", "north_of", (2, 2)),
        ("adm2", "in", (3, 2)),
        ("adm1", "in", (4, 3)),
        ("area", "in", (5, 3)),
        ("town", "between", (5, 3)),
        ("country", "in", (6, None)),
        ("sea_air", "in", (7, 3)),
    ],
)
def test_the_precision_codes_are_those_of_the_table(granularity, relation, codes):
    """UCDP's and ACLED's scales as the codebook has them."""
    assert (where_prec(granularity, relation), geo_precision(granularity, relation)) == codes
    assert any(cells[1] == str(codes[0]) for cells in rows("## locations") if len(cells) == 3)
