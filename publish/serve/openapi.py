"""The description of /api in OpenAPI 3.1, made from the heads of the saved queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from db import __version__
from db.query import SavedQuery
from db.query_head import Param
from publish.serve.asked import FORMATS, SEVERAL, list_params

Schema = dict[str, Any]
KINDS: dict[str, Schema] = {
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "first_day": {"type": "string", "examples": ["2024-05-17", "2024-05", "2024"]},
    "last_day": {"type": "string", "examples": ["2024-05-17", "2024-05", "2024"]},
}
PROBLEMS = {
    "400": "A parameter is wrong, or there is none of that name.",
    "404": "It is not there; the detail has the nearest names.",
    "503": "The database cannot be read now, or too much is being asked.",
}
ROWS: Schema = {
    "type": "object",
    "required": ["rows"],
    "properties": {"rows": {"type": "array", "items": {"type": "object"}}},
}
PAGE: Schema = {
    "type": "object",
    "required": ["rows", "limit", "offset", "next"],
    "properties": {
        **ROWS["properties"],
        "limit": {"type": "integer"},
        "offset": {"type": "integer"},
        "next": {"type": ["string", "null"], "description": "Where the rows that follow are."},
    },
}
DATABASE: Schema = {
    "type": "object",
    "required": ["revision", "records_sha256"],
    "properties": {
        "revision": {"type": "array", "items": {"type": "string"}},
        "records_sha256": {"type": "string", "description": "Another one where records changed."},
    },
}
PROBLEM: Schema = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}
THINGS = {"events": "event", "companies": "company", "sources": "source"}
LISTS = {
    "timeline": "page", "search": "page", "companies": "rows", "sources": "rows", "totals": "rows",
}  # fmt: skip


def describe_api(queries: Sequence[SavedQuery]) -> dict[str, Any]:
    """The whole description."""
    named = {query.name: query for query in queries}
    paths = {f"/api/{name}": _describe_list(named[name], kind) for name, kind in LISTS.items()}
    paths |= {f"/api/{path}/{{id}}": _describe_thing(kind) for path, kind in THINGS.items()}
    paths["/api/database"] = _get(
        "The schema and the hash of the records", "database", [], _in_json(DATABASE)
    )
    paths["/api/queries"] = _get("The saved queries", "list_queries", [], _in_json(ROWS))
    paths |= {f"/api/queries/{query.name}": _describe_query(query) for query in queries}
    paths["/api/sql"] = _describe_sql()
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Dateline",
            "version": __version__,
            "description": "Events, companies, figures and sources of one database, for reading. "
            "Numbers are exact: read them as decimals.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": {"Problem": PROBLEM}},
    }


def _get(
    summary: str, name: str, parameters: Sequence[Schema], content: Schema, description: str = ""
) -> Schema:
    operation: Schema = {"summary": summary, "operationId": name}
    if description:
        operation["description"] = description
    if parameters:
        operation["parameters"] = list(parameters)
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    faults = {
        status: {"description": text, "content": problem} for status, text in PROBLEMS.items()
    }
    operation["responses"] = {"200": {"description": summary, "content": content}, **faults}
    return {"get": operation}


def _in_json(schema: Schema) -> Schema:
    return {FORMATS["json"]: {"schema": schema}}


def _describe_list(query: SavedQuery, kind: str) -> Schema:
    schema = PAGE if kind == "page" else ROWS
    parameters = map(_describe_param, list_params(query))
    description = query.fields.get("description", "")
    return _get(query.title, query.name, list(parameters), _in_json(schema), description)


def _describe_thing(kind: str) -> Schema:
    wanted = "The id, a name or an alias" if kind == "company" else "The id"
    parameter = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": wanted,
        "schema": {"type": "string"},
    }
    return _get(f"One {kind}", f"one_{kind}", [parameter], _in_json({"type": "object"}))


def _describe_query(query: SavedQuery) -> Schema:
    parameters = [*map(_describe_param, list_params(query)), _describe_format()]
    description = query.fields.get("description", "")
    return _get(query.title, f"query_{query.name}", parameters, _list_formats(), description)


def _describe_sql() -> Schema:
    statement = {
        "name": "q",
        "in": "query",
        "required": True,
        "description": "One statement that reads.",
        "schema": {"type": "string"},
    }
    return _get("The rows of a statement", "sql", [statement, _describe_format()], _list_formats())


def _list_formats() -> Schema:
    rows = {"type": "array", "items": {"type": "object"}}
    text = {"type": "string"}
    return {kind: {"schema": rows if form == "json" else text} for form, kind in FORMATS.items()}


def _describe_format() -> Schema:
    schema = {"type": "string", "enum": list(FORMATS), "default": "json"}
    return {"name": "format", "in": "query", "description": "How it is written.", "schema": schema}


def _describe_param(param: Param) -> Schema:
    schema = dict(KINDS.get(param.type, {"type": "string"}))
    if param.choices:
        schema["enum"] = list(param.choices)
    if param.default is not None:
        schema["default"] = _read_default(param)
    described: Schema = {"name": param.name, "in": "query", "description": param.help}
    if param.type in SEVERAL:
        schema = {"type": "array", "items": {"type": "string"}}
        described |= {"style": "form", "explode": True}
    return {**described, "schema": schema}


def _read_default(param: Param) -> Any:
    if param.default is None or param.type not in ("integer", "boolean"):
        return param.default
    return int(param.default) if param.type == "integer" else param.default == "true"
