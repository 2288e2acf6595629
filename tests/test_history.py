"""In which order a database gets revisions, and which of a user's own are refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from trial import LATER, NEWEST, NEXT, Trial

from db.history import MigrationError, list_steps
from db.migrate import downgrade, history, upgrade
from db.mover import Care
from db.revision import list_revisions

REVISION = '''"""{title}"""
from alembic import op
from migrations import helpers
revision, down_revision = "{name}", {before}
{more}
changes = helpers.Changes(adds=["{name}"])

def upgrade() -> None:
    op.execute("CREATE TABLE {name} (id INTEGER)")

def downgrade() -> None:
    op.execute("DROP TABLE {name}")
'''


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "my own 100% %(x)s"
    folder.mkdir()
    return folder


def write(folder: Path, name: str, before: str | None = None, more: str = "") -> None:
    text = REVISION.format(title=f"my {name}", name=name, before=repr(before), more=more)
    (folder / f"{name}.py").write_text(text, encoding="utf-8")


@pytest.fixture
def trial_of_two(full_trial: Trial) -> Trial:
    """A history of two more revisions of ours, which the database has not yet."""
    for name in "ab":
        full_trial.add(
            f"op.execute('CREATE TABLE {name} (id INTEGER)')",
            f"op.execute('DROP TABLE {name}')",
            changes=f"adds=['{name}']",
        )
    return full_trial


def steps_said(trial: Trial) -> list[str]:
    return [line.partition(",")[0] for line in trial.said if " of " in line]


def test_ours_come_first_and_then_each_of_a_user_s(trial_of_two: Trial, own: Path) -> None:
    write(own, "desk_2", "desk_1")
    write(own, "desk_1")
    write(own, "archive_1")
    assert trial_of_two.upgrade(own=own) == [LATER, "archive_1", "desk_2"]
    assert steps_said(trial_of_two) == [
        f"1 of 5: up to {NEXT}",
        f"2 of 5: up to {LATER}",
        "3 of 5: up to archive_1",
        "4 of 5: up to desk_1",
        "5 of 5: up to desk_2",
    ]


def test_ours_are_upgraded_later_without_the_folder(trial_of_two: Trial, own: Path) -> None:
    write(own, "desk_1")
    trial_of_two.upgrade("desk_1", own=own)
    assert trial_of_two.upgrade() == [LATER, "desk_1"]
    with pytest.raises(MigrationError, match=r"'desk_1'; if it is of your own, name its folder"):
        trial_of_two.downgrade(NEXT)
    assert trial_of_two.downgrade(NEXT, own=own) == [NEXT, "desk_1"]


@pytest.mark.parametrize("tie", ["down_revision", "depends_on"])
def test_a_revision_that_is_tied_to_ours_is_refused_with_what_to_write(
    database: Path, own: Path, tie: str
) -> None:
    before, more = ("0001", "") if tie == "down_revision" else (None, 'depends_on = "0001"')
    write(own, "desk_1", before, more)
    with pytest.raises(MigrationError) as told:
        upgrade(database, "heads", Care(own=own))
    assert str(told.value) == (
        f"{own / 'desk_1.py'}: revision desk_1 is tied to 0001 of Dateline's; leave down_revision "
        'and depends_on out, and write needs = "0001" instead'
    )


def test_a_number_like_ours_is_refused(database: Path, own: Path) -> None:
    write(own, "0900")
    with pytest.raises(MigrationError, match=r"0900\.py: revision 0900 is called like those of"):
        upgrade(database, "heads", Care(own=own))


def test_what_a_revision_needs_has_to_be_there(trial_of_two: Trial, own: Path) -> None:
    write(own, "desk_1", more=f'needs = "{LATER}"')
    with pytest.raises(
        MigrationError,
        match=rf"^revision desk_1 needs {LATER}; first `dateline migrate upgrade {LATER}`$",
    ):
        trial_of_two.upgrade("desk_1", own=own)
    assert trial_of_two.upgrade("heads", own=own) == [LATER, "desk_1"]


def test_what_a_revision_needs_is_not_taken_away_under_it(trial_of_two: Trial, own: Path) -> None:
    write(own, "desk_1", more=f'needs = "{LATER}"')
    trial_of_two.upgrade(own=own)
    told = f"^revision desk_1 needs {LATER}; first `dateline migrate downgrade desk_1@base`$"
    with pytest.raises(MigrationError, match=told):
        trial_of_two.downgrade(NEXT, own=own)
    assert trial_of_two.downgrade("desk_1@base", own=own) == [LATER]
    assert trial_of_two.downgrade(NEXT, own=own) == [NEXT]


def test_a_need_of_a_revision_that_nobody_knows_is_told(database: Path, own: Path) -> None:
    write(own, "desk_1", more='needs = "0999"')
    with pytest.raises(
        MigrationError, match="revision desk_1 needs 0999; first `dateline migrate upgrade 0999`"
    ):
        upgrade(database, "heads", Care(own=own))


@pytest.mark.parametrize("target", ["desk_7", "desk_7@base", "newsroom@head"])
def test_an_unknown_revision_may_be_in_a_folder_that_was_not_named(
    database: Path, target: str
) -> None:
    told = (
        rf"^there is no revision {target.partition('@')[0]}, only 0001, .*{NEWEST}; "
        r"if it is of your own, name its folder with --migrations$"
    )
    with pytest.raises(MigrationError, match=told):
        downgrade(database, target, Care())


def test_an_unknown_number_is_not_taken_for_one_of_a_user_s(database: Path) -> None:
    with pytest.raises(MigrationError) as told:
        upgrade(database, "0999", Care())
    assert str(told.value) == f"there is no revision 0999, only {', '.join(list_revisions())}"


def test_head_alone_is_not_clear_beside_a_user_s_own(database: Path, own: Path) -> None:
    write(own, "desk_1")
    with pytest.raises(MigrationError) as told:
        upgrade(database, "head", Care(own=own))
    assert str(told.value) == (
        "head is not clear beside revisions of your own; leave it out to have all, or name one of "
        f"{', '.join(list_revisions())}, desk_1"
    )


def test_an_id_that_two_revisions_have_is_told_with_both_files(database: Path, own: Path) -> None:
    write(own, "0001")
    ours = ROOT / "migrations" / "versions" / "0001_first_schema.py"
    with pytest.raises(MigrationError) as told:
        upgrade(database, "heads", Care(own=own))
    assert str(told.value) == (
        f"{own / '0001.py'}: there is a revision 0001 already, {ours}; give yours another id"
    )


def test_what_stands_in_the_way_to_the_base_is_told_before_what_would_be_lost(
    full_trial: Trial, own: Path
) -> None:
    write(own, "desk_1", more='needs, branch_labels = "0001", ("newsroom",)')
    full_trial.upgrade(own=own)
    full_trial.execute("INSERT INTO company VALUES ('x', 'X', 'company', 'what', 'me')")
    told = "^revision desk_1 needs 0001; first `dateline migrate downgrade newsroom@base`$"
    with pytest.raises(MigrationError, match=told):
        full_trial.downgrade("base", own=own)
    assert full_trial.downgrade("newsroom@base", own=own) == [NEWEST]
    assert full_trial.downgrade("base", own=own, allow_loss=True) == []


def test_the_history_lists_ours_first_and_those_not_at_hand(database: Path, own: Path) -> None:
    write(own, "desk_1")
    upgrade(database, "heads", Care(own=own, backup=False))
    found = [(step.revision, step.title, step.applied) for step in history(database, own)]
    assert found[-1] == ("desk_1", "my desk_1", True)
    assert found[0][0] == "0001"
    away = list_steps(["0001", "desk_1"])[-1]
    assert (away.revision, away.title, away.applied) == (
        "desk_1", "not at hand; name its folder with --migrations", True
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("def upgrade(:", r"desk\.py cannot be read: SyntaxError: "),
        ("import no_such_module", r"desk\.py cannot be read: ModuleNotFoundError: No module named"),
        (
            "revision = 'desk'\nraise ValueError('enough')",
            r"desk\.py cannot be read: ValueError: e",
        ),
        ("revision, down_revision = 'desk', 'desk_0'", "desk_0"),
        ("x = 1", "Could not determine revision id"),
        (
            "revision, down_revision, changes = 'desk', None, {'adds': ['x']}",
            r"desk\.py: changes is no helpers\.Changes",
        ),
    ],
    ids=["syntax", "import", "error", "no parent", "no revision", "changes"],
)
def test_a_file_that_is_no_revision_is_told_by_its_name(
    database: Path, own: Path, text: str, told: str
) -> None:
    (own / "desk.py").write_text(text, encoding="utf-8")
    before = database.read_bytes()
    with pytest.raises(MigrationError, match=told):
        upgrade(database, "heads", Care(own=own))
    assert database.read_bytes() == before


@pytest.mark.parametrize("move", [upgrade, downgrade])
def test_no_name_at_all_is_told(database: Path, move: Callable[..., object]) -> None:
    with pytest.raises(MigrationError, match=r"^name a revision; `dateline migrate history` lists"):
        move(database, "", Care())


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("raise SystemExit", f"revision {NEXT} failed: it ended the program"),
        ("raise ValueError", f"revision {NEXT} failed: ValueError: "),
        ("op.get_bind().rollback()", "a revision took back what it did; nothing was changed"),
        ("op.get_bind().exec_driver_sql('SELECT $')", f"revision {NEXT} failed: "),
    ],
)
def test_a_revision_that_ends_oddly_changes_nothing(
    full_trial: Trial, code: str, told: str
) -> None:
    full_trial.add(code)
    before = full_trial.database.read_bytes()
    with pytest.raises(MigrationError, match=told):
        full_trial.upgrade()
    assert full_trial.database.read_bytes() == before


def test_a_revision_that_commits_on_its_own_is_proved_all_the_same(full_trial: Trial) -> None:
    full_trial.add("op.execute('DELETE FROM status')\nop.get_bind().commit()")
    before = full_trial.database.read_bytes()
    with pytest.raises(MigrationError, match="status had 7 rows and has 0"):
        full_trial.upgrade()
    assert full_trial.database.read_bytes() == before


@pytest.mark.parametrize(
    ("move", "target", "found"),
    [
        ("upgrade", "+1", [NEXT]),
        ("upgrade", "head", [LATER]),
        ("upgrade", NEWEST, [NEWEST]),
        ("upgrade", NEXT, [NEXT]),
        ("downgrade", NEWEST, [NEWEST]),
        ("downgrade", "-1", list_revisions()[-2:-1]),
        ("downgrade", "base", []),
    ],
)
def test_a_target_may_be_named_in_alembic_s_ways(
    trial_of_two: Trial, move: str, target: str, found: list[str]
) -> None:
    moves = {"upgrade": trial_of_two.upgrade, "downgrade": trial_of_two.downgrade}
    assert moves[move](target) == found
