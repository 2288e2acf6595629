"""Places in an article: read, hashed and found."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import LocatorError
from db.place import (
    Article,
    Place,
    find_passages,
    hash_passage,
    hash_text,
    parse_place,
    read_article,
)


def test_a_place_is_written_with_its_whole_hash() -> None:
    digits = "9f31c0de12ab34cd" + "0" * 48
    assert str(Place(732, 1016, digits)) == f"732-1016#{digits}"


@pytest.mark.parametrize("digits", ["9f31c0de12ab34cd", "0123456789abcdef" * 4])
def test_a_place_is_read_with_as_many_digits_as_the_record_holds(digits: str) -> None:
    assert parse_place(f"732-1016#{digits}") == Place(732, 1016, digits)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "732-1016",
        "732-1016#",
        "732-1016#9f31c0de12ab34c",
        "732-1016#" + "0" * 65,
        "732-1016#9F31C0DE12AB34CD",
        "732-1016#9f31c0de12ab34cg",
        "-732-1016#9f31c0de12ab34cd",
        "732–1016#9f31c0de12ab34cd",
        "732-1016#9f31c0de12ab34cd ",
        "732-1016#9f31c0de12ab34cd\n",
        "٧-٩#9f31c0de12ab34cd",
        "1" * 100_000,
        "1" * 100_000 + "-" + "1" * 100_000 + "#9f31c0de12ab34cd",
    ],
)
def test_other_text_is_no_place(text: str) -> None:
    with pytest.raises(LocatorError) as caught:
        parse_place(text)
    assert caught.value.fault.endswith("is not a place (start-end#hash)")
    assert caught.value.remedy == "write the passage as `quote:` and run `dateline locate`"
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("text", ["5-5#9f31c0de12ab34cd", "6-5#9f31c0de12ab34cd"])
def test_a_place_ends_after_its_start(text: str) -> None:
    with pytest.raises(LocatorError, match="does not end after its start"):
        parse_place(text)


@given(st.integers(0, 10**9), st.integers(1, 10**6), st.binary())
def test_a_place_survives_writing_and_reading(start: int, length: int, data: bytes) -> None:
    place = Place(start, start + length, hash_text(data)[:16])
    assert parse_place(str(place)) == place


def test_a_passage_is_hashed_after_its_white_space_is_folded() -> None:
    expected = hashlib.sha256(b"Acme pays Globex").hexdigest()
    assert hash_passage("\n Acme\u00a0 pays\r\n\u3000Globex\t") == expected
    assert hash_passage("acme pays Globex") != expected


def test_reading_places_loads_neither_yaml_nor_msgspec() -> None:
    code = (
        "import sys; from db.nearest import nearest_passage;"
        "from db.place import find_passages, parse_place;"
        "parse_place('1-2#0123456789abcdef'); find_passages('a', 'b a'); nearest_passage('a', 'B');"
        "sys.exit(bool({'yaml', 'msgspec', 'difflib'} & set(sys.modules)))"
    )
    root = Path(__file__).parent.parent
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


# Articles


def test_an_article_is_read_as_it_is_in_its_file(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfAcme\r\npays \xf0\x9f\x98\x80\r"
    (tmp_path / "article.txt").write_bytes(data)
    assert read_article(tmp_path / "article.txt") == Article(
        "\ufeffAcme\r\npays 😀\r", hashlib.sha256(data).hexdigest(), 14
    )


def test_an_article_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_bytes("Acme café".encode("latin-1"))
    with pytest.raises(LocatorError, match=r"article.txt is not UTF-8 \(byte 8\); save it as"):
        read_article(tmp_path / "article.txt")


def test_an_article_that_is_not_there_is_a_clear_line(tmp_path: Path) -> None:
    with pytest.raises(LocatorError, match=r"cannot read .*none.txt \(No such file"):
        read_article(tmp_path / "none.txt")


# Finding


@pytest.mark.parametrize(
    ("quote", "text", "places"),
    [
        pytest.param("pays Globex", "Acme pays Globex.", [(5, 16)], id="plain"),
        pytest.param("pays Globex", "😀🇹🇼 pays Globex", [(4, 15)], id="emoji before it"),
        pytest.param("pays Globex", "Acme\r\npays\r\nGlobex\r\n", [(6, 18)], id="CRLF"),
        pytest.param("Acme pays", "\ufeffAcme pays", [(1, 10)], id="byte order mark"),
        pytest.param("\ufeffAcme", "\ufeffAcme", [(0, 5)], id="byte order mark quoted"),
        pytest.param("cafe\u0301 pays", "The cafe\u0301 pays", [(4, 14)], id="NFD"),
        pytest.param("caf\u00e9", "The cafe\u0301 pays", [], id="NFC in NFD"),
        pytest.param("دفعت الشركة", "أمس دفعت الشركة مليونا", [(4, 15)], id="right to left"),
        pytest.param(
            "20 million a", "20\u00a0million\u3000a", [(0, 12)], id="other spaces in text"
        ),
        pytest.param(
            "20\u00a0million\u3000a", "20 million a", [(0, 12)], id="other spaces in quote"
        ),
        pytest.param("  pays\n Globex\t", "pays  Globex", [(0, 12)], id="ends of the quote"),
        pytest.param("二千万美元", "每月支付二千万美元。", [(4, 9)], id="Chinese"),
        pytest.param("a a", "a a  a\na", [(0, 3), (2, 6), (5, 8)], id="overlapping"),
        pytest.param("aa", "aaa", [(0, 2), (1, 3)], id="overlapping in a word"),
        pytest.param("acme", "Acme", [], id="other case"),
        pytest.param("it's", "it’s", [], id="other quote sign"),
        pytest.param("", "Acme", [], id="empty"),
        pytest.param(" \u3000\n", "Acme  pays", [], id="blank"),
        pytest.param("Acme", "", [], id="empty text"),
    ],
)
def test_passages_are_found_exactly(quote: str, text: str, places: list[tuple[int, int]]) -> None:
    found = find_passages(quote, text)
    assert [(place.start, place.end) for place in found] == places
    assert {place.sha256 for place in found} <= {hash_passage(quote)}


TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab \n\r\t\u00a0\u3000\ufeffé\u0301😀中"), st.characters(codec="utf-8")
    )
)


@given(TEXTS, st.data())
def test_a_slice_of_any_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end].split()
    found = find_passages(text[start:end], text)
    for place in found:
        passage = text[place.start : place.end]
        assert (passage.split(), passage) == (words, passage.strip())
        assert place.sha256 == hash_passage(passage)
    start += len(text[start:end]) - len(text[start:end].lstrip())
    assert ((start, start + len(text[start:end].strip())) in {(p.start, p.end) for p in found}) == (
        bool(words)
    )


@given(TEXTS)
def test_every_way_to_write_a_space_is_found(text: str) -> None:
    quote = "\u3000".join(text.split())
    assert bool(find_passages(quote, f"Acme {text}")) == bool(quote)
