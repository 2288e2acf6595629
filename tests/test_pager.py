"""What does not fit on the terminal is shown by a pager, on real pseudo-terminals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from screens import see

Pager = Callable[..., str]


@pytest.fixture
def pager(tmp_path: Path) -> Pager:
    """A program that says how it is called and does this: `pager("cat")`."""

    def make(script: str, name: str = "mine") -> str:
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\necho paged by {name} $* LESS=$LESS\n{script}\n")
        program.chmod(0o755)
        return str(program)

    return make


@pytest.mark.parametrize(
    ("height", "options", "paged"),
    [
        (12, (), True),
        (60, (), False),
        (12, ("--no-pager",), False),
        (60, ("--pager",), True),
        (12, ("--format", "json"), False),
        (12, ("--format", "markdown", "--pager"), False),
        (12, ("--output", "-", "--pager"), False),
    ],
)
def test_a_pager_shows_what_does_not_fit_or_what_it_is_asked_to(
    acme_database: Path, pager: Pager, height: int, options: tuple[str, ...], paged: bool
) -> None:
    screen = see(acme_database, "timeline", *options, height=height, PAGER=pager("cat"))
    assert screen.startswith("paged by mine") == paged
    assert "Acme is founded" in screen


@pytest.mark.parametrize("command", [("companies",), ("company", "acme"), ("query", "events")])
def test_every_table_has_a_pager(
    acme_database: Path, pager: Pager, command: tuple[str, ...]
) -> None:
    assert see(acme_database, *command, height=4, PAGER=pager("cat")).startswith("paged by mine")


def test_a_text_that_fills_the_screen_to_the_last_line_but_one_fits(
    acme_database: Path, pager: Pager
) -> None:
    lines = see(acme_database, "companies").count("\n")
    fitting = see(acme_database, "companies", height=lines + 1, PAGER=pager("cat"))
    assert not fitting.startswith("paged")
    assert see(acme_database, "companies", height=lines, PAGER=pager("cat")).startswith("paged")


def test_a_dumb_terminal_has_a_pager_only_if_asked_for(acme_database: Path, pager: Pager) -> None:
    page = pager("cat")
    assert not see(acme_database, "timeline", height=4, TERM="dumb", PAGER=page).startswith("paged")
    assert see(acme_database, "timeline", "--pager", TERM="dumb", PAGER=page).startswith("paged")


def test_a_pager_gets_colours_and_what_is_printed_without_one(
    acme_database: Path, pager: Pager
) -> None:
    paged = see(acme_database, "timeline", "--pager", PAGER=pager("cat"))
    assert paged.partition("\n")[2] == see(acme_database, "timeline")
    assert "\x1b[38;5;" in paged
    assert "\x1b[38;5;" not in see(
        acme_database, "timeline", "--pager", NO_COLOR="1", PAGER=pager("cat")
    )


def test_less_is_the_pager_where_none_is_named_and_is_told_to_show_colours(
    acme_database: Path, pager: Pager, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(pager("cat", name="less")).parent
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    for own, told in [("", "FRX"), ("-i", "-R -i")]:
        screen = see(acme_database, "timeline", "--pager", LESS=own)
        assert screen.startswith(f"paged by less LESS={told}\n")


def test_a_pager_may_have_options(acme_database: Path, pager: Pager) -> None:
    mine = pager("cat")
    screen = see(acme_database, "timeline", "--pager", PAGER=f"{mine} -x 'a b'")
    assert screen.startswith("paged by mine -x a b LESS=FRX\n")


def test_to_leave_the_pager_early_is_no_error(seed_database: Path, pager: Pager) -> None:
    screen = see(seed_database, "timeline", height=24, PAGER=pager("head -n 1; exec 0<&-; exit 1"))
    assert [line.split()[0] for line in screen.splitlines()] == ["paged", "\x1b[1mWhen"]


def test_remarks_come_after_the_pager(acme_database: Path, pager: Pager) -> None:
    screen = see(
        acme_database, "timeline", "--limit", "2", "--pager", PAGER=pager("cat; echo left")
    )
    assert screen.endswith("left\nstopped at --limit 2\n")


def test_a_pager_that_is_not_there_is_done_without(acme_database: Path) -> None:
    screen = see(acme_database, "timeline", "--pager", PAGER="no-such-program")
    assert screen == see(acme_database, "timeline")


def test_a_citation_is_paged_with_the_answer(acme_database: Path, pager: Pager) -> None:
    screen = see(acme_database, "companies", "--cite", "--pager", PAGER=pager("cat; echo left"))
    assert '"query": "companies"' in screen.partition("left")[0]


def test_a_pager_that_cannot_be_understood_is_one_clear_line(acme_database: Path) -> None:
    screen = see(acme_database, "timeline", "--pager", code=1, PAGER="less '")
    assert (
        screen == "Error: PAGER is not understood (No closing quotation); --no-pager does without\n"
    )
