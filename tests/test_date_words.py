"""Dates are read from words, and an EDTF date is told by them or not."""

from __future__ import annotations

import pytest

from db.date_words import find_dates, find_unread


@pytest.mark.parametrize(
    ("text", "words", "year", "month", "day", "part"),
    [
        ("On July 31, local time", "July 31", None, 7, 31, None),
        ("on 3 May 2024", "3 May 2024", 2024, 5, 3, None),
        ("on August 2nd, 2024", "August 2nd, 2024", 2024, 8, 2, None),
        ("dated 2024-08-02", "2024-08-02", 2024, 8, 2, None),
        ("2024年8月2日", "2024年8月2日", 2024, 8, 2, None),
        ("as of March, it pays", "March", None, 3, None, None),
        ("not until August 2023", "August 2023", 2023, 8, None, None),
        ("as of early 2024", "early 2024", 2024, None, None, "early"),
        ("at the end of 2023", "the end of 2023", 2023, None, None, "end"),
        ("by year-end 2023", "year-end 2023", 2023, None, None, "end"),
        ("early this year", "early this year", None, None, None, "early"),
        ("late in 2024", "late in 2024", 2024, None, None, "late"),
        ("this summer", "this summer", None, None, None, "summer"),
        ("in 1Q24", "1Q24", 2024, None, None, "q1"),
        ("in 2024Q3", "2024Q3", 2024, None, None, "q3"),
        ("in Q2 ’24", "Q2 ’24", 2024, None, None, "q2"),
        ("the first six months of 2024", "first six months of 2024", 2024, None, None, "h1"),
        ("in FY24", "FY24", 2024, None, None, None),
        ("the 21st century", "21st century", 2000, None, None, "century"),
        ("on 31.7.2024", "31.7.2024", 2024, 7, 31, None),
        ("on 7/31/24", "7/31/24", 2024, 7, 31, None),
        ("from 07/2024", "07/2024", 2024, 7, None, None),
        ("于7月31日", "7月31日", None, 7, 31, None),
        ("Aug. ’24", "Aug. ’24", 2024, 8, None, None),
        ("in the third quarter of 2025", "third quarter of 2025", 2025, None, None, "q3"),
        ("in H1 2024", "H1 2024", 2024, None, None, "h1"),
        (
            "the second half of fiscal 2025",
            "second half of fiscal 2025",
            2025,
            None,
            None,
            "fiscal",
        ),
        ("the 2010s", "2010s", 2010, None, None, "decade"),
        ("circa 2018", "2018", 2018, None, None, None),
        ("in Apr\u0131l 2024", "Apr\u0131l 2024", 2024, 4, None, None),
        ("last week", "last week", None, None, None, "relative"),
        ("a few years ago", "a few years ago", None, None, None, "relative"),
    ],
)
def test_a_date_is_read(
    text: str, words: str, year: int | None, month: int | None, day: int | None, part: str | None
) -> None:
    (date,) = find_dates(text)
    assert text[date.start : date.end] == words
    assert date[2:] == (year, month, day, part)


@pytest.mark.parametrize(
    "text",
    [
        "it may march on",
        "the 2 may merge",
        "in 3 h1n1 cases",
        "2,024 employees",
        "2024 employees",
        "version 12.3",
        "",
    ],
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024-03", "as of March"),
        ("2024-03", "in March 2024"),
        ("2024-07-31", "on July 31"),
        ("../2024-07-31", "on July 31, 2024"),
        ("2018~", "circa 2018"),
        ("2023-12~", "at the end of 2023"),
        ("2024-37", "in early 2024"),
        ("2024-34", "in the second quarter of 2024"),
        ("2024-40", "in the first half of 2024"),
        ("2024-22", "in the summer of 2024"),
        ("2024-08/2025-01", "from August 2024 to January 2025"),
        ("201X", "in the 2010s"),
        ("2024/..", "since 2024"),
        ("2024-XX", "in 2024"),
        ("2024-XX-XX", "in 2024"),
        ("2024-03-XX", "in March"),
        ("20XX", "in the 21st century"),
        ("2024-03-05T10:00:00", "on 5 March 2024"),
        ("2024-03-05", "on 03/05/2024"),
        ("2024-05-03", "on 03/05/2024"),
        ("2024-07-30/2024-07-31", "July 30-31"),
        ("2024-07-30/2024-07-31", "on 30 and 31 July 2024"),
        ("2023/2024", "in the season 2023-24"),
        ("2024-37", "at the start of 2024"),
        ("2024-39", "at the end of the year"),
        ("2024-01~", "at the beginning of 2024"),
        ("2023-05", "in May and June 2023"),
        ("2023-06", "in May and June 2023"),
        ("2023-07", "July-August 2023"),
        ("2023-33/2023-34", "Q1 and Q2 2023"),
        ("2023-01", "January, February and March 2023"),
        ("2023-33", "in the first quarter and the second quarter of 2023"),
    ],
)
def test_words_tell_a_date_by_its_most_exact_part(edtf: str, words: str) -> None:
    assert find_unread(edtf, find_dates(words)) == []


@pytest.mark.parametrize(
    ("edtf", "words", "unread"),
    [
        ("2024-03", "in April 2024", ["2024-03"]),
        ("2024-03", "in March 2023", ["2024-03"]),
        ("2024-03", "in 2024", ["2024-03"]),
        ("2024", "in March", ["2024"]),
        ("2024-07-31", "in July", ["2024-07-31"]),
        ("2024-40", "in the first half of fiscal 2024", ["2024-40"]),
        ("2024-08/2025-01", "since August 2024", ["2025-01"]),
        ("2024", "last year", ["2024"]),
        ("2023-12~", "in late 2023", ["2023-12~"]),
        ("2024-01", "in early 2024", ["2024-01"]),
        ("2010", "in the 2010s", ["2010"]),
        ("2023-07-31", "on July 30-31, 2024", ["2023-07-31"]),
        ("2024-07-31", "on 31/08/2024", ["2024-07-31"]),
        ("2024-35", "fiscal third quarter of 2024", ["2024-35"]),
        ("2024-35", "fiscal Q3 2024", ["2024-35"]),
        ("2024-35", "Q3 FY24", ["2024-35"]),
        ("2024-35", "Q3 of fiscal 2024", ["2024-35"]),
        ("2024-35", "FY24 Q3", ["2024-35"]),
        ("2024-35", "Q3 of the 2024 fiscal year", ["2024-35"]),
        ("2024-35", "third quarter of its fiscal 2024", ["2024-35"]),
        ("2024-35", "3Q FY24", ["2024-35"]),
        ("2024-35", "fiscal 2024 third quarter", ["2024-35"]),
        ("2024-35", "in the third fiscal quarter", ["2024-35"]),
        ("2024-35", "the third quarter of the fiscal year", ["2024-35"]),
        ("2024-41", "fiscal second half of 2024", ["2024-41"]),
        ("2024-05", "in May and June 2023", ["2024-05"]),
        ("2024-07", "July-August 2023", ["2024-07"]),
        ("2024-33", "Q1 and Q2 2023", ["2024-33"]),
        ("2024-01", "January, February and March 2023", ["2024-01"]),
    ],
)
def test_words_do_not_tell_what_they_do_not_say(edtf: str, words: str, unread: list[str]) -> None:
    assert find_unread(edtf, find_dates(words)) == unread


DAYS = (
    "2024",
    "2024~",
    "202X",
    "20XX",
    "2024-XX",
    "2024-XX-XX",
    "2024-03-XX",
    "2024-03?",
    "2024-41",
)


@pytest.mark.parametrize("start", [*DAYS, "2024-03-05%", "2024-03-05T10:00:00Z", "..", ""])
@pytest.mark.parametrize("end", ["2030-XX", "2030-12-XX", "2030-21", ".."])
def test_every_form_of_a_date_can_be_looked_for(start: str, end: str) -> None:
    told = find_dates("on 7 June 1999, early in 1998, the 1980s, the 18th century")
    bounded = [one for one in (start, end) if one not in ("", "..")]
    assert find_unread(f"{start}/{end}", told) == bounded
    assert find_unread(end, told) == [one for one in (end,) if one != ".."]
