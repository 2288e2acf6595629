"""The page as a file: complete, small, and bound by its own policy."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from base64 import b64encode
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import ROOT, Run
from screens import see

from publish.page.html import SCRIPTS, read_library, read_script, read_style
from publish.theme import DARK, LIGHT

FOLDER = ROOT / "publish" / "page"
LARGEST = 200_000  # bytes beside the data


class Parts(HTMLParser):
    """The text of scripts and styles, and every address that is in an attribute."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []
        self.policy = ""
        self.addresses: list[str] = []
        self.open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.open = f"{tag} {given.get('type', '')}".strip() if tag in ("script", "style") else ""
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        self.open = ""

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.append((self.open, data))


@pytest.fixture(scope="module")
def page(acme_database: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    from click.testing import CliRunner

    from cli import cli

    return (
        CliRunner()
        .invoke(cli, ["--db", str(acme_database), "page", "-o", "-"])
        .stdout_bytes.decode()
    )


def test_it_allows_its_own_scripts_and_style_by_their_hashes_and_nothing_else(page: str) -> None:
    parts = Parts(page)
    hashes = {
        f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for kind, text in parts.texts
        if kind != "script application/json"
    }
    rules = dict(rule.strip().split(" ", 1) for rule in parts.policy.split(";"))
    assert set(f"{rules['script-src']} {rules['style-src']}".split()) == hashes
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in parts.policy


def test_it_names_no_address_but_its_own_parts(page: str) -> None:
    assert Parts(page).addresses == ["#table"]
    assert not re.search(r"url\(\s*['\"]?(?!#)", read_style())
    assert "@import" not in read_style()
    # Of XML's namespace, which is fetched by nobody, and of D3's own.
    assert set(re.findall(r"https?://[\w./-]+", read_script())) == {"http://www.w3.org/2000/svg"}


def test_beside_the_data_it_is_small(page: str) -> None:
    [data] = [text for kind, text in Parts(page).texts if kind == "script application/json"]
    assert len(page.encode()) - len(data.encode()) < LARGEST


def test_each_part_of_the_script_is_in_it_and_makes_html_of_no_text() -> None:
    assert {path.stem for path in (FOLDER / "script").glob("*.js")} == set(SCRIPTS)
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert way not in read_script(), way


def test_the_library_is_the_one_that_its_page_describes() -> None:
    told = (FOLDER / "vendor" / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(read_library().encode()).hexdigest() in told
    head = read_library().partition("\n")[0]
    for module, version in re.findall(r"^\| (d3-[\w-]+) \| ([\d.]+) \|", told, re.MULTILINE):
        assert f"{module} {version}" in head
    assert "Mike Bostock" in (FOLDER / "vendor" / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_can_be_told_from_their_ground(colours: dict[str, str]) -> None:
    for name in set(colours) - {"ground", "panel", "rule", "field"}:
        assert contrast(colours[name], colours["ground"]) >= 4.5, name
    assert contrast(colours["field"], colours["ground"]) >= 3
    assert contrast(colours["ink"], colours["panel"]) >= 7


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two colours."""
    lights = sorted((luminance(one), luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_command_writes_the_file_and_says_so(
    run: Run, acme_database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "acme.html"
    result = run("page", "--company", "Acme", "--title", "A <b>", "-o", str(file), db=acme_database)
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.fullmatch(r"wrote .*acme\.html: \d+ events?\n", result.stdout)
    assert "<title>A &lt;b&gt;</title>" in file.read_text(encoding="utf-8")


def test_an_unknown_company_writes_nothing(run: Run, acme_database: Path, tmp_path: Path) -> None:
    file = tmp_path / "none.html"
    result = run("page", "--company", "Acmee", "-o", str(file), db=acme_database)
    assert result.exit_code == 1
    assert "Acmee" in result.stderr
    assert not file.exists()


def test_a_title_and_a_name_that_are_no_text_do_no_harm(run: Run, acme_database: Path) -> None:
    odd = os.fsdecode(b"a\xff.html")
    result = run("page", "--title", odd, "-o", odd, db=acme_database)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "<title>a.html</title>" in Path(odd).read_text(encoding="utf-8")


def test_a_page_is_written_though_nobody_hears_of_it(acme_database: Path, tmp_path: Path) -> None:
    file = tmp_path / "acme.html"
    command = [
        sys.executable,
        str(ROOT / "cli.py"),
        "--db",
        str(acme_database),
        "page",
        "-o",
        str(file),
    ]
    closed = subprocess.run(["sh", "-c", '"$@" 2>&-', "sh", *command], check=False)
    assert closed.returncode == 0
    assert "</html>" in file.read_text(encoding="utf-8")


def test_a_terminal_is_told_how_far_a_page_is(acme_database: Path, tmp_path: Path) -> None:
    file = tmp_path / "acme.html"
    screen = see(acme_database, "page", "-o", str(file), "--title", "Acme")
    assert re.search(r"known by.*100%", screen)
    assert f"wrote {file}" in screen.splitlines()[-1]
