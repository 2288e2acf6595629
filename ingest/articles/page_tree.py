"""From the bytes of a page to a tree of elements, as browsers read it, but without running it."""

from __future__ import annotations

import codecs
import re
from typing import Any

from db.errors import DatelineError
from ingest.articles.words import words

DEEPEST = 200  # levels of elements that a page of an article may need
# So many attributes in one tag take the parser minutes, for it compares each with all others.
_HUGE_TAG = re.compile(r"<[A-Za-z](?:(?:[^<>=]{0,200}=){5000}|(?>[^<>\s]{0,200}\s++){50000})")
_CHARSET = re.compile(
    rb"<meta\b[^>]{0,300}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{1,40})", re.I
)
_XML = re.compile(rb"\s{0,20}<\?xml\b[^>]{0,200}?encoding\s{0,5}=\s{0,5}[\"']([\w.:-]{1,40})", re.I)
_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# Browsers read these as their larger sisters (https://encoding.spec.whatwg.org).
_LARGER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
           "iso8859-9": "cp1254", "shift_jis": "cp932", "euc_kr": "cp949"}  # fmt: skip
_HEAD = 4096  # bytes in which the encoding has to be declared
_HIDDEN = re.compile(
    r"(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)", re.IGNORECASE
)
_KEPT = frozenset(
    words(
        """
    html body article main head meta link
    """
    )
)  # shown by scripts
_DROPPED = words(
    """
    script style noscript template iframe frame svg object embed canvas audio video
    """
)
_ARCHIVE_BARS = ("wm-ipp-base", "wm-ipp", "wm-ipp-print", "donato", "hap-msg")


class HtmlError(DatelineError):
    """A page that cannot be read."""


def decode_page(data: bytes) -> tuple[str, list[str]]:
    """The text of a page by its byte order mark, the encoding that it declares, or UTF-8."""
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            return _decode(data[len(bom) :], encoding)
    declared = _XML.match(data[:_HEAD]) or _CHARSET.search(data[:_HEAD])
    if declared is None:
        try:
            return data.decode("utf-8"), []
        except UnicodeDecodeError:
            told = "the page declares no encoding and is no UTF-8; it was read as windows-1252"
            return data.decode("cp1252", "replace"), [told]
    name = declared[1].decode("ascii")
    try:
        encoding = codecs.lookup(name).name
        b"a".decode(encoding)
    except (LookupError, ValueError) as error:
        fault = f"the page declares the encoding {name}, which is not known"
        raise HtmlError(f"{fault}; save it as UTF-8") from error
    if encoding.startswith(("utf-16", "utf-32")):
        encoding = "utf-8"  # what is told in ASCII is not in UTF-16
    return _decode(data, _LARGER.get(encoding, encoding))


def _decode(data: bytes, encoding: str) -> tuple[str, list[str]]:
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError:
        text = _decode_loosely(data, encoding)
    except (LookupError, ValueError) as error:
        raise HtmlError(_describe(encoding)) from error
    lost = text.count("\ufffd")
    if lost * 20 > len(text):
        fault = f"the page says that it is {encoding}, and is not"
        raise HtmlError(f"{fault}; save it as UTF-8, or correct its `charset`")
    return text, [f"{lost} characters are no {encoding} and were read as U+FFFD"]


def _decode_loosely(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace")
    except (LookupError, ValueError) as error:  # some codecs know of no replacement
        raise HtmlError(_describe(encoding)) from error


def _describe(encoding: str) -> str:
    return f"the page says that it is {encoding}, which no page is; save it as UTF-8"


def parse_page(text: str) -> Any:
    """The tree of a page; nothing is fetched, no entity of its own is read."""
    from lxml import etree, html

    if _HUGE_TAG.search(text):
        raise HtmlError("a tag of the page has thousands of attributes; save the page again")
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True,
        collect_ids=False, default_doctype=False,
    )  # fmt: skip
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise HtmlError("the page holds nothing; save it again from the browser") from error
    return tree


def is_cut(tree: Any) -> bool:
    """Whether the tree ends early, because its elements lie in one another too deeply."""
    return measure_depth(tree) >= 2_040


def measure_depth(tree: Any) -> int:
    """How many elements lie in one another."""
    from lxml import etree

    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def drop_unseen(tree: Any) -> None:
    """Take out of a tree what no reader sees: scripts, what is hidden, the bar of a web archive."""
    unseen = [
        element
        for element in tree.iter("*")
        if element.tag in _DROPPED or element.get("id") in _ARCHIVE_BARS or _is_hidden(element)
    ]
    for element in unseen:
        if element.getparent() is not None:
            element.drop_tree()
    for head in tree.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        if next(head.iter("p", "div"), None) is not None:
            head.tag = "div"  # one that was never closed


def _is_hidden(element: Any) -> bool:
    if element.tag in _KEPT:
        return False
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style[:1000]))
