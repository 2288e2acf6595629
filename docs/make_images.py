"""Write the pictures of docs/images anew: the page of the seed, as a browser shows it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")


class Shot(NamedTuple):
    """A picture of the page: its name, the fragment of the address, and the window."""

    name: str
    fragment: str
    width: int
    height: int
    scheme: Any = "light"


SHOTS = (
    Shot("page-desktop", "", 1360, 860),
    Shot("page-event", "#company=tiktok&event=tiktok-pays-microsoft-for-openai-models", 1360, 860),
    Shot("page-dark", "#company=bytedance&lanes=type", 1360, 860, "dark"),
    Shot("page-phone", "#company=bytedance&known=2024-07-31", 390, 844),
)


def main() -> None:
    sys.path.insert(0, str(ROOT))  # the checkout
    from db.load import build_database
    from db.reading import reading
    from publish.page.data import read_page
    from publish.page.html import write_page
    from publish.plots.draw import draw_plot

    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database, file = Path(folder) / "seed.duckdb", Path(folder) / "timeline.html"
        build_database(database, seed=True, wait=0)
        with reading(database) as reader:
            file.write_text(write_page(read_page(reader, {})), encoding="utf-8")
            payments = draw_plot(reader, "payments", {})
        if payments is not None:
            (IMAGES / "plot-payments.svg").write_text(payments.svg, encoding="utf-8")
        shoot(file)


def shoot(file: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        for shot in SHOTS:
            page = browser.new_page(
                viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme
            )
            page.goto(file.as_uri() + shot.fragment)
            page.wait_for_timeout(500)
            page.screenshot(path=IMAGES / f"{shot.name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
