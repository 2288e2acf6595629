"""Noise: what is left out, and above all what is not."""

from __future__ import annotations

from itertools import pairwise
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st
from noise_cases import BODY, KEPT, NOISE

from ingest.articles.noise import find_noise


def set_in(line: str) -> str:
    return "\n\n".join((BODY[0], BODY[1], line, BODY[2]))


def kinds_of(text: str, part: str) -> list[str]:
    """The kinds of the noise that touches a part of a text."""
    start = text.index(part)
    end = start + len(part)
    return [noise.kind for noise in find_noise(text) if noise.start < end and noise.end > start]


@pytest.mark.parametrize(("kind", "line"), NOISE)
def test_noise_in_an_article_is_found_with_its_kind(kind: str, line: str) -> None:
    assert kinds_of(set_in(line), line) == [kind]


@pytest.mark.parametrize("line", KEPT)
def test_what_tells_something_is_kept(line: str) -> None:
    assert find_noise(set_in(line)) == []


ABOUT = (
    "Acme Corp. (NYSE: ACM) is a maker of pumps. Founded in 1999, it employs 4,000 people.",
    "Beta Ltd. provides software to hospitals in 40 countries and had sales of $300 million.",
)
CAUTION = (
    "Forward-Looking Statements\n\nThis release speaks of the future, which involves risks.\n\n"
    "Actual results may differ from what is said here, for many reasons."
)
JOE = "2 days ago\nAcme bought nothing of the kind last year.\nReply"
GAMMA = "Gamma buys Delta for $3 billion\nWhy banks fail\nOil falls 4%"
BLOCKS: list[tuple[str, str, str]] = [
    ("about the company", f"About Acme Corp.\n\n{ABOUT[0]}", ""),
    ("about the company", f"About Acme\n{ABOUT[0]}\nAbout Beta Ltd.\n{ABOUT[1]}", ""),
    ("disclaimer", CAUTION, ""),
    ("contact", "Media contacts\nJane Doe\nHead of press\n+1 555 010 0199\npress@acme.example", ""),
    ("related", f"Related articles\n{GAMMA}", ""),
    ("related", "Most read\n\n1. Gamma buys Delta for $3 billion\n\n2. Why banks fail", ""),
    ("related", "You may also like:\n- Gamma buys Delta\n- Why banks fail", BODY[2]),
    ("related", "Read more:\n\nGamma buys Delta for $3 billion", BODY[2]),
    ("comments", "12 comments\n\nJoe\n\nGreat! Acme paid me $3 million for this last week.", ""),
    ("comments", f"Comments\n\nJoe\n{JOE}", ""),
    ("references", "References\n[1] https://example.com/a\n[2] Doe, Pumps, http://x.example", ""),
    ("menu", "Home\nNews\nBusiness\nMarkets\nTech\nOpinion", BODY[2]),
    ("operator", "Operator\n\nOur first question comes from Ann Lee of Example Capital.", BODY[2]),
    ("prices", "AAPL 189.20 +1.2%\nMSFT 410.54 -0.4%\nNVDA 118.11 -2.0%", BODY[2]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "block", "after"), BLOCKS)
def test_a_block_is_noise_from_its_heading_to_its_end(kind: str, block: str, after: str) -> None:
    text = "\n\n".join([*BODY, *BODY, block, after]).strip()
    noise = find_noise(text)
    start = text.index(block)
    assert {one.kind for one in noise} == {kind}
    assert (noise[0].start, noise[-1].end) == (start, start + len(block))


KEPT_BLOCKS = [
    "## Search\n\nAcme’s search had 300 million users in May 2024, the company said on Friday.",
    # headings and lists of an article that look like blocks
    "The numbers\n\nRevenue\n\n$4 billion\n\nProfit\n\n$300 million",
    "About time\n\nThe regulator fined Acme $3 million on Friday, after two years of talks.",
    "Notes\n\nThe company said that it had sold $3 million of notes due 2030 on Friday.",
    "Comments\n\nThe chair said on Friday that Acme would buy back $2 billion of its shares.",
    "Sources\n\nAcme buys its lithium from Beta, which signed a contract for $2 billion.",
    "- Nvidia sold 230,000 chips to ByteDance\n- Huawei sold 100,000\n- Cambricon sold 40,000",
    "Business\n\nAcme bought Beta for $2 billion, as it said on Friday in a short statement.",
    "Europe\nAsia\nNorth America\nAcme opened 12 shops in each of these regions in 2023, it said.",
]


@pytest.mark.parametrize("block", KEPT_BLOCKS)
def test_headings_and_lists_of_an_article_are_kept(block: str) -> None:
    assert find_noise("\n\n".join([*BODY, *BODY, block, BODY[2]])) == []


def test_a_disclaimer_at_the_top_does_not_take_the_article_with_it() -> None:
    text = "\n\n".join(["Acme buys Beta", "Disclaimer", BODY[2], *BODY, *BODY])
    assert sum(one.end - one.start for one in find_noise(text)) < len(BODY[2]) + 20


def test_a_disclaimer_cut_to_a_width_is_noise_to_its_end() -> None:
    said = (
        "The views expressed in this article are those of the author and\n"
        "do not reflect the position of Example Media or of any of the\n"
        "companies that are named here."
    )
    text = f"{BODY[0]}\n\n{said}\n\n{BODY[1]}"
    assert [text[one.start : one.end] for one in find_noise(text)] == [said]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_places_are_of_whole_lines_whatever_ends_them(newline: str) -> None:
    text = newline.join(["\ufeffAdvertisement", "😀 " + BODY[0], "  Share on Facebook  ", "é"])
    found = [text[one.start : one.end] for one in find_noise(text)]
    assert found == ["Advertisement", "Share on Facebook"]


@given(st.lists(st.sampled_from([line for _, line in NOISE] + KEPT + list(BODY)), max_size=12))
def test_noise_is_in_order_and_disjoint(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = find_noise(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


HOSTILE = ["By A ", "a|", "home | ", "+1 ", "A 1.1 +1% ", "Photo ", "forward-looking statements ",
           "\n", "x\n", "Related\n", "A" * 40 + " ", "[1] http://", "@", "Comments\n", "About A\n",
           "english ", "- ", "(", "\n\nReferences\n\n1. x"]  # fmt: skip


@pytest.mark.no_cover  # being watched takes most of its time
@pytest.mark.parametrize("part", HOSTILE)
def test_a_million_characters_end_soon(part: str) -> None:
    text = part * (1_000_000 // len(part))
    started = monotonic()
    find_noise(text)
    assert monotonic() - started < 20
