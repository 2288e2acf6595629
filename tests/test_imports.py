"""Imports point one way: from the command line down to values, never up."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

# From the ground up; a module imports from its own layer and from those before it.
LAYERS = {
    "ground": "db db.address db.errors db.formats db.number db.problem db.revision db.text",
    "values": """
        db.amount db.articles db.busy db.changes db.company_words db.date_words db.edtf
        db.figure_words db.likeness db.marks db.nearest db.place db.reader db.sentences
        db.range_words db.unit_words
    """,
    "schema": """
        db.models migrations migrations.guard migrations.helpers migrations.rebuild
        migrations.shape
    """,
    "records": """
        db.company_rows db.document db.event_rows db.files db.locate db.place_rows db.propose
        db.record db.record_rows db.review db.rows db.same_as db.source_rows
    """,
    "rules": "db.batch db.check db.integrity db.kept_texts db.loops db.standing",
    "reading": """
        db.conversion db.coverage db.diagram db.examples db.fit db.fx db.name db.passages db.query
        db.query_head db.query_new db.reading db.relations db.sandbox db.sandbox_child db.schema
        db.script db.server db.statement db.values db.verify
    """,
    "writing": """
        db.backup db.catalog db.differences db.digest db.engine db.history db.load db.merge
        db.migrate db.mover db.restore db.scratch db.statements db.tables db.transaction db.views
        db.writer migrations.env
    """,
    "showing": """
        db.bars db.change_words db.citation db.evidence db.grid db.info db.output db.page db.pager
        db.palette db.parquet db.periods db.question db.render db.rerun db.schema_page db.shell
        db.shell_terminal db.shown_figures db.signs db.suggest db.suggest_events db.terminal
        db.timeline_screen
    """,
    "finding": """
        ingest ingest.amounts ingest.amounts.bounds ingest.amounts.context ingest.amounts.direction
        ingest.amounts.find ingest.amounts.measures ingest.amounts.money ingest.amounts.parts
        ingest.amounts.periods ingest.amounts.ranges ingest.amounts.reading ingest.amounts.subjects
        ingest.amounts.units ingest.amounts.words ingest.articles ingest.articles.article_text
        ingest.articles.blocks_of_text ingest.articles.field ingest.articles.header
        ingest.articles.html ingest.articles.json_ld ingest.articles.markdown
        ingest.articles.metadata ingest.articles.noise ingest.articles.noise_blocks
        ingest.articles.noise_lines ingest.articles.noise_words ingest.articles.page_tree
        ingest.articles.read ingest.articles.words ingest.articles.written_date ingest.companies
        ingest.companies.cues ingest.companies.find ingest.companies.known ingest.companies.lists
        ingest.companies.local ingest.companies.page ingest.companies.persons ingest.companies.same
        ingest.companies.short ingest.companies.unknown ingest.dates ingest.dates.atoms
        ingest.dates.calendar_words ingest.dates.calendars ingest.dates.context
        ingest.dates.counted ingest.dates.find ingest.dates.fiscal ingest.dates.fiscal_ends
        ingest.dates.grammar ingest.dates.indian ingest.dates.led_words ingest.dates.quarter_words
        ingest.dates.relative_words ingest.dates.resolve ingest.dates.tense ingest.dates.years
        ingest.found ingest.lexicon
    """,
    "telling": """
        ingest.events ingest.events.candidate ingest.events.candidates ingest.events.clauses
        ingest.events.inflect ingest.events.roles ingest.events.sentence_reader
        ingest.events.sentence_words ingest.events.speakers ingest.events.status
        ingest.events.triggers
    """,
    "drafting": """
        ingest.drafts ingest.drafts.amounts ingest.drafts.batch ingest.drafts.drafting
        ingest.drafts.files ingest.drafts.fitting ingest.drafts.library ingest.drafts.text
        ingest.review ingest.review.clean_record ingest.review.draft ingest.review.draft_file
        ingest.review.entry_faults ingest.review.plain_yaml ingest.review.review
        ingest.review.screen ingest.review.terminal ingest.review.yaml_edit
    """,
    "plotting": """
        publish publish.addresses publish.policy publish.theme
        publish.plots publish.plots.amount_axis publish.plots.asking
        publish.plots.boxes publish.plots.errors publish.plots.figure_marks publish.plots.figures
        publish.plots.flows publish.plots.frame publish.plots.labels publish.plots.marks
        publish.plots.measure
        publish.plots.png publish.plots.spans publish.plots.style publish.plots.svg
        publish.plots.time_axis publish.plots.timeline_rows
    """,
    "publishing": """
        publish.page publish.page.data publish.page.html publish.page.live
        publish.page.moment publish.page.stops
        publish.plots.amounts publish.plots.draw publish.plots.payments publish.plots.sources
        publish.plots.timeline
        publish.report publish.report.blocks
        publish.report.doubts publish.report.events publish.report.figures publish.report.files
        publish.report.html publish.report.make publish.report.markdown publish.report.method
        publish.report.notes publish.report.parties publish.report.selection
        publish.report.style publish.report.summary
        publish.serve publish.serve.api publish.serve.api_page publish.serve.app
        publish.serve.arrange publish.serve.asked publish.serve.faults publish.serve.forms
        publish.serve.guard publish.serve.html publish.serve.layout publish.serve.live
        publish.serve.openapi
        publish.serve.queries publish.serve.readers publish.serve.server publish.serve.service
        publish.serve.sql publish.serve.style publish.serve.tables publish.serve.things
    """,
    "commands": """
        cli db.event_options db.merge_commands db.migrate_commands db.options db.query_commands
        db.question_commands
        db.schema_commands db.search_commands db.sql_commands db.suggest_commands db.text_commands
        db.timeline_commands db.verify_commands
        dateline dateline.__main__ ingest.drafts.commands ingest.review.commands
        publish.page.commands publish.plots.commands publish.report.commands
        publish.serve.commands
    """,
}
LAYER = {module: at for at, names in enumerate(LAYERS.values()) for module in names.split()}
OURS = {"cli", "dateline", "db", "docs", "ingest", "migrations", "publish", "tests", "conftest"}
# The first reading command in a folder builds the database that it reads.
ALLOWED = {("db.reading", "db.load")}


def list_modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[0] in ("cli", "dateline", "db", "ingest", "migrations", "publish"):
            yield ".".join(parts).removesuffix(".__init__"), path


MODULES = dict(list_modules())
VERSIONS = {name: path for name, path in MODULES.items() if name.startswith("migrations.versions")}


def list_imports(path: Path) -> set[str]:
    """Our modules that a file imports, inside functions and for type hints included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "name the module in full"
            base = node.module or ""
            inner = {f"{base}.{name.name}" for name in node.names} & set(MODULES)
            found |= inner or {base}
    return {name for name in found if name.partition(".")[0] in OURS}


def test_every_module_has_a_layer_and_every_layer_its_modules() -> None:
    assert set(MODULES) - set(VERSIONS) == set(LAYER), "put the module into LAYERS"


@pytest.mark.parametrize("module", sorted(set(MODULES) - set(VERSIONS)))
def test_nothing_imports_from_a_higher_layer(module: str) -> None:
    own = LAYER[module]
    upward = {
        name
        for name in list_imports(MODULES[module])
        if LAYER.get(name, len(LAYERS)) > own and (module, name) not in ALLOWED
    }
    assert upward == set()


@pytest.mark.parametrize("module", sorted(VERSIONS))
def test_a_migration_imports_nothing_of_ours_but_its_helpers(module: str) -> None:
    assert list_imports(VERSIONS[module]) <= {"migrations.helpers"}


def test_the_library_knows_neither_the_commands_nor_the_tests() -> None:
    for module, path in MODULES.items():
        if module.startswith("db"):
            roots = {name.partition(".")[0] for name in list_imports(path)}
            assert roots <= {"db", "migrations"}, module
