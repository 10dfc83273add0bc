# Everything a new machine needs beyond Python >= 3.11 and make is installed here, into .venv;
# only the browser, curl and the foreign server of the tests come from the system's packages.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV     := $(BIN)/uv pip
INSTALL := $(UV) install --quiet --python $(BIN)/python

.PHONY: install install-dev browser demo test bench corpus lint ontology lock clean help

help:
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

install: $(VENV)/.installed  ## policy-kg and what it runs on, in .venv
install-dev: $(VENV)/.dev    ## the same with the tools of the tests

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "policy-kg needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(BIN)/uv: requirements/uv.txt | $(BIN)/python
	$(BIN)/python -m pip -qq --disable-pip-version-check install --require-hashes --requirement $<
	@touch $@

$(VENV)/.installed: requirements/install.txt pyproject.toml $(BIN)/uv
	$(INSTALL) --require-hashes --requirement requirements/install.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.installed
	$(INSTALL) --require-hashes --requirement requirements/dev.txt
	@touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.dev
	$(INSTALL) --require-hashes --requirement requirements/bench.txt
	@touch $@

browser:  ## Chromium, a Chinese font, curl and Virtuoso for the tests
	@sh tests/install_browser.sh

demo: install  ## four sample documents: lineage, measures, and an HTML graph in demo/
	$(BIN)/kg demo --output demo

test: install-dev browser lint  ## all tests, the score per slot on the shared gold, the floor of every slot
	$(BIN)/python -m pytest

lint: install-dev  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: install-dev browser $(VENV)/.bench  ## speed and memory against floors of the same run; side by side with other libraries
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.oracles

corpus: install-dev  ## what is found in the documents that nobody annotated, and the worst of them
	$(BIN)/python -m tests.corpus_report

ontology: install-dev  ## renew what follows from the ontology: its page, the JSON-LD context, the page of questions
	$(BIN)/python -m tests.ontology.generate

LOCK := $(UV) compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
        --custom-compile-command "make lock"

lock: install-dev  ## renew the locked versions
	echo uv | $(LOCK) - --output-file requirements/uv.txt
	$(LOCK) pyproject.toml --group build --output-file requirements/install.txt
	$(LOCK) pyproject.toml --group build --group dev --extra notebook --output-file requirements/dev.txt
	$(LOCK) pyproject.toml --group build --group dev --extra notebook --group bench --constraint requirements/dev.txt --output-file requirements/bench.txt

clean:  ## remove what make made
	rm -rf $(VENV) demo tests/output build dist .mypy_cache .pytest_cache .ruff_cache
