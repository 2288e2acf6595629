"""Names that people give: found in any spelling, and otherwise the nearest are named."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from db.load import load_files
from db.name import (
    UnknownNameError,
    list_names,
    resolve_code,
    resolve_codes,
    resolve_company,
    resolve_id,
)
from db.query_head import QueryError

RECORD = """
source: {id: news-2024, title: Acme grows, publisher: Example News, published: 2024}
companies:
  - {id: acme, name: Acme, kind: company, aliases: [Acme Corp, 顶点公司, Café Acmé, ΑΚΜΗ, Rocket]}
  - {id: globex, name: Globex International, kind: company, aliases: [Rocket, Globex]}
  - {id: initech, name: Initech, kind: product, aliases: [Globex, initech]}
  - {id: hooli, name: Hooli, kind: company}
  - {id: hooli-x, name: Hooli, kind: agency}
events:
  - id: acme-founded
    title: Acme is founded
    type: founding
    status: happened
    companies: {subject: acme}
    claims: [{when: 1999}]
  - id: acme-floats
    title: Acme goes public
    type: founding
    status: happened
    companies: {subject: acme}
    claims: [{when: 2001}]
"""


@pytest.fixture(scope="module")
def news(_empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("names")
    record = folder / "news.yaml"
    record.write_text(RECORD, encoding="utf-8")
    path = Path(shutil.copyfile(_empty, folder / "news.duckdb"))
    load_files([record], path, wait=0)
    return path


@pytest.fixture
def names(news: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(news), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("acme", "acme"),
        ("ACME", "acme"),
        ("  Acme ", "acme"),
        ("acme corp", "acme"),
        ("Globex International", "globex"),
        ("顶点公司", "acme"),
        ("café acmé", "acme"),
        (unicodedata.normalize("NFD", "Café Acmé"), "acme"),
        (unicodedata.normalize("NFD", "CAFÉ ACMÉ"), "acme"),
        ("ακμη", "acme"),
        ("hooli-x", "hooli-x"),
    ],
)
def test_a_company_is_found_by_id_name_or_alias_in_any_spelling(
    names: duckdb.DuckDBPyConnection, name: str, company: str
) -> None:
    assert resolve_company(names, name) == company


@pytest.mark.parametrize(
    ("name", "company"), [("globex", "globex"), ("GLOBEX", "globex"), ("Hooli", "hooli")]
)
def test_an_id_wins_over_names_and_aliases_of_others(
    names: duckdb.DuckDBPyConnection, name: str, company: str
) -> None:
    assert resolve_company(names, name) == company


def test_what_several_are_called_lists_their_ids(names: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve_company(names, "rocket")
    assert str(caught.value) == (
        "'rocket' may be any of these: acme (Acme, company), "
        "globex (Globex International, company); name one by its id"
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("initec", "; did you mean initech?"),
        ("INITEC", "; did you mean initech?"),
        ("global international", "; did you mean Globex International?"),
        ("internation", "; did you mean Globex International?"),
        ("点", "; `dateline companies` lists them"),
        ("顶点公", "; did you mean 顶点公司?"),
        ("xyz", "; `dateline companies` lists them"),
        ("", "; `dateline companies` lists them"),
        ("ob", "; `dateline companies` lists them"),
        ("100%", "; `dateline companies` lists them"),
        ("acme' OR 1 = 1 --", "; `dateline companies` lists them"),
    ],
)
def test_an_unknown_company_suggests_the_nearest(
    names: duckdb.DuckDBPyConnection, name: str, hint: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve_company(names, name)
    assert str(caught.value) == f"no company is called '{name}'{hint}"


def test_no_more_than_three_are_suggested(names: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve_company(names, "acme co")
    assert str(caught.value).count(" or ") <= 2
    assert "Acme Corp" in str(caught.value)


def test_in_a_database_without_companies_none_is_suggested(database: Path) -> None:
    with (
        duckdb.connect(str(database), read_only=True) as connection,
        pytest.raises(UnknownNameError, match="'Acme'; `dateline companies` lists them"),
    ):
        resolve_company(connection, "Acme")


@pytest.mark.parametrize(("kind", "name"), [("event", "acme-founded"), ("source", "news-2024")])
def test_an_event_and_a_source_are_proved_to_exist(
    names: duckdb.DuckDBPyConnection, kind: str, name: str
) -> None:
    assert resolve_id(names, kind, name) == name


@pytest.mark.parametrize(
    ("kind", "name", "hint"),
    [
        ("event", "acme-found", "; did you mean acme-founded or acme-floats?"),
        ("event", "Acme-Founded", "; did you mean acme-founded or acme-floats?"),
        ("event", "xyz", "; `dateline events` lists them"),
        ("source", "news-2023", "; did you mean news-2024?"),
        ("source", "acme-founded", "; `dateline sources` lists them"),
    ],
)
def test_an_unknown_event_or_source_suggests_the_nearest(
    names: duckdb.DuckDBPyConnection, kind: str, name: str, hint: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve_id(names, kind, name)
    assert str(caught.value) == f"there is no {kind} '{name}'{hint}"


def test_names_that_are_no_unicode_are_refused(names: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(QueryError, match=r"'Acm\?' is not written in UTF-8"):
        resolve_company(names, "Acm\udce9")
    with pytest.raises(QueryError, match=r"'acm\?' is not written in UTF-8"):
        resolve_id(names, "event", "acm\udce9")


@pytest.mark.parametrize(
    ("kind", "given", "codes"),
    [
        ("event_types", "launch", "launch"),
        ("event_types", "launch, purchase ,founding", "launch,purchase,founding"),
        ("statuses", "planned,happened", "planned,happened"),
    ],
)
def test_codes_are_separated_by_commas(
    names: duckdb.DuckDBPyConnection, kind: str, given: str, codes: str
) -> None:
    assert resolve_codes(names, kind, given) == codes


@pytest.mark.parametrize(
    ("kind", "given", "fault"),
    [
        ("statuses", "over", "there is no status 'over'; there are "),
        ("statuses", "happened,over", "there is no status 'over'; there are "),
        ("statuses", "happened,", "there is no status ''; there are "),
    ],
)
def test_a_code_that_is_unknown_lists_those_that_there_are(
    names: duckdb.DuckDBPyConnection, kind: str, given: str, fault: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve_codes(names, kind, given)
    assert str(caught.value) == fault + ", ".join(list_names(names, kind))


@pytest.mark.parametrize(
    ("kind", "given", "message"),
    [
        ("statuses", "Happened", "there is no status 'Happened'; did you mean happened or ended?"),
        ("event_types", "lunch", "there is no type of event 'lunch'; did you mean launch?"),
    ],
)
def test_a_code_that_is_nearly_right_is_put_right(
    names: duckdb.DuckDBPyConnection, kind: str, given: str, message: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve_codes(names, kind, given)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [("unit", "usd", "USD"), ("unit", "PERCENT", "percent"), ("measure", "payment", "payment")],
)
def test_one_code_is_found_in_any_case(
    names: duckdb.DuckDBPyConnection, kind: str, given: str, code: str
) -> None:
    assert resolve_code(names, kind, given) == code


@pytest.mark.parametrize(
    ("kind", "given", "message"),
    [
        ("measure", "paymnt", "there is no measure 'paymnt'; did you mean payment"),
        ("unit", "uzd", "there is no unit 'uzd'; did you mean "),
        ("unit", "quid", "there is no unit 'quid'; there are AED, "),
        ("basis", "plan", "there is no basis 'plan'; did you mean planned?"),
        ("basis", "", "there is no basis ''; there are actual, "),
    ],
)
def test_a_code_that_is_none_names_the_nearest(
    names: duckdb.DuckDBPyConnection, kind: str, given: str, message: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve_code(names, kind, given)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("kind", "some"),
    [
        ("company", {"acme", "Acme Corp", "顶点公司", "Hooli", "hooli-x"}),
        ("event", {"acme-floats", "acme-founded"}),
        ("source", {"news-2024"}),
        ("event_types", {"launch", "founding"}),
        ("statuses", {"happened", "denied"}),
    ],
)
def test_all_that_may_be_given_is_listed_once_and_in_order(
    names: duckdb.DuckDBPyConnection, kind: str, some: set[str]
) -> None:
    found = list_names(names, kind)
    assert some <= set(found)
    assert found == sorted(set(found))
