"""Companies that are known are found in an article wherever they are named, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked import read_marked, show_found

from ingest.companies.find import Names
from ingest.lexicon import read_lexicon

KNOWN = """
acme: Acme Robotics | adani: Adani Enterprises | airbus: Airbus | alibaba: Alibaba, 阿里巴巴
alphabet: Alphabet | amazon: Amazon, Amazon.com | anthropic: Anthropic | apple: Apple, Apple Inc.
azure-openai: Azure OpenAI | azure: Azure | block: Block | boeing: Boeing | bolt: Bolt
button: Button | byd: BYD, 比亚迪 | bytedance: ByteDance, 字节跳动 | caterpillar: Caterpillar
cici: Cici | coca-cola: Coca-Cola | delta: Delta | dell: Dell | ford: Ford | gap: Gap
globex-uk: Globex UK, Globex | globex-us: Globex America, Globex | gm: General Motors, GM
goldman: Goldman Sachs | google: Google | ibm: International Business Machines | infosys: Infosys
initech: Initech | intel: Intel | jd: JD.com | lilly: Eli Lilly | lvmh: LVMH | match: Match Group
mcdonalds: McDonald's | meta: Meta, Meta Platforms | microsoft: Microsoft, MSFT, 微软
nestle: Nestlé | novo: Novo Nordisk | nvidia: Nvidia | openai: OpenAI | oracle: Oracle
orange: Orange | palantir: Palantir Technologies Inc. | reliance: Reliance Industries, Reliance
samsung: Samsung | sec: SEC | shell: Shell | siemens: Siemens | slack: Slack | snap: Snap
snowflake: Snowflake | square: Square | stripe: Stripe | sun-art: Sun Art Retail | target: Target
tata-motors: Tata Motors | tencent: Tencent | tiktok: TikTok | toyota: Toyota | visa: Visa
volkswagen: Volkswagen | wise: Wise | x: X | zoom: Zoom
"""


def read_known() -> list[tuple[str, str]]:
    entries = (
        entry.split(":") for line in KNOWN.splitlines() for entry in line.split(" | ") if entry
    )
    return [(name.strip(), id_.strip()) for id_, names in entries for name in names.split(",")]


NAMES = Names(read_known())


@pytest.mark.parametrize(
    "marked",
    [
        # Legal forms belong to the name.
        "[Initech GmbH & Co. KG|initech] of Bonn closed on Friday.",
        "He sold [Acme Robotics, Inc.|acme] in May.",
        "[Tencent Holdings|tencent] and [Alibaba Group Holding Ltd|alibaba] fell.",
        "[Volkswagen AG|volkswagen] cut costs.",
        "[Toyota Motor Corp|toyota] recalled cars.",
        "[Meta Platforms Inc|meta] was fined.",
        "[Boeing Commercial Airplanes Inc|boeing] and [Delta Inc|delta], not Delta Motors Inc.",
        "[LVMH SE|lvmh] rose in Paris.",
        "[Infosys Ltd.|infosys] gained 2%.",
        "[Adani Enterprises Ltd|adani] fell 2.1% to ₹2,310.",
        "[Novo Nordisk A/S|novo] cut its outlook. Shares in [Novo|novo] fell 5%.",
        "据[字节跳动有限公司|bytedance]公告，[比亚迪|byd]与[微软|microsoft]签署了协议。",
        "[阿里巴巴集团|alibaba]发布财报。",
        "Alone, [Palantir Technologies|palantir] has no legal form here.",
        # Possessives, with either apostrophe.
        "[ByteDance|bytedance]'s value rose.",
        "[ByteDance|bytedance]’s value rose.",
        "[McDonald’s|mcdonalds] and [McDonald's|mcdonalds] are one.",
        "[Meta|meta]'s revenue grew 20%.",
        "That is [Apple|apple]’s own chip.",
        # Tickers.
        "[Microsoft|microsoft] (NASDAQ: [MSFT|microsoft]) rose.",
        "Brokers like [$MSFT|microsoft] most.",
        "[Tencent|tencent] (0700.HK) fell.",
        "[Tencent|tencent] (TCEHY.PK) fell.",
        "[Target|target] (NYSE: TGT) fell.",
        "[Nvidia|nvidia] (NASDAQ: NVDA) rose; brokers prefer [NVDA|nvidia] to others.",
        # Names that hold in one article only.
        "[International Business Machines|ibm] ([IBM|ibm]) will cut jobs. [IBM|ibm] shares rose.",
        "He posted on [X|x], formerly [Twitter|x], and [Twitter|x] was down.",
        "[Meta|meta], formerly known as [Thefacebook|meta], is twenty years old.",
        "[Acme Robotics|acme] has 40 customers. [Acme|acme] hopes for more.",
        "[Goldman Sachs|goldman] is gloomy. [Goldman|goldman] expects a recession.",
        "[Eli Lilly|lilly] makes drugs. [Lilly|lilly] has momentum.",
        "[General Motors|gm] met General Mark Milley; [GM|gm] declined to comment.",
        "[Sun Art Retail|sun-art] closed shops. [Sun Art|sun-art] has 500; the Sun shone.",
        # The longest name wins.
        "[Azure OpenAI|azure-openai] is no [OpenAI|openai].",
        "[Azure|azure] and [OpenAI|openai]",
        "[Tata Motors|tata-motors] and [Reliance Industries|reliance] led.",
        "[Amazon.com Inc|amazon] said so.",
        # What several companies are called.
        "[Globex|globex-uk,globex-us] fell 5%.",
        "[Globex America|globex-us] will close. [Globex|globex-us] employs 900.",
        "[Globex|globex-uk] of the UK fell.",
        # Common words with a second cue.
        "[Target|target] reported a drop in sales.",
        "[Gap|gap] warned of tariffs.",
        "[Meta|meta] said so.",
        "[Apple|apple] CEO Tim Cook flew in.",
        "The CEO of [Oracle|oracle] is rich.",
        "Shares of [Orange|orange] fell.",
        "Its rival [Square|square] fell.",
        "They work for [Shell|shell] in Houston.",
        "[Visa|visa] and [Microsoft|microsoft] agreed.",
        "[Apple|apple], [Amazon|amazon] and [Meta|meta] report next week.",
        "[Block|block], which owns two apps, fell.",
        "[Snap|snap] plunged 25% on Tuesday.",
        "The [Apple|apple] founder was there.",
        "An [Oracle|oracle] lawyer failed.",
        "[Stripe|stripe] raised money; a stripe is its logo.",
        "A meta-study says [Meta|meta] grew.",
        "[Wise|wise] will move. A wise choice.",
        "[Slack|slack] shares rose, there was slack.",
        "Users of “[Button|button]” and “[Cici|cici]” grew.",
        "[Ford|ford] declined to comment, Mr. Ford said.",
        "Michael Dell founded it; [Dell|dell] reported a profit.",
        "Good intel is rare. [Intel|intel] disagreed.",
        "He said on [X|x] that it was over.",
        "[Caterpillar|caterpillar] warned of costs.",
        "Meta-analysis aside, [Meta|meta] shares fell.",
        "[Delta|delta] said the Delta variant hurt.",
        "[Alphabet|alphabet]'s [Google|google] was fined.",
        "[OpenAI|openai]-backed and [Microsoft|microsoft]-owned firms, ex-[Google|google] staff.",
        "Apple Watch sales fell, [Apple|apple] admitted.",
        "[Meta|meta] ads and Meta Ads are two things; [Apple|apple] confirmed.",
        "[Zoom|zoom] stays, we stay.",
        "[Meta|meta] and Oakley unveiled glasses.",
        "Intel’s people: [Intel|intel] rose 3%.".replace("Intel’s", "[Intel|intel]’s"),
        "Apple Unveils a Phone. [Apple|apple] is pleased.".replace("Apple U", "[Apple|apple] U"),
        "microsoft and openai".replace("microsoft", "[microsoft|microsoft]").replace(
            "openai", "[openai|openai]"
        ),
    ],
)
def test_a_known_company_is_found(marked: str) -> None:
    text, names = read_marked(marked)
    assert [one for one in show_found(text, NAMES.find(text)) if one[2]] == names


@pytest.mark.parametrize(
    "text",
    [
        "A meta-analysis of 40 studies",
        "Meta-analysis shows little harm.",
        "Meta tags are read by machines.",
        "Apple pie was the favourite.",
        "Apple orchards suffer from frost.",
        "The Big Apple has a new mayor.",
        "Apple Intelligence will arrive in April.",
        "Apple Watch owners run more.",
        "Adam's apple",
        "Fires in the Amazon rainforest spread.",
        "The Amazon is a river.",
        "They swam in the Amazon.",
        "Amazon Prime costs more.",
        "Target audience and Target price",
        "We hit the Target of 2%.",
        "Target practice is at noon.",
        "a target of 5%",
        "Shell script and Shell company",
        "A Shell of its former self.",
        "He broke the shell.",
        "The Gap between rich and poor widened.",
        "Mind the gap",
        "Gap years are popular.",
        "Visa applications take weeks.",
        "The Visa for which he applied was denied.",
        "a visa",
        "Warren Buffett, the Oracle of Omaha, sold.",
        "The oracle spoke.",
        "Oracle bones were found.",
        "Orange juice is dear.",
        "Orange County has a sheriff.",
        "Agent Orange was used.",
        "oranges",
        "The Alphabet of Greece has 24 letters.",
        "alphabet soup",
        "Block parties are fun.",
        "a block of shares",
        "Square metres are used.",
        "The protest on Tiananmen Square",
        "Times Square was empty.",
        "Match of the day: two goals.",
        "Match results came late.",
        "Snap elections were called.",
        "a snap decision",
        "Good intel is rare.",
        "Press the Button to start.",
        "Button up your coat.",
        "An X-ray showed it.",
        "Malcolm X spoke.",
        "Generation X is 50.",
        "x and y",
        "Mr. Ford, 61, joined the bank.",
        "Harrison Ford will star in it.",
        "Ms Dell was late.",
        "Michael Dell wrote a book.",
        "Usain Bolt ran.",
        "Ford was born in Michigan.",
        "Snowflake designs were sold.",
        "a snowflake",
        "A caterpillar ate it.",
        "Microsoft Teams was down.",
        "Google Maps was down.",
        "Google Cloud grew.",
        "Toyota Industries fell.",
        "Samsung Biologics Foundation".replace("Biologics ", ""),
        "Tencent Music Entertainment rose.",
        "Alibaba Cloud grew.",
        "Delta variant cases rose.",
        "The Mississippi Delta was wet.",
        "www.microsoft.com",
        "See https://openai.com/blog/Microsoft for more.",
        "press@openai.com",
        "#Microsoft",
        "@Microsoft",
        "apple_q3_results.pdf",
        "Microsoft-report.xlsx",
        "openai.com",
        "/home/Microsoft/file.txt",
        "tiktok.com/@meta",
        "Zoom calls are tiring.",
        "Slack channels multiply.",
        "SECOND",
        "in a sec",
        "Boltzmann",
        "Wise men came.",
    ],
)
def test_what_only_looks_like_a_company_is_none(text: str) -> None:
    assert [one for one in show_found(text, NAMES.find(text)) if one[2]] == []


def test_an_address_in_a_line_hides_only_itself() -> None:
    text, names = read_marked("[Microsoft|microsoft](https://openai.com/x) and [OpenAI|openai]")
    assert show_found(text, NAMES.find(text)) == names


def test_a_name_that_is_known_is_no_idiom() -> None:
    text = "Apple Intelligence grew."
    (found,) = Names([("Apple", "apple"), ("Apple Intelligence", "ai")]).find(text)
    assert found.ids == ("ai",)


def test_no_names_no_known_companies() -> None:
    assert [one for one in Names([]).find("Microsoft said so.") if one.ids] == []


def test_a_list_of_ones_own_adds_idioms(tmp_path: Path) -> None:
    (tmp_path / "names.yaml").write_text("idioms: [Microsoft minute]\nambiguous: [openai]\n")
    names = Names([("Microsoft", "microsoft")], read_lexicon("names", tmp_path))
    assert names.find("A Microsoft minute is long.") == []
    assert [one.ids for one in names.find("Shares of Microsoft fell.")] == [("microsoft",)]


def test_twenty_thousand_names_that_begin_alike_are_told_apart() -> None:
    names = Names((f"China Unit {number}", f"unit-{number}") for number in range(20_000))
    found = names.find("He left China Unit 19999 for China Unit 7.")
    assert [one.ids for one in found] == [("unit-19999",), ("unit-7",)]
