"""Dates are found in news and told by its publication; what only looks like one is left alone."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_dates import Case, read_cases

from db.edtf import parse_edtf
from ingest.dates.find import find_dates
from ingest.dates.fiscal_ends import read_fiscal_ends
from ingest.found import FoundDate
from ingest.lexicon import LexiconError

HERE = Path(__file__).parent
NEWS = [
    case
    for name in ("dates_in_news.txt", "dates_ahead.txt")
    for case in read_cases((HERE / name).read_text(encoding="utf-8"))
]
NO_DATES = read_cases("@ 2024-08-02\n" + (HERE / "no_dates.txt").read_text(encoding="utf-8"))


def list_dates(text: str, published: str | None = None) -> list[tuple[str, str | None]]:
    return [(text[date.start : date.end], date.edtf) for date in find_dates(text, published)]


def find_one(text: str, published: str | None = None, *, ends: int | None = None) -> FoundDate:
    (date,) = find_dates(text, published, lambda at: ends)
    return date


@pytest.mark.parametrize("case", NEWS, ids=lambda case: case.text[:60])
def test_the_dates_of_news_are_found(case: Case) -> None:
    assert list_dates(case.text, case.published) == case.dates


@pytest.mark.parametrize("case", NO_DATES, ids=lambda case: case.text[:60])
def test_what_is_no_date_is_left_alone(case: Case) -> None:
    assert list_dates(case.text, case.published) == []


@pytest.mark.parametrize(
    ("text", "ends", "edtf"),
    [
        ("in fiscal 2025", 6, "2024-07/2025-06"),
        ("in fiscal year 2025", 9, "2024-10/2025-09"),
        ("in FY24", 3, "2023-04/2024-03"),
        ("in FY2023-24", 3, "2023-04/2024-03"),
        ("in fiscal 2024", 12, "2024"),
        ("in the third quarter of fiscal 2024", 6, "2024-01/2024-03"),
        ("in Q1 FY25", 3, "2024-04/2024-06"),
        ("in fiscal Q1 2025", 1, "2024-02/2024-04"),
        ("Q4FY24 profit rose", 3, "2024-01/2024-03"),
        ("its fiscal third quarter ended well", 9, "2024-04/2024-06"),
        ("second-quarter fiscal 2024 sales", 8, "2023-12/2024-02"),
        ("in the first half of fiscal 2025", 6, "2024-07/2024-12"),
        ("last fiscal year, it earned more", 6, "2023-07/2024-06"),
        ("it will hire in the current fiscal year", 9, "2023-10/2024-09"),
        ("profit rose in the fourth quarter", 6, "2024-04/2024-06"),
        ("in the third quarter of 2023", 6, "2023-35"),
        ("in the current quarter, it sold more", 1, "2024-08/2024-10"),
        ("last quarter, it sold more", 1, "2024-05/2024-07"),
        ("in the current quarter, it sold more", 12, "2024-35"),
        ("in the previous fiscal, it earned more", 6, "2023-07/2024-06"),
        ("for the full fiscal year, it expects more", 6, "2024-07/2025-06"),
        ("For the full year, it expects more", 6, "2024-07/2025-06"),
        ("in the first quarter of the current fiscal year", 3, "2024-04/2024-06"),
        ("in fiscal 2025", None, None),
        ("its fiscal third quarter", None, None),
        ("in FY2023-24", None, None),
        ("last fiscal year", None, None),
    ],
)
def test_a_fiscal_date_is_told_by_the_companys_own_year(
    text: str, ends: int | None, edtf: str | None
) -> None:
    found = find_one(text, "2024-08-02", ends=ends)
    assert found.edtf == edtf
    assert edtf or "fiscal year is not known" in found.why


def test_the_companys_year_is_asked_at_the_place_of_the_words() -> None:
    text = "Apple and Microsoft ended fiscal 2024."
    asked: list[int] = []
    find_dates(text, None, lambda at: asked.append(at))
    assert set(asked) == {text.index("fiscal")}


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("in June, it fell", "XXXX-06"),
        ("on June 12, it fell", "XXXX-06-12"),
        ("on Monday, it fell", None),
        ("last year, it fell", None),
        ("yesterday, it fell", None),
        ("three years ago, it fell", None),
        ("over the next few years", None),
        ("in the third quarter, it fell", None),
        ("by year-end, it fell", None),
        ("a year earlier, it fell", None),
        ("this summer, it fell", None),
        ("in 2023, it fell", "2023"),
        ("until March, it fell", "../XXXX-03"),
    ],
)
def test_nothing_is_counted_from_a_publication_that_is_not_known(
    text: str, edtf: str | None
) -> None:
    found = find_one(text)
    assert found.edtf == edtf
    assert found.why or edtf == "2023"


@pytest.mark.parametrize(
    ("published", "text", "edtf"),
    [
        ("2024", "last year, it fell", "2023"),
        ("2024", "late this year, it fell", "2024-39"),
        ("2024", "last month, it fell", None),
        ("2024", "in June, it fell", "XXXX-06"),
        ("2024", "in June this year, it fell", "2024-06"),
        ("2024-08", "in June, it fell", "2024-06"),
        ("2024-08", "last month, it fell", "2024-07"),
        ("2024-08", "on Monday, it fell", None),
        ("2024-08", "yesterday, it fell", None),
        ("2024-08-01/2024-08-03", "last month, it fell", "2024-07"),
        ("2024-07-31/2024-08-03", "last year, it fell", "2023"),
        ("../2024", "last year, it fell", None),
        ("2024~", "last year, it fell", None),
        ("2024-08-02T10:00:00Z", "yesterday, it fell", "2024-08-01"),
    ],
)
def test_only_what_is_certain_of_the_publication_counts(
    published: str, text: str, edtf: str | None
) -> None:
    assert find_one(text, published).edtf == edtf


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("It fell last month.", "counted from the date of publication, 2024-08-02"),
        ("It fell on 3 May 2023.", ""),
    ],
)
def test_the_anchor_says_what_was_counted_from(text: str, anchor: str) -> None:
    assert find_one(text, "2024-08-02").anchor == anchor


def test_the_anchor_may_be_the_date_before() -> None:
    *_, found = find_dates("Sales in May 2023 rose 4% from a year earlier.", "2024-08-02")
    assert (found.edtf, found.anchor) == ("2022-05", "counted from 2023-05")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("🚀🔥 ", " 🎉"),
        ("\ufeff", ""),
        ("First line.\r\nSecond line.\r\n", "\r\nThird."),
        (unicodedata.normalize("NFD", "Société Générale à Zürich said "), " é"),
        ("אמר ביום ", " שלום"),
        ("وقال في ", " مرحبا"),
        ("İstanbul ſaid ", " ı"),
        ("\u202b", "\u202c"),
        ("在上海，", "。"),
    ],
)
def test_places_are_exact_in_any_script(before: str, after: str) -> None:
    text = f"{before}on 2 August 2024{after}"
    found = find_one(text)
    start = len(before) + len("on ")
    assert (found.start, found.end, found.edtf) == (start, start + 13, "2024-08-02")


@pytest.mark.parametrize(
    ("text", "edtf", "why"),
    [
        ("FY24 profit was Rs 3 crore", "2023-04/2024-03", "Indian fiscal years end in March"),
        ("FY24 profit, said the RBI", "2023-04/2024-03", "Indian fiscal years end in March"),
        ("FY24 profit was ₹3 lakh crore", "2023-04/2024-03", "Indian fiscal years end in March"),
        ("it paid on 02/11/24", "2024-02-11", "the other order of day and month lies after"),
        ("it pays on 02/11/24", None, "day and month may be either"),
        ("it paid on 02/05/24", None, "day and month may be either"),
    ],
)
def test_what_is_assumed_is_said(text: str, edtf: str | None, why: str) -> None:
    found = find_one(text, "2024-08-02")
    assert found.edtf == edtf
    assert found.why.startswith(why)


def test_digits_are_read_in_the_order_that_another_date_shows() -> None:
    shown, found = find_dates("Posted 10/14/25. It closes on 02/11/26.", "2025-10-16")
    assert (shown.edtf, found.edtf) == ("2025-10-14", "2026-02-11")
    assert found.why == "read with the month first, as elsewhere in the text"


def test_words_cut_by_a_line_are_one_date_but_paragraphs_are_not() -> None:
    assert list_dates("It closed on August 2,\r\n2024 at last.") == [
        ("August 2,\r\n2024", "2024-08-02")
    ]
    assert list_dates("It closed in August\n\n2024 was good.", "2023-01-05") == [
        ("August", "2022-08"),
        ("2024", "2024"),
    ]


WORDS_OF_DATES = """
    in on by since until from to between and the of a last next this early late mid end 2024 2023-24
    2024-02-30 May March August 2 31 30th Monday Sun today year quarter month week decade Q3 H1 FY25
    fiscal first third half three few years ago earlier later within before after - – / , . ( ) '24
    1990s 19th century 2024年8月2日 8月 summer fall same following previous 9999 will said ended 0
    months days 2/8/24 29 February through weekend onwards 9M24 thirteen weeks prior-year crore Thu
    '90s quarters effective 2023-24 full end-September month-end turn current previous prior its
    🚀 é Aug. more than around
"""
WORDS = st.sampled_from([*WORDS_OF_DATES.split(), "\n", "\r\n", ""])
PUBLISHED = st.sampled_from(
    [None, "2024-08-02", "2024-02-29", "2024", "2024-08", "0001-01-01", "9999-12-31", "../2024"]
)


@given(
    st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=60),
    PUBLISHED,
    st.none() | st.integers(1, 12),
)
def test_any_text_gives_places_in_order_and_dates_that_are_dates(
    text: str, published: str | None, ends: int | None
) -> None:
    at = 0
    for date in find_dates(text, published, lambda _: ends):
        assert at <= date.start < date.end <= len(text)
        at = date.end
        if date.edtf is None:
            assert date.why
        elif "XXXX" not in date.edtf:
            parse_edtf(date.edtf)


@pytest.mark.no_cover  # being watched takes most of its time
@pytest.mark.parametrize(
    "part",
    [
        "in ", "the ", "2024 ", "2024-", "1", "a", " ", "\n", "since ", "from May to ", "last ",
        "three ", "May ", "Monday ", "Monday, ", "August 2, ", "August 2-", "a year earlier ",
        "the end of ", "early ", "fiscal ", "first half of ", "by the end of the ", "Q3 ", "2024年",
        "until Sunday ", "second or ", "not until June ", "9M24 ", "1/2/24 ",
        "in March ", "on Monday it said ", "will ", ",", "12/", "months to ", "until until ", "FY",
    ],
)  # fmt: skip
def test_a_hostile_text_takes_time_in_proportion(part: str) -> None:
    text = part * (100_000 // len(part))
    start = time.perf_counter()
    find_dates(text, "2024-08-02")
    assert time.perf_counter() - start < 20


def test_the_list_of_fiscal_years_holds_months() -> None:
    ends = read_fiscal_ends()
    assert len(ends) > 100
    assert (ends["microsoft"], ends["apple"], ends["nvidia"], ends["amazon"]) == (6, 9, 1, 12)


def test_a_folder_adds_fiscal_years(tmp_path: Path) -> None:
    (tmp_path / "fiscal.yaml").write_text("Acme: 4\napple: 10\n", encoding="utf-8")
    ends = read_fiscal_ends(tmp_path)
    assert (ends["acme"], ends["apple"], ends["nvidia"]) == (4, 10, 1)


@pytest.mark.parametrize("month", ["13", "0", "June", "6.5"])
def test_a_fiscal_year_that_ends_in_no_month_is_refused(tmp_path: Path, month: str) -> None:
    (tmp_path / "fiscal.yaml").write_text(f"acme: {month}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="is no month; write one from 1 to 12"):
        read_fiscal_ends(tmp_path)
