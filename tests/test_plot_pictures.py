"""Every picture of the seed can be read: nothing overlaps, is cut off, or reaches outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pictures import (
    SVG,
    find_marks,
    list_groups,
    list_outside,
    list_overlaps,
    list_words,
    parse,
    read_words,
)

from db.reader import Reader
from db.reading import reading
from publish.plots.draw import draw_plot
from publish.plots.style import KINDS, Plot, PlotStyle
from publish.theme import LIGHT

GIVEN: list[dict[str, Any]] = [
    {},
    {"company": "TikTok"},
    {"from": "2024", "to": "2024-06"},
    {"limit": 3},
    {"limit": 500},
    {"known_by": "2024-08-02", "status": ("happened", "planned")},
]
WIDTHS = (480, 1200)
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def seed(seed_database: Path) -> Iterator[Reader]:
    with reading(seed_database) as connection:
        yield connection


def draw(seed: Reader, kind: str, style: PlotStyle | None = None, **given: Any) -> Plot:
    plot = draw_plot(seed, kind, given, style or PlotStyle())
    assert plot is not None
    return plot


@every_kind
@pytest.mark.parametrize("given", GIVEN, ids=str)
def test_no_two_labels_overlap_and_none_is_outside(
    seed: Reader, kind: str, given: dict[str, Any]
) -> None:
    for width in WIDTHS:
        picture = parse(draw(seed, kind, PlotStyle(width), **given).svg)
        assert list_overlaps(list_words(picture)) == []
        assert list_outside(picture) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["timeline", "amounts"])
def test_no_label_lies_on_a_mark_of_another(seed: Reader, kind: str, width: int) -> None:
    groups = list(list_groups(parse(draw(seed, kind, PlotStyle(width), limit=60).svg)))
    marks = [(title, box) for title, group in groups for box, _ in find_marks(group)]
    words = [
        (title, read_words(element))
        for title, group in groups
        for element in group.iter("{http://www.w3.org/2000/svg}text")
    ]
    assert marks
    met = [
        (told.text, other)
        for (title, told), (other, mark) in product(words, marks)
        if title != other and told.box.grow(-0.5).meets(mark)
    ]
    assert met == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("given", [{}, {"company": "ByteDance"}, {"limit": 60}], ids=str)
def test_the_line_of_nought_strikes_out_no_label(
    seed: Reader, given: dict[str, Any], width: int
) -> None:
    groups = parse(draw(seed, "amounts", PlotStyle(width), **given).svg)
    [nought] = [
        line for line in groups.iter(f"{SVG}line")
        if line.attrib["y1"] == line.attrib["y2"] and line.get("stroke") == LIGHT["muted"]
    ]  # fmt: skip
    y = float(nought.attrib["y1"])
    words = [told for told in list_words(groups) if told.text != "0"]
    assert [told.text for told in words if told.box.top < y < told.box.bottom] == []


@every_kind
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_stands_alone_and_can_stand_in_a_page_with_a_strict_policy(
    seed: Reader, kind: str, theme: str
) -> None:
    plot = draw(seed, kind, PlotStyle(theme=theme))
    picture = parse(plot.svg)
    for element in picture.iter():
        name = element.tag.rpartition("}")[2]
        assert name not in {"script", "style", "image", "use", "foreignObject", "a"}
        assert not {key for key in element.attrib if key in ("style", "href") or key[:2] == "on"}
        assert element.get("class") is None
        ids = [element.get("id"), *re.findall(r"url\((.*?)\)", " ".join(element.attrib.values()))]
        assert all(one.lstrip("#").startswith(f"{kind}-") for one in ids if one)
    named = {element.get("id") for element in picture.iter()} - {None}
    used = set(re.findall(r"url\(#(.*?)\)", plot.svg))
    assert used <= named


@every_kind
def test_a_picture_tells_of_itself_to_those_who_do_not_see_it(seed: Reader, kind: str) -> None:
    plot = draw(seed, kind)
    picture = parse(plot.svg)
    title, description = picture[0], picture[1]
    assert (picture.get("role"), title.text, description.text) == ("img", plot.title, plot.caption)
    assert picture.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    size = (int(picture.attrib["width"]), int(picture.attrib["height"]))
    assert size == (plot.width, plot.height)


@every_kind
def test_a_caption_names_sources_and_filters(seed: Reader, kind: str) -> None:
    given: dict[str, Any] = {"company": "TikTok", "from": "2020"}
    caption = draw(seed, kind, **given).caption
    assert "Blue Whale News (2024-08-02)" in caption
    assert "Filters: company TikTok, from 2020." in caption


@every_kind
def test_the_same_is_drawn_twice_alike(seed: Reader, kind: str) -> None:
    assert draw(seed, kind) == draw(seed, kind)


@every_kind
def test_where_nothing_fits_there_is_no_picture(seed: Reader, kind: str) -> None:
    assert draw_plot(seed, kind, {"from": "1900", "to": "1901", "certain": True}) is None


@every_kind
def test_a_title_of_ones_own_stands_above(seed: Reader, kind: str) -> None:
    assert draw(seed, kind, PlotStyle(title="Mine & yours")).title == "Mine & yours"


def test_the_timeline_tells_what_it_leaves_out(seed: Reader) -> None:
    caption = draw(seed, "timeline").caption
    assert "54 more dated events are left out: narrow down by company" in caption
    assert "159 events without a date are not drawn." in caption
    whole = draw(seed, "timeline", limit=1000).caption
    assert "left out" not in whole
