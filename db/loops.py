"""Prove that no company belongs to itself, and no id leads on to a third one."""

from __future__ import annotations

from collections import defaultdict

from db.batch import Batch
from db.models import FAMILY_RELATIONS
from db.standing import Standing

FOLDED = ("company_same_as", "event_same_as")


def check_families(batch: Batch, standing: Standing) -> None:
    into = standing.folded("company_same_as")
    for _, row in batch.rows["company_same_as"]:
        into[row.values["company_id"]] = row.values["same_as"]

    def stays(company: str) -> str:
        return into.get(company, company)

    above: dict[str, set[str]] = defaultdict(set)
    for company, other in standing.relations():
        above[stays(company)].add(stays(other))
    own = [
        (record, row)
        for record, row in batch.rows["company_relation"]
        if row.values["kind"] in FAMILY_RELATIONS and row.values["when_edtf"] is None
    ]
    for _, row in own:
        above[stays(row.values["company_id"])].add(stays(row.values["other_id"]))
    for record, row in own:
        company, other = row.values["company_id"], row.values["other_id"]
        if row.values["company_id"] in into or row.values["other_id"] in into:
            company, other = stays(company), stays(other)
            if company == other:  # a relation of a company with itself, which counts for nothing
                continue
        if company in _reach(other, above):
            fault = f"'{company}' would belong to itself through '{other}'"
            batch.problems.append(
                record.problem(row.where, fault, "remove one of the relations, or date them")
            )
    for record, row in batch.rows["company_same_as"]:
        company = row.values["same_as"]
        for other in sorted(above.get(company, set()) - {company}):
            if company in _reach(other, above):
                fault = f"'{company}' would then belong to itself through '{other}'"
                batch.problems.append(
                    record.problem(row.where, fault, "remove a relation, or this entry")
                )


def check_folding(batch: Batch, standing: Standing) -> None:
    """What is folded into another stays no target itself: then one step finds the id that stays."""
    for table in FOLDED:
        own = f"{table.removesuffix('_same_as')}_id"
        into = standing.folded(table)
        for _, row in batch.rows[table]:
            into[row.values[own]] = row.values["same_as"]
        targets = set(into.values())
        for record, row in batch.rows[table]:
            folded, target = row.values[own], row.values["same_as"]
            if target in into:
                fault = f"'{target}' is itself the same as '{into[target]}'"
                remedy = f"name '{into[target]}' here"
            elif folded in targets:
                other = min(one for one, to in into.items() if to == folded)
                fault = f"'{other}' is the same as '{folded}', which would be folded in its turn"
                remedy = f"let the entry of '{other}' name '{target}'"
            else:
                continue
            batch.problems.append(record.problem((*row.where, "same_as"), fault, remedy))


def _reach(start: str, above: dict[str, set[str]]) -> set[str]:
    """A company and all that it belongs to."""
    reached, waiting = {start}, [start]
    while waiting:
        new = above.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    return reached
