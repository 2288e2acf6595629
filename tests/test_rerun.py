"""A cited answer repeated: the same rows, or what differs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Load, Run
from news import COMPANIES, news, paid

DEAL = "status: happened, when: %s, companies: {payer: acme}"
FORMS = ("table", "markdown", "json", "jsonl", "csv")
NOT_COMPARED = "the rows in the file were not compared, only those that it cites\n"
SAME = "the same 2 rows as on "


def deals(*days: str) -> list[str]:
    """Records of a deal each."""
    return [
        news(f"globe-{at}", DEAL % day, event=f"deal-{at}") for at, day in enumerate(days, start=1)
    ]


@pytest.fixture
def cite(run: Run, database: Path, load: Load, tmp_path: Path) -> Callable[[str], Path]:
    """Cite the timeline of two deals in a file of this form: `cite("csv")`."""

    def cite_timeline(form: str) -> Path:
        load(COMPANIES, *deals("2024-01", "2024-02"))
        file = tmp_path / f"answer.{form}"
        options = ("--company", "Acme", "--cite", "--format", form, "--output", str(file))
        assert run("timeline", *options, db=database).output == ""
        return file

    return cite_timeline


def repeat(run: Run, database: Path, file: Path) -> tuple[int, list[str]]:
    result = run("rerun", str(file), db=database)
    at_hand = file.exists() and file.suffix not in (".markdown", ".table")
    if file.name.endswith(".cite.json"):
        at_hand = file.with_name(file.name.removesuffix(".cite.json")).exists()
    assert result.stderr == ("" if at_hand else NOT_COMPARED)
    return result.exit_code, result.stdout.splitlines()


@pytest.mark.parametrize("form", FORMS)
def test_the_same_records_give_the_same_rows(
    run: Run, database: Path, cite: Callable[[str], Path], form: str
) -> None:
    file = cite(form)
    code, [line] = repeat(run, database, file)
    assert (code, line[: len(SAME)]) == (0, SAME)
    if form in ("csv", "jsonl"):
        beside = file.with_name(f"{file.name}.cite.json")
        assert repeat(run, database, beside) == (0, [line])
        file.unlink()
        assert repeat(run, database, beside) == (0, [line])


@pytest.mark.parametrize("form", FORMS)
def test_other_rows_are_counted_where_the_old_ones_are_at_hand(
    run: Run, database: Path, load: Load, cite: Callable[[str], Path], form: str
) -> None:
    file = cite(form)
    load(COMPANIES, *deals("2024-01", "2024-03", "2024-04"))
    code, lines = repeat(run, database, file)
    assert code == 1
    assert lines[:4] == [
        *("records added: globe-3", "records changed: globe-2"),
        *("2 rows, now 3", "the rows are not the same"),
    ]
    if form in ("table", "markdown"):
        assert lines[4:] == []
    else:
        assert lines[4] == "1 rows gone, 2 new"
        assert [line[:2] for line in lines[5:]] == ["- ", "+ ", "+ "]


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_rows_that_were_edited_are_told(
    run: Run, database: Path, cite: Callable[[str], Path], form: str
) -> None:
    file = cite(form)
    file.write_text(file.read_text().replace("(deal-2)", "(something else)"))
    code, lines = repeat(run, database, file)
    assert code == 1
    assert lines == ["the rows in the file are not those that it cites: it was changed since"]


def test_a_number_altered_in_csv_is_told(
    run: Run, database: Path, load: Load, tmp_path: Path
) -> None:
    load(COMPANIES, news("globe", f"status: happened, when: 2024, {paid('10M USD')}"))
    file = tmp_path / "totals.csv"
    assert (
        run("totals", "--cite", "--format", "csv", "--output", str(file), db=database).output == ""
    )
    assert repeat(run, database, file)[0] == 0
    file.write_text(file.read_text().replace("10000000", "90000000", 1))
    assert repeat(run, database, file) == (
        1,
        ["the rows in the file are not those that it cites: it was changed since"],
    )


def test_rows_in_another_order_are_told(
    run: Run, database: Path, cite: Callable[[str], Path]
) -> None:
    file = cite("csv")
    beside = file.with_name(f"{file.name}.cite.json")
    found = json.loads(beside.read_text())
    beside.write_text(json.dumps({**found, "rows_sha256": "00"}))
    assert repeat(run, database, file) == (
        1,
        ["the rows are not the same", "they are the same, but in another order"],
    )


def test_a_block_that_is_part_of_a_longer_text_is_found(
    run: Run, database: Path, cite: Callable[[str], Path]
) -> None:
    file = cite("markdown")
    file.write_text(f"# My article\n\n{file.read_text()}\nMore text with `code`.\n")
    assert repeat(run, database, file)[0] == 0


def test_a_query_or_a_parameter_that_is_gone_is_one_clear_error(
    run: Run, database: Path, cite: Callable[[str], Path]
) -> None:
    file = cite("json")
    text = file.read_text()
    file.write_text(text.replace('"query": "timeline"', '"query": "../timeline"'))
    result = run("rerun", str(file), db=database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no saved query '../timeline'" in result.stderr
    file.write_text(text.replace('"company": "Acme"', '"colour": "red"'))
    result = run("rerun", str(file), db=database)
    assert "the query timeline has no parameter colour any more" in result.stderr


def test_converted_totals_are_cited_and_repeated_as_they_were(
    run: Run, database: Path, load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    value = paid("10M EUR", "per: one_off, company: acme")
    load(COMPANIES, news("globe", f"status: happened, when: 2024-08-02, {value}"))
    file = tmp_path / "totals.json"
    options = ("--in", "usd", "--cite", "--format", "json", "--output", str(file))
    assert run("totals", *options, db=database).output == ""
    found = json.loads(file.read_text())
    assert found["citation"]["parameters"] == {"in": "usd"}
    assert found["rows"][0]["in_unit"] == "USD"
    assert repeat(run, database, file)[0] == 0
    monkeypatch.setattr("db.conversion.find_rate", lambda *_: "the table was lost")
    code, lines = repeat(run, database, file)
    assert (code, lines[:2]) == (1, ["the rows are not the same", "1 rows gone, 1 new"])
