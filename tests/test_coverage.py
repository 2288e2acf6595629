"""Every sentence that holds something to check is cited, or left out with its reason."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from conftest import Load, Run

from db.address import Server
from db.place import hash_passage, hash_text

TEXT = """\
Acme in 2024

Acme pays Globex $20 million a month. The contract began in March.
It is long. Hooli knows.
***
Nobody said more than that.
"""
RECORD = """\
source:
  id: example-news
  title: T
  publisher: Example News
  text: {{sha256: {sha256}, characters: {characters}}}
companies:
  - {{id: acme, name: Acme, kind: company}}
  - {{id: globex, name: Globex, kind: company}}
events:
  - id: acme-pays
    title: Acme pays Globex
    type: purchase
    status: ongoing
    claims:
      - {claim}
{left_out}"""
PAYS = "Acme pays Globex $20 million a month."
BEGAN = "The contract began in March."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_bytes(TEXT.encode())
    return folder


def place(passage: str) -> str:
    start = TEXT.index(passage)
    return f"{start}-{start + len(passage)}#{hash_passage(passage)}"


def make_record(*left_out: tuple[str, str], claim: str = f"at: {place(PAYS)}") -> str:
    entries = [f"  - {{at: {place(words)}, because: {because}}}\n" for words, because in left_out]
    return RECORD.format(
        sha256=hash_text(TEXT.encode()),
        characters=len(TEXT),
        claim=claim,
        left_out="left_out:\n" + "".join(entries) if entries else "",
    )


def test_a_sentence_is_cited_or_left_out_or_open(
    load: Load, run: Run, database: Path, folder: Path
) -> None:
    load(make_record(("Acme in 2024", "heading")))
    result = run("coverage", "--articles", str(folder), db=database)
    assert (
        result.stdout
        == """\
example-news: 6 sentences, 3 to check
  1 cited (33.3%), 1 left out, 1 open; 3 other
  left out: 1 · heading
  open: 52-80 (date): The contract began in March.
1 open of 3 sentences to check
"""
    )
    assert (result.exit_code, result.stderr) == (1, "")


def test_all_cited_or_left_out_is_exit_code_0_though_other_sentences_stay(
    load: Load, run: Run, database: Path, folder: Path
) -> None:
    load(make_record(("Acme in 2024", "heading"), (BEGAN, "opinion")))
    result = run("coverage", "--articles", str(folder), "--all", db=database)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-4:] == [
        "  nothing to check: 81-92: It is long.",
        "  nothing to check: 93-105: Hooli knows.",
        "  nothing to check: 110-137: Nobody said more than that.",
        "0 open of 3 sentences to check",
    ]


def test_json_has_the_same_and_the_words(
    load: Load, run: Run, database: Path, folder: Path
) -> None:
    load(make_record(("Acme in 2024", "heading")))
    result = run("coverage", "--articles", str(folder), "--format", "json", db=database)
    assert json.loads(result.stdout) == [
        {
            "source_id": "example-news",
            "text": "as read",
            "sentences": 6,
            "to_check": 3,
            "cited": 1,
            "left_out": 1,
            "open": 1,
            "other": 3,
            "share": 33.3,
            "reasons": {"heading": 1},
            "open_sentences": [{"start": 52, "end": 80, "holds": ["date"], "words": BEGAN}],
        }
    ]


def test_a_company_of_the_database_is_something_to_check(
    load: Load, run: Run, database: Path, folder: Path
) -> None:
    hooli = "id: more\ncompanies:\n  - {id: hooli, name: Hooli, kind: company}\n"
    load(make_record(("Acme in 2024", "heading"), (BEGAN, "opinion")), hooli)
    result = run("coverage", "--articles", str(folder), db=database)
    assert result.exit_code == 1
    assert "  open: 93-105 (company): Hooli knows.\n" in result.stdout


def test_one_passage_may_leave_out_several_sentences_and_the_first_reason_counts(
    load: Load, run: Run, database: Path, folder: Path
) -> None:
    both = TEXT[TEXT.index(BEGAN) : TEXT.index("***")].rstrip()
    load(make_record((TEXT.rstrip(), "twice"), (both, "late"), ("Acme in 2024", "early")))
    result = run("coverage", "--articles", str(folder), "--format", "json", db=database)
    assert json.loads(result.stdout)[0]["reasons"] == {"early": 1, "twice": 1}


def test_a_claim_that_still_quotes_its_passage_cites_it(
    load: Load, run: Run, database: Path, folder: Path
) -> None:
    claim = f"{{quote: '{PAYS}  {BEGAN}'}}"
    load(make_record(("Acme in 2024", "heading"), claim=claim))
    result = run("coverage", "--articles", str(folder), db=database)
    assert result.exit_code == 0
    assert "  2 cited (66.7%), 1 left out, 0 open" in result.stdout


def test_a_text_that_is_kept_needs_no_folder(load: Load, run: Run, database: Path) -> None:
    load(make_record(("Acme in 2024", "heading"), (BEGAN, "opinion")))
    with duckdb.connect(str(database)) as connection:
        values = ["example-news", TEXT, "example-news"]
        connection.execute(
            "INSERT INTO source_text (source_id, text, owner) VALUES (?, ?, ?)", values
        )
    assert run("coverage", db=database).exit_code == 0


@pytest.mark.parametrize(
    ("file", "text", "why"),
    [
        ("two.txt", "Something else.", "its text is not at hand"),
        ("example-news.txt", f"Changed. {TEXT}", "its text has changed"),
    ],
)
def test_a_source_whose_text_is_not_the_one_that_was_read_is_not_looked_at(
    load: Load, run: Run, database: Path, folder: Path, file: str, text: str, why: str
) -> None:
    load(make_record())
    (folder / "one.txt").unlink()
    (folder / file).write_text(text, encoding="utf-8")
    result = run("coverage", "--articles", str(folder), db=database)
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == f"not looked at: example-news ({why})\n"


def test_one_source_is_chosen_by_its_id(load: Load, run: Run, database: Path, folder: Path) -> None:
    load(make_record(), make_record().replace("example-news", "other-news").split("companies:")[0])
    options = ("coverage", "--articles", str(folder), "--source")
    assert run(*options, "other-news", db=database).stdout.splitlines()[:2] == [
        "other-news: 6 sentences, 3 to check",
        "  0 cited (0%), 0 left out, 3 open; 3 other",
    ]
    wrong = run(*options, "example-new", db=database)
    assert wrong.exit_code == 1
    assert "did you mean example-news" in wrong.stderr


def test_the_five_articles_are_read_to_the_last_sentence(
    seed_database: Path, articles: Path, run: Run
) -> None:
    result = run(
        "coverage", "--articles", str(articles), "--all", "--format", "json", db=seed_database
    )
    found = json.loads(result.stdout)
    assert len(found) == 5
    assert [one["open_sentences"] + one["other_sentences"] for one in found] == [[]] * 5
    shown = run("coverage", "--articles", str(articles), "--all", db=seed_database)
    assert max(len(line) for line in shown.stdout.splitlines()) <= 80
    assert all(one["cited"] + one["left_out"] == one["to_check"] > 10 for one in found)
    assert result.exit_code == 0


def test_a_server_tells_the_same_as_a_file(
    seed_database: Path, seed_server: Server, articles: Path, run: Run
) -> None:
    options = ("coverage", "--articles", str(articles), "--all")
    assert run(*options, db=seed_server).output == run(*options, db=seed_database).output


def test_a_claim_taken_away_leaves_its_sentence_open(
    seed_database: Path, articles: Path, run: Run, tmp_path: Path
) -> None:
    path = Path(shutil.copyfile(seed_database, tmp_path / "less.duckdb"))
    with duckdb.connect(str(path)) as connection:
        connection.execute("DELETE FROM claim WHERE char_start < 1016 AND char_end > 732")
    result = run("coverage", "--articles", str(articles), db=path)
    assert result.exit_code == 1
    assert "732-1016" in result.stdout
