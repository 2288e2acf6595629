"""Pages of one event, one company or one source: what the commands of these names show."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from db import page
from db.evidence import Notes
from db.name import UnknownNameError, find_folded, resolve_company, resolve_id
from db.page import Page, PageError, describe_facts, lay_out_tables
from db.passages import read_passages
from db.query import Result, list_sources
from db.reader import Reader
from db.sandbox import Limits
from db.text import clean
from publish.serve.faults import NotFoundError
from publish.serve.html import Html, element, join, make_path
from publish.serve.layout import write_page
from publish.serve.service import Service
from publish.serve.tables import link_notes, link_text, write_grid, write_notes

KINDS = {"events": "event", "companies": "company", "sources": "source"}
MAKE: dict[str, Callable[[Reader, str], Page]] = {
    "event": page.event_page,
    "company": page.company_page,
    "source": page.source_page,
}
OF_COMPANY = (("Timeline", "timeline"), ("Totals", "totals"), ("Counterparties", "counterparties"))
CITED = ("sources", "first event", "last event")  # facts that name places


class Thing(NamedTuple):
    """A page, the sources that its notes name, and whether the name stands for another."""

    page: Page
    sources: Result
    folded: str | None


def read_thing(reader: Reader, kind: str, name: str) -> Thing:
    """Everything known of one thing; raise NotFoundError with the nearest names."""
    try:
        found = (
            resolve_company(reader, name) if kind == "company" else resolve_id(reader, kind, name)
        )
        shown = MAKE[kind](reader, found)
    except (UnknownNameError, PageError) as error:
        raise NotFoundError(str(error)) from error
    if kind != "company":
        shown = page.add_passages(shown, read_passages(reader, kind, found, None))
    folded = find_folded(reader, kind, name) if kind != "source" else None
    return Thing(shown, list_sources(reader), str(folded) if folded else None)


def make_routes(service: Service) -> list[Route]:
    """`/events/ID`, `/companies/NAME` and `/sources/ID`; without a name, the list of all."""
    things = (_make_route(service, path, kind) for path, kind in KINDS.items())
    return [*map(_make_list, KINDS), *things]


def _make_list(path: str) -> Route:
    async def show(_request: Request) -> Response:
        return RedirectResponse(make_path("queries", path))

    return Route(f"/{path}", show)


def _make_route(service: Service, path: str, kind: str) -> Route:
    async def show(request: Request) -> Response:
        name = request.path_params["name"]

        def work(reader: Reader, _limits: Limits) -> Thing:
            return read_thing(reader, kind, name)

        return _write(service, kind, await service.read(request, work))

    return Route(f"/{path}/{{name:path}}", show, name=kind)


def _write(service: Service, kind: str, thing: Thing) -> Response:
    notes = Notes(thing.sources.dicts())
    facts = [
        element(part, content)
        for name, text in describe_facts(thing.page, notes)
        for part, content in (("dt", name), ("dd", _write_fact(thing.page, name, text)))
    ]
    tables = [
        element("section", element("h2", heading), write_grid(grid, heading))
        for heading, grid in lay_out_tables(thing.page, notes)
    ]
    return write_page(
        service,
        clean(thing.page.title or thing.page.id),
        element("p", thing.folded, class_="remark") if thing.folded else None,
        element("p", *_link_company(thing.page.id), class_="pages") if kind == "company" else None,
        element("dl", *facts, class_="facts"),
        *tables,
        write_notes(notes),
    )


def _write_fact(shown: Page, name: str, text: str) -> Html:
    if text == shown.id:
        return join(text)
    return link_notes(text) if name in CITED else link_text(name, text)


def _link_company(company: str) -> list[Html]:
    asked = urlencode({"company": company})
    return [element("a", text, href=f"/queries/{name}?{asked}") for text, name in OF_COMPANY]
