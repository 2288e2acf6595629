"""Articles in Markdown: front matter in YAML or TOML, and what of the signs is no text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from db.document import read_yaml
from ingest.articles.article_text import ArticleText
from ingest.articles.field import Field, tidy
from ingest.articles.header import read_header
from ingest.articles.noise import find_noise
from ingest.articles.written_date import read_date
from ingest.found import Noise

_FENCES = {"---": "YAML", "+++": "TOML"}
LONGEST_FRONT = 50_000
_KEYS = {
    "title": "title", "headline": "title", "author": "author", "authors": "author",
    "byline": "author", "creator": "author", "date": "published", "published": "published",
    "publishdate": "published", "publish_date": "published", "published_at": "published",
    "publication_date": "published", "date_published": "published", "datepublished": "published",
    "pubdate": "published", "publisher": "publisher", "site": "publisher", "source": "publisher",
    "site_name": "publisher", "publication": "publisher", "outlet": "publisher", "url": "url",
    "canonical": "url", "canonical_url": "url", "link": "url", "permalink": "url",
    "source_url": "url", "lang": "language", "language": "language", "locale": "language",
}  # fmt: skip
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,500}\]\([^()\n]{0,2000}\)")
_LINK = re.compile(r"\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}+\)")
_DEFINITION = re.compile(
    r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]{0,5}\S{1,2000}[^\n]{0,200}$", re.MULTILINE
)
_ADDRESS = re.compile(r"<https?://[^<>\s]{1,2000}>")
_FENCE = re.compile(r"^ {0,3}(`{3,20}|~{3,20})[^\n]*$", re.MULTILINE)


def read_markdown(text: str, data: bytes) -> ArticleText:
    """The article of a file in Markdown; places count in the whole file."""
    front, end, remarks = _read_front_matter(text)
    given, told = _read_fields(front)
    fields, more = read_header(text[end:])
    if "published" in given:
        differs = fields.get("published", given["published"]).value != given["published"].value
        more = [f"{fields['published'].value} in the text, too"] if differs else []
    noise = list(_find_markup(text, end))
    masked = _mask(text, noise)
    body = (Noise(*one) for one in find_noise(masked) if one.start >= end)
    own = [Noise(text.startswith("\ufeff"), end, "front matter")] if end else []
    every = _make_disjoint([*own, *noise, *body])
    return ArticleText(text, data, {**fields, **given}, every, remarks + told + more)


def has_front_matter(text: str) -> bool:
    """Whether a text begins with front matter that ends."""
    return _read_front_matter(text)[1] > 0


def _read_front_matter(text: str) -> tuple[dict[str, Any], int, list[str]]:
    """The front matter, where it ends (0 where there is none), and what is wrong with it."""
    start = 1 if text.startswith("\ufeff") else 0
    sign = text[start : start + 3]
    opened = re.compile(r"[ \t]{0,20}\r?\n").match(text, start + 3)
    if sign not in _FENCES or opened is None:
        return {}, 0, []
    closing = re.compile(rf"^{re.escape(sign)}[ \t]{{0,20}}(?:\r?\n|\Z)", re.MULTILINE)
    closed = closing.search(text, opened.end(), start + LONGEST_FRONT)
    if closed is None:
        return {}, 0, []
    inner = text[opened.end() : closed.start()]
    front, remarks = (_read_yaml if sign == "---" else _read_toml)(inner)
    if not front and not remarks:
        return {}, 0, []  # a rule, and another below it
    return front, closed.end(), remarks


def _read_yaml(inner: str) -> tuple[dict[str, Any], list[str]]:
    if not re.search(r"^[\w\"' -]{1,60}:(?:\s|$)", inner, re.MULTILINE):
        return {}, []
    document = read_yaml(inner, "front matter")
    if document.problems or not isinstance(document.data, dict):
        fault = str(document.problems[0]) if document.problems else "no list of `key: value`"
        return _read_plain(inner), [f"the front matter is not read in full: {fault}"]
    return document.data, []


def _read_plain(inner: str) -> dict[str, Any]:
    """The lines `key: value` of front matter that is no YAML."""
    pairs = (
        re.match(r"([A-Za-z_]{2,30}):[ \t]+(\S.{0,500})$", line) for line in inner.splitlines()
    )
    return {pair[1]: pair[2].strip(" \"'") for pair in pairs if pair}


def _read_toml(inner: str) -> tuple[dict[str, Any], list[str]]:
    try:
        return tomllib.loads(inner.replace("\r\n", "\n")), []
    except (ValueError, RecursionError) as error:
        return {}, [f"the front matter is not read: no TOML: {error}"]


def _read_fields(front: dict[str, Any]) -> tuple[dict[str, Field], list[str]]:
    fields: dict[str, Field] = {}
    remarks = []
    for key, value in front.items():
        name = _KEYS.get(str(key).lower().replace("-", "_"))
        text = _write(value)
        if name is None or not text:
            continue
        if text.startswith(("http://", "https://")):
            name = "url" if name in ("publisher", "url") else None
        read = read_date(text) if name == "published" else _check(name, text)
        if read and name:
            fields.setdefault(name, Field(read, f"front matter `{key}`"))
        elif name == "published":
            remarks.append(f"the front matter's `{key}: {text[:60]}` tells no certain date")
    return fields, remarks


def _check(name: str | None, text: str) -> str | None:
    if name == "language":
        return text.replace("_", "-") if _LANGUAGE.fullmatch(text) else None
    if name == "url":
        return text if text.startswith(("http://", "https://")) else None
    return text


def _write(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_write, value[:20])))
    if isinstance(value, dict):
        return _write(value.get("name") or value.get("title") or "")
    if isinstance(value, datetime | date):
        return value.isoformat()
    return tidy(value) if isinstance(value, str) else ""


def _find_markup(text: str, start: int) -> Iterator[Noise]:
    """Code, comments of HTML, images, and the targets of links."""
    yield from _find_code(text, start)
    at = text.find("<!--", start)
    while at >= 0:
        end = text.find("-->", at)
        if end < 0:
            break
        yield Noise(at, end + 3, "HTML comment")
        at = text.find("<!--", end)
    for pattern, kind in ((_IMAGE, "image"), (_LINK, "link target"), (_ADDRESS, "link target"),
                          (_DEFINITION, "link target")):  # fmt: skip
        yield from (Noise(*match.span(), kind) for match in pattern.finditer(text, start))


def _find_code(text: str, start: int) -> Iterator[Noise]:
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text, start):
        if opened is None:
            opened = fence
        elif fence[1][0] == opened[1][0] and len(fence[1]) >= len(opened[1]):
            yield Noise(opened.start(), fence.end(), "code")
            opened = None


def _mask(text: str, markup: Iterable[Noise]) -> str:
    """The text with spaces for its markup, so that a line reads as a reader sees it."""
    parts, last = [], 0
    for one in _make_disjoint(markup):
        parts.append(text[last : one.start].replace("[", " "))
        parts.append(re.sub(r"[^\r\n]", " ", text[one.start : one.end]))
        last = one.end
    return "".join([*parts, text[last:]])


def _make_disjoint(found: Iterable[Noise]) -> list[Noise]:
    """In order; of what overlaps, the part that begins later is cut or dropped."""
    every: list[Noise] = []
    for one in sorted(found, key=lambda noise: (noise.start, -noise.end)):
        last = every[-1].end if every else 0
        if one.end > last and one.start < one.end:
            every.append(one._replace(start=max(one.start, last)))
    return every
