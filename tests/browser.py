"""A real browser for tests: Debian's Chromium, driven by Playwright, that may reach nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip
DESKTOP, PHONE = {"width": 1360, "height": 900}, {"width": 390, "height": 844}
SERIOUS = ("serious", "critical")
PATIENCE = 30_000  # milliseconds until what is expected has to be there, on a busy machine

Visit = Callable[..., "Seen"]


@dataclass
class Seen:
    """A page that is open, and all that it asked for and complained of."""

    page: Page
    own: str
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def check(self) -> None:
        """It asked for nothing but itself, and complained of nothing."""
        assert [url for url in self.requests if not url.startswith(self.own)] == []
        assert self.faults == []

    def find_barriers(self) -> list[str]:
        """What axe-core finds of WCAG's rules and of good practice that is serious or worse."""
        found: list[dict[str, Any]] = Axe().run(self.page).response["violations"]
        return [
            f"{fault['id']}: {node['target']} {node['failureSummary']}"
            for fault in found
            if fault["impact"] in SERIOUS
            for node in fault["nodes"]
        ]


@pytest.fixture(scope="module")
def _browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not at hand (apt-get install chromium)")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visit(_browser: Browser) -> Iterator[Visit]:
    """Open a page: `visit(path, "#view=table", phone=True)`; at the end it is checked."""
    opened: list[Seen] = []

    def open_page(
        where: Path | str, fragment: str = "", *, phone: bool = False, dark: bool = False
    ) -> Seen:
        address = where.as_uri() if isinstance(where, Path) else where
        context = _browser.new_context(
            viewport=PHONE if phone else DESKTOP,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            has_touch=phone,
            reduced_motion="reduce",
        )
        seen = Seen(context.new_page(), address)
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("pageerror", lambda error: seen.faults.append(str(error)))
        seen.page.on(
            "console",
            lambda said: (
                seen.faults.append(said.text) if said.type in ("error", "warning") else None
            ),
        )
        opened.append(seen)
        seen.page.goto(address + fragment)
        return seen

    yield open_page
    for seen in opened:
        seen.page.context.close()
        seen.check()
