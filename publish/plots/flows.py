"""Who pays whom, as flows that are never added: each figure of each pair once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from db.edtf import describe_edtf
from db.reader import Reader
from publish.plots.asking import Row, ask_rows, count_things, keep_events
from publish.plots.measure import tidy
from publish.plots.style import STRUCK

UNKNOWN = ""
_MONEY = re.compile(r"[A-Z]{3}")
_LOOKS = {"planned": "planned", "forecast": "forecast"}
_UNSURE = {"planned": "planned", "expected": "forecast", "estimated": "forecast"}
_SAME_FLOW = ("event_id", "kind", "payer", "payee", "unit", "per", "basis", "of")


@dataclass(frozen=True, slots=True)
class Flow:
    """From one company to another: one figure, or what is known without one."""

    rows: tuple[Row, ...]
    low: Decimal | None
    high: Decimal | None
    look: str
    is_shared: bool = False
    # What it counts, too: its parts, and the same figure told elsewhere.
    parts: tuple[Flow, ...] = ()

    @property
    def kind(self) -> str:
        return str(self.rows[0]["kind"])

    @property
    def payer(self) -> str:
        return tidy(self.rows[0]["payer_name"] or UNKNOWN)

    @property
    def payee(self) -> str:
        return tidy(self.rows[0]["payee_name"] or UNKNOWN)

    @property
    def measure(self) -> tuple[str, str] | None:
        """Unit and period, if there is an amount."""
        first = self.rows[0]
        return None if first["unit"] is None else (first["unit"], first["per"])

    @property
    def size(self) -> Decimal:
        """How thick it is: what is certain, or else at most possible."""
        return max(self.low or Decimal(0), Decimal(0)) or max(self.high or Decimal(0), Decimal(0))

    def tell(self) -> str:
        """How much, on which terms, when."""
        if self.measure is None:
            number = len({row["event_id"] for row in self.rows})
            events = f" ({count_things(number, 'event')})" if number > 1 else ""
            kind = "investment, " if self.kind == "investment" else ""
            return f"{kind}amount not stated{events}"
        first = self.rows[0]
        parts = [
            self.tell_amount(),
            f"of which {self.tell_parts()}" if self.tell_parts() else "",
            "" if first["basis"] == "actual" else first["basis"].replace("_", " "),
            "investment" if self.kind == "investment" else "",
            f"of: {tidy(first['of'])}" if first["of"] else "",
            _tell_date(self.rows),
            "shared by several" if self.is_shared else "",
        ]
        return ", ".join(filter(None, parts))

    def tell_amount(self) -> str:
        """How much, as it is stated."""
        return " or ".join(dict.fromkeys(tidy(row["text"]) for row in _list_plainest(self.rows)))

    def tell_parts(self) -> str:
        """How much its parts are, if it has any."""
        return "; ".join(part.tell_amount() for part in self.parts if part.names("part_of"))

    def list_rows(self) -> list[Row]:
        """Its own rows, and those of its parts."""
        return [*self.rows, *(row for part in self.parts for row in part.rows)]

    def names(self, link: str) -> set[str]:
        """Its figures, or those that it names: `figure_id`, `part_of`, `same_as`."""
        named = (row[link] or () for row in self.rows)
        return {one for each in named for one in ([each] if isinstance(each, str) else each)}


def _list_plainest(rows: Sequence[Row]) -> list[Row]:
    """A row for each amount; "about 20" says nothing more where somebody says 20."""
    plainest: dict[tuple[Any, Any], Row] = {}
    for row in sorted(rows, key=lambda row: bool(row["approximate"])):
        plainest.setdefault((row["low"], row["high"]), row)
    return list(plainest.values())


def _tell_date(rows: Iterable[Row]) -> str:
    stated = {row["when_edtf"] for row in rows if row["when_edtf"]}
    dates = sorted(stated, key=lambda edtf: (-len(edtf), edtf))
    return describe_edtf(dates[0]) if dates else ""


def read_flows(reader: Reader, given: Mapping[str, Any]) -> tuple[list[Flow], int]:
    """The flows that fit, and how many events tell of one side only, without any amount."""
    rows = keep_events(reader, given, ask_rows(reader, "who_pays", given))
    amounts: dict[tuple[Any, ...], list[Row]] = {}
    silent: dict[tuple[Any, ...], list[Row]] = {}
    told = {_tell_pair(row) for row in rows if row["unit"] is not None}
    for row in rows:
        if row["unit"] is not None:
            amounts.setdefault(tuple(row[part] for part in _SAME_FLOW), []).append(row)
        elif _tell_pair(row) not in told:
            key = (row["kind"], row["payer"], row["payee"], _choose_look(row))
            silent.setdefault(key, []).append(row)
    shared = Counter(_tell_figure(group[0]) for group in amounts.values())
    flows = fold_parts([_make_flow(group, shared) for group in amounts.values()])
    halves = {key for key in silent if key[1] is None or key[2] is None}
    flows += [
        Flow(tuple(group), None, None, key[3]) for key, group in silent.items() if key not in halves
    ]
    return flows, len({row["event_id"] for key in halves for row in silent[key]})


def _tell_pair(row: Row) -> tuple[Any, ...]:
    return row["event_id"], row["payer"], row["payee"]


def _tell_figure(row: Row) -> tuple[Any, ...]:
    return tuple(row[part] for part in _SAME_FLOW if part not in ("payer", "payee"))


def _make_flow(rows: Sequence[Row], shared: Mapping[tuple[Any, ...], int]) -> Flow:
    lows = [row["low"] for row in rows]
    highs = [row["high"] for row in rows]
    low = None if None in lows else min(lows)
    high = None if None in highs else max(highs)
    is_shared = shared[_tell_figure(rows[0])] > 1
    return Flow(tuple(rows), low, high, _choose_look(rows[0]), is_shared)


def fold_parts(flows: Sequence[Flow]) -> list[Flow]:
    """Each part within its whole, and each figure once, as totals count them."""
    wholes = [
        [at for at in range(len(flows)) if _holds(flows[at], flow, is_first=at < own)]
        for own, flow in enumerate(flows)
    ]
    kept = []
    for at, flow in enumerate(flows):
        if not wholes[at]:
            inside = (one for one, its in zip(flows, wholes, strict=True) if at in its)
            kept.append(replace(flow, parts=tuple(inside)))
    return kept


def _holds(whole: Flow, part: Flow, *, is_first: bool) -> bool:
    """Whether a flow counts another, too; of two that hold each other, the first does."""
    if whole is part or _tell_ends(whole) != _tell_ends(part):
        return False
    figures = whole.names("figure_id")
    if part.names("part_of") & figures:
        return is_first or not whole.names("part_of") & part.names("figure_id")
    return is_first and bool(part.names("same_as") & figures)


def _tell_ends(flow: Flow) -> tuple[Any, ...]:
    first = flow.rows[0]
    return flow.kind, first["payer"], first["payee"], flow.measure, first["basis"], flow.look


def _choose_look(row: Row) -> str:
    if row["status"] in STRUCK:
        return str(row["status"])
    return _UNSURE.get(row["basis"] or "", _LOOKS.get(row["status"], "happened"))


def choose_scale(flows: Sequence[Flow]) -> tuple[str, str] | None:
    """The unit and period of which there is most money; others are not drawn to scale."""
    counts = Counter(
        flow.measure
        for flow in flows
        if flow.measure and _MONEY.fullmatch(flow.measure[0]) and flow.size and not flow.is_shared
    )
    ranked = sorted(counts, key=lambda measure: (-counts[measure], measure))
    return ranked[0] if ranked else None
