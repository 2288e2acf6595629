"""The frame of every page: head, navigation, and what is told of faults."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import HTMLResponse

from db.address import Server
from publish.serve.html import Child, Html, element, join
from publish.serve.service import Service

NAVIGATION = (
    ("Timeline", "/"),
    ("Companies", "/queries/companies"),
    ("Sources", "/queries/sources"),
    ("Totals", "/queries/totals"),
    ("Queries", "/queries"),
    ("SQL", "/sql"),
    ("API", "/api"),
)


def write_page(
    service: Service, title: str, *body: Child, here: str | None = None, status: int = 200
) -> HTMLResponse:
    """A whole page; `here` is the address in the navigation that it belongs to."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"{title} · Dateline"),
        element("link", rel="stylesheet", href="/assets/style.css"),
        element("link", rel="icon", href="data:,"),
    )
    main = element("main", element("h1", title), *body, id="main")
    content = element(
        "body",
        element("a", "Skip to the content", href="#main", class_="skip"),
        _write_header(service, here),
        main,
    )
    page = join(Html("<!doctype html>\n"), element("html", head, content, lang="en"), "\n")
    return HTMLResponse(page, status)


def _write_header(service: Service, here: str | None) -> Html:
    items = (
        element("li", element("a", name, href=path, aria_current="page" if path == here else None))
        for name, path in NAVIGATION
    )
    search = element(
        "form",
        element("label", "Search", for_="search", class_="unseen"),
        element("input", type="search", id="search", name="text", placeholder="Search events"),
        element("button", "Search"),
        action="/queries/search",
        role="search",
    )
    return element(
        "header",
        element("p", element("strong", "Dateline"), " ", name_database(service), class_="name"),
        element("nav", element("ul", *items), aria_label="Pages"),
        search,
    )


def name_database(service: Service) -> str:
    """The name of the file, or the address without its password."""
    database = service.database
    return str(database) if isinstance(database, Server) else database.name


def write_fault(text: str) -> Html:
    """What went wrong, above all else."""
    return element("p", *break_lines(text), class_="fault", role="alert")


def break_lines(text: str) -> list[Html]:
    """Text of several lines."""
    first, *others = text.split("\n")
    return [join(first), *(join(element("br"), line) for line in others)]


def write_fault_page(service: Service, status: int, text: str) -> HTMLResponse:
    """A page that tells only of a fault."""
    return write_page(service, HTTPStatus(status).phrase, write_fault(text), status=status)
