"""A browser for the tests: it asks the app of `dateline serve` without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import httpx
from httpx import ASGITransport, AsyncClient, Response

from db.address import Database
from publish.serve.app import make_app
from publish.serve.live import Live
from publish.serve.service import Service

HOST = "localhost:8765"


class Browser:
    """Asks for pages, one after another or all at once."""

    def __init__(
        self, database: Database, folders: Sequence[Path] = (), page: Live | None = None
    ) -> None:
        self.service = Service(database, folders)
        self.app = make_app(self.service, [HOST], page)

    def get(self, address: str, **headers: str) -> Response:
        """One page: `get("/queries", sec_fetch_site="cross-site")`."""
        return self.ask("GET", address, **headers)

    def ask(self, method: str, address: str, **headers: str) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(self._ask(method, address, named))

    def get_at_once(self, addresses: Sequence[str]) -> list[Response]:
        """Several pages, all asked for before the first is there."""

        async def ask_all() -> list[Response]:
            return await asyncio.gather(*(self._ask("GET", each, {}) for each in addresses))

        return asyncio.run(ask_all())

    async def _ask(self, method: str, address: str, headers: dict[str, str]) -> Response:
        transport = ASGITransport(app=self.app)
        timeout = httpx.Timeout(60)
        base = f"http://{HOST}"
        async with AsyncClient(transport=transport, base_url=base, timeout=timeout) as client:
            return await client.request(method, address, headers=headers)
