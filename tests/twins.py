"""A record that knows Acme and its payment by other ids than tests/acme.yaml, and by the same."""

from __future__ import annotations

TWIN = """\
source: {id: post-2024-05-01, title: Acme gives, publisher: The Post, published: 2024-05-01}
companies:
  - id: acme-inc
    name: Acme Incorporated
    kind: company
    aliases: [{name: Acme Two, when: 2001/..}, Acme Corp]
    relations: [{parent: hooli, event: acme-gives-money}]
  - {id: hooli, name: Hooli, kind: company}
  - id: piper
    name: Piper
    kind: company
    relations: [{brand_of: acme-inc, event: acme-gives-money, when: 2024/..}]
events:
  - id: acme-gives-money
    title: Acme Incorporated gives Globex money
    type: spending
    status: happened
    when: 2024-03-05
    companies: {payer: [acme-inc, acme], payee: globex}
    claims:
      - at: 10-60#0123456789abcdef
        said_by: acme-inc
        amounts:
          - {measure: payment, value: 21M USD, per: month, company: acme-inc, name: fee}
      - {at: 61-69#0123456789abcdef, status: denied, said_by: globex}
  - id: acme-answers
    title: Acme answers
    type: statement
    status: happened
    about: acme-gives-money
    companies: {speaker: acme-inc}
    claims:
      - at: 70-90#0123456789abcdef
        said_by: acme-inc
        amounts:
          - {measure: revenue, value: 5M USD, per: year, company: acme-inc}
          - {measure: investment, value: 3M USD, per: one_off, company: acme-inc}
          - {measure: price, value: 1M USD, per: one_off, part_of: acme-gives-money/fee}
  - id: piper-launched
    title: Piper is launched
    type: launch
    status: happened
    when: 2024-04
    companies: {developer: acme-inc, product: piper}
    claims: [{at: 100-120#0123456789abcdef, companies: {developer: acme-inc, product: piper}}]
  - id: acme-is-fined
    title: Acme is fined
    type: sanction
    status: happened
    when: 2024-05
    companies: {subject: acme-inc}
    claims: [{at: 121-129#0123456789abcdef}]
left_out:
  - {at: 130-140#0123456789abcdef, because: said before, repeats: acme-gives-money}
"""
SAME_AS = """\
id: same-as
same_as:
  - {company: acme-inc, same_as: acme, because: one company}
  - {event: acme-gives-money, same_as: acme-pays-globex, because: one payment}
"""
FOLDED = {"acme-inc": "acme", "acme-gives-money": "acme-pays-globex"}


def write_as_one() -> str:
    """The same record, had its author known the ids that stay."""
    text = TWIN.replace("    name: Acme Incorporated\n    kind: company\n", "", 1)
    text = text.replace("aliases: [", "aliases: [Acme Incorporated, ", 1)
    text = text.replace(
        "    title: Acme Incorporated gives Globex money\n    type: spending\n", "", 1
    )
    text = text.replace("[acme-inc, acme]", "acme")
    for folded, stays in FOLDED.items():
        text = text.replace(folded, stays)
    return text
