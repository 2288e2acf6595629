"""Addresses: files by any name, servers by their address, and a password that nobody sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.address import AddressError, Server, parse_database


@pytest.mark.parametrize(
    "name", ["news.duckdb", "/a/b.duckdb", "what?.duckdb", "a:b@c", "", "字节"]
)
def test_whatever_has_no_scheme_is_a_file(name: str) -> None:
    assert parse_database(name) == Path(name)


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("postgresql://ann@host/news", {"user": "ann", "host": "host", "dbname": "news"}),
        ("postgresql+psycopg://host/news", {"host": "host", "dbname": "news"}),
        ("postgres://host:5433/news", {"host": "host", "port": "5433", "dbname": "news"}),
        ("POSTGRESQL://Host/News", {"host": "Host", "dbname": "News"}),
        ("postgresql://", {}),
        ("postgresql:///news", {"dbname": "news"}),
        ("postgresql://[::1]:5433/news", {"host": "::1", "port": "5433", "dbname": "news"}),
        ("postgresql://%2Frun%2FPg/news", {"host": "/run/Pg", "dbname": "news"}),
        ("postgresql:///news?host=/run/Pg", {"host": "/run/Pg", "dbname": "news"}),
        (
            "postgresql://host/n?sslmode=require",
            {"host": "host", "dbname": "n", "sslmode": "require"},
        ),
        (
            "postgresql://ann:p%40s%2Fs:word@host/news",
            {"user": "ann", "password": "p@s/s:word", "host": "host", "dbname": "news"},
        ),
    ],
)
def test_an_address_says_where_the_server_is(text: str, settings: dict[str, str]) -> None:
    found = parse_database(text)
    assert isinstance(found, Server)
    assert found.settings() == settings


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://ann@host/news", "postgresql://ann@host/news"),
        ("postgresql+psycopg://ann:secret@host/news", "postgresql://ann:***@host/news"),
        ("postgresql://ann:se:cr%40et@host:5433/news", "postgresql://ann:***@host:5433/news"),
        ("postgresql://:secret@host/news", "postgresql://:***@host/news"),
        ("postgresql:///news?password=secret", "postgresql:///news?password=***"),
        ("postgresql://h/n?sslpassword=se&port=5", "postgresql://h/n?sslpassword=***&port=5"),
    ],
)
def test_a_password_is_never_shown(text: str, shown: str) -> None:
    found = parse_database(text)
    assert (str(found), f"{found!r}") == (shown, f"Server('{shown}')")


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://ann:se/cret@host/news",
        "postgresql://ann:1/cret@host/news",
        "postgresql://ann:1#cret@host/news",
        "postgresql://ann:1?cret@host/news",
        "postgresql://ann:se@cret@host/news",
        "postgresql://ann:secret@host:port/news",
        "postgresql://ann:secret@[::1/news",
        "postgresql://ann:secret@host/%00",
        "postgresql://ann:secret@host/ne\x1b[31mws",
        "mysql://ann:secret@host/news",
        "postgresql:/ann:secret@host/news",
        "Postgresql+psycopg:/ann:secret@host/news",
        "duckdb:///secret",
    ],
)
def test_an_address_that_may_be_read_in_two_ways_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(AddressError) as caught:
        parse_database(text)
    said = str(caught.value)
    assert "postgresql://USER" in said
    assert "cret" not in said
    assert "\n" not in said
