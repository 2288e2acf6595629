"""The comment at the head of a saved query, which is its help.

    -- title: Who pays whom
    -- description: What it shows; goes on in indented
    --   lines.
    -- param company company: what the parameter does
    -- param least number = 10: amounts from this on
    -- param basis text: only this basis
    --   choices: actual, planned
    -- param unit text: only this unit
    --   choices: SELECT id FROM unit
    -- example: --company TikTok

A parameter has a name, a type and a help text; perhaps a default, and choices, which are a list or
a SELECT. The SQL asks for it by `getvariable('name')`, which is NULL where it is not given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from db.edtf import parse_edtf
from db.errors import DatelineError, ValueFault
from db.text import clean

TYPES = (
    "text", "integer", "number", "boolean", "first_day", "last_day", "company", "event", "source",
    "event_types", "statuses", "measure", "unit", "basis",
)  # fmt: skip
RESERVED = frozenset(
    ("cite", "format", "help", "max_rows", "output", "pager", "no_pager", "raw", "timeout", "wide")
)  # options that every saved query has
OF_VIEWS = frozenset({"known_by", "certain"})  # variables that the views read
MOST_DIGITS = 38  # of a number, as DuckDB keeps them
WRITE = (
    "write `title:`, `description:`, `param NAME TYPE: help`, `choices:` below a param, "
    "`example:` or `engine:`"
)
_FIELD = re.compile(r"(title|description|example|engine):(.*)")
_PARAM = re.compile(r"param ([a-z_]+) ([a-z_]+)(?: = ([^:]*[^: ]))?: *(.*)")
_CHOICES = re.compile(r"choices: *(.+)")
_SELECT = re.compile(r"(SELECT|FROM|WITH)\s", re.IGNORECASE)
_VARIABLE = re.compile(r"getvariable\s*\(\s*'((?:[^']|'')*)'\s*\)", re.IGNORECASE)


class QueryError(DatelineError):
    """A saved query that is not there, is badly written, or fails."""


class Param(NamedTuple):
    """A parameter of a saved query; its choices are a list, or a SELECT that lists them."""

    name: str
    type: str
    help: str
    default: str | None = None
    choices: tuple[str, ...] = ()
    choices_sql: str | None = None


class Head(NamedTuple):
    """What the head says."""

    fields: dict[str, str]
    params: list[Param]


def read_head(path: Path, text: str) -> Head:
    """Read the head of a query; raise QueryError with file and line for what is wrong in it."""
    head, lines = _parse(path, text)
    if not head.fields.get("title"):
        raise QueryError(f"{path}:1: the query has no title; start with `-- title: …`")
    if head.fields.get("engine", "duckdb") != "duckdb":
        raise QueryError(f"{path}:1: the engine is not known; write `engine: duckdb`, or none")
    names = [param.name for param in head.params]
    for at, param in enumerate(head.params):
        if param.name in names[:at]:
            raise QueryError(f"{path}:{lines[at]}: the parameter {param.name} is there twice")
        if param.name in RESERVED:
            raise QueryError(
                f"{path}:{lines[at]}: every query has an option --{param.name.replace('_', '-')}; "
                "choose another name for the parameter"
            )
        _check_default(f"{path}:{lines[at]}", param)
    _check_variables(path, text, dict(zip(names, lines, strict=True)))
    for param, line in zip(head.params, lines, strict=True):
        _check_default_in_sql(f"{path}:{line}", text, param)
    return head


def _parse(path: Path, text: str) -> tuple[Head, list[int]]:
    """The head, and the line of each of its parameters."""
    head, lines, last = Head({}, []), list[int](), ""
    for number, line in enumerate(_lines_of_head(text), start=1):
        words = clean(line.strip())
        if line.startswith("  ") and last == "param" and (match := _CHOICES.fullmatch(words)):
            head.params[-1] = _add_choices(head.params[-1], match[1])
        elif line.startswith("  ") and last == "param" and head.params[-1].choices_sql:
            sql = f"{head.params[-1].choices_sql} {words}"
            head.params[-1] = head.params[-1]._replace(choices_sql=sql)
        elif line.startswith("  ") and last in head.fields:
            head.fields[last] += " " + words
        elif match := _FIELD.fullmatch(words):
            last = match[1]
            head.fields[last] = match[2].strip()
        elif match := _PARAM.fullmatch(words):
            last = "param"
            if match[2] not in TYPES:
                raise QueryError(
                    f"{path}:{number}: '{match[2]}' is no type; use one of {', '.join(TYPES)}"
                )
            head.params.append(Param(match[1], match[2], match[4], match[3]))
            lines.append(number)
        else:
            raise QueryError(f"{path}:{number}: '{words}' is no line of a query's head; {WRITE}")
    return head, lines


def _lines_of_head(text: str) -> Iterator[str]:
    """The lines of the comment at the top, without their dashes."""
    for line in text.splitlines():
        if not line.startswith("--"):
            return
        yield line.removeprefix("--").removeprefix(" ")


def _add_choices(param: Param, written: str) -> Param:
    if _SELECT.match(written):
        return param._replace(choices_sql=written)
    return param._replace(choices=tuple(part.strip() for part in written.split(",")))


def _check_default(place: str, param: Param) -> None:
    """A default is one of its type, and of the choices that are listed."""
    if param.default is None:
        return
    try:
        _READ.get(param.type, str)(param.default)
    except (ValueError, InvalidOperation, ValueFault) as error:
        raise QueryError(f"{place}: the default '{param.default}' is no {param.type}") from error
    if param.choices and param.default not in param.choices:
        raise QueryError(f"{place}: the default '{param.default}' is none of its choices")


def read_number(text: str) -> Decimal:
    """A number without an exponent, which DuckDB would drop; raise ValueError for what is none."""
    value = Decimal(text)
    if not value.is_finite() or abs(value.adjusted()) >= MOST_DIGITS:
        raise ValueError(text)
    plain = Decimal(f"{value:f}")
    if len(plain.as_tuple().digits) > MOST_DIGITS:
        raise ValueError(text)
    return plain


def read_boolean(text: str) -> bool:
    """true or false; raise ValueError for anything else."""
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


_READ: dict[str, Callable[[str], object]] = {
    "integer": int,
    "number": read_number,
    "boolean": read_boolean,
    "first_day": parse_edtf,
    "last_day": parse_edtf,
}


def _check_variables(path: Path, text: str, declared: Mapping[str, int]) -> None:
    """What the SQL asks for is declared, and what is declared is asked for."""
    asked: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        for name in _VARIABLE.findall(line.partition("--")[0]):
            asked.setdefault(name, number)
    for name, number in asked.items():
        if name not in declared:
            raise QueryError(
                f"{path}:{number}: the SQL asks for '{name}', which the head does not name; "
                f"write `-- param {name} text: …`"
            )
    for name, number in declared.items():
        if name not in asked and name not in OF_VIEWS:
            raise QueryError(
                f"{path}:{number}: the parameter {name} is not used; "
                f"the SQL asks for it by getvariable('{name}')"
            )


def _check_default_in_sql(place: str, text: str, param: Param) -> None:
    """A default stands in the SQL, too, so that every client gives the same rows."""
    asked = rf"coalesce\s*\(\s*getvariable\s*\(\s*'{param.name}'"
    if param.default is not None and not re.search(asked, text, re.IGNORECASE):
        raise QueryError(
            f"{place}: the default of {param.name} is in the head only, where other clients do "
            f"not see it; write coalesce(getvariable('{param.name}')…, …) in the SQL"
        )
