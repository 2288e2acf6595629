"""Keep a small file that the present code has written: run it once, before a revision is released.

    python tests/databases/make.py

Nothing that is kept is written over: a kept file shows what a released Dateline has once written.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
from pathlib import Path

import duckdb

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent.parent))  # the checkout, wherever it is run from

from db.load import build_database, load_files  # noqa: E402
from db.revision import newest_revision  # noqa: E402


def main() -> None:
    name = f"{newest_revision()}-duckdb-{duckdb.__version__}"
    record, kept = FOLDER / f"{name}.yaml", FOLDER / f"{name}.duckdb.gz"
    if kept.exists():
        sys.exit(f"{kept.name} is there, and a kept file is not made anew")
    shutil.copyfile(FOLDER.parent / "acme.yaml", record)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "kept.duckdb"
        build_database(database, seed=False, wait=0)
        load_files([record], database, wait=0)
        kept.write_bytes(gzip.compress(database.read_bytes(), mtime=0))
    sys.stdout.write(f"{kept.name}: {kept.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
