"""The same data as JSON, under /api: what the commands print with --format json, jsonl and csv."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple, cast
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from db.evidence import Notes
from db.page import write_page
from db.query import SavedQuery, Stream, list_queries
from db.question import ask_stream
from db.reader import Reader
from db.render import write_json, write_result
from db.sandbox import Limits
from publish.page.data import describe_database
from publish.serve.asked import (
    FORMATS,
    find,
    find_format,
    find_place,
    list_params,
    read_count,
    read_given,
)
from publish.serve.faults import RequestError
from publish.serve.openapi import describe_api
from publish.serve.service import Service
from publish.serve.sql import STATEMENT, running
from publish.serve.things import KINDS, read_thing

PAGED = ("timeline", "search")
WHOLE = ("companies", "sources", "totals")
ROWS, MOST_ROWS = 100, 1_000
MOST_OFFSET = 10**9
IN_MEMORY = 4 * 2**20  # bytes of an answer that are not put into a temporary file
PIECE = 2**16
MORE = "Dateline-More-Rows"


class Written(NamedTuple):
    """A whole answer, and whether there were more rows than were taken."""

    file: IO[str]
    more: bool


def make_routes(service: Service) -> list[Route]:
    """All of /api but the page for people."""
    return [
        *(_make_paged(service, name) for name in PAGED),
        *(_make_whole(service, name) for name in WHOLE),
        *(_make_thing(service, path, kind) for path, kind in KINDS.items()),
        _make_database(service),
        *_make_queries(service),
        _make_sql(service),
        _make_description(service),
    ]


def answer_json(value: Any) -> Response:
    """A value as the commands write it: numbers with all their digits."""
    out = StringIO()
    write_json(value, out)
    return Response(out.getvalue(), media_type=FORMATS["json"])


def _make_paged(service: Service, name: str) -> Route:
    """Events by limit and offset, with the address of those that follow."""

    async def show(request: Request) -> Response:
        query = find(service, name)
        given = read_given(list_params(query), request.query_params.multi_items())
        limit = read_count(given, "limit", ROWS, MOST_ROWS)
        offset = read_count(given, "offset", 0, MOST_OFFSET)
        rows = await _read_rows(service, request, query, {**given, "limit": str(limit + 1)})
        following = {**given, "limit": limit, "offset": offset + limit}
        more = limit > 0 and len(rows) > limit
        return answer_json(
            {
                "rows": rows[:limit],
                "limit": limit,
                "offset": offset,
                "next": f"/api/{name}?{urlencode(following)}" if more else None,
            }
        )

    return Route(f"/api/{name}", show)


def _make_whole(service: Service, name: str) -> Route:
    async def show(request: Request) -> Response:
        query = find(service, name)
        given = read_given(list_params(query), request.query_params.multi_items())
        return answer_json({"rows": await _read_rows(service, request, query, given)})

    return Route(f"/api/{name}", show)


async def _read_rows(
    service: Service, request: Request, query: SavedQuery, given: Mapping[str, str]
) -> list[dict[str, Any]]:
    def work(reader: Reader, limits: Limits) -> list[dict[str, Any]]:
        return list(ask_stream(reader, query, given, limits).dicts())

    return await service.read(request, work)


def _make_thing(service: Service, path: str, kind: str) -> Route:
    async def show(request: Request) -> Response:
        name = request.path_params["name"]

        def work(reader: Reader, _limits: Limits) -> str:
            out = StringIO()
            write_page(read_thing(reader, kind, name).page, "json", out, Notes())
            return out.getvalue()

        return Response(await service.read(request, work), media_type=FORMATS["json"])

    return Route(f"/api/{path}/{{name:path}}", show)


def _make_database(service: Service) -> Route:
    """Whether the records are still those that an answer was made of."""

    async def show(request: Request) -> Response:
        def work(reader: Reader, _limits: Limits) -> dict[str, Any]:
            return describe_database(reader)

        return answer_json(await service.read(request, work))

    return Route("/api/database", show)


def _make_queries(service: Service) -> list[Route]:
    async def show_list(_request: Request) -> Response:
        return answer_json({"rows": [describe_query(each) for each in _list(service)]})

    async def show(request: Request) -> Response:
        query = find(service, request.path_params["name"])
        given = read_given(list_params(query), request.query_params.multi_items(), ("format",))
        form = find_format(given)
        asked = {name: value for name, value in given.items() if name != "format"}

        def work(reader: Reader, limits: Limits) -> Written:
            with find_place(service, query):
                return write_whole(ask_stream(reader, query, asked, limits), form)

        written = await service.read(request, work, contained=query.is_own)
        return stream_answer(written, form, query.name)

    return [Route("/api/queries", show_list), Route("/api/queries/{name}", show)]


def _list(service: Service) -> list[SavedQuery]:
    return list_queries(service.folders)


def describe_query(query: SavedQuery) -> dict[str, Any]:
    """A saved query as its head tells of it."""
    return {
        "name": query.name,
        "title": query.title,
        "description": query.fields.get("description", ""),
        "address": f"/api/queries/{query.name}",
        "parameters": [
            {
                "name": param.name,
                "type": param.type,
                "help": param.help,
                "default": param.default,
                "choices": list(param.choices),
            }
            for param in list_params(query)
        ],
    }


def _make_sql(service: Service) -> Route:
    async def show(request: Request) -> Response:
        given = read_given([], request.query_params.multi_items(), (STATEMENT, "format"))
        form, statement = find_format(given), given.get(STATEMENT, "")
        if not statement:
            raise RequestError(f"there is no statement; give it as {STATEMENT}")

        def work(_reader: Reader, limits: Limits) -> Written:
            with running(service, statement, limits) as stream:
                return write_whole(stream, form)

        return stream_answer(await service.read(request, work, contained=True), form, "sql")

    return Route("/api/sql", show)


def _make_description(service: Service) -> Route:
    async def show(_request: Request) -> Response:
        return answer_json(describe_api(_list(service)))

    return Route("/api/openapi.json", show)


def write_whole(stream: Stream, form: str) -> Written:
    """The answer in full, before any of it is sent: a fault in its last row is still told."""
    spooled: Any = SpooledTemporaryFile(  # noqa: SIM115  closed by who sends it
        IN_MEMORY, "w+", encoding="utf-8", newline="\n"
    )
    file = cast("IO[str]", spooled)
    try:
        # What has no types of DuckDB tells by its values what it is, so all of them are read.
        write_result(stream if stream.types else stream.read(), form, file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return Written(file, stream.tally.was_cut)


def stream_answer(written: Written, form: str, name: str) -> Response:
    """An answer as it is read from where it was put; CSV is offered as a file."""
    headers = {MORE: "true"} if written.more else {}
    if form != "json":
        headers["Content-Disposition"] = f'inline; filename="{name}.{form}"'
    return StreamingResponse(_read_pieces(written.file), media_type=FORMATS[form], headers=headers)


def _read_pieces(file: IO[str]) -> Iterator[str]:
    with file:
        read: Callable[[], str] = lambda: file.read(PIECE)  # noqa: E731
        yield from iter(read, "")
