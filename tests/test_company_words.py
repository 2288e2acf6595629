"""Companies are found by their names, the longest first, and never inside another word."""

from __future__ import annotations

import pytest

from db.company_words import CompanyNames

NAMES = CompanyNames(
    [
        ("Globex", "globex"),
        ("Azure", "azure"),
        ("OpenAI", "openai"),
        ("Azure OpenAI", "azure-openai"),
        ("Meta", "meta"),
        ("SEC", "sec"),
        ("TikTok", "tiktok"),
        ("Apple Inc.", "apple"),
        ("McDonald's", "mcdonalds"),
        ("字节跳动", "bytedance"),
        ("字节", "bytedance"),
        ("Acme", "acme-us"),
        ("Acme", "acme-uk"),
        ("X", "x"),
        ("Red Hat", "red-hat"),
        ("01.AI", "01-ai"),
        ("@home", "home"),
        (" ", "nameless"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Globex's sales rose", [("Globex", "globex")]),
        ("the Globex-owned plant", [("Globex", "globex")]),
        ("Globexes", []),
        ("Azure OpenAI grew", [("Azure OpenAI", "azure-openai")]),
        ("Azure and OpenAI", [("Azure", "azure"), ("OpenAI", "openai")]),
        ("Azure\n  OpenAI", [("Azure\n  OpenAI", "azure-openai")]),
        ("a meta-analysis of METALS", []),
        ("META said", [("META", "meta")]),
        ("in a sec", []),
        ("the SEC's rules", [("SEC", "sec")]),
        ("www.tiktok.com and TIKTOK", [("tiktok", "tiktok"), ("TIKTOK", "tiktok")]),
        ("Apple Inc. fell", [("Apple Inc.", "apple")]),
        ("McDonald\N{RIGHT SINGLE QUOTATION MARK}s", [("McDonald\u2019s", "mcdonalds")]),
        ("据字节跳动公司", [("字节跳动", "bytedance")]),
        ("the rules of X.", [("X", "x")]),
        ("an x on X-rays, XX and Xs", []),
        ("RED HAT and Red\nHat", [("RED HAT", "red-hat"), ("Red\nHat", "red-hat")]),
        ("a red hat", []),
        ("据TikTok公司", [("TikTok", "tiktok")]),
        ("01.AI, not 101.AI", [("01.AI", "01-ai")]),
        ("_Meta_", [("Meta", "meta")]),
        ("Meta Acme", [("Meta", "meta"), ("Acme", "acme-uk", "acme-us")]),
        ("@home now", [("@home", "home")]),
    ],
)
def test_a_name_is_found_where_it_stands_for_itself(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert [(text[m.start : m.end], *m.companies) for m in NAMES.find(text)] == found


def test_a_name_of_two_companies_is_a_mention_of_both() -> None:
    (mention,) = NAMES.find("Acme said")
    assert mention.companies == ("acme-uk", "acme-us")
