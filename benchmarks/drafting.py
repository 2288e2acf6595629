"""Articles a minute and peak memory of `dateline draft`, over a folder of articles.

Run by `python benchmarks/drafting.py [--articles N] [--jobs N] [--texts FOLDER]`. The articles are
made of the passages in benchmarks/draft/passages, shuffled by a fixed seed, about 7,200 characters
each; or they are the texts of a folder, again and again. The peak is that of the largest process;
`sum` adds up all of them, as they are seen every half second.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from db.document import read_yaml  # noqa: E402

PASSAGES = ROOT / "benchmarks" / "draft" / "passages"
LENGTH = 7200


def list_passages() -> list[str]:
    """The texts of the annotated passages."""
    texts = []
    for path in sorted(PASSAGES.glob("*.yaml")):
        data = read_yaml(path.read_text(encoding="utf-8"), str(path)).data
        texts += [passage["text"] for passage in data]
    return texts


def write_articles(folder: Path, count: int) -> None:
    """Write articles that differ, the same ones each time."""
    passages, dice = list_passages(), random.Random(1)  # noqa: S311
    for number in range(count):
        parts: list[str] = [f"Article number {number}"]
        while sum(map(len, parts)) < LENGTH:
            parts.append(dice.choice(passages).strip())
        (folder / f"{number:06}.txt").write_text("\n\n".join(parts), encoding="utf-8", newline="")


def copy_texts(texts: Path, folder: Path, count: int) -> None:
    """Write the texts of a folder one after the other, again and again."""
    found = [path.read_bytes() for path in sorted(texts.glob("*.txt"))]
    for number in range(count):
        (folder / f"{number:06}.txt").write_bytes(found[number % len(found)])


def list_processes(parent: int) -> Iterator[int]:
    """A process and its children, by Linux's /proc."""
    yield parent
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            yield from list_processes(int(stat.parent.name))


def read_memory(process: int) -> int:
    """The resident memory of a process in bytes."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096
    except OSError:
        return 0


class Watch(threading.Thread):
    """Looks at the memory of a process and its children."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process, self.peak, self.most, self.early = process, 0, 0, 0
        self.begun = time.perf_counter()

    def run(self) -> None:
        while Path(f"/proc/{self.process}").exists():
            sizes = [read_memory(one) for one in list_processes(self.process)]
            self.peak, self.most = max(self.peak, *sizes), max(self.most, sum(sizes))
            if time.perf_counter() - self.begun < 20:
                self.early = self.most
            time.sleep(0.5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--texts", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "articles").mkdir()
        if given.texts:
            copy_texts(given.texts, folder / "articles", given.articles)
        else:
            write_articles(folder / "articles", given.articles)
        dateline = [sys.executable, str(ROOT / "cli.py"), "--db", str(folder / "seed.duckdb")]
        subprocess.run([*dateline, "init"], check=True, stdout=subprocess.DEVNULL)
        command = [*dateline, "draft", str(folder / "articles"), "-o", str(folder / "drafts")]
        begun = time.perf_counter()
        with subprocess.Popen(
            [*command, "--jobs", str(given.jobs)], stdout=subprocess.DEVNULL
        ) as process:
            watch = Watch(process.pid)
            watch.start()
            status = process.wait()
        seconds = time.perf_counter() - begun
    if status:
        sys.exit("the drafts were not all made")
    megabytes = [f"{size / 2**20:.0f}" for size in (watch.peak, watch.most, watch.early)]
    print(f"{given.articles:,} articles, {given.jobs} jobs: {seconds:.1f} s")
    print(f"{given.articles * 60 / seconds:,.0f} articles a minute")
    print("peak MB {}, sum {}, sum in the first 20 s {}".format(*megabytes))


if __name__ == "__main__":
    main()
