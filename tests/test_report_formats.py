"""Reports as Markdown and HTML: golden files, hostile data, and what a page must not hold."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import Load, Run
from report_pages import hide_version, read_page

from publish.addresses import make_safe_url
from publish.report.markdown import escape

Golden = Callable[[str, str], None]
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def write(run: Run, database: Path, *words: str) -> str:
    result = run("report", *words, db=database)
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize(("form", "file"), [("markdown", "report.md"), ("html", "report.html")])
def test_the_report_on_acme_is_as_it_was(
    run: Run, acme_database: Path, golden: Golden, form: str, file: str
) -> None:
    text = write(run, acme_database, "--company", "Acme", "--no-plots", "--format", form)
    golden(file, hide_version(text))


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_the_same_input_gives_the_same_bytes(run: Run, acme_database: Path, form: str) -> None:
    words = ("--company", "Acme", "--format", form)
    assert write(run, acme_database, *words) == write(run, acme_database, *words)


def test_the_ending_of_the_file_chooses_the_format(run: Run, acme_database: Path) -> None:
    for name in ("a.html", "b.md"):
        write(run, acme_database, "--company", "Acme", "-o", name)
    assert Path("a.html").read_text().startswith("<!DOCTYPE html>")
    assert Path("b.md").read_text().startswith("# Acme")


HOSTILE = """\
source:
  id: evil-news-2024
  title: "</style><script>alert(1)</script> [x](https://e.example) ![i](j) | a`b"
  publisher: "<img src=x onerror=alert(2)> & Co"
  published: 2024-01-01
  url: "{url}"
companies:
  - {{id: evil, name: '"><script>alert(3)</script>', kind: company}}
  - {{id: fine, name: "- Fine # Not a heading https://a.example www.a.example a@b.example",
     kind: company}}
events:
  - id: evil-deal
    title: "</title><svg onload=alert(4)> *bold* [a]: b $x$ ~~y~~ <b>"
    type: statement
    when: 2024
    status: happened
    companies: {{speaker: evil, affected: fine}}
    claims:
      - {{at: 1-5#0123456789abcdef, said_by: "javascript:alert(5) <i>clerk</i>"}}
"""


@pytest.fixture
def hostile(load: Load, database: Path) -> Path:
    """A database whose every name is written by somebody who means harm."""
    load(HOSTILE.format(url="javascript:alert(6)"))
    return database


def test_hostile_data_is_nothing_but_words_in_html(run: Run, hostile: Path) -> None:
    title = "</title><script>alert(7)</script>"
    text = write(run, hostile, "--company", "evil", "--title", title, "--format", "html")
    page = read_page(text)
    assert not {tag for tag, _ in page.tags} & {"script", "img", "b", "i", "iframe", "link"}
    assert not [name for _, found in page.tags for name in found if name.startswith("on")]
    assert all(words in page.text for words in ("<script", "<img", "javascript:"))
    assert all(address.startswith("#") for address in page.list_values("href"))


def test_hostile_data_is_nothing_but_words_in_markdown(run: Run, hostile: Path) -> None:
    text = write(run, hostile, "--company", "evil", "--title", "a\n# b [c](d)")
    assert text.startswith("# a \\# b \\[c\\](d)\n")
    text = text.partition("```text\n")[0]  # the command that makes it again, in a block of code
    assert not re.search(r"(?<!\\)<(?!a id=|/a>|!-- -->)", text)
    assert not re.search(r"(?<!\\)\[[^\]]*\]\((?!#)", text)
    assert "https://" not in text
    assert "www.a" not in text
    assert "b $" not in text
    assert not re.search(r"^# Not", text, re.MULTILINE)


def test_only_addresses_of_the_web_become_links(run: Run, load: Load, database: Path) -> None:
    load(HOSTILE.format(url="https://example.org/a b?x=<y>&z=|"))
    page = read_page(write(run, database, "--company", "evil", "--format", "html"))
    links = [found for tag, found in page.tags if tag == "a" and "rel" in found]
    assert [found["href"] for found in links] == ["https://example.org/a%20b?x=%3Cy%3E&z=%7C"]
    assert links[0]["rel"] == "noopener noreferrer nofollow"
    text = write(run, database, "--company", "evil")
    assert "<https://example.org/a%20b?x=%3Cy%3E&z=%7C>" in text


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://a.example", " https://a.b",
     "https://", "https://a.b/\n", "https://[", "file:///etc/passwd"],
)  # fmt: skip
def test_other_addresses_are_words(url: str) -> None:
    assert make_safe_url(url) is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. a", "1\\. a"),
        ("- a", "\\- a"),
        ("a | b", "a \\| b"),
        ("$20M to $30M", "\\$20M to \\$30M"),
        ("~~a~~", "\\~\\~a\\~\\~"),
        ("HTTPS://a WWW.b", "HTTPS\\://a WWW\\.b"),
        ("a\n\nb", "a  b"),
        ("a@b.c", "a<!-- -->@b.c"),
    ],
)
def test_words_make_nothing_in_markdown(text: str, written: str) -> None:
    assert escape(text) == written


def test_a_page_fetches_nothing_and_runs_nothing(run: Run, acme_database: Path) -> None:
    text = write(run, acme_database, "--company", "Acme", "--format", "html")
    page = read_page(text)
    names = {name for _, found in page.tags for name in found}
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object", "base"}
    assert not names & {"style", "src", "srcset", "action", "data", "poster"}
    assert "url(http" not in text
    assert "@import" not in text


def test_the_policy_of_a_page_lets_in_its_own_style_sheet_only(
    run: Run, acme_database: Path
) -> None:
    text = write(run, acme_database, "--company", "Acme", "--format", "html")
    [style] = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    [policy] = [
        found["content"] for tag, found in read_page(text).tags if "http-equiv" in found and tag
    ]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


def test_the_plots_stand_in_the_page_with_their_names(run: Run, acme_database: Path) -> None:
    page = read_page(write(run, acme_database, "--company", "Acme", "--format", "html"))
    pictures = [found for tag, found in page.tags if tag == "svg"]
    assert pictures
    ids = page.list_values("id")
    for found in pictures:
        assert found["role"] == "img"
        assert set(str(found["aria-labelledby"]).split()) <= set(ids)
    assert [tag for tag, _ in page.tags].count("figcaption") == len(pictures)
    without = write(run, acme_database, "--company", "Acme", "--format", "html", "--no-plots")
    assert "<svg" not in without


@pytest.mark.parametrize("company", ["ByteDance", "Huawei"])
def test_a_page_can_be_read_by_its_structure(run: Run, seed_database: Path, company: str) -> None:
    page = read_page(write(run, seed_database, "--company", company, "--format", "html"))
    ids = page.list_values("id")
    assert len(ids) == len(set(ids))
    anchors = [address[1:] for address in page.list_values("href") if address.startswith("#")]
    assert set(anchors) <= set(ids)
    levels = [int(tag[1]) for tag, _ in page.tags if tag in HEADINGS]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(lower - upper <= 1 for upper, lower in pairwise(levels))
    tags = [tag for tag, _ in page.tags]
    assert tags.count("caption") == tags.count("table") > 0
    assert all("scope" in found for tag, found in page.tags if tag == "th")
    assert page.tags[0] == ("html", {"lang": "en"})
    assert anchors[0] == "main"


@pytest.mark.parametrize("company", ["ByteDance", "Huawei"])
def test_the_links_of_markdown_lead_somewhere(run: Run, seed_database: Path, company: str) -> None:
    text = write(run, seed_database, "--company", company)
    assert set(re.findall(r"\]\(#(.*?)\)", text)) <= set(re.findall(r'<a id="(.*?)">', text))
