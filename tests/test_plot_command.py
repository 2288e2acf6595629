"""`dateline plot`: files, PNG, errors, and what hostile data cannot do."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, Load, Run
from pictures import SVG, list_outside, list_overlaps, list_words, parse, read_png

from publish.plots.png import find_missing_fonts
from publish.plots.style import KINDS

DRAWN = {
    *("svg", "title", "desc", "defs", "linearGradient", "stop", "g", "text", "tspan"),
    *("rect", "circle", "line", "path", "polygon"),
}
every_kind = pytest.mark.parametrize("kind", KINDS)
PAGE = ROOT / "docs" / "plots.md"


@every_kind
def test_the_pictures_of_a_small_record(
    run: Run, acme_database: Path, golden: Callable[[str, str], None], kind: str
) -> None:
    done = run("plot", kind, "--width", "800", db=acme_database)
    assert (done.exit_code, done.stderr) == (0, "")
    golden(f"plot-{kind}.svg", done.stdout)


@every_kind
def test_a_png_is_as_large_as_the_svg_and_shows_something(
    run: Run, acme_database: Path, tmp_path: Path, kind: str
) -> None:
    for name in ("a.svg", "a.PNG"):
        done = run("plot", kind, "--width", "640", "-o", name, db=acme_database)
        assert (done.exit_code, done.output) == (0, "")
    picture = parse((tmp_path / "a.svg").read_text(encoding="utf-8"))
    pixels = read_png((tmp_path / "a.PNG").read_bytes())
    assert (pixels.width, pixels.height) == (640, int(picture.attrib["height"]))
    assert not pixels.is_blank()


def test_a_png_may_have_more_pixels(run: Run, acme_database: Path, tmp_path: Path) -> None:
    run("plot", "payments", "--width", "500", "--zoom", "2", "-o", "a.png", db=acme_database)
    assert read_png((tmp_path / "a.png").read_bytes()).width == 1000


def test_standard_output_takes_svg(run: Run, acme_database: Path) -> None:
    plain = run("plot", "timeline", db=acme_database).stdout
    assert plain.startswith("<svg ")
    assert run("plot", "timeline", "-o", "-", db=acme_database).stdout == plain


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-o", "a.jpg"), "a.jpg ends neither in .svg nor in .png; name it so"),
        (("-o", "a"), "a ends neither in .svg nor in .png"),
        (("-o", "nowhere/a.svg"), "cannot be written"),
        (("--measure", "revenue"), "--measure goes with amounts, not with timeline"),
        (("--width", "10"), "10 is not in the range 480<=x<=8000"),
        (("--company", "nobody"), "no company is called nobody"),
        (("--certain",), "--certain narrows --from, --to or --known-by"),
        (("--from", "soon"), "'soon'"),
    ],
)
def test_what_cannot_be_done_is_told(
    run: Run, acme_database: Path, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = run("plot", "timeline", *arguments, db=acme_database)
    assert done.exit_code != 0
    assert told in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_measure_or_period_is_told(run: Run, acme_database: Path) -> None:
    for name in ("measure", "unit", "per"):
        done = run("plot", "amounts", f"--{name}", "strangeness", db=acme_database)
        assert done.exit_code == 1
        assert "strangeness" in done.stderr


def test_where_nothing_fits_an_old_file_stays(
    run: Run, acme_database: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.svg").write_text("old")
    done = run("plot", "timeline", "--from", "2050", "--certain", "-o", "a.svg", db=acme_database)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith("nothing to draw")
    assert (tmp_path / "a.svg").read_text() == "old"


def test_without_resvg_a_png_is_an_error_that_says_what_to_install(
    run: Run, acme_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    done = run("plot", "timeline", "-o", "a.png", db=acme_database)
    assert done.exit_code == 1
    assert "pip install -e '.[plot]'" in done.stderr
    assert not (tmp_path / "a.png").exists()
    assert run("plot", "timeline", "-o", "a.svg", db=acme_database).exit_code == 0


def test_letters_that_no_font_has_are_told_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    svg = "<svg><text>plain</text><text><tspan>顶</tspan>点公司</text><text>ᚠ</text></svg>"
    monkeypatch.setattr("publish.plots.png.make_png", lambda _svg, _zoom=1: b"a box")
    cjk, runic = find_missing_fonts(svg)
    assert "Chinese, Japanese or Korean" in cjk
    assert "fonts-noto-cjk or fonts-wqy-microhei" in cjk
    assert "Runic" in runic
    assert find_missing_fonts("<svg><text>plain Ünïcode Ж</text></svg>") == []


HOSTILE = [
    "</svg><script>alert(1)</script>",
    "]]> &amp; <!-- \" ' onload=x",
    "\u202e gnirts eht \u0007 \u001b[31m",
    "שלום לכולם مرحبا بالعالم",
    "W" * 9000,
    "字" * 3000,
    "\ufdfd" * 200,
]
RECORD = """\
source: {id: globe, title: News, publisher: Globe, published: 2024-06-01}
companies:
  - {id: acme, name: Acme, kind: company}
  - {id: globex, name: Globex, kind: company}
events:
  - id: deal
    title: Deal
    type: purchase
    claims:
      - status: happened
        when: 2024-03
        companies: {payer: acme, payee: globex}
        amounts:
          - {measure: payment, value: 20M USD, per: month, basis: actual, company: acme, of: all}
"""
FILL = {
    "company": "UPDATE company SET name = name || $1",
    "event": "UPDATE event SET title = $1",
    "source": "UPDATE source SET title = $1, publisher = $1",
    "amount": "UPDATE amount SET of = $1",
}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text_and_stays_inside(
    run: Run, load: Load, database: Path, text: str
) -> None:
    load(RECORD)
    with duckdb.connect(str(database)) as opened:  # past what `check` refuses
        for statement in FILL.values():
            opened.execute(statement, [text])
    for kind in KINDS:
        done = run("plot", kind, "--width", "600", "--title", f"\0{text}", db=database)
        assert (done.exit_code, done.stderr) == (0, "")
        picture = parse(done.stdout)
        assert {element.tag.removeprefix(SVG) for element in picture.iter()} <= DRAWN
        assert list_outside(picture) == []
        assert list_overlaps(list_words(picture)) == []
        assert len(done.stdout) < 200_000


COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    for line in block.splitlines()
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_draws(run: Run, seed_database: Path, command: str) -> None:
    done = run(*shlex.split(command)[1:], db=seed_database)
    assert (done.exit_code, done.stderr) == (0, "")
    assert list(Path().iterdir())
