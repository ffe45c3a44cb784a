# Every target sets up what it needs in .venv first. `make` alone lists them.
.POSIX:
PYTHON = python3
BIN = .venv/bin
LOCKED = pyproject.toml tools/setup tools/fonts tools/need fonts/package-lock.json

help:
	@echo 'make demo    the journey so far on the shipped example, written to out/'
	@echo 'make serve   the web app on this machine, at http://127.0.0.1:8765/'
	@echo 'make test    every test'
	@echo 'make check   style, types, layers, generated pages'
	@echo 'make bench   speed, as ratios measured in one run'
	@echo 'make docs    write the generated pages of docs anew'
	@echo 'make predicates  take the predicates of changed rules apart anew'
	@echo 'make lock    write the lock files anew'
	@echo 'make clean   remove .venv, out and caches'

.venv/run: requirements/run.txt $(LOCKED)
	PYTHON=$(PYTHON) tools/setup run
	@touch $@

.venv/dev: requirements/dev.txt $(LOCKED)
	PYTHON=$(PYTHON) tools/setup dev
	@touch $@ .venv/run

demo: .venv/run
	$(BIN)/yingmen demo --out out

serve: .venv/run
	$(BIN)/yingmen serve

test: .venv/dev
	$(BIN)/python -m pytest -n auto --dist loadfile

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy tools/predicates
	$(BIN)/mypy tools/calibrate
	$(BIN)/lint-imports
	$(BIN)/python tools/reference --check

bench: .venv/dev
	$(BIN)/python benchmarks/owe.py
	$(BIN)/python benchmarks/claims.py
	$(BIN)/python benchmarks/lawful.py
	$(BIN)/python benchmarks/papers.py
	$(BIN)/python benchmarks/bills.py
	$(BIN)/python benchmarks/afford.py
	$(BIN)/python benchmarks/paths.py
	$(BIN)/python benchmarks/record.py
	$(BIN)/python benchmarks/web.py

docs: .venv/dev
	$(BIN)/python tools/reference

predicates: .venv/dev
	$(BIN)/python tools/predicates

lock: .venv/dev
	tools/lock

clean:
	rm -rf .venv out dist .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache

.PHONY: help demo serve test check bench docs predicates lock clean
