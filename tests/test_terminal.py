"""What a person sees on a terminal: on real pseudo-terminals, and line by line."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from db.evidence import describe_date
from db.grid import Grid
from db.page import Page, company_page, event_page, source_page
from db.query import Result, find_query, run_query
from db.reading import reading
from db.terminal import print_grid, print_page, print_timeline
from db.text import display_width

ROOT = Path(__file__).resolve().parent.parent
IDS = ("event_id", "source_id", "cited_id", "counterparty_id")
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


def see(database: Path, *arguments: str, width: int = 80, **environment: str) -> str:
    """What a terminal of this width gets from a command, escape codes included."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 200, width, 0, 0))
    kept = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR")}
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), "--db", str(database), *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**kept, "TERM": "xterm-256color", **environment},
    )
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 65536):
            seen += piece
    except OSError:  # how Linux tells that the other side has gone
        pass
    finally:
        os.close(ours)
    assert process.wait() == 0
    return seen.decode().replace("\r\n", "\n")


def draw(printer: Callable[[Any, Console], None], thing: Any, width: int) -> list[str]:
    """The lines of a terminal of this width, without colour."""
    out = StringIO()
    printer(thing, Console(file=out, width=width, highlight=False, no_color=True))
    return [line.rstrip() for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("width", [80, 140])
def test_every_date_of_a_timeline_is_whole_and_no_line_too_long(
    seed_database: Path, width: int
) -> None:
    with reading(seed_database) as connection:
        dates = [
            describe_date(event["when_edtf"]) or "–"
            for event in run_query(connection, find_query("timeline"), {}).dicts()
        ]
    wanted = [end for date in dates for end in date.replace(" to ", "\nto ").split("\n")]
    screen = ESCAPE.sub("", see(seed_database, "timeline", width=width))
    assert max(map(display_width, screen.splitlines())) <= width
    table = re.split(r"\n\n *1 ", screen)[0]
    left = max(map(len, wanted)) + 2
    assert [cell for line in table.splitlines()[2:] if (cell := line[:left].strip())] == wanted


@pytest.mark.parametrize("width", [80, 140])
def test_no_line_of_a_page_is_too_long_and_no_id_is_broken(seed_database: Path, width: int) -> None:
    with reading(seed_database) as connection:
        pages = [
            company_page(connection, "bytedance"),
            event_page(connection, "tiktok-pays-microsoft-for-openai-models"),
            source_page(connection, "blue-whale-news-2024-08-02"),
        ]
    for page in pages:
        lines = draw(print_page, page, width)
        assert max(map(display_width, lines)) <= width
        words = {word.strip("[]") for word in " ".join(lines).split()}
        for result in page.tables.values():
            ids = {str(row[name]) for row in result.dicts() for name in row if name in IDS}
            assert ids - words <= {page.id}


def test_a_terminal_has_colours_and_no_color_takes_them_away(acme_database: Path) -> None:
    colours = re.compile(r"\x1b\[[0-9;]*3[0-9]m")
    command = ("timeline", "--company", "acme")
    assert colours.search(see(acme_database, *command))
    assert not colours.search(see(acme_database, *command, NO_COLOR="1"))


def test_a_dumb_terminal_gets_text_alone(acme_database: Path) -> None:
    screen = see(acme_database, "timeline", TERM="dumb")
    assert "\x1b" not in screen
    assert "Acme pays Globex for access · ongoing" in screen


def test_a_terminal_that_lacks_letters_shows_question_marks(acme_database: Path) -> None:
    screen = see(acme_database, "company", "acme", PYTHONIOENCODING="ascii", TERM="dumb")
    assert "also called  Acme Corp; ????" in screen


TIMELINE = Grid(
    ["When", "Event", "Companies", "Amounts", "Sources"],
    [
        [
            "about 2023-12 to 2024-08-02",
            "Acme buys the maker of the sorting machine that it has rented for years · disputed",
            "Acme (buyer); 顶点公司 (bought)",
            "price: $20M",
            "[1] 1-9",
        ],
        ["2024-03", "Acme is sued", "Acme (affected)", "", "[1] 1-9; [2] 40-118 via [1]"],
        ["", "Acme dreams · planned", "", "", "[2] 40-118; [2] 140-180; [2] 220-250; +3 more"],
    ],
    whole={0},
    stacked={4},
    sections={2: "Without a date"},
    notes=["1  The Globe, 2024-08-03, Acme shops, [globe-1]", "2  A blog, from 2024, [blog-1]"],
)


def test_a_narrow_timeline_has_all_of_an_event_below_each_other() -> None:
    assert draw(print_timeline, TIMELINE, 60) == [
        "When           Event",
        "─" * 60,
        "about 2023-12  Acme buys the maker of the sorting machine",
        "to 2024-08-02  that it has rented for years · disputed",
        "               Acme (buyer); 顶点公司 (bought)",
        "               price: $20M",
        "               [1] 1-9",
        "2024-03        Acme is sued",
        "               Acme (affected)",
        "               [1] 1-9; [2] 40-118 via [1]",
        "",
        "               Without a date",
        "",
        "–              Acme dreams · planned",
        "               [2] 40-118; [2] 140-180;",
        "               [2] 220-250; +3 more",
        "",
        "1 The Globe, 2024-08-03, Acme shops, [globe-1]",
        "2 A blog, from 2024, [blog-1]",
    ]


def test_a_wide_timeline_has_a_column_for_each_thing() -> None:
    lines = draw(print_timeline, TIMELINE, 120)
    assert lines[0].split() == ["When", "Event", "Companies", "Amounts", "Sources"]
    starts = [lines[0].index(name) for name in ("Event", "Companies", "Amounts", "Sources")]
    assert lines[2][starts[0] :].startswith("Acme buys the maker of the")
    assert "顶点公司" in lines[2]
    price = lines[2].index("price")
    assert display_width(lines[2][:price]) == starts[2]  # Chinese letters keep the columns in line
    assert lines[3].startswith("to 2024-08-02")
    assert "[1] 1-9" in lines[2]


def test_a_wide_timeline_has_a_line_for_each_place() -> None:
    lines = draw(print_timeline, TIMELINE, 120)
    at = next(at for at, line in enumerate(lines) if line.startswith("2024-03"))
    places = [line[-20:].strip() for line in lines[at : at + 2]]
    assert places == ["[1] 1-9", "[2] 40-118 via [1]"]


def test_a_timeline_without_events_is_nothing() -> None:
    assert draw(print_timeline, Grid(TIMELINE.columns, []), 80) == []


TABLE = Grid(
    ["event", "when", "title", "events"],
    [
        ["acme-buys-initech", "2024-03", "Acme buys Initech from its founders", "3"],
        ["acme-is-sued", "until 2024-08-02", "顶点公司 is sued", "12"],
    ],
    right={3},
    whole={0, 1},
)


def test_a_table_that_fits_has_its_texts_wrapped_and_its_ids_and_dates_whole() -> None:
    assert draw(print_grid, TABLE, 68) == [
        "event              when              title                    events",
        "─" * 68,
        "acme-buys-initech  2024-03           Acme buys Initech from        3",
        "                                     its founders",
        "acme-is-sued       until 2024-08-02  顶点公司 is sued             12",
    ]


def test_columns_that_do_not_fit_stand_under_their_row_by_name() -> None:
    assert draw(print_grid, TABLE, 40) == [
        "event              when",
        "─" * 40,
        "acme-buys-initech  2024-03",
        "    title: Acme buys Initech from its",
        "    founders · events: 3",
        "acme-is-sued       until 2024-08-02",
        "    title: 顶点公司 is sued · events: 12",
    ]


CITED = Grid(
    ["event", "title", "sources"],
    [["acme-is-sued", "顶点公司 is sued by Initech", "[1] 732-1016; [2] 40-118 via [1]; [3]"]],
    whole={0, 2},
    stacked={2},
    notes=["1  The Globe", "2  A blog", "3  [wire-1]"],
)


def test_places_have_a_line_each_and_the_notes_stand_below() -> None:
    assert draw(print_grid, CITED, 66) == [
        "event         title                        sources",
        "─" * 61,
        "acme-is-sued  顶点公司 is sued by Initech  [1] 732-1016",
        "                                           [2] 40-118 via [1]",
        "                                           [3]",
        "",
        "1 The Globe",
        "2 A blog",
        "3 [wire-1]",
    ]


def test_places_that_do_not_fit_stand_under_their_row_and_are_not_broken() -> None:
    assert draw(print_grid, CITED, 40) == [
        "event",
        "─" * 40,
        "acme-is-sued",
        "    title: 顶点公司 is sued by Initech",
        "    sources: [1] 732-1016;",
        "    [2] 40-118 via [1]; [3]",
        "",
        "1 The Globe",
        "2 A blog",
        "3 [wire-1]",
    ]


def test_numbers_in_line_stand_at_the_right() -> None:
    grid = Grid(["events", "title"], [["3", "t" * 50], ["12", ""]], right={0})
    assert draw(print_grid, grid, 20) == [
        "events",
        "─" * 20,
        "     3",
        "    title:",
        *["    " + "t" * 16] * 3,
        "    tt",
        "    12",
    ]


def test_a_table_without_rows_is_nothing() -> None:
    assert draw(print_grid, Grid(["event"], []), 80) == []


def test_a_page_has_its_facts_and_then_its_tables() -> None:
    page = Page(
        "acme",
        "Acme",
        {"company_id": "acme", "kind": "company", "note": None},
        {
            "counterparties": Result(["counterparty", "events"], [("Globex", 3)]),
            "figures": Result(["text"], []),
        },
    )
    assert draw(print_page, page, 40) == [
        "Acme",
        "",
        "company id  acme",
        "kind        company",
        "",
        "Counterparties",
        "",
        "counterparty  events",
        "─" * 20,
        "Globex             3",
    ]


@pytest.mark.parametrize("width", [40, 120])
def test_signs_that_would_mean_colours_are_shown_as_they_are(width: int) -> None:
    odd = "[red]Acme[/] :smile: [/nothing]"
    timeline = Grid(TIMELINE.columns, [[odd] * 5], notes=[f"1  {odd}"])
    table = Grid([odd, "b", "c"], [[odd, odd, odd]])
    page = Page(odd, odd, {"event_id": odd}, {})
    for printer, thing in (print_timeline, timeline), (print_grid, table), (print_page, page):
        drawn = " ".join(" ".join(draw(printer, thing, width)).split())
        assert "[red]Acme[/] :smile:" in drawn
