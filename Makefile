# Every verb that a newcomer needs. Only Python 3.11+ and make have to be there.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet
COMPILE = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate \
	--override requirements-overrides.txt --custom-compile-command "make lock" --quiet

.PHONY: run chat setup setup-dev test test-long lint format check lock train heads clean

run: setup  ## Telegram where a token is set, else the terminal
	@$(BIN)/unsent run

chat: setup  ## the conversation in the terminal
	@$(BIN)/unsent chat

setup: .venv/installed  ## what run and test share; leaves .venv/bin/unsent

.venv/installed: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Unsent needs Python 3.11 or newer, and none was found."; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { \
		echo "Python's venv is missing; on Debian and Ubuntu: sudo apt install python3-venv"; rm -rf .venv; exit 2; }
	@echo "Setting up .venv (once, about a minute) ..."
	@$(PIP) --no-deps --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

setup-dev: .venv/installed-dev

.venv/installed-dev: .venv/installed requirements-dev.lock
	@$(PIP) --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

test: lint  ## lint, types, import directions, content, and every test
	@$(BIN)/python -m pytest

test-long: setup-dev  ## the same with the fault tests in their full form (about an hour)
	@$(BIN)/python -m pytest -m "long or not long" --long

lint: setup-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/unsent check

format: setup-dev  ## what lint wants
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

check: setup  ## the content files alone
	@$(BIN)/unsent check

lock:  ## after a change of dependencies; needs uv
	@$(COMPILE) --group install -o requirements.lock
	@$(COMPILE) --group install --group dev -c requirements.lock -o requirements-dev.lock
	@uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --quiet \
		--custom-compile-command "make lock" --group train -o requirements-train.lock

train: setup  ## the encoder and the heads, from content/en/phrases; needs torch, which it installs
	@$(PIP) -r requirements-train.lock
	@$(BIN)/python -m training.train

heads: setup-dev  ## the heads alone, after a new phrase; under a minute, without torch
	@$(BIN)/python -m training.heads

clean:
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
