"""Figures chosen to be drawn: one measure, unit and period, each figure once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from db.edtf import describe_edtf
from db.reader import Reader
from publish.plots.asking import Row, ask_rows, keep_events
from publish.plots.measure import tidy
from publish.plots.spans import Span, read_span
from publish.plots.style import STRUCK

_MONEY = re.compile(r"[A-Z]{3}")
_UNSURE = {"planned": "planned", "expected": "forecast", "estimated": "forecast"}
_GIVEN_ELSEWHERE = ("measure", "unit", "per")
Kind = tuple[str, str, str]  # measure, unit, per


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure to draw, with the rows that state it so."""

    rows: tuple[Row, ...]
    span: Span
    low: Decimal | None
    high: Decimal | None
    look: str

    @property
    def is_approximate(self) -> bool:
        return bool(self.rows[0]["approximate"])

    def list_values(self) -> list[Decimal]:
        return [end for end in (self.low, self.high) if end is not None]

    def list_lines(self) -> list[str]:
        """The words of its label: whose, how much and when, of what."""
        first = self.rows[0]
        owners = dict.fromkeys(tidy(row["company_name"] or "") for row in self.rows)
        basis = "" if first["basis"] == "actual" else f" ({first['basis'].replace('_', ' ')})"
        amount = f"{tidy(first['text'])}{basis}, {describe_edtf(first['when_edtf'])}"
        wholes = dict.fromkeys(tidy(row["of"]) for row in self.rows if row["of"])
        lines = [", ".join(filter(None, owners)), amount, "; ".join(wholes)]
        return [line for line in lines if line]


def read_figures(reader: Reader, given: Mapping[str, Any]) -> list[Row]:
    """The figures that fit, of any kind; a unit may be given in small letters."""
    rows = ask_rows(reader, "stated_figures", given)
    chosen = {k: v for k, v in given.items() if k not in _GIVEN_ELSEWHERE}
    return keep_events(reader, chosen, rows)


def choose_kind(rows: Sequence[Row]) -> Kind | None:
    """The kind with most figures: those with a date first, then money, then the rest."""
    dated = [row for row in rows if row["when_edtf"]]
    counts = Counter(_tell_kind(row) for row in {_tell_figure(row): row for row in dated}.values())
    ranked = sorted(counts, key=lambda kind: (not _MONEY.fullmatch(kind[1]), -counts[kind], kind))
    return ranked[0] if ranked else None


def list_kinds(rows: Sequence[Row]) -> list[Kind]:
    """All kinds, those with most rows first."""
    counts = Counter(map(_tell_kind, rows))
    return sorted(counts, key=lambda kind: (-counts[kind], kind))


def _tell_kind(row: Row) -> Kind:
    return row["measure"], row["unit"], row["per"]


def _tell_figure(row: Row) -> tuple[Any, ...]:
    """What is the same where several claims state one figure alike."""
    parts = ("company", "of", "name", "when_edtf", "low", "high", "approximate", "basis")
    return (*(row[part] for part in parts), _choose_look(row))


def merge_figures(rows: Sequence[Row], kind: Kind) -> list[Figure]:
    """The figures of a kind that have a date; those that would be drawn alike are one."""
    merged: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        if _tell_kind(row) == kind and row["when_edtf"]:
            alike = ("when_edtf", "low", "high", "approximate", "basis", "company")
            key = (*(row[part] for part in alike), _choose_look(row))
            merged.setdefault(key, []).append(row)
    return list(_make_figures(merged.values()))


def _make_figures(groups: Any) -> Iterator[Figure]:
    for rows in groups:
        first = rows[0]
        span = read_span(first["when_edtf"])
        yield Figure(tuple(rows), span, first["low"], first["high"], _choose_look(first))


def _choose_look(row: Row) -> str:
    """The status that a figure is drawn as."""
    if row["status"] in STRUCK:
        return str(row["status"])
    if row["basis"] in _UNSURE:
        return _UNSURE[row["basis"]]
    return str(row["status"]) if row["status"] in ("planned", "forecast") else "happened"
