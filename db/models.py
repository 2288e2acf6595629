"""The schema, as typed SQLAlchemy models.

Conventions, held by every table:
- `owner` is the id of the file that set the row; rows that come with Dateline are `dateline`'s.
- Dates are kept as written (EDTF) with the earliest and latest day, both included; NULL where open
  or unknown.
- Foreign keys are created on PostgreSQL only: on DuckDB they forbid replacing what a file said in
  one transaction. The loader proves the same rules by anti-joins, taken from these very models.
- Text is ordered by code point, on PostgreSQL too, whatever the collation of the database.
- Columns are `String`, never `Text`, and keys that we assign ourselves are never `Identity`, so
  that models and migrations compare equal on DuckDB.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKeyConstraint,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    String,
    Table,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

STATUSES = ("happened", "ongoing", "ended", "planned", "forecast", "denied", "cancelled")
BOUNDS = ("exact", "at_least", "over", "at_most", "under")
PERIODS = (
    "one_off", "cumulative", "level", "day", "week", "month", "quarter", "half_year", "year",
)  # fmt: skip
FAMILY_RELATIONS = ("parent", "brand_of", "product_of", "variant_of")
BUILT_IN = "dateline"


class Base(DeclarativeBase):
    """Every table of Dateline."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map = {
        str: String().with_variant(String(collation="C"), "postgresql"),
        int: BigInteger,
        date: Date,
        datetime: DateTime,
        Decimal: Numeric(38, 6),
    }


def column(comment: str, **options: Any) -> Mapped[Any]:
    """A column with the comment that every DuckDB client shows."""
    if options.get("primary_key"):
        options["autoincrement"] = False
    return mapped_column(comment=comment, **options)


def key(*columns: str) -> PrimaryKeyConstraint:
    return PrimaryKeyConstraint(*columns)


def refers(columns: str, target: str) -> ForeignKeyConstraint:
    """`refers("company_id", "company.id")`; several columns are separated by a space."""
    table, _, _ = target.partition(".")
    targets = [name if "." in name else f"{table}.{name}" for name in target.split()]
    constraint = ForeignKeyConstraint(
        columns.split(), targets, deferrable=True, initially="DEFERRED"
    )
    return constraint.ddl_if(dialect="postgresql")


def one_of(name: str, values: tuple[str, ...]) -> CheckConstraint:
    return CheckConstraint(f"{name} IN ({', '.join(map(repr, values))})", name=name)


class Owned:
    """A row that knows which file set it."""

    owner: Mapped[str] = column("Id of the file that set this row", sort_order=99)


class Dated:
    """A date as written, and the days that it may cover."""

    when_edtf: Mapped[str | None] = column("Date as written (EDTF, ISO 8601-2)", sort_order=50)
    earliest: Mapped[date | None] = column(
        "First day that the date may cover; NULL where open or unknown", sort_order=51
    )
    latest: Mapped[date | None] = column(
        "Last day that the date may cover, included; NULL where open or unknown", sort_order=52
    )
    precision: Mapped[str | None] = column(
        "How exactly the date is known: time, day, month, season, quarter, third, half, year, "
        "decade, century or interval",
        sort_order=53,
    )


def dated_checks() -> tuple[CheckConstraint, CheckConstraint]:
    return (
        CheckConstraint("earliest <= latest", name="order_of_days"),
        CheckConstraint(
            "(when_edtf IS NULL) = (precision IS NULL) AND (when_edtf IS NOT NULL "
            "OR (earliest IS NULL AND latest IS NULL))",
            name="days_have_a_date",
        ),
    )


class Code(Owned):
    """A code with its meaning: the rows of every lookup table."""

    id: Mapped[str] = column("The code, as written in record files", primary_key=True)
    label: Mapped[str] = column("Short name for people", sort_order=1)
    description: Mapped[str] = column("What the code means and when to use it", sort_order=2)


class CompanyKind(Code, Base):
    __tablename__ = "company_kind"
    __table_args__ = {"comment": "Kinds of company: organisations, brands, agencies, products"}


class RelationKind(Code, Base):
    __tablename__ = "relation_kind"
    __table_args__ = {"comment": "Kinds of relation between two companies"}

    in_family: Mapped[bool] = column(
        "Whether the first company belongs to the family of the other", sort_order=3
    )


class EventType(Code, Base):
    __tablename__ = "event_type"
    __table_args__ = {"comment": "What sort of thing happened"}


class Role(Code, Base):
    __tablename__ = "role"
    __table_args__ = {"comment": "The part that a company has in an event"}

    position: Mapped[int] = column("Order in which roles are listed, smallest first", sort_order=3)


class Measure(Code, Base):
    __tablename__ = "measure"
    __table_args__ = {"comment": "What a figure measures"}

    per: Mapped[str | None] = column(
        "The per that a figure of this measure has unless its record says another; NULL where "
        "each figure has to say it",
        sort_order=3,
    )
    additive: Mapped[bool] = column(
        "Whether figures of several events may be added: payments may, revenues may not",
        sort_order=4,
    )


class Unit(Code, Base):
    __tablename__ = "unit"
    __table_args__ = {"comment": "Units of figures: ISO 4217 currency codes, percent, counts"}

    kind: Mapped[str] = column("currency, ratio or count", sort_order=3)


class Basis(Code, Base):
    __tablename__ = "basis"
    __table_args__ = {"comment": "On what basis a figure stands: actual, planned, estimated …"}


class Status(Code, Base):
    __tablename__ = "status"
    __table_args__ = {"comment": "Where an event stands, by one claim"}


class Bound(Code, Base):
    __tablename__ = "bound"
    __table_args__ = {"comment": "Whether a figure is exact or a bound"}


class Per(Code, Base):
    __tablename__ = "per"
    __table_args__ = {"comment": "Over which time a figure is measured"}


class Company(Owned, Base):
    __tablename__ = "company"
    __table_args__ = (
        refers("kind", "company_kind.id"),
        {"comment": "Organisations that act, their units and brands, agencies, and products"},
    )

    id: Mapped[str] = column("Readable id, such as bytedance", primary_key=True)
    name: Mapped[str] = column("Name for people")
    kind: Mapped[str] = column("company, unit, brand, agency or product")
    description: Mapped[str | None] = column("What it is, in our own words")


class CompanyAlias(Dated, Owned, Base):
    __tablename__ = "company_alias"
    __table_args__ = (
        key("company_id", "name", "owner"),
        refers("company_id", "company.id"),
        *dated_checks(),
        {"comment": "Other names of a company; not unique, and dated where a name came or went"},
    )

    company_id: Mapped[str] = column("The company")
    name: Mapped[str] = column("Another name, former name, or name in another script")


class CompanyRelation(Dated, Owned, Base):
    __tablename__ = "company_relation"
    __table_args__ = (
        key("owner", "number"),
        refers("company_id", "company.id"),
        refers("other_id", "company.id"),
        refers("kind", "relation_kind.id"),
        refers("event_id", "event.id"),
        *dated_checks(),
        {"comment": "What belongs to whom, and the event that shows it; undated relations hold"},
    )

    number: Mapped[int] = column("Number of the relation within its file", autoincrement=False)
    company_id: Mapped[str] = column("The company that belongs, is made by, or invests")
    kind: Mapped[str] = column("parent, brand_of, product_of, variant_of or investor_in")
    other_id: Mapped[str] = column("The company that it belongs to, or invests in")
    event_id: Mapped[str] = column("The event that shows the relation")


class Published:
    """Title and origin of a document."""

    title: Mapped[str | None] = column("Title of the document", sort_order=2)
    description: Mapped[str | None] = column("What the document is, in our own words", sort_order=3)
    publisher: Mapped[str | None] = column("Outlet that published it", sort_order=4)
    author: Mapped[str | None] = column("Who wrote it", sort_order=5)
    published: Mapped[str | None] = column(
        "When it was published, as known (EDTF); may be a bound only", sort_order=6
    )
    published_earliest: Mapped[date | None] = column(
        "First day on which it may have been published", sort_order=7
    )
    published_latest: Mapped[date | None] = column(
        "Last day on which it may have been published, included", sort_order=8
    )
    published_basis: Mapped[str | None] = column("How the date is known", sort_order=9)
    url: Mapped[str | None] = column("Where it can be read", sort_order=10)


def published_check() -> CheckConstraint:
    return CheckConstraint("published_earliest <= published_latest", name="order_of_days")


class Source(Published, Owned, Base):
    __tablename__ = "source"
    __table_args__ = (
        published_check(),
        CheckConstraint("title IS NOT NULL OR description IS NOT NULL", name="is_described"),
        CheckConstraint("text_characters >= 0", name="characters"),
        {"comment": "Published documents: those with a record, and those that they cite"},
    )

    id: Mapped[str] = column("Readable id, such as blue-whale-news-2024-08-02", primary_key=True)
    language: Mapped[str | None] = column("Language of the text (BCP 47)", sort_order=11)
    text_sha256: Mapped[str | None] = column(
        "SHA-256 of the text as it is in the file", sort_order=12
    )
    text_characters: Mapped[int | None] = column(
        "Length of the text in Unicode code points", sort_order=13
    )
    cited_only: Mapped[bool] = column("Known only because another source cites it", sort_order=98)


class SourceCitation(Published, Owned, Base):
    __tablename__ = "source_citation"
    __table_args__ = (
        key("source_id", "cited_id"),
        refers("source_id", "source.id"),
        refers("cited_id", "source.id"),
        published_check(),
        {"comment": "Which source cites which, and what it says of the cited one"},
    )

    source_id: Mapped[str] = column("The source that cites")
    cited_id: Mapped[str] = column("The source that is cited")


class Event(Owned, Base):
    __tablename__ = "event"
    __table_args__ = (
        refers("type", "event_type.id"),
        refers("about", "event.id"),
        {"comment": "Things that happened, go on, are planned or forecast"},
    )

    id: Mapped[str] = column("Readable id", primary_key=True)
    title: Mapped[str] = column("One line in our own words")
    type: Mapped[str] = column("What sort of thing happened")
    about: Mapped[str | None] = column("The event that this statement is about")


class Claim(Dated, Owned, Base):
    __tablename__ = "claim"
    __table_args__ = (
        key("source_id", "number"),
        refers("source_id", "source.id"),
        refers("event_id", "event.id"),
        refers("status", "status.id"),
        *dated_checks(),
        one_of("status", STATUSES),
        CheckConstraint(
            "(char_start IS NULL) = (char_end IS NULL) AND char_start >= 0 "
            "AND char_end > char_start AND (char_start IS NULL OR passage_sha256 IS NOT NULL)",
            name="place",
        ),
        {"comment": "What one source says of one event, at one place of its text"},
    )

    source_id: Mapped[str] = column("The source that says it")
    number: Mapped[int] = column("Number of the claim within its source", autoincrement=False)
    event_id: Mapped[str] = column("The event of which it is said")
    status: Mapped[str] = column("Where the event stands, by this claim", sort_order=60)
    said_by: Mapped[str | None] = column(
        "Who says it within the source: a person, an unnamed source in words, or a company's id",
        sort_order=61,
    )
    origin_certain: Mapped[bool | None] = column(
        "Whether the origins are certain; NULL where the source states none", sort_order=62
    )
    char_start: Mapped[int | None] = column(
        "Where the passage starts: code points before it in the text (RFC 5147)", sort_order=63
    )
    char_end: Mapped[int | None] = column(
        "Where the passage ends: code points before its end", sort_order=64
    )
    passage_sha256: Mapped[str | None] = column(
        "SHA-256 of the passage with white space folded (or its start, where the record holds "
        "no more)",
        sort_order=65,
    )
    quote: Mapped[str | None] = column("The passage, where the record keeps it", sort_order=66)
    inferred: Mapped[bool] = column("Implied by the passage, not stated in words", sort_order=67)
    when_inferred: Mapped[str | None] = column(
        "Why the date is not in the words of the passage; NULL where it is", sort_order=68
    )
    companies_inferred: Mapped[str | None] = column(
        "Why a company is not in the words of the passage; NULL where all are", sort_order=69
    )
    note: Mapped[str | None] = column("Remark of the person who read the passage", sort_order=70)


class ClaimCompany(Owned, Base):
    __tablename__ = "claim_company"
    __table_args__ = (
        key("source_id", "claim_number", "company_id", "role"),
        refers("source_id claim_number", "claim.source_id number"),
        refers("company_id", "company.id"),
        refers("role", "role.id"),
        {"comment": "Companies of a claim and their roles"},
    )

    source_id: Mapped[str] = column("The source of the claim")
    claim_number: Mapped[int] = column("The claim", autoincrement=False)
    company_id: Mapped[str] = column("The company")
    role: Mapped[str] = column("Its role in the event")


class ClaimOrigin(Owned, Base):
    __tablename__ = "claim_origin"
    __table_args__ = (
        key("source_id", "claim_number", "origin_id"),
        refers("source_id claim_number", "claim.source_id number"),
        refers("origin_id", "source.id"),
        {"comment": "The original reports that a claim relays"},
    )

    source_id: Mapped[str] = column("The source of the claim")
    claim_number: Mapped[int] = column("The claim", autoincrement=False)
    origin_id: Mapped[str] = column("The source that the claim comes from")


class Amount(Dated, Owned, Base):
    __tablename__ = "amount"
    __table_args__ = (
        key("source_id", "number"),
        refers("source_id claim_number", "claim.source_id number"),
        refers("event_id", "event.id"),
        refers("company_id", "company.id"),
        refers("measure", "measure.id"),
        refers("unit", "unit.id"),
        refers("basis", "basis.id"),
        refers("bound", "bound.id"),
        refers("per", "per.id"),
        *dated_checks(),
        one_of("bound", BOUNDS),
        one_of("per", PERIODS),
        CheckConstraint("low <= high", name="order_of_ends"),
        CheckConstraint(
            "CASE bound WHEN 'exact' THEN low IS NOT NULL AND high IS NOT NULL "
            "WHEN 'at_least' THEN low IS NOT NULL AND high IS NULL "
            "WHEN 'over' THEN low IS NOT NULL AND high IS NULL "
            "ELSE low IS NULL AND high IS NOT NULL END",
            name="open_side",
        ),
        {"comment": "Figures as single claims state them"},
    )

    source_id: Mapped[str] = column("The source of the claim")
    number: Mapped[int] = column("Number of the amount within its source", autoincrement=False)
    claim_number: Mapped[int] = column("The claim that states it")
    event_id: Mapped[str] = column("The event that the figure measures")
    company_id: Mapped[str | None] = column("The company whose figure it is")
    measure: Mapped[str] = column("What is measured")
    of: Mapped[str | None] = column("The whole that a share is of, or what more exactly is counted")
    basis: Mapped[str] = column("actual, planned, estimated …", sort_order=60)
    bound: Mapped[str] = column("exact, at_least, over, at_most or under", sort_order=61)
    approximate: Mapped[bool] = column("Stated as about, nearly, some", sort_order=62)
    low: Mapped[Decimal | None] = column(
        "Lower end, in units; NULL where open; equal to high for a single number", sort_order=63
    )
    high: Mapped[Decimal | None] = column("Upper end, in units; NULL where open", sort_order=64)
    unit: Mapped[str] = column("ISO 4217 code, percent, people …", sort_order=65)
    per: Mapped[str] = column("one_off, cumulative, level, day, month, year …", sort_order=66)
    name: Mapped[str | None] = column("Name of the figure within its event", sort_order=67)
    text: Mapped[str] = column("The figure as a person would write it", sort_order=68)
    inferred: Mapped[str | None] = column(
        "Why the figure is not in the words of the passage; NULL where it is", sort_order=69
    )


class AmountLink(Owned, Base):
    __tablename__ = "amount_link"
    __table_args__ = (
        key("source_id", "amount_number", "kind", "event_id", "name"),
        refers("source_id amount_number", "amount.source_id number"),
        refers("event_id", "event.id"),
        one_of("kind", ("same_as", "part_of")),
        {"comment": "Figures that are the same as, or a part of, a named figure"},
    )

    source_id: Mapped[str] = column("The source of the amount")
    amount_number: Mapped[int] = column("The amount", autoincrement=False)
    kind: Mapped[str] = column("same_as or part_of")
    event_id: Mapped[str] = column("The event of the other figure")
    name: Mapped[str] = column("The name of the other figure")


class LeftOut(Owned, Base):
    __tablename__ = "left_out"
    __table_args__ = (
        key("source_id", "number"),
        refers("source_id", "source.id"),
        refers("repeats", "event.id"),
        CheckConstraint("char_start >= 0 AND char_end > char_start", name="place"),
        {"comment": "Passages of a source that no claim was made of, and why"},
    )

    source_id: Mapped[str] = column("The source")
    number: Mapped[int] = column("Number of the passage within its file", autoincrement=False)
    char_start: Mapped[int] = column("Where it starts: code points before it (RFC 5147)")
    char_end: Mapped[int] = column("Where it ends: code points before its end")
    passage_sha256: Mapped[str] = column(
        "SHA-256 of the passage with white space folded (or its start, where the record holds "
        "no more)"
    )
    because: Mapped[str] = column("Why it was left out")
    repeats: Mapped[str | None] = column("The event that it tells again")


class SourceText(Owned, Base):
    __tablename__ = "source_text"
    __table_args__ = (
        refers("source_id", "source.id"),
        {"comment": "Texts of sources, where a user chose to keep them"},
    )

    source_id: Mapped[str] = column("The source", primary_key=True)
    text: Mapped[str] = column("Its text, exactly as in its file")


class CompanySameAs(Owned, Base):
    __tablename__ = "company_same_as"
    __table_args__ = (
        refers("company_id", "company.id"),
        refers("same_as", "company.id"),
        CheckConstraint("company_id <> same_as", name="two_companies"),
        {"comment": "Entries of one company under two ids: the first counts as the second"},
    )

    company_id: Mapped[str] = column("The id that is folded into the other", primary_key=True)
    same_as: Mapped[str] = column("The id that stays")
    because: Mapped[str] = column("Why they are the same")


class EventSameAs(Owned, Base):
    __tablename__ = "event_same_as"
    __table_args__ = (
        refers("event_id", "event.id"),
        refers("same_as", "event.id"),
        CheckConstraint("event_id <> same_as", name="two_events"),
        {"comment": "Entries of one event under two ids: the first counts as the second"},
    )

    event_id: Mapped[str] = column("The id that is folded into the other", primary_key=True)
    same_as: Mapped[str] = column("The id that stays")
    because: Mapped[str] = column("Why they are the same")


class Load(Base):
    __tablename__ = "load"
    __table_args__ = (
        one_of("action", ("load", "remove")),
        {"comment": "Each time that a file was loaded or withdrawn"},
    )

    id: Mapped[int] = column("Number of the load, counting up", primary_key=True)
    file: Mapped[str] = column("Id of the file")
    path: Mapped[str | None] = column("Name of the file on disk")
    sha256: Mapped[str | None] = column("SHA-256 of the file's bytes")
    action: Mapped[str] = column("load or remove")
    loaded_at: Mapped[datetime] = column("When, in UTC")
    dateline_version: Mapped[str] = column("Version of Dateline that loaded it")
    added: Mapped[int] = column("Things added")
    changed: Mapped[int] = column("Things changed")
    removed: Mapped[int] = column("Things removed")


class LoadChange(Base):
    __tablename__ = "load_change"
    __table_args__ = (
        key("load_id", "number"),
        refers("load_id", "load.id"),
        one_of("action", ("added", "changed", "removed")),
        {"comment": "What each load added, changed and removed"},
    )

    load_id: Mapped[int] = column("The load", autoincrement=False)
    number: Mapped[int] = column("Number of the change within its load", autoincrement=False)
    kind: Mapped[str] = column(
        "company, alias, relation, same_as, source, citation, event, claim, left_out, text or code"
    )
    key: Mapped[str] = column("Which one: its id, or the ids that identify it")
    action: Mapped[str] = column("added, changed or removed")
    before: Mapped[str | None] = column("What stood before, as JSON")
    after: Mapped[str | None] = column("What stands now, as JSON")


TABLES: dict[str, Table] = dict(Base.metadata.tables)
