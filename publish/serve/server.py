"""The process that serves: its socket, its names, and how it ends."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from db.errors import DatelineError
from publish.serve.service import Service

ALWAYS = ("127.0.0.1", "localhost", "[::1]")
AT_ONCE = 100  # connections; more are told to come again
MOST_OF_HEAD = 65_536  # bytes of a request before it is looked at
FAREWELL = 5  # seconds that an answer may still take once the server is to end


class ServeError(DatelineError):
    """An address that cannot be listened on."""


class EndingServer(uvicorn.Server):
    """Ends at once: what is still being asked is stopped."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self._service = service

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop what is being asked, and then the server."""
        super().handle_exit(sig, frame)
        self._service.stop()


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens; raise ServeError if the address is taken or none of ours."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        opened = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ServeError(f"'{host}' is no address of this computer: {error.strerror}") from error
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(address)
        opened.listen()
    except OSError as error:
        opened.close()
        reason = error.strerror or str(error)
        raise ServeError(
            f"{show_host(host)}:{port} cannot be listened on: {reason}; choose another --port, or "
            "0 for any that is free"
        ) from error
    return opened


def find_port(opened: socket.socket) -> int:
    """The port that a socket listens on."""
    return int(opened.getsockname()[1])


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def show_host(host: str) -> str:
    """A host as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def list_hosts(host: str, port: int, allowed: Sequence[str]) -> list[str]:
    """What the header Host may be: our names with the port; what is allowed, also without it."""
    ours = [f"{show_host(name)}:{port}" for name in (*ALWAYS, host)]
    if port == 80:  # which browsers leave out
        ours += [show_host(name) for name in (*ALWAYS, host)]
    return [*ours, *allowed, *(f"{name}:{port}" for name in allowed)]


def run(app: ASGIApp, service: Service, opened: socket.socket) -> None:
    """Serve until a signal ends it, which is raised again: Ctrl-C is a KeyboardInterrupt."""
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        proxy_headers=False,
        limit_concurrency=AT_ONCE,
        timeout_graceful_shutdown=FAREWELL,
        http="h11",
        h11_max_incomplete_event_size=MOST_OF_HEAD,
        loop="asyncio",
    )
    EndingServer(config, service).run(sockets=[opened])
