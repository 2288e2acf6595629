"""Short records for tests of views: sources that speak of one event."""

from __future__ import annotations

from textwrap import indent

COMPANIES = """\
id: companies
companies:
  - {id: acme, name: Acme, kind: company}
  - {id: globex, name: Globex, kind: company}
"""


def news(
    name: str,
    *claims: str,
    published: str | None = None,
    cites: str = "",
    event: str = "deal",
    more: str = "",
) -> str:
    """A record of one source with claims (flow mappings) on one event; `globe` defines it."""
    lines = [f"source:\n  id: {name}\n  title: News\n  publisher: {name.split('-')[0].title()}\n"]
    if published:
        lines.append(f"  published: {published}\n")
    if cites:
        lines.append(f"  cites: [{cites}]\n")
    lines.append(f"events:\n  - id: {event}\n")
    if name.startswith("globe"):
        lines.append(f"    title: Acme pays Globex ({event})\n    type: purchase\n")
    lines.append("    claims:\n")
    lines += [indent(f"- {{{claim}}}\n", "      ") for claim in claims]
    return "".join(lines) + more


def paid(value: str, more: str = "per: month, company: acme") -> str:
    """An amount of a payment."""
    return f"amounts: [{{measure: payment, value: {value}, {more}}}]"
