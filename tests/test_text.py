"""Text for terminals: what is taken out of it, and how wide it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from db.text import clean, display_width, is_control, pad, wrap


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Acme buys Globex", "Acme buys Globex"),
        ("", ""),
        ("字节跳动 · Инитех · اكمي", "字节跳动 · Инитех · اكمي"),
        ("one\nline\tof\r\ntext", "one line of  text"),
        ("page\fbreak\vand\x1cthe\x85rest\u2028of\u2029them", "page break and the rest of them"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b31mred", "31mred"),
        ("bell\x07, null\x00, delete\x7f", "bell, null, delete"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("\u2066Acme\u2069\u200f", "Acme"),
        ("half a pair \ud800", "half a pair "),
        ("a family \U0001f468\u200d\U0001f469\u200d\U0001f467", "a family 👨‍👩‍👧"),
        ("no\u00a0break", "no\u00a0break"),
    ],
)
def test_cleaned_text_is_one_line_that_tells_the_terminal_nothing(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text())
def test_nothing_that_controls_a_terminal_is_left_by_cleaning(text: str) -> None:
    cleaned = clean(text)
    assert not any(map(is_control, cleaned))
    assert len(cleaned.splitlines()) <= 1
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("Acme", 4),
        ("é", 1),
        ("e\u0301", 1),
        ("字节跳动", 8),
        ("ﾊﾝｶｸ", 4),
        ("ＡＢ", 4),
        ("한국", 4),
        ("zero\u200bwidth", 9),
        ("“quoted” – and…", 15),
    ],
)
def test_chinese_letters_take_two_columns_and_accents_none(text: str, width: int) -> None:
    assert display_width(text) == width
    assert cell_len(text) == width  # as the tables on a terminal reckon


def test_padding_fills_up_to_a_width_in_columns() -> None:
    assert pad("字节", 6) == "字节  "
    assert pad("字节", 6, right=True) == "  字节"
    assert pad("longer", 3) == "longer"


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("", [""]),
        ("  one two", ["  one two"]),
        ("  one two three", ["  one two", "      three"]),
        ("a-very-long-word and", ["a-very-long-word", "    and"]),
        (
            "\N{CJK UNIFIED IDEOGRAPH-5B57}" * 5 + " b",
            ["\N{CJK UNIFIED IDEOGRAPH-5B57}" * 5, "    b"],
        ),
    ],
)
def test_a_line_is_cut_between_words(line: str, lines: list[str]) -> None:
    assert wrap(line, 10) == lines
