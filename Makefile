# Every command sets up what it needs by itself (tools/setup); nothing is done twice.
.DEFAULT_GOAL := help
.PHONY: help run dev link carrier test check format bench lock

help:  ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/' | expand -t 10

run:  ## Serve the product, with everything it needs, on http://127.0.0.1:8080
	@tools/setup run
	@exec .venv/bin/python main.py serve

dev:  ## The same, and start again when a source file changes
	@tools/setup dev
	@exec .venv/bin/python main.py serve --reload

link:  ## Print a new one-time link to the installation that runs
	@tools/setup run
	@exec .venv/bin/python main.py link

carrier:  ## Serve a sample parcel carrier for the template Parcel watch
	@tools/setup run
	@exec .venv/bin/python -m examples.carrier

test:  ## Run every test, the browser tests included
	@tools/setup dev
	@tools/setup browser
	@tools/setup temporal
	@tools/test

check:  ## Format, lint, types, imports, generated files
	@tools/setup dev
	@tools/check

format:  ## Format the code and mend what can be mended
	@tools/setup dev
	@.venv/bin/ruff format --quiet . && .venv/bin/ruff check --quiet --fix .
	@! command -v npm >/dev/null || { tools/setup scripts && cd tools/scripts && npm run --silent format -- --write && npm run --silent lint -- --fix; }

bench:  ## Measure what the product promises; prints medians
	@tools/setup dev
	@tools/setup browser
	@tools/setup temporal
	@.venv/bin/python -m bench

lock:  ## Lock the dependencies of pyproject.toml anew
	@tools/setup dev
	@tools/lock
