# Every target sets itself up on a fresh machine with python3 (3.11 or newer), git and make.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PYTEST_JOBS ?= 2

.PHONY: app test test-fast coverage check demo installed docs demo-local bench bench-reading bench-leaks bench-search bench-search-speed bench-vector-store bench-answers bench-guard bench-closed bench-evaluation bench-checker fuzz mutation providers lock clean

app: .venv/app.done
	$(BIN)/prisnotat app --demo

# Each worker begins with half of the tests in order, so that what one file needs is made once; idle ones take from the rest.
PYTEST := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n $(PYTEST_JOBS) --dist worksteal

test: .venv/dev.done
	$(PYTEST)

# For every day. Left out: what needs a browser, LibreOffice or Tesseract, and what takes long for what it finds: the
# pages of the app, the command line, whole reports and archives, and the large searches (SLOW in tests/conftest.py).
test-fast: .venv/dev.done
	$(PYTEST) -m "not browser and not office and not ocr and not slow"

# With the child processes: the command line, the readers of files and the served app.
coverage: .venv/dev.done
	$(PYTEST) --cov --cov-report=term:skip-covered

check: .venv/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docs.generate --check

docs: .venv/dev.done
	$(BIN)/python -m docs.generate

demo: .venv/app.done
	$(BIN)/prisnotat draft corpus/samples/demo.yaml --report corpus/samples/ID2099_001.pdf --out build/demo

# The wheel in an empty environment drafts the demo: with its locked dependencies, or, with BORROW=1 (as in CI, which has
# installed them once already), with those of .venv and nothing else of it.
installed: .venv/dev.done
	rm -rf build/installed build/wheel build/lib
	$(BIN)/python -m build --wheel --no-isolation --outdir build/wheel . >/dev/null
	$(PYTHON) -m venv build/installed
ifdef BORROW
	$(BIN)/python -c "import sysconfig; print(sysconfig.get_paths()['purelib'])" > $$(build/installed/bin/python -c "import sysconfig; print(sysconfig.get_paths()['purelib'])")/borrowed.pth
else
	build/installed/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/app.txt
endif
	build/installed/bin/python -m pip install --quiet --disable-pip-version-check --no-deps build/wheel/*.whl
	cd build/installed && bin/prisnotat draft lib/python3*/site-packages/corpus/samples/demo.yaml \
	  --report lib/python3*/site-packages/corpus/samples/ID2099_001.pdf --out demo

# Long runs, each by itself; what they gave last stands in README.md.
bench: .venv/dev.done
	$(BIN)/python -m benchmarks.calculation

bench-reading: .venv/dev.done build/peer.done
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.reading_facts

bench-leaks: .venv/dev.done
	$(BIN)/python -m benchmarks.leaks

bench-search: .venv/dev.done
	$(BIN)/python -m benchmarks.search
	$(BIN)/python -m benchmarks.search_weights

bench-search-speed: .venv/dev.done
	$(BIN)/python -m benchmarks.search_speed

bench-vector-store: .venv/dev.done
	$(BIN)/python -m benchmarks.vector_store

bench-answers: .venv/dev.done
	$(BIN)/python -m benchmarks.answers
	$(BIN)/python -m benchmarks.answers_with_model

bench-guard: .venv/dev.done
	$(BIN)/python -m benchmarks.guard

bench-closed: .venv/dev.done
	$(BIN)/python -m benchmarks.closed_text
	$(BIN)/python -m benchmarks.audit_solvers

bench-evaluation: .venv/dev.done
	$(BIN)/python -m benchmarks.evaluation

bench-checker: .venv/dev.done
	$(BIN)/python -m benchmarks.checker

demo-local: .venv/dev.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/local.txt
	$(BIN)/python -m benchmarks.local_model

fuzz: .venv/dev.done
	$(BIN)/python -m tests.documents.fuzz --files 5000 --keep

# Models of other providers (anthropic, mistralai, ollama): installs what LangChain needs for them.
providers: .venv/app.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/providers.txt

mutation: .venv/dev.done
	$(BIN)/mutmut run --max-children $(PYTEST_JOBS)

lock:  # needs uv; writes no registry address
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q requirements/app.in -o requirements/app.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -c requirements/app.txt requirements/dev.in -o requirements/dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -c requirements/app.txt requirements/providers.in -o requirements/providers.txt
	uv pip compile --no-deps --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q requirements/local.in -o requirements/local.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q requirements/peer.in -o requirements/peer.txt

# The peer that reading is compared with lives in an environment of its own; without it the comparison says so.
build/peer.done: requirements/peer.txt .venv/python.done
	@mkdir -p build && $(PYTHON) -m venv build/peer
	-build/peer/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

clean:
	rm -rf .venv build

.venv/python.done:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Prisnotat trenger Python 3.11 eller nyere: sett PYTHON=…"; exit 2; }
	@$(PYTHON) -m venv .venv || { echo "Kunne ikke lage .venv. Installer pakken python3-venv og prøv igjen."; exit 2; }
	@touch $@

.venv/%.done: requirements/%.txt .venv/python.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
