"""Sentences of a text, as exact places in it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split_sentences(text)]


@pytest.mark.parametrize(
    "marked",  # a bar stands where a sentence has to end
    [
        "Acme pays Globex. | Initech does not.",
        "Why? | Nobody knows! | So it is.",
        "No stop at the end",
        "One sentence.",
        # Abbreviations
        "The U.S. government acts. | China waits.",
        "Sales fell in the U.S. | The rest grew.",
        "Mr. Doe met Dr. Roe and Gen. Poe of St. Ives. | They agreed.",
        "Acme Inc. and Globex Corp. Europe merged. | Nobody was told.",
        "It was bought by Acme Inc. | The price is not known.",
        "Chips, e.g. Ascend, i.e. GPUs, cf. Fig. 3 and No. 5. | No. | Nobody said no. | Yes.",
        "Chips, memory, etc. are dear. | So are disks, etc. | Power is not.",
        "Acme vs. Globex went to court on Aug. 2, 2024. | In Aug. 2024 it ended.",
        "A report to the SEC. | Filed late.",
        "It opens at 9 a.m. on Monday. | It closes at 5 p.m. | The rest is free.",
        "See vol. 3, pp. 20-23. | Or read the vol. | Nobody does.",
        "Written by Smith et al. in 2020. | By Jones et al. | The second is better.",
        # Initials and letters
        "J. R. Doe and Jane Q. Roe signed. | So did I. | Then they left.",
        "They had a plan B. | It failed.",
        # Numbers
        "Revenue was 30.6 billion, or $1.2 billion. | 2024 was better.",
        "It fell by .5 percent. | $5 were left.",
        "Version 1.2.3 came out. | 2.0 is next.",
        # Ellipses
        "Well... maybe. | And then... | Nothing.",
        "Well… maybe. | And then… | Nothing.",
        # Quotation marks and brackets
        "“We are late.” | He left.",
        '"We are late." | "Why?" | "Who knows."',
        "“Why?” he asked. | “Because!” she said.",
        "He said “no”. | (It was late.) | She said ‘yes’.",
        "It grew (by 5 percent, see p. 3). | It shrank.",
        "Acme said so.[12] | Globex did not.[3][4] | Nobody else.",
        # Names that begin small, addresses, words glued together
        "Acme pays. | iPhone sales fell. | eBay said so.",
        "See www.example.com or Claude.ai for more. | Or ask.",
        "He left.Then he came back. | It was late.",
        # Other scripts
        "他来了。|她走了！|为什么？|因为「好。」|完了",
        "他花了3.5亿美元。|结束。",
        "यह एक है।|वह दो है॥|अंत",
        "کون؟ | کوئی نہیں۔ | ختم",
        # Lines, bullets and headings
        "A heading\n|The text. | It goes on.",
        "Reasons:\n|- the first. | And more\n|• the second\n|2. the third. | More\n|(a) the fourth",
        "1. The first point. | It goes on.\n|2. The second point.",
        "iv. The fourth. | Done.",
        "Above\n|***\n|Below\n|——-\n|The end",
        "Acme pays\n\n|globex nothing",
        "Acme pays\r\n|Globex\r\n\r\n|nothing",
        "Acme\r|Globex\u2028|Initech\x0c|Hooli",
        "   Acme pays.   | Globex sells.   \n \t \n|  Initech too.  ",
        "\u3000他来了。\u3000|她走了。\u00a0",
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(marked: str) -> None:
    assert split(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


CUT = """\
Acme rents computers from Globex

Acme pays Globex nearly $20 million a month for computing, two people
with knowledge of the contract told The Wire on 30 August. The contract
began in March and runs for three years.

- Acme denied that it plans to leave Globex, which it has used for
  years.
- Initech, a rival of Globex, said in its results for the quarter that
  Hooli grew."""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_that_were_cut_to_a_width_are_one_paragraph(newline: str) -> None:
    found = split(CUT.replace("\n", newline))
    assert [" ".join(sentence.split()) for sentence in found] == [
        "Acme rents computers from Globex",
        (
            "Acme pays Globex nearly $20 million a month for computing, two people "
            "with knowledge of the contract told The Wire on 30 August."
        ),
        "The contract began in March and runs for three years.",
        "- Acme denied that it plans to leave Globex, which it has used for years.",
        "- Initech, a rival of Globex, said in its results for the quarter that Hooli grew.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Home\nabout us\ncontact",
        (
            "Sources of what was said above in this text:\n"
            "https://example.com/a-long-address-of-a-page-that-nobody-reads\nwww.example.com"
        ),
        "An address that is about as long as a line of a mail, or so\nBy Jane Doe",
        "a list of small words that goes on for as long as a line\nof\nthings",
    ],
)
def test_lines_that_end_by_themselves_stay_apart(text: str) -> None:
    assert split(text) == text.splitlines()


def test_a_byte_order_mark_belongs_to_no_sentence() -> None:
    assert [(s.start, s.end) for s in split_sentences("\ufeffAcme. Globex.")] == [(1, 6), (7, 14)]


@pytest.mark.parametrize("text", ["", " \n\t\r\n ", "\ufeff", "\ufeff\n"])
def test_nothing_but_white_space_has_no_sentence(text: str) -> None:
    assert split_sentences(text) == []


PIECES = st.sampled_from(
    ["Acme", "pays", "U.S.", "Mr.", "Inc.", "1.", "2.5", "a", "I", ".", "!", "?", "…", "...", "。",
     "！", "”", ")", "“", "(", "- ", "• ", "*", " ", "  ", "\n", "\r\n", "\r", "\n\n", "\u2028",
     "\t", "\ufeff", "\u3000", "é", "他来了", "[1]", "\x1f", "\x85"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join)))
def test_sentences_are_in_order_disjoint_and_cover_all_but_white_space(text: str) -> None:
    covered = set()
    last = 0
    for sentence in split_sentences(text):
        assert last <= sentence.start < sentence.end <= len(text)
        passage = text[sentence.start : sentence.end]
        assert passage == passage.strip()
        covered |= set(range(sentence.start, sentence.end))
        last = sentence.end
    missed = {text[at] for at in range(len(text)) if at not in covered and not text[at].isspace()}
    assert missed <= ({"\ufeff"} if text.startswith("\ufeff") else set())


@pytest.mark.parametrize(
    "text",
    [
        "Acme pays Globex 2.5 million, says Mr. Doe. " * 20_000,
        "." * 1_000_000,
        "”" * 500_000 + ".”" * 250_000,
        "。" * 1_000_000,
        "a." * 500_000,
        "\n" * 1_000_000,
        "small lines that are cut to a width of so many letters\n" * 20_000,
        "(" * 1_000_000 + " . " + "(" * 1000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_megabyte_of_anything_takes_seconds_at_most(text: str) -> None:
    start = time.perf_counter()
    split_sentences(text)
    assert time.perf_counter() - start < 10
