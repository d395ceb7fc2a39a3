# The one task runner. Every target first makes the environment that it needs, in $(VENV), and keeps it until
# pyproject.toml changes. Choose an interpreter with PYTHON=..., another environment with VENV=...

VENV ?= .venv
BIN := $(VENV)/bin
COVERAGE ?= --cov
VERSIONS := 3.11 3.12 3.13
TREES := $(wildcard src tests benchmarks docs examples)
PAGES := README.md CHANGELOG.md CONTRIBUTING.md AGENTS.md

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help example test test-all test-lowest lint format types contracts docs bench bench-smoke wheel-check check clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed 's/:.*## /:/' | awk -F: '{printf "make %-12s %s\n", $$1, $$2}'

example: $(VENV)/.with-nothing ## Score a real initiative from its file and print the report
	@$(BIN)/python -m collective_impact assess src/collective_impact/examples/rgv_focus.json

test: $(VENV)/.with-test ## Run the tests and every example of the README, the docs and the docstrings
	$(BIN)/python -m pytest --hypothesis-profile=ci --numprocesses=auto --dist=loadfile $(COVERAGE)

test-all: ## Run the tests under every supported Python that is found
	@for version in $(VERSIONS); do \
	    python="$$(.ci/find-python $$version)" || continue; \
	    $(MAKE) --no-print-directory test COVERAGE= VENV=.venv-$$version PYTHON="$$python" || exit 1; \
	done

test-lowest: ## Run the tests with the lowest versions of the dependencies that pyproject.toml allows
	@mkdir -p build
	@python="$$(.ci/find-python 3.11)" || exit 0; \
	"$$python" -c 'import tomllib; \
	print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"], sep="\n")' \
	    | sed 's/>=/==/' > build/lowest.txt && \
	PIP_CONSTRAINT=build/lowest.txt \
	$(MAKE) --no-print-directory test COVERAGE= VENV=.venv-lowest PYTHON="$$python"

lint: $(VENV)/.with-dev ## Check style and spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell $(TREES) $(PAGES)

format: $(VENV)/.with-dev ## Repair what ruff can repair
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/.with-dev ## Check the types of the package and of its public API
	$(BIN)/mypy

contracts: $(VENV)/.with-dev ## Check that each floor imports only from the floors below it
	$(BIN)/lint-imports --no-logo --no-cache

docs: $(VENV)/.with-dev ## Build the docs into build/docs, a warning is an error
	$(BIN)/sphinx-build -n -T -W --keep-going -q docs build/docs

bench: $(VENV)/.with-dev ## Run all benchmarks
	$(BIN)/python -m benchmarks

bench-smoke: $(VENV)/.with-dev ## Run all benchmarks once and small, to see that they run
	$(BIN)/python -m benchmarks --smoke

wheel-check: $(VENV)/.with-dev ## Build the wheel and do the main job with it from another folder
	.ci/check-wheel $(BIN)/python

check: ## Everything that must hold before a change lands, as CI runs it
	@.ci/run

clean: ## Remove environments, caches and everything built
	rm -rf .venv .venv-* build dist htmlcov .coverage .coverage.*
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find $(TREES) -name __pycache__ -type d -prune -exec rm -rf {} +

# Environments ---------------------------------------------------------------------------------------------------------

# The interpreter is a link: a broken one counts as missing, and the environment is made anew.
$(BIN)/python:
	@python="$$(PYTHON='$(PYTHON)' .ci/find-python)" && \
	echo "Making $(VENV) with $$python" >&2 && \
	"$$python" -m venv --clear $(VENV)

$(VENV)/.with-nothing: pyproject.toml | $(BIN)/python
	@echo "Installing collective-impact into $(VENV); the first time this takes a minute" >&2
	@$(BIN)/python -m pip install --quiet --editable . >&2
	@touch $@

$(VENV)/.with-test: pyproject.toml | $(BIN)/python
	@echo "Installing collective-impact[test] into $(VENV); the first time this takes a minute" >&2
	@$(BIN)/python -m pip install --quiet --editable '.[test]' >&2
	@touch $(VENV)/.with-nothing $@

$(VENV)/.with-dev: pyproject.toml | $(BIN)/python
	@echo "Installing collective-impact[dev] into $(VENV); the first time this takes some minutes" >&2
	@$(BIN)/python -m pip install --quiet --editable '.[dev]' >&2
	@touch $(VENV)/.with-nothing $(VENV)/.with-test $@
