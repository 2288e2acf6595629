"""`dateline draft`: from articles to drafts, and from a draft to a loaded and verified record."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import Run

Write = Callable[..., Path]
NEWS = """\
Acme buys Hooli

LONDON, 2 August 2024 - Acme Corp agreed on Thursday to buy Hooli Inc. for nearly $20 million.

Globex paid Acme $20 million a month in March 2024 for access to models.
"""


@pytest.fixture
def drafted(acme_database: Path, write: Write, run: Run, tmp_path: Path) -> Path:
    """A draft of NEWS."""
    article = write("news.txt", NEWS)
    options = ["--publisher", "Example News", "--published", "2024-08-02"]
    result = run("draft", str(article), *options, "-o", "drafts", db=acme_database)
    assert (result.exit_code, result.stderr) == (0, "")
    return tmp_path / "drafts" / "example-news-2024-08-02-acme-buys-hooli.yaml"


def test_a_draft_holds_the_source_new_companies_and_candidates(drafted: Path) -> None:
    data = yaml.safe_load(drafted.read_text(encoding="utf-8"))
    assert data["source"]["publisher"] == "Example News"
    assert data["source"]["text"]["characters"] == len(NEWS)
    assert data["companies"] == [
        {"id": "hooli", "name": "Hooli", "kind": "company", "review": None}
    ]
    first, second = data["events"]
    assert (first["type"], first["status"]) == ("ownership", "planned")
    assert first["companies"] == {"buyer": "acme", "owned": "hooli"}
    assert first["title"] is first["review"] is None
    [amount] = first["claims"][0]["amounts"]
    assert amount == {
        "measure": "deal_value",
        "value": "nearly 20M USD",
        "per": "one_off",
        "basis": "planned",
        "company": "acme",
    }
    assert second["known"][0]["event"] == "acme-pays-globex"
    assert str(second["when"]) == "2024-03"


def test_a_draft_says_how_each_field_was_found(drafted: Path) -> None:
    text = drafted.read_text(encoding="utf-8")
    assert "publisher: Example News  # given\n" in text
    assert "type: ownership  # by the words “agreed on Thursday to buy”\n" in text
    assert "  # “Thursday”, counted from " in text
    assert "  # a bare $ is taken for US dollars\n" in text
    assert "    # named once, first at 63-73\n" in text or "# named " in text


def test_the_text_lies_beside_the_draft_byte_for_byte(drafted: Path) -> None:
    assert drafted.with_suffix(".txt").read_bytes() == NEWS.encode()


def test_a_draft_is_no_record_until_a_person_has_decided(
    drafted: Path, run: Run, acme_database: Path
) -> None:
    result = run("check", str(drafted), db=acme_database)
    assert result.exit_code == 1
    assert result.stderr.count("has not been reviewed") == 3


def test_a_draft_that_was_decided_on_is_loaded_and_holds(
    drafted: Path, run: Run, database: Path, tmp_path: Path
) -> None:
    record = Path(__file__).with_name("acme.yaml")
    assert run("load", str(record), db=database).exit_code == 0
    text = drafted.read_text(encoding="utf-8").replace("review:\n", "review: accept\n")
    text = text.replace("review: }", "review: accept}")
    for title in ("Acme agrees to buy Hooli", "Globex pays Acme for models"):
        text = text.replace("title:\n", f"title: {title}\n", 1)
    drafted.write_text(text, encoding="utf-8")
    checked = run("check", str(drafted), db=database)
    assert (checked.stderr, checked.exit_code) == ("", 0)
    assert run("load", str(drafted), db=database).exit_code == 0
    found = run("verify", "--articles", str(drafted.parent), db=database)
    assert "example-news-2024-08-02-acme-buys-hooli" in found.stdout
    rows = json.loads(run("timeline", "--company", "Hooli", "--format", "json", db=database).stdout)
    assert [row["title"] for row in rows] == ["Acme agrees to buy Hooli"]


def test_a_draft_is_not_written_over_without_being_told_to(
    drafted: Path, run: Run, acme_database: Path
) -> None:
    drafted.write_text("decided", encoding="utf-8")
    options = ["--publisher", "Example News", "--published", "2024-08-02", "-o", "drafts"]
    again = run("draft", "news.txt", *options, db=acme_database)
    assert again.exit_code == 1
    assert "is there already; --force writes it anew" in again.stderr
    assert drafted.read_text(encoding="utf-8") == "decided"
    assert run("draft", "news.txt", *options, "--force", db=acme_database).exit_code == 0
    assert drafted.with_name(f"{drafted.name}.bak").read_text(encoding="utf-8") == "decided"
    assert "review:" in drafted.read_text(encoding="utf-8")


def test_what_is_piped_in_is_drafted(run: Run, acme_database: Path, tmp_path: Path) -> None:
    result = run("draft", "-", "-o", "out", db=acme_database, stdin=NEWS)
    assert result.exit_code == 0
    [draft] = (tmp_path / "out").glob("*.yaml")
    assert draft.with_suffix(".txt").read_text(encoding="utf-8") == NEWS
    assert "published: 2024-08-02" in draft.read_text(encoding="utf-8")


def test_without_a_date_nothing_is_counted_from_today(
    write: Write, run: Run, acme_database: Path, tmp_path: Path
) -> None:
    write("undated.txt", "Acme bought Globex in June.\n\nAcme sued Globex last week.\n")
    assert run("draft", "undated.txt", "-o", "out", db=acme_database).exit_code == 0
    text = (tmp_path / "out" / "undated.yaml").read_text(encoding="utf-8")
    assert "  published:  # not found\n" in text
    assert "when: XXXX-06  # “June”" in text
    assert "when:  # “last week”" in text


def test_one_bad_article_is_told_and_passed_over(
    write: Write, run: Run, acme_database: Path, tmp_path: Path
) -> None:
    write("a.txt", "Acme bought Globex in June 2023.\n")
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\x00bad")
    write("c.txt", "")
    write("d.txt", "Acme sued Globex in July 2023.\n")
    result = run(
        "draft", "a.txt", "b.txt", "c.txt", "missing.txt", "d.txt", "-o", "out", db=acme_database
    )
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == [
        "out/a.yaml",
        "out/d.yaml",
    ]
    for name in ("b.txt", "c.txt", "missing.txt"):
        assert name in result.stderr
    assert "2 of 5 articles drafted" in result.stderr
    assert "Traceback" not in result.stderr


def test_several_processes_write_the_same_as_one(
    write: Write, run: Run, acme_database: Path, tmp_path: Path
) -> None:
    (tmp_path / "articles").mkdir()
    for number in range(12):
        text = f"Story {number % 3}\n\nAcme bought Globex in {2000 + number} for ${number}m.\n"
        (tmp_path / "articles" / f"{number:02}.txt").write_text(text)
    for jobs in ("1", "2"):
        out = run("draft", "articles", "-o", f"out{jobs}", "--jobs", jobs, db=acme_database)
        assert out.exit_code == 0, out.stderr
    one, two = (
        {path.name: path.read_bytes() for path in sorted((tmp_path / f"out{jobs}").iterdir())}
        for jobs in (1, 2)
    )
    assert one == two
    assert len(one) == 24


def test_articles_of_one_name_get_drafts_of_their_own(
    run: Run, acme_database: Path, tmp_path: Path
) -> None:
    for folder in ("x", "y"):
        (tmp_path / "in" / folder).mkdir(parents=True)
        (tmp_path / "in" / folder / "news.txt").write_text(f"Acme bought Globex {folder} in 2023.")
    assert run("draft", "in", "-o", "out", db=acme_database).exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").glob("*.yaml")) == [
        "news-2.yaml",
        "news.yaml",
    ]
    assert "id: news-2\n" in (tmp_path / "out" / "news-2.yaml").read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["news.txt"], "Missing option '-o'"),
        (["-o", "out"], "Missing argument"),
        (["news.txt", "-o", "out", "--published", "soon"], "soon"),
        (["news.txt", "-o", "out", "--dollar", "XYZ"], "XYZ is no code of a currency"),
        (["news.txt", "-o", "out", "--lexicon", "none"], "is no folder"),
        (["news.txt", "other.txt", "-o", "out", "--url", "https://a.b"], "--url is of one article"),
        (["-", "news.txt", "-o", "out"], "cannot stand beside files"),
        (["empty", "-o", "out"], "holds no article"),
        (["news.txt", "-o", "news.txt"], "news.txt"),
    ],
)
def test_bad_options_are_told_in_a_line(
    write: Write, run: Run, acme_database: Path, tmp_path: Path, arguments: list[str], told: str
) -> None:
    write("news.txt", NEWS)
    write("other.txt", NEWS)
    (tmp_path / "empty").mkdir()
    result = run("draft", *arguments, db=acme_database)
    assert result.exit_code != 0
    assert told in result.stderr
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_triggers_of_ones_own_find_events(
    write: Write, run: Run, acme_database: Path, tmp_path: Path
) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "triggers.yaml").write_text("types: {visit: {verbs: [drop in on]}}\n")
    (tmp_path / "lists" / "fiscal.yaml").write_text("acme: 6\n")
    write("news.txt", "Acme dropped in on Globex in fiscal 2024.\n")
    options = ["news.txt", "-o", "out", "--lexicon", "lists"]
    assert run("draft", *options, db=acme_database).exit_code == 0
    text = (tmp_path / "out" / "news.yaml").read_text(encoding="utf-8")
    assert "type: visit  # by the words “dropped in on”" in text
    assert "when: 2023-07/2024-06" in text


def test_the_five_articles_become_drafts_that_yaml_can_read(
    articles: Path, seed_database: Path, run: Run, tmp_path: Path
) -> None:
    result = run("draft", str(articles), "-o", "out", db=seed_database)
    assert result.exit_code == 0, result.stderr
    drafts = sorted((tmp_path / "out").glob("*.yaml"))
    assert len(drafts) == 5
    for draft in drafts:
        data = yaml.safe_load(draft.read_text(encoding="utf-8"))
        text = draft.with_suffix(".txt").read_bytes().decode()
        for event in data["events"]:
            place = event["claims"][0]["at"].partition("#")[0]
            start, end = map(int, place.split("-"))
            assert text[start:end].strip() == text[start:end] != ""


def accept_all(draft: Path) -> None:
    text = draft.read_text(encoding="utf-8").replace("review:\n", "review: accept\n")
    text = text.replace("review: }", "review: accept}").replace("title:\n", "title: A title\n")
    draft.write_text(text, encoding="utf-8")


def test_a_company_that_two_drafts_suggest_is_defined_once(
    write: Write, run: Run, database: Path, tmp_path: Path
) -> None:
    write("one.txt", "Hooli Inc. acquired Vandelay Ltd. in June 2023.\n")
    write("two.txt", "Hooli Inc. sued Vandelay Ltd. in July 2024.\n")
    options = ["--publisher", "The Globe", "--published", "2024-08-02", "-o", "out"]
    for name in ("one", "two"):
        assert run("draft", f"{name}.txt", *options, "--title", name, db=database).exit_code == 0
    one, two = sorted((tmp_path / "out").glob("*.yaml"))
    for draft in (one, two):
        accept_all(draft)
    assert run("review", str(one), "--finish", db=database).exit_code == 0
    loaded = run("load", str(one), db=database)
    assert loaded.exit_code == 0, loaded.stderr
    finished = run("review", str(two), "--finish", db=database)
    assert "company 'hooli' is known by now, and not defined again" in finished.stderr
    assert "companies:\n" not in two.read_text(encoding="utf-8").partition("events:")[0]
    loaded = run("load", str(two), db=database)
    assert loaded.exit_code == 0, loaded.stderr


def test_a_record_made_of_a_draft_holds_against_its_text(
    write: Write, run: Run, database: Path, tmp_path: Path
) -> None:
    write(
        "news.txt",
        "Hooli Robotics Inc. laid off 300 workers last month. Hooli acquired Vandelay Ltd. on "
        "Monday. Its revenue doubled to $5 million in the second quarter.\n",
    )
    options = ["--publisher", "The Globe", "--published", "2024-08-02", "-o", "out"]
    options += ["--title", "News of Hooli"]
    assert run("draft", "news.txt", *options, db=database).exit_code == 0
    [draft] = (tmp_path / "out").glob("*.yaml")
    accept_all(draft)
    finished = run("review", str(draft), "--finish", db=database)
    assert finished.exit_code == 0, finished.stderr
    assert run("load", str(draft), db=database).exit_code == 0
    verified = run("verify", "--articles", "out", db=database)
    assert (verified.exit_code, verified.stdout[-20:]) == (0, "1 of 1 source holds\n")


def test_several_drafts_are_finished_one_after_the_other(
    write: Write, run: Run, acme_database: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        write(f"{name}.txt", f"Story {name}\n\nAcme acquired Globex in 2023.\n")
    options = ["--publisher", "The Globe", "-o", "out"]
    assert run("draft", "one.txt", "two.txt", *options, db=acme_database).exit_code == 0
    drafts = sorted(map(str, (tmp_path / "out").glob("*.yaml")))
    for draft in drafts:
        accept_all(Path(draft))
    several = run("review", *drafts, "--finish", "-o", "x.yaml", db=acme_database)
    assert "--output is of one draft" in several.stderr
    finished = run("review", *drafts, "--finish", db=acme_database)
    assert finished.stdout.count("load it with") == 2


def test_no_text_of_the_user_is_written_over(
    write: Write, run: Run, acme_database: Path, tmp_path: Path
) -> None:
    write("news.txt", "Acme sued Globex in 2022.\n")
    write("news.md", "Acme acquired Globex in 2023.\n")
    result = run("draft", ".", "-o", ".", db=acme_database)
    assert result.exit_code == 1
    assert "would put its text over news.txt; choose another folder" in result.stderr
    assert (tmp_path / "news.txt").read_text() == "Acme sued Globex in 2022.\n"


def test_texts_beside_drafts_are_not_drafted_again(
    write: Write, run: Run, acme_database: Path, tmp_path: Path
) -> None:
    write("news.txt", "Acme sued Globex in 2022.\n")
    for _ in range(2):
        run("draft", ".", "-o", "drafts", db=acme_database)
    assert [path.name for path in (tmp_path / "drafts").glob("*.yaml")] == ["news.yaml"]


AUTHOR = '{"@type": "NewsArticle", "author": {"@id": ["x"]}}'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.html",
            f'<script type="application/ld+json">{AUTHOR}</script><p>Acme bought Globex.</p>',
        ),
        ("a.html", '<meta charset="hex"><p>Acme acquired Globex in 2023.</p>'),
        ("a.html", '<meta charset="idna"><p>Acme acquired Globex in 2023 für Geld.</p>'),
        ("a.md", "+++\nid = " + "1" * 5000 + "\n+++\nAcme acquired Globex in 2023.\n"),
        ("a.html", "<meta " + " ".join(f"a{n}=1" for n in range(9000)) + "><p>Acme.</p>"),
    ],
)
def test_an_odd_article_does_not_end_the_run(
    write: Write, run: Run, acme_database: Path, tmp_path: Path, name: str, text: str
) -> None:
    write(name, text)
    write("z.txt", "Acme sued Globex in July 2023.\n")
    result = run("draft", name, "z.txt", "-o", "out", db=acme_database)
    assert "a fault in Dateline itself" not in result.stderr
    assert (tmp_path / "out" / "z.yaml").exists()


def test_what_is_no_file_is_told(
    run: Run, acme_database: Path, tmp_path: Path, write: Write
) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    write("z.txt", "Acme sued Globex in July 2023.\n")
    result = run("draft", "pipe.txt", "z.txt", "-o", "out", db=acme_database)
    assert "pipe.txt: it is no file" in result.stderr
    assert (tmp_path / "out" / "z.yaml").exists()


def test_dates_at_the_end_of_the_calendar_are_compared(
    write: Write, run: Run, acme_database: Path
) -> None:
    write("a.txt", "Acme paid Globex $20 million today.\n")
    result = run("draft", "a.txt", "--published", "9999-12-31", "-o", "out", db=acme_database)
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_heading_of_markdown_is_left_out_where_the_text_tells_the_same(
    write: Write, run: Run, acme_database: Path, tmp_path: Path
) -> None:
    write("a.md", "# Acme buys Globex\n\nAcme bought Globex in 2023.\n")
    assert run("draft", "a.md", "-o", "out", db=acme_database).exit_code == 0
    [draft] = (tmp_path / "out").glob("*.yaml")
    assert draft.read_text(encoding="utf-8").count("review:\n") == 1
