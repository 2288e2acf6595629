"""An SVG taken apart, so that a test can say what is where in a picture."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

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
