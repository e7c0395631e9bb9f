# Every target works on a fresh clone with Python 3.11 or later and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup demo test fuzz lint notebooks docs bench bench-archive kit-test lock

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

demo: $(STAMP)
	$(BIN)/meta87 check examples/informe-valdoria-2024.docx || test $$? -eq 1

# With COVERAGE=--cov it also counts the branches covered, and fails under the share in pyproject.toml.
test: $(STAMP)
	$(BIN)/python -m pytest -n 2 $(COVERAGE)

# Tries 3,000 damaged files, each held to 2 seconds and 500 MB, files made to exhaust a reader, and
# a run over an archive that is killed at thirty moments, and a minute of coverage-guided mutations of
# each format.
fuzz: $(STAMP)
	META87_FUZZ=3000 $(BIN)/python -m pytest -n 2 tests/fuzz tests/archive/test_kills.py
	$(BIN)/python -m tests.fuzz.guided

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Runs every notebook from its first cell to its last.
notebooks: $(STAMP)
	$(BIN)/python -m pytest --nbmake notebooks

# The documentation site, in build/site: open build/site/index.html, which needs no server and no
# network. Fails if a link leads nowhere.
docs: $(STAMP)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

# Needs the public test sets in ../shared; prints each figure with its interval.
bench: $(STAMP)
	for script in reading editions messy peers entities classifier classifier_speed findings; do $(BIN)/python benchmarks/$$script.py; done

# Tags synthetic archives of 100 and 1,000 reports with both profiles, in about an hour on 2 cores
# without other work, and writes what it found into docs/explicacion/coste.md.
bench-archive: $(STAMP)
	$(BIN)/python benchmarks/archive.py --reports 1000
	$(BIN)/python benchmarks/archive_page.py

# A kit for Linux is built, moved to a folder with blanks and accents, and run without network.
kit-test: $(STAMP)
	META87_KIT=1 $(BIN)/python -m pytest tests/kit

# Hashes without addresses, for every platform; needs uv.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-annotate --no-emit-index-url --no-emit-find-links --extra dev pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-annotate --no-emit-index-url --no-emit-find-links --constraints requirements.lock \
	  pyproject.toml -o tools/kit/requirements.lock
