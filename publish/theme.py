"""Colours and type of everything that is drawn: page, plots and reports look alike.

Text has a contrast of 4.5 or more with its ground (WCAG 2.2, AA), marks of 3 or more. A status is
never told by its colour alone: what is planned is hollow, what is denied is struck.
"""

from __future__ import annotations

from collections.abc import Mapping

FONT = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, "
    "'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei', sans-serif"
)

LIGHT: Mapping[str, str] = {
    "ground": "#ffffff",
    "panel": "#f5f6f8",
    "ink": "#1a1f26",
    "muted": "#56606d",
    "rule": "#d9dee5",
    "field": "#868f9b",  # the edge of what takes input
    "accent": "#1f5fa8",
    "mark": "#b45309",  # what is disputed, or differs
    "happened": "#1f5fa8",
    "ongoing": "#0b7a6b",
    "ended": "#5c6673",
    "planned": "#946000",
    "forecast": "#7a3fa0",
    "denied": "#b3261e",
    "cancelled": "#8c4a3f",
}
DARK: Mapping[str, str] = {
    "ground": "#11151a",
    "panel": "#1a2028",
    "ink": "#e8ecf1",
    "muted": "#a0abb8",
    "rule": "#323b47",
    "field": "#6d7886",
    "accent": "#82b7f2",
    "mark": "#f0a848",
    "happened": "#82b7f2",
    "ongoing": "#58c7b4",
    "ended": "#a8b3bf",
    "planned": "#e3b053",
    "forecast": "#c9a0ea",
    "denied": "#f2897f",
    "cancelled": "#d9a297",
}


def write_variables(colours: Mapping[str, str]) -> str:
    """CSS custom properties: `--ground: #ffffff; …`."""
    return " ".join(f"--{name}: {value};" for name, value in colours.items())
