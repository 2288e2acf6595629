"""Prove records against each other and against the database.

What must hold, and is proved here with the file and line of each fault:
- no key is given twice, in the files or by a file that is already loaded;
- whatever is referred to exists (taken from the foreign keys of the models);
- a figure that is named by another exists;
- nothing that other files use loses its definition;
- no company belongs to itself, by whatever way round;
- no id is folded into one that is itself folded into a third.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ForeignKeyConstraint

from db.batch import Batch, Key, values_of
from db.loops import FOLDED, check_families, check_folding
from db.models import BUILT_IN, TABLES
from db.problem import Problem
from db.record import Record, Where
from db.rows import Codes, Row
from db.standing import Standing

DEFINITIONS = ("company", "event", "source", "event_type", "role", "measure", "unit")
# The choices of closed lists are proved where they are read, and claims and amounts are made
# together with the rows that refer to them.
PROVED_ELSEWHERE = {"status", "bound", "per", "relation_kind", "claim", "amount", "load"}
NOUNS = {"event_type": "type", "company_kind": "kind"}
FIGURE = ("event_id", "name")
DESCRIPTIONS = {
    "company_alias": "alias '{name}' of {company_id}",
    "claim_company": "{company_id} as {role}",
    "claim_origin": "the origin {origin_id}",
    "source_citation": "the citation of {cited_id}",
    "amount_link": "{kind} {event_id}/{name}",
    "company_same_as": "`same_as` of company '{company_id}'",
    "event_same_as": "`same_as` of event '{event_id}'",
}
ONCE = {
    "company": "define it once; an entry without name and kind adds aliases and relations",
    "event": "define it once; an entry without title and type adds claims",
    **dict.fromkeys(
        ("event_type", "role", "measure", "unit"), "use that one, or choose another id"
    ),
}
# Where a file defines what is not known.
LISTS = {
    "company": "`companies:` (with name and kind)",
    "event": "`events:` (with title and type)",
    "event_type": "`types:`",
    "role": "`roles:`",
    "measure": "`measures:`",
    "unit": "`units:`",
}


def check_records(records: Sequence[Record], standing: Standing, *, references: bool) -> Batch:
    """The rows of the records, proved; nothing may be written while there are problems.

    Without `references`, only each file by itself is proved.
    """
    batch = Batch()
    codes = _codes(records, standing.codes())
    for record in records:
        batch.add(record, codes)
    if not references:
        return batch
    _check_keys(batch, standing)
    _check_references(batch, standing)
    _check_figures(batch, standing)
    check_families(batch, standing)
    check_folding(batch, standing)
    check_definitions(batch, standing)
    return batch


def _codes(records: Iterable[Record], known: Codes) -> Codes:
    contents = [record.content for record in records]
    return Codes(
        units=known.units | {unit.id for content in contents for unit in content.units},
        measures={
            **known.measures,
            **{measure.id: measure.per for content in contents for measure in content.measures},
        },
    )


def _check_keys(batch: Batch, standing: Standing) -> None:
    for table, rows in batch.rows.items():
        columns = [column.name for column in TABLES[table].primary_key]
        # The keys of all other tables hold the id of their own file.
        defined = batch.keys(table, columns) if table in DEFINITIONS + FOLDED else set()
        taken = standing.owners(table, defined)
        first: dict[Key, str] = {}
        for record, row in rows:
            key = values_of(row, columns)
            if key in first or key in taken:
                other = first.get(key) or _name_owner(taken[key])
                fault = f"{describe(table, row.values)} stands in {other} already"
                remedy = ONCE.get(table, "say it once")
                batch.problems.append(record.problem(row.where, fault, remedy))
            first.setdefault(key, f"{record.file}:{record.line(row.where)}")


def _name_owner(file: str) -> str:
    return "Dateline's own codes" if file == BUILT_IN else f"the loaded file {file}"


def describe(table: str, values: dict[str, Any]) -> str:
    """A row in words, for messages."""
    return DESCRIPTIONS.get(table, f"{NOUNS.get(table, table)} '{{id}}'").format(**values)


def _references(table: str) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """The columns of a table that refer to others: columns, target table, target columns."""
    for constraint in sorted(TABLES[table].foreign_key_constraints, key=_order):
        target = constraint.referred_table.name
        if target not in PROVED_ELSEWHERE:
            columns = tuple(constraint.column_keys)
            yield columns, target, tuple(e.column.name for e in constraint.elements)


def _order(constraint: ForeignKeyConstraint) -> tuple[str, ...]:
    return tuple(constraint.column_keys)


def _check_references(batch: Batch, standing: Standing) -> None:
    for table, rows in list(batch.rows.items()):
        for columns, target, names in _references(table):
            wanted = {key for _, row in rows if None not in (key := values_of(row, columns))}
            missing = wanted - batch.keys(target, names)
            missing -= standing.existing(target, names, missing)
            if target == "source":
                missing -= _described(batch, standing, missing)
            if not missing:
                continue
            known = sorted({*batch.keys(target, names), *standing.ids(target)})
            called = _find_called(missing, batch, standing) if target == "company" else {}
            remedies = {
                key: f"write its id, {' or '.join(called[key])}"
                if key in called
                else _suggest(key[0], [k[0] for k in known], target)
                for key in missing
            }
            for record, row in rows:
                if (key := values_of(row, columns)) in missing:
                    fault = f"{NOUNS.get(target, target)} '{key[0]}' is not known"
                    where = _find_place(table, row, columns[0])
                    remedy = remedies[key]
                    if (target, key[0]) in record.dropped:
                        fault = f"{target} '{key[0]}' was dropped in review"
                        remedy = f"take it out here, or write `review: accept` on the {target}"
                    batch.problems.append(record.problem(where, fault, remedy))


def _find_called(names: set[Key], batch: Batch, standing: Standing) -> dict[Key, list[str]]:
    """The ids of companies that are called so: people write names where ids are wanted."""
    called = [(row.values["name"], row.values["id"]) for _, row in batch.rows["company"]]
    for _, row in batch.rows["company_alias"]:
        called.append((row.values["name"], row.values["company_id"]))
    if names:
        called += standing.names()
    found: dict[str, set[str]] = defaultdict(set)
    for name, company in called:
        if name is not None:  # that of a company which is only half defined
            found[name.casefold()].add(company)
    return {key: sorted(ids) for key in names if (ids := found.get(key[0].casefold()))}


def _find_place(table: str, row: Row, column: str) -> Where:
    """Where in its file a row names another thing."""
    if column == "event_id" and table in ("claim", "amount"):
        return (*row.where[:2], "id")
    if column == "company_id" and table in ("company_alias", "company_relation"):
        return (*row.where[:2], "id")
    return (*row.where, row.values["kind"] if column == "other_id" else column.removesuffix("_id"))


def _described(batch: Batch, standing: Standing, ids: set[Key]) -> set[Key]:
    """Sources without a record that some citation says enough of."""
    here = {
        (row.values["cited_id"],)
        for _, row in batch.rows["source_citation"]
        if row.values["title"] or row.values["description"]
    }
    return ids & here | standing.described(ids)


def _suggest(name: str, known: Sequence[str], target: str) -> str:
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.7)
    if near:
        return f"did you mean {' or '.join(near)}"
    if target == "source":
        return "describe it under `cites:` (with title or description), or load its record"
    if target in LISTS:
        return f"define it under {LISTS[target]}, or correct the id"
    return f"use one of {', '.join(known)}"


def _check_figures(batch: Batch, standing: Standing) -> None:
    links = batch.rows["amount_link"]
    missing = batch.keys("amount_link", FIGURE) - batch.keys("amount", FIGURE)
    missing -= standing.existing("amount", FIGURE, missing)
    for record, row in links:
        if (key := values_of(row, FIGURE)) in missing:
            fault = f"no figure of event '{key[0]}' is named '{key[1]}'"
            batch.problems.append(
                record.problem(row.where, fault, "give that figure a `name:`, or correct this one")
            )


def check_definitions(batch: Batch, standing: Standing) -> None:
    """What a replaced file no longer defines must not be used by another."""
    for target in DEFINITIONS:
        gone = standing.replaced_keys(target, ["id"])
        if target == "source":
            gone = standing.replaced_keys("source_citation", ["cited_id"]) | gone
        lost = gone.keys() - batch.keys(target, ["id"])
        lost -= standing.existing(target, ["id"], lost)
        if target == "source":
            lost -= _described(batch, standing, lost)
        for table in TABLES:
            for columns, to, _ in _references(table):
                if to == target:
                    users = standing.users(table, columns, lost)
                    _report_lost(batch, NOUNS.get(target, target), gone, users)
    lost = (gone := standing.replaced_keys("amount", FIGURE)).keys() - batch.keys("amount", FIGURE)
    lost -= standing.existing("amount", FIGURE, lost)
    _report_lost(batch, "figure", gone, standing.users("amount_link", FIGURE, lost))


def _report_lost(
    batch: Batch, noun: str, gone: dict[Key, str], users: set[tuple[Key, str]]
) -> None:
    for key, user in sorted(users):
        owner = gone[key]
        fault = f"{noun} '{'/'.join(key)}' is no longer defined, but {user} uses it"
        remedy = f"keep it, or change or remove {user} first"
        record = batch.records.get(owner)
        where: Where = ()
        batch.problems.append(
            record.problem(where, fault, remedy) if record else Problem(owner, 0, fault, remedy)
        )
