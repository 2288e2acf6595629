"""Quotes of a record are replaced by their places."""

from __future__ import annotations

import hashlib
import json
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from db.locate import Located, locate_record
from db.place import (
    Article,
    find_passages,
    hash_passage,
    hash_text,
    parse_place,
)
from db.problem import Problem

TEXT = "Acme was founded in 2015. Acme pays Globex 20 million a month. Initech sells the service."
PAYS = "Acme pays Globex 20 million a month."
AT_PAYS = f"26-62#{hashlib.sha256(PAYS.encode()).hexdigest()}"
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()
FILLED = f"text: {{sha256: {SHA256}, characters: {len(TEXT)}}}"


def make_article(text: str) -> Article:
    return Article(text, hash_text(text.encode()), len(text))


def locate(record: str, text: str = TEXT) -> Located:
    return locate_record(record, make_article(text), file="record.yaml")


def problems_of(record: str, text: str = TEXT) -> list[str]:
    """The problems as lines, once it is sure that they left the record alone."""
    located = locate(record, text)
    assert located.problems
    assert (located.text, located.count) == (record, 0)
    return [str(problem) for problem in located.problems]


def record_with(claim: str) -> str:
    """A record whose one claim is the block given, its first line behind the dash."""
    lines = claim.replace("\n", "\n      ")
    return (
        "# what Example News says\n"
        "source:\n"
        "  id: example-news\n"
        f"  {FILLED}\n"
        "\n"
        "events:\n"
        "  - id: acme-pays\n"
        "    claims:\n"
        f"    - {lines}\n"
        "\n"
        "    # the end\n"
    )


# Records: what is replaced


def test_a_record_gets_its_places_and_keeps_all_else() -> None:
    record = """\
# draft of 2 August
source:
  id: example-news   # ours
  title: "Acme's 'model' deal"

events:
  - id: acme-pays
    title: Acme pays Globex
    claims:
      - quote: Acme pays Globex
          20 million a month.   # second sentence
        status: ongoing

      - {when: 2015, quote: "founded in 2015"}
  - id: initech-sells
    claims: [{quote: sells the service}]
    quote: not a claim's
"""
    founded, sells = hash_passage("founded in 2015"), hash_passage("sells the service")
    assert locate(record) == Located(
        f"""\
# draft of 2 August
source:
  id: example-news   # ours
  {FILLED}
  title: "Acme's 'model' deal"

events:
  - id: acme-pays
    title: Acme pays Globex
    claims:
      - at: {AT_PAYS}   # second sentence
        status: ongoing

      - {{when: 2015, at: 9-24#{founded}}}
  - id: initech-sells
    claims: [{{at: 71-88#{sells}}}]
    quote: not a claim's
""",
        [],
        3,
    )


@pytest.mark.parametrize(
    ("claim", "located"),
    [
        (f"quote: {PAYS}", "at: @"),
        (f"quote:   '{PAYS}'  # c", "at: @  # c"),
        (f'quote : "{PAYS}"\nwhen: 2024', "at: @\nwhen: 2024"),
        (f'"quote": "{PAYS}"', "at: @"),
        (f"when: 2024\nquote:\n  {PAYS}\nsaid_by: a", "when: 2024\nat: @\nsaid_by: a"),
        (f"quote: # c\n  {PAYS}", "at: # c\n  @"),
        ("quote: Acme pays Globex\n\n  20 million a month.", "at: @"),
        ('quote: "Acme pays \\\n  Globex 20\n\n  million a month."', "at: @"),
        ("quote: 'Acme pays Globex\n\n  20 million a month.'", "at: @"),
        (f"quote: |\n  {PAYS}", "at: @"),
        (f"quote: >\n  {PAYS}  ", "at: @"),
        (f"quote: >-  # c\n  {PAYS}\n\n\n# d\nwhen: 2024", "at: @ # c\n\n\n# d\nwhen: 2024"),
        (f"quote: |\n  {PAYS}\n\u2028when: 2024", "at: @\n\u2028when: 2024"),
        (f"quote: |+\n  {PAYS}\n\n\nwhen: 2024", "at: @\n\n\nwhen: 2024"),
        ("quote: |2-\n   Acme pays\n  Globex 20\n    million a month.\nwhen: 1", "at: @\nwhen: 1"),
        (f"quote: &a !!str {PAYS}", None),
        (f"quote: !!str {PAYS}", "at: @"),
        (f"quote: !!str |\n  {PAYS}", "at: @"),
        (f"{{quote: {PAYS} , when: 2024}}", "{at: @ , when: 2024}"),
        (f'{{when: 2024,"quote":"{PAYS}"}}', "{when: 2024,at: @}"),
        ("{quote: Acme pays Globex\n  20 million a month.}", "{at: @}"),
        (f"quote:\n  # c\n  {PAYS}", "at: # c\n  @"),
        (f"{{quote: # c\n  '{PAYS}'}}", "{at: # c\n  @}"),
        (f"{{'quote':# c\n  '{PAYS}'}}", "{at: # c\n  @}"),
        (f"{{? quote : '{PAYS}'}}", "{? at: @}"),
        (f"{{quote: '{PAYS}'# c\n}}", "{at: @ # c\n}"),
    ],
)
def test_a_quote_in_any_style_is_replaced(claim: str, located: str | None) -> None:
    record = record_with(claim)
    if located is None:
        assert "anchors and aliases" in problems_of(record)[0]
        return
    assert locate(record) == Located(record_with(located.replace("@", AT_PAYS)), [], 1)


@pytest.mark.parametrize(
    ("claim", "located"),
    [
        (f"quote: {PAYS}\nat: 1-2#0\nwhen: 1", "at: @\nwhen: 1"),
        (f"at: 1-2#0\nquote: {PAYS}\nwhen: 1", "at: @\nwhen: 1"),
        (f"at:\nquote: {PAYS}", "at: @"),
        (f"at: [1,\n  2]\nwhen: 1\nquote: |\n  {PAYS}\n\n# c", "at: @\nwhen: 1\n\n# c"),
        (f"quote: |\n  {PAYS}\n# c\nat: 1-2#0  # d", "at: @\n# c\n# d"),
        (f"{{quote: '{PAYS}', at: 1-2#0, when: 1}}", "{at: @, when: 1}"),
        (f"{{at: 1-2#0 , when: 1, quote: '{PAYS}' }}", "{at: @ , when: 1 }"),
        (f'{{"at":"1-2#0","quote":"{PAYS}",}}', '{"at": @,}'),
    ],
)
def test_a_quote_beside_an_old_place_leaves_one_new_place(claim: str, located: str) -> None:
    record = record_with(claim)
    assert locate(record) == Located(record_with(located.replace("@", AT_PAYS)), [], 1)


def test_an_old_place_on_the_last_line_goes_with_its_line() -> None:
    record = f"source: {{id: x}}\nevents:\n- claims:\n  - quote: {PAYS}\n    at: 1-2#0"
    expected = f"source: {{id: x, {FILLED}}}\nevents:\n- claims:\n  - at: {AT_PAYS}\n"
    assert locate(record).text == expected


@pytest.mark.parametrize(
    "claim",
    [
        f"? quote\n: {PAYS}",
        f"quote: {PAYS}\n? at\n: 1-2#0  # c",
        f"quote: {PAYS}\nsaid_by: |+\n  a\n\nat: 1-2#0\n\nwhen: 1",
        f"{{at: 1-2#0, quote: '{PAYS}'# c\n}}",
    ],
)
def test_what_cannot_be_written_without_other_changes_is_a_problem(claim: str) -> None:
    (problem,) = problems_of(record_with(claim))
    assert problem == (
        "record.yaml: the places cannot be written without changing something else in the record;"
        " write each entry as `key: value`, on lines of its own, without `?` and `|+`"
    )


def test_a_comment_between_brackets_is_not_dropped_with_the_quote() -> None:
    (problem,) = problems_of(record_with(f"{{at: 1-2#0, # c\n  quote: '{PAYS}'}}"))
    assert problem == (
        "record.yaml:10: a comment stands in the way of the new place;"
        " take the old `at` out by hand"
    )


# Records: passages that are left out


def test_a_passage_that_is_left_out_gets_its_place_as_a_claim_does() -> None:
    record = """\
left_out:   # what is no claim
  - quote: founded in 2015   # known
    because: heading
  - {because: opinion, at: 1-2#0, quote: 'sells the service'}
source: {id: x, TEXT}
events: [{claims: [{quote: "Acme was"}]}]
""".replace("TEXT", FILLED)
    founded, sells, was = map(hash_passage, ("founded in 2015", "sells the service", "Acme was"))
    assert locate(record) == Located(
        f"""\
left_out:   # what is no claim
  - at: 9-24#{founded}   # known
    because: heading
  - {{because: opinion, at: 71-88#{sells}}}
source: {{id: x, {FILLED}}}
events: [{{claims: [{{at: 0-8#{was}}}]}}]
""",
        [],
        3,
    )


def test_faults_of_what_is_left_out_are_told_beside_those_of_claims() -> None:
    record = """\
source: {id: x}
events: {quote: z}
left_out:
  - quote: nothing like it
  - quote: Acme
  - quote:
  - some
"""
    assert [(problem.line, problem.fault) for problem in locate(record).problems] == [
        (2, "`events` is not a list"),
        (4, "the quote “nothing like it” is not in the article"),
        (5, "the quote “Acme” stands 2 times, at 0-4, 26-30"),
        (6, "the quote holds no words"),
        (7, "the passage is not a mapping"),
    ]
    assert problems_of("source: {id: x}\nleft_out: {quote: z}\n") == [
        "record.yaml:2: `left_out` is not a list; write each item after a dash"
    ]


# Records: places that somebody chose


@pytest.mark.parametrize(
    ("claim", "located"),
    [
        ("when: 2024\nstatus: ongoing", "at: @\nwhen: 2024\nstatus: ongoing"),
        ("# c\nwhen:   2024  # d", "# c\nat: @\nwhen:   2024  # d"),
        ("amounts:\n- {value: 1}", "at: @\namounts:\n- {value: 1}"),
        ("{when: 2024}", "{at: @, when: 2024}"),
        ('{"when":2024,}', '{at: @, "when":2024,}'),
        ("{\n  when: 2024}", "{\n  at: @, when: 2024}"),
        ("{}", "{at: @}"),
        ("{ }", "{at: @ }"),
        ("at:\nwhen: 2024", "at: @\nwhen: 2024"),
        ("{at: , when: 2024}", "{at: @, when: 2024}"),
    ],
)
def test_a_chosen_place_is_put_into_its_claim(claim: str, located: str) -> None:
    place = parse_place(AT_PAYS)
    for newline in ("\n", "\r\n"):
        record = record_with(claim).replace("\n", newline)
        expected = record_with(located.replace("@", AT_PAYS)).replace("\n", newline)
        article = make_article(TEXT)
        found = locate_record(record, article, file="record.yaml", chosen={(0, 0): place})
        assert found == Located(expected, [], 1)


@pytest.mark.parametrize("claim", [f"at: {AT_PAYS}", f"quote: {PAYS}"])
def test_a_claim_that_has_a_place_gets_no_other(claim: str) -> None:
    chosen = {(0, 0): parse_place(AT_PAYS)}
    record = record_with(claim)
    found = locate_record(record, make_article(TEXT), file="record.yaml", chosen=chosen)
    assert (found.text, found.count) == (record, 0)
    assert [problem.fault for problem in found.problems] == [
        "the claim has a quote or a place already"
    ]


# Records: the source's text


@pytest.mark.parametrize(
    ("source", "filled"),
    [
        ("  id: x", "  id: x\n  @"),
        ("  id: x # c\n  title: t", "  id: x # c\n  @\n  title: t"),
        ("    a: b\n    id: |\n      x\n\n", "    a: b\n    id: |\n      x\n    @\n\n"),
        ("  {id: x, title: t}", "  {id: x, @, title: t}"),
        ('  {"title":"t","id":"x"}', '  {"title":"t","id":"x", @}'),
        ("  id: x\n  text: {sha256: '', characters: 1} # c", "  id: x\n  @ # c"),
        ("  text:\n  id: x", "  @\n  id: x"),
        ("  text: some\n  id: x", "  @\n  id: x"),
        (f"  text:\n    sha256: {SHA256}\n    a: 1\n  # c\n  id: x", "  @\n  # c\n  id: x"),
        ("  text: # c\n    a: [1]\n    b: [\n      2]\n  id: x", "  text: # c\n    =\n  id: x"),
        ("  text:\n  - 1\n  - [2]\n  id: x", "  @\n  id: x"),
        ("  {title, id, url: u}", "  {title, id, @, url: u}"),
        ("  text: {characters: 1}\n  id: x", "  @\n  id: x"),
        ('  {"text":{},"id":"x"}', '  {"text": =,"id":"x"}'),
    ],
)  # fmt: skip
def test_the_sources_text_is_filled_even_without_a_quote(source: str, filled: str) -> None:
    filled = filled.replace("@", FILLED).replace("=", FILLED.removeprefix("text: "))
    for tail in ("\n", "\nevents:\n", "\nevents: [{id: e, claims: }, {id: f}]\n"):
        assert locate(f"source:\n{source}{tail}") == Located(f"source:\n{filled}{tail}", [], 0)


@pytest.mark.parametrize(
    ("record", "located"),
    [
        ("source:\n  id: x", "source:\n  id: x\n  @"),
        ("source:\r\n  id: x", "source:\r\n  id: x\r\n  @"),
        ("source:\r\n  id: x\r\n  url: u\r\n", "source:\r\n  id: x\r\n  @\r\n  url: u\r\n"),
        ("source:\r  id: x\r  url: u\r", "source:\r  id: x\r  @\r  url: u\r"),
        ("source:\n  id: x\u2028  url: u\n", "source:\n  id: x\u2028  @\u2028  url: u\n"),
        ("\ufeffsource:\n  id: x\n", "\ufeffsource:\n  id: x\n  @\n"),
        ("---\nsource:\n  id: x\n...\n", "---\nsource:\n  id: x\n  @\n...\n"),
    ],
)
def test_the_text_is_inserted_with_the_records_own_line_breaks(record: str, located: str) -> None:
    assert locate(record) == Located(located.replace("@", FILLED), [], 0)


def test_a_located_record_stays_as_it_is() -> None:
    once = locate(record_with(f"quote: {PAYS}")).text
    assert locate(once) == Located(once, [], 0)


def test_another_article_than_the_records_own_is_the_only_problem() -> None:
    record = (
        f"source:\n  id: x\n  text: {{sha256: {'0' * 64}}}\nevents: [{{claims: [{{quote: z}}]}}]"
    )
    (problem,) = problems_of(record)
    assert problem == (
        "record.yaml:3: this is not the article that the record's places were taken from;"
        " give that article, or delete `text:` and every `at:` and quote anew"
    )


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff", "\ufeff\ufeff"])
@pytest.mark.parametrize("quote", [f"'{PAYS}'", f"|\n      {PAYS}", f">-\n      {PAYS}"])
def test_line_breaks_and_byte_order_mark_of_a_record_stay(
    break_: str, mark: str, quote: str
) -> None:
    head = f"{mark}# 😀 公司\nsource:\n  id: 中文\n"
    claims = "events:\n- claims:\n  - when: 2024\n    "
    record = f"{head}{claims}quote: {quote}\n\n# 😀\n"
    expected = f"{head}  {FILLED}\n{claims}at: {AT_PAYS}\n\n# 😀\n"
    located = locate(record.replace("\n", break_))
    assert located == Located(expected.replace("\n", break_), [], 1)


# Records: problems


def test_a_quote_that_is_not_there_names_the_nearest_words() -> None:
    (problem,) = problems_of(record_with("when: 2024\nquote: Acme pays Globex 30 million"))
    assert problem == (
        "record.yaml:10: the quote “Acme pays Globex 30 million” is not in the article;"
        " the nearest words, at 26-53, are “Acme pays Globex 20 million”"
    )


def test_a_quote_that_resembles_nothing_is_to_be_copied() -> None:
    assert problems_of(record_with("quote: Completely different words"))[0].endswith(
        "is not in the article; copy the passage from the article as it is"
    )


@pytest.mark.parametrize(
    ("text", "quote", "kinds"),
    [
        ("He said “it’s so”.", 'said "it\'s so"', "quote signs"),
        ("From 2012–2015 on", "2012-2015", "dashes"),
        ("Acme pays", "ACME PAYS", "capital letters"),
        ("The cafe\u0301 pays", "caf\u00e9", "the encoding of letters and accents"),
        ("Ac\u00adme pays", "Acme", "invisible characters"),
        ("It’s 2012–2015", "IT'S 2012-2015", "quote signs and dashes and capital letters"),
    ],
)
def test_a_quote_that_differs_in_signs_only_is_told_just_that(
    text: str, quote: str, kinds: str
) -> None:
    record = f"source: {{id: x}}\nevents: [{{claims: [{{quote: {json.dumps(quote)}}}]}}]"
    assert f"it differs only in {kinds}, so copy it from there" in problems_of(record, text)[0]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Acme. Acme", "2 times, at 0-4, 6-10"),
        ("Acme Acme Acme", "3 times, at 0-4, 5-9, 10-14"),
        ("Acme Acme Acme Acme", "4 times, at 0-4, 5-9, 10-14, …"),
    ],
)
def test_a_quote_that_stands_several_times_names_the_first_places(text: str, where: str) -> None:
    assert problems_of("source: {id: x}\nevents: [{claims: [{quote: Acme}]}]", text) == [
        f"record.yaml:2: the quote “Acme” stands {where}; add more words before or after it"
    ]


@pytest.mark.parametrize("quote", ["", "''", '" \\u00a0"', "|\n    \n", "[a]", "{a: b}"])
def test_a_quote_without_words_is_a_problem(quote: str) -> None:
    record = f"source: {{id: x}}\nevents:\n- claims:\n  - quote: {quote}\n    when: 2024\n"
    assert problems_of(record) == [
        "record.yaml:4: the quote holds no words; copy them from the article"
    ]


def test_all_problems_are_collected_with_their_lines() -> None:
    record = """\
source: {id: x}
events:
- claims:
  - quote: nothing like it
  - quote: founded in 2015
  - a claim
  - quote:
- an event
- claims: some
- claims: {quote: z}
- {id: e}
"""
    assert [(problem.line, problem.fault) for problem in locate(record).problems] == [
        (4, "the quote “nothing like it” is not in the article"),
        (6, "the claim is not a mapping"),
        (7, "the quote holds no words"),
        (8, "the event is not a mapping"),
        (9, "`claims` is not a list"),
        (10, "`claims` is not a list"),
    ]
    problems_of(record)


@pytest.mark.parametrize(
    ("record", "line", "fault"),
    [
        ("", 1, "the record is empty"),
        ("# nothing\n", 1, "the record is empty"),
        ("- a\n", 1, "the record is not a mapping"),
        ("some text", 1, "the record is not a mapping"),
        ("events: []\n", 1, "the record has no source"),
        ("\nsource: example\n", 2, "the source is not a mapping"),
        ("\nsource: {title: t}\n", 2, "the source has no id"),
        ("source: {id: x}\nevents: {id: e}\n", 2, "`events` is not a list"),
        ("source: {id: x}\nevents: e\n", 2, "`events` is not a list"),
    ],
)
def test_a_record_of_another_shape_is_one_problem(record: str, line: int, fault: str) -> None:
    problem, *others = locate(record).problems
    assert (problem.line, problem.fault, others) == (line, fault, [])
    problems_of(record)


@pytest.mark.parametrize(
    "record",
    [
        "source: {id: x\n",
        "source:\n  ? id\n  : x\n",
        "source:\n id: x\n  title: y\n",
        "source: {id: x}\nevents:\n- claims: ['\n",
        "source: {id: x}\nevents: [{claims: [{quote: \x07}]}]",
        'source: {id: x}\nevents: [{claims: [{quote: "\\ud800"}]}]',
        "source: {id: x}\n---\nevents: []\n",
        "source: {id: x}\nsource: {id: y}\n",
        "source: &a {id: x}\n",
        "source: {id: x}\nevents: [{claims: &c [{quote: Initech}]}, {claims: *c}]",
        "source: {id: x}\nevents: &e [*e]",
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "a: &a " * 1000,
        "[" * 100_000 + "]" * 100_000,
        "? " * 50_000,
        "".join(" " * depth + "a:\n" for depth in range(1000)),
    ],
)
def test_hostile_and_broken_yaml_is_a_problem_at_once(record: str) -> None:
    start = time.perf_counter()
    assert all(line.startswith("record.yaml:") for line in problems_of(record))
    assert time.perf_counter() - start < 3


def test_a_message_holds_no_control_character_and_is_short() -> None:
    record = 'source: {id: x}\nevents: [{claims: [{quote: "\\e[31mred\\0' + "z " * 500 + '"}]}]'
    (problem,) = locate(record).problems
    assert problem == Problem(
        "record.yaml",
        2,
        "the quote “\ufffd[31mred\ufffd" + "z " * 35 + "…” is not in the article",
        "copy the passage from the article as it is",
    )


# Records: any of them


WORDS = [
    "Acme",
    "paid",
    "€20",
    "it's",
    "“so”",
    "😀",
    "公司",
    "a:b",
    "x#y",
    "café",
    "cafe\u0301",
    "מיליון",
]


def write_quote(words: list[str], style: str, indent: str) -> str:
    """A quote as YAML in one of its styles, broken over two lines where the style allows it."""
    middle = len(words) // 2
    head, tail = " ".join(words[:middle]), " ".join(words[middle:])
    both = f"{head}\n{indent}  {tail}" if head else tail
    if style in ("plain", '"', "'"):
        sign = style.removeprefix("plain")
        return sign + (both.replace("'", "''") if sign == "'" else both) + sign
    return f"{style}\n{indent}  {both}"


@st.composite
def records(draw: st.DrawFn) -> tuple[str, str, int]:
    """A record, the same with `<words>` for each quote's place, and the count of its quotes."""
    head, claims = "# 😀\nsource:\n  id: x\n", "events:\n- id: e\n  claims:\n"
    before, after = [head, claims], [head, "  <text>\n", claims]
    count = draw(st.integers(1, 4))
    for number in range(count):
        words = [f"№{number}", *draw(st.lists(st.sampled_from(WORDS), max_size=5)), f"{number}№"]
        flow = draw(st.booleans())
        style = draw(st.sampled_from(["plain", '"', "'", *([] if flow else ["|", ">-", "|+"])]))
        others = draw(st.permutations(["when: 2024", 'said_by: "a, # b"', "amounts: [{value: 1}]"]))
        position = draw(st.integers(0, 3))
        join = ", " if flow else draw(st.sampled_from(["\n    ", "\n\n    # c: 'd\n    "]))
        quote = f"quote: {write_quote(words, style, '    ')}"
        for parts, entry in ((before, quote), (after, f"at: <{' '.join(words)}>")):
            entries = join.join([*others[:position], entry, *others[position:]])
            parts.append(f"  - {{ {entries} }} # e\n" if flow else f"  - {entries}\n")
    return "".join(before), "".join(after), count


@given(records(), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]))
def test_locating_changes_the_quotes_and_not_one_byte_else(
    drawn: tuple[str, str, int], break_: str, mark: str
) -> None:
    before, after, count = drawn
    quotes = [
        claim["quote"]
        for claim in yaml.load(before, Loader=yaml.CBaseLoader)["events"][0]["claims"]  # noqa: S506
    ]
    text = "\ufeff😀 " + "\u3000\r\n".join("\u00a0".join(quote.split()) for quote in quotes)
    after = after.replace(
        "<text>", f"text: {{sha256: {hash_text(text.encode())}, characters: {len(text)}}}"
    )
    for quote in quotes:
        (place,) = find_passages(quote, text)
        after = after.replace(f"<{' '.join(quote.split())}>", str(place))
    located = locate(mark + before.replace("\n", break_), text)
    assert located == Located(mark + after.replace("\n", break_), [], count)


@given(records())
def test_a_located_record_says_the_same_but_for_its_places(drawn: tuple[str, str, int]) -> None:
    before = yaml.load(drawn[0], Loader=yaml.CBaseLoader)  # noqa: S506
    claims = before["events"][0]["claims"]
    text = "\n".join(claim["quote"] for claim in claims)
    after = yaml.load(locate(drawn[0], text).text, Loader=yaml.CBaseLoader)  # noqa: S506
    assert after["source"].pop("text") == {
        "sha256": hash_text(text.encode()),
        "characters": str(len(text)),
    }
    for old, new in zip(claims, after["events"][0]["claims"], strict=True):
        place = parse_place(new.pop("at"))
        assert text[place.start : place.end].split() == old.pop("quote").split()
        assert old == new
    assert before == after


@given(st.text("{}[]:,-?#&*!|>'\" \n\r\tabquoteid\u2028\ufeff", max_size=60))
def test_no_text_at_all_makes_locating_fail(noise: str) -> None:
    for record in (
        noise,
        f"source: {{id: x}}\nevents:\n- claims:\n  - {noise}\n    quote: Initech",
    ):
        located = locate(record)
        assert bool(located.problems) or yaml.compose(located.text, Loader=yaml.CBaseLoader)
        assert not located.problems or located.text == record
