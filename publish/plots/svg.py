"""A writer of SVG: elements with presentation attributes, text that stays text, own ids.

There is no style sheet, no script and no reference to anything outside, so that a page with a
strict policy may hold several of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from xml.sax.saxutils import escape, quoteattr

from publish.plots.measure import tidy
from publish.theme import FONT

Value = str | float
# First for a whole line with Chinese, Japanese or Korean: resvg takes one font for a line.
EAST_ASIAN = (
    "'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei', "
    "'WenQuanYi Zen Hei', " + FONT
)
_WIDE = re.compile(
    "[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)
NAMESPACE = "http://www.w3.org/2000/svg"


class Svg:
    """Elements in the order in which they are drawn; ids begin with the kind of the plot."""

    def __init__(self, prefix: str, colours: Mapping[str, str]) -> None:
        self.prefix, self.colours = prefix, colours
        self._parts: list[str] = []
        self._defs: list[str] = []
        self._fades: dict[str, str] = {}

    def add(self, name: str, content: str | None = None, /, **attributes: Value) -> None:
        """An element with a text or without; `stroke_width` is `stroke-width`."""
        opened = f"<{name}{_write_attributes(attributes)}"
        body = "/>" if content is None else f">{escape(tidy(content))}</{name}>"
        self._parts.append(opened + body)

    def text(
        self,
        words: str,
        x: float,
        y: float,
        size: float,
        *,
        fill: str = "ink",
        bold: bool = False,
        struck: bool = False,
        anchor: str = "start",
        mark: str = "",
        halo: bool = False,
    ) -> None:
        """A line of text whose base line is set at a point; a sign may lead it.

        A halo keeps lines behind it away.
        """
        more: dict[str, Value] = {"font_weight": "700"} if bold else {}
        if anchor != "start":
            more["text_anchor"] = anchor
        if struck:
            more["text_decoration"] = "line-through"
        if halo:
            more |= {"stroke": self.colours["ground"], "stroke_width": 3.5}
            more |= {"stroke_linejoin": "round", "paint_order": "stroke"}
        if _WIDE.search(words):
            more["font_family"] = EAST_ASIAN
        more = {"x": x, "y": y, "font_size": size, "fill": self.colours[fill], **more}
        led = f'<tspan fill="{self.colours["mark"]}" font-weight="700">{mark}</tspan> '
        content = (led if mark else "") + escape(tidy(words))
        self._parts.append(f"<text{_write_attributes(more)}>{content}</text>")

    @contextmanager
    def group(self, title: str = "", /, **attributes: Value) -> Iterator[None]:
        """Elements that belong together, with what they are for those who point or listen."""
        self._parts.append(f"<g{_write_attributes(attributes)}>")
        if title:
            self.add("title", title)
        yield
        self._parts.append("</g>")

    def fade(self, colour: str, stops: list[tuple[float, float]], *, upright: bool = False) -> str:
        """A paint along pixels x (or y), each with its opacity: `url(#…)`."""
        first, last = stops[0][0], stops[-1][0]
        along, across = ("y", "x") if upright else ("x", "y")
        ends: dict[str, Value] = {f"{along}1": first, f"{along}2": last}
        ends |= {f"{across}1": 0, f"{across}2": 0}
        inner = "".join(
            f"<stop{_write_attributes({'offset': _share(at, first, last), 'stop_color': colour})}"
            f"{_write_attributes({'stop_opacity': opacity})}/>"
            for at, opacity in stops
        )
        body = f'{_write_attributes(ends)} gradientUnits="userSpaceOnUse">{inner}'
        if body not in self._fades:
            name = f"{self.prefix}-fade-{len(self._fades) + 1}"
            self._fades[body] = name
            self._defs.append(f'<linearGradient id="{name}"{body}</linearGradient>')
        return f"url(#{self._fades[body]})"

    def write(self, width: int, height: int, title: str, description: str) -> str:
        """The whole picture."""
        name, told = f"{self.prefix}-title", f"{self.prefix}-description"
        head = _write_attributes(
            {
                "xmlns": NAMESPACE, "width": width, "height": height,
                "viewBox": f"0 0 {width} {height}", "role": "img",
                "aria-labelledby": f"{name} {told}", "font_family": FONT,
            }
        )  # fmt: skip
        parts = [
            f"<svg{head}>",
            f'<title id="{name}">{escape(tidy(title))}</title>',
            f'<desc id="{told}">{escape(tidy(description))}</desc>',
        ]
        if self._defs:
            parts += ["<defs>", *self._defs, "</defs>"]
        ground: dict[str, Value] = {
            "width": width,
            "height": height,
            "fill": self.colours["ground"],
        }
        parts += [f"<rect{_write_attributes(ground)}/>", *self._parts, "</svg>", ""]
        return "\n".join(parts)


def _share(at: float, first: float, last: float) -> float:
    return round((at - first) / (last - first), 4) if last > first else 0.0


def _write_attributes(attributes: Mapping[str, Value]) -> str:
    return "".join(
        f" {name.replace('_', '-')}={quoteattr(_write_value(value))}"
        for name, value in attributes.items()
    )


def _write_value(value: Value) -> str:
    if isinstance(value, str):
        return value
    shown = f"{value:.4f}" if abs(value) < 1 else f"{value:.1f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return "0" if shown == "-0" else shown
