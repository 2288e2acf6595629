"""what is left out, what is inferred, kept texts, the same thing under two ids, and what was known"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import helpers

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT, INTEGER = helpers.TEXT, sa.BigInteger()
column = helpers.column

ADDITIVE = (
    "payment", "investment", "fine", "deal_value", "sales", "staff_change",
)  # fmt: skip

changes = helpers.Changes(
    adds=(
        "left_out", "source_text", "company_same_as", "event_same_as",
        "claim.when_inferred", "claim.companies_inferred", "amount.inferred", "measure.additive",
    )
)  # fmt: skip

views = (
    "macros", "dates", "rounding", "citation", "company_name", "company_named", "event_named",
    "company_tie", "company_family", "known_claim", "claim_party", "standing_claim",
    "event_company", "evidence", "figures", "timeline", "company_timeline", "unique_figures",
    "total_figures", "totals", "corroboration", "conflicts",
)  # fmt: skip

FOREIGN_KEYS = (
    ("company_same_as", "company_id", "company.id"),
    ("company_same_as", "same_as", "company.id"),
    ("event_same_as", "event_id", "event.id"),
    ("event_same_as", "same_as", "event.id"),
    ("left_out", "repeats", "event.id"),
    ("left_out", "source_id", "source.id"),
    ("source_text", "source_id", "source.id"),
)

KINDS = "company, alias, relation, source, citation, event, claim or code"
MORE_KINDS = (
    "company, alias, relation, same_as, source, citation, event, claim, left_out, text or code"
)


def upgrade() -> None:
    op.execute(f"COMMENT ON COLUMN load_change.kind IS '{MORE_KINDS}'")
    with helpers.views_replaced(down_revision, revision):
        with helpers.alter_table("claim") as table:
            table.add_column(
                column(
                    "when_inferred",
                    TEXT,
                    "Why the date is not in the words of the passage; NULL where it is",
                    nullable=True,
                ),
                after="inferred",
            )
            table.add_column(
                column(
                    "companies_inferred",
                    TEXT,
                    "Why a company is not in the words of the passage; NULL where all are",
                    nullable=True,
                ),
                after="when_inferred",
            )
        with helpers.alter_table("amount") as table:
            table.add_column(
                column(
                    "inferred",
                    TEXT,
                    "Why the figure is not in the words of the passage; NULL where it is",
                    nullable=True,
                ),
                after="text",
            )
        with helpers.alter_table("measure") as table:
            table.add_column(
                column(
                    "additive",
                    sa.Boolean(),
                    "Whether figures of several events may be added: payments may, revenues may "
                    "not",
                ),
                value=f"owner = 'dateline' AND id IN ({', '.join(map(repr, ADDITIVE))})",
                after="per",
            )
        create_tables()
        for reference in FOREIGN_KEYS:
            helpers.create_foreign_key(*reference)


def downgrade() -> None:
    op.execute(f"COMMENT ON COLUMN load_change.kind IS '{KINDS}'")
    with helpers.views_replaced(revision, down_revision):
        for table in ("event_same_as", "company_same_as", "source_text", "left_out"):
            op.drop_table(table)
        for name, columns in (
            ("measure", ("additive",)),
            ("amount", ("inferred",)),
            ("claim", ("companies_inferred", "when_inferred")),
        ):
            with helpers.alter_table(name) as altered:
                for one in columns:
                    altered.drop_column(one)


def create_tables() -> None:
    op.create_table(
        "left_out",
        column("source_id", TEXT, "The source"),
        column("number", INTEGER, "Number of the passage within its file"),
        column("char_start", INTEGER, "Where it starts: code points before it (RFC 5147)"),
        column("char_end", INTEGER, "Where it ends: code points before its end"),
        column(
            "passage_sha256",
            TEXT,
            "SHA-256 of the passage with white space folded (or its start, where the record holds "
            "no more)",
        ),
        column("because", TEXT, "Why it was left out"),
        column("repeats", TEXT, "The event that it tells again", nullable=True),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("source_id", "number", name="pk_left_out"),
        sa.CheckConstraint(
            "char_start >= 0 AND char_end > char_start", name=op.f("ck_left_out_place")
        ),
        comment="Passages of a source that no claim was made of, and why",
    )
    op.create_table(
        "source_text",
        column("source_id", TEXT, "The source"),
        column("text", TEXT, "Its text, exactly as in its file"),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint("source_id", name="pk_source_text"),
        comment="Texts of sources, where a user chose to keep them",
    )
    create_same_as("company", "companies")
    create_same_as("event", "events")


def create_same_as(kind: str, kinds: str) -> None:
    op.create_table(
        f"{kind}_same_as",
        column(f"{kind}_id", TEXT, "The id that is folded into the other"),
        column("same_as", TEXT, "The id that stays"),
        column("because", TEXT, "Why they are the same"),
        column("owner", TEXT, "Id of the file that set this row"),
        sa.PrimaryKeyConstraint(f"{kind}_id", name=f"pk_{kind}_same_as"),
        sa.CheckConstraint(f"{kind}_id <> same_as", name=op.f(f"ck_{kind}_same_as_two_{kinds}")),
        comment=f"Entries of one {kind} under two ids: the first counts as the second",
    )
