"""Where a report goes: its plots beside it, and never half of one."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from conftest import Run

from db.output import OutputError
from publish.plots.style import Plot
from publish.report.blocks import Drawing, Heading, Report
from publish.report.files import save_markdown


def draw(words: str, kind: str = "timeline") -> Report:
    """A report with one plot."""
    plot = Plot(f"<svg>{words}</svg>", 10, 10, f"Plot of {words}", "Its caption")
    return Report(f"On {words}", [Heading("Here", "here"), Drawing(kind, plot)])


def read_pictures(file: Path) -> list[str]:
    """The plots to which a report refers."""
    paths = re.findall(r"!\[.*?\]\((.*?)\)", file.read_text())
    return [(file.parent / path).read_text() for path in paths]


def test_plots_of_markdown_stand_in_a_folder_beside_it(run: Run, acme_database: Path) -> None:
    result = run("report", "--company", "Acme", "-o", "acme.md", db=acme_database)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    text = Path("acme.md").read_text()
    names = re.findall(r"\(acme\.files/((?:timeline|amounts|payments|sources)-\w+\.svg)\)", text)
    assert sorted(names) == sorted(path.name for path in Path("acme.files").iterdir())
    assert names
    assert all(picture.startswith("<svg") for picture in read_pictures(Path("acme.md")))


def test_on_standard_output_plots_are_left_out_with_a_remark(run: Run, acme_database: Path) -> None:
    result = run("report", "--company", "Acme", db=acme_database)
    assert "![" not in result.stdout
    assert "the plots are left out" in result.stderr
    quiet = run("report", "--company", "Acme", "--no-plots", db=acme_database)
    assert quiet.stderr == ""


def test_without_plots_there_is_no_folder(run: Run, acme_database: Path) -> None:
    run("report", "--company", "Acme", "--no-plots", "-o", "acme.md", db=acme_database)
    assert [path.name for path in Path().iterdir() if "acme" in path.name] == ["acme.md"]


def test_plots_of_an_older_report_are_taken_away_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    save_markdown(draw("one"), file)
    (tmp_path / "a.files" / "own.svg").write_text("mine")
    save_markdown(draw("two"), file)
    assert read_pictures(file) == ["<svg>two</svg>"]
    assert sorted(path.name for path in (tmp_path / "a.files").iterdir())[0] == "own.svg"
    assert len(list((tmp_path / "a.files").iterdir())) == 2


def test_a_crash_leaves_the_old_report_with_its_plots(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.md"
    save_markdown(draw("one"), file)
    before = file.read_text()

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("publish.report.files.write_markdown", crash)
    with pytest.raises(KeyboardInterrupt):
        save_markdown(draw("two"), file)
    assert file.read_text() == before
    assert read_pictures(file) == ["<svg>one</svg>"]


def test_a_crash_behind_the_report_leaves_the_new_one_with_its_plots(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.md"
    save_markdown(draw("one"), file)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("publish.report.files._remove_others", crash)
    with pytest.raises(KeyboardInterrupt):
        save_markdown(draw("two"), file)
    assert read_pictures(file) == ["<svg>two</svg>"]


def test_a_file_in_the_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.files").write_text("mine")
    with pytest.raises(OutputError, match="cannot be made for the plots"):
        save_markdown(draw("one"), tmp_path / "a.md")
    assert (tmp_path / "a.files").read_text() == "mine"
    assert not (tmp_path / "a.md").exists()


def test_a_name_with_spaces_is_a_link_all_the_same(tmp_path: Path) -> None:
    save_markdown(draw("one"), tmp_path / "my report.md")
    assert "(my%20report.files/timeline-" in (tmp_path / "my report.md").read_text()


def test_a_report_that_must_not_be_written_leaves_no_plots(run: Run, acme_database: Path) -> None:
    before = sorted(Path().iterdir())
    result = run("report", "--company", "Acme", "-o", str(acme_database), db=acme_database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "belongs to a DuckDB database" in result.stderr
    assert sorted(Path().iterdir()) == before
    assert list(acme_database.parent.glob("*.files")) == []


def test_a_name_that_is_no_text_is_a_link_all_the_same(tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"\xff.md")
    save_markdown(draw("one"), file)
    assert "](%FF.files/timeline-" in file.read_text()
