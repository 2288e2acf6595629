"""Rows of events, claims and amounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import UNSET

from db.amount import format_amount, parse_amount
from db.models import PERIODS, STATUSES
from db.place_rows import read_place
from db.record import AmountEntry, ClaimEntry, EventEntry, InferredEntry, Where, as_list
from db.rows import Row, RowMaker

OPEN_STATUSES = ("planned", "forecast")
FIGURE = ("company_id", "measure", "of", "unit", "per", "basis", "name", "when_edtf")
NO_FIGURE = dict.fromkeys(("bound", "approximate", "low", "high", "unit", "text"))


def make_event(maker: RowMaker, event: EventEntry, where: Where) -> None:
    maker.check_id(event.id, (*where, "id"))
    if (event.title, event.type, event.about) != (None, None, None):
        _define_event(maker, event, where)
    if not event.claims:
        maker.problem(
            where, f"event '{event.id}' has no claim", "say where the source speaks of it"
        )
    for index, claim in enumerate(event.claims):
        _make_claim(maker, event, claim, where, (*where, "claims", index))


def _define_event(maker: RowMaker, event: EventEntry, where: Where) -> None:
    if event.title is None or event.type is None:
        maker.problem(
            where,
            f"event '{event.id}' has no {'title' if event.title is None else 'type'}",
            "define it by title and type; to add claims to one defined elsewhere, give neither of "
            "them and no `about`",
        )
    maker.check_line(event.title, (*where, "title"))
    if event.about == event.id:
        maker.problem(
            (*where, "about"),
            f"event '{event.id}' is about itself",
            "name the event that it speaks of, or remove `about:`",
        )
    maker.add("event", where, id=event.id, title=event.title, type=event.type, about=event.about)


def _make_claim(
    maker: RowMaker, event: EventEntry, claim: ClaimEntry, outer: Where, where: Where
) -> None:
    maker.claims += 1
    status = claim.status or event.status
    if status is None:
        maker.problem(where, "the claim has no status", f"add one of {', '.join(STATUSES)}")
        status = "happened"
    own_status = claim.status is not None
    maker.check_choice(status, STATUSES, (*(where if own_status else outer), "status"))
    own_date = claim.when is not UNSET
    when = claim.when if isinstance(claim.when, str) else None if own_date else event.when
    maker.add(
        "claim",
        where,
        source_id=maker.record.id,
        number=maker.claims,
        event_id=event.id,
        status=status,
        said_by=claim.said_by,
        origin_certain=_make_origins(maker, claim, where),
        note=claim.note,
        **_read_inferred(maker, claim, where),
        **read_place(maker, claim, where),
        quote=claim.quote,
        **maker.date(when, (*(where if own_date else outer), "when")),
    )
    if claim.companies is UNSET:
        _make_companies(maker, event.companies, (*outer, "companies"))
    else:
        _make_companies(maker, claim.companies, (*where, "companies"))
    first = len(maker.rows)
    for index, amount in enumerate(claim.amounts):
        _make_amount(maker, event, amount, status, (*where, "amounts", index))
    _check_told_apart(maker, maker.rows[first:])


def _make_origins(maker: RowMaker, claim: ClaimEntry, where: Where) -> bool | None:
    origins = as_list(claim.origin)
    for index, origin in enumerate(origins):
        maker.add(
            "claim_origin",
            (*where, "origin", index),
            source_id=maker.record.id,
            claim_number=maker.claims,
            origin_id=origin,
        )
    if len(origins) > 1 and claim.origin_certain is not False:
        maker.problem(
            (*where, "origin"),
            "several origins of one claim",
            "name the one, or add `origin_certain: false`",
        )
    if not origins:
        if claim.origin_certain is not UNSET:
            fault = "`origin_certain` without an origin"
            maker.problem((*where, "origin_certain"), fault, "name the origin, or remove it")
        return None
    return claim.origin_certain is not False


def _read_inferred(maker: RowMaker, claim: ClaimEntry, where: Where) -> dict[str, Any]:
    """Whether the whole claim is implied, or which of its fields, and why."""
    if isinstance(claim.inferred, InferredEntry):
        fields = claim.inferred
    else:
        fields = InferredEntry()
        if claim.inferred and claim.note is None:
            fault = "an inferred claim without a reason"
            maker.problem((*where, "inferred"), fault, "say in `note:` what implies it")
    return {
        "inferred": claim.inferred is True,
        "when_inferred": fields.when,
        "companies_inferred": fields.companies,
    }


def _make_companies(
    maker: RowMaker, companies: Mapping[str, str | list[str]], where: Where
) -> None:
    for role, names in companies.items():
        for index, name in enumerate(as_list(names)):
            maker.add(
                "claim_company",
                (*where, role, index),
                source_id=maker.record.id,
                claim_number=maker.claims,
                company_id=name,
                role=role,
            )


def _make_amount(
    maker: RowMaker, event: EventEntry, entry: AmountEntry, status: str, where: Where
) -> None:
    per = _find_per(maker, entry, where)
    basis = entry.basis or ("actual" if status not in OPEN_STATUSES else None)
    if basis is None:
        maker.problem(
            where, f"a figure of something {status} has no basis", "add `basis: planned` or so"
        )
    maker.amounts += 1
    maker.check_line(entry.of, (*where, "of"))
    maker.add(
        "amount",
        where,
        source_id=maker.record.id,
        number=maker.amounts,
        claim_number=maker.claims,
        event_id=event.id,
        company_id=entry.company,
        measure=entry.measure,
        of=entry.of,
        basis=basis,
        per=per,
        name=entry.name,
        inferred=entry.inferred,
        **_read_figure(maker, entry.value, per, (*where, "value")),
        **maker.date(entry.when, (*where, "when")),
    )
    own = f"{event.id}/{entry.name}"
    for kind, targets in (("same_as", entry.same_as), ("part_of", entry.part_of)):
        for index, target in enumerate(as_list(targets)):
            _make_link(maker, kind, target, own, (*where, kind, index))


def _check_told_apart(maker: RowMaker, rows: Sequence[Row]) -> None:
    """Two amounts of one claim are two figures, and need something to be told apart by."""
    seen = set()
    for row in rows:
        if row.table == "amount":
            key = tuple(row.values[name] for name in FIGURE)
            if key in seen:
                fault = "the claim gives this figure already"
                maker.problem(row.where, fault, "say of what each is, or give each a `name:`")
            seen.add(key)


def _read_figure(maker: RowMaker, value: str, per: str | None, where: Where) -> dict[str, Any]:
    amount = maker.read(lambda: parse_amount(value, maker.codes.units), where)
    if amount is None or per not in PERIODS:
        return NO_FIGURE
    return {
        "bound": amount.bound,
        "approximate": amount.approximate,
        "low": amount.low,
        "high": amount.high,
        "unit": amount.unit,
        "text": format_amount(amount, per),
    }


def _find_per(maker: RowMaker, entry: AmountEntry, where: Where) -> str | None:
    if entry.per is not None:
        maker.check_choice(entry.per, PERIODS, (*where, "per"))
        return entry.per
    if entry.measure not in maker.codes.measures:
        return "level"  # the unknown measure is a problem of its own
    if (per := maker.codes.measures[entry.measure]) is None:
        maker.problem(
            where,
            f"a figure of {entry.measure} needs to say over which time",
            f"add `per:` with one of {', '.join(PERIODS)}",
        )
    return per


def _make_link(maker: RowMaker, kind: str, target: str, own: str, where: Where) -> None:
    event_id, slash, name = target.partition("/")
    if not (event_id and slash and name):
        maker.problem(where, f"'{target}' names no figure", "write event-id/figure-name")
        return
    if target == own:
        maker.problem(where, "the figure is linked to itself", "name the other figure")
    maker.add(
        "amount_link",
        where,
        source_id=maker.record.id,
        amount_number=maker.amounts,
        kind=kind,
        event_id=event_id,
        name=name,
    )
