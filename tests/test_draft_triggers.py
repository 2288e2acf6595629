"""Triggers: which words tell of an event, and how what they tell stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from db.errors import DataProblems
from ingest.events.inflect import list_forms
from ingest.events.roles import Party, guess_roles
from ingest.events.sentence_words import list_words
from ingest.events.status import StatusWords
from ingest.events.triggers import Triggers, choose_trigger, read_triggers
from ingest.lexicon import LexiconError, read_lexicon

TRIGGERS = read_triggers()
STATUS = StatusWords(read_lexicon("triggers"))


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("acquire", "acquire acquires acquired acquiring"),
        ("buy", "buy buys bought buying"),
        ("plan", "plan plans planned planning"),
        ("open", "open opens opened opening"),
        ("deny", "deny denies denied denying"),
        ("pay", "pay pays paid paying"),
        ("cut", "cut cuts cutting"),
        ("ban", "ban bans banned banning"),
        ("launch", "launch launches launched launching"),
        ("go", "go goes went gone going"),
        ("take", "take takes took taken taking"),
        ("tie", "tie ties tied tying"),
        ("agree", "agree agrees agreed agreeing"),
        ("ship", "ship ships shipped shipping"),
        ("cancel", "cancel cancels cancelled canceled cancelling canceling"),
        ("invest", "invest invests invested investing"),
        ("hire", "hire hires hired hiring"),
        ("clear", "clear clears cleared clearing"),
    ],
)
def test_a_verb_has_these_forms(verb: str, forms: str) -> None:
    irregular = read_lexicon("triggers")["irregular"]
    assert set(list_forms(verb, irregular)) == set(forms.split())


@pytest.mark.parametrize(
    ("sentence", "type_", "words"),
    [
        ("Acme acquired Globex.", "ownership", "acquired"),
        ("Acme agreed to buy Globex for $5bn.", "ownership", "agreed to buy"),
        ("Acme takes its chip unit private.", "listing", "takes its chip unit private"),
        ("Initech laid off 500 workers.", "workforce", "laid off"),
        ("Initech will cut about 500 jobs.", "workforce", "cut about 500 jobs"),
        ("The regulator fined Acme.", "sanction", "fined"),
        ("Acme sued Globex over patents.", "lawsuit", "sued"),
        ("Acme filed for bankruptcy on Monday.", "insolvency", "filed for bankruptcy"),
        ("Initech raised $5 million in a funding round.", "investment", None),
        ("Acme unveiled a phone.", "launch", "unveiled"),
        ("Acme named Jane Doe chief executive.", "appointment", "named Jane Doe chief"),
        ("Acme and Globex teamed up on chips.", "partnership", "teamed up"),
        ("Acme said revenue rose 12%.", "results", "revenue"),
        ("Acme warned of delays.", "warning", "warned"),
        ("Acme hacked: a data breach hit millions.", "incident", None),
        ("Acme raised prices by 5 percent.", "pricing", "raised prices"),
        ("Acme declared a quarterly dividend.", "payout", "declared a quarterly dividend"),
        ("The sky is blue over the harbour.", None, None),
    ],
)
def test_a_sentence_tells_of_this_type_of_event(
    sentence: str, type_: str | None, words: str | None
) -> None:
    hit = choose_trigger(TRIGGERS.find(list_words(sentence, 0, len(sentence))), [])
    assert (hit.trigger.type if hit else None) == type_
    if words is not None:
        assert hit is not None
        assert sentence[hit.start : hit.end] == words


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Acme acquired Globex.", "happened"),
        ("Acme buys out Globex.", "happened"),
        ("Acme plans to acquire Globex.", "planned"),
        ("Acme will acquire Globex.", "planned"),
        ("Acme agreed to acquire Globex.", "planned"),
        ("Acme is expected to acquire Globex.", "forecast"),
        ("Acme may acquire Globex.", "forecast"),
        ("Acme abandoned efforts to acquire Globex.", "cancelled"),
        ("Acme has no plans to acquire Globex.", "denied"),
        ("Acme did not acquire Globex.", "denied"),
        ("Acme is developing a phone.", "ongoing"),
        ("Acme owns Globex.", "ongoing"),
        ("Acme no longer owns Globex.", "ended"),
        ("Acme used chips of Globex.", "happened"),
    ],
)
def test_words_before_a_trigger_tell_how_things_stand(sentence: str, status: str) -> None:
    words = list_words(sentence, 0, len(sentence))
    hit = choose_trigger(TRIGGERS.find(words), [])
    assert hit is not None
    assert STATUS.judge(words, hit, None, None)[0] == status


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("Acme acquired Globex.", {"buyer": ["acme"], "owned": ["globex"]}),
        ("Globex was acquired by Acme.", {"buyer": ["acme"], "owned": ["globex"]}),
        ("The acquisition of Globex by Acme closed.", {"buyer": ["acme"], "owned": ["globex"]}),
        ("Acme and Initech sued Globex.", {"subject": ["acme", "initech"], "affected": ["globex"]}),
        ("Acme teamed up with Globex.", {"partner": ["acme", "globex"]}),
        (
            "Acme raised $5m in a round led by Globex.",
            {"investee": ["acme"], "investor": ["globex"]},
        ),
        ("Acme raised $5m from Globex.", {"investee": ["acme"], "investor": ["globex"]}),
        ("Acme paid Globex $5m.", {"payer": ["acme"], "payee": ["globex"]}),
        ("Acme fell after Globex acquired Initech.", {"buyer": ["globex"], "owned": ["initech"]}),
    ],
)
def test_companies_beside_a_trigger_have_roles(sentence: str, roles: dict[str, list[str]]) -> None:
    names = ("Acme", "Globex", "Initech")
    parties = sorted(
        Party(at, at + len(name), name.lower())
        for name in names
        if (at := sentence.find(name)) >= 0
    )
    hit = choose_trigger(TRIGGERS.find(list_words(sentence, 0, len(sentence))), [])
    assert hit is not None
    assert guess_roles(sentence, hit, parties, TRIGGERS.choose_roles(hit.trigger)) == roles


def test_every_type_and_role_of_the_lexicon_is_a_code_of_the_database(database: Path) -> None:
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        types = {row[0] for row in connection.execute("SELECT id FROM event_type").fetchall()}
        roles = {row[0] for row in connection.execute("SELECT id FROM role").fetchall()}
        statuses = {row[0] for row in connection.execute("SELECT id FROM status").fetchall()}
    assert set(TRIGGERS.roles) <= types
    assert {role for pair in TRIGGERS.roles.values() for role in pair if role} <= roles
    assert set(read_lexicon("triggers")["status"]) <= statuses


def test_a_folder_of_ones_own_adds_triggers(tmp_path: Path) -> None:
    (tmp_path / "triggers.yaml").write_text(
        "types:\n  ownership: {verbs: [gobble]}\n  visit: {nouns: [pilgrimage to]}\n"
    )
    own = Triggers(read_lexicon("triggers", tmp_path))
    sentence = "Acme gobbled Globex after a pilgrimage to Initech."
    found = [hit.trigger.type for hit in own.find(list_words(sentence, 0, len(sentence)))]
    assert found == ["ownership", "visit"]
    assert not TRIGGERS.find(list_words("Acme gobbled Globex.", 0, 20))


@pytest.mark.parametrize(
    ("written", "error", "told"),
    [
        ("types: [a, b]\n", LexiconError, "`types` is not written as in the list of ours"),
        ("- a\n", LexiconError, "is no list of `key: value`"),
        ("types: {a\n", DataProblems, "close the bracket"),
        (b"\xff\xfe", LexiconError, "cannot be read as UTF-8 text"),
    ],
)
def test_a_list_that_cannot_be_read_is_told_in_a_line(
    tmp_path: Path, written: str | bytes, error: type[Exception], told: str
) -> None:
    data = written.encode() if isinstance(written, str) else written
    (tmp_path / "triggers.yaml").write_bytes(data)
    with pytest.raises(error, match=told):
        read_lexicon("triggers", tmp_path)


def test_a_folder_of_lists_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="is no folder"):
        read_lexicon("triggers", tmp_path / "none")


@pytest.mark.parametrize(
    ("type_", "told"),
    [
        ({"verbs": [None]}, "`launch` holds an entry that is no words"),
        ({"verbs": [" "]}, "`launch` holds an entry that is no words"),
        ({"verbs": [{"a": "b"}]}, "`launch` holds an entry that is no words"),
        ({"roles": {"pay": "payer"}}, "launch: the roles of `pay` are two"),
    ],
)
def test_a_trigger_that_is_written_wrongly_is_told(type_: dict[str, Any], told: str) -> None:
    with pytest.raises(LexiconError, match=told):
        Triggers({"types": {"launch": type_}, "irregular": {}})
