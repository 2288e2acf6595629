"""Records are held against the texts: hashes, passages, and what can be read in them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import Result
from conftest import ROOT, Run

from db.address import Server

TEXT = (
    "Globex news. As of March, Acme pays Globex $20 million a month. "
    "In June Globex opened a plant with 300 people. That is all.\n"
)
PAYS = "As of March, Acme pays Globex $20 million a month."
OPENS = "In June Globex opened a plant with 300 people."


def place(passage: str, text: str = TEXT) -> str:
    start = text.index(passage)
    sha256 = hashlib.sha256(" ".join(passage.split()).encode()).hexdigest()
    return f"{start}-{start + len(passage)}#{sha256}"


def record(value: str = "20M USD", pays: str = "", payer: str = "acme", more: str = "") -> str:
    return f"""\
source:
  id: globe-news
  title: Globex news
  publisher: Globe
  published: 2024-08-02
  text: {{sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}, characters: {len(TEXT)}}}
companies:
  - {{id: acme, name: Acme, kind: company}}
  - {{id: globex, name: Globex, kind: company}}
  - {{id: initech, name: Initech, kind: company}}
events:
  - id: acme-pays
    title: Acme pays Globex
    type: purchase
    claims:
      - at: {pays or place(PAYS)}
        when: 2024-03
        status: ongoing
        companies: {{payer: {payer}, payee: globex}}
        {more}
        amounts:
          - {{measure: payment, value: {value}, per: month, company: acme}}
  - id: globex-opens
    title: Globex opens a plant
    type: expansion
    claims:
      - at: {place(OPENS)}
        when: 2024-06
        status: happened
        companies: {{subject: globex}}
        amounts:
          - {{measure: headcount, value: 300 people, company: globex}}
left_out:
  - {{at: {place("That is all.")}, because: says nothing}}
"""


@pytest.fixture
def articles_of_globe(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "some-name.txt").write_text(TEXT, encoding="utf-8", newline="")
    (folder / "other.txt").write_text("Nothing of it.", encoding="utf-8")
    return folder


def dateline(run: Run, database: Path, *words: object) -> Result:
    return run("--db", str(database), *map(str, words))


def unwrap(result: Result) -> str:
    """What was printed, as if lines had no width."""
    return " ".join(result.stdout.split())


def load_record(run: Run, database: Path, text: str) -> None:
    path = database.with_name("globe.yaml")
    path.write_text(text, encoding="utf-8")
    assert dateline(run, database, "load", path).exit_code == 0


def test_what_holds_is_said_and_the_exit_code_is_0(
    run: Run, database: Path, articles_of_globe: Path
) -> None:
    load_record(run, database, record())
    result = dateline(run, database, "verify", "--articles", articles_of_globe)
    assert result.exit_code == 0
    assert "globe-news: text as read" in result.stdout
    assert "2 claims, 2 amounts, 1 passage left out, 0 fields inferred" in result.stdout
    assert result.stdout.endswith("1 of 1 source holds\n")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"value": "21M USD"}, "acme-pays 13-63 amounts: $21M a month is not in its words"),
        ({"value": "20M EUR"}, "acme-pays 13-63 amounts: €20M a month is not in its words"),
        ({"value": "20-30M USD"}, "acme-pays 13-63 amounts: $20M–$30M a month is not in its words"),
        ({"payer": "initech"}, "acme-pays 13-63 companies: Initech is not named"),
        ({"more": "when: 2024-04"}, "acme-pays 13-63 when: 2024-04 is not in its words"),
        (
            {"pays": place(PAYS).replace("13-63", "14-64")},
            "acme-pays 14-64 at: stands at 13-63",
        ),
        (
            {"pays": "13-63#" + "0" * 64},
            "acme-pays 13-63 at: not the passage that was read",
        ),
    ],
)
def test_each_thing_that_does_not_hold_is_told_with_its_field_and_place(
    run: Run, database: Path, articles_of_globe: Path, wrong: dict[str, str], told: str
) -> None:
    text = record(**wrong)
    if "more" in wrong:
        text = text.replace("        when: 2024-03\n", "")
    load_record(run, database, text)
    result = dateline(run, database, "verify", "--articles", articles_of_globe)
    assert result.exit_code == 1
    assert f"does not hold: {told}\n" in result.stdout


def test_what_is_marked_as_inferred_may_be_missing_and_is_counted(
    run: Run, database: Path, articles_of_globe: Path
) -> None:
    more = "inferred: {companies: Initech is named in the title}"
    load_record(run, database, record(payer="initech", more=more))
    result = dateline(run, database, "verify", "--articles", articles_of_globe, "--inferred")
    assert result.exit_code == 0
    assert "1 field inferred" in result.stdout
    assert "Initech is not named; Initech is named in the title" in unwrap(result)


def test_a_changed_article_leaves_orphans_and_names_what_loses_its_support(
    run: Run, database: Path, articles_of_globe: Path
) -> None:
    load_record(run, database, record())
    changed = "Correction. " + TEXT.replace("300 people", "250 people")
    (articles_of_globe / "some-name.txt").write_text(changed, encoding="utf-8", newline="")
    result = dateline(run, database, "verify", "--articles", articles_of_globe)
    assert result.exit_code == 1
    assert "globe-news: text changed" in result.stdout
    assert "orphan: acme-pays 13-63 at: now at 25-75\n" in result.stdout
    assert "orphan: globex-opens 64-110 at: no longer in the text\n" in result.stdout
    assert "loses all support: globex-opens\n" in result.stdout


ECHO = """\
source: {{id: echo-news, title: Echo, publisher: Echo, published: 2024-08-03{text}}}
events:
  - id: globex-opens
    claims:
      - quote: In June Globex opened a plant with 300 people.
        when: 2024-06
        status: happened
        companies: {{subject: globex}}
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In June Globex opened a plant with 300 people.", ""),
        (None, "left with unchecked claims: globex-opens\n"),
        ("In June they opened it.", "loses all support: globex-opens\n"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--source", "globe-news")])
def test_another_claim_supports_an_event_only_if_it_stands(
    run: Run,
    database: Path,
    articles_of_globe: Path,
    text: str | None,
    told: str,
    more: tuple[str, ...],
) -> None:
    load_record(run, database, record())
    sha256 = hashlib.sha256((text or "gone").encode()).hexdigest()
    echo = database.with_name("echo.yaml")
    stated = f", text: {{sha256: {sha256}, characters: 30}}"
    echo.write_text(ECHO.format(text=stated), encoding="utf-8")
    assert dateline(run, database, "load", echo).exit_code == 0
    changed = TEXT.replace("300 people", "250 people")
    (articles_of_globe / "some-name.txt").write_text(changed, encoding="utf-8", newline="")
    if text:
        (articles_of_globe / "echo.txt").write_text(text, encoding="utf-8", newline="")
    result = dateline(run, database, "verify", "--articles", articles_of_globe, *more)
    assert result.exit_code == 1
    assert ("globex-opens\n" in result.stdout) == bool(told)
    assert told in result.stdout


def test_a_quote_that_is_not_in_the_text_does_not_hold(
    run: Run, database: Path, articles_of_globe: Path
) -> None:
    quoted = record().replace(f"at: {place(PAYS)}", f"quote: {PAYS.replace('pays', 'paid')!r}")
    load_record(run, database, quoted)
    result = dateline(run, database, "verify", "--articles", articles_of_globe)
    assert result.exit_code == 1
    assert "does not hold: acme-pays quote at: not in the text\n" in result.stdout


@pytest.mark.parametrize(
    "again", [f"\n{PAYS}".replace(" ", "\r\n"), f"New.\n{PAYS}".replace(" ", "  ")]
)
def test_a_passage_is_found_though_its_lines_are_cut_anew(
    run: Run, database: Path, articles_of_globe: Path, again: str
) -> None:
    load_record(run, database, record())
    (articles_of_globe / "some-name.txt").unlink()
    path = articles_of_globe / "globe-news.txt"
    path.write_text(again, encoding="utf-8", newline="")
    result = dateline(run, database, "verify", "--articles", articles_of_globe)
    start = again.index("As")
    assert f"orphan: acme-pays 13-63 at: now at {start}-{len(again)}\n" in result.stdout


@pytest.mark.parametrize("name", [".hidden", "plain/.."])
def test_a_folder_is_read_whatever_it_is_called(
    run: Run, database: Path, articles_of_globe: Path, name: str
) -> None:
    load_record(run, database, record())
    (articles_of_globe / "plain").mkdir()
    articles_of_globe.rename(articles_of_globe.with_name(".hidden"))
    folder = articles_of_globe.with_name(".hidden") / (name if name.startswith("p") else "")
    assert dateline(run, database, "verify", "--articles", folder).exit_code == 0


def test_what_is_hidden_in_a_folder_is_passed_over(
    run: Run, database: Path, articles_of_globe: Path
) -> None:
    load_record(run, database, record())
    (articles_of_globe / ".git" / "a").mkdir(parents=True)
    (articles_of_globe / "some-name.txt").rename(articles_of_globe / ".git" / "a" / "b.txt")
    assert dateline(run, database, "verify", "--articles", articles_of_globe).exit_code == 3


def test_a_company_is_named_by_the_name_of_an_entry_that_is_the_same(
    run: Run, database: Path, articles_of_globe: Path
) -> None:
    load_record(run, database, record(payer="initech"))
    command = ("verify", "--articles", articles_of_globe)
    assert dateline(run, database, *command).exit_code == 1
    path = database.with_name("same.yaml")
    path.write_text(
        "id: same\nsame_as:\n  - {company: acme, same_as: initech, because: renamed}\n",
        encoding="utf-8",
    )
    assert dateline(run, database, "load", path).exit_code == 0
    assert dateline(run, database, *command).exit_code == 0


def test_a_date_without_its_month_is_no_fault_of_the_program(
    run: Run, database: Path, articles_of_globe: Path
) -> None:
    load_record(run, database, record().replace("when: 2024-03", "when: 2024-XX"))
    result = dateline(run, database, "verify", "--articles", articles_of_globe)
    assert "does not hold: acme-pays 13-63 when: 2024-XX is not in its words\n" in result.stdout


def test_a_server_tells_the_same_as_a_file(
    seed_database: Path, seed_server: Server, articles: Path, run: Run
) -> None:
    command = ("verify", "--articles", str(articles), "--inferred")
    assert run(*command, db=seed_server).output == run(*command, db=seed_database).output


def test_a_source_without_its_text_is_said_to_be_unchecked(
    run: Run, database: Path, tmp_path: Path
) -> None:
    load_record(run, database, record())
    empty = tmp_path / "empty"
    empty.mkdir()
    for more in ([], ["--articles", empty], ["--source", "globe-news"]):
        result = dateline(run, database, "verify", *more)
        assert result.exit_code == 3
        assert "globe-news: text not at hand\n0 of 0 sources hold, 1 not checked\n" in result.stdout
        assert "not checked" in result.stderr


def test_a_folder_that_is_none_is_a_clear_error(run: Run, database: Path, tmp_path: Path) -> None:
    result = dateline(run, database, "verify", "--articles", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "is no folder; name the one that holds the articles" in result.stderr


def test_a_kept_quote_is_read_without_the_article(run: Run, database: Path) -> None:
    quoted = record(value="21M USD").replace(f"at: {place(PAYS)}", f"quote: {PAYS!r}")
    load_record(run, database, quoted)
    result = dateline(run, database, "verify")
    assert "acme-pays quote amounts: $21M a month is not in its words" in result.stdout


def test_json_holds_the_same(run: Run, database: Path, articles_of_globe: Path) -> None:
    load_record(run, database, record(value="21M USD"))
    command = ("verify", "--articles", articles_of_globe, "--format", "json")
    (verdict,) = json.loads(dateline(run, database, *command).stdout)
    assert (verdict["source_id"], verdict["text"], verdict["holds"]) == (
        "globe-news",
        "as read",
        False,
    )
    assert verdict["faults"][0]["field"] == "amounts"


def test_a_text_is_kept_and_goes_when_its_source_names_another(
    run: Run, database: Path, articles_of_globe: Path
) -> None:
    load_record(run, database, record())
    path = database.with_name("globe.yaml")
    keep = ("load", path, "--keep-text", "--articles", articles_of_globe)
    assert "1 added, 0 changed, 0 removed" in dateline(run, database, *keep).stdout
    assert dateline(run, database, "verify").exit_code == 0
    assert PAYS in dateline(run, database, "event", "acme-pays").stdout
    assert "nothing changed" in dateline(run, database, "load", path).stdout
    other = record().replace(hashlib.sha256(TEXT.encode()).hexdigest(), "0" * 64)
    path.write_text(other, encoding="utf-8")
    assert "0 added, 1 changed, 1 removed" in dateline(run, database, "load", path).stdout
    assert dateline(run, database, "verify").exit_code == 3


def test_a_text_that_is_not_there_is_remarked_and_nothing_is_kept(
    run: Run, database: Path, tmp_path: Path
) -> None:
    load_record(run, database, record())
    keep = ("load", database.with_name("globe.yaml"), "--keep-text", "--articles", tmp_path)
    result = dateline(run, database, *keep)
    assert result.exit_code == 0
    assert "is the text of globe-news; it was not kept" in result.stderr


def test_an_event_and_a_source_show_their_passages(
    run: Run, database: Path, articles_of_globe: Path
) -> None:
    load_record(run, database, record())
    shown = dateline(run, database, "event", "acme-pays", "--articles", articles_of_globe)
    assert PAYS in shown.stdout
    assert OPENS not in shown.stdout
    shown = dateline(run, database, "source", "globe-news", "--articles", articles_of_globe)
    assert PAYS in shown.stdout
    assert OPENS in shown.stdout
    assert PAYS not in dateline(run, database, "event", "acme-pays").stdout


def test_the_five_articles_hold(run: Run, seed_database: Path, articles: Path) -> None:
    result = dateline(run, seed_database, "verify", "--articles", articles)
    assert result.exit_code == 0, result.stdout
    assert result.stdout.endswith("5 of 5 sources hold\n")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("value: 23B USD", "value: 24B USD", "amounts: $24B in total is not in its words"),
        ("at: 20-148#", "at: 21-149#", "at: stands at 20-148"),
    ],
)
def test_a_mutated_seed_is_caught(
    run: Run, database: Path, tmp_path: Path, articles: Path, old: str, new: str, told: str
) -> None:
    folder = tmp_path / "seed"
    folder.mkdir()
    for path in sorted((ROOT / "seed").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if path.stem == "bytedance-ai-investment-overview":
            assert old in text
            text = text.replace(old, new, 1)
        (folder / path.name).write_text(text, encoding="utf-8")
    assert dateline(run, database, "load", folder).exit_code == 0
    result = dateline(run, database, "verify", "--articles", articles)
    assert result.exit_code == 1
    assert told in unwrap(result)
    assert result.stdout.endswith("4 of 5 sources hold\n")


def test_a_changed_article_of_the_seed_is_caught(
    run: Run, seed_database: Path, tmp_path: Path, articles: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for path in articles.glob("*.txt"):
        data = path.read_bytes()
        if b"$23 billion" in data:
            data = data.replace(b"$23 billion", b"$24 billion", 1)
        (folder / path.name).write_bytes(data)
    result = dateline(run, seed_database, "verify", "--articles", folder)
    assert result.exit_code == 1
    assert "bytedance-ai-investment-overview: text changed" in result.stdout
    assert "orphan: bytedance-plans-ai-infrastructure-investment 20-148 at:" in result.stdout
