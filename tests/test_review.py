"""A review: each decision is a splice of the draft, and the end of it is a clean record."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from drafts import DRAFT, HIRES, NAMED, PAYS, TEXT, place, write_draft
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from db.document import read_yaml
from db.errors import DataProblems
from db.place import Place, hash_passage
from db.rows import Codes
from db.text import display_width
from ingest.review.clean_record import make_clean
from ingest.review.draft import Candidate, ReviewError, read_draft, write_out
from ingest.review.draft_file import DraftFile
from ingest.review.entry_faults import find_faults
from ingest.review.plain_yaml import write_record
from ingest.review.review import Review
from ingest.review.screen import KEYS, Surroundings, fold, shorten_middle, show_candidate, show_keys
from ingest.review.yaml_edit import write_scalar

PAYMENT, HIRING, NEW_HEAD = "acme-payment-2024-03", "acme-hiring-2025", "globex-appointment-2024-05"


def begin(text: str = DRAFT) -> Review:
    return Review(text, "draft.yaml", lambda _: None)


def at(review: Review, name: str) -> Review:
    """A review that looks at the candidate of this id."""
    review.at = [one.id for one in review.candidates].index(name)
    return review


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that only the one text has, and those that only the other has."""
    old, new = before.split("\n"), after.split("\n")
    return [line for line in old if line not in new], [line for line in new if line not in old]


# Candidates


def test_companies_come_first_then_events_in_the_order_of_the_text() -> None:
    swapped = DRAFT.replace(place(HIRES), "#").replace(place(PAYS), place(HIRES))
    ids = [one.id for one in begin(swapped.replace("#\n", f"{place(PAYS)}\n")).candidates]
    assert ids == ["initech-labs", HIRING, PAYMENT, NEW_HEAD]
    assert [one.id for one in begin().candidates] == ["initech-labs", PAYMENT, HIRING, NEW_HEAD]


def test_why_something_was_found_stands_in_the_comments() -> None:
    payment = begin().candidates[1]
    assert payment.above == ["39-86: Acme pays Globex nearly $20 million each month …"]
    assert payment.notes == {
        "type": 'by the word "pays"',
        "when": '"March 2024"',
        "companies": "roles are guessed",
    }
    assert payment.known[0]["event"] == "acme-pays-globex"
    company = begin().candidates[0]
    assert [(one.start, one.end) for one in company.list_places()] == [(122, 134)]


def test_comments_within_claims_are_read_and_shown() -> None:
    text = DRAFT.replace("basis: planned, company: acme}", 'basis: planned}  # "500 people"')
    text = text.replace(f"at: {place(HIRES)}", f"at: {place(HIRES)}  # by its verb")
    text = text.replace("    known:\n", "    known:  # by amount\n")
    payment, hiring = begin(text).candidates[1:3]
    assert payment.notes["known"] == "by amount"
    assert hiring.notes["claims.0.at"] == "by its verb"
    assert hiring.notes["claims.0.amounts.0"] == '"500 people"'
    assert 'headcount: 500 people (basis planned)  # "500 people"' in show(hiring)
    assert "  # by its verb" in show(hiring)


@pytest.mark.parametrize(
    ("comment", "places"),
    [
        ('"Initech" named 3 times, first at 120-137', [(120, 137)]),
        ('"10-20 Media" named once, at 5-16', [(5, 16)]),
        ('"Initech"', []),
    ],
)
def test_where_a_company_is_named_stands_in_its_comment(
    comment: str, places: list[tuple[int, int]]
) -> None:
    found = Candidate("companies", 0, {"id": "x"}, [comment], {}).list_places()
    assert [(one.start, one.end) for one in found] == places


def test_an_entry_without_review_is_no_candidate() -> None:
    text = DRAFT.replace("    review:\n", "", 1)
    assert [one.id for one in begin(text).candidates] == ["initech-labs", HIRING, NEW_HEAD]


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b\n"])
def test_what_is_no_draft_is_refused(text: str) -> None:
    with pytest.raises(ReviewError, match="is no draft"):
        read_draft(text, "draft.yaml")


def test_what_is_no_yaml_is_refused_with_its_line() -> None:
    with pytest.raises(DataProblems, match=r"draft\.yaml:2: not YAML"):
        read_draft("a: b\nc: d: e\n", "draft.yaml")


# Decisions


def test_accepting_changes_the_words_of_the_decision_only() -> None:
    review = at(begin(), PAYMENT)
    review.accept("Acme pays Globex")
    gone, new = changed_lines(DRAFT, review.draft.text)
    assert new == ["    review: accept", "    title: Acme pays Globex"]
    assert gone == []
    assert review.draft.text.count("    review:\n") == 2


def test_a_comment_behind_what_is_filled_in_stays() -> None:
    text = DRAFT.replace("    title:\n", "    title:   # pays, month\n")
    review = at(begin(text), PAYMENT)
    review.accept("Acme pays")
    assert "    title: Acme pays   # pays, month\n" in review.draft.text


@pytest.mark.parametrize("title", ["", None])
def test_an_event_is_not_accepted_without_a_title(title: str | None) -> None:
    review = at(begin(), PAYMENT)
    with pytest.raises(ReviewError, match="needs a title"):
        review.accept(title)
    assert review.draft.text == DRAFT


def test_a_company_in_braces_is_decided_in_its_braces() -> None:
    review = begin()
    review.drop()
    assert "{id: initech-labs, name: Initech Labs, kind: company, review: drop}" in (
        review.draft.text
    )


def test_a_reason_for_dropping_is_kept_and_goes_when_it_is_accepted_after_all() -> None:
    review = at(begin(), NEW_HEAD)
    review.drop('hearsay: "maybe" # 100%')
    dropped = review.draft.data["events"][2]
    assert dropped["because"] == 'hearsay: "maybe" # 100%'
    at(review, NEW_HEAD).accept("Globex has a new head")
    assert "because" not in review.draft.data["events"][2]
    assert review.draft.data["events"][2]["review"] == "accept"


def test_a_merged_event_is_a_claim_on_the_other() -> None:
    review = at(begin(), PAYMENT)
    review.merge("acme-pays-globex")
    event = review.draft.data["events"][0]
    assert (event["id"], event["review"]) == ("acme-pays-globex", "accept")
    assert "title" not in event
    assert "type" not in event
    assert event["when"] == "2024-03/.."
    gone, _ = changed_lines(DRAFT, review.draft.text)
    assert gone == [
        "  - id: acme-payment-2024-03",
        '    type: payment            # by the word "pays"',
    ]


def test_what_named_a_merged_event_names_the_other_from_then_on() -> None:
    text = DRAFT.replace(
        "basis: planned, company: acme}",
        f"basis: planned, company: acme, same_as: [{PAYMENT}/total, other/{PAYMENT}]}}",
    ).replace("type: hiring             #", f"about: {PAYMENT}\n    type: hiring             #")
    text += f"left_out:\n  - {{at: {place(NAMED)}, because: x, repeats: {PAYMENT}}}\n"
    review = at(begin(text), PAYMENT)
    review.merge("acme-pays-globex")
    data = review.draft.data
    assert data["events"][1]["about"] == "acme-pays-globex"
    assert data["events"][1]["claims"][0]["amounts"][0]["same_as"] == [
        "acme-pays-globex/total",
        f"other/{PAYMENT}",
    ]
    assert data["left_out"][0]["repeats"] == "acme-pays-globex"
    assert data["events"][0]["known"] == read_yaml(text, "").data["events"][0]["known"]


def test_a_company_is_not_merged() -> None:
    with pytest.raises(ReviewError, match="cannot become a claim"):
        begin().merge("acme-pays-globex")


def test_what_was_edited_by_hand_stays_byte_for_byte() -> None:
    odd = (
        "# mine\r\nsource: { id: x ,publisher: 'P' }   # spaced\r\n\r\n"
        "events:   # all of them\r\n"
        "-   review: \r\n    id:   'e-1'\r\n    claims:\r\n    - {status: happened  }\r\n"
        "    # between\r\n"
        "- {review, id: e-2, claims: [ ] }\r\n"
        '- id: e-3\r\n  review: ""   # open\r\n  title: |\r\n    T\r\n  type: launch\r\n'
        "  claims: []\r\n# end"
    )
    review = begin(odd)
    review.accept()
    review.drop("why: not")
    review.accept()
    expected = (
        odd.replace("-   review: \r", "-   review: accept \r")
        .replace(
            "{review, id: e-2, claims: [ ] }",
            '{review: drop, id: e-2, claims: [ ], because: "why: not" }',
        )
        .replace('review: ""', "review: accept")
    )
    assert review.draft.text == expected
    assert review.current is None


ids = st.sampled_from(["e-1", "e-2", "e-3"])
texts = st.text(min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.sampled_from(["accept", "drop", "merge", "undo", "next"]), texts)),
    st.booleans(),
)
def test_any_run_of_decisions_can_be_undone_to_the_first_byte(
    decisions: list[tuple[str, str]], crlf: bool
) -> None:
    text = DRAFT.replace("\n", "\r\n") if crlf else DRAFT
    review = begin(text)
    for decision, words in decisions:
        try:
            if decision == "accept":
                review.accept(words)
            elif decision == "drop":
                review.drop(words)
            elif decision == "merge":
                review.merge("known-" + str(len(words)))
            elif decision == "undo":
                review.undo()
            else:
                review.step(1)
        except ReviewError:
            continue
        assert review.draft.data == read_yaml(review.draft.text, "").data
    while review.undo():
        pass
    assert review.draft.text == text


@settings(deadline=None)
@given(st.text())
def test_any_text_comes_back_as_it_was(text: str) -> None:
    if any("\ud800" <= char <= "\udfff" for char in text):
        return
    for form in ("a: {}\n", "{{a: {}}}\n", "- [{}, b]\n", "a:\n  - b: {}\n    c: d\n"):
        document = read_yaml(form.format(write_scalar(text)), "")
        assert document.problems == []
        found = document.data
        while isinstance(found, (dict, list)):
            found = next(iter(found.values())) if isinstance(found, dict) else found[0]
        assert (found or "") == text


# The way through


def test_a_decision_goes_on_to_the_next_that_is_open() -> None:
    review = begin()
    review.step(2)
    review.accept("T")
    assert review.current is not None
    assert review.current.id == NEW_HEAD
    review.drop()
    assert review.current.id == "initech-labs"
    assert review.count() == {"accepted": 1, "dropped": 1, "open": 2}


def test_going_on_later_starts_at_the_first_that_is_open() -> None:
    review = begin()
    review.accept()
    later = begin(review.draft.text)
    assert later.current is not None
    assert later.current.id == PAYMENT


def test_undo_goes_back_to_where_the_decision_was_made() -> None:
    review = begin()
    review.accept()
    review.merge("acme-pays-globex")
    assert review.undo()
    assert review.current is not None
    assert (review.current.id, review.current.decision) == (PAYMENT, None)
    assert review.undo()
    assert not review.undo()
    assert review.draft.text == DRAFT


def test_steps_end_at_both_ends() -> None:
    review = begin()
    assert not review.step(-1)
    review.step(99)
    assert review.current is None
    with pytest.raises(ReviewError, match="no candidate here"):
        review.accept()


def test_what_cannot_be_stored_changes_nothing() -> None:
    def refuse(_: str) -> None:
        raise ReviewError("no")

    review = Review(DRAFT, "draft.yaml", refuse)
    with pytest.raises(ReviewError):
        review.accept()
    assert (review.draft.text, review.at, review.undo()) == (DRAFT, 0, False)


# Editing


def test_an_entry_is_written_out_to_the_margin_and_put_back() -> None:
    review = at(begin(), HIRING)
    assert review.current is not None
    written = write_out(review.draft, review.current)
    assert written.startswith("id: acme-hiring-2025\nreview:\ntitle:\n")
    assert "\nclaims:\n  - at: " in written
    review.replace(written)
    assert review.draft.text == DRAFT
    review.replace(written.replace("title:", "title: Acme will hire"))
    assert review.draft.text == DRAFT.replace(
        "    title:\n", "    title: Acme will hire\n", 2
    ).replace("    title: Acme will hire\n", "    title:\n", 1)
    assert review.current.id == HIRING


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("id: a: b\n", "not YAML"),
        ("id: a\nid: b\n", "given twice"),
        ("- a\n- b\n", "`name: value` lines"),
        ("words\n", "`name: value` lines"),
        ("id: a\n--- \nid: b\n", "second document"),
    ],
)
def test_an_entry_that_cannot_be_read_is_not_put_in(written: str, fault: str) -> None:
    review = at(begin(), HIRING)
    with pytest.raises((ReviewError, DataProblems), match=fault):
        review.replace(written)
    assert review.draft.text == DRAFT


CODES = Codes(frozenset({"people", "USD"}), {"headcount": "level", "payment": None})


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("when: 2025 ", "when: XXXX-06 ", "'XXXX-06' leaves its century unspecified"),
        ("500 people", "500 peoples", "unit 'peoples' is not known"),
        ("status: planned", "status: soon", "status: 'soon' is not known"),
        ("measure: headcount", "measurer: headcount", "unknown field 'measurer'"),
        ("basis: planned, ", "", "no basis"),
        ("500", "500", None),
    ],
)
def test_faults_of_a_candidate_are_told_before_it_is_accepted(
    old: str, new: str, fault: str | None
) -> None:
    draft = read_draft(DRAFT.replace(old, new), "draft.yaml")
    entry = {**draft.candidates[2].entry, "title": "T"}
    told = find_faults(draft.data, "events", entry, CODES)
    assert any(fault in one for one in told) if fault else told == []


# The clean record


def decide(text: str = DRAFT, **decisions: str) -> dict[str, Any]:
    """The data of a draft after decisions: `accept`, `drop`, or an event to merge with."""
    return decide_all(text, **decisions).draft.data


def decide_all(text: str, **decisions: str) -> Review:
    review = begin(text)
    names = {"company": "initech-labs", "payment": PAYMENT, "hiring": HIRING, "head": NEW_HEAD}
    for name, decision in decisions.items():
        at(review, names[name])
        if decision == "accept":
            review.accept(None if name == "company" else f"Title of {name}")
        elif decision.startswith("drop"):
            review.drop(decision[4:].strip())
        else:
            review.merge(decision)
    return review


def test_the_clean_record_holds_what_was_accepted_and_nothing_of_the_draft() -> None:
    clean = make_clean(decide(company="accept", payment="accept", hiring="accept", head="accept"))
    text = write_record(clean.data)
    assert not re.search(r"review|known|# ", text)
    assert [event["id"] for event in clean.data["events"]] == [PAYMENT, HIRING, NEW_HEAD]
    assert "left_out" not in clean.data
    assert clean.remarks == []


def test_the_passages_of_dropped_events_are_left_out_with_the_reason() -> None:
    clean = make_clean(
        decide(company="accept", payment="drop", hiring="drop hearsay", head="accept")
    )
    assert clean.data["left_out"] == [
        {"at": place(PAYS), "because": "dropped in review"},
        {"at": place(HIRES), "because": "hearsay"},
    ]


def test_a_passage_that_a_claim_overlaps_is_not_left_out() -> None:
    half = place(HIRES[:30])
    text = DRAFT.replace(place(NAMED), half)
    clean = make_clean(
        decide(text, company="accept", payment="accept", hiring="drop", head="accept")
    )
    assert "left_out" not in clean.data


def test_a_passage_that_is_left_out_already_is_not_listed_again() -> None:
    text = DRAFT + f"left_out:\n  - {{at: {place(HIRES)}, because: advert, repeats: {PAYMENT}}}\n"
    clean = make_clean(decide(text, company="accept", payment="drop", hiring="drop", head="accept"))
    assert clean.data["left_out"] == [
        {"at": place(HIRES), "because": "advert"},
        {"at": place(PAYS), "because": "dropped in review"},
    ]


def test_references_to_a_dropped_company_are_taken_out_and_told() -> None:
    clean = make_clean(decide(company="drop", payment="accept", hiring="drop", head="drop"))
    (event,) = clean.data["events"]
    assert event["companies"] == {"payer": "acme", "payee": "globex"}
    assert "company" not in event["claims"][0]["amounts"][0]
    assert "companies" not in clean.data
    role, amount = clean.remarks
    assert role == f"{PAYMENT}: the payee initech-labs is taken out; the company was dropped"
    assert amount.startswith(f"{PAYMENT}: the company initech-labs of the amount nearly 20M USD is")


def test_claims_on_one_event_are_united_each_with_what_it_had_from_its_entry() -> None:
    clean = make_clean(decide(company="accept", payment="known", hiring="known", head="known"))
    (event,) = clean.data["events"]
    assert (event["id"], event["when"], event["status"]) == ("known", "2024-03/..", "ongoing")
    first, second, third = event["claims"]
    assert "when" not in first
    assert (second["when"], second["status"]) == ("2025", "planned")
    assert second["companies"] == {"employer": "acme"}
    assert (third["when"], third["status"]) == ("2024-05", "happened")


def test_claims_merged_into_an_event_of_the_draft_stand_in_its_entry() -> None:
    text = DRAFT.replace("    when: 2024-05\n", "")
    clean = make_clean(decide(text, hiring="accept", payment=HIRING, head=HIRING, company="accept"))
    (event,) = clean.data["events"]
    assert (event["title"], event["when"]) == ("Title of hiring", "2025")
    assert [claim["at"] for claim in event["claims"]] == [place(PAYS), place(HIRES), place(NAMED)]
    assert event["claims"][2]["when"] is None
    assert "        when:\n" in write_record(clean.data)


def test_what_refers_to_a_dropped_event_is_taken_out() -> None:
    text = DRAFT.replace("    status: happened\n", f"    status: happened\n    about: {PAYMENT}\n")
    text = text.replace("company: acme}", f"company: acme, part_of: {PAYMENT}/total}}")
    clean = make_clean(
        decide(text, company="accept", payment="drop", hiring="accept", head="accept")
    )
    hiring, head = clean.data["events"]
    assert "about" not in head
    assert "part_of" not in hiring["claims"][0]["amounts"][0]
    assert len(clean.remarks) == 2


plain = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
values = st.recursive(
    plain, lambda inner: st.lists(inner, min_size=1, max_size=4)
    | st.dictionaries(plain, inner, min_size=1, max_size=4), max_leaves=12,
)  # fmt: skip


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["events", "source", "companies", "x"]), values, min_size=1))
def test_any_data_comes_back_as_it_was(data: dict[str, Any]) -> None:
    document = read_yaml(write_record(data), "")
    assert document.problems == []
    assert document.data == data


# The file


def finish(run: Run, path: Path, database: Path, *more: str) -> Any:
    return run("review", str(path), "--finish", *more, db=database)


def decided(folder: Path, **decisions: str) -> Path:
    """A draft in a folder in which all is decided."""
    file = DraftFile(write_draft(folder))
    chosen = {"company": "drop", "payment": "acme-pays-globex", "hiring": "accept", "head": "drop"}
    file.write(decide_all(DRAFT, **(chosen | decisions)).draft.text)
    return file.path


def test_a_finished_draft_is_a_record_that_holds(run: Run, database: Path, tmp_path: Path) -> None:
    run("load", str(Path(__file__).parent / "acme.yaml"), db=database)
    path = decided(tmp_path)
    draft = path.read_bytes()
    done = finish(run, path, database)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith(
        f"{path}: 2 events, 0 companies; the draft is kept as {path}.draft"
    )
    assert "the payee initech-labs is taken out" in done.stderr
    assert Path(f"{path}.draft").read_bytes() == draft
    assert run("check", str(path), db=database).exit_code == 0
    assert run("load", str(path), db=database).exit_code == 0
    verified = run("verify", "--articles", str(tmp_path), "--source", "acme-news", db=database)
    assert (verified.exit_code, verified.stdout.splitlines()[-1]) == (0, "1 of 1 source holds")


def test_a_draft_with_something_open_is_not_finished(
    run: Run, acme_database: Path, tmp_path: Path
) -> None:
    path = write_draft(tmp_path)
    done = finish(run, path, acme_database)
    assert done.exit_code == 1
    assert "4 candidates not decided on yet" in done.stderr
    assert path.read_text(encoding="utf-8") == DRAFT
    assert {one.name for one in tmp_path.iterdir()} == {"acme-news.txt", "acme-news.yaml"}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("employer: acme}", "employer: nobody}", "company 'nobody' is not known"),
        ("when: 2025 ", "when: XXXX-06 ", "'XXXX-06' leaves its century"),
        ("500 people", "500 peoples", "unit 'peoples' is not known"),
        ("status: planned", "staus: planned", "unknown field 'staus'"),
    ],
)
def test_a_record_with_faults_is_not_written_and_they_are_told_at_the_lines_of_the_draft(
    run: Run, acme_database: Path, tmp_path: Path, old: str, new: str, fault: str
) -> None:
    path = decided(tmp_path)
    text = path.read_text(encoding="utf-8").replace(old, new)
    path.write_text(text, encoding="utf-8")
    done = finish(run, path, acme_database)
    assert done.exit_code == 1
    line = text[: text.index(new)].count("\n") + 1
    assert f"{path}:{line}: {fault}" in done.stderr
    assert path.read_text(encoding="utf-8") == text
    assert not Path(f"{path}.draft").exists()


def test_a_record_is_not_finished_again(
    run: Run, acme_database: Path, write: Callable[..., Path]
) -> None:
    path = write("a.yaml", "# mine\nid: shared\n")
    assert "it is a record already" in finish(run, path, acme_database).stderr
    assert path.read_text(encoding="utf-8") == "# mine\nid: shared\n"


def test_a_record_may_go_to_another_file_but_over_none(
    run: Run, acme_database: Path, tmp_path: Path
) -> None:
    path = decided(tmp_path)
    other = tmp_path / "records.yaml"
    other.write_text("mine", encoding="utf-8")
    done = finish(run, path, acme_database, "-o", str(other))
    assert "is there already" in done.stderr
    assert other.read_text(encoding="utf-8") == "mine"
    assert path.exists()
    other.unlink()
    assert finish(run, path, acme_database, "-o", str(other)).exit_code == 0
    assert "acme-pays-globex" in other.read_text(encoding="utf-8")
    assert not path.exists()
    assert Path(f"{path}.draft").exists()


def test_a_draft_that_is_kept_is_never_written_over(
    run: Run, acme_database: Path, tmp_path: Path
) -> None:
    path = decided(tmp_path)
    Path(f"{path}.draft").write_text("earlier", encoding="utf-8")
    done = finish(run, path, acme_database)
    assert f"kept as {path}.draft2" in done.stdout
    assert Path(f"{path}.draft").read_text(encoding="utf-8") == "earlier"


def test_without_a_terminal_the_other_ways_are_named(
    run: Run, acme_database: Path, tmp_path: Path
) -> None:
    done = run("review", str(write_draft(tmp_path)), db=acme_database)
    assert done.exit_code == 1
    assert "--finish" in done.stderr
    assert "by hand" in done.stderr


def test_a_file_keeps_its_mode_its_mark_and_the_link_that_leads_to_it(tmp_path: Path) -> None:
    path = write_draft(tmp_path, "\ufeff" + DRAFT)
    path.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    file = DraftFile(link)
    assert file.text == DRAFT
    file.write(DRAFT + "# more\n")
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "\ufeff" + DRAFT + "# more\n"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_somebody_else_has_changed_is_left_alone(tmp_path: Path) -> None:
    path = write_draft(tmp_path)
    file = DraftFile(path)
    path.write_text("theirs", encoding="utf-8")
    with pytest.raises(ReviewError, match="was changed by somebody else"):
        file.write("ours")
    assert path.read_text(encoding="utf-8") == "theirs"


def test_a_write_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_draft(tmp_path)
    file = DraftFile(path)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ReviewError, match="No space left on device"):
        file.write("ours")
    assert path.read_text(encoding="utf-8") == DRAFT
    assert len(list(tmp_path.iterdir())) == 2


# What is shown

Show = Callable[..., str]


def show(one: Candidate, text: str | None = TEXT, width: int = 80, **more: Any) -> str:
    console = Console(width=width, height=30, color_system=None, markup=False, highlight=False)
    given: dict[str, Any] = {"at": 0, "total": 4, "counts": {"open": 4}, "faults": [], **more}
    surroundings = Surroundings(text) if text is not None else None
    with console.capture() as capture:
        console.print(show_candidate(one, surroundings=surroundings, **given))
    return re.sub(r" +$", "", capture.get(), flags=re.MULTILINE)


def make_event(text: str, words: str) -> Candidate:
    start = text.index(words)
    where = Place(start, start + len(words), hash_passage(words))
    return Candidate("events", 0, {"id": "e", "claims": [{"at": str(where)}]}, ["the comment"], {})


def test_a_passage_is_shown_in_its_context() -> None:
    shown = show(begin().candidates[1])
    assert "  The talks were long.\n▌ Acme pays Globex nearly $20 million each month.\n" in shown
    assert "  The contract began in March 2024.\n" in shown
    assert "(none yet)" in shown
    assert '# by the word "pays"' in shown
    assert "82 acme-pays-globex" in shown


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize(
    "words",
    [
        "顶点公司宣布支付两千万美元。" * 9,
        "שילמה חברת אקמה עשרים מיליון דולר " * 6,
        "Acme\x1b[31m pays\x07 \u202e Globex\r\n\tall " * 9,
        "A" * 500,
        "Many words of one sentence, " * 4000,
    ],
    ids=["Chinese", "Hebrew", "control characters", "a long word", "a long passage"],
)
def test_any_passage_fits_the_terminal(words: str, width: int) -> None:
    words = words.strip()
    text = f"Before it.\n\n{words}\n\nAfter it."
    shown = show(make_event(text, words), text, width)
    assert all(display_width(line) <= width for line in shown.split("\n"))
    assert not set(shown) & set("\x1b\x07\r\t\u202e")
    assert shown.count("\n") < 60
    assert "Before it." in shown


@pytest.mark.parametrize("text", [None, "", "Something else stands here now. " * 20])
def test_without_the_words_of_the_article_those_of_the_comment_are_shown(text: str | None) -> None:
    shown = show(make_event(TEXT, PAYS), text)
    assert "In the words of the draft:\n▌ the comment\n" in shown


def test_a_text_is_shortened_in_its_middle() -> None:
    short = shorten_middle("a" * 600 + "b" * 600, 90)
    assert re.fullmatch(r"a{60} … \(1,110 characters\) … b{30}", short)
    assert fold(" a\n\n b\u2028") == " a b "


@pytest.mark.parametrize("width", [20, 60, 80])
def test_keys_are_not_torn_from_their_names(width: int) -> None:
    lines = show_keys(KEYS, width).plain.split("\n")
    assert all(len(line) <= width for line in lines)
    assert "  ".join(lines).split("  ") == [f"{key} {name}" for key, name in KEYS]
