"""Many articles drafted one after the other, or in several processes, in the order given.

One that cannot be read is reported and passed over. Only a few are held in memory at a time.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from db.errors import DatelineError
from ingest.articles.read import LARGEST, ArticleError
from ingest.drafts.drafting import draft_article
from ingest.drafts.library import Library
from ingest.drafts.text import write_draft

AHEAD = 4  # articles in work or waiting, for each process
_work: dict[str, Work] = {}


@dataclass(frozen=True)
class Work:
    """What all articles of a run share: what is known, what is given of the source, bare "$"."""

    library: Library
    given: Mapping[str, str] = field(default_factory=dict)
    dollar: str = "USD"


class Drafted(NamedTuple):
    """An article and its draft, or why there is none; what was counted in it."""

    path: Path
    id: str = ""
    draft: str = ""
    text: bytes = b""
    events: int = 0
    companies: int = 0
    fault: str = ""


def draft_file(path: Path, work: Work, data: bytes | None = None) -> Drafted:
    """Draft one article, from a file or from the bytes given; a fault is told, never raised."""
    try:
        content = read_file(path) if data is None else data
        draft = draft_article(content, str(path), work.library, work.given, work.dollar)
    except OSError as error:
        return Drafted(path, fault=f"{path} cannot be read: {error.strerror}")
    except DatelineError as error:
        return Drafted(path, fault=f"{path}: {error}")
    except Exception as error:  # a fault of ours in one article must not cost the others
        told = f"{type(error).__name__}: {error}"[:200]
        return Drafted(path, fault=f"{path}: a fault in Dateline itself ({told}); please report it")
    counts = len(draft.events), len(draft.companies)
    return Drafted(path, draft.id, write_draft(draft), draft.article.data, *counts)


def read_file(path: Path) -> bytes:
    """The bytes of an article; no more than one may have are read."""
    if path.exists() and not path.is_file():
        raise ArticleError("it is no file")
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def draft_files(paths: Iterable[Path], work: Work, jobs: int) -> Iterator[Drafted]:
    """Draft articles in the order given, in so many processes."""
    if jobs == 1:
        yield from (draft_file(path, work) for path in paths)
        return
    left = iter(paths)
    while broken := (yield from _run_pool(left, work, jobs)):
        for path in broken:
            yield from _run_alone(path, work)


def _make_pool(work: Work, jobs: int) -> ProcessPoolExecutor:
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_take_work, initargs=(work,))


def _run_pool(paths: Iterator[Path], work: Work, jobs: int) -> Generator[Drafted, None, list[Path]]:
    """Draft until there is no more, or a process dies; return what was in work then."""
    waiting: deque[tuple[Path, Future[Drafted]]] = deque()
    with _make_pool(work, jobs) as pool:
        try:
            for path in islice(paths, AHEAD * jobs):
                waiting.append((path, pool.submit(_draft, path)))
            while waiting:
                yield waiting[0][1].result()
                waiting.popleft()
                for path in islice(paths, 1):
                    waiting.append((path, pool.submit(_draft, path)))
        except BrokenProcessPool:
            return [path for path, _ in waiting]
        finally:
            pool.shutdown(cancel_futures=True)
    return []


def _run_alone(path: Path, work: Work) -> Iterator[Drafted]:
    """Draft an article in a process of its own, which may die of it."""
    with _make_pool(work, 1) as pool:
        try:
            yield pool.submit(_draft, path).result()
        except BrokenProcessPool:
            yield Drafted(path, fault=f"{path}: the process that read it died; is it an article?")


def _take_work(work: Work) -> None:
    _work["all"] = work


def _draft(path: Path) -> Drafted:
    return draft_file(path, _work["all"])
