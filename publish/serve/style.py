"""The style sheet of all pages that the server makes."""

from __future__ import annotations

from publish.theme import DARK, FONT, LIGHT, write_variables

RULES = """
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.45 FONT; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: center;
  padding: .5rem 1.25rem; background: var(--panel); border-bottom: 1px solid var(--rule); }
header p { margin: 0; }
header .name { color: var(--muted); overflow-wrap: anywhere; }
header strong { color: var(--ink); }
header form { display: flex; gap: .4rem; margin-left: auto; }
header ul { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; padding: 0; list-style: none; }
header a { display: inline-block; padding: .3rem 0; color: var(--ink);
  border-bottom: 2px solid transparent; text-decoration: none; }
header a:hover { text-decoration: underline; }
header a[aria-current] { border-color: var(--accent); }
main { padding: .5rem 1.25rem 3rem; }
h1 { margin: .5rem 0; font-size: 1.4rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 1.6rem 0 .4rem; font-size: 1.1rem; }
p { max-width: 75ch; margin: .5rem 0; }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible,
textarea:focus-visible, summary:focus-visible, .scroll:focus-visible {
  outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: .5rem; top: .5rem; padding: .5rem; background: var(--ground); z-index: 1; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.muted, .help { color: var(--muted); }
details { color: var(--muted); }
.help { font-size: .85rem; }
.scroll { overflow-x: auto; margin: .5rem 0; }
table { border-collapse: collapse; font-size: .9rem; line-height: 1.35; }
th, td { padding: .3rem .9rem .3rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--rule); }
th { color: var(--muted); font-weight: 600; white-space: nowrap; }
td { min-width: 3rem; max-width: 34rem; overflow-wrap: break-word; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.words { min-width: 13rem; }
.phrase { min-width: 7rem; }
th.number { white-space: normal; }
.whole { white-space: nowrap; max-width: none; }
.cited { min-width: 10rem; color: var(--muted); font-variant-numeric: tabular-nums; }
.notes { padding-left: 2.2rem; font-size: .9rem; }
.notes li { padding: .15rem 0; overflow-wrap: anywhere; }
.notes li:target { background: var(--panel); outline: 2px solid var(--mark); }
.url { color: var(--muted); font-size: .85rem; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem;
  margin: .5rem 0; }
dl.facts dt { color: var(--muted); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
dl.list dt { margin-top: .7rem; font-weight: 600; }
dl.list dd { margin: 0; max-width: 85ch; color: var(--muted); }
.fault { padding: .5rem .8rem; border-left: 4px solid var(--denied); background: var(--panel);
  max-width: none; overflow-wrap: anywhere; }
.remark { padding: .5rem .8rem; border-left: 4px solid var(--mark); background: var(--panel); }
form.ask { margin: .8rem 0; padding: .8rem 1rem; background: var(--panel);
  border: 1px solid var(--rule); border-radius: 4px; }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
  gap: .7rem 1.2rem; align-items: start; }
.field label { display: block; font-weight: 600; }
.field.switch label { display: inline; margin-left: .4rem; }
.field .help, .field .fault { display: block; margin: .1rem 0 0; line-height: 1.3; }
.field .fault { padding: .1rem 0 .1rem .5rem; }
input, select, textarea, button { font: inherit; color: inherit; }
input:not([type=checkbox]), select, textarea { width: 100%; padding: .3rem .45rem;
  background: var(--ground); border: 1px solid var(--muted); border-radius: 3px; }
header input:not([type=checkbox]) { width: 13rem; }
::placeholder { color: var(--muted); opacity: 1; }
[aria-invalid] { border-color: var(--denied) !important; }
textarea { min-height: 7rem; font: 14px/1.4 ui-monospace, 'DejaVu Sans Mono', monospace; }
button { padding: .3rem .9rem; cursor: pointer; background: var(--ground);
  border: 1px solid var(--muted); border-radius: 3px; }
button:hover { border-color: var(--ink); }
.actions { display: flex; flex-wrap: wrap; gap: .6rem 1.2rem; align-items: center;
  margin-top: .8rem; }
.pages { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: .6rem 0; color: var(--muted); }
code, pre { font: .9em ui-monospace, 'DejaVu Sans Mono', monospace; }
@media (max-width: 40rem) {
  header, main { padding-left: .8rem; padding-right: .8rem; }
  header form { margin-left: 0; width: 100%; }
  header input:not([type=checkbox]) { width: 100%; }
  dl.facts { grid-template-columns: 1fr; gap: 0; }
  dl.facts dd { margin-bottom: .5rem; }
}
@media print { header, form.ask, .pages, .skip { display: none; } }
"""


def write_style() -> str:
    """The whole style sheet, light and dark."""
    return (
        f":root {{ color-scheme: light dark; {write_variables(LIGHT)} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {write_variables(DARK)} }} }}"
        + RULES.replace("FONT", FONT)
    )
