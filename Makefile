# All commands for this handbook; run `make` to list them.
# Written for GNU Make 3.81 (macOS) and later; paths are relative, so the folder's path can contain spaces.

.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules

ADDRESS ?= 127.0.0.1:8000
BIN := .venv/bin
CODE := handbook macros scripts tests

# Otherwise Material for MkDocs prints a notice at every build.
export NO_MKDOCS_2_WARNING := 1

# If the folder was moved or copied, or its Python is gone, .venv no longer works.
ifneq ($(shell test -x .venv/bin/python && cat .venv/place 2>/dev/null),$(shell pwd -P))
$(shell rm -f .venv/place)
endif

.PHONY: help
help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

.PHONY: serve
serve: .venv/ready ## check the handbook, then serve it on http://127.0.0.1:8000 with live reload
	@$(BIN)/handbook check || printf '\nThe check found errors; the build below may stop at them.\n\n'
	$(BIN)/mkdocs serve --strict --dev-addr $(ADDRESS)

.PHONY: check
check: .venv/ready ## report what is wrong, missing or out of date in the handbook
	@$(BIN)/handbook check

.PHONY: build
build: .venv/ready ## build the site into site/; any warning is an error
	$(BIN)/mkdocs build --strict

.PHONY: test
test: .venv/ready-dev ## run everything that must pass before a merge: format, lint, types, layers, tests
	@printf '\n== browser\n'
	@bash .ci/chromium
	@printf '\n== ruff format --check\n'
	@$(BIN)/ruff format --check
	@printf '\n== ruff check\n'
	@$(BIN)/ruff check
	@printf '\n== mypy --strict\n'
	@$(BIN)/mypy --strict $(CODE)
	@printf '\n== lint-imports\n'
	@$(BIN)/lint-imports --no-logo
	@printf '\n== tsc --checkJs\n'
	@$(TSC) --project macros/assets/jsconfig.json
	@printf '\n== pytest\n'
	@# If Python is told not to write bytecode, each command that a test runs would compile everything again.
	@$(BIN)/python -m compileall -q handbook macros scripts
	@# The slowest files are in the middle of the alphabet: in this order all cores stay busy to the end.
	@$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

.PHONY: lighthouse
lighthouse: .venv/ready-dev ## measure the most visited pages as a phone on a slow connection
	@$(BIN)/python -m tests.site.lighthouse

BENCH ?= --procedures 1000 --rounds 3

.PHONY: bench
bench: .venv/ready-dev ## compare with other programs on the same procedures; BENCH="--procedures 5000" for more
	@$(BIN)/python -m tests.bench $(BENCH)

.PHONY: fix
fix: .venv/ready-dev ## format the Python code and apply automatic fixes
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

.PHONY: hooks
hooks: at-root .venv/ready-dev ## install hooks that check every commit
	@$(BIN)/pre-commit install

.PHONY: at-root
at-root:
	@test -z "$$(git rev-parse --show-prefix)" || { \
		echo "The hooks of a larger repository belong at its root: see README.md, 'In a folder of a larger repository'" >&2; \
		exit 1; \
	}

# npm programs at pinned versions; downloads stay in npm's own cache.
NPM_EXEC = command -v npm >/dev/null || { \
		echo "npm is not installed; install Node.js 20 or later, which includes it" >&2; exit 1; \
	} && npm exec --yes --ignore-scripts --no-update-notifier
TSC = $(NPM_EXEC) --package=typescript@7.0.2 -- tsc

# Locked versions stay unless their range excludes them; `make lock UPGRADE=--upgrade` takes the newest.
LOCK = $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" --group build $(UPGRADE) pyproject.toml

.PHONY: lock
lock: .venv/ready-dev ## regenerate requirements*.txt from pyproject.toml
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt

.PHONY: upgrade
upgrade: ## upgrade to newer code: make upgrade FROM=https://github.com/OWNER/NAME
	@bash .ci/upgrade "$(FROM)"

.PHONY: clean
clean: ## delete the site, the caches and the virtual environment
	rm -rf .venv site .site.* .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache operations_handbook.egg-info
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

# --- Set-up: runs once, and again only when the locked versions or the project's metadata change.

PIP = $(BIN)/python -m pip --disable-pip-version-check
INSTALL = $(PIP) install -qq --require-hashes --requirement
# The build backend is among the locked packages, so this step downloads nothing.
INSTALL_THIS = $(PIP) install -qq --no-build-isolation --no-deps --editable .
# PyYAML's pure Python parser, the fallback where PyYAML has no wheel, reads some texts differently.
HAS_LIBYAML = $(BIN)/python -c 'import yaml; yaml.CSafeLoader' 2>/dev/null || { \
		echo "PyYAML has no libyaml for this Python; choose an older one with: make clean, then make PYTHON=/path/to/python" >&2; \
		exit 1; \
	}

.venv/place:
	@for python in "$(PYTHON)" python3 python3.15 python3.14 python3.13 python3.12 python3.11 python; do \
		if [ -n "$$python" ] && "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			echo "Setting up .venv with $$("$$python" --version)"; \
			"$$python" -m venv --clear .venv && pwd -P >.venv/place; \
			exit $$?; \
		fi; \
	done; \
	echo "This handbook needs Python 3.11 or later; choose one with: make PYTHON=/path/to/python" >&2; \
	exit 1

.venv/ready: .venv/place requirements.txt pyproject.toml
	@echo "Installing the handbook's dependencies"
	@$(INSTALL) requirements.txt
	@$(HAS_LIBYAML)
	@$(INSTALL_THIS)
	@touch $@

# requirements-dev.txt contains all of requirements.txt at the same versions.
.venv/ready-dev: .venv/place requirements-dev.txt requirements.txt pyproject.toml
	@echo "Installing the dependencies of the handbook and its tests"
	@$(INSTALL) requirements-dev.txt
	@$(HAS_LIBYAML)
	@$(INSTALL_THIS)
	@touch .venv/ready $@
