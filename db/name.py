"""Names that people give, found in the database: companies, events, sources, codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.errors import DatelineError
from db.query import check_unicode
from db.reader import Reader

_CANDIDATES = """
    SELECT DISTINCT n.company_id, c.name, c.kind
    FROM company_name AS n
    JOIN company AS c ON c.id = n.company_id
    WHERE n.folded = fold_name($1)
      AND (n.kind = 'id' OR NOT EXISTS (SELECT 1 FROM company AS o WHERE o.id = fold_name($1)))
    ORDER BY n.company_id
"""
_LISTS = {
    "event": """
        SELECT id FROM event WHERE id NOT IN (SELECT event_id FROM event_same_as) ORDER BY id
    """,
    "source": "SELECT id FROM source ORDER BY id",
    "event_types": "SELECT id FROM event_type ORDER BY id",
    "statuses": "SELECT id FROM status ORDER BY id",
    "measure": "SELECT id FROM measure ORDER BY id",
    "unit": "SELECT id FROM unit ORDER BY id",
    "basis": "SELECT id FROM basis ORDER BY id",
    "company": "SELECT DISTINCT name FROM company_name ORDER BY name",
}
_FOLDED = {
    "company": """
        SELECT m.company_id, c.name, m.same_as
        FROM company_same_as AS m
        JOIN company AS c ON c.id = m.company_id
        WHERE m.company_id = fold_name($1)
    """,
    "event": """
        SELECT m.event_id, e.title, m.same_as
        FROM event_same_as AS m
        JOIN event AS e ON e.id = m.event_id
        WHERE m.event_id = $1
    """,
}
MOST_LISTED = 50  # there are more units than anybody reads
_NOUNS = {"event_types": "type of event", "statuses": "status"}


class UnknownNameError(DatelineError):
    """A name that nothing in the database has, or that several have."""


@dataclass(frozen=True, slots=True)
class Folded:
    """An id that counts as another, the one that stays."""

    id: str
    name: str
    same_as: str

    def __str__(self) -> str:
        return f"{self.id} is the same as {self.same_as}, which is shown"


def find_folded(connection: Reader, kind: str, name: str) -> Folded | None:
    """What a name stands for, if it is the id of a company or event that counts as another."""
    check_unicode(name)
    row = connection.execute(_FOLDED[kind], [name]).fetchone()
    return None if row is None else Folded(*row)


def resolve_company(connection: Reader, name: str) -> str:
    """The id of the company with this id, name or alias, in any case."""
    check_unicode(name)
    found = connection.execute(_CANDIDATES, [name]).fetchall()
    if len(found) == 1:
        return str(found[0][0])
    if found:
        ids = ", ".join(f"{row[0]} ({row[1]}, {row[2]})" for row in found)
        raise UnknownNameError(f"'{name}' may be any of these: {ids}; name one by its id")
    raise UnknownNameError(f"no company is called '{name}'{_near(connection, 'company', name)}")


def resolve_id(connection: Reader, kind: str, name: str) -> str:
    """An id of an event or a source, proved to exist; that which stays, where it is folded."""
    table = {
        "event": "SELECT event_named(id) FROM event WHERE id = $1",
        "source": "SELECT id FROM source WHERE id = $1",
    }
    check_unicode(name)
    if (found := connection.execute(table[kind], [name]).fetchone()) is None:
        raise UnknownNameError(f"there is no {kind} '{name}'{_near(connection, kind, name)}")
    return str(found[0])


def resolve_codes(connection: Reader, kind: str, names: str) -> str:
    """Codes separated by commas, each proved to exist."""
    known = {code: code for code in list_names(connection, kind)}
    codes = [code.strip() for code in names.split(",")]
    for code in codes:
        if code not in known:
            raise UnknownNameError(f"there is no {_NOUNS[kind]} '{code}'; {_hint(code, known)}")
    return ",".join(codes)


def resolve_code(connection: Reader, kind: str, name: str) -> str:
    """One code, in any case, proved to exist."""
    check_unicode(name)
    codes = {code.casefold(): code for code in list_names(connection, kind)}
    if (folded := name.strip().casefold()) in codes:
        return codes[folded]
    raise UnknownNameError(f"there is no {kind} '{name}'; {_hint(folded, codes)}")


def _hint(code: str, known: Mapping[str, str]) -> str:
    if near := _closest(code, known):
        return f"did you mean {' or '.join(known[one] for one in near)}?"
    more = ", …" if len(known) > MOST_LISTED else ""
    return f"there are {', '.join(list(known.values())[:MOST_LISTED])}{more}"


def list_names(connection: Reader, kind: str) -> list[str]:
    """All that may be given for a parameter of this kind."""
    return [row[0] for row in connection.execute(_LISTS[kind]).fetchall()]


def _near(connection: Reader, kind: str, name: str) -> str:
    names = {known.lower(): known for known in list_names(connection, kind)}
    near = _closest(name.lower(), names)
    if not near:
        return f"; `dateline {'companies' if kind == 'company' else kind + 's'}` lists them"
    return "; did you mean " + " or ".join(names[one] for one in near) + "?"


def _closest(name: str, names: Iterable[str]) -> list[str]:
    """The nearest names, those that hold the given one included."""
    import difflib

    names = list(names)
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.6)
    inside = [known for known in names if len(name) > 2 and name in known]
    return list(dict.fromkeys(near + inside))[:3]
