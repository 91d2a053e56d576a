# Verbatim: every command that a person needs. `make` alone lists them.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
DO = @exec "$(PYTHON)" config/embedded/bootstrap.py

.PHONY: help run test lint types format lock screenshots memory clean
.DEFAULT_GOAL := help

help: ## This list
	@sed -n 's/^\([a-z]*\): ## /  make \1	/p' Makefile | expand -t 22

run: ## Start the newsroom; PORT=, DATA_DIR=, DATABASE_URL= and REDIS_URL= override
	$(DO) run

test: ## Everything that must be green: lint, types, contracts, tests (PYTEST_ARGS= for pytest)
	$(DO) test

lint: ## Style, templates, import contracts, complete migrations
	$(DO) lint

types: ## mypy in strict mode
	$(DO) types

format: ## Write the code in the house's format
	$(DO) format

lock: ## Make both locks of the dependencies again
	$(DO) lock

screenshots: ## Pictures of the main pages, from the running newsroom, into docs/screenshots
	$(DO) screenshots

memory: ## Proportional memory of the running newsroom
	$(DO) memory

clean: ## Remove the environment and caches; data in .verbatim is kept
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
