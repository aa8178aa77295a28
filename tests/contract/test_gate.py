"""The quality gate: what it refuses, and what it measures."""

import importlib.util
from pathlib import Path

import pytest

PATH = Path(__file__).parents[2] / "benchmarks" / "gate.py"


@pytest.fixture(scope="module")
def gate():
    spec = importlib.util.spec_from_file_location("gate", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("before", "now", "problems"),
    [
        ({"a": {"min": 0.5}}, {"a": {"min": 0.5}}, 0),
        ({"a": {"min": 0.5}}, {"a": {"min": 0.6}, "b": {"min": 0.1}}, 0),
        ({"a": {"min": 0.5}}, {"a": {"min": 0.4}}, 1),
        ({"a": {"min": 0.5}}, {"a": {"min": 0.4, "lowered": "gold corrected: #12"}}, 0),
        ({"a": {"min": 0.5}}, {"a": {"min": 0.4, "lowered": "  "}}, 1),
        # A reason is good for one lowering.
        ({"a": {"min": 0.5, "lowered": "x"}}, {"a": {"min": 0.4, "lowered": "x"}}, 1),
        ({"a": {"min": 0.5, "lowered": "x"}}, {"a": {"min": 0.4, "lowered": "y"}}, 0),
        ({"a": {"max": 0.1}}, {"a": {"max": 0.2}}, 1),
        ({"a": {"max": 0.1}}, {"a": {"max": 0.0}}, 0),
        ({"a": {"min": 0.5}}, {"a": {}}, 1),
        ({"a": {"min": 0.5}}, {}, 1),
    ],
)
def test_a_floor_is_not_lowered_silently(gate, before, now, problems):
    assert len(gate.lowered_silently(now, before)) == problems


@pytest.mark.parametrize(
    ("floors", "values", "problems"),
    [
        ({"a": {"min": 0.5}}, {"a": 0.5}, []),
        ({"a": {"min": 0.5}}, {"a": 0.4999}, ["a is 0.4999, its floor is 0.5"]),
        ({"a": {"max": 0.1}}, {"a": 0.2}, ["a is 0.2000, its ceiling is 0.1"]),
        ({"a": {"min": 0.5}}, {}, ["a has a floor, but nothing of it was measured"]),
    ],
)
def test_a_value_below_its_floor_is_named(gate, floors, values, problems):
    assert gate.below(floors, values) == problems


def test_measured_values_become_floors_on_the_safe_side(gate):
    values = {"events.recall": 0.678, "measures.invented": 0.101, "measures.forbidden_numbers": 0.0}
    assert gate.as_lines(values) == [
        '"events.recall" = { min = 0.67 }',
        '"measures.invented" = { max = 0.11 }',
        '"measures.forbidden_numbers" = { max = 0.00 }',
    ]


def test_the_digest_follows_articles_and_gold(gate, tmp_path):
    folder = tmp_path / "dellay"
    folder.mkdir()
    for name in ("article.txt", "article.toml", "gold.json"):
        (folder / name).write_text(name, encoding="utf-8")
    seen = [gate.digest(tmp_path)]
    for name in ("article.txt", "article.toml", "gold.json"):
        (folder / name).write_text(name + " ", encoding="utf-8")
        seen.append(gate.digest(tmp_path))
    (folder / "notes.md").write_text("free", encoding="utf-8")
    assert gate.digest(tmp_path) == seen[-1]
    assert len(set(seen)) == 4
