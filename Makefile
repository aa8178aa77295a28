PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup test lint bench

setup:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -e '.[dev]'

test:
	$(BIN)/pytest

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench:
	$(BIN)/python benchmarks/grounding.py
