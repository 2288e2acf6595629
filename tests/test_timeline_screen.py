"""A timeline on a terminal: its columns at every width, its headings, bars, signs and legend."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import GOLDEN, ROOT, Run
from rich.console import Console
from screens import ESCAPE, draw, see
from test_grid import make_citation, make_event, make_source

from db.edtf import parse_edtf
from db.evidence import MOST, Notes, describe_date
from db.query import find_query, list_sources, run_query
from db.reading import reading
from db.shown_figures import Figure, Figures, read_figures
from db.text import display_width
from db.timeline_screen import break_date, print_timeline

Golden = Callable[[str, str], None]
BOUGHT = "Acme buys the maker of the sorting machine that it has rented for years"


def about(event_id: str, date: str | None, title: str, **changed: Any) -> dict[str, Any]:
    """An event of one source."""
    parsed = parse_edtf(date) if date else None
    event: dict[str, Any] = {
        "event_id": event_id,
        "when_edtf": date,
        "title": title,
        "earliest": parsed and parsed.earliest,
        "latest": parsed and parsed.latest,
        "participants": [],
        "amounts": [],
    }
    return make_event(**{**event, **changed})


def money(low: int, high: int | None) -> Figure:
    most = None if high is None else Decimal(high)
    return Figure(Decimal(low), most, "USD", "one_off", approximate=False)


EVENTS = [
    about(
        *("bought", "2023-12~/2024-08-02", BOUGHT),
        participants=["Acme (buyer)", "顶点公司 (bought)"],
        amounts=["price: $20M", "users: 3 users"],
        disputed=True,
    ),
    about(
        *("sued", "2024-03", "Acme is sued"),
        participants=["Acme (affected)"],
        amounts=["fine: at least $5M"],
        sources=[make_citation("globe-1"), make_citation("blog-1", "globe-1", start=40, end=118)],
    ),
    about(
        *("dreams", None, "Acme dreams"),
        status="planned",
        sources=[make_citation("blog-1", start=at, end=at + 9) for at in (40, 140, 220, 300, 400)],
    ),
]
SOURCES = [make_source("globe-1"), make_source("blog-1", publisher="A blog", title=None)]
FIGURES: Figures = {
    ("bought", "price: $20M"): money(20, 20),
    ("sued", "fine: at least $5M"): money(5, None),
}


def draw_timeline(
    width: int,
    by: str = "year",
    events: list[dict[str, Any]] | None = None,
    figures: Figures | None = None,
) -> list[str]:
    """The lines of a timeline on a terminal of this width."""

    def print_it(console: Console) -> None:
        chosen = EVENTS if events is None else events
        notes = Notes(SOURCES, MOST)
        print_timeline(chosen, notes, FIGURES if figures is None else figures, by, console)

    return draw(print_it, width)


def test_a_narrow_timeline_has_all_of_an_event_below_each_other() -> None:
    assert draw_timeline(60) == [
        "When               Event",
        "2023 (1 event) ─────────────────────────────────────────────",
        "about 2023-12  ~≠¹ Acme buys the maker of the sorting",
        "to 2024-08-02      machine that it has rented for years",
        "                   Acme (buyer); 顶点公司 (bought)",
        "                   price: $20M; users: 3 users",
        "                   [1] 1-9",
        "",
        "2024 (1 event) ─────────────────────────────────────────────",
        "2024-03            Acme is sued",
        "                   Acme (affected)",
        "                   fine: at least $5M",
        "                   [1] 1-9; [2] 40-118 via [1]",
        "",
        "Without a date (1 event) ───────────────────────────────────",
        "–               ○¹ Acme dreams",
        "                   [2] 40-49; [2] 140-149; [2] 220-229;",
        "                   +2 more",
        "",
        "~ approximate date   ○ planned   ≠ disputed   ¹ one source",
        "",
        "1 The Globe, 2024-04-01, Acme shops, [globe-1]",
        "2 A blog, 2024-04-01, [blog-1]",
    ]


def test_a_very_narrow_timeline_has_an_event_below_its_date() -> None:
    assert draw_timeline(40)[:9] == [
        "Event",
        "2023 (1 event) ─────────────────────────",
        "about 2023-12 to 2024-08-02 ~≠¹",
        "    Acme buys the maker of the sorting",
        "    machine that it has rented for years",
        "    Acme (buyer); 顶点公司 (bought)",
        "    price: $20M; users: 3 users",
        "    [1] 1-9",
        "",
    ]


def test_a_wide_timeline_has_a_column_for_each_thing_and_bars_beside_money() -> None:
    lines = draw_timeline(140)
    starts = [lines[0].index(name) for name in ("Event", "Companies", "Amounts", "Sources")]
    assert [cut(line, starts) for line in lines[2:4]] == [
        [
            *("about 2023-12  ~≠¹", "Acme buys the maker of the sorting"),
            *("Acme (buyer); 顶点公司", "████████ price: $20M", "[1] 1-9"),
        ],
        ["to 2024-08-02", "machine that it has rented for years", "(bought)", "users: 3 users", ""],
    ]
    at = lines.index("2024 (1 event) " + "─" * 125) + 1
    assert [cut(line, starts) for line in lines[at : at + 2]] == [
        ["2024-03", "Acme is sued", "Acme (affected)", "██>      fine: at least $5M", "[1] 1-9"],
        ["", "", "", "", "[2] 40-118 via [1]"],
    ]
    assert "████████ $20, linear; other units and periods have no bar   > no upper end" in lines


def cut(line: str, starts: list[int]) -> list[str]:
    """What stands in the columns that start there; a Chinese letter is two columns wide."""
    columns = "".join(char + "\0" * (display_width(char) - 1) for char in line)
    ends = zip([0, *starts], [*starts, len(columns)], strict=True)
    return [columns[start:end].replace("\0", "").strip() for start, end in ends]


@pytest.mark.parametrize("width", [40, 60, 80, 120, 140])
@pytest.mark.parametrize("letters", ["顶点公司", "e\u0301", "ﬁ́", "Ａ", "ば\u3099"])
def test_wide_and_combining_letters_are_measured_as_they_are_seen(width: int, letters: str) -> None:
    long = " ".join([letters * 3, letters * 40, letters])
    event = about("a", "2024", long, participants=[long], amounts=["price: $20M", long])
    lines = draw_timeline(width, events=[event, EVENTS[1]])
    assert max(map(display_width, lines)) <= width
    assert all("".join(lines).count(letter) >= 3 * 44 for letter in letters)


@pytest.mark.parametrize("width", [1, 10, 20, 30])
def test_a_terminal_that_is_much_too_narrow_is_no_error(width: int) -> None:
    assert draw_timeline(width)


def test_places_that_leave_no_room_for_columns_make_a_wide_terminal_a_narrow_one() -> None:
    origins = [f"wire-{number}" for number in range(20)]
    events = [{**event, "sources": [make_citation("globe-1", *origins)]} for event in EVENTS]
    lines = draw_timeline(120, events=events)
    assert "Amounts" not in lines[0]
    assert "█" not in "".join(lines)


def test_by_month_and_by_nothing() -> None:
    months = [line.partition(" ─")[0] for line in draw_timeline(80, "month") if " ─" in line]
    assert months == ["2023-12 (1 event)", "2024-03 (1 event)", "Without a date (1 event)"]
    lines = draw_timeline(80, "none")
    assert lines[1] == "─" * 80
    assert [line for line in lines if " ─" in line] == ["Without a date " + "─" * 65]


def test_columns_that_say_nothing_are_left_out() -> None:
    event = about("a", "2024", "Acme dreams", sources=[])
    assert draw_timeline(120, events=[event]) == [
        "When  Event" + " " * 102 + "Sources",
        "2024 (1 event) " + "─" * 105,
        "2024  Acme dreams",
    ]


def test_a_timeline_without_events_is_nothing() -> None:
    assert draw_timeline(80, events=[]) == []


@pytest.mark.parametrize("width", [60, 120])
def test_words_that_a_sign_says_are_not_said_again_and_others_stay_whole(width: int) -> None:
    event = about("a", "2024", "Acme dreams", disputed=True, dates_differ=True, status="forecast")
    text = "\n".join(draw_timeline(width, events=[event]))
    assert "◊≠¹ Acme dreams · dates differ" in text
    assert text.count("forecast") == text.count("disputed") == 1  # in the legend


def test_a_mark_is_not_torn_from_its_dot() -> None:
    event = about("a", "2024", "A title that fills the line up to its end", status="ongoing")
    for width in range(40, 70):
        assert not [line for line in draw_timeline(width, events=[event]) if line.endswith("·")]


@pytest.mark.parametrize(
    ("date", "lines"),
    [
        ("2024-03", "2024-03"),
        ("about 2023-12 to 2024-08-02", "about 2023-12\nto 2024-08-02"),
        ("until about 2023-12", "until\nabout 2023-12"),
        ("from about 2023", "from\nabout 2023"),
        ("until 2024-07-31", "until 2024-07-31"),
        ("", ""),
    ],
)
def test_a_long_date_is_broken_between_its_parts(date: str, lines: str) -> None:
    assert break_date(date) == lines


@pytest.mark.parametrize("width", [40, 120])
def test_what_would_mean_colours_is_shown_as_it_is(width: int) -> None:
    odd = "[red]Acme[/] :smile: [/nothing]"
    events = [about("a", "2024", odd, participants=[odd], amounts=[odd])]
    assert (
        " ".join(" ".join(draw_timeline(width, events=events)).split()).count("[red]Acme[/]") == 3
    )


@pytest.mark.parametrize("by", ["year", "month", "none"])
@pytest.mark.parametrize("width", [40, 80, 100, 140])
def test_no_line_of_the_whole_timeline_is_too_long_and_nothing_is_lost(
    seed_database: Path, width: int, by: str
) -> None:
    with reading(seed_database) as connection:
        events = run_query(connection, find_query("timeline"), {}).dicts()
        figures = read_figures(connection)
        notes = Notes(list_sources(connection).dicts(), MOST)

        def print_it(console: Console) -> None:
            print_timeline(events, notes, figures, by, console)

        lines = draw(print_it, width)
    assert max(map(display_width, lines)) <= width
    assert not [line for line in lines if "…" in line]
    words = set(" ".join(lines).split())
    for event in events:
        assert set(event["title"].split()) <= words
    for source in re.findall(r"\[[a-z0-9-]{3,}\]", "\n".join(notes.list())):
        assert len(source) > width or any(source in line for line in lines)
    for date in {describe_date(event["when_edtf"]) for event in events}:
        for part in break_date(date).split("\n") if width > 40 else [date]:
            assert any(line.startswith(part) for line in lines)


@pytest.mark.parametrize(
    ("width", "options"),
    [
        (80, ("--company", "ByteDance", "--type", "launch", "--to", "2024")),
        (140, ("--company", "ByteDance", "--from", "2024", "--type", "investment")),
    ],
)
def test_a_screen_is_as_it_was(
    seed_database: Path, golden: Golden, width: int, options: tuple[str, ...]
) -> None:
    screen = see(seed_database, "timeline", *options, width=width, NO_COLOR="1")
    lines = [line.rstrip() for line in ESCAPE.sub("", screen).splitlines()]
    golden(f"screen-{width}.txt", "\n".join(lines) + "\n")


def test_the_readme_shows_a_real_screen() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    screen = (GOLDEN / "screen-80.txt").read_text(encoding="utf-8")
    command = "$ dateline timeline --company ByteDance --type launch --to 2024\n"
    assert f"```console\n{command}{screen}```\n" in readme


def test_a_terminal_without_the_signs_gets_others(seed_database: Path) -> None:
    command = ("timeline", "--company", "ByteDance", "--from", "2024", "--to", "2024-07")
    screen = see(seed_database, *command, width=140, PYTHONIOENCODING="ascii", TERM="dumb")
    assert screen.isascii()
    assert "2024 (" in screen
    assert ") ----" in screen
    assert "######## investment: $23B" in screen
    assert "#######. investment: about" in screen
    assert "~ approximate date   o planned   ^ forecast   ! disputed   1 one source" in screen
    assert "?" not in screen.replace('Can TikTok\'s AI strategy once again "work wonders"?', "")


def test_headings_stand_in_plain_tables_and_markdown_only_if_asked_for(
    run: Run, acme_database: Path
) -> None:
    command = ("timeline", "--company", "acme")
    plain = run(*command, "--by", "year", db=acme_database).stdout
    assert re.findall(r"\n\n(.* event.*)\n", plain)[0] == "1999 (1 event)"
    markdown = run(*command, "--by", "month", "--format", "markdown", db=acme_database).stdout
    assert "| **2024-03 (1 event)** | | | | |" in markdown
    assert " event)" not in run(*command, db=acme_database).stdout
    for form in ("csv", "json", "jsonl"):
        machine = run(*command, "--format", form, db=acme_database).stdout
        assert run(*command, "--by", "year", "--format", form, db=acme_database).stdout == machine
