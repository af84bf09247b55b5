# `make` alone lists the targets. Everything is installed into .venv; nothing else is touched.

PYTHON ?= python3
PORT ?= 8000
TESTARGS ?=
UPGRADE ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PIP_LOCKED := $(PIP) install --no-deps --require-hashes -r

# Stamps: a step is done again only when what it depends on has changed.
VENV := .venv/.made
BASE := .venv/.base
DEV := .venv/.dev
COMPILED := .venv/.compiled
BROWSER := .venv/.browser
SOURCES := $(shell find src -name '*.py')

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install dev run tour clean-demo test drill check lint format manual screenshots bench bench-large lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

install: $(COMPILED) ## Install the program into .venv and leave the command at .venv/bin/trp

dev: $(DEV) ## Install what the tests and checks need as well

# The demo of the desk is kept in var/, and is there again the next time; `make clean-demo` removes it.
run: $(COMPILED) ## Open the desk on a demo in the browser: http://localhost:8000 (PORT=8000)
	@export TRP_HOME="$(CURDIR)/var" TRP_DEMO=1 DATABASE_URL= && \
		if [ -f var/trp.sqlite3 ]; then $(BIN)/trp migrate >/dev/null; fi && \
		if [ ! -f var/filled ]; then $(BIN)/trp demo || $(BIN)/trp cases --most 1 >/dev/null; touch var/filled; fi && \
		exec $(BIN)/trp serve --port $(PORT)

clean-demo: ## Remove the demo of the desk
	rm -rf var

# The demo lives in a folder of its own that is removed again; it is told to use no other database.
tour: $(COMPILED) ## The commands: three worked requests determined, a demo filled, one of its cases read
	@printf '%s\n\n' '=== 1 of 4 === Asked for at a visa office: is a fee due?'
	@$(BIN)/trp determine examples/1-visa-office-fee-due.json --format text
	@printf '\n%s\n\n' '=== 2 of 4 === Asked for at the border: does the one-time exemption apply?'
	@$(BIN)/trp determine examples/2-border-one-time-exemption.json --format text
	@printf '\n%s\n\n' '=== 3 of 4 === Facts are missing: what must still be asked?'
	@$(BIN)/trp determine examples/3-what-is-still-missing.json --format text
	@printf '\n%s\n\n' '=== 4 of 4 === A caseload of 200: who waits for whom, and why?'
	@home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && export TRP_HOME="$$home" DATABASE_URL= && \
		$(BIN)/trp demo && echo && $(BIN)/trp cases --stage awaiting_fee --most 6 && echo && $(BIN)/trp case T-000140

test: $(COMPILED) $(BROWSER) lint ## Run everything that CI runs: lint, types, contracts, all tests (TESTARGS="-k fee")
	$(BIN)/pytest -n auto --dist worksteal $(TESTARGS)

drill: $(COMPILED) $(DEV) ## Kill workers 500 times on each engine, and race every pair of acts (TRP_DRILL=500)
	TRP_DRILL=$${TRP_DRILL:-500} $(BIN)/pytest -q -rA -n 0 tests/journal/test_kills.py tests/journal/test_races.py $(TESTARGS)

check: $(DEV) ## The quick part, before each commit: format, lint, types, contracts, fast tests
	$(BIN)/ruff format --check .
	@$(MAKE) --no-print-directory lint
	$(BIN)/pytest -q -n auto --dist worksteal -m "not slow" $(TESTARGS)

lint: $(DEV) ## Lint, types and import contracts alone
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(DEV) ## Rewrite the code in the project's format
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

manual: $(DEV) ## Rewrite the computed parts of docs/manual from the rulebook
	$(BIN)/python -m tests.house.write_manual

screenshots: $(COMPILED) $(DEV) $(BROWSER) ## Take the pictures of the manual anew: docs/manual/pictures
	$(BIN)/python -m tests.web.screenshots

bench: $(COMPILED) $(DEV) ## Measure, and print the table of ratios against its bounds
	$(BIN)/python -m benchmarks

bench-large: $(COMPILED) $(DEV) ## A million cases on PostgreSQL, filled and verified (about an hour; TRP_CASES=1000000)
	$(BIN)/python -m benchmarks.large

# Later locks are held to the earlier ones, so that any of them can be installed together.
UV_COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header $(UPGRADE)

lock: $(DEV) ## Refresh the lock files from pyproject.toml (UPGRADE=--upgrade for newer versions)
	$(UV_COMPILE) pyproject.toml -o requirements/base.txt
	$(UV_COMPILE) --group dev -c requirements/base.txt -o requirements/dev.txt
	$(UV_COMPILE) --group build -c requirements/dev.txt -o requirements/build.txt
	$(UV_COMPILE) pyproject.toml --extra batch -c requirements/dev.txt -o requirements/batch.txt
	$(UV_COMPILE) pyproject.toml --extra spark -c requirements/dev.txt -c requirements/batch.txt \
		-o requirements/spark.txt

clean: ## Remove .venv and everything that tools leave behind
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov dist

$(VENV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "TRP Casework needs Python 3.11 or later; '$(PYTHON)' is not." >&2; \
		echo "Name another one: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	@touch $@

$(BASE): $(VENV) requirements/base.txt requirements/build.txt pyproject.toml
	$(PIP_LOCKED) requirements/base.txt -r requirements/build.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# The command starts three times as fast from compiled modules, also where nothing else writes them.
$(COMPILED): $(BASE) $(SOURCES)
	@$(BIN)/python -m compileall -q src
	@touch $@

# The tests of the pages drive Debian's Chromium; where it is not there, and cannot be installed, they say so and fail.
$(BROWSER): $(VENV)
	@command -v chromium-headless-shell >/dev/null || \
		{ apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium-headless-shell; } || command -v chromium >/dev/null || \
		{ echo "The tests of the pages need Chromium: install it (Debian: apt-get install chromium-headless-shell)." >&2; exit 1; }
	@touch $@

$(DEV): $(BASE) requirements/dev.txt
	$(PIP_LOCKED) requirements/dev.txt
	@touch $@
