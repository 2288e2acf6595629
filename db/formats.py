"""The names of the formats in which rows are written."""

from __future__ import annotations

FORMATS = ("table", "vertical", "json", "jsonl", "csv", "markdown", "parquet")
