"""What a person sees on a terminal: on real pseudo-terminals, and line by line."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from rich.color import Color
from rich.console import Console
from rich.style import Style
from screens import draw, see

from db.grid import Grid
from db.page import Page, company_page, event_page, source_page
from db.palette import STYLES
from db.query import Result
from db.reading import reading
from db.terminal import print_grid, print_page
from db.text import display_width

IDS = ("event_id", "source_id", "cited_id", "counterparty_id")


@pytest.mark.parametrize("width", [80, 140])
def test_no_line_of_a_page_is_too_long_and_no_id_is_broken(seed_database: Path, width: int) -> None:
    with reading(seed_database) as connection:
        pages = [
            company_page(connection, "bytedance"),
            event_page(connection, "tiktok-pays-microsoft-for-openai-models"),
            source_page(connection, "blue-whale-news-2024-08-02"),
        ]
    for page in pages:
        lines = draw(partial(print_page, page), width)
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


def test_a_terminal_of_sixteen_colours_gets_bold_print_alone(acme_database: Path) -> None:
    screen = see(acme_database, "timeline", TERM="xterm", COLORTERM="")
    assert set(re.findall(r"\x1b\[([0-9;]*)m", screen)) == {"1", "0"}


def test_a_dumb_terminal_gets_text_alone(acme_database: Path) -> None:
    screen = see(acme_database, "timeline", TERM="dumb")
    assert "\x1b" not in screen
    assert "¹ Acme pays Globex for access · ongoing" in screen


def test_a_dumb_terminal_is_as_wide_as_it_is(acme_database: Path) -> None:
    screen = see(acme_database, "companies", TERM="dumb", width=40)
    assert max(map(display_width, screen.splitlines())) <= 40


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("ground", [0.0, 1.0], ids=["black", "white"])
def test_every_colour_can_be_read_on_black_and_on_white(style: str, ground: float) -> None:
    color = Style.parse(style).color
    assert color is not None
    light, dark = sorted((luminance(color), ground), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4  # WCAG 2: 3 for large text, 4.5 for small


def luminance(color: Color) -> float:
    """How bright a colour is (WCAG 2)."""
    parts = [part / 255 for part in color.get_truecolor()]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_terminal_that_lacks_letters_shows_question_marks(acme_database: Path) -> None:
    screen = see(acme_database, "company", "acme", PYTHONIOENCODING="ascii", TERM="dumb")
    assert "also called  Acme Corp; ????" in screen


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
    assert draw(partial(print_grid, TABLE), 68) == [
        "event              when              title                    events",
        "─" * 68,
        "acme-buys-initech  2024-03           Acme buys Initech from        3",
        "                                     its founders",
        "acme-is-sued       until 2024-08-02  顶点公司 is sued             12",
    ]


def test_columns_that_do_not_fit_stand_under_their_row_by_name() -> None:
    assert draw(partial(print_grid, TABLE), 40) == [
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
    assert draw(partial(print_grid, CITED), 66) == [
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
    assert draw(partial(print_grid, CITED), 40) == [
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
    assert draw(partial(print_grid, grid), 20) == [
        "events",
        "─" * 20,
        "     3",
        "    title:",
        *["    " + "t" * 16] * 3,
        "    tt",
        "    12",
    ]


def test_a_table_without_rows_is_nothing() -> None:
    assert draw(partial(print_grid, Grid(["event"], [])), 80) == []


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
    assert draw(partial(print_page, page), 40) == [
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
    table = Grid([odd, "b", "c"], [[odd, odd, odd]])
    page = Page(odd, odd, {"event_id": odd}, {})

    def print_both(console: Console) -> None:
        print_grid(table, console)
        print_page(page, console)

    drawn = " ".join(" ".join(draw(print_both, width)).split())
    assert drawn.count("[red]Acme[/] :smile:") >= 4
