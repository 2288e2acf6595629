"""`dateline company merge` and `event merge`, beside the pages that go on as they were."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from conftest import ROOT, Load, Run

from cli import cli

Write = Callable[[str, str], Path]
COMPANIES = """\
id: companies
companies:
  - {id: acme, name: Acme, kind: company, aliases: [Acme Corp]}
  - {id: acme-inc, name: Acme Inc, kind: company}
  - {id: acme-two, name: Acme Two, kind: company}
  - {id: globex, name: Globex, kind: company}
  - {id: merge, name: Merge, kind: company}
"""
SAME = Path("same-as.yaml")  # in the folder of the test
WHY = ("--because", "one company")


def complete(*words: str, incomplete: str = "") -> list[str]:
    found = ShellComplete(cli, {}, "dateline", "_DATELINE_COMPLETE").get_completions(
        list(words), incomplete
    )
    return [one.value for one in found]


def test_a_merge_is_written_into_a_file_and_loaded(run: Run, load: Load, database: Path) -> None:
    load(COMPANIES)
    result = run("company", "merge", "Acme Inc", "acme corp", *WHY, db=database)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "same-as.yaml: 1 added, 0 changed, 0 removed\nacme-inc now counts as acme\n"
    )
    assert SAME.read_text() == (
        "id: same-as\n\nsame_as:\n  - {company: acme-inc, same_as: acme, because: one company}\n"
    )
    result = run("company", "merge", "--undo", "acme inc", db=database)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "same-as.yaml: 0 added, 0 changed, 1 removed\nacme-inc stands for itself again\n"
    )
    assert SAME.read_text() == "id: same-as\n"


def test_an_entry_may_stand_in_any_record_file(
    run: Run, load: Load, database: Path, write: Write
) -> None:
    load(COMPANIES)
    path = write("my notes.yaml", "# mine\nid: notes\n")
    assert run("company", "merge", "acme-inc", "acme", *WHY, "--into", str(path), db=database)
    assert path.read_text().startswith("# mine\nid: notes\n\nsame_as:\n")
    assert not SAME.exists()
    result = run("company", "merge", "--undo", "acme-inc", db=database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: the entry of 'acme-inc' stands in the record file with the id 'notes', and there "
        "is no same-as.yaml; name that file with --into FILE\n"
    )
    result = run("company", "merge", "--undo", "acme-inc", "--into", str(path), db=database)
    assert result.exit_code == 0
    assert path.read_text() == "# mine\nid: notes\n"


def test_what_is_merged_into_a_folded_one_goes_where_that_went(
    run: Run, load: Load, database: Path
) -> None:
    load(COMPANIES)
    run("company", "merge", "acme-inc", "acme", *WHY, db=database)
    result = run("company", "merge", "acme-two", "acme-inc", *WHY, db=database)
    assert result.stderr == "acme-inc is itself the same as acme, which is taken\n"
    assert result.stdout.endswith("acme-two now counts as acme\n")
    result = run("company", "merge", "acme", "globex", *WHY, db=database)
    assert result.stderr == (
        "Error: acme-inc, acme-two count as 'acme', which would be lost; merge the other way, "
        "`dateline company merge globex acme`\n"
    )
    result = run("company", "merge", "acme-inc", "globex", *WHY, db=database)
    assert result.stderr == (
        "Error: 'acme-inc' is the same as 'acme' already; take that back first with "
        "`dateline company merge --undo acme-inc`\n"
    )
    result = run("company", "merge", "Acme Corp", "acme-inc", *WHY, db=database)
    assert "'Acme Corp' and 'acme-inc' are one company already, 'acme'" in result.stderr
    result = run("company", "merge", "--undo", "acme", db=database)
    assert "the company 'acme' counts as no other" in result.stderr
    assert "acme-inc, acme-two count as it" in result.stderr


def test_two_that_both_stand_for_others_need_a_decision(
    run: Run, load: Load, database: Path
) -> None:
    load(COMPANIES)
    run("company", "merge", "acme-inc", "acme", *WHY, db=database)
    run("company", "merge", "merge", "globex", *WHY, db=database)
    result = run("company", "merge", "acme", "globex", *WHY, db=database)
    assert "take acme-inc out (`dateline company merge --undo acme-inc`)" in result.stderr
    assert "and merge it into 'globex'" in result.stderr


def test_a_file_of_the_same_id_that_lies_elsewhere_is_not_overwritten(
    run: Run, load: Load, database: Path, tmp_path: Path
) -> None:
    load(COMPANIES)
    run("company", "merge", "acme-inc", "acme", *WHY, db=database)
    SAME.rename(tmp_path / "moved.yaml")
    result = run("company", "merge", "acme-two", "acme", *WHY, db=database)
    assert result.stderr == (
        "Error: the database holds a file 'same-as' already, which is not same-as.yaml; name "
        "where it is with --into FILE\n"
    )
    assert not SAME.exists()


def test_on_any_problem_the_file_stays_as_it_was(
    run: Run, load: Load, database: Path, write: Write
) -> None:
    load(
        COMPANIES,
        "source: {id: s, title: T, publisher: P, published: 2024}\n"
        "companies:\n"
        "  - {id: acme-two, relations: [{parent: globex, event: owned}]}\n"
        "  - {id: globex, relations: [{parent: acme-inc, event: owned}]}\n"
        "events:\n"
        "  - {id: owned, title: T, type: ownership, status: ongoing, claims: [{at: 1-2#"
        "0123456789abcdef, companies: {owner: globex}}]}\n",
    )
    result = run("company", "merge", "acme-inc", "acme-two", *WHY, db=database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert (
        "same-as.yaml:4: 'acme-two' would then belong to itself through 'globex'" in result.stderr
    )
    assert not SAME.exists()
    path = write("same-as.yaml", "id: same-as\nunits: [{id: u}]\n")
    result = run("company", "merge", "merge", "acme", *WHY, db=database)
    assert "same-as.yaml:2: " in result.stderr
    assert path.read_text() == "id: same-as\nunits: [{id: u}]\n"


def test_the_pages_go_on_word_for_word(run: Run, acme_database: Path) -> None:
    wanted = run("company", "show", "acme", "--format", "json", db=acme_database)
    assert wanted.exit_code == 0
    for words in (("acme", "--format", "json"), ("--format", "json", "Acme Corp")):
        assert run("company", *words, db=acme_database).stdout == wanted.stdout
    page = run("event", "acme-founded", db=acme_database).stdout
    assert page == run("event", "show", "acme-founded", db=acme_database).stdout
    missing = run("company", db=acme_database)
    assert missing.exit_code == 2
    assert missing.stderr == (
        "Usage: dateline company [OPTIONS] NAME\nTry 'dateline company --help' for help.\n\n"
        "Error: Missing argument 'NAME'.\n"
    )


def test_a_company_called_merge_is_shown_all_the_same(run: Run, load: Load, database: Path) -> None:
    load(COMPANIES)
    assert run("company", "show", "merge", db=database).stdout.startswith("Merge\n")


def test_help_shows_both_uses(run: Run) -> None:
    text = run("company", "--help").stdout
    assert "Usage: dateline company [OPTIONS] NAME\n" in text
    assert "Usage: dateline company COMMAND [ARGS]...\n" in text
    assert "--format [table|json|markdown]" in text
    assert "  merge  Make two companies one" in text
    assert "Usage: dateline company [OPTIONS] NAME\n" in run("company", "acme", "--help").stdout


def test_completion_offers_commands_and_names(
    load: Load, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(COMPANIES)
    monkeypatch.setenv("DATELINE_DB", str(database))
    assert complete("company", incomplete="m") == ["merge", "Merge", "merge"]
    assert complete("company", incomplete="glo") == ["Globex", "globex"]
    assert complete("company", incomplete="--f") == ["--format"]
    assert complete("company", "acme", incomplete="--o") == ["--output"]
    assert "acme-inc" in complete("company", "merge", incomplete="acme-")


@pytest.mark.parametrize(
    "words",
    [
        ("merge", "acme", *WHY),
        ("merge", "acme", "globex"),
        ("merge", "acme", "globex", "merge", *WHY),
        ("merge", "--undo"),
        ("merge", "--undo", "acme", "globex"),
        ("merge", "--undo", "acme", *WHY),
    ],
)
def test_a_merge_that_makes_no_sense_is_explained(
    run: Run, acme_database: Path, words: tuple[str, ...]
) -> None:
    result = run("company", *words, db=acme_database)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: dateline company merge [OPTIONS] A B\n")


def test_an_event_is_merged_alike(run: Run, load: Load, database: Path) -> None:
    load((ROOT / "tests" / "acme.yaml").read_text())
    wrong = run("event", "merge", "acme-begun", "acme-founded", *WHY, db=database)
    assert "there is no event 'acme-begun'" in wrong.stderr
    result = run("event", "merge", "initech-launched", "acme-founded", *WHY, db=database)
    assert result.stdout.endswith("initech-launched now counts as acme-founded\n")
    wrong = run("event", "merge", "--undo", "acme-founded", db=database)
    assert "the event 'acme-founded' counts as no other" in wrong.stderr
    result = run("event", "merge", "--undo", "initech-launched", db=database)
    assert result.stdout.endswith("initech-launched stands for itself again\n")
