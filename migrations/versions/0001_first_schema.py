"""first schema"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import helpers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT, INTEGER, DECIMAL = helpers.TEXT, sa.BigInteger(), sa.Numeric(38, 6)
BOOLEAN, DAY, TIME = sa.Boolean(), sa.Date(), sa.DateTime()
column = helpers.column

TABLES = (
    "amount", "amount_link", "basis", "bound", "claim", "claim_company", "claim_origin",
    "company", "company_alias", "company_kind", "company_relation", "event", "event_type",
    "load", "load_change", "measure", "per", "relation_kind", "role", "source",
    "source_citation", "status", "unit",
)  # fmt: skip
changes = helpers.Changes(adds=TABLES)

# Macros and views, in the order in which they build on each other.
views = (
    "macros", "company_name", "company_named", "company_family", "standing_claim", "event_company",
    "evidence", "figures", "timeline", "company_timeline",
)  # fmt: skip

# Table, columns, and what they refer to. Created on PostgreSQL only: on DuckDB foreign keys
# forbid replacing what a file said in one transaction.
FOREIGN_KEYS = (
    ("amount", "basis", "basis.id"),
    ("amount", "bound", "bound.id"),
    ("amount", "company_id", "company.id"),
    ("amount", "event_id", "event.id"),
    ("amount", "measure", "measure.id"),
    ("amount", "per", "per.id"),
    ("amount", "source_id claim_number", "claim.source_id number"),
    ("amount", "unit", "unit.id"),
    ("amount_link", "event_id", "event.id"),
    ("amount_link", "source_id amount_number", "amount.source_id number"),
    ("claim", "event_id", "event.id"),
    ("claim", "source_id", "source.id"),
    ("claim", "status", "status.id"),
    ("claim_company", "company_id", "company.id"),
    ("claim_company", "role", "role.id"),
    ("claim_company", "source_id claim_number", "claim.source_id number"),
    ("claim_origin", "origin_id", "source.id"),
    ("claim_origin", "source_id claim_number", "claim.source_id number"),
    ("company", "kind", "company_kind.id"),
    ("company_alias", "company_id", "company.id"),
    ("company_relation", "company_id", "company.id"),
    ("company_relation", "event_id", "event.id"),
    ("company_relation", "kind", "relation_kind.id"),
    ("company_relation", "other_id", "company.id"),
    ("event", "about", "event.id"),
    ("event", "type", "event_type.id"),
    ("load_change", "load_id", "load.id"),
    ("source_citation", "cited_id", "source.id"),
    ("source_citation", "source_id", "source.id"),
)


def upgrade() -> None:
    create_tables()
    for table, columns, target in FOREIGN_KEYS:
        helpers.create_foreign_key(table, columns, target)
    if helpers.on_postgresql():
        helpers.run_sql(revision, "compatibility")
    helpers.run_sql(revision, "lookups", "currencies", "bookkeeping")
    with helpers.views_replaced(down_revision, revision):
        pass


def downgrade() -> None:
    with helpers.views_replaced(revision, down_revision):
        for table, columns, _ in FOREIGN_KEYS:
            helpers.drop_foreign_key(table, columns)
        for table in TABLES:
            op.drop_table(table)
        if helpers.on_postgresql():
            helpers.run_sql(revision, "compatibility_dropped")


def create_tables() -> None:
    op.create_table(
        "amount",
        column("source_id", TEXT, "The source of the claim"),
        column("number", INTEGER, "Number of the amount within its source"),
        column("claim_number", INTEGER, "The claim that states it"),
        column("event_id", TEXT, "The event that the figure measures"),
        column("company_id", TEXT, "The company whose figure it is", nullable=True),
        column("measure", TEXT, "What is measured"),
        column(
            "of",
            TEXT,
            "The whole that a share is of, or what more exactly is counted",
            nullable=True,
        ),
        column("when_edtf", TEXT, "Date as written (EDTF, ISO 8601-2)", nullable=True),
        column(
            "earliest",
            DAY,
            "First day that the date may cover; NULL where open or unknown",
            nullable=True,
        ),
        column(
            "latest",
            DAY,
            "Last day that the date may cover, included; NULL where open or unknown",
            nullable=True,
        ),
        column(
            "precision",
            TEXT,
            "How exactly the date is known: time, day, month, season, quarter, third, half, year, decade, century or interval",
            nullable=True,
        ),
        column("basis", TEXT, "actual, planned, estimated …"),
        column("bound", TEXT, "exact, at_least, over, at_most or under"),
        column("approximate", BOOLEAN, "Stated as about, nearly, some"),
        column(
            "low",
            DECIMAL,
            "Lower end, in units; NULL where open; equal to high for a single number",
            nullable=True,
        ),
        column("high", DECIMAL, "Upper end, in units; NULL where open", nullable=True),
        column("unit", TEXT, "ISO 4217 code, percent, people …"),
        column("per", TEXT, "one_off, cumulative, level, day, month, year …"),
        column("name", TEXT, "Name of the figure within its event", nullable=True),
        column("text", TEXT, "The figure as a person would write it"),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("source_id", "number", name="pk_amount"),
        sa.CheckConstraint(
            "bound IN ('exact', 'at_least', 'over', 'at_most', 'under')",
            name=op.f("ck_amount_bound"),
        ),
        sa.CheckConstraint(
            "(when_edtf IS NULL) = (precision IS NULL) AND (when_edtf IS NOT NULL OR (earliest IS NULL AND latest IS NULL))",
            name=op.f("ck_amount_days_have_a_date"),
        ),
        sa.CheckConstraint(
            "CASE bound WHEN 'exact' THEN low IS NOT NULL AND high IS NOT NULL WHEN 'at_least' THEN low IS NOT NULL AND high IS NULL WHEN 'over' THEN low IS NOT NULL AND high IS NULL ELSE low IS NULL AND high IS NOT NULL END",
            name=op.f("ck_amount_open_side"),
        ),
        sa.CheckConstraint("earliest <= latest", name=op.f("ck_amount_order_of_days")),
        sa.CheckConstraint("low <= high", name=op.f("ck_amount_order_of_ends")),
        sa.CheckConstraint(
            "per IN ('one_off', 'cumulative', 'level', 'day', 'week', 'month', 'quarter', 'half_year', 'year')",
            name=op.f("ck_amount_per"),
        ),
        comment="Figures as single claims state them",
    )
    op.create_table(
        "amount_link",
        column("source_id", TEXT, "The source of the amount"),
        column("amount_number", INTEGER, "The amount"),
        column("kind", TEXT, "same_as or part_of"),
        column("event_id", TEXT, "The event of the other figure"),
        column("name", TEXT, "The name of the other figure"),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint(
            "source_id", "amount_number", "kind", "event_id", "name", name="pk_amount_link"
        ),
        sa.CheckConstraint("kind IN ('same_as', 'part_of')", name=op.f("ck_amount_link_kind")),
        comment="Figures that are the same as, or a part of, a named figure",
    )
    op.create_table(
        "basis",
        column("id", TEXT, "The code, as written in record files"),
        column("label", TEXT, "Short name for people"),
        column("description", TEXT, "What the code means and when to use it"),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("id", name="pk_basis"),
        comment="On what basis a figure stands: actual, planned, estimated …",
    )
    op.create_table(
        "bound",
        column("id", TEXT, "The code, as written in record files"),
        column("label", TEXT, "Short name for people"),
        column("description", TEXT, "What the code means and when to use it"),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("id", name="pk_bound"),
        comment="Whether a figure is exact or a bound",
    )
    op.create_table(
        "claim",
        column("source_id", TEXT, "The source that says it"),
        column("number", INTEGER, "Number of the claim within its source"),
        column("event_id", TEXT, "The event of which it is said"),
        column("when_edtf", TEXT, "Date as written (EDTF, ISO 8601-2)", nullable=True),
        column(
            "earliest",
            DAY,
            "First day that the date may cover; NULL where open or unknown",
            nullable=True,
        ),
        column(
            "latest",
            DAY,
            "Last day that the date may cover, included; NULL where open or unknown",
            nullable=True,
        ),
        column(
            "precision",
            TEXT,
            "How exactly the date is known: time, day, month, season, quarter, third, half, year, decade, century or interval",
            nullable=True,
        ),
        column("status", TEXT, "Where the event stands, by this claim"),
        column(
            "said_by",
            TEXT,
            "Who says it within the source: a person, an unnamed source in words, or a company's id",
            nullable=True,
        ),
        column(
            "origin_certain",
            BOOLEAN,
            "Whether the origins are certain; NULL where the source states none",
            nullable=True,
        ),
        column(
            "char_start",
            INTEGER,
            "Where the passage starts: code points before it in the text (RFC 5147)",
            nullable=True,
        ),
        column(
            "char_end", INTEGER, "Where the passage ends: code points before its end", nullable=True
        ),
        column(
            "passage_sha256",
            TEXT,
            "SHA-256 of the passage with white space folded (or its start, where the record holds no more)",
            nullable=True,
        ),
        column("quote", TEXT, "The passage, where the record keeps it", nullable=True),
        column("inferred", BOOLEAN, "Implied by the passage, not stated in words"),
        column("note", TEXT, "Remark of the person who read the passage", nullable=True),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("source_id", "number", name="pk_claim"),
        sa.CheckConstraint(
            "(when_edtf IS NULL) = (precision IS NULL) AND (when_edtf IS NOT NULL OR (earliest IS NULL AND latest IS NULL))",
            name=op.f("ck_claim_days_have_a_date"),
        ),
        sa.CheckConstraint("earliest <= latest", name=op.f("ck_claim_order_of_days")),
        sa.CheckConstraint(
            "(char_start IS NULL) = (char_end IS NULL) AND char_start >= 0 AND char_end > char_start AND (char_start IS NULL OR passage_sha256 IS NOT NULL)",
            name=op.f("ck_claim_place"),
        ),
        sa.CheckConstraint(
            "status IN ('happened', 'ongoing', 'ended', 'planned', 'forecast', 'denied', 'cancelled')",
            name=op.f("ck_claim_status"),
        ),
        comment="What one source says of one event, at one place of its text",
    )
    op.create_table(
        "claim_company",
        column("source_id", TEXT, "The source of the claim"),
        column("claim_number", INTEGER, "The claim"),
        column("company_id", TEXT, "The company"),
        column("role", TEXT, "Its role in the event"),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint(
            "source_id", "claim_number", "company_id", "role", name="pk_claim_company"
        ),
        comment="Companies of a claim and their roles",
    )
    op.create_table(
        "claim_origin",
        column("source_id", TEXT, "The source of the claim"),
        column("claim_number", INTEGER, "The claim"),
        column("origin_id", TEXT, "The source that the claim comes from"),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("source_id", "claim_number", "origin_id", name="pk_claim_origin"),
        comment="The original reports that a claim relays",
    )
    op.create_table(
        "company",
        column("id", TEXT, "Readable id, such as bytedance"),
        column("name", TEXT, "Name for people"),
        column("kind", TEXT, "company, unit, brand, agency or product"),
        column("description", TEXT, "What it is, in our own words", nullable=True),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("id", name="pk_company"),
        comment="Organisations that act, their units and brands, agencies, and products",
    )
    op.create_table(
        "company_alias",
        column("company_id", TEXT, "The company"),
        column("name", TEXT, "Another name, former name, or name in another script"),
        column("when_edtf", TEXT, "Date as written (EDTF, ISO 8601-2)", nullable=True),
        column(
            "earliest",
            DAY,
            "First day that the date may cover; NULL where open or unknown",
            nullable=True,
        ),
        column(
            "latest",
            DAY,
            "Last day that the date may cover, included; NULL where open or unknown",
            nullable=True,
        ),
        column(
            "precision",
            TEXT,
            "How exactly the date is known: time, day, month, season, quarter, third, half, year, decade, century or interval",
            nullable=True,
        ),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("company_id", "name", "owner", name="pk_company_alias"),
        sa.CheckConstraint(
            "(when_edtf IS NULL) = (precision IS NULL) AND (when_edtf IS NOT NULL OR (earliest IS NULL AND latest IS NULL))",
            name=op.f("ck_company_alias_days_have_a_date"),
        ),
        sa.CheckConstraint("earliest <= latest", name=op.f("ck_company_alias_order_of_days")),
        comment="Other names of a company; not unique, and dated where a name came or went",
    )
    op.create_table(
        "company_kind",
        column("id", TEXT, "The code, as written in record files"),
        column("label", TEXT, "Short name for people"),
        column("description", TEXT, "What the code means and when to use it"),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("id", name="pk_company_kind"),
        comment="Kinds of company: organisations, brands, agencies, products",
    )
    op.create_table(
        "company_relation",
        column("number", INTEGER, "Number of the relation within its file"),
        column("company_id", TEXT, "The company that belongs, is made by, or invests"),
        column("kind", TEXT, "parent, brand_of, product_of, variant_of or investor_in"),
        column("other_id", TEXT, "The company that it belongs to, or invests in"),
        column("event_id", TEXT, "The event that shows the relation"),
        column("when_edtf", TEXT, "Date as written (EDTF, ISO 8601-2)", nullable=True),
        column(
            "earliest",
            DAY,
            "First day that the date may cover; NULL where open or unknown",
            nullable=True,
        ),
        column(
            "latest",
            DAY,
            "Last day that the date may cover, included; NULL where open or unknown",
            nullable=True,
        ),
        column(
            "precision",
            TEXT,
            "How exactly the date is known: time, day, month, season, quarter, third, half, year, decade, century or interval",
            nullable=True,
        ),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("owner", "number", name="pk_company_relation"),
        sa.CheckConstraint(
            "(when_edtf IS NULL) = (precision IS NULL) AND (when_edtf IS NOT NULL OR (earliest IS NULL AND latest IS NULL))",
            name=op.f("ck_company_relation_days_have_a_date"),
        ),
        sa.CheckConstraint("earliest <= latest", name=op.f("ck_company_relation_order_of_days")),
        comment="What belongs to whom, and the event that shows it; undated relations hold",
    )
    op.create_table(
        "event",
        column("id", TEXT, "Readable id"),
        column("title", TEXT, "One line in our own words"),
        column("type", TEXT, "What sort of thing happened"),
        column("about", TEXT, "The event that this statement is about", nullable=True),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
        comment="Things that happened, go on, are planned or forecast",
    )
    op.create_table(
        "event_type",
        column("id", TEXT, "The code, as written in record files"),
        column("label", TEXT, "Short name for people"),
        column("description", TEXT, "What the code means and when to use it"),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("id", name="pk_event_type"),
        comment="What sort of thing happened",
    )
    op.create_table(
        "load",
        column("id", INTEGER, "Number of the load, counting up"),
        column("file", TEXT, "Id of the file"),
        column("path", TEXT, "Name of the file on disk", nullable=True),
        column("sha256", TEXT, "SHA-256 of the file's bytes", nullable=True),
        column("action", TEXT, "load or remove"),
        column("loaded_at", TIME, "When, in UTC"),
        column("dateline_version", TEXT, "Version of Dateline that loaded it"),
        column("added", INTEGER, "Things added"),
        column("changed", INTEGER, "Things changed"),
        column("removed", INTEGER, "Things removed"),
        sa.PrimaryKeyConstraint("id", name="pk_load"),
        sa.CheckConstraint("action IN ('load', 'remove')", name=op.f("ck_load_action")),
        comment="Each time that a file was loaded or withdrawn",
    )
    op.create_table(
        "load_change",
        column("load_id", INTEGER, "The load"),
        column("number", INTEGER, "Number of the change within its load"),
        column("kind", TEXT, "company, alias, relation, source, citation, event, claim or code"),
        column("key", TEXT, "Which one: its id, or the ids that identify it"),
        column("action", TEXT, "added, changed or removed"),
        column("before", TEXT, "What stood before, as JSON", nullable=True),
        column("after", TEXT, "What stands now, as JSON", nullable=True),
        sa.PrimaryKeyConstraint("load_id", "number", name="pk_load_change"),
        sa.CheckConstraint(
            "action IN ('added', 'changed', 'removed')", name=op.f("ck_load_change_action")
        ),
        comment="What each load added, changed and removed",
    )
    op.create_table(
        "measure",
        column("id", TEXT, "The code, as written in record files"),
        column("label", TEXT, "Short name for people"),
        column("description", TEXT, "What the code means and when to use it"),
        column(
            "per",
            TEXT,
            "The per that a figure of this measure has unless its record says another; NULL where each figure has to say it",
            nullable=True,
        ),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("id", name="pk_measure"),
        comment="What a figure measures",
    )
    op.create_table(
        "per",
        column("id", TEXT, "The code, as written in record files"),
        column("label", TEXT, "Short name for people"),
        column("description", TEXT, "What the code means and when to use it"),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("id", name="pk_per"),
        comment="Over which time a figure is measured",
    )
    op.create_table(
        "relation_kind",
        column("id", TEXT, "The code, as written in record files"),
        column("label", TEXT, "Short name for people"),
        column("description", TEXT, "What the code means and when to use it"),
        column(
            "in_family", BOOLEAN, "Whether the first company belongs to the family of the other"
        ),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("id", name="pk_relation_kind"),
        comment="Kinds of relation between two companies",
    )
    op.create_table(
        "role",
        column("id", TEXT, "The code, as written in record files"),
        column("label", TEXT, "Short name for people"),
        column("description", TEXT, "What the code means and when to use it"),
        column("position", INTEGER, "Order in which roles are listed, smallest first"),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("id", name="pk_role"),
        comment="The part that a company has in an event",
    )
    op.create_table(
        "source",
        column("id", TEXT, "Readable id, such as blue-whale-news-2024-08-02"),
        column("title", TEXT, "Title of the document", nullable=True),
        column("description", TEXT, "What the document is, in our own words", nullable=True),
        column("publisher", TEXT, "Outlet that published it", nullable=True),
        column("author", TEXT, "Who wrote it", nullable=True),
        column(
            "published",
            TEXT,
            "When it was published, as known (EDTF); may be a bound only",
            nullable=True,
        ),
        column(
            "published_earliest",
            DAY,
            "First day on which it may have been published",
            nullable=True,
        ),
        column(
            "published_latest",
            DAY,
            "Last day on which it may have been published, included",
            nullable=True,
        ),
        column("published_basis", TEXT, "How the date is known", nullable=True),
        column("url", TEXT, "Where it can be read", nullable=True),
        column("language", TEXT, "Language of the text (BCP 47)", nullable=True),
        column("text_sha256", TEXT, "SHA-256 of the text as it is in the file", nullable=True),
        column(
            "text_characters", INTEGER, "Length of the text in Unicode code points", nullable=True
        ),
        column("cited_only", BOOLEAN, "Known only because another source cites it"),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sa.CheckConstraint("text_characters >= 0", name=op.f("ck_source_characters")),
        sa.CheckConstraint(
            "title IS NOT NULL OR description IS NOT NULL", name=op.f("ck_source_is_described")
        ),
        sa.CheckConstraint(
            "published_earliest <= published_latest", name=op.f("ck_source_order_of_days")
        ),
        comment="Published documents: those with a record, and those that they cite",
    )
    op.create_table(
        "source_citation",
        column("source_id", TEXT, "The source that cites"),
        column("cited_id", TEXT, "The source that is cited"),
        column("title", TEXT, "Title of the document", nullable=True),
        column("description", TEXT, "What the document is, in our own words", nullable=True),
        column("publisher", TEXT, "Outlet that published it", nullable=True),
        column("author", TEXT, "Who wrote it", nullable=True),
        column(
            "published",
            TEXT,
            "When it was published, as known (EDTF); may be a bound only",
            nullable=True,
        ),
        column(
            "published_earliest",
            DAY,
            "First day on which it may have been published",
            nullable=True,
        ),
        column(
            "published_latest",
            DAY,
            "Last day on which it may have been published, included",
            nullable=True,
        ),
        column("published_basis", TEXT, "How the date is known", nullable=True),
        column("url", TEXT, "Where it can be read", nullable=True),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("source_id", "cited_id", name="pk_source_citation"),
        sa.CheckConstraint(
            "published_earliest <= published_latest", name=op.f("ck_source_citation_order_of_days")
        ),
        comment="Which source cites which, and what it says of the cited one",
    )
    op.create_table(
        "status",
        column("id", TEXT, "The code, as written in record files"),
        column("label", TEXT, "Short name for people"),
        column("description", TEXT, "What the code means and when to use it"),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("id", name="pk_status"),
        comment="Where an event stands, by one claim",
    )
    op.create_table(
        "unit",
        column("id", TEXT, "The code, as written in record files"),
        column("label", TEXT, "Short name for people"),
        column("description", TEXT, "What the code means and when to use it"),
        column("kind", TEXT, "currency, ratio or count"),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        comment="Units of figures: ISO 4217 currency codes, percent, counts",
    )
