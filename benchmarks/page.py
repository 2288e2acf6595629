"""Time the page in a real browser: how large it is, when it can be used, how smoothly it moves.

    python benchmarks/page.py [--events 200 10000]

The events are invented (benchmarks/big.py). Needs Chromium and the extra `dev`.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the checkout

from benchmarks.big import make_big
from db.reading import reading
from publish.page.data import read_page, write_data
from publish.page.html import write_page

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")
READY = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
# The milliseconds of each frame while the wheel moves the chart, or zooms into it and out again.
FRAMES = """async (zooms) => {
    const chart = document.getElementById("lanes");
    const top = chart.getBoundingClientRect().top + 50;
    const frame = () => new Promise(done => requestAnimationFrame(done));
    const turn = at => zooms
        ? {deltaY: at < 30 ? -40 : 40, ctrlKey: true}
        : {deltaX: at < 30 ? 30 : -30, deltaY: 0};
    const times = [];
    await frame();
    for (let at = 0; at < 60; at++) {
        const begun = performance.now();
        chart.dispatchEvent(new WheelEvent("wheel", {
            ...turn(at), clientX: 700, clientY: top, bubbles: true, cancelable: true,
        }));
        await frame();
        times.push(performance.now() - begun);
    }
    return times;
}"""


def measure(page: Page, file: Path) -> dict[str, Any]:
    """Milliseconds until it can be used, and of its frames."""
    ready = []
    for _ in range(3):
        page.goto(file.as_uri())
        ready.append(page.evaluate(READY))
    found = {"ready": median(ready), "nodes": page.locator("#lanes *").count()}
    for name, zooms in (("move", False), ("zoom", True)):
        times = sorted(page.evaluate(FRAMES, zooms))
        found[name] = (median(times), times[int(len(times) * 0.95)])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the page in a real browser.")
    parser.add_argument("--events", type=int, nargs="+", default=[200, 10_000])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        page = browser.new_page(viewport={"width": 1360, "height": 900})
        for events in options.events:
            database = make_big(Path(folder) / f"{events}.duckdb", events)
            begun = time.perf_counter()
            with reading(database) as reader:
                data = read_page(reader, {})
            file = Path(folder) / f"{events}.html"
            file.write_text(write_page(data), encoding="utf-8")
            made = time.perf_counter() - begun
            size, own = file.stat().st_size, len(write_data(data).encode())
            found = measure(page, file)
            print(
                f"{events:,} events: {size / 1000:,.0f} kB, {(size - own) / 1000:,.0f} kB beside "
                f"the data, made in {made:.1f} s; usable after {found['ready']:.0f} ms, "
                f"{found['nodes']} nodes; frames (median, 95 %) moved {found['move'][0]:.0f} and "
                f"{found['move'][1]:.0f} ms, zoomed {found['zoom'][0]:.0f} and "
                f"{found['zoom'][1]:.0f} ms"
            )
        browser.close()


if __name__ == "__main__":
    main()
