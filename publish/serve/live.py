"""The page that draws the timeline, and its data: given by whoever makes the app.

Without it the first page is the table of the timeline.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from db.query import find_query
from db.reader import Reader
from db.sandbox import Limits
from publish.page.html import read_library, read_script, read_style, write_live_page
from publish.page.live import AT_ONCE, read_live
from publish.serve.api import MOST_OFFSET, answer_json
from publish.serve.asked import list_params, read_count, read_given
from publish.serve.service import Service

TABLE = "/queries/timeline"
MOST = {"limit": AT_ONCE, "offset": MOST_OFFSET}
DATA, ASSETS = "/api/page", "/assets/"
ReadPage = Callable[[Reader, Mapping[str, str]], Any]


@dataclass(frozen=True, slots=True)
class Live:
    """A page, what its data are for the parameters of `timeline`, and files that it needs.

    `files` are served under /assets/, by name, each with its media type.
    """

    write_page: Callable[[], str]
    read_page: ReadPage
    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def make_live() -> Live:
    """The page of publish/page, whose data are asked for here."""
    script = "text/javascript"
    return Live(
        lambda: write_live_page(DATA, ASSETS, TABLE),
        read_live,
        {
            "page.css": (read_style(), "text/css"),
            "page.js": (read_script(), script),
            "d3.js": (read_library(), script),
        },
    )


def make_routes(service: Service, live: Live | None) -> list[Route]:
    """`/`, and `/api/page` with its data."""
    if live is None:

        async def show_table(_request: Request) -> Response:
            return RedirectResponse(TABLE)

        return [Route("/", show_table)]

    async def show(_request: Request) -> Response:
        return HTMLResponse(live.write_page())

    async def show_data(request: Request) -> Response:
        params = list_params(find_query("timeline"))
        given = read_given(params, request.query_params.multi_items())
        for name in MOST.keys() & given.keys():
            read_count(given, name, 0, MOST[name])

        def work(reader: Reader, _limits: Limits) -> Any:
            return live.read_page(reader, given)

        return answer_json(await service.read(request, work))

    return [Route("/", show), Route(DATA, show_data)]
