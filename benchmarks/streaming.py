"""Peak memory and time of rows that stream: `dateline sql` beside DuckDB's own shell.

Run by `python benchmarks/streaming.py [--rows N …]`; the peak is that of the largest process, the
contained child included.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SQL = (
    "SELECT i, 'event ' || i AS title, (i / 7)::DECIMAL(18, 2) AS amount FROM range({rows}) AS t(i)"
)


def measure(command: list[str], out: Path) -> tuple[float, float]:
    """Seconds, and the peak of memory in MB."""
    begun = time.perf_counter()
    with out.open("wb") as stdout:
        process = subprocess.Popen(command, stdout=stdout)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command} failed")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    rows_wanted = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "empty.duckdb"
        dateline = [sys.executable, str(ROOT / "cli.py"), "--db", str(database)]
        subprocess.run([*dateline, "init", "--empty"], check=True, stdout=subprocess.DEVNULL)
        print(f"{'rows':>12} {'format':>8} {'seconds':>8} {'peak MB':>8}")
        for rows in rows_wanted:
            sql = SQL.format(rows=rows)
            duckdb = [str(Path(sys.executable).with_name("duckdb")), "-csv", "-c", sql]
            commands = {"(duckdb)": duckdb}
            for form in ("csv", "jsonl", "json", "parquet"):
                options = ["--max-rows", "0", "--timeout", "3600", "--format", form]
                commands[form] = [*dateline, "sql", sql, *options]
            for name, command in commands.items():
                seconds, peak = measure(command, Path(folder) / "out")
                print(f"{rows:>12,} {name:>8} {seconds:>8.1f} {peak:>8.0f}", flush=True)


if __name__ == "__main__":
    main()
