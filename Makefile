# make run    sets everything up and serves the site with demonstration content
# make test   sets everything up and runs all tests, on SQLite and on PostgreSQL
# make check  the tests on SQLite, without a browser and the longest of them
# make bench  measures pages and searches with many articles; writes nothing into this folder
# make lint   style of Python and JavaScript, migrations, settings
HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check bench lint clean
.DELETE_ON_ERROR:

run: .venv/run
	@$(BIN)/python manage.py start --host "$(HOST)" --port "$(PORT)"

test: .venv/dev
	@$(BIN)/python -m tests.browser
	@$(BIN)/python -m tests.databases

check: .venv/dev
	@PYTHONHASHSEED=0 $(BIN)/python -m pytest -q -n 2 --ignore=tests/journeys \
		--ignore=tests/newsletter/test_random_acts.py

bench: .venv/dev
	@$(BIN)/python -m bench

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/oxlint --deny-warnings static/js
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check

# An environment that either list of locked packages was installed into. The second holds the
# first, so that `make run` after `make test` installs nothing.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "IRIA needs Python 3.11 or newer; '$(PYTHON)' is not. Try: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo "No environment could be made here. On Debian: apt install python3-venv; else look whether this folder may be written."; exit 1; }

.venv/run: .venv/bin/python requirements.txt
	@test -e .venv/dev || { echo "Installing what the site needs …"; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt; }
	@touch $@

.venv/dev: .venv/bin/python requirements-dev.txt
	@echo "Installing what the site and its tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis
