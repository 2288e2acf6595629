"""A plot of a kind, drawn of what a database knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.reader import Reader
from publish.plots.amounts import draw_amounts
from publish.plots.errors import PlotError
from publish.plots.payments import draw_payments
from publish.plots.sources import draw_sources
from publish.plots.style import KINDS, NARROWEST, WIDEST, Plot, PlotStyle
from publish.plots.timeline import draw_timeline

_DRAW = {
    "timeline": draw_timeline,
    "amounts": draw_amounts,
    "payments": draw_payments,
    "sources": draw_sources,
}


def draw_plot(
    reader: Reader,
    kind: str,
    given: Mapping[str, Any],
    style: PlotStyle = PlotStyle(),  # noqa: B008  it cannot be changed
) -> Plot | None:
    """A picture of a kind by the options of `plot`; None where there is nothing to draw."""
    if kind not in _DRAW:
        raise PlotError(f"there is no plot '{kind}'; it is one of {', '.join(KINDS)}")
    if not NARROWEST <= style.width <= WIDEST:
        raise PlotError(f"a width of {style.width} is not drawn; take {NARROWEST} to {WIDEST}")
    return _DRAW[kind](reader, given, style)
