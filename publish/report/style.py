"""The style sheet of a report as HTML: one column for reading, and paper."""

from __future__ import annotations

from publish.theme import DARK, FONT, LIGHT, write_variables

SERIF = (
    "Charter, 'Bitstream Charter', 'Source Serif 4', Georgia, 'Noto Serif', 'Liberation Serif', "
    "'Noto Serif CJK SC', 'Songti SC', SimSun, serif"
)
_SHEET = """
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 1.0625rem/1.6 var(--sans);
  overflow-wrap: break-word;
}
main, header, footer { width: min(100% - 2.5rem, 62rem); margin-inline: auto; }
header { padding-top: 3.5rem; }
main { padding-bottom: 5rem; }
h1, h2, h3 { font-family: var(--serif); line-height: 1.2; text-wrap: balance; }
h1 {
  margin: 0; padding-top: 1.1rem; border-top: 4px solid var(--accent);
  font-size: clamp(2.1rem, 1.5rem + 3vw, 3.25rem); letter-spacing: -0.015em;
}
h2 {
  margin: 3.75rem 0 1rem; padding-top: 0.85rem; border-top: 1px solid var(--rule);
  font-size: 1.75rem;
}
h3 { margin: 2.25rem 0 0.75rem; font-size: 1.2rem; }
p, .items, .facts, .notes { max-width: 70ch; }
p { margin: 0 0 1rem; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip {
  position: absolute; left: 0.5rem; top: -4rem; padding: 0.5rem 1rem; background: var(--panel);
}
.skip:focus { top: 0.5rem; }
.lead {
  margin: 1rem 0 1.75rem; max-width: 46ch; font: 1.35rem/1.45 var(--serif); color: var(--muted);
}
nav ul {
  display: flex; flex-wrap: wrap; gap: 0.35rem 1.4rem; margin: 0; padding: 0; list-style: none;
}
nav { padding: 0.8rem 0; border-block: 1px solid var(--rule); font-size: 0.9375rem; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
.date { white-space: nowrap; }
.quiet { color: var(--muted); }
.mark { color: var(--mark); }
.cite { white-space: normal; font-size: 0.8125rem; font-variant-numeric: tabular-nums; }
.cite a, .uses a, td a { text-decoration: none; }
.cite a:hover, .uses a:hover, td a:hover { text-decoration: underline; }
.facts {
  display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: 0.5rem 1.25rem; margin: 0;
}
.facts dt { color: var(--muted); }
.facts dd { margin: 0; }
.entries { margin: 0; padding: 0; list-style: none; }
.entries > li {
  display: grid; grid-template-columns: 2.25rem 8.5rem minmax(0, 70ch); gap: 0 1rem;
  padding: 0.7rem 0; border-top: 1px solid var(--rule);
}
.entries > li:target, .notes li:target {
  background: var(--panel); box-shadow: 0 0 0 0.5rem var(--panel);
}
.entries .number {
  color: var(--muted); font-size: 0.8125rem; line-height: 1.7rem; text-align: right;
}
.entries .when { font-variant-numeric: tabular-nums; color: var(--muted); }
.entries p { margin: 0; }
.entries .title { font-weight: 600; line-height: 1.4; }
.entries .title span { font-weight: 400; font-size: 0.875rem; white-space: nowrap; }
.entries .line { margin-top: 0.2rem; font-size: 0.9375rem; line-height: 1.5; }
.scroll { overflow-x: auto; margin: 0 0 1.75rem; }
.scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; line-height: 1.45; }
table { font-variant-numeric: tabular-nums lining-nums; }
caption { max-width: 70ch; padding: 0 0 0.6rem; color: var(--muted); text-align: left; }
th, td { padding: 0.45rem 1.1rem 0.45rem 0; text-align: left; vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-bottom: 1px solid var(--ink); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 400; }
.narrow table { width: auto; min-width: 22rem; }
tbody tr + tr > * { border-top: 1px solid var(--rule); }
th.right, td.right { text-align: right; }
td.right { overflow-wrap: normal; }
.items { margin: 0 0 1.5rem; padding: 0; list-style: none; }
.items > li { padding: 0.6rem 0; }
.items.plain > li { padding: 0.15rem 0; }
.items ul { margin: 0.4rem 0 0; padding-left: 1.1rem; }
.items li li { padding: 0.15rem 0; }
figure { position: relative; margin: 2rem 0; }
figure > div { overflow-x: auto; }
figure svg { display: block; width: 100%; min-width: 52rem; height: auto; }
figcaption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.notes, .notes ol {
  margin: 0; padding: 0; list-style: none; font-size: 0.9375rem; line-height: 1.5;
}
.notes > li { display: grid; grid-template-columns: 2.25rem minmax(0, 1fr); padding: 0.6rem 0; }
.notes ol {
  grid-column: 2; margin-top: 0.35rem; font-size: 0.875rem; font-variant-numeric: tabular-nums;
}
.notes ol li { display: grid; grid-template-columns: 3rem minmax(0, 1fr); padding: 0.12rem 0; }
.notes .number { color: var(--muted); font-variant-numeric: tabular-nums; }
.uses { color: var(--muted); }
code, pre {
  font-family: ui-monospace, 'Cascadia Mono', Menlo, 'Liberation Mono', monospace;
  font-size: 0.85em;
}
code { overflow-wrap: anywhere; color: var(--muted); }
pre {
  max-width: 100%; overflow-x: auto; margin: 0; padding: 0.8rem 1rem; font-size: 0.9rem;
  background: var(--panel);
}
pre code { color: var(--ink); font-size: 1em; overflow-wrap: normal; }
"""
# A drawing holds its caption; where it is too wide to be seen whole, that stands below it, too.
_PHONE = """
@media screen and (max-width: 44rem) {
  body { font-size: 1rem; }
  main, header, footer { width: min(100% - 2rem, 62rem); }
  header { padding-top: 1.5rem; }
  h2 { margin-top: 2.75rem; font-size: 1.5rem; }
  .lead { font-size: 1.2rem; }
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts dd { margin-bottom: 0.7rem; }
  .entries > li { grid-template-columns: minmax(0, 1fr) auto; }
  .entries .number { order: 2; }
  .entries .when { order: 1; font-size: 0.875rem; }
  .entries .what { order: 3; grid-column: 1 / -1; }
  table, caption, tbody, tr, tbody th, tbody td { display: block; text-align: left; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { padding: 0.5rem 0; border-top: 1px solid var(--rule); }
  tbody tr > * { position: relative; padding: 0.1rem 0 0.1rem 7.5rem; text-align: left; }
  tbody tr + tr > * { border-top: 0; }
  tbody tr > *::before { content: attr(data-name); position: absolute; left: 0; }
  tbody tr > *::before { color: var(--muted); }
  figcaption { position: static; width: auto; height: auto; margin-top: 0.6rem; clip-path: none; }
  figcaption { font-size: 0.9rem; color: var(--muted); }
  tbody tr > *:empty { display: none; }
  tbody tr > th { font-weight: 600; }
  tbody th::before { font-weight: 400; }
  th.right, td.right { text-align: left; }
  .narrow table { width: 100%; min-width: 0; }
}
"""
_PAPER = """
@page { margin: 20mm 18mm; }
@media print {
  html { font-size: 9.5pt; }
  main, header, footer { width: 100%; }
  header { padding-top: 0; }
  main { padding-bottom: 0; }
  nav, .skip { display: none; }
  .entries > li { grid-template-columns: 1.6rem 6.5rem minmax(0, 1fr); gap: 0 0.75rem; }
  a { color: inherit; text-decoration: none; }
  h2 { break-after: avoid; }
  h3 { break-after: avoid; }
  caption { break-after: avoid; }
  .entries > li, .notes > li, .notes ol li, tr, .items > li, figure { break-inside: avoid; }
  .notes > li { break-inside: auto; }
  thead { display: table-header-group; }
  p { orphans: 3; widows: 3; }
  .scroll, figure > div, pre { overflow: visible; }
  .scroll table, figure svg { min-width: 0; }
  table { font-size: 0.8rem; }
  th, td { padding-right: 0.7rem; }
  pre { white-space: pre-wrap; }
}
"""


def write_style() -> str:
    """The whole sheet, with the colours of day and night."""
    fonts = f"--sans: {FONT}; --serif: {SERIF};"
    return (
        f":root {{ color-scheme: light dark; {fonts} {write_variables(LIGHT)} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n"
        f":root {{ {write_variables(DARK)} }}\n{_darken_plots()}}}\n"
        f"{_SHEET}{_PHONE}{_PAPER}"
    )


def _darken_plots() -> str:
    """Colours of plots at night: a rule of a sheet goes before what a drawing says itself."""
    return "".join(
        f'svg [{name}="{value}"] {{ {name}: {DARK[colour]}; }}\n'
        for colour, value in LIGHT.items()
        for name in ("fill", "stroke", "stop-color")
    )
