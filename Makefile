# Short names for dev.py, which needs no make: `python3 dev.py demo`.
PYTHON ?= python3

.PHONY: demo test lint bench setup

demo test lint bench setup:
	$(PYTHON) dev.py $@
