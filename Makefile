# Two commands matter: `make demo` runs the main job, `make test` passes the tests. README.md tells more.
PY := .venv/bin/python

.PHONY: setup demo test lint bench lock pictures

setup:
	@sh scripts/setup.sh

demo: setup
	@$(PY) -m gridmap demo --dir demo

test:
	@sh scripts/setup.sh tests
	@$(PY) -m pytest -n 2 --dist loadgroup -q

lint: setup
	@$(PY) -m ruff format --check gridmap tests benchmarks scripts
	@$(PY) -m ruff check gridmap tests benchmarks scripts
	@$(PY) -m mypy
	@.venv/bin/lint-imports

bench: setup
	@$(PY) -m benchmarks

# Takes the manual's pictures anew from the real window.
pictures: setup
	@$(PY) scripts/manual_pictures.py

# Pins what is installed together; needs pip-tools in the environment.
lock:
	.venv/bin/pip-compile -q --extra test --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	    --no-annotate --strip-extras --no-header -o constraints.txt pyproject.toml
