"""The page for people that lists what is under /api."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db.query import list_queries
from publish.serve.html import Html, element, join
from publish.serve.layout import write_page
from publish.serve.openapi import describe_api
from publish.serve.service import Service


def make_routes(service: Service) -> list[Route]:
    """`/api`."""

    async def show(_request: Request) -> Response:
        api = describe_api(list_queries(service.folders))
        description = element("a", "/api/openapi.json", href="/api/openapi.json")
        return write_page(
            service,
            "API",
            element("p", "All of it is read by GET, and described in ", description, " (OpenAPI)."),
            element("dl", *_list_paths(api["paths"]), class_="list"),
            here="/api",
        )

    return [Route("/api", show)]


def _list_paths(paths: Mapping[str, Any]) -> Iterator[Html]:
    for path, methods in paths.items():
        operation = methods["get"]
        name = element("code", path)
        needs = any(one.get("required") for one in operation.get("parameters", ()))
        yield element("dt", name if needs else element("a", name, href=path))
        names = [one["name"] for one in operation.get("parameters", ())]
        yield element(
            "dd",
            f"{operation['summary']}. ",
            join("Takes ", element("code", ", ".join(names)), ".") if names else None,
        )
