"""Names that nobody knows yet are suggested where the text shows that they are of companies."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import read_marked, show_found

from ingest.companies.find import Names, count_unknown
from ingest.found import FoundCompany

NAMES = Names(
    [("Microsoft", "microsoft"), ("Apple", "apple"), ("Nestlé", "nestle"), ("TikTok", "tiktok")]
)

WORDS = """
    Microsoft Apple Zentrix Inc. (NASDAQ: ZTX) said 's ’s $ , . - and of the The 字节 有限公司 @ # /
    ( ) \N{ROCKET} Mr. Jane Smith e\u0301
"""


def is_agency(one: FoundCompany) -> bool:
    return one.why.startswith("an agency")


@pytest.mark.parametrize(
    "marked",
    [
        # Legal forms and tickers.
        "[Kavya Biotech Pvt. Ltd.|?] sells vaccines.",
        "[Müller Werkzeugbau GmbH & Co. KG|?] from Stuttgart closed.",
        "They met [Hikari Denki KK|?] of Osaka.",
        "[Lumora, Inc.|?] (NYSE: LMRA) fell. About [Lumora|?]: [Lumora|?] makes sensors.",
        "[Parkline Acquisition Corp.|?] is a Delaware corporation.",
        "We bought [Veldhaven B.V.|?] for cash.",
        "[Zentrix|?] (NASDAQ: ZTX) rose.",
        "据[北斗智能有限公司|?]公告。",
        # Words before.
        "The startup [Quillbase|?] sells notes.",
        "Chipmaker [Nexalon|?] raised $40 million in a round led by [Harbour Peak Ventures|?].",
        "Shares of [Zentrix|?] fell 4.3%.",
        "[Microsoft|microsoft] and its rival [Salesforce|?] agreed.",
        "Mumbai-based [Zepto|?] grew.",
        "A unit of [Veltrona Energy|?] owns it.",
        "It is so, argues Nina Shah of [Bernstein|?].",
        "Jane Doe, an analyst at [Bernstein|?], said so.",
        "They raised $5 million from [General Catalyst|?].",
        "[Microsoft|microsoft]-backed [Harvey|?] is worth billions.",
        "He is the founder of [Zentrix|?].",
        # Words after.
        "[Skyforge|?], which makes drones, has acquired [Aerolift|?].",
        "[Zentrix|?], a maker of pumps, closed.",
        "[Zentrix|?] raised $40 million.",
        "[Zentrix|?] said on Monday that it would close.",
        "[Zentrix|?]'s revenue fell.",
        "[Zentrix|?] CEO Jane Doe left.",
        "[Swiggy|?] widened its losses.",
        "[Zentrix|?] rose 8% to $4.",
        "They fear [BioNova|?] and [Microsoft|microsoft].",
        # Last words.
        "[Bank of America, N.A.|?] is the agent, [Bank of Baroda|?] said.",
        "[Chinalco|?], its biggest shareholder, said so.",
        "Later [Samil Motors|?] and [Alaska Airlines|?] came.",
        "They work with [Lightspeed Ventures|?].",
        # Named again without a cue, or by a short form.
        "[Zentrix|?] raised $40 million. Many like [Zentrix|?].",
        "[Foxglove Systems|?] (formerly [Pinehurst Data|?]) sells software. We know [Foxglove|?].",
    ],
)
def test_an_unknown_company_is_suggested(marked: str) -> None:
    text, names = read_marked(marked)
    assert show_found(text, [one for one in NAMES.find(text) if not is_agency(one)]) == names


@pytest.mark.parametrize(
    "text",
    [
        "John Smith said he had never heard of Mary Jones.",
        "Mr. Rao declined to comment, and Ms Iyer said no.",
        "Zhang Yiming said so. Liang Rubo agreed.",
        "Priya Nair, 34, said so.",
        "Kelly Ortberg said so. Ortberg added that he was glad.",
        "President Emmanuel Macron met Xi Jinping.",
        "Chief executive Salil Parekh will stay.",
        "Professor Klaus Weber of the University of Mannheim spoke.",
        "Beijing said it would respond to Washington's tariffs.",
        "In Paris and Zurich, shares rose. Germany raised its forecast.",
        "Chinese exports rose 5%. Indian banks lost 3%.",
        "On Monday, July 14, rates rose 2%.",
        "The World Cup in Qatar was broadcast.",
        "The CHIPS Act became law.",
        "By Jane Wu",
        "However, exports rose 3%. Meanwhile, Inflation fell.",
        "Spending rose 3%. Flowerpots rose 4%. Foreign investors left.",
        "The Board of Directors approved the Equity Incentive Plan.",
        "The Danish crown weakened against the euro.",
        "Anna Weber met Kurt Foxglove. Mr. Foxglove left.",
        "According to Coco Feng at the paper, it fell.",
        "Christmas and Diwali fell late.",
        "See Note 12 and Table 4.",
        "CEO Jane Doe left.",
        "She asked the chatbot Claudia and the Zentrix app.",
        "Bitcoin fell 3%. Nasdaq rose 2%.",
        "Reuters reported it; Bloomberg News said so.",
        "see #Zentrix and www.zentrix.com",
        "Seven Ways to Sell More in China",
        "HOW TO RAISE MONEY IN INDIA",
        "I think so. You said so. They raised $5.",
        "",
        " \n\n ",
    ],
)
def test_persons_places_and_events_are_not_suggested(text: str) -> None:
    found = [one for one in NAMES.find(text) if not is_agency(one)]
    assert [text[one.start : one.end] for one in found if not one.ids] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The European Commission fined it.", "European Commission"),
        ("China's Ministry of Commerce said so.", "Ministry of Commerce"),
        ("The White House declined to comment.", "White House"),
        ("He wrote to the FTC.", "FTC"),
        ("The Federal Aviation Administration said so.", "Federal Aviation Administration"),
        ("The Reserve Bank of India said so.", "Reserve Bank of India"),
    ],
)
def test_an_agency_is_suggested_as_one(text: str, name: str) -> None:
    (unknown,) = count_unknown(NAMES.find(text))
    assert (unknown.name, unknown.kind) == (name, "agency")


def test_suggestions_are_counted_the_most_named_first() -> None:
    text = "The startup Quillbase grew. Zentrix Holdings Ltd fell. Zentrix Holdings rose again."
    listed = [(one.name, one.id, one.count, one.kind) for one in count_unknown(NAMES.find(text))]
    assert listed == [
        ("Zentrix Holdings", "zentrix-holdings", 2, "company"),
        ("Quillbase", "quillbase", 1, "company"),
    ]


def test_an_id_has_no_marks_and_no_spaces() -> None:
    (unknown,) = count_unknown(NAMES.find("Bought by Müller & Söhne Werke GmbH."))
    assert unknown.id == "muller-sohne-werke"


@pytest.mark.parametrize(
    "before",
    [
        "",
        "\ufeff",
        "\N{ROCKET}\N{ROCKET} ",
        "line\r\nline\r\n\r\n",
        "\u05e9\u05dc\u05d5\u05dd \u200f",
        "e\u0301te\u0301. ",
    ],
)
def test_places_are_exact_whatever_stands_before(before: str) -> None:
    text = f"{before}They like Microsoft and TikTok’s owner."
    assert [text[one.start : one.end] for one in NAMES.find(text)] == ["Microsoft", "TikTok"]


def test_marks_may_stand_apart() -> None:
    text = unicodedata.normalize("NFD", "In Vevey, Nestlé fell.")
    assert [text[one.start : one.end] for one in NAMES.find(text)] == ["Nestle\u0301"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*WORDS.split(), "\n", "\r\n\r\n", "\ufeff"])))
def test_mentions_are_in_order_and_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    found = NAMES.find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.no_cover  # being watched takes most of its time
@pytest.mark.parametrize(
    "piece",
    [
        "A",
        "A ",
        "Ab",
        "Apple",
        "Apple ",
        "Apple, ",
        "Apple's ",
        "Aa.",
        "A.B.",
        "A&",
        "a@",
        "a.",
        "a_",
        "/a",
        "#a",
        "http://",
        "Microsoft (",
        "(NASDAQ: ",
        "Bank of ",
        "Inc. ",
        "Co. ",
        "Zentrix, a ",
        "-",
        "’",
        "字",
        "据字节",
        "有限公司",
        "e\u0301",
        "\n",
        "Apple\n",
        "1.A",
        "$M ",
        "Zentrix and ",
        "from ",
        "Mr. ",
    ],
)
def test_time_grows_with_length_only(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    began = time.monotonic()
    NAMES.find(text)
    assert time.monotonic() - began < 20
