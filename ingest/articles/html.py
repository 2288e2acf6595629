"""Articles in HTML: the main text of a page, and what the page says of itself."""

from __future__ import annotations

import re
from typing import Any

from ingest.articles.article_text import ArticleText
from ingest.articles.blocks_of_text import SKIPPED, write_text
from ingest.articles.field import Field
from ingest.articles.header import read_header
from ingest.articles.json_ld import JsonLd
from ingest.articles.metadata import read_metadata
from ingest.articles.noise import find_noise
from ingest.articles.noise_blocks import is_prose
from ingest.articles.page_tree import (
    DEEPEST,
    HtmlError,
    decode_page,
    drop_unseen,
    is_cut,
    measure_depth,
    parse_page,
)

MOST_TAGS = 1_000_000
MOST_ELEMENTS = 200_000  # of a page that is looked through for its best part
_SENTENCE = re.compile(
    r"^(?:[^\n]{30,2000}?[.!?…][\"'”’»)]{0,3}(?=\s|$)|[^\n]{12,1000}?[。！？])", re.MULTILINE
)


def read_html(data: bytes, name: str) -> ArticleText:
    """The article of a page; its text is the extracted one, the same for the same bytes."""
    _import_reader()
    page, remarks = decode_page(data)
    if (tags := page.count("<")) > MOST_TAGS:
        fault = f"{name} holds {tags:,} tags, and an article is smaller"
        raise HtmlError(f"{fault}; paste the text of the article into a .txt file")
    tree = parse_page(page)
    scripts = [
        "".join(script.itertext())
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "").lower()
    ]
    json_ld = JsonLd(scripts)
    framed = next(tree.iter("frameset"), None) is not None
    drop_unseen(tree)
    fields, told = read_metadata(tree, json_ld)
    remarks += told
    root = _choose_root(tree)
    shown, parted = (
        write_text(root, SKIPPED),
        write_text(root, SKIPPED, frozenset(["span", "time"])),
    )
    heads = [" ".join("".join(h1.itertext()).split()).casefold() for h1 in tree.iter("h1")]
    text = _read_text(tree, remarks)
    if "\n" not in text.strip() and "\n" in shown and len(shown) <= 2 * len(text):
        text = shown  # of a short page the blocks are told apart better so
    if not _is_article(text) and _is_article(json_ld.body):
        text = _split_paragraphs(json_ld.body)
        remarks.append("the text is that of JSON-LD articleBody; the page itself shows none")
    if not _is_article(text):
        if is_cut(tree):
            fault = f"{name} holds elements in one another too deeply to be read"
            raise HtmlError(f"{fault}; paste the text of the article into a .txt file")
        raise HtmlError(_describe_lack(name, page, framed=framed))
    if json_ld.is_for_payers:
        remarks.append("the page is not free to read in full; its text may be cut")
    text = _put_title(text, fields.get("title"), heads)
    for header in (text, _list_below_head(parted, heads)):
        fields = {**read_header(header)[0], **fields}
    return ArticleText(text, text.encode(), fields, find_noise(text), remarks)


def _import_reader() -> None:
    try:
        import trafilatura  # noqa: F401
    except ImportError as error:
        fault = "HTML is read with trafilatura, which is not installed"
        raise HtmlError(f"{fault}; run: pip install 'dateline[html]'") from error


def _read_text(tree: Any, remarks: list[str]) -> str:
    """The main text; of what is too deep or too large for a careful look, all of it."""
    depth, size = measure_depth(tree), sum(1 for _ in tree.iter("*"))
    if depth <= DEEPEST and size <= MOST_ELEMENTS:
        if text := _extract(tree):
            return text
    elif is_cut(tree):
        remarks.append("elements lie in one another too deeply; what is deeper than 2,047 is lost")
    else:
        remarks.append("the page is unusually deep or large; menus may stand in its text")
    return write_text(_choose_root(tree), SKIPPED)


def _choose_root(tree: Any) -> Any:
    """The element that holds the article and not much else, if there is one."""
    bodies = [next(tree.iter(tag), None) for tag in ("article", "main", "body")]
    return next((body for body in bodies if body is not None), tree)


def _list_below_head(shown: str, heads: list[str]) -> str:
    """The lines between the headline of a page and its first sentence, where bylines stand."""
    lines = [line for line in shown.split("\n") if line]
    at = next((n for n, line in enumerate(lines[:200]) if line.casefold() in heads), None)
    if at is None:
        return ""
    below = lines[at + 1 : at + 9]
    end = next((n for n, line in enumerate(below) if is_prose(line)), len(below))
    return "\n".join(["-", *below[:end]])


def _extract(tree: Any) -> str:
    from lxml import etree
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(
            tree, include_comments=False, include_tables=True, deduplicate=False,
            with_metadata=False,
        )  # fmt: skip
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return ""
    except (AssertionError, etree.LxmlError):
        return ""
    body = getattr(document, "body", None)
    return "" if body is None else write_text(body)


def _is_article(text: str) -> bool:
    """Whether a text holds a whole sentence; a list of headlines holds none."""
    return _SENTENCE.search(text) is not None


def _split_paragraphs(body: str) -> str:
    lines = (" ".join(line.split()) for line in body.splitlines())
    return "\n\n".join(line for line in lines if line)


def _put_title(text: str, title: Field | None, heads: list[str]) -> str:
    """The text below its title, unless it begins with that already."""
    if title is None:
        return text
    opening = text[:1000].casefold()
    first = text.split("\n", 1)[0].casefold()
    if title.value.casefold() in opening or first in heads:
        return text
    return f"{title.value}\n\n{text}"


def _describe_lack(name: str, page: str, *, framed: bool) -> str:
    shown = "the page" if name == "-" else name
    if framed:
        return f"{shown} only holds frames; save the page inside the frame"
    low = page[:200_000].lower()
    if "javascript" in low and ("enable" in low or "requires" in low or 'id="root"' in low):
        fault = f"{shown} holds no article: its text is put there by a script"
        return (
            f"{fault}; open it in a browser and save it from there, or paste its text into a .txt"
        )
    return f"{shown} holds no article; paste the text of the article into a .txt file"
