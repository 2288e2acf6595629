"""The page for a statement of one's own, and the statement itself, run contained."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db.address import Server
from db.errors import DatelineError
from db.evidence import Notes
from db.grid import lay_out
from db.query import Result, Stream, list_sources
from db.reader import Reader
from db.sandbox import Limits, run_contained
from publish.serve.asked import FORMATS
from publish.serve.faults import UNAVAILABLE, describe, find_status
from publish.serve.html import Html, element, join
from publish.serve.layout import write_fault, write_page
from publish.serve.queries import NAMES, take_part
from publish.serve.service import Service
from publish.serve.tables import write_grid, write_notes

STATEMENT = "q"
MOST_SHOWN = 1_000  # rows of a page
EXAMPLE = "SELECT when_edtf, title\nFROM timeline\nWHERE status = 'planned'"
ON_SERVER = (
    "This database is on a PostgreSQL server, which has rights of its own: ask it with psql."
)
NEARLY = "One statement that reads: SELECT, FROM, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN."


class Shown(NamedTuple):
    """The first rows of a statement, how many there are, and the sources that notes name."""

    result: Result
    total: int
    more: bool
    sources: Result


@contextmanager
def running(service: Service, statement: str, limits: Limits) -> Iterator[Stream]:
    """The rows of a statement, contained as by `dateline sql`; to be read within."""
    with service.sandbox():
        yield run_contained(service.database, statement, {}, {}, limits)


def make_routes(service: Service) -> list[Route]:
    """`/sql`."""

    async def show(request: Request) -> Response:
        statement = request.query_params.get(STATEMENT, "")
        if isinstance(service.database, Server):
            return write_page(service, "SQL", element("p", ON_SERVER), here="/sql")
        form = _write_form(statement)
        # A link of another site fills in the form, and leaves it to the reader to run it.
        if not statement.strip() or request.headers.get("sec-fetch-site") == "cross-site":
            return write_page(service, "SQL", form, here="/sql")

        def work(reader: Reader, limits: Limits) -> Shown:
            with running(service, statement, limits) as stream:
                part = take_part(stream, 1, MOST_SHOWN)
            return Shown(part.result, part.total, part.more, list_sources(reader))

        try:
            shown = await service.read(request, work, contained=True)
        except UNAVAILABLE:
            raise
        except DatelineError as error:
            fault = write_fault(describe(error))
            return write_page(service, "SQL", form, fault, here="/sql", status=find_status(error))
        return write_page(service, "SQL", form, *_write_rows(shown), here="/sql")

    return [Route("/sql", show, name="sql")]


def _write_form(statement: str) -> Html:
    links = (
        element(
            "a",
            NAMES[form],
            href="/api/sql?" + urlencode({STATEMENT: statement, "format": form}),
        )
        for form in FORMATS
    )
    formats = element("span", "The same as ", *(join(each, " ") for each in links))
    return element(
        "form",
        element("label", "Statement", for_="statement", class_="unseen"),
        element(
            "textarea",
            join(statement or EXAMPLE),
            id="statement",
            name=STATEMENT,
            spellcheck="false",
            aria_describedby="statement-help",
        ),
        element("p", NEARLY, class_="help", id="statement-help"),
        element(
            "div",
            element("button", "Run"),
            formats if statement.strip() else None,
            class_="actions",
        ),
        action="/sql",
        class_="ask",
    )


def _write_rows(shown: Shown) -> list[Html | None]:
    if not shown.total:
        return [element("p", "Nothing found.")]
    notes = Notes(shown.sources.dicts())
    noun = "row" if shown.total == 1 else "rows"
    counted = f"{shown.total:,} {noun}"
    if shown.more:
        counted = f"stopped at {counted}; there are more"
    if len(shown.result.rows) < shown.total:
        counted += f"; the first {len(shown.result.rows):,} are shown"
    grid = lay_out(shown.result, notes)
    return [
        element("p", counted, class_="pages"),
        write_grid(grid, "Rows of the statement"),
        write_notes(notes),
    ]
