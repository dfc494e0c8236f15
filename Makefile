# Every target sets itself up on a fresh machine with python3 (3.11 or newer), git and make.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PYTEST_JOBS ?= 2

.PHONY: app test check demo lock clean

app: .venv/app.done
	$(BIN)/prisnotat app --demo

test: .venv/dev.done
	$(BIN)/python -m pytest -n $(PYTEST_JOBS)

check: .venv/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock:  # needs uv; writes no registry address
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q requirements/app.in -o requirements/app.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q requirements/dev.in -o requirements/dev.txt

clean:
	rm -rf .venv build

.venv/python.done:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Prisnotat trenger Python 3.11 eller nyere: sett PYTHON=…"; exit 2; }
	@$(PYTHON) -m venv .venv || { echo "Kunne ikke lage .venv. Installer pakken python3-venv og prøv igjen."; exit 2; }
	@touch $@

.venv/%.done: requirements/%.txt .venv/python.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
