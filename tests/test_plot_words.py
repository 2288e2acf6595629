"""Text in pictures: what XML may hold, and never wider than its room."""

from __future__ import annotations

import pytest
from pictures import read_png

from publish.plots.measure import LONGEST, cut, measure, tidy, wrap_text
from publish.plots.png import make_png
from publish.plots.svg import Svg
from publish.theme import LIGHT

LINES = [
    "ByteDance plans to invest 23 billion dollars in AI infrastructure",
    "WWWWWWWWWW @@@@ %%%% mmmmmmmm MMMMMMMM",
    "Überraschung: Škoda zahlt 3 €; “quoted”, — and … more · and ≠",
    "Газпром и Лукойл объявили ШЩЖ",
    "字节跳动计划投资人工智能基础设施，二零二四年",
    "字节跳动 “quoted” · mixed — with … Latin",
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("bold", [False, True])
def test_no_line_is_drawn_wider_than_it_was_measured(line: str, bold: bool) -> None:
    svg = Svg("t", {**LIGHT, "ground": "none"})
    svg.text(line, 0, 40, 30.0, bold=bold)
    drawn = read_png(make_png(svg.write(1600, 60, "", "")))
    assert 0.5 * measure(line, 30.0) < drawn.find_right_edge() <= measure(line, 30.0, bold=bold)


def test_a_line_is_cut_with_an_ellipsis_only_where_it_does_not_fit() -> None:
    words = "a longer line of words"
    assert cut(words, measure(words, 12), 12) == words
    short = cut(words, 60, 12)
    assert short.endswith("…")
    assert measure(short, 12) <= 60
    assert cut(words, 1, 12) == ""


def test_a_text_is_wrapped_between_words_and_a_word_that_is_too_long_is_broken() -> None:
    lines = wrap_text("one two " + "x" * 100, 100, 12)
    assert lines[0] == "one two"
    assert "".join(lines[1:]) == "x" * 100
    assert all(measure(line, 12) <= 100 for line in lines)
    assert wrap_text("", 100, 12) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\0b\x07c\x1bd", "abcd"),
        ("two\nlines\tand  spaces", "two lines and spaces"),
        ("\u202eright to left\u202c", "right to left"),
        ("no\ufffe\uffff\ufdd0\U0001ffffcharacter", "nocharacter"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("שלום עולם", "שלום עולם"),
        ("Z" + "\u0335" * 50 + "algo", "Z\u0335\u0335algo"),
    ],
)
def test_what_xml_or_a_picture_cannot_hold_is_taken_out(given: str, kept: str) -> None:
    assert tidy(given) == kept


def test_a_very_long_text_is_cut() -> None:
    assert len(tidy("x" * 10_000)) == LONGEST
    assert tidy("x" * 10_000).endswith("…")
