"""Pairs of events of different sources that may be one, by amount, company, date and type.

The score is of 100: 30 for a figure that agrees, 30 for the companies, 25 for the date, 15 for the
type. Where there are no figures to compare, the other three are stretched to 85. A shared company
weighs the more, the fewer events it has; a member of the same family counts by half. Events more
than a quarter of a year apart are not compared, nor is a statement with what it is about.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from db.evidence import describe_date
from db.reader import Reader
from db.suggest import Suggestion, read_families, sort_suggestions

Weights = Mapping[tuple[str, str], float]
MIN_SCORE = 60
AMOUNT, COMPANY, DATE, TYPE = 30, 30, 25, 15
WITHOUT_AMOUNT = 85
NEAR = timedelta(days=92)
CLOSE = Decimal("0.02")  # as far as two figures may differ by rounding
_EVENTS = """
    SELECT t.event_id, t.title, t.type, t.when_edtf, t.earliest, t.latest, t.companies, t.sources,
        t.about, coalesce(m.folded, 0) AS folded
    FROM timeline AS t
    LEFT JOIN (
        SELECT same_as, count(*) AS folded FROM event_same_as GROUP BY same_as
    ) AS m ON m.same_as = t.event_id
    ORDER BY t.event_id
"""
_FIGURES = """
    SELECT event_id, measure, unit, per, low, high, text
    FROM figures
    WHERE status <> 'denied'
    ORDER BY event_id, source_id, claim_number, amount_number
"""
_NAMES = "SELECT id, name FROM company"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of an event."""

    measure: str
    unit: str
    per: str
    low: Decimal | None
    high: Decimal | None
    text: str

    def bounds(self) -> tuple[Decimal, Decimal]:
        """Its least and its most; an open side is as far as the other."""
        low = self.high if self.low is None else self.low
        high = self.low if self.high is None else self.high
        return low or Decimal(0), high or Decimal(0)


@dataclass(slots=True)
class Event:
    """An event as far as it is compared."""

    id: str
    title: str
    type: str
    when_edtf: str | None
    earliest: date | None
    latest: date | None
    companies: list[str]
    sources: list[str]
    about: str | None
    folded: int
    figures: list[Figure] = field(default_factory=list)
    roots: set[str] = field(default_factory=set)

    def rank(self) -> tuple[int, int, int, str]:
        """Lower stays: one that others count as, that most sources tell, that has most figures."""
        return -self.folded, -len(self.sources), -len(self.figures), self.id


def suggest_events(
    connection: Reader, company: str | None = None, min_score: int = MIN_SCORE
) -> list[Suggestion]:
    """Pairs of events, the likeliest first; of one company with its family, or of all."""
    families = read_families(connection)
    events = _read_events(connection, families)
    names = {row[0]: row[1] for row in connection.execute(_NAMES).fetchall()}
    weights = _weigh(events)
    found = {}
    for a, b in _pair(events):
        if company is not None and not any(
            company in families[c] for c in a.companies + b.companies
        ):
            continue
        score, because = _score(a, b, weights, names)
        if score >= min_score:
            folded, stays = sorted((a, b), key=Event.rank, reverse=True)
            found[folded.id, stays.id] = Suggestion(
                "event", "similar", score, folded.id, folded.title, stays.id, stays.title, because
            )
    return sort_suggestions(found.values())


class _Weights(dict[tuple[str, str], float]):
    """Weights in which a company that has no event yet says most."""

    def __missing__(self, key: tuple[str, str]) -> float:
        return 1.0


class KnownEvents:
    """The events of a database, to be compared with one that is not in it."""

    def __init__(self, connection: Reader) -> None:
        self.families = read_families(connection)
        self._names = {row[0]: row[1] for row in connection.execute(_NAMES).fetchall()}
        events = _read_events(connection, self.families)
        self.ids = frozenset(event.id for event in events)
        self._weights = _Weights(_weigh(events))
        self._of: dict[str, list[Event]] = defaultdict(list)
        for event in events:
            for company in sorted(event.roots):
                self._of[company].append(event)

    def find_like(self, event: Event, min_score: int = MIN_SCORE) -> list[tuple[int, Event, str]]:
        """Events that it may be: score of 100, event, reasons; the likeliest first."""
        event.roots = set().union(*(self.families.get(one, {one}) for one in event.companies))
        near = {one.id: one for company in event.roots for one in self._of.get(company, ())}
        scored = [
            (*_score(event, one, self._weights, self._names), one)
            for one in near.values()
            if _may_be_one(event, one) and _may_reach(event, one, min_score)
        ]
        found = [(score, one, because) for score, because, one in scored if score >= min_score]
        return sorted(found, key=lambda like: (-like[0], like[1].id))


def _read_events(connection: Reader, families: Mapping[str, set[str]]) -> list[Event]:
    events = {row[0]: Event(*row) for row in connection.execute(_EVENTS).fetchall()}
    for event in events.values():
        event.roots = set().union(*(families[one] for one in event.companies))
    for event_id, *figure in connection.execute(_FIGURES).fetchall():
        if event_id in events:
            events[event_id].figures.append(Figure(*figure))
    return list(events.values())


def _weigh(events: Sequence[Event]) -> Weights:
    """How much it says that two events share a company; and that they are of one type, besides."""
    count: dict[tuple[str, str], int] = defaultdict(int)
    for event in events:
        for company in event.roots:
            count[company, event.type] += 1
            count[company, ""] += 1
    most = math.log(1 + len(events))
    return {key: math.log(1 + len(events) / n) / most for key, n in count.items()}


def _pair(events: Sequence[Event]) -> Iterator[tuple[Event, Event]]:
    """Events that are worth a look, each pair once: near in time, with a company in common."""
    blocks: dict[tuple[str, ...], list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda e: (e.earliest or date.min, e.id)):
        for company in event.roots:
            blocks[company, event.type].append(event)
            for key in {_round(figure) for figure in event.figures}:
                blocks[company, *key].append(event)
    seen = set()
    for block in blocks.values():
        for at, a in enumerate(block, start=1):
            for b in block[at:]:
                if a.latest and b.earliest and b.earliest - a.latest > NEAR:
                    if a.earliest is not None:
                        break
                    continue
                pair = (a.id, b.id) if a.id < b.id else (b.id, a.id)
                if pair not in seen and _may_be_one(a, b):
                    seen.add(pair)
                    yield a, b


def _round(figure: Figure) -> tuple[str, str]:
    low, _ = figure.bounds()
    return figure.unit, f"{low:.1e}"


def _may_be_one(a: Event, b: Event) -> bool:
    told_apart = not set(a.sources) & set(b.sources)
    near = not (a.latest and b.earliest and b.earliest - a.latest > NEAR)
    near = near and not (b.latest and a.earliest and a.earliest - b.latest > NEAR)
    return told_apart and near and a.about != b.id and b.about != a.id


def _score(a: Event, b: Event, weights: Weights, names: Mapping[str, str]) -> tuple[int, str]:
    """How likely two events are one, of 100, and why."""
    company, shared = _compare_companies(a, b, weights)
    when, dated = _compare_dates(a, b)
    amount, figures = _compare_figures(a, b)
    score = COMPANY * company + DATE * when + TYPE * (a.type == b.type)
    if amount is None:
        score *= WITHOUT_AMOUNT / (COMPANY + DATE + TYPE)
    else:
        score += AMOUNT * amount
    same = ", ".join(names.get(one, one) for one in shared) or "only companies of one family"
    reasons = [figures, same, dated, f"both {a.type}" if a.type == b.type else ""]
    return max(0, round(score)), "; ".join(reason for reason in reasons if reason)


def _may_reach(a: Event, b: Event, min_score: int) -> bool:
    """Whether two events may score so much, before their companies are looked at."""
    most = COMPANY + DATE * _weigh_dates(a, b) + TYPE * (a.type == b.type)
    comparable = {one.unit for one in a.figures} & {one.unit for one in b.figures}
    most = most + AMOUNT if comparable else most * WITHOUT_AMOUNT / (COMPANY + DATE + TYPE)
    return round(most) >= min_score


def _compare_companies(a: Event, b: Event, weights: Weights) -> tuple[float, list[str]]:
    of_type = a.type if a.type == b.type else ""
    exact = _overlap(set(a.companies), set(b.companies), weights, of_type)
    family = _overlap(a.roots, b.roots, weights, of_type)
    return max(exact, (exact + family) / 2), [one for one in a.companies if one in b.companies]


def _overlap(a: set[str], b: set[str], weights: Weights, of_type: str) -> float:
    def weigh(companies: set[str], of_type: str = "") -> float:
        return math.fsum(weights[one, of_type] for one in sorted(companies))

    if not a & b:
        return 0.0
    shared = weigh(a & b)
    alike = (shared / min(weigh(a), weigh(b)) + shared / weigh(a | b)) / 2
    return alike * min(1.0, weigh(a & b, of_type))


def _compare_dates(a: Event, b: Event) -> tuple[float, str]:
    if a.when_edtf is None or b.when_edtf is None:
        return 0.2, ""
    whens = sorted({describe_date(a.when_edtf), describe_date(b.when_edtf)})
    told = " and ".join(whens)
    value = _weigh_dates(a, b)
    if (gap := max(_gap(a, b), _gap(b, a))) > 0:
        return value, f"{told}, {gap} days apart"
    return value, told if len(whens) == 1 else f"{told}, which may be one"


def _weigh_dates(a: Event, b: Event) -> float:
    """How near two dates are, of 1."""
    if a.when_edtf is None or b.when_edtf is None:
        return 0.2
    gap = max(_gap(a, b), _gap(b, a))
    if gap > 0:
        return 0.5 if gap <= 7 else 0.2 if gap <= 31 else 0.0
    days = max(_length(a), _length(b))
    return next(
        (value for limit, value in ((31, 1.0), (92, 0.8), (366, 0.5)) if days <= limit), 0.3
    )


def _gap(first: Event, second: Event) -> int:
    if first.latest is None or second.earliest is None:
        return 0
    return (second.earliest - first.latest).days


def _length(event: Event) -> int:
    if event.earliest is None or event.latest is None:
        return 10**6
    return (event.latest - event.earliest).days + 1


def _compare_figures(a: Event, b: Event) -> tuple[float | None, str]:
    """1 for a figure that agrees, 0.6 for one of another measure; less than 0 for one that differs.

    None where no figures can be compared.
    """
    best: tuple[float, str] | None = None
    for one in a.figures:
        for other in b.figures:
            if one.unit != other.unit:
                continue
            like = one.measure == other.measure
            if _agree(one, other):
                found = (1.0 if like else 0.6), " and ".join(dict.fromkeys((one.text, other.text)))
            elif like and one.per == other.per:
                found = -0.5, f"{one.text} against {other.text}"
            else:
                continue
            if best is None or found[0] > best[0]:
                best = found
    return best or (None, "")


def _agree(one: Figure, other: Figure) -> bool:
    (low, high), (other_low, other_high) = one.bounds(), other.bounds()
    slack = CLOSE * max(abs(high), abs(other_high))
    return low <= other_high + slack and other_low <= high + slack
