"""Which table refers to which, in words: the lines of the diagram.

DuckDB has no foreign keys to read this from, and the models would bring SQLAlchemy to those who
only read; so it stands here, and a test compares it with the models.
"""

from __future__ import annotations

from typing import NamedTuple


class Relation(NamedTuple):
    """Columns of a table that hold the key of another; the label reads from that to the table."""

    table: str
    columns: str
    other: str
    other_columns: str
    label: str


def _refers(table: str, columns: str, target: str, label: str) -> Relation:
    """`_refers("claim", "event_id", "event.id", …)`; several columns are separated by a space."""
    other, _, key = target.partition(".")
    return Relation(table, columns, other, key, label)


RELATIONS = (
    _refers("company", "kind", "company_kind.id", "is the kind of"),
    _refers("company_alias", "company_id", "company.id", "is also called"),
    _refers("company_relation", "company_id", "company.id", "belongs to another by"),
    _refers("company_relation", "other_id", "company.id", "has what belongs to it by"),
    _refers("company_relation", "kind", "relation_kind.id", "is the kind of"),
    _refers("company_relation", "event_id", "event.id", "shows"),
    _refers("company_same_as", "company_id", "company.id", "is folded by"),
    _refers("company_same_as", "same_as", "company.id", "stays by"),
    _refers("source_citation", "source_id", "source.id", "cites"),
    _refers("source_citation", "cited_id", "source.id", "is cited in"),
    _refers("source_text", "source_id", "source.id", "is kept as"),
    _refers("event", "type", "event_type.id", "is the type of"),
    _refers("event", "about", "event.id", "is spoken of by"),
    _refers("event_same_as", "event_id", "event.id", "is folded by"),
    _refers("event_same_as", "same_as", "event.id", "stays by"),
    _refers("claim", "source_id", "source.id", "says"),
    _refers("claim", "event_id", "event.id", "is spoken of in"),
    _refers("claim", "status", "status.id", "is the status of"),
    _refers("claim_company", "source_id claim_number", "claim.source_id number", "names"),
    _refers("claim_company", "company_id", "company.id", "has a role in"),
    _refers("claim_company", "role", "role.id", "is the role of"),
    _refers("claim_origin", "source_id claim_number", "claim.source_id number", "relays"),
    _refers("claim_origin", "origin_id", "source.id", "is the origin of"),
    _refers("left_out", "source_id", "source.id", "is passed over in"),
    _refers("left_out", "repeats", "event.id", "is told again in"),
    _refers("amount", "source_id claim_number", "claim.source_id number", "states"),
    _refers("amount", "event_id", "event.id", "is measured by"),
    _refers("amount", "company_id", "company.id", "is whose"),
    _refers("amount", "measure", "measure.id", "is the measure of"),
    _refers("amount", "basis", "basis.id", "is the basis of"),
    _refers("amount", "bound", "bound.id", "is the bound of"),
    _refers("amount", "unit", "unit.id", "is the unit of"),
    _refers("amount", "per", "per.id", "is the time of"),
    _refers("amount_link", "source_id amount_number", "amount.source_id number", "is linked by"),
    _refers("amount_link", "event_id", "event.id", "has a figure named by"),
    _refers("load_change", "load_id", "load.id", "made"),
)
CODES = frozenset(
    {
        *("company_kind", "relation_kind", "event_type", "role", "measure", "unit", "basis"),
        *("status", "bound", "per"),
    }
)
