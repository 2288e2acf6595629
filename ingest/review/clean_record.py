"""The clean record that is left of a draft once all its candidates are decided on.

What was dropped is gone, with every reference to it, and the passages of dropped events that no
claim cites are listed as left out. Claims on one event stand in one entry.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from db.record import RELATIONS, Where, as_list
from db.review import is_dropped
from ingest.review.draft import read_place

_ONLY_DRAFT = ("review", "known")
_DEFAULTS = ("when", "status", "companies")
BECAUSE = "dropped in review"
Entry = dict[str, Any]


@dataclass(slots=True)
class CleanRecord:
    """A record's data; what is to be said of it; and where its parts stand in the draft."""

    data: Entry
    remarks: list[str] = field(default_factory=list)
    origins: dict[Where, Where] = field(default_factory=dict)


def make_clean(draft: Mapping[str, Any], known: Collection[str] = ()) -> CleanRecord:
    """The record of a draft in which nothing is undecided; the draft's data stays as it is.

    `known` are companies that others have defined by now: of these only aliases are taken over.
    """
    data = copy.deepcopy(dict(draft))
    clean = CleanRecord(data)
    companies, events = _list_entries(data, "companies"), _list_entries(data, "events")
    gone = _Gone(_find_gone(companies), _find_gone(events), clean.remarks)
    kept_companies = _leave_known(_keep(companies, "companies"), known, clean.remarks)
    kept_events = _keep(events, "events")
    for _, company in kept_companies:
        gone.leave_company(company)
    for _, event in kept_events:
        gone.leave_event(event)
    left_out = _list_left_out(events, _list_entries(data, "left_out"), gone)
    _put(clean, "companies", kept_companies)
    _put_events(clean, kept_events)
    _put(clean, "left_out", left_out)
    clean.data = {key: _prune(value) for key, value in _in_order(data).items()}
    clean.data = {key: value for key, value in clean.data.items() if value not in (None, [])}
    return clean


def _list_entries(data: Entry, name: str) -> list[Entry]:
    found = data.get(name)
    return (
        [one if isinstance(one, dict) else {} for one in found] if isinstance(found, list) else []
    )


def _find_gone(entries: Iterable[Entry]) -> set[str]:
    entries = list(entries)
    kept = {one.get("id") for one in entries if not is_dropped(one)}
    return {str(one.get("id")) for one in entries if is_dropped(one)} - kept


def _keep(entries: Iterable[Entry], name: str) -> list[tuple[Where, Entry]]:
    """What counts, without what only a review needs, and where it stood."""
    return [
        ((name, at), {key: value for key, value in one.items() if key not in _ONLY_DRAFT})
        for at, one in enumerate(entries)
        if not is_dropped(one)
    ]


def _leave_known(
    companies: Iterable[tuple[Where, Entry]], known: Collection[str], remarks: list[str]
) -> list[tuple[Where, Entry]]:
    """The companies without those that are known by now; what else they are called is kept."""
    left = []
    for where, entry in companies:
        if entry.get("id") not in known or not entry.get("name"):
            left.append((where, entry))
            continue
        remarks.append(f"company '{entry['id']}' is known by now, and not defined again")
        if entry.get("aliases"):
            left.append((where, {"id": entry["id"], "aliases": entry["aliases"]}))
    return left


def _put(clean: CleanRecord, name: str, entries: Iterable[tuple[Where, Entry]]) -> None:
    placed = list(entries)
    clean.data[name] = [entry for _, entry in placed]
    clean.origins |= {(name, at): where for at, (where, _) in enumerate(placed)}


def _in_order(data: Entry) -> Entry:
    """Passages left out behind the events."""
    names = [name for name in data if name != "left_out"]
    at = names.index("events") + 1 if "events" in names else len(names)
    return {name: data[name] for name in [*names[:at], "left_out", *names[at:]] if name in data}


def _prune(value: Any) -> Any:
    """Without fields left empty, but for a claim's own `when:`, which says something."""
    if isinstance(value, dict):
        kept = {key: _prune(one) for key, one in value.items() if one is not None or key == "when"}
        return {key: one for key, one in kept.items() if one is not None or _is_claim(kept)}
    return [_prune(one) for one in value] if isinstance(value, list) else value


def _is_claim(entry: Entry) -> bool:
    return "id" not in entry and "measure" not in entry


class _Gone:
    """Takes out of entries what refers to dropped companies and events."""

    def __init__(self, companies: set[str], events: set[str], remarks: list[str]) -> None:
        self.companies, self.events, self.remarks = companies, events, remarks

    def leave_company(self, company: Entry) -> None:
        relations = [one for one in company.get("relations") or [] if isinstance(one, dict)]
        for one in relations:
            others = {str(one[kind]) for kind in RELATIONS if one.get(kind)}
            if others & self.companies or one.get("event") in self.events:
                company["relations"] = [rest for rest in company["relations"] if rest is not one]
                self.remark(company, "a relation", "what it names was dropped")
        if company.get("relations") == []:
            del company["relations"]

    def leave_event(self, event: Entry) -> None:
        self.leave_roles(event, event)
        if event.get("companies") == {}:
            del event["companies"]
        if event.get("about") in self.events:
            self.remark(event, "`about:`", f"{event.pop('about')} was dropped")
        for claim in _list_entries(event, "claims"):
            self.leave_roles(event, claim)
            for amount in _list_entries(claim, "amounts"):
                self.leave_amount(event, amount)

    def leave_roles(self, event: Entry, entry: Entry) -> None:
        companies = entry.get("companies")
        if not isinstance(companies, dict):
            return
        for role, names in list(companies.items()):
            if not isinstance(names, (str, list)):
                continue
            left = [name for name in as_list(names) if name not in self.companies]
            out = [name for name in as_list(names) if name in self.companies]
            for name in out:
                self.remark(event, f"the {role} {name}", "the company was dropped")
            if out and left:
                companies[role] = left if len(left) > 1 else left[0]
            elif out:
                del companies[role]

    def leave_amount(self, event: Entry, amount: Entry) -> None:
        told = f"of the amount {amount.get('value')}"
        if (company := amount.get("company")) in self.companies:
            del amount["company"]
            self.remark(event, f"the company {company} {told}", "it was dropped")
        for kind in ("same_as", "part_of"):
            if not isinstance(figures := amount.get(kind), (str, list)):
                continue
            names = as_list(figures)
            left = [name for name in names if name.partition("/")[0] not in self.events]
            if len(left) < len(names):
                amount[kind] = left
                self.remark(event, f"`{kind}:` {told}", "its event was dropped")
                if not left:
                    del amount[kind]

    def remark(self, entry: Entry, what: str, why: str) -> None:
        self.remarks.append(f"{entry.get('id')}: {what} is taken out; {why}")


def _list_left_out(
    events: Iterable[Entry], listed: list[Entry], gone: _Gone
) -> list[tuple[Where, Entry]]:
    """The passages listed already, and those of dropped events that no claim overlaps."""
    events = list(events)
    for one in listed:
        if one.get("repeats") in gone.events:
            gone.remark({"id": "left_out"}, "`repeats:`", f"{one.pop('repeats')} was dropped")
    found: list[tuple[Where, Entry]] = [(("left_out", at), one) for at, one in enumerate(listed)]
    cited = [
        claim for one in events if not is_dropped(one) for claim in _list_entries(one, "claims")
    ]
    taken = [place for one in cited if (place := read_place(one))]
    seen = {str(one.get("at") or one.get("quote")) for one in [*listed, *cited]}
    for at, event in enumerate(events):
        for nth, claim in enumerate(_list_entries(event, "claims") if is_dropped(event) else []):
            name = "at" if claim.get("at") else "quote"
            place, words = read_place(claim), claim.get(name)
            if not isinstance(words, str) or words in seen:
                continue
            if place and any(one.start < place.end and place.start < one.end for one in taken):
                continue
            seen.add(words)
            because = event.get("because") or BECAUSE
            found.append((("events", at, "claims", nth), {name: words, "because": because}))
    return found


def _put_events(clean: CleanRecord, events: list[tuple[Where, Entry]]) -> None:
    """The events, those of one id united: the entry that defines it takes in the others' claims."""
    groups: dict[Any, list[tuple[Where, Entry]]] = {}
    for where, event in events:
        # What is defined twice stays twice, for the check to tell.
        taken = groups.get(event.get("id"), [])
        twice = _defines(event) and any(_defines(one) for _, one in taken)
        groups.setdefault((event.get("id"), where) if twice else event.get("id"), []).append(
            (where, event)
        )
    united: list[tuple[Where, Entry]] = []
    for group in groups.values():
        where, base = next((one for one in group if _defines(one[1])), group[0])
        claims = []
        for own, event in group:
            for nth, claim in enumerate(_list_entries(event, "claims")):
                if event is not base:
                    _take_defaults(claim, event, base)
                claims.append(((*own, "claims", nth), claim))
        at = ("events", len(united))
        clean.origins |= {(*at, "claims", nth): origin for nth, (origin, _) in enumerate(claims)}
        united.append((where, {**base, "claims": [claim for _, claim in claims]}))
    _put(clean, "events", united)


def _defines(event: Entry) -> bool:
    return bool(event.get("title") or event.get("type") or event.get("about"))


def _take_defaults(claim: Entry, own: Entry, base: Entry) -> None:
    """Write into a claim what it had from its entry, where the other entry says something else."""
    for name in _DEFAULTS:
        has = name in claim and (name == "when" or claim[name] is not None)
        if has or own.get(name) == base.get(name):
            continue
        if own.get(name) is not None:
            claim[name] = copy.deepcopy(own[name])
        elif name != "status":
            claim[name] = None if name == "when" else {}
