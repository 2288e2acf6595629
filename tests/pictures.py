"""An SVG taken apart, so that a test can say what is where in a picture."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring
from zlib import decompress

from publish.plots.boxes import Box
from publish.plots.measure import measure

SVG = "{http://www.w3.org/2000/svg}"


class Words(NamedTuple):
    """A line of text, and the room that it may take."""

    text: str
    box: Box
    element: Element


def parse(svg: str) -> Element:
    """The picture; raises where it is not well-formed."""
    return fromstring(svg)  # noqa: S314  it is our own


def list_words(picture: Element) -> list[Words]:
    return [read_words(element) for element in picture.iter(f"{SVG}text")]


def read_words(element: Element) -> Words:
    text, size = "".join(element.itertext()), float(element.attrib["font-size"])
    width = measure(text, size, bold=element.get("font-weight") == "700")
    x, y = float(element.attrib["x"]), float(element.attrib["y"])
    x -= {"start": 0, "middle": width / 2, "end": width}[element.get("text-anchor", "start")]
    return Words(text, Box(x, y - size * 0.8, x + width, y + size * 0.2), element)


def list_overlaps(words: list[Words]) -> list[tuple[str, str]]:
    return [(a.text, b.text) for a, b in combinations(words, 2) if a.box.grow(-0.5).meets(b.box)]


def list_outside(picture: Element) -> list[str]:
    width, height = float(picture.attrib["width"]), float(picture.attrib["height"])
    frame = Box(0, 0, width, height).grow(0.5)
    return [words.text for words in list_words(picture) if not frame.holds(words.box)]


def list_groups(picture: Element) -> Iterator[tuple[str, Element]]:
    """Each thing that is drawn of the data, by what it says of itself."""
    for group in picture.iter(f"{SVG}g"):
        title = group.find(f"{SVG}title")
        if title is not None:
            yield title.text or "", group


def find_group(picture: Element, start: str) -> Element:
    [found] = [group for title, group in list_groups(picture) if title.startswith(start)]
    return found


def find_marks(group: Element) -> list[tuple[Box, Element]]:
    """Bars and dots in a group."""
    found = []
    for element in group.iter():
        if element.tag == f"{SVG}rect":
            x, y, width, height = (float(element.attrib[n]) for n in ("x", "y", "width", "height"))
            found.append((Box(x, y, x + width, y + height), element))
        elif element.tag == f"{SVG}circle":
            x, y, r = (float(element.attrib[name]) for name in ("cx", "cy", "r"))
            found.append((Box(x - r, y - r, x + r, y + r), element))
    return found


def read_stops(picture: Element, paint: str) -> list[tuple[float, float]]:
    """Where a paint `url(#…)` has which opacity, in pixels of its own line."""
    name = paint.removeprefix("url(#").removesuffix(")")
    [fade] = [each for each in picture.iter(f"{SVG}linearGradient") if each.get("id") == name]
    start, end = float(fade.attrib["x1"]), float(fade.attrib["x2"])
    return [
        (start + (end - start) * float(stop.attrib["offset"]), float(stop.attrib["stop-opacity"]))
        for stop in fade.iter(f"{SVG}stop")
    ]


class Pixels(NamedTuple):
    """A PNG: each pixel as red, green, blue and opacity."""

    width: int
    height: int
    rows: list[bytes]

    def is_blank(self) -> bool:
        return len({row[at : at + 4] for row in self.rows for at in range(0, len(row), 4)}) < 2

    def find_right_edge(self) -> int:
        """The column after the last one in which something is drawn on nothing."""
        columns = (max(_list_inked(row), default=-1) for row in self.rows)
        return max(columns) + 1


def _list_inked(row: bytes) -> Iterator[int]:
    return (at for at, opacity in enumerate(row[3::4]) if opacity > 40)


def read_png(data: bytes) -> Pixels:
    """The pixels of a PNG of 8 bits with opacity, as resvg writes it."""
    at, packed = 8, b""
    while at < len(data):
        length, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if name == b"IHDR":
            width, height = int.from_bytes(body[:4]), int.from_bytes(body[4:8])
            assert body[8:10] == b"\x08\x06"
        packed += body if name == b"IDAT" else b""
        at += 12 + length
    plain, step = decompress(packed), width * 4
    rows, above = [], bytearray(step)
    for start in range(0, len(plain), step + 1):
        above = _unfilter(plain[start], bytearray(plain[start + 1 : start + 1 + step]), above)
        rows.append(bytes(above))
    return Pixels(width, height, rows)


def _unfilter(kind: int, row: bytearray, above: bytearray) -> bytearray:
    for at in range(len(row)):
        left = row[at - 4] if at >= 4 else 0
        corner = above[at - 4] if at >= 4 else 0
        guess = (0, left, above[at], (left + above[at]) // 2, _guess(left, above[at], corner))[kind]
        row[at] = (row[at] + guess) & 255
    return row


def _guess(left: int, above: int, corner: int) -> int:
    near = left + above - corner
    return min((left, above, corner), key=lambda one: abs(near - one))
