"""Places are proposed for claims that have none, and a person chooses."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, Run

from db.files import parse_record, read_record
from db.place import parse_place, read_article
from db.propose import Gap, propose_places

Write = Callable[..., Path]

TEXT = """\
Acme and Globex

Acme Inc. pays Globex a lot. As of March 2024 Acme paid Globex $20 million a month, or 7%.
Globex was founded in 2015. It now has 115,000 employees.

- Initech
- Hooli left Globex early in 2024.
"""
PAYS = "As of March 2024 Acme paid Globex $20 million a month, or 7%."
RECORD = """\
source:
  id: example-news
  title: T
  publisher: Example News
companies:
  - {id: acme, name: Acme, kind: company, aliases: [Acme Inc., {name: Acme Corp}]}
  - {id: globex, name: Globex, kind: company}
events:
"""


def propose(*events: str, names: tuple[tuple[str, str], ...] = ()) -> list[Gap]:
    record, problems = parse_record(RECORD + "".join(events), "record.yaml", "")
    assert record is not None, problems
    return propose_places(record, TEXT, names)


def event(claim: str, title: str = "T", **fields: str) -> str:
    lines = "".join(f"    {name}: {value}\n" for name, value in fields.items())
    return f"  - id: e\n    title: {title}\n    type: t\n{lines}    claims:\n      - {claim}\n"


def show(gap: Gap) -> list[str]:
    return [
        f"{TEXT[one.place.start : one.place.end]} | {', '.join(one.reasons)}"
        for one in gap.proposals
    ]


def test_the_passage_with_figure_companies_and_date_comes_first() -> None:
    (gap,) = propose(
        event(
            "amounts: [{measure: payment, value: 20M USD, company: acme}]",
            when="2024-03",
            companies="{payer: acme, payee: globex}",
        )
    )
    assert (gap.where, gap.event, gap.line) == ((0, 0), "e", 15)
    assert show(gap) == [
        f"{PAYS} | 20M USD, Acme, Globex, March 2024",
        "Acme and Globex | Acme, Globex",
        "Acme Inc. pays Globex a lot. | Acme Inc., Globex",
    ]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("7 percent", True),
        ("-7 percent", True),
        ("nearly 20M USD", True),
        ("20M EUR", False),
        ("21M USD", False),
        ("115,000 people", True),
        ("20-23M USD", False),
        ("no figure", False),
    ],
)
def test_a_figure_is_read_by_its_number_and_unit(value: str, found: bool) -> None:
    (gap,) = propose(event(f'amounts: [{{measure: m, value: "{value}"}}]'))
    assert [one.reasons for one in gap.proposals] == ([(value,)] if found else [])


def test_two_sentences_are_proposed_where_they_say_more_than_either() -> None:
    (gap,) = propose(
        event(
            "amounts: [{measure: headcount, value: 115,000 people}]".replace("115,000", "115000"),
            companies="{subject: globex}",
        )
    )
    assert show(gap)[0] == (
        "Globex was founded in 2015. It now has 115,000 employees. | 115000 people, Globex"
    )


def test_words_of_the_title_tell_apart_what_is_else_alike() -> None:
    (gap,) = propose(event("{}", "The founding of Globex", companies="{subject: globex}"))
    assert show(gap)[0] == "Globex was founded in 2015. | Globex, founded"


def test_what_a_claim_says_itself_goes_before_what_its_event_says() -> None:
    (gap,) = propose(event("{when: 2015, companies: {}}", when="2024-03", companies="{a: acme}"))
    assert show(gap) == ["Globex was founded in 2015. | 2015"]
    (gap,) = propose(event("{when: , companies: {}}", when="2024-03"))
    assert show(gap) == []


def test_names_from_elsewhere_are_known_and_a_bullet_is_left_away() -> None:
    wanted = event("{}", companies="{subject: hooli}")
    assert show(propose(wanted)[0]) == []
    assert show(propose(wanted, names=(("Hooli", "hooli"),))[0]) == [
        "Hooli left Globex early in 2024. | Hooli"
    ]


def test_claims_with_a_place_or_a_quote_need_none() -> None:
    assert propose(event("quote: Acme"), event("at: 1-2#" + "0" * 64)) == []


def test_of_three_claims_of_the_seed_two_stand_first(articles: Path) -> None:
    companies, _ = read_record(ROOT / "seed" / "companies.yaml")
    assert companies is not None
    names = [
        (name, one.id)
        for one in companies.content.companies
        for name in (one.name, *(a if isinstance(a, str) else a.name for a in one.aliases))
        if name is not None
    ]
    texts = {one.sha256: one.text for one in map(read_article, articles.glob("*.txt"))}
    first = shown = claims = 0
    for path in sorted((ROOT / "seed").glob("*.yaml")):
        record, _ = read_record(path)
        assert record is not None
        if record.content.source is None or record.content.source.text is None:
            continue
        places = {}
        for at, one in enumerate(record.content.events):
            for nth, claim in enumerate(one.claims):
                places[at, nth] = parse_place(claim.at or "")
                claim.at = None
        for gap in propose_places(record, texts[record.content.source.text.sha256], names):
            true = places[gap.where]
            hits = [
                one.place.start < true.end and true.start < one.place.end for one in gap.proposals
            ]
            claims, first, shown = claims + 1, first + (hits[:1] == [True]), shown + any(hits)
    assert claims > 200
    assert first > 0.55 * claims
    assert shown > 0.7 * claims


# The command

CLAIMS = f"""{RECORD}\
  - id: acme-pays   # ours
    title: Acme pays Globex
    type: purchase
    when: 2024-03
    status: ongoing
    companies: {{payer: acme, payee: globex}}
    claims:
      - amounts:   # a figure
          - {{measure: payment, value: 20M USD, per: month, company: acme}}
      - {{status: ended}}
      - quote: a lot
  - id: globex-founded
    title: Somebody founds a company
    type: t
    claims: [{{status: happened, when: 2015}}, {{at: , status: happened, when: 2015}}]
  - id: nothing
    title: T
    type: t
    claims: [{{status: happened}}]
"""
PAID = f"{TEXT.index(PAYS)}-{TEXT.index(PAYS) + len(PAYS)}#"
FOUNDED = f"{TEXT.index('Globex was')}-{TEXT.index(' It now')}#"


@pytest.fixture
def files(write: Write) -> tuple[Path, Path]:
    return write("acme.yaml", CLAIMS), write("acme.txt", TEXT)


def test_without_a_terminal_proposals_are_listed_and_not_written(
    run: Run, files: tuple[Path, Path]
) -> None:
    record, _ = files
    result = run("locate", *map(str, files))
    assert result.exit_code == 0
    first, blank, head, _, *rows = result.stdout.splitlines()
    assert (first, blank) == (f"{record}: 1 place filled in", "")
    assert head.split() == ["line", "event", "place", "found", "in", "it", "passage"]
    assert [row.split()[:2] for row in rows] == [
        *[["16", "acme-pays"]] * 3,
        *[["18", "acme-pays"]] * 3,
        *[["23", "globex-founded"]] * 2,
    ]
    place = rows[0].split()[2]
    assert (place.startswith(PAID), len(place)) == (True, len(PAID) + 16)
    assert "20M USD, Acme, Globex, March 2024" in rows[0]
    assert rows[0].endswith(PAYS)
    assert result.stderr.startswith("nothing was written for claims without a place")
    assert record.read_text().count("at: ") == CLAIMS.count("at: ") + 1


def answer(monkeypatch: pytest.MonkeyPatch, run: Run, files: tuple[Path, Path], said: str) -> str:
    from click.testing import CliRunner

    from cli import cli

    monkeypatch.setattr("db.text_commands.is_interactive", lambda: True)
    result = CliRunner().invoke(cli, ["locate", *map(str, files)], input=said)
    assert result.stderr == ""
    return result.stdout


def test_on_a_terminal_a_person_chooses_and_all_else_stays(
    monkeypatch: pytest.MonkeyPatch, run: Run, files: tuple[Path, Path]
) -> None:
    said = answer(monkeypatch, run, files, "1\nskip\n1\n1\n")
    assert f"{files[0]}: 4 places filled in" in said
    assert "line 27, a claim of nothing\n  nothing of it is found in the article" in said
    located = files[0].read_text()
    assert f"      - at: {PAID}" in located
    kept = [line for line in CLAIMS.splitlines() if "quote" not in line and "2015" not in line]
    written = located.splitlines()
    assert [line for line in kept if line not in written] == ["      - amounts:   # a figure"]
    assert "        amounts:   # a figure" in written
    assert "      - {status: ended}" in written
    founded = next(line for line in written if "2015" in line)
    assert founded.count(FOUNDED) == 2
    assert founded.startswith(f"    claims: [{{at: {FOUNDED}")


def test_a_person_may_end_and_keeps_what_was_chosen(
    monkeypatch: pytest.MonkeyPatch, run: Run, files: tuple[Path, Path]
) -> None:
    said = answer(monkeypatch, run, files, "2\nend\n")
    assert f"{files[0]}: 2 places filled in" in said
    assert "globex-founded" not in said


def test_breaking_off_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, run: Run, files: tuple[Path, Path]
) -> None:
    monkeypatch.setattr("db.text_commands.is_interactive", lambda: True)
    assert run("locate", *map(str, files)).exit_code == 1  # the input is at its end
    assert files[0].read_text() == CLAIMS


def test_faults_of_quotes_come_before_any_question(
    monkeypatch: pytest.MonkeyPatch, run: Run, write: Write, files: tuple[Path, Path]
) -> None:
    monkeypatch.setattr("db.text_commands.is_interactive", lambda: True)
    record = write("faulty.yaml", CLAIMS.replace("quote: a lot", "quote: nowhere to be found"))
    result = run("locate", str(record), str(files[1]))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "is not in the article" in result.stderr


def test_companies_of_the_database_are_known(
    run: Run, write: Write, files: tuple[Path, Path], acme_database: Path
) -> None:
    with duckdb.connect(str(acme_database), read_only=True) as connection:
        names = connection.execute("SELECT id, name FROM company ORDER BY id LIMIT 1").fetchall()
    company, name = names[0]
    record = write(
        "other.yaml",
        "source: {id: x, title: T, publisher: P}\n"
        f"events: [{{id: e, title: T, type: t, claims: [{{companies: {{a: {company}}}}}]}}]\n",
    )
    article = write("other.txt", f"Nobody knows. {name} does.\n")
    listed = run("locate", str(record), str(article), db=acme_database).stdout
    assert listed.endswith(f"{name} does.\n")
    assert run("locate", str(record), str(article)).stdout.endswith("1 place filled in\n") is False
    assert "does." not in run("locate", str(record), str(article)).stdout


def test_a_real_terminal_is_asked(files: tuple[Path, Path], tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), "locate", *map(str, files)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=tmp_path,
    ) as process:
        os.close(theirs)
        os.write(ours, b"1\nskip\nskip\nskip\n")
        said = b""
        with suppress(OSError):  # the other end is closed
            while part := os.read(ours, 4096):
                said += part
    os.close(ours)
    assert process.returncode == 0
    shown = said.decode().replace("\r\n", "\n")
    assert f"  1  {PAID[:-1]}: 20M USD, Acme, Globex, March 2024\n     As of March 2024" in shown
    assert f"{files[0]}: 2 places filled in\n" in shown
    assert f"- at: {PAID}" in files[0].read_text()
