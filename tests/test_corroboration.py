"""How well an event is supported: articles, and the reports behind them."""

from __future__ import annotations

from typing import Any

from conftest import Load
from news import COMPANIES, news
from test_views import Connect

HAPPENED = "status: happened"
WIRE = "{id: wire-1, publisher: Wire, description: a report}"
OTHER_WIRE = "{id: wire-2, publisher: Wire, description: another report}"
AGENCY = "{id: agency-1, publisher: Agency, description: a report}"


def support(connection: Connect) -> Any:
    sql = (
        "SELECT article_count, independent_origins, origins, origin_not_stated, verdict "
        "FROM corroboration"
    )
    (row,) = connection().execute(sql).fetchall()
    return row


def test_two_outlets_that_relay_one_report_are_one_origin(load: Load, connection: Connect) -> None:
    relayed = f"{HAPPENED}, origin: wire-1"
    load(COMPANIES, news("globe", relayed, cites=WIRE), news("herald", relayed, cites="wire-1"))
    assert support(connection) == (2, 1, ["wire-1"], [], "one origin")


def test_reports_of_two_outlets_are_independent(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        news("globe", f"{HAPPENED}, origin: wire-1", cites=WIRE),
        news("herald", f"{HAPPENED}, origin: agency-1", cites=AGENCY),
    )
    assert support(connection) == (2, 2, ["agency-1", "wire-1"], [], "independent origins")


def test_two_reports_of_one_outlet_are_not(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        news("globe", f"{HAPPENED}, origin: wire-1", cites=WIRE),
        news("herald", f"{HAPPENED}, origin: wire-2", cites=OTHER_WIRE),
    )
    assert support(connection)[1:3] == (1, ["wire-1", "wire-2"])


def test_an_article_that_states_no_origin_is_never_independent(
    load: Load, connection: Connect
) -> None:
    load(COMPANIES, news("globe", HAPPENED), news("herald", HAPPENED))
    assert support(connection) == (2, 0, [], ["globe", "herald"], "origin not stated")


def test_one_origin_beside_an_article_that_states_none(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        news("globe", f"{HAPPENED}, origin: wire-1", cites=WIRE),
        news("herald", HAPPENED),
    )
    found = support(connection)
    assert found[3:] == (["herald"], "one origin, and articles that state none")


def test_a_report_that_relays_another_counts_as_the_other(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        news("globe", f"{HAPPENED}, origin: herald"),
        news("herald", f"{HAPPENED}, origin: agency-1", cites=AGENCY),
        news("post", f"{HAPPENED}, origin: agency-1", cites="agency-1"),
    )
    assert support(connection) == (3, 1, ["agency-1"], [], "one origin")


def test_an_uncertain_origin_is_possible_only(load: Load, connection: Connect) -> None:
    unsure = f"{HAPPENED}, origin: wire-1, origin_certain: false"
    load(COMPANIES, news("globe", unsure, cites=WIRE))
    sql = "SELECT independent_origins, possible_origins FROM corroboration"
    assert connection().execute(sql).fetchall() == [(0, ["wire-1"])]


def test_a_denial_does_not_support(load: Load, connection: Connect) -> None:
    load(COMPANIES, news("globe", HAPPENED), news("herald", "status: denied"))
    assert support(connection)[0] == 1


def test_a_report_that_states_no_origin_may_rest_on_the_others(
    load: Load, connection: Connect
) -> None:
    load(
        COMPANIES,
        news("globe", f"{HAPPENED}, origin: herald"),
        news("herald", HAPPENED),
        news("post", f"{HAPPENED}, origin: agency-1", cites=AGENCY),
    )
    found = support(connection)
    assert found[1] == 1
    assert found[3:] == (["herald"], "one origin, and articles that state none")


def test_a_report_of_uncertain_origin_may_rest_on_the_others(
    load: Load, connection: Connect
) -> None:
    load(
        COMPANIES,
        news("globe", f"{HAPPENED}, origin: herald"),
        news("herald", f"{HAPPENED}, origin: agency-1, origin_certain: false", cites=AGENCY),
        news("post", f"{HAPPENED}, origin: agency-1", cites="agency-1"),
    )
    assert support(connection)[1] == 1


def test_one_outlet_written_in_two_ways_is_one(load: Load, connection: Connect) -> None:
    wire = "{id: wire-2, publisher: WIRE, description: another report}"
    load(
        COMPANIES,
        news("globe", f"{HAPPENED}, origin: wire-1", cites=WIRE),
        news("herald", f"{HAPPENED}, origin: wire-2", cites=wire),
    )
    assert support(connection)[1:] == (1, ["wire-1", "wire-2"], [], "one origin")


def test_a_report_of_an_unnamed_outlet_is_never_a_further_one(
    load: Load, connection: Connect
) -> None:
    load(
        COMPANIES,
        news("globe", f"{HAPPENED}, origin: wire-1", cites=WIRE),
        news("herald", f"{HAPPENED}, origin: note-1", cites="{id: note-1, description: a report}"),
        news("post", f"{HAPPENED}, origin: note-2", cites="{id: note-2, description: a report}"),
    )
    assert support(connection)[1:] == (1, ["note-1", "note-2", "wire-1"], [], "one origin")


def test_two_reports_that_one_article_names_are_one_article(
    load: Load, connection: Connect
) -> None:
    claims = (f"{HAPPENED}, origin: wire-1", f"{HAPPENED}, origin: agency-1")
    load(COMPANIES, news("globe", *claims, cites=f"{WIRE}, {AGENCY}"))
    assert support(connection) == (1, 1, ["agency-1", "wire-1"], [], "one article")
