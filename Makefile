# make run    environment, install, the main job on corpus/, a readable result
# make test   lint, types, imports, tests, quality gates
# make docs   regenerate docs/schema.json, docs/records.md and docs/commands.md

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test docs annotations clean

run: .venv/installed
	$(BIN)/pincite extract corpus/ -o annotations/
	$(BIN)/pincite lookup "Martin 1992a"

test: .venv/installed-dev
	$(BIN)/python extract/dedupe/kernel/compiling.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest
	$(BIN)/pincite eval annotations/gold --floors annotations/gold/floors.json
	$(BIN)/python benchmarks/gates.py

docs: .venv/installed-dev
	$(BIN)/python docs/build.py

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

.venv/installed-dev: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@ .venv/installed

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build
