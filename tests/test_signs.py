"""Signs beside an event."""

from __future__ import annotations

from typing import Any

import pytest
from test_grid import make_citation, make_event

from db.signs import explain, sign

TWO = [make_citation("globe-1"), make_citation("blog-1")]


@pytest.mark.parametrize(
    ("changed", "signs"),
    [
        ({}, ""),
        ({"status": "ongoing", "dates_differ": True}, ""),
        ({"when_edtf": "2024-03~"}, "~"),
        ({"when_edtf": "2024%/.."}, "~"),
        ({"when_edtf": "2024?"}, ""),
        ({"when_edtf": None, "status": "planned"}, "○"),
        ({"status": "forecast"}, "◊"),
        ({"status": "denied"}, "×"),
        ({"status": "planned", "disputed": True}, "○≠"),
        ({"sources": TWO[:1]}, "¹"),
        ({"sources": [TWO[0], make_citation("globe-1", start=20, end=40)]}, "¹"),
    ],
)
def test_an_event_has_the_signs_that_fit(changed: dict[str, Any], signs: str) -> None:
    assert sign(make_event(**{"sources": TWO, **changed})) == signs


def test_only_what_is_in_use_is_explained_in_a_fixed_order() -> None:
    assert explain(["¹", "", "○¹"]) == [("○", "planned"), ("¹", "one source")]
    assert explain([""]) == []
