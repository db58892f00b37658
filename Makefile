# The workshop: everything a person or a machine does with this tree starts here. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test test-slow faults bench pictures setup runtime lock system system-slow system-bench

# The first CPython that is new enough and can make a virtual environment; PYTHON=… chooses another.
ENOUGH := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for candidate in python3 python3.11 python3.12 python3.13 python3.14; do \
  $$candidate -c '$(ENOUGH)' >/dev/null 2>&1 && { echo $$candidate; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
FONTS := web/static/generated/fonts.stamp
FACES := casework/gateways/generated/faces.stamp
TEMPLATES := web/generated/templates.stamp
DOORS := portal backoffice api
PORT ?= 8000
# The order of the tests: the same on every machine, so that a red run can be had again. SEED=last, SEED=7 … choose others.
SEED ?= 20261122
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet --require-hashes
SYSTEM_PACKAGES := chromium libatomic1
BENCH_SYSTEM_PACKAGES := wrk
SLOW_SYSTEM_PACKAGES := clamav-daemon debootstrap faketime fonts-liberation2 libreoffice-writer-nogui nginx-light openssl poppler-utils systemd
# A mirror may be away for a moment, and another installation may be going on.
APT_GET := apt-get -qq -o Acquire::Retries=5 -o DPkg::Lock::Timeout=600

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 18

run: runtime ## set up, migrate, load demonstration data once, serve on http://127.0.0.1:8000 (PORT=… changes it)
	@PORT=$(PORT) $(BIN)/flask --app wsgi serve

test: setup system ## every check and test, browser and real servers included, except those marked slow
	$(BIN)/ruff check .
	$(BIN)/lint-imports --verbose
	$(BIN)/python -m pytest -n 2 --dist worksteal --randomly-seed=$(SEED) -m "not slow"

test-slow: setup system system-slow ## the slow ones: 50 seeded kills, several processes, faults of servers, the installation in a bare Debian
	$(BIN)/python -m pytest -n 2 --dist loadfile --randomly-seed=$(SEED) -m slow

faults: setup ## at least 500 seeded kills over both databases, then every promise is counted (FAULTS=… passes options)
	$(BIN)/python -m tests.faults $(FAULTS)

bench: setup system-bench ## every scenario beside its limit in one run, on PostgreSQL and SQLite (BENCH=… passes options)
	$(BIN)/python -m tests.bench $(BENCH)

pictures: setup system ## pictures of every page at 360 and 1280 px on one contact sheet, under var/pictures
	$(BIN)/python -m tests.support.pictures

setup: $(VENV)/dev.stamp $(FONTS) $(FACES) $(TEMPLATES) ## only the virtual environment (.venv) with everything run, test and pictures need

runtime: $(VENV)/runtime.stamp $(FONTS) $(FACES) $(TEMPLATES) ## only what the program itself needs, for an installation

# A stamp is newer than the locked list it was made from, so that a second run does nothing.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "CPython 3.11 or newer with its venv module is needed (package python3-venv)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/runtime.stamp: requirements.txt | $(BIN)/python
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt | $(BIN)/python
	$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/runtime.stamp

# The fonts of pages and papers are cut from registry packages, never kept in the tree; a newer package is cut again.
$(FONTS): web/assets.py casework/gateways/cutting.py $(VENV)/runtime.stamp
	$(BIN)/python -m web.assets
	@touch $@

$(FACES): casework/gateways/serif.py casework/gateways/cutting.py $(VENV)/runtime.stamp
	$(BIN)/python -m casework.gateways.serif
	@touch $@

# Templates are translated by the program itself, with what decides how: its filters and functions. No setting, no database.
$(TEMPLATES): $(shell find web $(DOORS) -path '*/generated' -prune -o -type f \( -name '*.py' -o -path '*/templates/*' \) -print) $(VENV)/runtime.stamp
	env -i DATABASE_URL=sqlite:////never-opened $(BIN)/flask --app app precompile
	@touch $@

system: PACKAGES = $(SYSTEM_PACKAGES)
system: ## the system packages the tests need, installed when we are root
	$(INSTALL_PACKAGES)

system-slow: PACKAGES = $(SLOW_SYSTEM_PACKAGES)
system-slow: ## the system packages the slow tests need besides
	$(INSTALL_PACKAGES)

system-bench: PACKAGES = $(BENCH_SYSTEM_PACKAGES)
system-bench: ## the system package the benchmarks need besides
	$(INSTALL_PACKAGES)

define INSTALL_PACKAGES
	@for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || missing="$$missing $$package"; \
	done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" != 0 ]; then echo "system package missing:$$missing (as root: apt-get install$$missing)"; exit 1; fi; \
	echo "Installing$$missing"; \
	$(APT_GET) update && DEBIAN_FRONTEND=noninteractive $(APT_GET) install -y --no-install-recommends $$missing >/dev/null
endef

lock: setup ## write the locked lists again from requirements.in and requirements-dev.in
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links requirements-dev.in -o requirements-dev.txt
