"""How much longer `timeline` takes, cold, than a bare script with the same engine, SQL and rows.

Both run in turn, in fresh processes, over the same file, with their output piped; the median of
the ratios of the pairs is printed. Clocks of shared machines wander; ratios within a run hold.

    python benchmarks/cold_start.py [--runs 25] [--db FILE]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPANY = "ByteDance"
BARE = """
import sys
import duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
connection.execute("SET VARIABLE company = ?", [sys.argv[4]])
events = connection.execute(open(sys.argv[2], encoding="utf-8").read()).fetchall()
sources = connection.execute(open(sys.argv[3], encoding="utf-8").read()).fetchall()
for row in events + sources:
    print(*row, sep="\\t")
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Cold start of `dateline timeline`, as a ratio.")
    parser.add_argument("--runs", type=int, default=25)
    parser.add_argument("--db", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = (options.db or Path(folder) / "bench.duckdb").resolve()
        if not database.exists():
            run([sys.executable, "cli.py", "--db", str(database), "init"])
        ours = [sys.executable, "cli.py", "--db", str(database), "timeline", "--company", COMPANY]
        queries = [f"queries/{name}.sql" for name in ("timeline", "sources")]
        bare = [sys.executable, "-c", BARE, str(database), *queries, COMPANY]
        pairs = [(run(bare), run(ours)) for _ in range(options.runs + 2)][2:]
    ratios = [dateline / script for script, dateline in pairs]
    print(f"bare script      {statistics.median(bare for bare, _ in pairs):.3f} s")
    print(f"dateline         {statistics.median(ours for _, ours in pairs):.3f} s")
    print(
        f"ratio            {statistics.median(ratios):.3f} "
        f"(median of {len(ratios)} pairs; {min(ratios):.3f} to {max(ratios):.3f})"
    )


def run(command: list[str]) -> float:
    """Seconds that a command takes, with its output thrown away."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE_")}
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
