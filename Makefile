# make demo, make test: all else follows. Needs Python >= 3.11 and make; everything is installed into .venv.

VENV := .venv
BIN := $(VENV)/bin
DEMO := evals/cases/sundrel-q3/transcript.txt

# The first Python that is new enough and can make virtual environments.
FIND_PYTHON := for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then echo "$$python"; exit; fi; \
	done; \
	echo "make: no Python 3.11 or newer with the venv module was found; install one, or name it: make PYTHON=..." >&2

.PHONY: demo test fuzz lint format types bench gate nightly sample clean

demo: $(VENV)/.installed
	$(BIN)/summarizer summarize --engine extractive $(DEMO)

# The browser is driven by greenlets, which other tests had better not share a process with.
test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest --ignore tests/browser
	$(BIN)/python -m pytest tests/browser

fuzz: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris
	$(BIN)/python benchmarks/fuzz_parse.py -max_total_time=300

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

bench: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/speed.py $(CALL)
	$(BIN)/python benchmarks/start.py

gate: $(VENV)/.installed-dev
	.ci/gate $(BIN)/python

# A night of the evaluation, without a model: make nightly NIGHT='--engine llm --repeat 3' asks one.
NIGHT ?= --engine extractive
nightly: $(VENV)/.installed-dev
	$(BIN)/python -m evals nightly $(NIGHT)

# The piece of output that the README shows; a test says when it is out of date.
sample: $(VENV)/.installed
	@$(BIN)/summarizer summarize --quiet --engine extractive $(DEMO) | sed -n '/^## Yusra/,/^## Pietr/{/^## Pietr/d;p;}'

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.made:
	@python=$$($(FIND_PYTHON)) && test -n "$$python" && "$$python" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[documents,evaluation,notebook]' --group dev
	touch $@
