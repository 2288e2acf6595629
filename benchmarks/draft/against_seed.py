"""Drafts of the five articles beside the records of the seed: what is found of what they hold.

Run by `python benchmarks/draft/against_seed.py ARTICLES`, the folder of the articles' texts. The
names are those of the seed, its events are not: nothing is proposed as known.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from db.amount import parse_amount  # noqa: E402
from db.articles import read_articles  # noqa: E402
from db.files import read_records  # noqa: E402
from db.place import parse_place  # noqa: E402
from db.record import ClaimEntry, EventEntry, Record, as_list  # noqa: E402
from ingest.articles.noise import find_noise  # noqa: E402
from ingest.companies.find import Names  # noqa: E402
from ingest.events.candidate import Candidate  # noqa: E402
from ingest.events.candidates import read_text  # noqa: E402

COLUMNS = ("claims", "found", "date", "company", "amounts", "read", "left out", "beyond")


class Claim(NamedTuple):
    """A claim of the seed, with its event's defaults."""

    event: EventEntry
    claim: ClaimEntry
    start: int
    end: int

    @property
    def when(self) -> str | None:
        own = self.claim.when
        return own if own is None or isinstance(own, str) else self.event.when

    @property
    def companies(self) -> set[str]:
        own = self.claim.companies
        given = own if isinstance(own, dict) else self.event.companies
        return {one for value in given.values() for one in as_list(value)}


def list_claims(record: Record) -> Iterator[Claim]:
    """The claims of a record that have a place."""
    for event in record.content.events:
        for claim in event.claims:
            if claim.at:
                place = parse_place(claim.at)
                yield Claim(event, claim, place.start, place.end)


def list_names(records: Iterable[Record]) -> list[tuple[str, str]]:
    """Names and aliases of all companies."""
    names = []
    for record in records:
        for company in record.content.companies:
            names += [(company.name, company.id)] if company.name else []
            names += [
                (alias if isinstance(alias, str) else alias.name, company.id)
                for alias in company.aliases
            ]
    return names


def compare(
    claims: list[Claim], candidates: list[Candidate], out: list[tuple[int, int]]
) -> Counter[str]:
    """Count what of the claims was found, and the candidates that stand at no claim."""
    count: Counter[str] = Counter(claims=len(claims))
    for one in claims:
        at = [c for c in candidates if c.start < one.end and one.start < c.end]
        count["found"] += bool(at)
        count["date"] += any(c.when == one.when for c in at)
        named = {company for c in at for ids in c.companies.values() for company in ids}
        count["company"] += bool(named & one.companies)
        for amount in one.claim.amounts:
            count["amounts"] += 1
            unit = amount.value.split()[-1]
            wanted = parse_amount(amount.value, {unit})
            count["read"] += any(
                (found.low, found.high) == (wanted.low, wanted.high) and found.unit == unit
                for c in at
                for found in c.amounts
            )
    for candidate in candidates:
        if any(c.start < candidate.end and candidate.start < c.end for c in claims):
            continue
        listed = any(start < candidate.end and candidate.start < end for start, end in out)
        count["left out" if listed else "beyond"] += 1
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    articles = {one.sha256: one for one in read_articles(parser.parse_args().articles).values()}
    records, _ = read_records(sorted((ROOT / "seed").glob("*.yaml")))
    names = Names(list_names(records))
    print(f"{'':36}" + "".join(f"{name:>10}" for name in COLUMNS))
    total: Counter[str] = Counter()
    for record in records:
        source = record.content.source
        if source is None or source.text is None or source.text.sha256 not in articles:
            continue
        text = articles[source.text.sha256].text
        reading = read_text(text, names, published=source.published, noise=find_noise(text))
        places = [parse_place(one.at) for one in record.content.left_out if one.at]
        count = compare(
            list(list_claims(record)), reading.candidates, [(one.start, one.end) for one in places]
        )
        total += count
        print(f"{record.id:36}" + "".join(f"{count[name]:>10}" for name in COLUMNS))
    print(f"{'all':36}" + "".join(f"{total[name]:>10}" for name in COLUMNS))


if __name__ == "__main__":
    main()
