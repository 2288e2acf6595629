"""How a plot looks, and what comes of drawing one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from publish.theme import DARK, LIGHT

KINDS = ("timeline", "amounts", "payments", "sources")
THEMES: Mapping[str, Mapping[str, str]] = {"light": LIGHT, "dark": DARK}
NARROWEST, WIDEST = 480, 8000
HOLLOW = ("planned", "forecast")
STRUCK = ("denied", "cancelled")


@dataclass(frozen=True, slots=True)
class PlotStyle:
    """Width in pixels, colours, and a title instead of the plot's own."""

    width: int = 1200
    theme: str = "light"
    title: str | None = None

    @property
    def colours(self) -> Mapping[str, str]:
        return THEMES[self.theme]


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture that stands alone or in a page, with what it says of itself."""

    svg: str
    width: int
    height: int
    title: str
    caption: str
