"""The figures behind the words of a timeline, on both engines."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from conftest import Load
from news import COMPANIES, news, paid

from db.address import Server
from db.query import find_query, run_query
from db.reading import reading
from db.shown_figures import Figure, read_figures

HAPPENED = "status: happened, "


def test_every_figure_of_the_seed_is_found_by_its_words(seed_database: Path) -> None:
    with reading(seed_database) as connection:
        events = run_query(connection, find_query("timeline"), {}).dicts()
        figures = read_figures(connection)
    shown = [(event["event_id"], text) for event in events for text in event["amounts"]]
    assert shown
    assert all(figures.get(each) for each in shown)


def test_a_server_has_the_same_figures(acme_database: Path, acme_server: Server) -> None:
    with reading(acme_database) as file, reading(acme_server) as server:
        assert read_figures(file) == read_figures(server) != {}


def test_a_figure_is_found_by_whose_it_is_and_when(database: Path, load: Load) -> None:
    load(
        COMPANIES,
        news(
            "globe-1",
            HAPPENED + paid("about 20M USD", "per: month, company: acme, when: 2024-01"),
            HAPPENED + paid("about 20M USD", "per: month, company: acme, when: 2024-02"),
            HAPPENED + paid("30M USD", "per: month, company: globex"),
        ),
    )
    with reading(database) as connection:
        [event] = run_query(connection, find_query("timeline"), {}).dicts()
        figures = read_figures(connection)
    assert event["amounts"] == [
        "Acme's payment: about $20M a month, 2024-01",
        "Acme's payment: about $20M a month, 2024-02",
        "Globex's payment: $30M a month",
    ]
    found = [figures["deal", text] for text in event["amounts"]]
    twenty, thirty = Decimal(20_000_000), Decimal(30_000_000)
    assert found == [
        Figure(twenty, twenty, "USD", "month", approximate=True),
        Figure(twenty, twenty, "USD", "month", approximate=True),
        Figure(thirty, thirty, "USD", "month", approximate=False),
    ]


def test_words_that_may_mean_two_figures_mean_none(database: Path, load: Load) -> None:
    load(
        COMPANIES,
        news(
            "globe-1", *(HAPPENED + paid("20M USD", per) for per in ("per: one_off", "per: level"))
        ),
    )
    with reading(database) as connection:
        assert read_figures(connection) == {("deal", "payment: $20M"): None}
