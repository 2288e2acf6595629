"""Make a large database of invented companies, for tests and benchmarks.

    python benchmarks/big.py FILE [--events 1000000] [--seed 1]

The tables are those of the migrations; the rows come from plain SQL, the same for the same seed.
Few companies have most of the events (Zipf); each event has one claim with its place, two companies
and about one figure. Each file (source) says what happened in 1,000 events.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the checkout

from db.load import build_database

COMPANIES = 10_000
PER_SOURCE = 1_000
SETTINGS = "SET VARIABLE events = {events}; SET VARIABLE seed = {seed};"
# A number from 0 to 1 that depends on nothing but the row, a salt and the seed.
CHANCE = """
CREATE TEMP MACRO chance(n, salt) AS
    hash(n, salt, getvariable('seed')) % 1000003 / 1000003.0;
CREATE TEMP MACRO zipf(n, salt) AS
    least(exp(chance(n, salt) * ln({companies})), {companies} - 1)::BIGINT;
"""
ROWS = """
INSERT INTO company BY NAME
SELECT 'company-' || n AS id, 'Company ' || n AS name, 'company' AS kind,
    CASE WHEN n % 3 = 0 THEN 'Invented company number ' || n END AS description,
    'source-0' AS owner
FROM range({companies}) AS t(n);

INSERT INTO source BY NAME
SELECT 'source-' || n AS id, 'News number ' || n AS title, 'Example News' AS publisher,
    published::VARCHAR AS published, published AS published_earliest, published AS published_latest,
    sha256('text ' || n) AS text_sha256, 200000 AS text_characters, false AS cited_only, id AS owner
FROM (
    SELECT n, DATE '2010-01-01' + (n * 5 % 5000)::INTEGER AS published
    FROM range(ceil(getvariable('events') / {per_source})::BIGINT) AS t(n)
);

INSERT INTO event BY NAME
SELECT 'event-' || n AS id,
    'Company ' || zipf(n, 'one') || ' does thing number ' || n AS title,
    ['launch', 'purchase', 'hiring', 'statement'][1 + n % 4] AS type,
    'source-' || n // {per_source} AS owner
FROM range(getvariable('events')) AS t(n);

INSERT INTO claim BY NAME
SELECT 'source-' || n // {per_source} AS source_id, n % {per_source} AS number,
    'event-' || n AS event_id, day::VARCHAR AS when_edtf, day AS earliest, day AS latest,
    'day' AS precision,
    ['happened', 'happened', 'ongoing', 'planned'][1 + n % 4] AS status,
    n % {per_source} * 180 AS char_start, char_start + 20 + n % 150 AS char_end,
    sha256('passage ' || n) AS passage_sha256, n % 20 = 0 AS inferred, source_id AS owner
FROM (
    SELECT n, DATE '2010-01-01' + (chance(n, 'day') * 5000)::INTEGER AS day
    FROM range(getvariable('events')) AS t(n)
);

INSERT INTO claim_company BY NAME
SELECT 'source-' || n // {per_source} AS source_id, n % {per_source} AS claim_number,
    'company-' || zipf(n, role) AS company_id, role, source_id AS owner
FROM range(getvariable('events')) AS t(n), (VALUES ('subject'), ('customer')) AS roles(role);

INSERT INTO amount BY NAME
SELECT 'source-' || n // {per_source} AS source_id, n % {per_source} AS number,
    number AS claim_number, 'event-' || n AS event_id,
    'company-' || zipf(n, 'subject') AS company_id,
    'revenue' AS measure, 'actual' AS basis, 'exact' AS bound, n % 7 = 0 AS approximate,
    (chance(n, 'low') * 1e9)::BIGINT AS low, low AS high, 'USD' AS unit, 'year' AS per,
    '$' || low || ' a year' AS text, source_id AS owner
FROM range(getvariable('events')) AS t(n) WHERE chance(n, 'amount') < 0.95;

INSERT INTO load BY NAME
SELECT n + 1 AS id, 'source-' || n AS file, 'source-' || n || '.yaml' AS path,
    sha256('file ' || n) AS sha256, 'load' AS action, TIMESTAMP '2024-08-02 10:15:00' AS loaded_at,
    '0.1.0' AS dateline_version, 5 * {per_source} AS added, 0 AS changed, 0 AS removed
FROM range(ceil(getvariable('events') / {per_source})::BIGINT) AS t(n);
"""


def make_big(path: Path, events: int, seed: int = 1) -> Path:
    """A new database with so many events."""
    build_database(path, seed=False, wait=0)
    values = {"companies": COMPANIES, "per_source": PER_SOURCE, "events": events, "seed": seed}
    with duckdb.connect(str(path)) as connection:
        connection.execute((SETTINGS + CHANCE + ROWS).format(**values))
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a large database of invented companies.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    make_big(options.file, options.events, options.seed)


if __name__ == "__main__":
    main()
