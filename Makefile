# make site   builds the demo archive into public/
# make test   runs all checks, and installs what they need
# Everything is installed into .venv and tests/browser/node_modules; a second run starts at once.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
JOBS   ?= 2

.PHONY: site serve test lint types layers unit bench score lock screenshots clean help
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# //p' Makefile

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "sitegen needs Python 3.11 or newer; name one with: make PYTHON=python3.12"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

# Two files of the demo are meant to be refused, so the build ends with code 1 ("finished, some articles were refused").
site: $(VENV)/.ready
	@$(BIN)/sitegen build; code=$$?; [ $$code -le 1 ] || exit $$code
	@echo "open it with: make serve"

serve: $(VENV)/.ready
	$(BIN)/sitegen serve

test: lint types layers unit

lint: $(VENV)/.ready
	$(BIN)/ruff format --check --quiet sitegen tests scripts
	$(BIN)/ruff check --quiet sitegen tests scripts

types: $(VENV)/.ready
	$(BIN)/mypy

layers: $(VENV)/.ready
	@$(BIN)/lint-imports --no-cache > .layers.log 2>&1 && tail -n 2 .layers.log; code=$$?; [ $$code -eq 0 ] || cat .layers.log; rm -f .layers.log; exit $$code

unit: $(VENV)/.ready
	@sh tests/browser/setup.sh
	$(BIN)/python -m pytest -q -n $(JOBS) --dist loadgroup

# Measurements; they need the folder ../shared and print what they find.
bench: $(VENV)/.ready
	$(BIN)/python tests/bench/bench.py $(BENCH)

score: $(VENV)/.ready
	sh tests/bench/score.sh

lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra ner --extra dev pyproject.toml --output-file requirements.lock

screenshots: site
	@sh tests/browser/setup.sh
	$(BIN)/python -m tests.browser.screenshots docs/images

clean:
	rm -rf $(VENV) .sitegen public quarantine tests/browser/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
