"""A report as one file of HTML: no script, nothing fetched, and all data nothing but words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape as escape_html
from typing import IO

from db.text import clean
from publish.addresses import make_safe_url
from publish.policy import hash_part
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
    SourceNote,
    Span,
    Table,
    anchor_note,
)
from publish.report.style import write_style

REL = "noopener noreferrer nofollow"
RIGHT = ' class="right"'
NARROW = 3  # columns that need no whole line
DOUBTS = {"denied", "disputed", "dates differ", "possibly outside", "possibly not yet known"}
_DATE = re.compile(r"(?<![\w-])\d{4}-\d{2}(?:-\d{2})?(?![\w-])")
_TAGS = {"strong": "strong", "code": "code"}


def escape(text: str) -> str:
    """Words of the data, for a text or an attribute."""
    return escape_html(clean(text))


def _text(text: str) -> str:
    """Words, with dates that are not torn."""
    return _DATE.sub(r'<span class="date">\g<0></span>', escape(text))


def write_html(report: Report, out: IO[str]) -> None:
    """Write the report."""
    style = write_style()
    policy = (
        f"default-src 'none'; style-src {hash_part(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    title = escape(report.title)
    lead = [block for block in report.blocks if isinstance(block, Paragraph) and block.is_lead]
    out.write(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">Skip to the report</a>\n'
        f"<header>\n<h1>{title}</h1>\n{''.join(map(_write, lead))}{_write_contents(report)}"
        '</header>\n<main id="main">\n'
    )
    out.writelines(_write(block) for block in report.blocks if block not in lead)
    out.write("</main>\n</body>\n</html>\n")


def _write_contents(report: Report) -> str:
    links = "".join(
        f'<li><a href="#{escape(block.anchor)}">{escape(block.text)}</a></li>'
        for block in report.blocks
        if isinstance(block, Heading) and block.level == 2
    )
    return f'<nav aria-label="Contents"><ul>{links}</ul></nav>\n'


def _write(block: Block) -> str:
    if isinstance(block, Heading):
        tag = f"h{block.level}"
        return f'<{tag} id="{escape(block.anchor)}">{escape(block.text)}</{tag}>\n'
    if isinstance(block, Paragraph):
        lead = ' class="lead"' if block.is_lead else ""
        return f"<p{lead}>{_line(block.line)}</p>\n"
    if isinstance(block, Facts):
        rows = (f"<dt>{escape(name)}</dt><dd>{_line(line)}</dd>\n" for name, line in block.rows)
        return f'<dl class="facts">\n{"".join(rows)}</dl>\n'
    if isinstance(block, Items):
        return _write_items(block)
    if isinstance(block, Table):
        return _write_table(block)
    if isinstance(block, Entries):
        return f'<ol class="entries">\n{"".join(map(_write_entry, block.entries))}</ol>\n'
    if isinstance(block, Code):
        return f'<pre tabindex="0"><code>{escape_html(block.text)}</code></pre>\n'
    if isinstance(block, Drawing):
        return _write_drawing(block)
    return f'<ol class="notes">\n{"".join(map(_write_note, block.notes))}</ol>\n'


def _write_items(items: Items) -> str:
    plain = "" if any(item.below for item in items.items) else " plain"
    written = (
        f"<li>{_line(item.line)}"
        + ("<ul>" + "".join(f"<li>{_line(line)}</li>" for line in item.below) + "</ul>")
        * bool(item.below)
        + "</li>\n"
        for item in items.items
    )
    return f'<ul class="items{plain}">\n{"".join(written)}</ul>\n'


def _write_table(table: Table) -> str:
    head = "".join(
        f'<th scope="col"{RIGHT * (at in table.right)}>{escape(name)}</th>'
        for at, name in enumerate(table.columns)
    )
    narrow = " narrow" if len(table.columns) < NARROW else ""
    rows = "".join(f"<tr>{''.join(_write_cells(table, row))}</tr>\n" for row in table.rows)
    return (
        f'<div class="scroll{narrow}" role="region" tabindex="0" '
        f'aria-label="{escape(table.caption)}">\n<table>\n'
        f"<caption>{escape(table.caption)}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _write_cells(table: Table, row: Sequence[Line]) -> Iterator[str]:
    for at, (name, cell) in enumerate(zip(table.columns, row, strict=True)):
        scope, tag = (' scope="row"', "th") if at == 0 else ("", "td")
        right = RIGHT * (at in table.right)
        yield f'<{tag}{scope}{right} data-name="{escape(name)}">{_line(cell)}</{tag}>'


def _write_entry(entry: Entry) -> str:
    marks = "".join(map(_write_mark, entry.marks))
    lines = "".join(f'<p class="line">{_line(line)}</p>' for line in entry.lines)
    return (
        f'<li id="{entry.anchor}"><span class="number">{entry.number}</span>'
        f'<span class="when">{_text(entry.when)}</span>'
        f'<div class="what"><p class="title">{escape(entry.title)}{marks}</p>{lines}</div></li>\n'
    )


def _write_mark(mark: str) -> str:
    style = "mark" if mark in DOUBTS else "quiet"
    return f' <span class="{style}">· {escape(mark)}</span>'


def _write_drawing(drawing: Drawing) -> str:
    plot = drawing.plot
    return (
        f'<figure id="plot-{drawing.kind}">\n'
        f'<div role="region" tabindex="0" aria-label="{escape(plot.title)}">{plot.svg}</div>\n'
        f"<figcaption>{escape(plot.caption)}</figcaption>\n</figure>\n"
    )


def _write_note(note: SourceNote) -> str:
    places = "".join(
        f'<li id="{anchor_note(place.number)}"><span class="number">{place.number}</span>'
        f"<span>{_line(place.line)}{_uses(place.uses)}</span></li>\n"
        for place in note.places
    )
    below = f"<ol>\n{places}</ol>" if places else ""
    return (
        f'<li id="{anchor_note(note.number)}"><span class="number">{note.number}</span>'
        f"<span>{_line(note.line)}{_uses(note.uses)}</span>{below}</li>\n"
    )


def _uses(uses: Sequence[Link]) -> str:
    links = ", ".join(map(_span, uses))
    return f' <span class="uses">← {links}</span>' if links else ""


def _line(line: Line) -> str:
    return "".join(map(_span, line))


def _span(span: Span) -> str:
    if isinstance(span, Cite):
        numbers = (f'<a href="#{anchor_note(each)}">{each}</a>' for each in span.numbers)
        return f'<span class="cite">[{", ".join(numbers)}]</span>' if span.numbers else ""
    if isinstance(span, Link):
        return f'<a href="#{escape(span.anchor)}">{_text(span.text)}</a>'
    if isinstance(span, Address):
        url = make_safe_url(span.url)
        if url is None:
            return escape(span.url)
        return f'<a href="{escape_html(url)}" rel="{REL}">{escape(span.url)}</a>'
    if span.style == "plain":
        return _text(span.text)
    tag = _TAGS.get(span.style)
    if tag:
        words = escape(span.text) if tag == "code" else _text(span.text)
        return f"<{tag}>{words}</{tag}>"
    return f'<span class="{span.style}">{_text(span.text)}</span>'
