"""Pages of the saved queries: the list, and one with its form and its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db.errors import DatelineError
from db.evidence import Notes
from db.grid import Grid, drop_silent, lay_out, lay_out_timeline
from db.name import find_folded
from db.query import Result, SavedQuery, Stream, find_files, list_sources, read_query
from db.query_head import QueryError
from db.question import ask_stream, drop_marks
from db.reader import Reader
from db.sandbox import Limits
from publish.serve.arrange import arrange, is_arranged
from publish.serve.asked import (
    FORMATS,
    find,
    find_faults,
    find_place,
    list_params,
    read_count,
    read_given,
)
from publish.serve.faults import UNAVAILABLE, describe, find_status
from publish.serve.forms import Field, list_fields, write_form
from publish.serve.html import Html, element, join, link, make_path
from publish.serve.layout import write_fault, write_page
from publish.serve.service import Service
from publish.serve.tables import write_grid, write_notes

SIZES = (50, 100, 250, 1000)
PAGING = ("page", "size")
MOST_COUNTED = 100_000  # rows of a total
NAMES = {"json": "JSON", "jsonl": "JSON Lines", "csv": "CSV"}
IN_NAVIGATION = {
    "timeline": "/",
    **{name: f"/queries/{name}" for name in ("companies", "sources", "totals")},
}


class Part(NamedTuple):
    """The rows of one page of an answer."""

    result: Result
    total: int  # rows in all, as far as they were counted
    more: bool  # whether there are others that were not


class Answer(NamedTuple):
    """What a page of a query shows."""

    fields: list[Field]
    faults: dict[str, str]
    fault: DatelineError | None
    part: Part | None
    sources: Result | None
    folded: list[str]


def make_routes(service: Service) -> list[Route]:
    """`/queries` and `/queries/NAME`."""

    async def show_list(_request: Request) -> Response:
        return write_page(service, "Queries", *list_all(service), here="/queries")

    async def show_query(request: Request) -> Response:
        query = find(service, request.path_params["name"])
        items = request.query_params.multi_items()
        given = read_given(list_params(query), items, PAGING)
        number = read_count(given, "page", 1, 10**9) or 1
        size = read_count(given, "size", SIZES[1], SIZES[-1]) or SIZES[1]
        asked = {name: value for name, value in given.items() if name not in PAGING}

        def work(reader: Reader, limits: Limits) -> Answer:
            with find_place(service, query):
                return answer(reader, query, asked, (number, size), limits)

        found = await service.read(request, work, contained=query.is_own)
        return _write(service, query, asked, (number, size), found)

    return [
        Route("/queries", show_list, name="queries"),
        Route("/queries/{name}", show_query, name="query"),
    ]


def list_all(service: Service) -> list[Html]:
    """All saved queries with title and description; one that is badly written is told."""
    terms, faults = [], []
    for name, path in sorted(find_files(service.folders).items()):
        try:
            query = read_query(path)
        except QueryError as error:
            faults.append(write_fault(describe(error)))
            continue
        heading = join(link(query.title, "queries", name), " ", element("code", name))
        terms += [
            element("dt", heading),
            element("dd", query.fields.get("description", "")),
        ]
    return [*faults, element("dl", *terms, class_="list")]


def answer(
    reader: Reader,
    query: SavedQuery,
    given: Mapping[str, str],
    page: tuple[int, int],
    limits: Limits,
) -> Answer:
    """The rows of one page, or what is wrong with what was asked."""
    fields = list_fields(reader, query, limits)
    try:
        part = take_part(ask_stream(reader, query, given, limits), *page)
    except UNAVAILABLE:
        raise
    except DatelineError as error:
        return Answer(fields, find_faults(reader, query, given, limits), error, None, None, [])
    folded = (
        find_folded(reader, kind, given[kind]) for kind in ("company", "event") if given.get(kind)
    )
    told = [str(each) for each in folded if each]
    return Answer(fields, {}, None, part, list_sources(reader), told)


def take_part(stream: Stream, page: int, size: int) -> Part:
    """The rows of one page; those after it are only counted."""
    first, rows, total = (page - 1) * size, [], 0
    for row in stream.rows:
        if first <= total < first + size:
            rows.append(row)
        total += 1
        if total >= max(MOST_COUNTED, first + size + 1):
            return Part(Result(stream.columns, rows), total, more=True)
    return Part(Result(stream.columns, rows), total, more=stream.tally.was_cut)


def _write(
    service: Service,
    query: SavedQuery,
    given: Mapping[str, str],
    page: tuple[int, int],
    found: Answer,
) -> Response:
    address = make_path("queries", query.name)
    fault = None
    if found.fault is not None and not found.faults:
        fault = write_fault(describe(found.fault))
    size = element("input", type="hidden", name="size", value=page[1])
    form = write_form(found.fields, address, given, found.faults, size, _link_formats(query, given))
    body = [
        *_write_description(query.fields.get("description", "")),
        *(element("p", text, class_="remark") for text in found.folded),
        fault,
        form,
    ]
    if found.part is not None:
        body += _write_rows(query, given, page, found.part, found.sources)
    status = 200 if found.fault is None else find_status(found.fault)
    here = IN_NAVIGATION.get(query.name, "/queries")
    return write_page(service, query.title, *body, here=here, status=status)


def _write_description(text: str) -> list[Html]:
    """The first sentence; the rest is there for who opens it."""
    first, full_stop, rest = text.partition(". ")
    shown = element("p", first + full_stop.rstrip(), class_="muted")
    if not rest:
        return [shown]
    more = element("details", element("summary", "More about these rows"), element("p", rest))
    return [shown, more]


def _link_formats(query: SavedQuery, given: Mapping[str, str]) -> Html:
    links = (
        element("a", NAMES[form], href=_ask(make_path("api", "queries", query.name), given, form))
        for form in FORMATS
    )
    return element("span", "The same as ", *(join(each, " ") for each in links))


def _ask(path: str, given: Mapping[str, str], form: str) -> str:
    return f"{path}?{urlencode({**given, 'format': form})}"


def _write_rows(
    query: SavedQuery,
    given: Mapping[str, str],
    page: tuple[int, int],
    part: Part,
    sources: Result | None,
) -> list[Html | None]:
    if not part.total:
        return [element("p", "Nothing found.")]
    notes = Notes(sources.dicts() if sources else ())
    grid, events = _lay_out(query, given, part.result, notes)
    above, below = (
        _write_pages(query, given, page, part, label)
        for label in ("Pages of rows", "Pages of rows, again")
    )
    table = write_grid(grid, query.title, events)
    several = len(part.result.rows) < part.total
    return [above, table, below if several else None, write_notes(notes)]


def _lay_out(
    query: SavedQuery, given: Mapping[str, str], result: Result, notes: Notes
) -> tuple[Grid, Sequence[str]]:
    """The rows for people, as the commands show them."""
    if not query.is_own and is_arranged(result.columns):
        return drop_silent(lay_out(arrange(result), notes), ""), ()
    if query.is_own or query.name not in ("timeline", "search"):
        return lay_out(result, notes), ()
    if query.name == "search":
        return lay_out(drop_marks(result, given), notes), ()
    events = result.dicts()
    return lay_out_timeline(events, notes), [str(event["event_id"]) for event in events]


def _write_pages(
    query: SavedQuery,
    given: Mapping[str, str],
    page: tuple[int, int],
    part: Part,
    label: str,
) -> Html:
    number, size = page
    first = (number - 1) * size
    total = f"{part.total:,}" + (" or more" if part.more else "")
    shown = f"{first + 1:,}–{first + len(part.result.rows):,} of " if part.result.rows else "of "
    if len(part.result.rows) == part.total:
        shown = ""
    noun = "row" if part.total == 1 and not part.more else "rows"
    address = make_path("queries", query.name)

    def to(other: int, text: str, rel: str) -> Html:
        asked = urlencode({**given, "page": other, "size": size})
        return element("a", text, href=f"{address}?{asked}", rel=rel)

    return element(
        "nav",
        element("span", f"{shown}{total} {noun}"),
        to(number - 1, "Earlier page", "prev") if number > 1 else None,
        to(number + 1, "Next page", "next") if first + size < part.total else None,
        class_="pages",
        aria_label=label,
    )
