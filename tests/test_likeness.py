"""Names as they are compared."""

from __future__ import annotations

import pytest

from db.likeness import list_numbers, normalise_name


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("ByteDance", "BYTEDANCE Ltd."),
        ("Acme Corp", "Acme, Inc."),
        ("Société Générale", "societe generale S.A."),
        ("Müller GmbH", "Muller"),
        ("Acme-Globex", "acme  globex"),
        ("A.C.M.E. Labs", "a c m e labs"),
        ("Ａｃｍｅ", "acme"),
    ],
)
def test_spellings_of_one_name_are_equal(name: str, other: str) -> None:
    assert normalise_name(name) == normalise_name(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [("Acme", "Acme Labs"), ("字节跳动", "字节跳动有限公司"), ("がく", "かく"), ("GPT-4", "GPT-5")],
)
def test_other_names_are_not(name: str, other: str) -> None:
    assert normalise_name(name) != normalise_name(other)


def test_a_name_that_is_all_legal_form_stays_a_name() -> None:
    assert normalise_name("Ltd") == "ltd"


def test_the_numbers_in_a_name_tell_versions_apart() -> None:
    assert list_numbers("gpt 4 turbo 128") == ["4", "128"]
