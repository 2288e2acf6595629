"""`review:` in a record file: what is accepted counts, what is dropped does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Load, Run
from drafts import DRAFT, PAYS, TEXT, place, write_draft

from db.address import Database
from db.document import read_yaml
from db.errors import DataProblems
from db.files import parse_record
from db.load import check_files
from db.locate import locate_record
from db.place import Article, hash_text
from db.propose import propose_places
from db.record import Record
from db.review import list_open

HEAD = "source: {id: news, publisher: Example News, title: T}\n"
ACME = "companies:\n  - {id: acme, name: Acme, kind: company}\n"
EVENT = "{id: %s, title: T, type: launch, status: happened, claims: [{}]%s}"


def read(text: str) -> Record:
    record, problems = parse_record(text, "a.yaml", "")
    assert problems == []
    assert record is not None
    return record


def faults(text: str) -> list[str]:
    return [str(problem) for problem in parse_record(text, "a.yaml", "")[1]]


def events(*entries: str) -> str:
    return HEAD + "events:\n" + "".join(f"  - {entry}\n" for entry in entries)


def test_what_is_accepted_counts_and_what_is_dropped_does_not() -> None:
    record = read(
        events(
            EVENT % ("a", ", review: drop"),
            EVENT % ("b", ", review: accept"),
            EVENT % ("c", ""),
            EVENT % ("d", ", review: drop"),
        )
    )
    assert [event.id for event in record.content.events] == ["b", "c"]
    assert record.dropped == {("event", "a"), ("event", "d")}


def test_the_lines_of_what_counts_stay_right() -> None:
    record = read(
        events(
            EVENT % ("a", ", review: drop"),
            "id: b\n    review: accept\n    title: T\n    claims:\n    - status: happened",
            EVENT % ("c", ", review: drop"),
            EVENT % ("d", ""),
        )
    )
    assert record.line(("events", 0)) == 4
    assert record.line(("events", 0, "title")) == 6
    assert record.line(("events", 0, "claims", 0, "status")) == 8
    assert record.line(("events", 1, "title")) == 10
    assert ("events", 2) not in record.lines


@pytest.mark.parametrize("form", ["review: ", "review: ''", 'review: ""'])
def test_each_undecided_candidate_is_a_problem_of_its_own(form: str) -> None:
    many = [EVENT % (f"e-{n}", f", {form}") for n in range(30)]
    told = faults(events(*many))
    assert len(told) == 30
    assert told[29] == (
        "a.yaml:32: event 'e-29' has not been reviewed; write `review: accept` or `review: drop`, "
        "or run `dateline review a.yaml`"
    )


def test_an_undecided_candidate_is_told_once_whatever_else_is_wrong_with_it() -> None:
    told = faults(events("{id: a, review: , title: , known: 3, nonsense: x}"))
    assert [one.partition(";")[0] for one in told] == ["a.yaml:3: event 'a' has not been reviewed"]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("{id: a, review: yes}", "review: 'yes' is not known"),
        ("{id: a, review: ACCEPT}", "review: 'ACCEPT' is not known"),
        ("{id: a, review: [accept]}", "review: expected text"),
        ("{id: a, known: [{event: b}]}", "`known:` without `review:`"),
        ("{id: a, reveiw: accept, claims: []}", "unknown field 'reveiw'; did you mean 'review'"),
        ("{id: a, review: accept, because: x, claims: []}", "unknown field 'because'"),
        ("{review: accept, claims: []}", "events: 'id' is missing"),
    ],
)
def test_what_is_wrong_with_a_review_is_told(entry: str, fault: str) -> None:
    assert f"a.yaml:3: {fault}" in faults(events(entry))[0]


@pytest.mark.parametrize(
    "entry",
    [
        "{id: a, review: drop}",
        "{id: a, review: drop, because: hearsay, known: [{event: b, score: 3}], nonsense: x}",
        "{review: drop}",
    ],
)
def test_whatever_stands_in_a_dropped_entry_is_not_read(entry: str) -> None:
    assert read(events(entry)).content.events == []


def test_known_events_beside_an_accepted_one_are_not_read() -> None:
    known = "known: [{event: nowhere, score: 82, because: words}]"
    record = read(events(EVENT % ("a", f", review: accept, {known}")))
    assert record.content.events[0].id == "a"


def test_only_companies_and_events_are_reviewed() -> None:
    text = HEAD + "types:\n  - {id: t, label: t, description: d, review: accept}\n"
    assert "unknown field 'review'" in faults(text)[0]


def test_a_file_of_odd_shape_is_told_as_ever() -> None:
    assert "expected a list, got text" in faults(HEAD + "events: none\n")[0]
    assert "expected fields, got text" in faults(events("acme", EVENT % ("a", ", review: drop")))[0]


def test_what_is_open_is_listed() -> None:
    data = read_yaml(DRAFT, "").data
    assert list(list_open(data)) == [("companies", 0), ("events", 0), ("events", 1), ("events", 2)]


# Beside the database


def problems_of(path: Path, database: Database) -> list[str]:
    return [str(problem).partition(": ")[2] for problem in check_files([path], database)]


def test_check_and_load_refuse_a_draft(run: Run, acme_database: Path, tmp_path: Path) -> None:
    path = write_draft(tmp_path)
    for command in ("check", "load"):
        done = run(command, str(path), db=acme_database)
        assert done.exit_code == 1
        assert done.stderr.count("has not been reviewed") == 4
        assert "company 'initech-labs' has not been reviewed" in done.stderr


def test_an_accepted_event_needs_its_title(acme_database: Path, write: Callable[..., Path]) -> None:
    entry = "{id: a, review: accept, type: launch, status: happened, claims: [{}]}"
    (told,) = problems_of(write("a.yaml", events(entry)), acme_database)
    assert told.startswith("event 'a' has no title")


def test_a_reference_to_a_dropped_company_is_told_as_such(
    acme_database: Path, write: Callable[..., Path]
) -> None:
    text = (
        HEAD + "companies:\n  - {id: labs, name: Labs, kind: company, review: drop}\nevents:\n"
        "  - {id: a, title: T, type: launch, status: happened, companies: {developer: labs},\n"
        "     claims: [{amounts: [{measure: headcount, value: 5 people, company: labs}]}]}\n"
    )
    told = problems_of(write("a.yaml", text), acme_database)
    remedy = "take it out here, or write `review: accept` on the company"
    assert told == [f"company 'labs' was dropped in review; {remedy}"] * 2


def test_a_dropped_company_that_is_known_already_may_be_named(
    acme_database: Path, write: Callable[..., Path]
) -> None:
    text = (
        HEAD + "companies:\n  - {id: acme, name: Acme, kind: company, review: drop}\nevents:\n"
        "  - {id: a, title: T, type: launch, status: happened, companies: {developer: acme},\n"
        "     claims: [{}]}\n"
    )
    assert problems_of(write("a.yaml", text), acme_database) == []


@pytest.mark.parametrize("date", ["XXXX-06", "XXXX-06-12", "XXXX"])
def test_a_date_without_its_year_is_told(
    date: str, acme_database: Path, write: Callable[..., Path]
) -> None:
    entry = EVENT % ("a", f", review: accept, when: {date}")
    (told,) = problems_of(write("a.yaml", events(entry)), acme_database)
    assert date in told
    assert "year" in told


def test_only_what_counts_is_loaded(load: Load) -> None:
    report = load(
        HEAD + "companies:\n  - {id: acme, name: Acme, kind: company, review: accept}\n"
        "  - {id: labs, name: Labs, kind: company, review: drop}\n"
        "events:\n"
        f"  - {EVENT % ('a', ', review: drop')}\n  - {EVENT % ('b', ', review: accept')}\n"
    )
    assert (report.counts["company"], report.counts["event"]) == (1, 1)


def test_load_writes_nothing_of_a_draft(load: Load) -> None:
    with pytest.raises(DataProblems, match="has not been reviewed"):
        load(HEAD + ACME, events(EVENT % ("a", ", review: ")).replace("id: news", "id: other"))


# Beside the article

ARTICLE = Article(TEXT, hash_text(TEXT.encode()), len(TEXT))
QUOTED = events(
    "{id: a, review: drop, claims: [{quote: not in the article}]}",
    f"{{id: b, review: accept, claims: [{{quote: {PAYS}}}]}}",
    "{id: acme-hiring, review: accept, title: Acme will hire 500 people, type: hiring, "
    "claims: [{amounts: [{measure: headcount, value: 500 people}]}]}",
)


def test_quotes_of_dropped_events_are_left_alone() -> None:
    located = locate_record(QUOTED, ARTICLE, file="a.yaml")
    assert located.problems == []
    assert located.count == 1
    assert "quote: not in the article" in located.text
    assert f"at: {place(PAYS)}" in located.text


def test_a_place_that_is_proposed_is_put_into_the_right_event() -> None:
    (gap,) = propose_places(read(QUOTED), TEXT, [])
    assert gap.event == "acme-hiring"
    chosen = {gap.where: gap.proposals[0].place}
    located = locate_record(QUOTED, ARTICLE, file="a.yaml", chosen=chosen)
    line = next(line for line in located.text.split("\n") if "acme-hiring" in line)
    assert f"at: {gap.proposals[0].place}" in line
