"""What a request asks of a saved query: its parameters by name, and its answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

from db.errors import DatelineError
from db.query import SavedQuery, find_files, find_query
from db.query_head import Param, QueryError
from db.question import list_parameters
from db.reader import Reader
from db.sandbox import Limits
from publish.serve.faults import NotFoundError, RequestError
from publish.serve.service import Service

SEVERAL = ("event_types", "statuses")
CURRENCY = Param("in", "text", "reckon the sums in this currency, too, as EUR")
FORMATS = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
}


def find(service: Service, name: str) -> SavedQuery:
    """A saved query; raise NotFoundError with the nearest names."""
    known = name in find_files(service.folders)
    try:
        return find_query(name, service.folders)
    except QueryError as error:
        if known:
            raise
        raise NotFoundError(str(error)) from error


def list_params(query: SavedQuery) -> list[Param]:
    """All that may be given to a query."""
    named = [param.name for param in query.params]
    more = list_parameters(query) - set(named) if not query.is_own else set()
    return [*query.params, *([CURRENCY] if CURRENCY.name in more else [])]


def read_given(
    params: Sequence[Param], items: Iterable[tuple[str, str]], others: Sequence[str] = ()
) -> dict[str, str]:
    """What is given, by name; empty is not given. `others` may be given, too; else RequestError."""
    kinds = {param.name: param.type for param in params}
    given: dict[str, str] = {}
    for name, value in items:
        if name not in kinds and name not in others:
            known = ", ".join([*kinds, *others]) or "none"
            raise RequestError(f"there is no parameter '{name}'; there are {known}")
        if not value.strip():
            continue
        if name in given and kinds.get(name) not in SEVERAL:
            raise RequestError(f"the parameter {name} is given twice")
        given[name] = f"{given[name]},{value}" if name in given else value.strip()
    return given


def find_place(service: Service, query: SavedQuery) -> AbstractContextManager[None]:
    """A place to run a query in: for one's own, which is contained, there are only so many."""
    return service.sandbox() if query.is_own else nullcontext()


def read_count(given: Mapping[str, str], name: str, default: int, most: int) -> int:
    """A whole number that the server itself asks for, as a page; raise RequestError."""
    written = given.get(name, str(default))
    if not (written.isascii() and written.isdecimal()) or not 0 <= int(written[:20]) <= most:
        raise RequestError(f"{name}={written}: give a whole number up to {most:,}")
    return int(written)


def find_format(given: Mapping[str, str]) -> str:
    """The format that is asked for; raise RequestError."""
    form = given.get("format", "json")
    if form not in FORMATS:
        raise RequestError(f"format={form}: give one of {', '.join(FORMATS)}")
    return form


def find_faults(
    reader: Reader, query: SavedQuery, given: Mapping[str, str], limits: Limits
) -> dict[str, str]:
    """What is wrong with each parameter, by its name."""
    from db.name import resolve_company
    from db.values import read_values

    faults = {}
    for param in query.params:
        try:
            values = read_values(reader, query._replace(params=[param]), given, limits)
            if param.type == "company" and param.name in values:
                resolve_company(reader, values[param.name])
        except DatelineError as error:
            faults[param.name] = str(error)
    return faults
