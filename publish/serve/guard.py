"""What stands before every request: who may ask, how, and what is said to browsers about it."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from db.text import clean

METHODS = ("GET", "HEAD")
MOST_OF_PATH, MOST_OF_QUERY = 2_000, 16_000  # bytes
FOREIGN = ("cross-site", "same-site")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
NO_STORE = "no-store"
FAULT = "a fault in Dateline itself; the terminal in which it runs says which. Please report it."


class Guard:
    """Lets through requests for one of our names that only read; a fault is no traceback."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app, self._hosts = app, frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return  # a web socket is closed unopened
        begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", NO_STORE)
            await send(message)

        refused = self._refuse(scope)
        if refused is not None:
            await refused(scope, receive, send_with_headers)
            return
        try:
            await self._app(scope, receive, send_with_headers)
        except Exception as error:
            report(error)
            if not begun:  # else the answer breaks off
                await PlainTextResponse(FAULT, 500)(scope, receive, send_with_headers)

    def _refuse(self, scope: Scope) -> Response | None:
        """The answer to a request that is not let through."""
        request = Request(scope)
        hosts = request.headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            text = "this server does not answer to that name; --allow-host NAME allows another"
            return PlainTextResponse(text, 421)
        if scope["method"] not in METHODS:
            allowed = {"Allow": ", ".join(METHODS)}
            return PlainTextResponse("only GET and HEAD: nothing is changed here", 405, allowed)
        if scope["path"].startswith("/api/") and _is_foreign(request):
            return PlainTextResponse("another site may not ask this", 403)
        return _refuse_address(scope)


def _is_foreign(request: Request) -> bool:
    return request.headers.get("sec-fetch-site", "").lower() in FOREIGN


def _refuse_address(scope: Scope) -> Response | None:
    path, query = scope.get("raw_path") or b"", scope["query_string"]
    if len(path) > MOST_OF_PATH or len(query) > MOST_OF_QUERY:
        return PlainTextResponse("the address is too long", 414)
    for part in (path, query):
        plain = unquote_to_bytes(part)
        try:
            text = plain.decode("utf-8")
        except UnicodeDecodeError:
            return PlainTextResponse("the address is not written in UTF-8", 400)
        if "\0" in text:
            return PlainTextResponse("the address holds a NUL character", 400)
    return None


def report(error: Exception) -> None:
    """Tell the person at the terminal of a fault of the program."""
    if os.environ.get("DATELINE_DEBUG"):
        traceback.print_exception(error)
        return
    line = clean(str(error).partition("\n")[0])
    print(  # noqa: T201
        f"Error: a fault in Dateline itself: {type(error).__name__}: {line}", file=sys.stderr
    )
