"""Prove that no company belongs to itself, and no id leads on to a third one."""

from __future__ import annotations

from collections import defaultdict

from db.batch import Batch
from db.models import FAMILY_RELATIONS
from db.standing import Standing

FOLDED = ("company_same_as", "event_same_as")


def check_families(batch: Batch, standing: Standing) -> None:
    """No company belongs to itself, by whatever way round, with all its ids taken together."""
    into = standing.folded("company_same_as")
    for _, row in batch.rows["company_same_as"]:
        into[row.values["company_id"]] = row.values["same_as"]
    above: dict[str, set[str]] = defaultdict(set)
    own = [
        (record, row)
        for record, row in batch.rows["company_relation"]
        if row.values["kind"] in FAMILY_RELATIONS and row.values["when_edtf"] is None
    ]
    stated = [(row.values["company_id"], row.values["other_id"]) for _, row in own]
    for company, other in [*standing.relations(), *stated]:
        above[into.get(company, company)].add(into.get(other, other))
    for (record, row), pair in zip(own, stated, strict=True):
        company, other = (into.get(one, one) for one in pair)
        # Between two ids of one company a relation says nothing.
        if company in _reach(other, above) and (company != other or pair[0] == pair[1]):
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
