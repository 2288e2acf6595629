"""Write the tables of seed/README.md of what is left out, from the records; no word of an article.

What stands before and after the two markers is written by hand and stays.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "seed" / "README.md"
START = "<!-- What follows is written by `python docs/make_left_out.py`. -->\n"
HEAD = "| place | because | repeats |\n|---|---|---|\n"
END = "<!-- The end of what is written from the records. -->\n"


def describe_left_out(page: str) -> str:
    """The page with its tables made anew."""
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}{''.join(_describe_records())}\n{END}{after}"


def _describe_records() -> Iterator[str]:
    from db.errors import DataProblems
    from db.files import read_records

    records, problems = read_records([PAGE.parent])
    if problems:
        raise DataProblems(problems)
    for record in records:
        if record.content.left_out:
            yield f"\n### `{Path(record.file).name}`\n\n{HEAD}"
            for entry in record.content.left_out:
                place, _, _ = (entry.at or "").partition("#")
                repeats = f"`{entry.repeats}`" if entry.repeats else ""
                yield f"| {place} | {entry.because} | {repeats} |\n"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    text = describe_left_out(PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(text, encoding="utf-8", newline="\n")
