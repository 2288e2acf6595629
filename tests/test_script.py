"""What is typed in a shell, taken apart into statements and commands."""

from __future__ import annotations

import pytest

from db.script import is_complete, split


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        (" ;; ", []),
        ("SELECT 1", ["SELECT 1"]),
        ("SELECT 1; SELECT 2;", ["SELECT 1;", "SELECT 2;"]),
        ("SELECT ';' AS é; SELECT 2", ["SELECT ';' AS é;", "SELECT 2"]),
        ("SELECT 1 -- ;\n; .mode csv", ["SELECT 1 -- ;\n;", ".mode csv"]),
        (".mode csv\nSELECT 1;\n\\q", [".mode csv", "SELECT 1;", "\\q"]),
        ("SELECT .5;", ["SELECT .5;"]),
        ("SELECT\n.5;", ["SELECT\n.5;"]),
        ("SELECT $$;$$ ;\n.quit", ["SELECT $$;$$ ;", ".quit"]),
        ("SELECT 'a;\n.quit", ["SELECT 'a;\n.quit"]),
        ("'a;", ["'a;"]),
        ("-- only this", []),
        ("SELECT 1;\n-- the end\n", ["SELECT 1;"]),
        ("-- now\n.mode csv\n/* é */ SELECT 1;", [".mode csv", "SELECT 1;"]),
        ("-- now\n\\d company", ["\\d company"]),
    ],
)
def test_statements_end_with_a_semicolon_and_commands_with_the_line(
    text: str, parts: list[str]
) -> None:
    assert list(split(text)) == parts


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("", True),
        ("\n", True),
        (".help", True),
        ("\\d company", True),
        ("SELECT 1", False),
        ("SELECT 1;", True),
        ("SELECT 1; -- done", True),
        ("SELECT 1 -- ;", False),
        ("SELECT 1 /* ;", False),
        ("SELECT ';", False),
        ("SELECT 1; SELECT 2", False),
        ("SELECT 1; SELECT 2;", True),
        ("SELECT 1\n.quit", True),
        ("SELECT 1\n\\q", True),
        ("SELECT 1\n.5", False),
        ("SELECT 1\n.x", False),
    ],
)
def test_enter_ends_what_is_whole(text: str, complete: bool) -> None:
    assert is_complete(text) == complete
