"""Read an article: text, Markdown, or HTML, from the bytes of a file or of standard input."""

from __future__ import annotations

import re
from pathlib import PurePath

from db.errors import DatelineError
from ingest.articles.article_text import ArticleText
from ingest.articles.field import Field
from ingest.articles.header import read_header
from ingest.articles.markdown import has_front_matter, read_markdown
from ingest.articles.noise import find_noise

__all__ = ["LARGEST", "ArticleError", "ArticleText", "Field", "read_article"]

LARGEST = 5_000_000  # bytes; a novel has one million
_KINDS = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".md": "markdown", ".markdown": "markdown",
    ".txt": "text", ".text": "text",
}  # fmt: skip
_PAGE = re.compile(
    rb"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--.{0,2000}?-->\s{0,200}){0,3}"
    rb"<(?:!doctype\s{1,5}html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<(?:[a-zA-Z!/])")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OTHERS = {
    b"%PDF": "PDF", b"PK\x03\x04": "a ZIP file, such as DOCX or EPUB", b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image", b"GIF8": "an image", b"{\\rtf": "RTF",
    b"\xd0\xcf\x11\xe0": "a DOC",
    b"\x1f\x8b": "compressed", b"BZh": "compressed", b"7z\xbc\xaf": "compressed",
}  # fmt: skip


class ArticleError(DatelineError):
    """A file that cannot be read as an article."""


def read_article(data: bytes, name: str) -> ArticleText:
    """The article that a file holds; `name` is the file's, or "-" for standard input."""
    shown = "standard input" if name == "-" else name
    _refuse(data, shown)
    kind = _tell_kind(data, name)
    if kind == "html":
        from ingest.articles.html import read_html

        return read_html(data, shown)
    text = _decode(data, shown)
    if not text.strip("\ufeff \t\r\n"):
        raise ArticleError(f"{shown} is empty; put the article's text in it")
    if kind == "markdown" or (kind == "" and has_front_matter(text)):
        return read_markdown(text, data)
    fields, remarks = read_header(text)
    return ArticleText(text, data, fields, find_noise(text), remarks)


def _refuse(data: bytes, shown: str) -> None:
    if len(data) > LARGEST:
        size = f"more than {LARGEST // 1_000_000} MB"
        raise ArticleError(f"{shown} holds {size}, and an article is smaller; split the file")
    if not data.strip():
        raise ArticleError(f"{shown} is empty; put the article's text in it")
    for sign, kind in _OTHERS.items():
        if data.startswith(sign):
            raise ArticleError(f"{shown} is {kind}, no text; save its text as UTF-8")
    if b"\0" in data and not data.startswith(_UTF_16):
        raise ArticleError(f"{shown} is no text: it holds NUL bytes; save the article as UTF-8")


def _tell_kind(data: bytes, name: str) -> str:
    """The kind of an article by its first bytes and the suffix of its file; "" if neither says."""
    known = _KINDS.get(PurePath(name).suffix.lower(), "") if name != "-" else ""
    if known == "html":
        return "html" if _TAG.search(data) or data.startswith(_UTF_16) else "text"
    start = data[:8192].removeprefix(b"\xef\xbb\xbf")
    return "html" if _PAGE.match(start) else known


def _decode(data: bytes, shown: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if data.startswith(_UTF_16):
            fault, encoding = f"{shown} is UTF-16, not UTF-8", "UTF-16"
        else:
            line = data.count(b"\n", 0, error.start) + 1
            place = f"byte {error.start + 1} (0x{data[error.start]:02x}), on line {line},"
            fault, encoding = f"{shown} is not UTF-8: {place} is none of it", "WINDOWS-1252"
        remedy = f"convert it, such as by: iconv -f {encoding} -t UTF-8 FILE > NEW"
        raise ArticleError(f"{fault}; {remedy}") from error
