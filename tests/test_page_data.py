"""What the page holds: the rows of the saved queries, at each stop, and nothing that HTML runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import Load

from db.name import UnknownNameError
from db.query import find_query
from db.question import ask
from db.reading import reading
from publish.page.data import read_page, write_data
from publish.page.moment import find_soft_ends, read_moment, read_moments

TWO_ARTICLES = (
    """
    source: {id: early, title: Early, publisher: Example, published: 2024-03-01}
    companies:
      - {id: acme, name: Acme, kind: company, aliases: [Acme Corp]}
      - {id: globex, name: Globex, kind: company}
    events:
      - id: acme-buys
        title: Acme buys a plant
        type: purchase
        when: 2024~
        status: planned
        companies: {buyer: acme}
        claims:
          - amounts:
              - {measure: payment, value: 20M USD, per: one_off, basis: planned, company: acme}
    """,
    """
    source: {id: late, title: Late, publisher: Example, published: 2024-09-01}
    events:
      - id: acme-buys
        claims:
          - when: 2024-08-02
            status: happened
            companies: {buyer: acme, seller: globex}
            amounts:
              - {measure: payment, value: 22M USD, per: one_off, basis: actual, company: acme}
    """,
)


def read(path: Path, **given: Any) -> dict[str, Any]:
    with reading(path) as reader:
        return read_page(reader, given)


def list_states(thing: dict[str, Any], *names: str) -> list[tuple[Any, ...]]:
    return [(at, *(state[name] for name in names)) for at, state in thing["states"]]


def test_an_event_has_a_state_for_each_time_that_more_is_known(load: Load, database: Path) -> None:
    load(*TWO_ARTICLES)
    data = read(database)
    [event] = data["events"]
    assert data["stops"] == ["2024-03-01", "2024-09-01"]
    assert list_states(event, "status", "when", "words", "from", "to", "soft") == [
        (0, "planned", "2024~", "about 2024", "2023-01-01", "2025-12-31", "se"),
        (1, "happened", "2024-08-02", "2024-08-02", "2024-08-02", "2024-08-02", ""),
    ]
    assert list_states(event, "under", "short") == [
        (0, ["acme"], "$20M"),
        (1, ["acme", "globex"], "$22M"),
    ]
    assert [claim["source"] for claim in event["claims"]] == ["early", "late"]


def test_figures_have_states_with_all_their_digits(load: Load, database: Path) -> None:
    load(*TWO_ARTICLES)
    figures = read(database)["figures"]
    assert sorted(list_states(figure, "low", "basis", "under") for figure in figures) == [
        [(0, "20000000", "planned", ["acme"])],
        [(1, "22000000", "actual", ["acme"])],
    ]


def test_a_page_of_a_past_day_knows_nothing_later(load: Load, database: Path) -> None:
    load(*TWO_ARTICLES)
    data = read(database, known_by="2024-06")
    assert [data["known_by"], data["stops"]] == ["2024-06-30", ["2024-03-01"]]
    assert [claim["source"] for claim in data["events"][0]["claims"]] == ["early"]
    assert "22M" not in write_data(data)
    assert list(data["sources"]) == ["early"]


@pytest.mark.parametrize("given", [{}, {"company": "TikTok"}, {"type": ("launch",)}, {"limit": 7}])
def test_events_are_those_of_the_timeline_in_its_order(
    seed_database: Path, given: dict[str, Any]
) -> None:
    with reading(seed_database) as reader:
        wanted = [row["event_id"] for row in ask(reader, find_query("timeline"), given).dicts()]
        data = read_page(reader, given)
    last = len(data["stops"])
    present = [e["id"] for e in data["events"] if e["states"][-1][1] and e["states"][0][0] <= last]
    assert [name for name in present if name in wanted] == wanted


def test_the_title_names_the_company_by_its_name(load: Load, database: Path) -> None:
    load(*TWO_ARTICLES)
    assert read(database)["title"] == "Timeline"
    assert read(database, company="acme corp")["title"] == "Timeline of Acme"
    past = read(database, company="acme corp", known_by="2024-06")["title"]
    assert past == "Timeline of Acme, as known by 2024-06"


def test_the_same_database_gives_the_same_data(seed_database: Path) -> None:
    assert write_data(read(seed_database)) == write_data(read(seed_database))


def test_moments_that_are_read_at_once_are_those_read_one_by_one(seed_database: Path) -> None:
    each_given: list[dict[str, Any]] = [
        {"known_by": day, "company": company}
        for day in ("2024-06-30", "2024-07-31", "2024-12-31")
        for company in (None, "TikTok")
    ]
    with reading(seed_database) as reader:
        at_once = list(read_moments(reader, each_given))
        assert at_once == [read_moment(reader, given) for given in each_given]
    assert len({len(moment["events"]) for moment in at_once}) == len(at_once)


def test_a_moment_that_cannot_be_read_is_told(seed_database: Path) -> None:
    with reading(seed_database) as reader, pytest.raises(UnknownNameError, match="nobody"):
        list(read_moments(reader, [{}, {"company": "nobody"}]))


def test_a_file_opened_by_other_means_is_as_it_was(
    acme_database: Path, connection: Callable[[], duckdb.DuckDBPyConnection]
) -> None:
    before = acme_database.read_bytes()
    read(acme_database)
    assert acme_database.read_bytes() == before


@pytest.mark.parametrize(
    "text", ["</script>", "<!--", "]]>", "&lt;", "\u2028", "\u2029", "<svg/onload=1>"]
)
def test_nothing_in_the_data_means_anything_to_html_or_to_lines_of_script(text: str) -> None:
    written = write_data({"title": text})
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {"title": text}


@pytest.mark.parametrize(
    ("edtf", "soft"),
    [
        (None, ""),
        ("2024-03-05", ""),
        ("2024-03~", "se"),
        ("2024?", "se"),
        ("2023~/2024", "s"),
        ("2023/2024-05%", "e"),
        ("../2024~", "e"),
        ("2024~/..", "s"),
        ("2024-37", ""),
    ],
)
def test_soft_are_the_ends_that_are_about_so(edtf: str | None, soft: str) -> None:
    assert find_soft_ends(edtf) == soft
