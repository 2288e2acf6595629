"""Score what `ingest` finds in the annotated passages, field by field.

    python benchmarks/draft/score.py [--set DIR] [--show FIELD…] [--style STYLE] [--json FILE]

`--show misses` lists each miss of all fields, `--show "amounts"` those of one. Fields whose part is
not built yet are said to be so, and count for nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

if __package__ in (None, ""):  # run as a script: the checkout is not on the path
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.draft.amounts import score_amounts
from benchmarks.draft.annotation import PASSAGES, Passage, read_passages
from benchmarks.draft.events import score_events
from benchmarks.draft.fields import score_companies, score_dates
from benchmarks.draft.finders import Finders, load_finders
from benchmarks.draft.tally import Tallies, Tally

# The fields of each part, in the order of the table.
FIELDS = {
    "companies": ("companies", "unknown names"),
    "dates": ("dates found", "dates right", "dates not invented"),
    "amounts": (
        *("amounts", "amounts with bound", "amounts with bound and period"),
        *("amount below zero", "amount measure", "amount basis", "amount same_as"),
    ),
    "events": (
        *("events strict", "events lenient", "event types", "event status", "event dates"),
        *("event companies", "event roles"),
    ),
}
_PARTS_OF_PLACES = ("companies", "dates", "amounts")


def main() -> None:
    options = _read_options()
    passages = [
        passage
        for passage in read_passages(options.set)
        if options.style in (None, passage.style) and options.passage in (None, passage.id)
    ]
    scores = score(passages, load_finders())
    print(f"{len(passages)} passages in {options.set}\n")
    print(f"{'':32}{'n':>6}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}")
    for name, tally in scores.items():
        print(f"{name:32}{_format(tally)}")
    _print_misses(scores, options.show)
    if options.json:
        options.json.write_text(json.dumps(to_json(scores), indent=2) + "\n", encoding="utf-8")


def score(passages: Iterable[Passage], finders: Finders) -> dict[str, Tally | None]:
    """The tally of each field; None where its part is not built."""
    tallies = Tallies()
    for passage in passages:
        for count in (score_companies, score_dates, score_amounts, score_events):
            count(passage, finders, tallies)
    scores = {
        name: tallies[name] if getattr(finders, part) else None
        for part, names in FIELDS.items()
        for name in names
    }
    placed = any(getattr(finders, part) for part in _PARTS_OF_PLACES)
    return scores | {"places exact": tallies["places exact"] if placed else None}


def to_json(scores: dict[str, Tally | None]) -> dict[str, dict[str, float] | None]:
    """Counts, precision and recall by field; null where it is not built."""
    return {name: _list_counts(tally) if tally else None for name, tally in scores.items()}


def _list_counts(tally: Tally) -> dict[str, float]:
    return {
        "n": tally.n,
        "found": tally.found,
        "right": tally.right,
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
    }


def _format(tally: Tally | None) -> str:
    if tally is None:
        return f"{'not built':>13}"
    counts = f"{tally.n:6}{tally.found:7}{tally.right:7}"
    return f"{counts}{tally.precision:11.3f}{tally.recall:8.3f}"


def _print_misses(scores: dict[str, Tally | None], shown: list[str]) -> None:
    for name, tally in scores.items():
        if tally is None or not (name in shown or "misses" in shown):
            continue
        print(f"\n{name}: {len(tally.misses)} misses")
        for miss in tally.misses:
            print(
                f"  {miss.passage}: {miss.words!r}\n      expected {miss.expected}; got {miss.got}"
            )


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Score drafts, field by field.")
    parser.add_argument("--set", type=Path, default=PASSAGES, help="folder of passages")
    parser.add_argument("--show", nargs="+", default=[], help="fields, or misses for all")
    parser.add_argument("--style", help="passages of this style only")
    parser.add_argument("--passage", help="this passage only")
    parser.add_argument("--json", type=Path, help="write the scores to this file too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
