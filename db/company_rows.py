"""Rows of companies, their aliases and their relations."""

from __future__ import annotations

from db.record import CompanyEntry, SameAsEntry, Where
from db.rows import RowMaker


def make_company(maker: RowMaker, company: CompanyEntry, where: Where) -> None:
    maker.check_id(company.id, (*where, "id"))
    if (company.name, company.kind, company.description) != (None, None, None):
        _define_company(maker, company, where)
    elif not company.aliases and not company.relations:
        maker.problem(
            where,
            f"nothing is said of company '{company.id}'",
            "define it by name and kind, add aliases or relations, or remove it",
        )
    for index, alias in enumerate(company.aliases):
        name, when = (alias, None) if isinstance(alias, str) else (alias.name, alias.when)
        spot = (*where, "aliases", index)
        maker.check_line(name, (*spot, "name"))
        date = maker.date(when, (*spot, "when"))
        maker.add("company_alias", spot, company_id=company.id, name=name, **date)
    _make_relations(maker, company, where)


def _define_company(maker: RowMaker, company: CompanyEntry, where: Where) -> None:
    if company.name is None or company.kind is None:
        maker.problem(
            where,
            f"company '{company.id}' has no {'name' if company.name is None else 'kind'}",
            "define it by name and kind; to add to one defined elsewhere, give neither of them "
            "and no `description`",
        )
    maker.check_line(company.name, (*where, "name"))
    maker.add(
        "company",
        where,
        id=company.id,
        name=company.name,
        kind=company.kind,
        description=company.description,
    )


def _make_relations(maker: RowMaker, company: CompanyEntry, where: Where) -> None:
    for index, relation in enumerate(company.relations):
        spot = (*where, "relations", index)
        targets = relation.targets()
        if len(targets) != 1:
            maker.problem(
                spot,
                "a relation names one other company",
                "give one of parent, brand_of, product_of, variant_of, investor_in",
            )
            continue
        maker.relations += 1
        kind, other = targets[0]
        if other == company.id:
            fault = f"company '{company.id}' is related to itself"
            maker.problem((*spot, kind), fault, "name the other company")
        maker.add(
            "company_relation",
            spot,
            number=maker.relations,
            company_id=company.id,
            kind=kind,
            other_id=other,
            event_id=relation.event,
            **maker.date(relation.when, (*spot, "when")),
        )


def make_same_as(maker: RowMaker, entry: SameAsEntry, where: Where) -> None:
    """Two ids of one company or of one event."""
    named = [kind for kind in ("company", "event") if getattr(entry, kind) is not None]
    if len(named) != 1:
        fault = "a `same_as` entry names one company or one event"
        maker.problem(where, fault, "give `company:` or `event:`, and the id that stays")
        return
    (kind,) = named
    own = getattr(entry, kind)
    if own == entry.same_as:
        maker.problem((*where, "same_as"), f"'{own}' is the same as itself", "name the other id")
    maker.check_line(entry.because, (*where, "because"))
    maker.add(
        f"{kind}_same_as",
        where,
        **{f"{kind}_id": own},
        same_as=entry.same_as,
        because=entry.because,
    )
