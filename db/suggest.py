"""Pairs of companies that may be one: what has the same name, and what has a similar one.

Only what is equal once case, accents, punctuation and legal form are taken away may be linked
without a look; a similar name is a suggestion. Names are compared within blocks that share a word
or their first letters, so that many names stay quick.
"""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from db.likeness import is_cjk, list_numbers, normalise_name
from db.query import Result
from db.reader import Reader

SAME_NAME, SIMILAR = "same name", "similar"
MIN_SCORE = 90
LARGE = 200  # names in a block, above which each is compared with its neighbours only
NEIGHBOURS = 40
ALIKE = 80  # of 100, for the whole of two names
COLUMNS = ["kind", "likeness", "score", "id", "name", "same_as", "same_name", "because", "command"]
Key = tuple[str, str]
_COMPANIES = """
    SELECT c.id, c.name, c.kind, coalesce(p.claims, 0) AS claims, coalesce(m.folded, 0) AS folded
    FROM company AS c
    LEFT JOIN (
        SELECT company_id, count(*) AS claims FROM claim_party GROUP BY company_id
    ) AS p ON p.company_id = c.id
    LEFT JOIN (
        SELECT same_as, count(*) AS folded FROM company_same_as GROUP BY same_as
    ) AS m ON m.same_as = c.id
    WHERE c.id NOT IN (SELECT company_id FROM company_same_as)
    ORDER BY c.id
"""
_NAMES = "SELECT company_id, name FROM company_name WHERE kind <> 'id' ORDER BY company_id, name"
_TARGETS = "SELECT DISTINCT same_as FROM company_same_as"
_FAMILIES = "SELECT member_id, company_id FROM company_family"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two ids that may be one: the first would be folded into the second."""

    kind: str
    likeness: str
    score: int
    id: str
    name: str
    same_as: str
    same_name: str
    because: str

    @property
    def command(self) -> str:
        because = shlex.quote(self.because)
        return f"dateline {self.kind} merge {self.id} {self.same_as} --because {because}"


@dataclass(frozen=True, slots=True)
class Company:
    """A company as far as it matters which of two stays."""

    id: str
    name: str
    kind: str
    claims: int
    folded: int

    def rank(self) -> tuple[int, int, int, str]:
        """Lower stays: one that others count as, that most is said of, of the shortest id."""
        return -self.folded, -self.claims, len(self.id), self.id


def as_result(suggestions: Iterable[Suggestion]) -> Result:
    """Suggestions as rows."""
    return Result(COLUMNS, [tuple(getattr(one, name) for name in COLUMNS) for one in suggestions])


def suggest_companies(
    connection: Reader, company: str | None = None, min_score: int = MIN_SCORE
) -> list[Suggestion]:
    """Pairs of companies by their names, the likeliest first; of one company or of all."""
    companies = {row[0]: Company(*row) for row in connection.execute(_COMPANIES).fetchall()}
    names = [(row[0], row[1]) for row in connection.execute(_NAMES).fetchall()]
    families = read_families(connection)
    spelled: dict[Key, str] = {}
    for owner, name in names:
        if len(key := normalise_name(name)) > 1:
            spelled.setdefault((owner, key), name)
    found: dict[tuple[str, str], Suggestion] = {}
    for score, one, other in _compare(spelled, min_score):
        a, b = companies[one[0]], companies[other[0]]
        if a.id == b.id or (company is not None and company not in (a.id, b.id)):
            continue
        if ("product" in (a.kind, b.kind) and a.kind != b.kind) or families[a.id] & families[b.id]:
            continue
        a, b = sorted((a, b), key=Company.rank, reverse=True)
        before = found.get((a.id, b.id))
        if before is None or before.score < score:
            if a.id != one[0]:
                one, other = other, one
            found[a.id, b.id] = _describe(score, a, b, spelled[one], spelled[other])
    return sort_suggestions(found.values())


def sort_suggestions(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """The likeliest first; of a score the same names first, then by ids."""
    return sorted(suggestions, key=lambda s: (-s.score, s.likeness, s.id, s.same_as))


def read_families(connection: Reader) -> Mapping[str, set[str]]:
    """For each company those that it belongs to, itself included."""
    families: dict[str, set[str]] = defaultdict(set)
    for member, company in connection.execute(_FAMILIES).fetchall():
        families[member].add(company)
    return families


def choose_links(
    connection: Reader, suggestions: Iterable[Suggestion]
) -> tuple[list[Suggestion], list[Suggestion]]:
    """Those of the same name that can be linked in one step each, and those that cannot.

    Of several that are all one, each is linked to the one that stays. What others count as
    already cannot be folded, nor may a third name tie two of a family together.
    """
    families = read_families(connection)
    targets = {row[0] for row in connection.execute(_TARGETS).fetchall()}
    same = [one for one in suggestions if one.likeness == SAME_NAME]
    folded = {one.id for one in same}
    into: dict[str, str] = {}
    groups: dict[str, set[str]] = {}
    links, refused = [], []
    for one in sorted(same, key=lambda s: (s.same_as in folded, s.same_as, s.id)):
        own, target = into.get(one.id, one.id), into.get(one.same_as, one.same_as)
        if own == target:
            continue
        group = groups.get(target, {target})
        tied = any(families[own] & families[other] for other in group)
        if tied or own != one.id or own in groups or own in targets:
            refused.append(one)
            continue
        groups[target] = group | {own}
        into[own] = target
        links.append(replace(one, same_as=target))
    return links, refused


def _describe(score: int, a: Company, b: Company, own: str, other: str) -> Suggestion:
    if score < 100:
        likeness, because = SIMILAR, f"“{own}” is like “{other}”"
    elif own == other:
        likeness, because = SAME_NAME, f"both are called “{own}”"
    else:
        likeness, because = SAME_NAME, f"“{own}” and “{other}” are one name"
    return Suggestion("company", likeness, score, a.id, a.name, b.id, b.name, because)


def _compare(spelled: Mapping[Key, str], min_score: int) -> Iterator[tuple[int, Key, Key]]:
    """Names that are equal (100) or alike (at most 99), each pair once at least."""
    same: dict[str, list[Key]] = defaultdict(list)
    for key in spelled:
        same[key[1]].append(key)
    for keys in same.values():
        for one, other in combinations(keys, 2):
            yield 100, one, other
    if min_score < 100:
        for score, name, like in _compare_names(sorted(same), min_score):
            for one in same[name]:
                for other in same[like]:
                    yield score, one, other


def _compare_names(names: list[str], min_score: int) -> Iterator[tuple[int, str, str]]:
    from rapidfuzz import fuzz, process

    blocks: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for key in _block_keys(name):
            blocks[key].append(name)
    numbers = {name: list_numbers(name) for name in names}
    for block in blocks.values():
        reach = len(block) if len(block) <= LARGE else NEIGHBOURS
        for at, name in enumerate(block[:-1], start=1):
            others = block[at : at + reach]
            for like, score, _ in process.extract(
                name, others, scorer=fuzz.WRatio, score_cutoff=min_score, limit=None
            ):
                if numbers[name] == numbers[like] and _is_whole(name, like):
                    yield min(99, int(score)), name, like


def _is_whole(name: str, like: str) -> bool:
    """Whether names are alike as wholes, or one holds all the words of the other.

    WRatio calls a name like any longer one that holds its letters, be it inside a word.
    """
    from rapidfuzz import fuzz

    words, others = set(name.split()), set(like.split())
    return is_cjk(name) or words <= others or others <= words or fuzz.ratio(name, like) >= ALIKE


def _block_keys(name: str) -> set[str]:
    compact = name.replace(" ", "")
    start = compact[: 2 if is_cjk(name) else 4]
    return {f"={start}", *(word for word in name.split() if len(word) > 2)}
