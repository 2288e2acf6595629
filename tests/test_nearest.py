"""Where a passage most nearly stands."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.nearest import nearest_passage
from db.place import (
    hash_passage,
)

TEXT = "Acme was founded in 2015. Acme pays Globex 20 million a month. Initech sells the service."
PAYS = "Acme pays Globex 20 million a month."


TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab \n\r\t\u00a0\u3000\ufeffé\u0301😀中"), st.characters(codec="utf-8")
    )
)


def nearest_words(quote: str, text: str) -> str | None:
    place = nearest_passage(quote, text)
    assert place is None or place.sha256 == hash_passage(text[place.start : place.end])
    return text[place.start : place.end] if place else None


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("acme PAYS Globex", "Acme pays Globex"),
        ("pays Globex 30 million a month", "pays Globex 20 million a month."),
        ("Yesterday Acme pays Globex 20 million", "in 2015. Acme pays Globex 20 million"),
        ("Initech sells the services", "Initech sells the service."),
        ("was founded in Bavaria", "was founded in 2015. Acme"),
        ("Completely different words", None),
        ("Zz", None),
        ("\u200b", None),
        ("", None),
        (TEXT + " And so on.", TEXT),
    ],
)
def test_the_nearest_passage_is_the_one_that_shares_most(quote: str, words: str | None) -> None:
    assert nearest_words(quote, TEXT) == words


def test_the_nearest_passage_needs_no_spaces() -> None:
    text = "无关文字。" * 20 + "据报道,字节跳动每月支付二千万美元购买模型。" + "无关文字。" * 20
    assert nearest_words("字节跳动每月支付两千万美元购买模型", text) == (
        "字节跳动每月支付二千万美元购买模型"
    )


def test_nothing_is_near_in_an_empty_text() -> None:
    assert nearest_passage("Acme", " \n") is None


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("a" * 1999 + "b", "a" * 100_000),
        ("ab" * 999 + "cd", "ab" * 50_000),
        ("a " * 999 + "b", "a " * 50_000),
        ("word " * 400 + "end", "".join(f"word {i} " for i in range(10_000))),
        ("x y", " " * 100_000),
    ],
)
def test_the_nearest_passage_of_a_long_text_is_found_in_bounded_time(quote: str, text: str) -> None:
    start = time.perf_counter()
    nearest_passage(quote, text)
    assert time.perf_counter() - start < 3


@given(TEXTS, TEXTS)
def test_the_nearest_passage_lies_within_the_text(quote: str, text: str) -> None:
    place = nearest_passage(quote, text)
    assert place is None or 0 <= place.start < place.end <= len(text)
