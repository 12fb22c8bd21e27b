# The commands of this project. `make run` and `make test` install what is missing.
.PHONY: help install run test test-all check format bench screenshots wheel clean
.DEFAULT_GOAL := help

BIN := .venv/bin
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# Two processes, each with servers and browsers of its own; who is done first takes from the other's end.
SIDE_BY_SIDE := -n 2 --dist worksteal

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

install: ## install what running needs; afterwards .venv/bin/kellerblick exists
	@deploy/install.sh run

install-test:
	@deploy/install.sh test

run: install ## start the demo: prints three links and a QR code (PORT, DATA)
	@$(BIN)/kellerblick demo

test: install-test ## run the test suite
	$(BIN)/pytest $(SIDE_BY_SIDE)

test-all: install-test ## the test suite and the long cases
	$(BIN)/pytest $(SIDE_BY_SIDE) -m ''

check: install-test ## format, lint, types, templates, structure
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	deploy/node.sh node_modules/.bin/tsc --noEmit
	$(BIN)/kellerblick check-templates protocol_templates
	$(BIN)/pytest -q tests/structure

format: install-test ## write the format that check asks for
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: install-test ## the benchmarks (ONLY=prefix, BENCH_JSON=file)
	$(BIN)/python -m benchmarks

screenshots: install-test ## each page, phone and tablet, light and dark, German and English, to screenshots/
	$(BIN)/python -m tests.support.screenshots

wheel: install ## build the wheel, with pages, catalogues and browser code in it
	$(BIN)/python -m hatchling build -t wheel

clean: ## remove what was installed and made
	rm -rf .venv node_modules static/vendor dist screenshots
