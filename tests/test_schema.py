"""`dateline schema`: what a database is made of, told by itself, with queries to start from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, Run
from postgres import Cluster

from db.address import Server
from db.diagram import draw_schema
from db.examples import Example, find_examples, list_examples
from db.models import TABLES
from db.reader import Reader
from db.reading import reading
from db.relations import CODES, RELATIONS
from db.schema import (
    FIRST_TABLES,
    FIRST_VIEWS,
    UnknownThingError,
    count_rows,
    find_thing,
    list_columns,
    list_things,
    read_key,
)
from db.schema_page import schema_list, schema_page

BORROWED = ("list_sort", "list_distinct", "struct_pack", "error", "getvariable")
every_example = pytest.mark.parametrize(
    "example", list_examples(), ids=lambda example: example.title
)


@pytest.fixture(scope="module")
def seed(seed_database: Path) -> Iterator[Reader]:
    with reading(seed_database) as connection:
        yield connection


@pytest.fixture(scope="module")
def on_server(cluster: Cluster) -> Iterator[Reader]:
    with reading(cluster.create("seed")) as connection:
        yield connection


# What there is


def test_views_come_first_then_tables_then_macros_as_one_starts_with_them(seed: Reader) -> None:
    things = list_things(seed)
    names = {kind: [t.name for t in things if t.kind == kind] for kind in ("view", "table")}
    assert [t.kind for t in things] == sorted(
        (t.kind for t in things), key=["view", "table", "macro"].index
    )
    for kind, first in (("view", FIRST_VIEWS), ("table", FIRST_TABLES)):
        found, rest = names[kind][: len(first)], names[kind][len(first) :]
        assert (tuple(found), rest) == (first, sorted(rest))


def test_every_one_of_them_says_what_it_is_and_how_many_rows_it_has(seed: Reader) -> None:
    columns, rows = schema_list(seed)
    assert columns == ["name", "kind", "rows", "meaning"]
    assert all(meaning for *_, meaning in rows)
    counts = {name: count for name, _, count, _ in rows}
    assert (counts["timeline"], counts["event_same_as"], counts["fold_name"]) == (253, 0, None)
    assert [name for name, kind, count, _ in rows if (kind == "macro") != (count is None)] == []


def test_a_server_tells_the_same_but_for_the_functions_that_duckdb_has_anyway(
    seed: Reader, on_server: Reader
) -> None:
    assert sorted(name for name, *_ in schema_list(on_server).rows) == sorted(
        [*(name for name, *_ in schema_list(seed).rows), *BORROWED]
    )
    for thing in list_things(seed):
        if thing.kind != "macro":
            assert count_rows(on_server, thing.name) == count_rows(seed, thing.name)
            assert read_key(on_server, thing.name) == read_key(seed, thing.name)
            here, there = (list_columns(reader, thing.name) for reader in (seed, on_server))
            assert sorted((c.name, c.nullable, c.comment) for c in here) == sorted(
                (c.name, c.nullable, c.comment) for c in there
            )
    assert find_thing(on_server, "possibly_in") == find_thing(seed, "possibly_in")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("timelin", "did you mean timeline or company_timeline?"),
        ("alias", "did you mean company_alias?"),
        ("fold_nam", "did you mean fold_name?"),
        ("zzz", "`dateline schema` lists them"),
        ("", "`dateline schema` lists them"),
        ("event; DROP TABLE event", "`dateline schema` lists them"),
    ],
)
def test_an_unknown_name_is_told_the_nearest(seed: Reader, name: str, hint: str) -> None:
    with pytest.raises(UnknownThingError) as told:
        find_thing(seed, name)
    assert str(told.value) == f"there is no table, view or macro '{name}'; {hint}"


def test_a_name_is_found_in_any_case(seed: Reader) -> None:
    assert find_thing(seed, "TimeLine").name == "timeline"


# Keys


def test_relations_are_those_of_the_models() -> None:
    declared = {
        (
            table.name,
            " ".join(constraint.column_keys),
            constraint.referred_table.name,
            " ".join(element.column.name for element in constraint.elements),
        )
        for table in TABLES.values()
        for constraint in table.foreign_key_constraints
    }
    assert {relation[:4] for relation in RELATIONS} == declared
    assert len(RELATIONS) == len(declared)
    assert {name for name, table in TABLES.items() if "label" in table.columns} == CODES


def test_a_page_names_the_key_and_both_sides_of_relations(seed: Reader) -> None:
    page = schema_page(seed, "claim")
    assert page.facts["primary_key"] == ["source_id", "number"]
    assert page.tables["columns"].rows[1] == (
        *("number", "BIGINT", False, "Number of the claim within its source"),
    )
    assert ("event_id", "event (id)") in page.tables["refers_to"].rows
    assert (*("claim_company (source_id, claim_number)", "source_id, number"),) in page.tables[
        "referred_to_by"
    ].rows


# The diagram

RELATION = re.compile(r'    \w+ (\|o|\|\|)--o[{|] \w+ : "[a-z ]+"')
HEAD = re.compile(r"    \w+ \{")
ATTRIBUTE = re.compile(r'        [A-Z]+ \w+( (PK|FK|PK, FK))?( "[^"\n]+")?')


def test_the_diagram_has_each_table_with_its_columns_and_nothing_that_mermaid_refuses(
    seed: Reader,
) -> None:
    first, *lines = draw_schema(seed).splitlines()
    assert first == "erDiagram"
    shapes = (RELATION, HEAD, ATTRIBUTE, re.compile("    }"))
    assert [line for line in lines if not any(s.fullmatch(line) for s in shapes)] == []
    assert {line.split()[0] for line in lines if line.endswith("{")} == {
        thing.name for thing in list_things(seed) if thing.kind == "table"
    }
    assert sum(bool(ATTRIBUTE.fullmatch(line)) for line in lines) == sum(
        len(list_columns(seed, thing.name)) for thing in list_things(seed) if thing.kind == "table"
    )
    assert '        VARCHAR source_id PK, FK "The source that says it"' in lines
    assert '    event |o--o{ event : "is spoken of by"' in lines  # of what is no statement: none
    assert '    source ||--o| source_text : "is kept as"' in lines  # one at most


def test_without_columns_the_diagram_leaves_out_codes(seed: Reader) -> None:
    short = draw_schema(seed, columns=False)
    drawn = {word for line in short.splitlines() for word in line.partition(" : ")[0].split()}
    assert drawn & CODES == set()
    assert f"```mermaid\n{short}```" in (ROOT / "docs" / "sql.md").read_text(encoding="utf-8")


def test_names_that_a_user_has_chosen_are_drawn_so_that_mermaid_takes_them(database: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("""CREATE TABLE "my tags" ("the tag" DECIMAL(9, 2))""")
        connection.execute("""COMMENT ON COLUMN "my tags"."the tag" IS 'a "tag"'""")
    with reading(database) as reader:
        drawn = draw_schema(reader)
    assert """    "my tags" {\n        DECIMAL the_tag "a 'tag'"\n    }\n""" in drawn


# Examples


def test_every_table_view_and_macro_has_an_example(seed: Reader) -> None:
    assert [thing.name for thing in list_things(seed) if not find_examples(thing.name)] == []


def test_an_example_is_found_by_what_it_reads_and_calls_and_not_by_its_columns() -> None:
    titles = [example.title for example in find_examples("status")]
    assert titles == ["Claims as they are stored, by where their events stand"]
    assert "A company by any of its names, with all that belongs to it" in [
        example.title for example in find_examples("company_named")
    ]


@every_example
def test_an_example_is_one_select_that_gives_rows_on_both_engines(
    seed: Reader, on_server: Reader, example: Example
) -> None:
    assert [one.type for one in duckdb.extract_statements(example.sql)] == [
        duckdb.StatementType.SELECT
    ]
    here = seed.execute(example.sql).fetchall()
    assert here
    assert len(on_server.execute(example.sql).fetchall()) == len(here)


# The command


def test_the_command_lists_all_as_table_json_and_markdown(run: Run, acme_database: Path) -> None:
    result = run("schema", db=acme_database)
    assert (result.exit_code, result.stderr) == (0, "")
    head, _, first, *_ = result.stdout.splitlines()
    assert head.split() == ["name", "kind", "rows", "meaning"]
    assert first.split()[:3] == ["timeline", "view", "4"]
    rows = json.loads(run("schema", "--format", "json", db=acme_database).stdout)
    assert rows[0]["name"] == "timeline"
    assert len(rows) == len(result.stdout.splitlines()) - 2
    text = run("schema", "--format", "markdown", db=acme_database).stdout
    assert text.startswith("| name | kind | rows | meaning |\n")


def test_the_command_shows_one_with_its_examples(run: Run, acme_database: Path) -> None:
    result = run("schema", "company_same_as", db=acme_database)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("company_same_as\n\nkind         table\nmeaning  ")
    assert "primary key  company_id\n" in result.stdout
    assert "\nRefers to\n\ncolumn      key\n" in result.stdout
    assert result.stdout.endswith(
        "\nExamples\n\nHow many ids count as another:\n\n    SELECT\n"
        "        (SELECT count(*) FROM company_same_as) AS companies,\n"
        "        (SELECT count(*) FROM event_same_as) AS events;\n"
    )
    text = run("schema", "fold_name", "--format", "markdown", db=acme_database).stdout
    assert text.startswith("# fold\\_name(raw\\_name)\n\n- **kind**: macro\n")
    assert "\n## Examples\n\nOther names, whatever their case:\n\n```sql\nSELECT " in text
    shown = json.loads(run("schema", "load", "--format", "json", db=acme_database).stdout)
    assert (shown["name"], shown["rows"], shown["primary_key"]) == ("load", 1, ["id"])
    assert shown["referred_to_by"] == [{"column": "load_change (load_id)", "key": "id"}]
    assert shown["examples"] == [
        {"title": "What the last loads changed", "sql": find_examples("load")[0].sql}
    ]


def test_the_command_draws_to_a_file(run: Run, acme_database: Path, tmp_path: Path) -> None:
    file = tmp_path / "er.mmd"
    assert run("schema", "--mermaid", "--output", str(file), db=acme_database).stdout == ""
    assert file.read_text(encoding="utf-8").startswith("erDiagram\n    company_kind ||--o{ ")


@pytest.mark.parametrize("more", [("timeline",), ("--format", "json")], ids=str)
def test_a_drawing_is_of_all_tables(run: Run, acme_database: Path, more: tuple[str, ...]) -> None:
    result = run("schema", "--mermaid", *more, db=acme_database)
    assert result.exit_code == 2
    assert "--mermaid draws all tables: leave NAME and --format out" in result.stderr


def test_an_unknown_name_is_one_line(run: Run, acme_database: Path) -> None:
    result = run("schema", "figure", db=acme_database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: there is no table, view or macro 'figure'; did you mean figures or figure_link or "
        "total_figures?\n"
    )


def test_the_views_of_a_large_database_are_not_counted_and_that_is_said(
    run: Run, acme_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.schema_page.MOST_CLAIMS", 4)
    result = run("schema", "--format", "json", db=acme_database)
    assert result.stderr == (
        "views are not counted: the database is large; SELECT count(*) FROM one does\n"
    )
    counts = {row["name"]: row["rows"] for row in json.loads(result.stdout)}
    assert (counts["timeline"], counts["event"], counts["plain"]) == (None, 4, None)
    result = run("schema", "timeline", db=acme_database)
    assert "rows" not in result.stdout.partition("Columns")[0]
    assert result.stderr.startswith("views are not counted")


def test_it_works_on_a_server(run: Run, acme_server: Server) -> None:
    result = run("schema", "timeline", db=acme_server)
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.search(r"^rows +4$", result.stdout, re.MULTILINE)
    assert run("schema", "--mermaid", db=acme_server).stdout.startswith("erDiagram\n")
