"""docs/models.md names what exists: each outcome, mode, provider and option."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from summarizer import errors
from summarizer.extract.providers import MODES, provider_table

TEXT = (Path(__file__).parents[2] / "docs" / "models.md").read_text(encoding="utf-8")
FAILURES = sorted(
    (made.outcome, made.__name__, made.fatal)
    for made in vars(errors).values()
    if inspect.isclass(made)
    and issubclass(made, errors.ExtractorError)
    and made is not errors.ExtractorError
)


@pytest.mark.parametrize(("outcome", "name", "fatal"), FAILURES)
def test_each_outcome_stands_in_the_table_with_whether_it_stops_a_run(outcome, name, fatal):
    [row] = [line for line in TEXT.splitlines() if f"`{name}`" in line]
    assert f"`{outcome}`" in row
    assert row.endswith("| yes |") is fatal


@pytest.mark.parametrize("name", [*MODES, *sorted(set(provider_table()) - {"custom"})])
def test_each_mode_and_provider_is_named(name):
    assert f"`{name}`" in TEXT or f"--model {name}/" in TEXT


@pytest.mark.parametrize(("outcome", "name", "fatal"), FAILURES)
def test_the_tree_in_the_docstring_has_each_error(outcome, name, fatal):
    [line] = [line for line in errors.__doc__.splitlines() if f" {name} " in line]
    assert line.endswith("(fatal)") is fatal
