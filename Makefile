# Each target works from a clean checkout: it makes .venv and installs just what it needs.
PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -n 2 --timeout=120
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet --constraint constraints.txt

# The tests start many processes, each of which would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-full check bench bench-judge format clean

demo: .venv/base
	$(BIN)/regold demo tour

test: .venv/test
	$(PYTEST) -m "not full"

test-full: .venv/full
	$(PYTEST)

check: .venv/check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zizmor --quiet --offline --persona=auditor .
	test ! -x $(BIN)/actionlint || PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/actionlint

format: .venv/check
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/test
	$(BIN)/python -m benchmarks.speed

bench-judge: .venv/test
	$(BIN)/python -m benchmarks.judge

.venv/pip: constraints.txt
	$(PYTHON) -m venv .venv
	$(PIP) pip
	touch $@

.venv/base: .venv/pip pyproject.toml
	$(PIP) --editable .
	touch $@

.venv/test: .venv/base
	$(PIP) --group test
	touch $@

.venv/check: .venv/base
	$(PIP) --group check
	touch $@

.venv/full: .venv/test
	$(PIP) --editable '.[notify,redact,sentence-transformers]' --group full
	touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache
