"""Problems say where, what is wrong and what to do, each on one line, whatever a file holds."""

from __future__ import annotations

import pytest

from db.errors import AmountError, DataProblems, DatelineError, EdtfError, LocatorError, ValueFault
from db.problem import Problem


def test_a_problem_says_place_fault_and_remedy() -> None:
    problem = Problem("acme.yaml", 7, "unit 'RMB' is not known", "use CNY")
    assert str(problem) == "acme.yaml:7: unit 'RMB' is not known; use CNY"


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert str(Problem("acme", 0, "nothing in it", "fill it")) == "acme: nothing in it; fill it"


def test_what_a_file_holds_cannot_tell_the_terminal_anything() -> None:
    problem = Problem("a\n.yaml", 1, "'\x1b[31m\u202eacme\r\n\x07' is odd", "remove\tit")
    assert str(problem) == "a .yaml:1: '[31macme  ' is odd; remove it"


def test_a_long_fault_is_cut_so_that_the_remedy_is_seen() -> None:
    shown = str(Problem("a.yaml", 1, "x" * 100_000, "make it shorter"))
    assert shown == f"a.yaml:1: {'x' * 400}…; make it shorter"


def test_problems_are_shown_together_each_once_in_the_order_of_files_and_lines() -> None:
    later = Problem("a.yaml", 10, "fault", "remedy")
    first = Problem("a.yaml", 9, "fault", "remedy")
    other = Problem("b.yaml", 1, "fault", "remedy")
    error = DataProblems([other, later, first, later])
    assert error.problems == [first, later, other]
    assert str(error).splitlines() == [
        "a.yaml:9: fault; remedy",
        "a.yaml:10: fault; remedy",
        "b.yaml:1: fault; remedy",
    ]


@pytest.mark.parametrize("kind", [EdtfError, AmountError, LocatorError, ValueFault])
def test_a_value_that_cannot_be_read_says_fault_and_remedy_apart(kind: type[ValueFault]) -> None:
    error = kind("'May' is no date", "write 2024-05")
    assert (error.fault, error.remedy) == ("'May' is no date", "write 2024-05")
    assert str(error) == "'May' is no date; write 2024-05"
    assert isinstance(error, DatelineError)
