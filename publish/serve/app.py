"""The app: all routes behind the guard, and faults as pages or as problems (RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from db.errors import DatelineError
from publish.serve import api, api_page, live, queries, sql, things
from publish.serve.faults import RETRY_AFTER, describe, find_status
from publish.serve.guard import FAULT, Guard
from publish.serve.layout import write_fault_page
from publish.serve.live import Live
from publish.serve.service import Service
from publish.serve.style import write_style

PROBLEM = "application/problem+json"


def make_app(service: Service, hosts: Iterable[str], page: Live | None = None) -> ASGIApp:
    """The whole server; `hosts` are the names, with their ports, to which it answers."""
    routes = [
        *live.make_routes(service, page),
        *queries.make_routes(service),
        *things.make_routes(service),
        *sql.make_routes(service),
        *api.make_routes(service),
        *api_page.make_routes(service),
        *_make_assets(page),
    ]

    async def show_error(request: Request, error: Exception) -> Response:
        if not isinstance(error, DatelineError):
            raise error
        return answer_fault(service, request, find_status(error), describe(error))

    async def show_http_error(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        return answer_fault(service, request, error.status_code, "there is no such page")

    async def show_fault(_request: Request, _error: Exception) -> Response:
        return PlainTextResponse(FAULT, 500)  # the guard tells the terminal which

    handlers = {
        DatelineError: show_error,
        HTTPException: show_http_error,
        Exception: show_fault,
    }
    return Guard(Starlette(routes=routes, exception_handlers=handlers), hosts)


def answer_fault(service: Service, request: Request, status: int, text: str) -> Response:
    """A problem for a program, a page for a person."""
    if request.url.path.startswith("/api/"):
        phrase = HTTPStatus(status).phrase
        problem = {"type": "about:blank", "title": phrase, "status": status, "detail": text}
        response = api.answer_json(problem)
        response.status_code = status
        response.headers["Content-Type"] = PROBLEM
    else:
        response = write_fault_page(service, status, text)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = RETRY_AFTER
    return response


def _make_assets(page: Live | None) -> list[Route]:
    files = {"style.css": (write_style(), "text/css"), **(page.files if page else {})}
    return [_make_asset(name, *file) for name, file in files.items()]


def _make_asset(name: str, content: str, kind: str) -> Route:
    async def show(_request: Request) -> Response:
        return Response(content, media_type=kind, headers={"Cache-Control": "no-cache"})

    return Route(f"/assets/{name}", show)
