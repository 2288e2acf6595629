"""The form of a saved query, made from the parameters in its head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from db.errors import DatelineError
from db.name import list_names
from db.query import SavedQuery
from db.query_head import Param
from db.reader import Reader
from db.sandbox import Limits
from db.values import list_choices
from publish.serve.asked import SEVERAL, list_params
from publish.serve.html import Child, Html, element

SUGGESTED = ("company", "event", "source", "measure", "unit", "basis")
MOST_SUGGESTED = 1_000
KEYBOARDS = {"integer": "numeric", "number": "decimal"}
DAYS = ("first_day", "last_day")
DAY = "2024-05-17 or 2024"
BY_PAGES = ("limit", "offset")  # of which pages take the place
COMMAS = ", separated by commas"


class Field(NamedTuple):
    """A parameter, and what may be given for it, where that is known."""

    param: Param
    names: Sequence[str] = ()


def list_fields(reader: Reader, query: SavedQuery, limits: Limits) -> list[Field]:
    """The fields of a form, with names from the data."""
    return [Field(param, _list_names(reader, query, param, limits)) for param in list_params(query)]


def _list_names(reader: Reader, query: SavedQuery, param: Param, limits: Limits) -> list[str]:
    if param.choices or param.choices_sql is not None:
        try:
            return list_choices(reader, query, param, limits)
        except DatelineError:  # told when the query itself is run
            return []
    if param.type in SUGGESTED or param.type in SEVERAL:
        return list_names(reader, param.type)[:MOST_SUGGESTED]
    return []


def write_form(
    fields: Sequence[Field],
    action: str,
    given: Mapping[str, str],
    faults: Mapping[str, str],
    *others: Child,
) -> Html:
    """A form that asks by GET, filled in with what was given; `others` stand beside the button."""
    written = [
        _write_field(field, given.get(field.param.name, ""), faults.get(field.param.name))
        for field in fields
        if field.param.name not in BY_PAGES or field.param.name in given
    ]
    return element(
        "form",
        element("div", *written, class_="fields") if written else None,
        element("div", element("button", "Show"), *others, class_="actions"),
        action=action,
        class_="ask",
    )


def _write_field(field: Field, value: str, fault: str | None) -> Html:
    param = field.param
    name = f"p-{param.name}"
    label = element("label", param.name.replace("_", " "), for_=name)
    described = f"{name}-help" + (f" {name}-fault" if fault else "")
    below = [
        element("span", _describe(param), class_="help", id=f"{name}-help"),
        element("span", fault, class_="fault", id=f"{name}-fault") if fault else None,
    ]
    control = _write_control(field, name, value, described, fault)
    if param.type == "boolean" and param.default != "true":
        return element("div", control, label, *below, class_="field switch")
    return element("div", label, control, *below, class_="field")


def _describe(param: Param) -> str:
    text = param.help[:1].upper() + param.help[1:]
    return text.replace(COMMAS, "") if param.type in SEVERAL else text


def _write_control(field: Field, name: str, value: str, described: str, fault: str | None) -> Html:
    param = field.param
    shared = {
        "id": name,
        "name": param.name,
        "aria_describedby": described,
        "aria_invalid": "true" if fault else None,
    }
    if param.type == "boolean" and param.default != "true":
        return element("input", type="checkbox", value="true", checked=value == "true", **shared)
    if param.type == "boolean":
        return element("select", *_write_options(("true", "false"), [value or "true"]), **shared)
    if param.type in SEVERAL:
        chosen = [part.strip() for part in value.split(",") if part.strip()]
        options = _write_options(field.names, chosen)
        return element("select", *options, multiple=True, size=4, **shared)
    if param.choices or param.choices_sql is not None:
        names = field.names if param.default else ["", *field.names]
        return element("select", *_write_options(names, [value or param.default or ""]), **shared)
    box = element(
        "input",
        type="text",
        value=value or None,
        placeholder=DAY if param.type in DAYS else param.default,
        inputmode=KEYBOARDS.get(param.type),
        list=f"{name}-names" if field.names else None,
        autocomplete="off",
        **shared,
    )
    if not field.names:
        return box
    listed = (element("option", value=each) for each in field.names)
    return element("span", box, element("datalist", *listed, id=f"{name}-names"))


def _write_options(names: Sequence[str], chosen: Sequence[str]) -> list[Html]:
    """The options; what was given stays, even if it is none of them."""
    unknown = [name for name in chosen if name not in names]
    return [
        element("option", name or "any", value=name, selected=name in chosen)
        for name in (*names, *unknown)
    ]
