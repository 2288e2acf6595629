"""A draft is gone through on a real terminal, left, killed, and gone on with."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest
from conftest import ROOT, Run
from drafts import DRAFT, PAYS, TEXT, write_draft

from db.document import read_yaml
from db.text import display_width

Terminal = Callable[..., "pexpect.spawn[str]"]
HELP = "? help"
WHY, TITLE = "Why (Enter for no reason):", "Title in your own words:"
EVENT = "Merge with which event"
STYLE = r"(?:\x1b\[[0-9;?]*[a-zA-Z])*"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return write_draft(tmp_path)


@pytest.fixture
def begin(acme_database: Path, draft: Path) -> Iterator[Terminal]:
    """Start a review of the draft: `begin(EDITOR="…")`."""
    opened = []

    def spawn(*arguments: str, columns: int = 80, **environment: str) -> pexpect.spawn[str]:
        given = {
            **os.environ, "TERM": "xterm", "NO_COLOR": "1", "PROMPT_TOOLKIT_NO_CPR": "1",
            **environment,
        }  # fmt: skip
        for name in ("VISUAL", "COLUMNS", "LINES"):
            given.pop(name, None)
        child = pexpect.spawn(
            sys.executable,
            [str(ROOT / "cli.py"), "--db", str(acme_database), "review", str(draft), *arguments],
            env=given,
            encoding="utf-8",
            timeout=20,
            dimensions=(50, columns),
        )
        opened.append(child)
        return child

    yield spawn
    for child in opened:
        child.close(force=True)


def see(child: pexpect.spawn[str], words: str) -> None:
    """Wait until words are shown, in whatever style."""
    child.expect(STYLE.join(map(re.escape, words)))


def press(child: pexpect.spawn[str], key: str, shown: str) -> None:
    """Press a key once the last line is there, and wait for what it shows."""
    see(child, HELP)
    child.send(key)
    see(child, shown)


def answer(child: pexpect.spawn[str], words: str, shown: str) -> None:
    child.send(f"{words}\r")
    see(child, shown)


def entries(path: Path) -> dict[str, str | None]:
    """The decision on each candidate, by id."""
    data = read_yaml(path.read_text(encoding="utf-8"), "").data
    return {one["id"]: one.get("review") for one in [*data["companies"], *data["events"]]}


def make_editor(folder: Path, code: str) -> str:
    """An editor that does what the code says to `text`."""
    script = folder / "editor.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\n"
        f"text = path.read_text()\n{code}\npath.write_text(text)\n",
        encoding="utf-8",
    )
    return f"{sys.executable} {script}"


def test_a_draft_becomes_a_record(
    begin: Terminal, draft: Path, run: Run, acme_database: Path
) -> None:
    child = begin()
    see(child, "1 of 4 · company · undecided · 4 open")
    see(child, "▌ Initech Labs sells 顶点 tools.")
    press(child, "a", "2 of 4 · event · undecided · 1 accepted, 3 open")
    see(child, f"▌ {PAYS}")
    press(child, "m", EVENT)
    answer(child, "1", "3 of 4 · event · undecided · 2 accepted, 2 open")
    press(child, "a", TITLE)
    answer(child, "Acme plans: 500 hires", "4 of 4 · event · undecided")
    press(child, "d", WHY)
    answer(child, "no figure", "All is decided. Write the record now?")
    see(child, "leave as it is")
    child.send("w")
    see(child, "2 events, 1 company; the draft is kept as")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    text = draft.read_text(encoding="utf-8")
    assert "review" not in text
    assert 'title: "Acme plans: 500 hires"' in text
    assert "because: no figure" in text
    assert list(entries(draft)) == ["initech-labs", "acme-pays-globex", "acme-hiring-2025"]
    assert run("check", str(draft), db=acme_database).exit_code == 0


def test_leaving_keeps_what_was_decided_and_a_later_run_goes_on(
    begin: Terminal, draft: Path
) -> None:
    child = begin()
    press(child, "a", "2 of 4")
    press(child, "s", "saved, 3 still to be decided")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert draft.read_text(encoding="utf-8") == DRAFT.replace("review: }", "review: accept}")
    again = begin()
    see(again, "2 of 4 · event · undecided · 1 accepted, 3 open")


@pytest.mark.parametrize("end", ["Ctrl-C", "Ctrl-C in a question", "Ctrl-D", "kill -9"])
def test_however_it_ends_no_decision_is_lost(begin: Terminal, draft: Path, end: str) -> None:
    child = begin()
    press(child, "d", "2 of 4")
    if end == "Ctrl-C in a question":
        press(child, "a", TITLE)
        child.send("half a title\x03")
        see(child, "nothing was decided")
    see(child, HELP)
    if end == "kill -9":
        child.kill(signal.SIGKILL)
    else:
        child.send("\x04" if end == "Ctrl-D" else "\x03")
    child.expect(pexpect.EOF)
    child.close()
    if end != "kill -9":
        assert child.exitstatus == (0 if end == "Ctrl-D" else 130)
    assert draft.read_text(encoding="utf-8") == DRAFT.replace("review: }", "review: drop}")
    assert {one.name for one in draft.parent.iterdir()} == {"acme-news.txt", "acme-news.yaml"}


def test_everything_of_a_run_can_be_undone(begin: Terminal, draft: Path) -> None:
    child = begin()
    press(child, "a", "2 of 4")
    press(child, "m", EVENT)
    answer(child, "acme-pays-globex", "3 of 4")
    assert entries(draft)["acme-pays-globex"] == "accept"
    press(child, "u", "2 of 4 · event · undecided")
    press(child, "u", "1 of 4 · company · undecided · 4 open")
    press(child, "u", "nothing to undo in this run")
    assert draft.read_text(encoding="utf-8") == DRAFT


def test_one_may_go_on_and_back_by_letters_and_arrows(begin: Terminal) -> None:
    child = begin()
    press(child, "n", "2 of 4")
    press(child, "\x1b[C", "3 of 4")
    press(child, "\x1bOD", "2 of 4")
    press(child, "b", "1 of 4")
    press(child, "nn", "2 of 4")
    see(child, "3 of 4")
    press(child, "x?", "3 of 4")  # the first is no key of ours
    see(child, "undo the last decision")


def test_an_id_to_merge_with_is_completed_and_has_to_be_known(begin: Terminal, draft: Path) -> None:
    child = begin()
    press(child, "n", "2 of 4")
    press(child, "m", EVENT)
    answer(child, "acme-buys-nothing", "no event 'acme-buys-nothing' is known")
    press(child, "m", EVENT)
    child.send("plans-m")
    see(child, "globex-plans-more")
    answer(child, "\t", "3 of 4")
    assert entries(draft)["globex-plans-more"] == "accept"
    press(child, "b", "2 of 4 · event · accepted")


def test_a_title_is_needed(begin: Terminal, draft: Path) -> None:
    child = begin()
    press(child, "n", "2 of 4")
    press(child, "a", TITLE)
    answer(child, "  ", "not accepted: the event needs a title")
    assert draft.read_text(encoding="utf-8") == DRAFT


def test_an_entry_is_edited_beneath_its_passage(
    begin: Terminal, draft: Path, tmp_path: Path
) -> None:
    editor = make_editor(
        tmp_path,
        "Path('seen').write_text(text)\ntext = text.replace('500 people', 'over 500 people')",
    )
    child = begin(EDITOR=editor)
    press(child, "n", "2 of 4")
    press(child, "n", "3 of 4")
    press(child, "e", "headcount: over 500 people")
    assert draft.read_text(encoding="utf-8") == DRAFT.replace("500 people,", "over 500 people,")
    seen = Path("seen").read_text(encoding="utf-8")
    assert seen.startswith("# | acme-hiring-2025: ")
    assert "# | Acme will hire 500 people in 2025, it said.\nid: acme-hiring-2025\n" in seen
    assert not list(tmp_path.glob(".*"))


def test_faults_of_an_edit_are_shown_and_nothing_of_it_is_lost(
    begin: Terminal, draft: Path, tmp_path: Path
) -> None:
    editor = make_editor(
        tmp_path,
        "if 'fault: ' in text:\n    text = text.replace('people: :', 'people')\n"
        "else:\n    text = text.replace('500 people', '900 people: :')",
    )
    child = begin(EDITOR=editor)
    press(child, "n", "2 of 4")
    press(child, "n", "3 of 4")
    press(child, "e", "not YAML")
    see(child, "Edit again")
    child.send("n\r")
    see(child, "what you wrote is kept in")
    assert draft.read_text(encoding="utf-8") == DRAFT
    (kept,) = tmp_path.glob(".*.edit.yaml")
    assert "900 people: :" in kept.read_text(encoding="utf-8")
    press(child, "e", "headcount: 900 people")
    assert not kept.exists()
    assert "value: 900 people," in draft.read_text(encoding="utf-8")


def test_a_value_that_cannot_be_read_is_told_below_the_entry(
    begin: Terminal, tmp_path: Path
) -> None:
    child = begin(EDITOR=make_editor(tmp_path, "text = text.replace('when: 2025 ', 'when: soon ')"))
    press(child, "n", "2 of 4")
    press(child, "n", "3 of 4")
    press(child, "e", "To be mended before the record is written:")
    see(child, "'soon' has words in it")


@pytest.mark.parametrize("code", ["", "text = ''", "sys.exit(3)"])
def test_an_edit_that_changes_nothing(
    begin: Terminal, draft: Path, tmp_path: Path, code: str
) -> None:
    child = begin(EDITOR=make_editor(tmp_path, code))
    press(child, "e", "nothing was changed")
    press(child, "n", "2 of 4")
    assert draft.read_text(encoding="utf-8") == DRAFT


def test_a_file_that_somebody_else_changes_meanwhile_is_left_alone(
    begin: Terminal, draft: Path
) -> None:
    child = begin()
    see(child, "1 of 4")
    theirs = DRAFT.replace("Acme News", "The Acme News")
    draft.write_text(theirs, encoding="utf-8")
    press(child, "a", "was changed by somebody else meanwhile, and is left as it is")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    assert draft.read_text(encoding="utf-8") == theirs


def test_a_record_with_faults_is_not_written_and_the_review_goes_on(
    begin: Terminal, draft: Path
) -> None:
    text = DRAFT.replace("review: }", "review: accept}").replace("employer: acme", "employer: acne")
    text = text.replace("    review:\n", "    review: drop\n", 1).replace(
        "    review:\n    title:\n", "    review: accept\n    title: T\n"
    )
    draft.write_text(text, encoding="utf-8")
    child = begin()
    see(child, "leave as it is")
    child.send("w")
    see(child, "Not written; mend this first:")
    see(child, "company 'acne' is not known")
    see(child, "leave as it is")
    assert draft.read_text(encoding="utf-8") == text
    child.send("b")
    see(child, "4 of 4 · event · accepted")


def test_the_article_may_be_missing_changed_or_elsewhere(
    begin: Terminal, draft: Path, tmp_path: Path
) -> None:
    article = tmp_path / "acme-news.txt"
    article.write_text("Another text.", encoding="utf-8")
    child = begin()
    see(child, "In the words of the draft:")
    see(child, "is not the text that the draft was made from (its hash differs)")
    article.unlink()
    child = begin()
    see(child, "no text of the article: cannot read")
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_bytes(TEXT.encode())
    child = begin("--article", str(elsewhere))
    see(child, "▌ Initech Labs sells")


@pytest.mark.parametrize("terminal", ["xterm", "dumb", "xterm-256color"])
def test_every_line_fits_a_narrow_terminal(begin: Terminal, terminal: str) -> None:
    child = begin(columns=60, TERM=terminal)
    for _ in range(4):
        see(child, HELP)
        plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", str(child.before))
        assert [line for line in plain.splitlines() if display_width(line) > 60] == []
        child.send("n")


def test_a_draft_without_candidates_is_no_draft(begin: Terminal, draft: Path) -> None:
    draft.write_text("id: shared\n", encoding="utf-8")
    child = begin()
    see(child, "holds nothing to review")


def test_publisher_and_date_are_asked_for_where_the_draft_has_none(
    begin: Terminal, draft: Path
) -> None:
    text = draft.read_text(encoding="utf-8")
    lines = [
        "  published:" if line.startswith("  published:") else line for line in text.split("\n")
    ]
    draft.write_text("\n".join(lines), encoding="utf-8")
    child = begin()
    see(child, "When was it published")
    child.sendline("soon")
    see(child, "When was it published")
    child.sendline("2024-08-02")
    see(child, HELP)
    child.send("s")
    child.expect(pexpect.EOF)
    data = read_yaml(draft.read_text(encoding="utf-8"), "").data
    assert data["source"]["published"] == "2024-08-02"
