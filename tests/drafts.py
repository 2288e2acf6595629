"""A small article and the draft of it, for the tests of the review."""

from __future__ import annotations

from pathlib import Path

from db.place import hash_passage, hash_text

TEXT = (
    "Acme pays Globex\n\n"
    "The talks were long. Acme pays Globex nearly $20 million each month. The contract began in "
    "March 2024.\n\n"
    "Initech Labs sells 顶点 tools. Acme will hire 500 people in 2025, it said. Hopes are high. "
    "Globex named a new head in May 2024.\n"
)


def place(words: str) -> str:
    """The place of words of the article."""
    start = TEXT.index(words)
    return f"{start}-{start + len(words)}#{hash_passage(words)}"


PAYS = "Acme pays Globex nearly $20 million each month."
HIRES = "Acme will hire 500 people in 2025, it said."
NAMED = "Globex named a new head in May 2024."
SHA256 = hash_text(TEXT.encode())
NAMED_AT = TEXT.index("Initech Labs")
DRAFT = f"""\
# A draft of acme-news.txt: decide on each `review:`.
source:
  id: acme-news
  title: Acme pays Globex  # first line of the text
  publisher: Acme News  # given
  published: 2024-08-02  # JSON-LD datePublished
  text: {{sha256: {SHA256}, characters: {len(TEXT)}}}

companies:
  # "Initech Labs" named once, at {NAMED_AT}-{NAMED_AT + 12}
  - {{id: initech-labs, name: Initech Labs, kind: company, review: }}

events:
  # {place(PAYS).partition("#")[0]}: Acme pays Globex nearly $20 million each month …
  - id: acme-payment-2024-03
    review:
    title:
    type: payment            # by the word "pays"
    when: 2024-03/..         # "March 2024"
    status: ongoing
    companies: {{payer: acme, payee: [globex, initech-labs]}}   # roles are guessed
    known:
      - {{event: acme-pays-globex, score: 82, because: "20M USD; Acme; both pay"}}
    claims:
      - at: {place(PAYS)}
        inferred: {{when: the next sentence, companies: "the company is guessed"}}
        amounts:
          - {{measure: payment, value: nearly 20M USD, per: month, basis: actual, company: initech-labs}}

  - id: acme-hiring-2025
    review:
    title:
    type: hiring             # by the word "hire"
    when: 2025               # "2025"
    status: planned
    companies: {{employer: acme}}
    claims:
      - at: {place(HIRES)}
        amounts:
          - {{measure: headcount, value: 500 people, basis: planned, company: acme}}

  # {place(NAMED).partition("#")[0]}: Globex named a new head in May 2024.
  - id: globex-appointment-2024-05
    review:
    title:
    type: hiring
    when: 2024-05
    status: happened
    companies: {{employer: globex}}
    claims:
      - at: {place(NAMED)}
"""  # noqa: E501


def write_draft(folder: Path, draft: str = DRAFT) -> Path:
    """The draft in a folder, with the article's text beside it."""
    (folder / "acme-news.txt").write_bytes(TEXT.encode())
    path = folder / "acme-news.yaml"
    path.write_bytes(draft.encode())
    return path
