"""Variables of saved queries, on DuckDB's own connection; a server's are in test_server."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest

from db.reader import is_duckdb, set_variable


@pytest.mark.parametrize("value", ["", "it's; --", "字节", 0, True, date(2024, 3, 1), None])
def test_a_variable_holds_any_value(value: Any) -> None:
    with duckdb.connect() as connection:
        set_variable(connection, "from", value)
        assert connection.execute("SELECT getvariable('from')").fetchone() == (value,)


def test_duckdb_is_told_from_a_server() -> None:
    with duckdb.connect() as connection:
        assert is_duckdb(connection)
