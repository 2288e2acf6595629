"""A report as Markdown, as GitHub renders it; numbers of notes are links in both directions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import IO

from db.render import escape_markdown
from db.text import clean
from publish.addresses import make_safe_url
from publish.report.blocks import (
    Address,
    Block,
    Cite,
    Code,
    Drawing,
    Entries,
    Entry,
    Facts,
    Heading,
    Items,
    Line,
    Link,
    Paragraph,
    Report,
    SourceNotes,
    Span,
    Table,
    anchor_note,
)

# What GitHub would make of plain words: strikes, formulas, links and letters to people.
_MADE = re.compile(r"[~$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_LETTER = "<!-- -->@"  # GitHub writes to what stands before and behind it, escaped or not
_OPENING = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=])")
_STYLES = {"plain": "", "quiet": "", "strong": "**", "mark": "*", "code": ""}


def write_markdown(report: Report, out: IO[str], pictures: Mapping[str, str]) -> None:
    """Write the report; `pictures` are the files of its plots by kind, as they are to be named."""
    out.write(f"# {escape(report.title)}\n")
    for block in report.blocks:
        out.write("\n" + _write(block, pictures) if _is_written(block, pictures) else "")


def _is_written(block: Block, pictures: Mapping[str, str]) -> bool:
    return not isinstance(block, Drawing) or block.kind in pictures


def escape(text: str) -> str:
    """Words of the data as nothing but words."""
    text = _MADE.sub(r"\\\g<0>", escape_markdown(clean(text))).replace("@", _LETTER)
    return _OPENING.sub(_escape_opening, text)


def _escape_opening(found: re.Match[str]) -> str:
    number, dot, sign = found.groups()
    return f"\\{sign}" if sign else f"{number}\\{dot}"


def _write(block: Block, pictures: Mapping[str, str]) -> str:
    if isinstance(block, Heading):
        return f'<a id="{block.anchor}"></a>\n\n{"#" * block.level} {escape(block.text)}\n'
    if isinstance(block, Paragraph):
        return _line(block.line) + "\n"
    if isinstance(block, Facts):
        return "".join(f"- **{escape(name)}**: {_line(line)}\n" for name, line in block.rows)
    if isinstance(block, Items):
        return "".join(
            f"- {_line(item.line)}\n" + "".join(f"  - {_line(line)}\n" for line in item.below)
            for item in block.items
        )
    if isinstance(block, Table):
        return _write_table(block)
    if isinstance(block, Entries):
        return "".join(map(_write_entry, block.entries))
    if isinstance(block, Code):
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", block.text)), default=0))
        return f"{fence}text\n{block.text}\n{fence}\n"
    if isinstance(block, Drawing):
        plot = block.plot
        return f"![{escape(f'{plot.title}. {plot.caption}')}]({pictures[block.kind]})\n"
    return _write_notes(block)


def _write_table(table: Table) -> str:
    rules = ["---:" if at in table.right else "---" for at in range(len(table.columns))]
    rows = [
        [escape(name) for name in table.columns],
        rules,
        *([_line(cell) for cell in row] for row in table.rows),
    ]
    lines = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return f"{escape(table.caption)}\n\n{lines}"


def _write_entry(entry: Entry) -> str:
    marks = f" *{escape('; '.join(entry.marks))}*" if entry.marks else ""
    anchor = f'<a id="{entry.anchor}"></a>'
    head = f"- {anchor}{entry.number} · **{escape(entry.when)}** · {escape(entry.title)}{marks}"
    return "\\\n  ".join([head, *map(_line, entry.lines)]) + "\n"


def _write_notes(notes: SourceNotes) -> str:
    lines = []
    for note in notes.notes:
        lines.append(
            f"- {_anchor(note.number)}**{note.number}** {_line(note.line)}{_uses(note.uses)}"
        )
        lines += [
            f"  - {_anchor(place.number)}{place.number}: {_line(place.line)}{_uses(place.uses)}"
            for place in note.places
        ]
    return "".join(f"{line}\n" for line in lines)


def _anchor(number: str) -> str:
    return f'<a id="{anchor_note(number)}"></a>'


def _uses(uses: Sequence[Link]) -> str:
    return f" ← {', '.join(map(_span, uses))}" if uses else ""


def _line(line: Line) -> str:
    return "".join(map(_span, line))


def _span(span: Span) -> str:
    if isinstance(span, Cite):
        numbers = (f"[{number}](#{anchor_note(number)})" for number in span.numbers)
        return f"\\[{', '.join(numbers)}\\]" if span.numbers else ""
    if isinstance(span, Link):
        return f"[{escape(span.text)}](#{span.anchor})"
    if isinstance(span, Address):
        url = make_safe_url(span.url)
        return f"<{url}>" if url else escape(span.url)
    if not span.text.strip():
        return span.text
    style = _STYLES[span.style]
    # A mark of style has to touch the words.
    lead = span.text[: len(span.text) - len(span.text.lstrip())]
    tail = span.text[len(span.text.rstrip()) :]
    return f"{lead}{style}{escape(span.text.strip())}{style}{tail}"
