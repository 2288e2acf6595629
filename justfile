# What is typed often. `just` lists it.

python := ".venv/bin/python"

_default:
    @just --list

# Make the environment
setup:
    python3 -m venv .venv
    {{python}} -m pip install --quiet --editable '.[dev]'

# Run the tests; `just test -k edtf` runs some
test *options:
    {{python}} -m pytest {{options}}

# Run the tests that take minutes: kills at 200 moments, a million events
slow *options:
    {{python}} -m pytest -m slow {{options}}

# Keep a file of the newest revision in tests/databases, when it is released
keep-database:
    {{python}} tests/databases/make.py

# Lint, format and types, as CI sees them
lint:
    {{python}} -m ruff check
    {{python}} -m ruff format --check
    {{python}} -m mypy

# Write what is written from code and records, and the golden files, anew; read the difference
golden:
    {{python}} docs/make_cli.py
    {{python}} docs/make_sql.py
    {{python}} docs/make_left_out.py
    {{python}} -m pytest --golden

# Take the pictures of docs/images anew; look at them
images:
    {{python}} docs/make_images.py

# Time the page in Chromium
bench-page:
    {{python}} benchmarks/page.py

# Time a cold `timeline` against a bare script
bench:
    {{python}} benchmarks/cold_start.py
