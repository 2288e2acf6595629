"""Files are proved against each other and against the database before anything is written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import duckdb
import msgspec
import pytest
from conftest import Load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from db.check import check_records
from db.engine import make_engine
from db.errors import DataProblems
from db.files import parse_record, read_records
from db.load import load_files, remove_files
from db.problem import Problem
from db.record import RecordEntry
from db.record_rows import make_rows
from db.rows import Codes
from db.standing import Standing

Check = Callable[..., list[str]]
Connect = Callable[[], duckdb.DuckDBPyConnection]
Write = Callable[[str, str], Path]

COMPANIES = """\
id: companies
companies:
  - {id: acme, name: Acme, kind: company}
  - {id: globex, name: Globex, kind: company}
"""
NEWS = """\
source: {id: news, publisher: Example News, title: T}
companies:
  - {id: acme, name: Acme, kind: company}
events:
  - id: acme-grows
    title: Acme grows
    type: results
    status: happened
    companies: {subject: acme}
    claims:
      - amounts: [{measure: headcount, value: 50 people, name: staff}]
"""

ACME = "companies:\n  - {id: acme, name: Acme, kind: company}\n"
EVENTS = NEWS.replace(ACME, "")  # the same without the company
GLOBEX = "id: companies\ncompanies: [{id: globex, name: Globex, kind: company}]\n"


@pytest.fixture(scope="module")
def open_given(
    _empty: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Connection]]:
    """A connection for reading to a database that holds these records, made once for all tests."""
    opened = []

    @cache
    def open_database(*texts: str) -> Connection:
        folder = tmp_path_factory.mktemp("given")
        path = Path(shutil.copyfile(_empty, folder / "test.duckdb"))
        for n, text in enumerate(texts):
            (folder / f"{n}.yaml").write_text(text, encoding="utf-8")
        if texts:
            load_files([folder], path, wait=0)
        opened.append(make_engine(path, read_only=True).connect())
        return opened[-1]

    yield open_database
    for connection in opened:
        connection.close()


@pytest.fixture
def check(open_given: Callable[..., Connection], write: Write, tmp_path: Path) -> Check:
    """Check records, given as text, together, where others are loaded: `check(text, given=[…])`.

    What is shown, line by line; the files are named 1, 2 …
    """

    def check_texts(*texts: str, given: Sequence[str] = ()) -> list[str]:
        records, problems = read_records(write(f"{n}", text) for n, text in enumerate(texts, 1))
        standing = Standing(open_given(*given), [record.id for record in records])
        found = check_records(records, standing, references=not problems).problems
        return str(DataProblems(found + problems)).replace(f"{tmp_path}/", "").splitlines()

    return check_texts


COMPANY = "define it under `companies:` (with name and kind), or correct the id"
EVENT = "define it under `events:` (with title and type), or correct the id"
SOURCE = "describe it under `cites:` (with title or description), or load its record"


def faults(lines: list[str]) -> list[str]:
    return [line.partition("; ")[0] for line in lines]


def with_claim(claim: str, event: str = "") -> str:
    """A source whose one claim stands on line 7, each of its fields on a line of its own."""
    return f"""\
source: {{id: second, publisher: Example News, title: T}}
events:
  - id: e
    title: T
    type: launch
    claims:
      - status: happened
        {claim}
    {event}
"""


# What is given twice


def test_a_company_is_defined_once_among_the_files(check: Check) -> None:
    other = "id: other\n\ncompanies:\n  - {id: globex, name: Globex Inc., kind: unit}\n"
    (problem,) = check(COMPANIES, other)
    assert problem == (
        "2:4: company 'globex' stands in 1:4 already; define it once; an entry without name and "
        "kind adds aliases and relations"
    )


def test_a_company_is_defined_once_within_a_file(check: Check) -> None:
    twice = COMPANIES + "  - {id: acme, name: Acme, kind: company}\n"
    assert faults(check(twice)) == ["1:5: company 'acme' stands in 1:3 already"]


def test_a_company_is_defined_once_among_all_loaded_files(check: Check) -> None:
    other = "id: other\ncompanies: [{id: acme, name: Acme Inc., kind: unit}]\n"
    assert faults(check(other, given=[COMPANIES, EVENTS])) == [
        "1:2: company 'acme' stands in the loaded file companies already"
    ]


def test_an_event_is_defined_once(check: Check) -> None:
    text = with_claim("note: n").replace("id: e\n", "id: acme-grows\n")
    (problem,) = check(text, given=[NEWS, GLOBEX])
    assert problem == (
        "1:3: event 'acme-grows' stands in the loaded file news already; define it once; an "
        "entry without title and type adds claims"
    )


@pytest.mark.parametrize(
    ("code", "noun"),
    [
        ("types: [{id: launch, label: L, description: D}]", "type 'launch'"),
        ("roles: [{id: payer, label: L, description: D}]", "role 'payer'"),
        ("measures: [{id: revenue, label: L, description: D}]", "measure 'revenue'"),
        ("units: [{id: people, label: L, description: D}]", "unit 'people'"),
        ("units: [{id: USD, label: L, description: D, kind: currency}]", "unit 'USD'"),
    ],
)
def test_datelines_own_codes_are_not_defined_again(check: Check, code: str, noun: str) -> None:
    assert check(f"id: codes\n{code}\n") == [
        f"1:2: {noun} stands in Dateline's own codes already; use that one, or choose another id"
    ]


def test_no_file_takes_the_place_of_datelines_own_codes(check: Check) -> None:
    assert check("id: dateline\n") == ["1:1: the id 'dateline' is taken; choose another id"]


def test_a_code_is_defined_once_among_all_files(check: Check) -> None:
    unit = "units: [{id: cups, label: cups, description: Cups}]\n"
    problems = check("id: a\n" + unit, "id: b\n\n" + unit, given=[CODES])
    assert faults(problems) == [
        "1:2: unit 'cups' stands in the loaded file codes already",
        "2:3: unit 'cups' stands in 1:2 already",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (f"{COMPANIES}  - id: acme\n    aliases:\n      - A\n      - {{name: A, when: 2024}}\n",
         "1:8: alias 'A' of acme stands in 1:7 already"),
        ("source: {id: second, publisher: P, title: T, cites: [\n{id: x, title: X},\nx]}\n",
         "1:3: the citation of x stands in 1:2 already"),
        (NEWS.replace("subject: acme", "subject: [acme, acme]"),
         "1:9: acme as subject stands in 1:9 already"),
        (NEWS.replace("- amounts", "- origin: [news, news]\n        origin_certain: false\n"
                      "        amounts"),
         "1:11: the origin news stands in 1:11 already"),
        (NEWS.replace("staff}", "staff}, {measure: users, value: 5 users, part_of: "
                      "[acme-grows/staff, acme-grows/staff]}"),
         "1:11: part_of acme-grows/staff stands in 1:11 already"),
    ],
)  # fmt: skip
def test_what_a_file_says_twice_is_told(check: Check, text: str, fault: str) -> None:
    assert check(text) == [f"{fault}; say it once"]


def test_a_second_file_may_add_to_what_another_defined(
    load: Load, check: Check, connection: Connect
) -> None:
    more = """\
source: {id: second, publisher: Example Post, title: T}
companies:
  - {id: acme, aliases: [Acme Corp], relations: [{parent: globex, event: acme-grows}]}
events:
  - {id: acme-grows, claims: [{status: denied}]}
"""
    assert check(more, given=[COMPANIES, EVENTS]) == []
    load(COMPANIES, EVENTS, more)
    ask = connection().execute
    assert ask("SELECT id, name, owner FROM company ORDER BY id").fetchall() == [
        ("acme", "Acme", "companies"),
        ("globex", "Globex", "companies"),
    ]
    assert ask("SELECT id, title, owner FROM event").fetchall() == [
        ("acme-grows", "Acme grows", "news")
    ]
    assert ask("SELECT name, owner FROM company_alias").fetchall() == [("Acme Corp", "second")]
    assert ask("SELECT source_id, status FROM claim ORDER BY 1").fetchall() == [
        ("news", "happened"),
        ("second", "denied"),
    ]


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("companies: [{id: acme, name: Acme Inc., kind: company}]",
         ["company 'acme' stands in the loaded file news already"]),
        ("companies: [{id: acme, name: Acme Inc.}]",
         ["company 'acme' has no kind", "company 'acme' stands in the loaded file news already"]),
        ("companies: [{id: acme, kind: unit}]",
         ["company 'acme' has no name", "company 'acme' stands in the loaded file news already"]),
        ("events: [{id: acme-grows, title: Acme falls, type: results, claims: [{status: ended}]}]",
         ["event 'acme-grows' stands in the loaded file news already"]),
        ("events: [{id: acme-grows, type: market, claims: [{status: ended}]}]",
         ["event 'acme-grows' has no title",
          "event 'acme-grows' stands in the loaded file news already"]),
        ("events: [{id: acme-grows, about: acme-grows, claims: [{status: ended}]}]",
         ["event 'acme-grows' has no title", "event 'acme-grows' is about itself",
          "event 'acme-grows' stands in the loaded file news already"]),
    ],
)  # fmt: skip
def test_a_second_file_changes_nothing_that_another_defined(
    check: Check, entry: str, found: list[str]
) -> None:
    text = f"source: {{id: second, publisher: P, title: T}}\n{entry}\n"
    assert faults(check(text, given=[NEWS, GLOBEX])) == [f"1:2: {fault}" for fault in found]


def test_two_files_may_give_companies_the_same_alias(check: Check) -> None:
    text = "id: b\ncompanies: [{id: acme, aliases: [A]}, {id: globex, aliases: [A]}]\n"
    assert check(text, given=[COMPANIES, NAMES]) == []


def test_a_file_that_is_loaded_again_does_not_clash_with_itself(check: Check) -> None:
    assert check(COMPANIES.replace("Globex", "Globex Inc."), given=[COMPANIES, EVENTS]) == []


# What is referred to and not there


@pytest.mark.parametrize(
    ("claim", "event", "fault", "remedy"),
    [
        ("companies:\n          payee: acme\n          payer: initech", "",
         "10: company 'initech' is not known", COMPANY),
        ("companies:\n          payee:\n            - acme\n            - globx", "",
         "11: company 'globx' is not known", "did you mean globex"),
        ("companies:\n          payee: acme\n          payor: acme", "",
         "10: role 'payor' is not known", "did you mean payer"),
        ("companies:\n          chief: acme", "",
         "9: role 'chief' is not known", "define it under `roles:`, or correct the id"),
        ("amounts:\n          - measure: headcount\n@value: 5 people\n@company: Acme", "",
         "11: company 'Acme' is not known", "write its id, acme"),
        ("amounts:\n          - value: 5 people\n            measure: head_count", "",
         "10: measure 'head_count' is not known", "did you mean headcount"),
        ("amounts:\n          - value: 5 people\n            measure: joy", "",
         "10: measure 'joy' is not known", "define it under `measures:`, or correct the id"),
        ("amounts:\n          - measure: headcount\n@value: 5 people\n@basis: guess", "",
         "11: basis 'guess' is not known",
         "use one of actual, announced, estimated, expected, planned, run_rate, usual"),
        ("amounts:\n          - measure: headcount\n            value: 5 peoples", "",
         "10: unit 'peoples' is not known", "write people"),
        ("origin: wire", "", "8: source 'wire' is not known", SOURCE),
        ("origin:\n          - news\n          - wire\n        origin_certain: false", "",
         "10: source 'wire' is not known", SOURCE),
        ("note: n", "about: acme-grow",
         "9: event 'acme-grow' is not known", "did you mean acme-grows"),
        ("note: n", "about: nothing-like-it", "9: event 'nothing-like-it' is not known", EVENT),
    ],
)  # fmt: skip
def test_what_a_claim_names_has_to_be_known(
    check: Check, claim: str, event: str, fault: str, remedy: str
) -> None:
    text = with_claim(claim.replace("@", " " * 12), event)
    assert check(text, given=[NEWS, GLOBEX]) == [f"1:{fault}; {remedy}"]


SECOND = "source: {id: second, publisher: P, title: T}\n"
CLAIM = "{status: ended, amounts: [{measure: headcount, value: 5 people}]}"
RELATION = "id: more\ncompanies:\n  - id: acme\n    relations:\n      - "


@pytest.mark.parametrize(
    ("text", "fault", "remedy"),
    [
        (f"{SECOND}events:\n  - title: T\n    type: lanch\n    id: e\n    claims: [{CLAIM}]\n",
         "4: type 'lanch' is not known", "did you mean launch"),
        (f"{SECOND}events:\n  - id: e\n    claims:\n      - {CLAIM}\n      - {CLAIM}\n",
         "3: event 'e' is not known", EVENT),
        ("source: {id: second, publisher: P, title: T, cites: [\n{id: x, title: X},\nwire]}\n",
         "3: source 'wire' is not known", SOURCE),
        ("source: {id: second, publisher: P, title: T, cites: [\n{id: wire, publisher: W}]}\n",
         "2: source 'wire' is not known", SOURCE),
        ("id: more\ncompanies:\n  - id: anvil\n    name: Anvil\n    kind: produkt\n",
         "5: kind 'produkt' is not known", "did you mean product"),
        ("id: more\ncompanies:\n  - {id: anvil, name: Anvil, kind: zoo}\n",
         "3: kind 'zoo' is not known", "use one of agency, brand, company, product, unit"),
        ("id: more\ncompanies:\n  - aliases:\n      - A\n      - B\n    id: anvil\n",
         "6: company 'anvil' is not known", COMPANY),
        (f"{RELATION}event: acme-grows\n        parent: initech\n",
         "6: company 'initech' is not known", COMPANY),
        (f"{RELATION}parent: globex\n        event: e\n", "6: event 'e' is not known", EVENT),
    ],
)  # fmt: skip
def test_what_any_entry_names_has_to_be_known(
    check: Check, text: str, fault: str, remedy: str
) -> None:
    assert check(text, given=[NEWS, GLOBEX]) == [f"1:{fault}; {remedy}"]


def test_files_may_refer_to_each_other_in_any_order(check: Check) -> None:
    assert check(EVENTS, COMPANIES) == check(COMPANIES, EVENTS) == []


def test_the_new_id_is_proposed_where_a_company_got_another(check: Check) -> None:
    renamed = NEWS.replace("{id: acme, name", "{id: initech, name")
    assert check(renamed, given=[NEWS, GLOBEX]) == [
        "1:9: company 'acme' is not known; write its id, initech"
    ]


def test_a_name_that_is_taken_back_is_not_proposed(check: Check) -> None:
    renamed = NEWS.replace("{id: acme, name: Acme", "{id: initech, name: Initech")
    assert check(renamed, given=[NEWS, GLOBEX]) == [f"1:9: company 'acme' is not known; {COMPANY}"]


def test_a_half_defined_company_does_not_hide_an_unknown_one(check: Check) -> None:
    half = "id: half\ncompanies:\n  - {id: initech, kind: company}\n"
    assert faults(check(NEWS.replace("subject: acme", "subject: hooli"), half)) == [
        "1:9: company 'hooli' is not known",
        "2:3: company 'initech' has no name",
    ]


@pytest.mark.parametrize("name", ["ACME", "acme labs", "顶点"])
def test_a_name_or_alias_in_place_of_an_id_is_told_its_id(check: Check, name: str) -> None:
    alias = "id: names\ncompanies:\n  - {id: acme, aliases: [Acme Labs, 顶点]}\n"
    assert check(NEWS.replace("subject: acme", f"subject: {name}"), alias) == [
        f"1:9: company '{name}' is not known; write its id, acme"
    ]


def test_a_unit_of_a_file_serves_all_files_of_the_load_and_all_later_ones(check: Check) -> None:
    use = NEWS.replace("50 people", "50 cups")
    assert check(use, CODES) == []
    assert check(use, given=[CODES]) == []
    assert faults(check(use, "id: codes\n", given=[CODES])) == ["1:11: unit 'cups' is not known"]


def test_a_measure_of_a_file_gives_its_time(load: Load, connection: Connect) -> None:
    load(CODES, NEWS.replace("headcount, value: 50 people", "bonus, value: 5 USD"))
    assert connection().execute("SELECT per FROM amount").fetchall() == [("year",)]


def test_thousands_of_names_are_looked_up(check: Check) -> None:
    entries = [f"- {{id: company-{n}, name: N, kind: company}}\n" for n in range(1000, 3100)]
    given = "id: given\ncompanies:\n" + entries[0] + entries[-1]
    assert faults(check("id: more\ncompanies:\n" + "".join(entries), given=[given])) == [
        "1:3: company 'company-1000' stands in the loaded file given already",
        "1:2102: company 'company-3099' stands in the loaded file given already",
    ]


# Sources that are only cited


CITING = """\
source: {id: news, publisher: Example News, title: T, cites: [
  {id: report, publisher: Globex, published: 2024-07-31, description: report on Acme}]}
"""
REPORT = "source: {id: report, publisher: Globex, title: Annual report, published: 2024-07-30}\n"
CITED = [CITING, with_claim("origin: report")]


def described(connection: Connect) -> list[Any]:
    query = "SELECT title, description, cited_only, owner FROM source WHERE id = 'report'"
    return connection().execute(query).fetchall()


def test_a_source_that_is_described_once_may_be_named_by_all(check: Check) -> None:
    bare = "source: {id: second, publisher: Example Post, title: T, cites: [report]}\n"
    assert check(CITING, bare) == check(bare, CITING) == []
    assert check(bare, given=CITED) == []
    third = "source: {id: third, publisher: Example Post, title: T}\nevents:\n  - "
    assert check(third + "{id: e, claims: [{status: ended, origin: report}]}\n", given=CITED) == []


def test_a_full_record_supersedes_what_others_say_of_a_source(
    check: Check, load: Load, connection: Connect
) -> None:
    assert check(REPORT, given=CITED) == []
    load(CITING)
    load(REPORT)
    assert described(connection) == [("Annual report", None, False, "report")]


def test_a_full_record_may_be_withdrawn_where_a_citation_describes_the_source(
    load: Load, database: Path, connection: Connect
) -> None:
    load(CITING, REPORT)
    remove_files(["report"], database, wait=0)
    assert described(connection) == [(None, "report on Acme", True, "news")]


@pytest.mark.parametrize("use", ["cites: [report]", "cites: [{id: report, publisher: Globex}]"])
def test_a_source_that_a_citation_only_names_cannot_be_withdrawn(
    load: Load, database: Path, use: str
) -> None:
    load(REPORT, f"source: {{id: news, publisher: Example News, title: T, {use}}}\n")
    with pytest.raises(DataProblems) as caught:
        remove_files(["report"], database, wait=0)
    assert str(caught.value) == (
        "report: source 'report' is no longer defined, but news uses it; keep it, or change or "
        "remove news first"
    )


def test_a_citation_that_others_rely_on_cannot_be_taken_back(check: Check) -> None:
    text = "source: {id: news, publisher: Example News, title: T}\n"
    assert faults(check(text, given=CITED)) == [
        "1:1: source 'report' is no longer defined, but second uses it"
    ]


def test_the_file_that_defined_a_lost_source_is_named_not_one_that_cited_it(
    load: Load, database: Path
) -> None:
    bare = "source: {id: news, publisher: P, title: T, cites: [report]}\n"
    load(REPORT, bare, with_claim("origin: report"))
    with pytest.raises(DataProblems) as caught:
        remove_files(["news", "report"], database, wait=0)
    assert faults(str(caught.value).splitlines()) == [
        "report: source 'report' is no longer defined, but second uses it"
    ]


# Figures that others name


LINK = "amounts:\n          - value: 9 people\n            measure: headcount\n            "
LINKED = [NEWS, with_claim(LINK + "same_as: acme-grows/staff", "about: acme-grows")]


def test_a_figure_may_be_part_of_one_in_another_file(check: Check) -> None:
    text = with_claim(LINK + "part_of: acme-grows/staff")
    assert check(text, NEWS) == []
    assert check(text, given=[NEWS, GLOBEX]) == []


@pytest.mark.parametrize("target", ["acme-grows/wages", "e/staff"])
def test_a_figure_that_nobody_names_is_told(check: Check, target: str) -> None:
    event, _, name = target.partition("/")
    (problem,) = check(with_claim(f"{LINK}part_of: [{target}]"), given=[NEWS, GLOBEX])
    assert problem == (
        f"1:11: no figure of event '{event}' is named '{name}'; give that figure a `name:`, or "
        "correct this one"
    )


def test_a_figure_that_others_name_keeps_its_name(check: Check) -> None:
    (problem,) = check(NEWS.replace("staff", "crew"), given=LINKED)
    assert problem == (
        "1:1: figure 'acme-grows/staff' is no longer defined, but second uses it; keep it, or "
        "change or remove second first"
    )


def test_a_figure_may_be_named_by_another_file_instead(check: Check) -> None:
    again = EVENTS.replace("id: news", "id: again")
    again = again.replace("    title: Acme grows\n    type: results\n", "")
    unnamed = NEWS.replace(", name: staff", "")
    assert check(unnamed, again, given=LINKED) == check(again, unnamed, given=LINKED) == []


# Families


def family(*relations: str, file: str = "family", when: str = "") -> str:
    """A file of relations written `a parent b`."""
    entries = []
    for relation in relations:
        one, kind, other = relation.split()
        entries.append(f"  - {{id: {one}, relations: [{{{kind}: {other}, event: e{when}}}]}}\n")
    return f"id: {file}\ncompanies:\n" + "".join(entries)


RELATIVES = "id: companies\ncompanies:\n" + "".join(
    f"  - {{id: {name}, name: N, kind: company}}\n" for name in "abcd"
)
FOUR = [RELATIVES, with_claim("note: n")]


def test_a_company_does_not_belong_to_itself_by_any_way_round(check: Check) -> None:
    text = family("a parent b", "b product_of c", "c variant_of a", "d brand_of a")
    remedy = "remove one of the relations, or date them"
    assert check(text, given=FOUR) == [
        f"1:3: 'a' would belong to itself through 'b'; {remedy}",
        f"1:4: 'b' would belong to itself through 'c'; {remedy}",
        f"1:5: 'c' would belong to itself through 'a'; {remedy}",
    ]


def test_a_round_through_loaded_files_is_told_in_the_files_that_close_it(check: Check) -> None:
    given = [*FOUR, family("a parent b", "b parent c")]
    assert faults(check(family("c parent a", file="more"), given=given)) == [
        "1:3: 'c' would belong to itself through 'a'"
    ]
    files = [family("c parent d", file="x"), family("d parent a", file="y")]
    assert faults(check(*files, given=given)) == [
        "1:3: 'c' would belong to itself through 'd'",
        "2:3: 'd' would belong to itself through 'a'",
    ]


def test_relations_that_a_file_takes_back_are_not_counted(check: Check) -> None:
    assert check(family("b parent a"), given=[*FOUR, family("a parent b")]) == []


@pytest.mark.parametrize(
    "text",
    [
        family("a parent b", "b investor_in a"),
        family("a parent b", "a brand_of c", "b parent d", "c parent d"),
        family("a parent b", "b parent a", when=", when: 2024"),
        family("a parent b", "a product_of b"),
    ],
)
def test_investors_dated_relations_and_two_ways_up_are_no_round(check: Check, text: str) -> None:
    assert check(text, given=FOUR) == []


# Definitions that others use


CODES = """\
id: codes
types: [{id: strike, label: L, description: D}]
roles: [{id: union, label: L, description: D}]
measures: [{id: bonus, label: L, description: D, per: year}]
units: [{id: cups, label: L, description: D}]
"""
USE_CODES = """\
source: {id: news, publisher: P, title: T}
companies: [{id: acme, name: Acme, kind: company}]
events:
  - id: e
    title: T
    type: strike
    status: happened
    companies: {union: acme}
    claims: [{amounts: [{measure: bonus, value: 3 cups}]}]
"""
NAMES = "id: names\ncompanies: [{id: acme, aliases: [A]}]\n"
WITHOUT_ACME = COMPANIES.replace("  - {id: acme, name: Acme, kind: company}\n", "")


def test_a_code_that_others_use_stays_defined(check: Check) -> None:
    uses = "is no longer defined, but news uses it; keep it, or change or remove news first"
    assert check("\nid: codes\n", given=[CODES, USE_CODES]) == [
        f"1:2: measure 'bonus' {uses}",
        f"1:2: role 'union' {uses}",
        f"1:2: type 'strike' {uses}",
        f"1:2: unit 'cups' {uses}",
    ]


def test_what_is_withdrawn_together_is_not_missed(
    load: Load, database: Path, connection: Connect
) -> None:
    load(CODES, USE_CODES)
    remove_files(["codes", "news"], database, wait=0)
    assert connection().execute("SELECT count(*) FROM event").fetchall() == [(0,)]


def test_each_file_that_uses_a_lost_definition_is_named(
    check: Check, load: Load, database: Path
) -> None:
    more = "id: more\ncompanies: [{id: globex, relations: [{parent: acme, event: acme-grows}]}]\n"
    given = [COMPANIES, EVENTS, NAMES, more]
    lost = "company 'acme' is no longer defined, but"
    expected = [f"{lost} {user} uses it" for user in ("more", "names", "news")]
    assert faults(check(WITHOUT_ACME, given=given)) == [f"1:1: {fault}" for fault in expected]
    load(*given)
    with pytest.raises(DataProblems) as caught:
        remove_files(["companies"], database, wait=0)
    assert faults(str(caught.value).splitlines()) == [
        *(f"companies: {fault}" for fault in expected),
        "companies: company 'globex' is no longer defined, but more uses it",
    ]


def test_an_event_that_others_speak_of_stays_defined(check: Check) -> None:
    assert faults(check(NEWS.partition("events:")[0], given=LINKED)) == [
        "1:1: event 'acme-grows' is no longer defined, but second uses it",
        "1:1: figure 'acme-grows/staff' is no longer defined, but second uses it",
    ]


def test_a_definition_may_move_to_another_file(check: Check) -> None:
    given = [COMPANIES, EVENTS]
    assert check(WITHOUT_ACME, NEWS, given=given) == check(NEWS, WITHOUT_ACME, given=given) == []


def test_a_user_that_is_changed_in_the_same_load_is_not_named(check: Check) -> None:
    given = [COMPANIES, NAMES]
    assert check(WITHOUT_ACME, NAMES.replace("acme", "globex"), given=given) == []
    assert faults(check(WITHOUT_ACME, NAMES, given=given)) == ["2:2: company 'acme' is not known"]


# All together


def test_the_problems_of_all_files_are_shown_together_in_order(check: Check) -> None:
    first = with_claim("companies: {payer: initech}", "when: soon")
    second = "id: b\ncompanies:\n  - {id: acme, name: Acme, kind: zoo}\n  - {id: x, name: X}\n"
    assert faults(check(first, second, given=[NEWS, GLOBEX])) == [
        "1:8: company 'initech' is not known",
        "1:9: 'soon' has words in it",
        "2:3: company 'acme' stands in the loaded file news already",
        "2:3: kind 'zoo' is not known",
        "2:4: company 'x' has no kind",
    ]


def test_one_fault_of_a_definition_does_not_make_all_its_users_look_wrong(check: Check) -> None:
    half = NEWS.replace(", kind: company", "").replace("    type: results\n", "")
    assert faults(check(half.replace("50 people", "fifty"))) == [
        "1:3: company 'acme' has no kind",
        "1:5: event 'acme-grows' has no type",
        "1:10: no number in 'fifty'",
    ]


def test_a_file_that_cannot_be_read_raises_no_false_alarm_in_others(check: Check) -> None:
    unread = "1:5: unknown field 'oops'"
    assert faults(check(COMPANIES + "oops: 1\n", EVENTS)) == [unread]
    assert faults(check(COMPANIES + "oops: 1\n", EVENTS.replace("happened", "x"))) == [
        unread,
        "2:6: status: 'x' is not known",
    ]


def test_nothing_is_written_while_there_is_a_problem(load: Load, connection: Connect) -> None:
    with pytest.raises(DataProblems):
        load(COMPANIES, NEWS)
    assert connection().execute("SELECT count(*) FROM company").fetchall() == [(0,)]


# Whatever a file holds


WORDS = st.sampled_from(
    [
        "acme", "globex", "news", "e", "f", "report", "launch", "payer", "headcount", "payment",
        "happened", "planned", "actual", "month", "company", "people", "parent", "dateline", "C",
        "5 people", "nearly 5M USD", "-7 percent", "20-10 people", "1e5 USD", "e/total", "total",
        "2024", "2024-03~", "../2026", "2024-99", "5-9#0123456789abcdef", "0" * 64, "12", "-1",
        "true", "null", "no", "Not An Id", "a\nb", "a\u2028b", "\x1b[0m", "\0", "中", "x" * 130,
    ]
)  # fmt: skip
SIGNS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"])  # YAML reads no others
TEXT = WORDS | st.text(SIGNS, min_size=1, max_size=8)


def values(kind: Any) -> st.SearchStrategy[Any]:
    """What a field of this type may hold: of the right kind, but mostly not what it should be."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return entries(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        named = [one for one in inner if one not in (type(None), msgspec.UnsetType)]
        return st.one_of(*map(values, named))
    if origin is list:
        return st.lists(values(inner[0]), max_size=3)
    if origin is dict:
        return st.dictionaries(TEXT, values(inner[1]), max_size=2)
    if kind in (bool, int):
        return st.sampled_from(["true", "0"] if kind is bool else ["-1", "0", "12", "9" * 30])
    return TEXT


def entries(kind: type[msgspec.Struct]) -> st.SearchStrategy[dict[str, Any]]:
    fields = msgspec.structs.fields(kind)
    return st.fixed_dictionaries(
        {field.name: values(field.type) for field in fields if field.required},
        optional={field.name: values(field.type) for field in fields if not field.required},
    )


CONTENT = entries(RecordEntry)
CODE_LISTS = Codes(units=frozenset({"USD", "people"}), measures={"payment": None, "e": "level"})
RELAXED = settings(suppress_health_check=list(HealthCheck), deadline=None)


@settings(RELAXED, max_examples=60)
@given(content=CONTENT)
def test_any_file_becomes_rows_or_has_problems(content: dict[str, Any]) -> None:
    record, problems = parse_record(json.dumps(content, ensure_ascii=False, indent=1), "a", "")
    assert (record is None) == bool(problems)
    check_shown(problems if record is None else make_rows(record, CODE_LISTS)[1])


@settings(RELAXED, max_examples=25)
@given(contents=st.lists(CONTENT, min_size=1, max_size=2))
def test_any_files_are_proved_or_have_problems(
    open_given: Callable[..., Connection], contents: list[Any]
) -> None:
    texts = [json.dumps(content, ensure_ascii=False) for content in contents]
    read = [parse_record(text, f"{n}", "")[0] for n, text in enumerate(texts)]
    records = [record for record in read if record]
    standing = Standing(open_given(NEWS, GLOBEX), ["news"])
    check_shown(check_records(records, standing, references=True).problems)


def check_shown(problems: Iterable[Problem]) -> None:
    for problem in problems:
        assert problem.line >= 1
        assert len(str(problem).splitlines()) == 1


STRANGE = f"""\
source:
  id: news
  publisher: "P\\u00ad\\uE000"
  title: "😀 中 \\u0301"
  text: {{sha256: {"0" * 64}, characters: {10**12 - 1}}}
  cites: [news, {{id: report, title: R, published: ../0001}}]
companies: [{{id: acme, name: Acme, kind: company, aliases: ["null"]}}]
events:
  - id: e
    title: T
    type: launch
    status: happened
    claims:
      - {{note: "a\\0b\\x85c\\u2028\\r\\n", said_by: "\\t", when: 0001-01-01}}
      - {{note: {"x" * 5000}, quote: " ", when: 9999-12-31~}}
      - {{at: 0-1#0123456789abcdef, origin: news, when: ../9999}}
      - {{at: 5-{10**12 - 1}#{"f" * 64}, when: "2024-08-02T10:20:30Z", companies: {{}}}}
      - amounts:
          - {{measure: headcount, value: "99999999999999999999999999999999 people"}}
          - {{measure: payment, value: -0.000001 USD, per: half_year, basis: usual}}
          - {{measure: headcount, value: about 1-2T people, when: 2024-33, name: "a/b"}}
          - {{measure: headcount, value: nearly 5 people, part_of: e/a/b, company: acme}}
"""


def test_whatever_has_no_problem_can_be_loaded(load: Load) -> None:
    assert [str(file).partition(": ")[2] for file in load(STRANGE).files] == [
        "11 added, 0 changed, 0 removed"
    ]
    assert [str(file).partition(": ")[2] for file in load(STRANGE).files] == ["nothing changed"]
