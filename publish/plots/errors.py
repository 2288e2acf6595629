"""What may go wrong with a plot."""

from __future__ import annotations

from db.errors import DatelineError


class PlotError(DatelineError):
    """A plot that cannot be drawn, or not written as asked."""
