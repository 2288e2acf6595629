"""Articles as text, Markdown and HTML: their text, and what they say of themselves."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import DatelineError
from ingest.articles.read import LARGEST, ArticleText, read_article

PAGES = Path(__file__).parent / "pages"
BODY = (
    "Acme Corp. said on Monday that it had agreed to buy Beta Ltd. for $2 billion in cash. "
    "The purchase is expected to close in the third quarter, and it is the largest of the firm."
)


def read(text: str, name: str = "article.txt") -> ArticleText:
    return read_article(text.encode(), name)


def read_page(name: str) -> ArticleText:
    path = PAGES / f"{name}.html"
    return read_article(path.read_bytes(), path.name)


def told(article: ArticleText, name: str) -> tuple[str, str] | None:
    field = article.fields.get(name)
    return (field.value, field.found) if field else None


# the text itself


@pytest.mark.parametrize(
    "text",
    ["A title here\n\n" + BODY, "\ufeffA\r\n\r\n" + BODY, "é e\u0301 😀 שלום " + BODY, "x"],
)
@pytest.mark.parametrize("name", ["a.txt", "-", "a.md", "a"])
def test_text_is_the_file_as_it_is(text: str, name: str) -> None:
    article = read(text, name)
    assert (article.text, article.data) == (text, text.encode())


def test_the_bytes_of_a_page_are_those_of_its_text() -> None:
    article = read_page("wire")
    assert article.data == article.text.encode()
    assert article == read_page("wire")


# the first lines of a text


@pytest.mark.parametrize(
    ("head", "day", "how"),
    [
        ("Acme buys Beta\n\n2024-08-02\n\n", "2024-08-02", "line with a date"),
        ("Acme buys Beta\nAugust 2, 2024\n\n", "2024-08-02", "line with a date"),
        ("Acme buys Beta\nFriday, 2 August 2024, 10:15 am\n\n", "2024-08-02", "line with a date"),
        ("Acme buys Beta\nAug. 2, 2024 · 5 min read\n\n", "2024-08-02", "byline"),
        ("Acme buys Beta\nPublished: 2 August 2024\n\n", "2024-08-02", "line of publication"),
        ("Acme buys Beta\nFirst Published: Aug 02 2024 | 11:32 PM IST\n", "2024-08-02",
         "line of publication"),
        ("Acme buys Beta\nBy Jane Doe | August 2, 2024\n\n", "2024-08-02", "byline"),
        ("Acme buys Beta\n\nNEW YORK, Aug. 2, 2024 /PRNewswire/ -- ", "2024-08-02", "dateline"),
        ("Acme buys Beta\n\nBERLIN, 2 August 2024 (dpa) - ", "2024-08-02", "dateline"),
        ("Acme buys Beta\nPublished Aug 2, 2024, updated Aug 5, 2024\n\n", "2024-08-02",
         "line of publication"),
        ("Acme buys Beta\nPublished: 2 August 2024\n3 August 2024\n", "2024-08-02",
         "line of publication"),
        ("字节跳动收购芯片公司\n2024年8月2日\n\n", "2024-08-02", "line with a date"),
        ("Acme buys Beta\nPosted on March 3, 2023 by me\n\n", "2023-03-03", "line of publication"),
        ("Acme buys Beta\n\nAugust 2, 2024 – Ohio – ", "2024-08-02", "dateline"),
        ("Acme buys Beta\nDate: August 2024\n\n", "2024-08", "line of publication"),
    ],
)  # fmt: skip
def test_the_date_of_a_text_is_in_its_first_lines(head: str, day: str, how: str) -> None:
    assert told(read(head + BODY), "published") == (day, how)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Acme buys Beta\n\nBEIJING, Aug 2 (Reuters) - " + BODY,
        "Acme buys Beta\nUpdated: 5 August 2024\n\n" + BODY,
        "Acme buys Beta\nLast updated on August 5, 2024\n\n" + BODY,
        "Acme buys Beta\nAccessed 5 August 2024\n\n" + BODY,
        "Acme buys Beta\n© 2024 Example Media\n\n" + BODY,
        "Acme buys Beta\n05/03/2024\n\n" + BODY,
        "Acme buys Beta\n1970-01-01\n\n" + BODY,
        "Acme buys Beta\nEvent date: August 2, 2024\n\n" + BODY,
        "Acme buys Beta\nDate of birth: 2 August 1990\n\n" + BODY,
        "Acme buys Beta\nReleased on 2 August 2024, the model is its largest\n\n" + BODY,
        "The date of the merger is August 2, 2024\n\n" + BODY,
        "Acme buys Beta\n2 August 2024 – 5 August 2024\n\n" + BODY,
        "Acme buys Beta\nCrawled: 2024-08-02\n\n" + BODY,
        "On August 2, 2024, Acme bought Beta. " + BODY,
        "Acme opened its plant on August 2, 2024\n\n" + BODY,
        "Acme buys Beta\n\n" + (BODY + "\n\n") * 20 + "Published: 2 August 2024",
    ],
)
def test_a_date_is_never_invented(text: str) -> None:
    assert "published" not in read(text).fields


def test_a_day_that_can_be_read_in_two_ways_is_said() -> None:
    assert "05/03/2024" in " ".join(read("Acme buys Beta\n05/03/2024\n\n" + BODY).remarks)
    assert "05/03/2024" in " ".join(read_page("two-ways").remarks)


@pytest.mark.parametrize(
    ("head", "name", "value"),
    [
        ("Acme buys Beta\n\n", "title", "Acme buys Beta"),
        ("news\n\nAcme buys Beta\n\n", "title", "Acme buys Beta"),
        ("Home | News | Business\nAcme buys Beta\n\n", "title", "Acme buys Beta"),
        ("Acme buys Beta.\n\n", "title", None),
        ("", "title", None),
        ("Acme buys Beta\nBy Jane Doe\n\n", "author", "Jane Doe"),
        ("Acme buys Beta\nBY JANE DOE AND JOHN SMITH\n\n", "author", "JANE DOE AND JOHN SMITH"),
        ("Acme buys Beta\nBy March the deal\n\n", "author", None),
        ("Acme buys Beta\n\nBEIJING, Aug 2 (Reuters) - ", "publisher", "Reuters"),
        ("Acme buys Beta\n\nOHIO, Aug. 2, 2024 /PRNewswire/ -- ", "publisher", "PR Newswire"),
        ("Acme buys Beta\nSource: Example Times\n\n", "publisher", "Example Times"),
        ("Acme buys Beta\nSource: people familiar with the deal\n\n", "publisher", None),
        ("Acme buys Beta\nURL: https://example.com/a\n\n", "url", "https://example.com/a"),
        ("Acme buys Beta\n\n", "language", "en"),
    ],
)
def test_the_first_lines_of_a_text_name_fields(head: str, name: str, value: str | None) -> None:
    field = read(head + BODY).fields.get(name)
    assert (field.value if field else None) == value


def test_the_language_is_guessed_only_where_it_is_plain() -> None:
    assert told(
        read("字节跳动收购芯片公司，价格为二十亿美元，预计将于第三季度完成，公司周五表示。"),
        "language",
    )
    assert "language" not in read("Acme kauft Beta für zwei Milliarden Euro in bar. " * 9).fields


# Markdown

FRONT = """---
title: "Acme buys Beta"
authors: [Jane Doe, John Smith]
date: 2024-08-02T10:00:00+02:00
publisher: Example Times
canonical: https://example.com/acme
lang: en_GB
---
"""


def test_front_matter_gives_the_fields_and_is_noise() -> None:
    article = read(f"{FRONT}\n# Acme buys Beta\n\n{BODY}", "a.md")
    assert {name: field.value for name, field in article.fields.items()} == {
        "title": "Acme buys Beta",
        "author": "Jane Doe, John Smith",
        "published": "2024-08-02",
        "publisher": "Example Times",
        "url": "https://example.com/acme",
        "language": "en-GB",
    }
    assert told(article, "published") == ("2024-08-02", "front matter `date`")
    assert article.noise[0] == (0, len(FRONT), "front matter")


def test_front_matter_may_be_toml() -> None:
    front = '+++\r\ntitle = "Acme buys Beta"\r\ndate = 2024-08-02T10:00:00Z\r\n+++\r\n'
    article = read(f"\ufeff{front}{BODY}", "a.md")
    assert told(article, "published") == ("2024-08-02", "front matter `date`")
    assert article.noise[0] == (1, 1 + len(front), "front matter")


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: [a\ndate: 2024-08-02\n---\n",
        "---\ntitle: a: b\n---\n",
        "---\nx: &a [1]\ny: *a\n---\n",
        "---\ntitle: !!python/object:os.system x\n---\n",
        "+++\ntitle = \n+++\n",
        "---\ndate: tomorrow\n---\n",
        "---\n" + "a: {" * 5_000 + "\n---\n",
    ],
)
def test_bad_front_matter_is_a_remark(front: str) -> None:
    article = read(front + "\n" + BODY, "a.md")
    assert article.remarks
    assert article.noise[0].kind == "front matter"


def test_a_rule_is_no_front_matter() -> None:
    article = read(f"---\n\n{BODY}\n\n---\n\nThe end of it all.", "a.md")
    assert (article.noise, article.remarks) == ([], [])


@pytest.mark.parametrize(
    ("text", "noise"),
    [
        ("It [bought](https://x.example/a_(b)) Beta.", ["](https://x.example/a_(b))"]),
        ("So ![a chart](c.png) it was.", ["![a chart](c.png)"]),
        ("So <!-- $3 billion? --> it was.", ["<!-- $3 billion? -->"]),
        ("So it was.\n\n```py\nx = 3\n```\n\nThe end.", ["```py\nx = 3\n```"]),
        ("See <https://x.example/a> for it.", ["<https://x.example/a>"]),
        ("It [was][1] so.\n\n[1]: https://x.example 'A'", ["[1]: https://x.example 'A'"]),
        ("So.\n\n[Home](/) | [News](/n) | [Sports](/s)\n\nSo.", None),
        ("An unclosed <!-- and ``` and [x](y", []),
    ],
)
def test_signs_of_markdown_are_noise(text: str, noise: list[str] | None) -> None:
    article = read(f"# Acme\n\n{text}", "a.md")
    found = [article.text[one.start : one.end] for one in article.noise]
    assert found == noise if noise is not None else "menu" in {n.kind for n in article.noise}


SIGNS = ["[", "](", ")", "!", "<!--", "-->", "```\n", "\n", "---\n", "a: b\n", "Advertisement\n"]


@given(st.lists(st.sampled_from([*SIGNS, "<http://x>", "😀", "By Jane Doe\n"])))
def test_noise_of_markdown_is_in_order_and_disjoint(parts: list[str]) -> None:
    article = read("x" + "".join(parts), "a.md")
    assert all(0 <= one.start < one.end <= len(article.text) for one in article.noise)
    assert all(one.end <= other.start for one, other in pairwise(article.noise))


# pages


@pytest.mark.parametrize(
    ("page", "name", "value", "how"),
    [
        ("wire", "title", "Acme to buy Beta for $2 billion", "JSON-LD headline"),
        ("wire", "published", "2024-08-02", "JSON-LD datePublished"),
        ("wire", "author", "Jane Doe, John Smith", "JSON-LD author"),
        ("wire", "publisher", "Example Wire", "JSON-LD publisher"),
        ("wire", "language", "en-GB", "JSON-LD inLanguage"),
        ("wire", "url", "https://wire.example/acme-beta", "canonical link"),
        ("blog", "published", "2024-08-02", "JSON-LD datePublished"),
        ("blog", "publisher", "Jo’s blog", "JSON-LD publisher"),
        ("time-marked", "published", "2024-08-02", "time element, marked as published"),
        ("meta-only", "published", "2024-08-02", "meta parsely-pub-date"),
        ("meta-only", "publisher", "Example Times", "meta dc.publisher"),
        ("visible-date", "published", "2024-08-02", "byline"),
        ("visible-date", "author", "Jane Doe", "byline"),
        ("press", "published", "2024-08-02", "meta date"),
        ("press", "publisher", "PR Newswire", "dateline"),
        ("chinese", "published", "2024-08-02", "Open Graph article:published_time"),
        ("amp", "url", "https://amp.example/acme", "canonical link"),
        ("amp", "title", "Acme & Beta", "JSON-LD headline"),
        ("broken", "title", "Acme buys Beta", "title of the page"),
    ],
)
def test_a_page_says_where_its_fields_are_from(page: str, name: str, value: str, how: str) -> None:
    assert told(read_page(page), name) == (value, how)


@pytest.mark.parametrize("page", ["no-date", "two-ways", "table", "broken", "hidden"])
def test_what_is_no_date_of_publication_is_not_taken_for_one(page: str) -> None:
    assert "published" not in read_page(page).fields


def test_dates_that_differ_are_a_remark() -> None:
    (remark,) = read_page("wire").remarks
    assert "2024-08-02 in JSON-LD" in remark
    assert "2024-08-05 in Open Graph" in remark


@pytest.mark.parametrize(
    "page", [path.stem for path in sorted(PAGES.glob("*.html")) if path.stem not in
             ("script-only", "frames", "front-page", "paywall", "json-body", "chinese")]
)  # fmt: skip
def test_the_text_of_a_page_is_that_of_the_article(page: str) -> None:
    text = read_page(page).text
    assert "Acme Corp. said on Monday that it had agreed to buy Beta Ltd." in text
    assert "Beta had sales of €310 million in 2023" in text
    for other in ("Gamma buys", "$99 billion", "secret", "Wayback", "$77", "$88", "&amp;"):
        assert other not in text


def test_paragraphs_are_apart_and_items_and_rows_are_lines() -> None:
    blog, table = read_page("blog").text, read_page("table").text
    assert "people.\n\n- Acme paid $2 billion.\n- Beta had asked" in blog
    assert "billion.\n\nWhat next\n\nClosing" in blog
    assert "\n\nYear | Sales\n2022 | €277 million\n2023 | €310 million" in table


@pytest.mark.parametrize(
    ("below", "day"),
    [
        ("<span>Jane Doe</span><span>August 2, 2024</span>", "2024-08-02"),
        ("<p>Published <span>Aug 2, 2024</span><span>Updated</span><span>Aug 4, 2024</span></p>",
         "2024-08-02"),
        ("<div>Aug 2, 2024</div>", "2024-08-02"),
        ("<p>Updated <span>Aug 4, 2024</span></p>", None),
        ("<span>Updated</span><span>Aug 4, 2024</span>", None),
        ("<time datetime='2024-08-02'>x</time> <b>Updated</b> <time datetime='2024-08-04'>y</time>",
         "2024-08-02"),
        ("<ul><li><time datetime='2024-08-02'>2 Aug</time> Gamma buys Delta</li></ul>", None),
    ],
)  # fmt: skip
def test_the_date_below_the_headline_of_a_page(below: str, day: str | None) -> None:
    page = (
        f"<article><h1>Acme buys Beta</h1>{below}<p>{BODY}</p><p>{BODY} So it said.</p></article>"
    )
    field = read(page, "a.html").fields.get("published")
    assert (field.value if field else None) == day


def test_a_short_page_keeps_its_lines() -> None:
    page = f"<article><h1>Acme buys Beta</h1><p>{BODY}</p></article>"
    assert read(page, "a.html").text == f"Acme buys Beta\n\n{BODY}"


def test_text_set_as_written_keeps_its_lines() -> None:
    page = f"<html><body><pre>{BODY}\n\nThe second paragraph\nhas two lines.</pre></body></html>"
    assert "cash. " in read(page, "a.html").text
    assert read(page, "a.html").text.endswith("\n\nThe second paragraph\nhas two lines.")


def test_a_page_that_has_to_be_paid_for_is_a_remark() -> None:
    assert any("not free" in remark for remark in read_page("paywall").remarks)


@pytest.mark.parametrize(
    ("page", "fault"),
    [("script-only", "script"), ("frames", "frames"), ("front-page", "no article")],
)
def test_a_page_without_an_article_is_an_error(page: str, fault: str) -> None:
    with pytest.raises(DatelineError, match=fault):
        read_page(page)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("utf-8", "utf-8"), ("windows-1252", "cp1252"), ("iso-8859-1", "cp1252"), ("GBK", "gb18030"),
     ("shift_jis", "cp932"), ("windows-1251", "cp1251")],
)  # fmt: skip
def test_a_page_is_read_by_the_encoding_that_it_declares(declared: str, encoding: str) -> None:
    word = {"gb18030": "字节", "cp932": "日本", "cp1251": "Газпром"}.get(encoding, "Müller’s")
    page = f"<html><head><meta charset='{declared}'></head><body><p>{word} {BODY}</p></body></html>"
    assert word in read_article(page.encode(encoding), "a.html").text


def test_a_page_that_declares_an_unknown_encoding_is_an_error() -> None:
    with pytest.raises(DatelineError, match="x-klingon"):
        read("<html><meta charset=x-klingon><p>" + BODY, "a.html")


def test_a_page_is_told_by_its_content() -> None:
    page = (PAGES / "wire.html").read_bytes()
    assert read_article(page, "-") == read_article(page, "wire.html") == read_article(page, "x")


def test_without_trafilatura_a_page_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(DatelineError, match=r"pip install 'dateline\[html\]'"):
        read_page("wire")
    assert read(BODY).text == BODY


def test_what_reads_pages_is_imported_only_for_a_page() -> None:
    script = (
        "import sys; from ingest.articles.read import read_article; read_article(b'Acme.', 'a.md');"
        "print([name for name in ('lxml', 'trafilatura') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout.strip() == "[]"


def test_a_page_reads_no_file_and_no_entity(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("TOP SECRET")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><html><body>'
        f"<p>&x; {BODY}</p><p>{BODY}</p></body></html>"
    )
    assert "TOP SECRET" not in read(page, "a.html").text


# what cannot be read


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04...", "ZIP"),
        (b"abc\x00def", "NUL"),
        (b"one\ntwo \x93quoted\x94", r"byte 9 \(0x93\), on line 2.*iconv"),
        ("Ärger".encode("utf-16"), "UTF-16.*iconv"),
        (b"x" * (LARGEST + 1), "split"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "-"])
def test_what_is_no_text_is_an_error_that_says_what_to_do(
    data: bytes, fault: str, name: str
) -> None:
    with pytest.raises(DatelineError, match=fault):
        read_article(data, name)


NESTED = 100_000
HOSTILE = {
    "nested": "<div>" * NESTED + BODY + "</div>" * NESTED + f"<p>{BODY}",
    "open": "<b>" * NESTED + BODY,
    "nested lists": "<ul><li>" * NESTED + BODY,
    "nested tables": "<table><tr><td>" * 20_000 + BODY,
    "angles": "<" * 1_000_000 + BODY,
    "a long line": f"<p>{BODY * 6_000}</p>",
    "json": '<script type="application/ld+json">' + "[" * NESTED + f"</script><p>{BODY}</p>",
    "attributes": f"<p {'a=b ' * 100_000}>{BODY}</p>",
    "metas": "<meta name=date content='August 2 August 3'>" * 20_000 + f"<p>{BODY}</p>",
    "times": "<article>" + "<time datetime=2024-08-02></time>" * 20_000 + f"<p>{BODY}</p>",
    "comment": f"<p>{BODY}</p><!-- " + "<!-- " * 200_000,
    "tags": "<div><i>x</i></div>" * 600_000,
    "entities": "&amp;" * 200_000 + f"<p>{BODY}</p>",
    "a script": f"<script>{'x' * 15_000_000}</script><p>{BODY}</p>",
}


@pytest.mark.no_cover  # being watched takes most of its time
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_page_ends_soon(kind: str) -> None:
    started = monotonic()
    try:
        article = read(f"<html><body>{HOSTILE[kind]}", "a.html")
    except DatelineError:
        pass
    else:
        assert article.data == article.text.encode()
    assert monotonic() - started < 30


@pytest.mark.no_cover  # being watched takes most of its time
@pytest.mark.parametrize(
    "part",
    ["a", "[", "![", "](", "<!--", "`", "```\n", "By A ", "2024 ", "# ", "A, ", "(", "\n", ": "],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_million_characters_end_soon(part: str, name: str) -> None:
    started = monotonic()
    read(part * (1_000_000 // len(part)) + "x", name)
    assert monotonic() - started < 20


@pytest.mark.parametrize(
    ("text", "publisher", "published"),
    [
        (
            "A title\nExample Weekly, August 2, 2024\n\nThe body of it.",
            "Example Weekly",
            "2024-08-02",
        ),
        (
            "A title\n2024-09-05 10:22 Source: Lantern Review\n\nBody.",
            "Lantern Review",
            "2024-09-05",
        ),
        ("MUNICH and BOSTON – 9 January 2025 – Acme announced a plant.", None, "2025-01-09"),
        ("A title\nWashington, August 2, 2024 was a hot day.\n\nBody.", None, None),
    ],
)
def test_a_line_of_an_outlet_and_a_date_gives_both(
    text: str, publisher: str | None, published: str | None
) -> None:
    fields = read_article(text.encode(), "a.txt").fields
    found = [fields[name].value if name in fields else None for name in ("publisher", "published")]
    assert found == [publisher, published]
