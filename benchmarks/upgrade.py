"""How long single changes of the schema take on a large file, as ratios to a raw copy of that file.

Each change runs in a process of its own, as `dateline migrate upgrade` does it: rows proved, by a
copy of the file that is swapped in, or in place; once without and once with a kept copy. The raw
copy is `shutil.copyfile` and fsync, made in the same run. Clocks of shared machines wander.

    python benchmarks/upgrade.py [--events 1000000] [--runs 3]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the checkout

from db.revision import MIGRATIONS, newest_revision  # noqa: E402

HEAD = f"""
'''a change to be timed'''

import sqlalchemy as sa

from migrations import helpers

revision, down_revision = "9001", "{newest_revision()}"
"""
COLUMN_ADDED = """
changes = helpers.Changes(adds=["claim.confidence"])


def upgrade() -> None:
    with helpers.alter_table("claim") as table:
        table.add_column(helpers.column("confidence", helpers.TEXT, "How sure", nullable=True))
"""
TABLE_REBUILT = """
changes = helpers.Changes(adds=["claim.weight"])


def upgrade() -> None:
    with helpers.alter_table("claim") as table:
        column = helpers.column("weight", sa.BigInteger(), "How much it matters")
        value = "CASE status WHEN 'planned' THEN 1 ELSE 5 END"
        table.add_column(column, value=value, after="status")
        table.create_check_constraint("ck_claim_weight", "weight BETWEEN 1 AND 9")
"""
VIEWS_ONLY = """

def upgrade() -> None:
    with helpers.views_replaced(down_revision, revision):
        pass
"""
CHANGES = {
    "column added": COLUMN_ADDED,
    "claim rebuilt": TABLE_REBUILT,
    "views only": VIEWS_ONLY,
}
CHILD = """
__file__ = "child"  # without one DuckDB takes us for interactive, and shows how far it is
import functools, json, resource, sys, time
from collections import Counter
from pathlib import Path
from db import migrate, mover, revision, writer

spent = Counter()

def timed(owner, name, part):
    run = getattr(owner, name)
    @functools.wraps(run)
    def wrapper(*given, **more):
        began = time.perf_counter()
        try:
            return run(*given, **more)
        finally:
            spent[part] += time.perf_counter() - began
    setattr(owner, name, wrapper)

for name in ("__init__", "find_faults"):
    timed(mover.Proof, name, "proof")
for name in ("find_losses", "find_broken_views"):
    timed(mover, name, "proof")
timed(migrate, "run_revisions", "revision")
database, migrations, in_place_above, backup = json.loads(sys.argv[1])
revision.MIGRATIONS, writer.IN_PLACE_ABOVE = Path(migrations), in_place_above
began = time.perf_counter()
migrate.upgrade(Path(database), "heads", mover.Care(backup=backup))
whole = time.perf_counter() - began
rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"whole": whole, "rss": rss // 1024, **spent}))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Changes of a large file, as ratios to a copy.")
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        big = folder / "big.duckdb"
        # A process of its own: what it needs of memory would count as that of all later ones.
        make = [sys.executable, "benchmarks/big.py", str(big), "--events", str(options.events)]
        subprocess.run(make, cwd=ROOT, check=True)
        print(f"{options.events:,} events, {big.stat().st_size / 2**20:,.0f} MiB")
        print(f"{'change':<15}{'way':<10}{'kept copy':<11}{'ratio':>6}{'time':>9}", end="")
        print(f"{'proof':>8}{'file':>11}{'peak RSS':>11}")
        for title, text in CHANGES.items():
            migrations = write_history(folder / title, text)
            for way, above in (("by copy", 2**60), ("in place", 0)):
                for backup in (False, True):
                    runs = [
                        measure(big, migrations, above, backup=backup) for _ in range(options.runs)
                    ]
                    print(f"{title:<15}{way:<10}{'yes' if backup else 'no':<11}{show(runs)}")


def write_history(folder: Path, text: str) -> Path:
    target = folder / "migrations"
    shutil.copytree(MIGRATIONS, target, ignore=shutil.ignore_patterns("__pycache__"))
    (target / "versions" / "9001_timed.py").write_text(HEAD + text, encoding="utf-8")
    return target


def measure(big: Path, migrations: Path, above: int, *, backup: bool) -> dict[str, Any]:
    """A raw copy of the file, and an upgrade of that copy."""
    copy = big.with_name("copy") / "copy.duckdb"
    copy.parent.mkdir()
    began = time.perf_counter()
    shutil.copyfile(big, copy)
    with copy.open("rb") as file:
        os.fsync(file.fileno())
    raw = time.perf_counter() - began
    given = json.dumps([str(copy), str(migrations), above, backup])
    command = [sys.executable, "-c", CHILD, given]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    size = copy.stat().st_size / 2**20
    shutil.rmtree(copy.parent)
    return {"raw": raw, "size": size, **json.loads(ended.stdout)}


def show(runs: list[dict[str, Any]]) -> str:
    """The medians of several runs."""
    ratio = statistics.median(run["whole"] / run["raw"] for run in runs)
    whole, share = (
        statistics.median(run["whole"] for run in runs),
        statistics.median(run["proof"] / run["whole"] for run in runs),
    )
    size, rss = runs[0]["size"], max(run["rss"] for run in runs)
    return f"{ratio:>6.2f}{whole:>7.2f} s{share:>8.0%}{size:>7.0f} MiB{rss:>7.0f} MiB"


if __name__ == "__main__":
    main()
