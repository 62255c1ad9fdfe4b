# Every target sets up what it needs by itself.
PYTEST = .venv/bin/pytest -n 2

.PHONY: help setup demo test test-unit test-long test-spark lint pages bench bench-reconcile
help:           ## say what each target does
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:          ## environment, front-end packages, static files
	@scripts/setup

demo: setup     ## the whole system on this machine, with a demo province
	@.venv/bin/motcua demo

test:           ## lint and the whole suite, browser journeys included
	@scripts/setup with-test-packages
	@$(MAKE) --no-print-directory lint
	@$(PYTEST) -m "not kill_long and not monday_long"

test-unit:      ## rules only: no database, no browser, seconds
	@scripts/setup rules-alone
	@$(PYTEST) -p no:django -p no:schemathesis -p no:anyio src/motcua/kernel src/motcua/dossiers/tests/test_decide.py src/motcua/dossiers/tests/test_histories.py

test-long:      ## the suite with the full kill matrix and a whole Monday by keyboard
	@scripts/setup with-test-packages
	@$(PYTEST)

test-spark:     ## both engines of reconciliation, column by column (PySpark, Java 17)
	@scripts/setup with-test-packages
	@cmp -s requirements-spark.txt .venv/spark/installed || .venv/bin/pip install --quiet \
		--disable-pip-version-check --require-hashes --no-build-isolation --upgrade --target .venv/spark -r requirements-spark.txt
	@cp requirements-spark.txt .venv/spark/installed
	@PYTHONPATH=.venv/spark .venv/bin/pytest src/motcua/reconcile/tests/test_conformance.py

lint:           ## style, types, layers, sizes
	@scripts/setup with-test-packages
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports --no-cache
	@MOTCUA_DEMO=1 .venv/bin/mypy
	@.venv/bin/python scripts/size_gates.py

pages:          ## picture every page at 360 and 1280 px into docs/pages
	@scripts/setup with-test-packages
	@PYTHONPATH=src:sandbox/src:tests MOTCUA_DEMO=1 DJANGO_SETTINGS_MODULE=motcua.settings \
		.venv/bin/python tests/journeys/pictures.py docs/pages

bench:          ## measure, as ratios to a control in the same run
	@scripts/setup with-test-packages
	@.venv/bin/python -m bench

SIZE ?= 2m
ERRORS ?= usual
bench-reconcile: ## matching against Splink on the same data; SIZE=200k, 2m, 10m, 30m or dense
	@scripts/setup
	@[ -x .venv/splink/bin/python ] || .venv/bin/python -m venv .venv/splink
	@cmp -s bench/reconcile/requirements-splink.txt .venv/splink/installed || .venv/splink/bin/pip install \
		--quiet --disable-pip-version-check -r bench/reconcile/requirements-splink.txt
	@cp bench/reconcile/requirements-splink.txt .venv/splink/installed
	@.venv/bin/python -m bench.reconcile --size $(SIZE) --errors $(ERRORS) --splink-python .venv/splink/bin/python
