"""A review going on: which candidate is looked at, what was decided in this run, and the way back.

Nothing here touches a file or a terminal: `store` is told each new text of the draft, and may
raise; then nothing has changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from db.review import ACCEPT, DROP
from ingest.review import draft as drafts
from ingest.review.draft import Candidate, Draft, ReviewError, read_draft

Store = Callable[[str], None]


class Review:
    """The state of a review."""

    def __init__(self, text: str, file: str, store: Store) -> None:
        self.draft: Draft = read_draft(text, file)
        self.at = 0
        self._store = store
        self._history: list[tuple[str, int]] = []
        self.go_to_open()

    @property
    def candidates(self) -> list[Candidate]:
        return self.draft.candidates

    @property
    def current(self) -> Candidate | None:
        """The candidate looked at; None at the end, behind the last."""
        return self.candidates[self.at] if self.at < len(self.candidates) else None

    def count(self) -> dict[str, int]:
        """How many are accepted, dropped and open."""
        counted = Counter(one.decision for one in self.candidates)
        return {"accepted": counted[ACCEPT], "dropped": counted[DROP], "open": counted[None]}

    def go_to_open(self) -> None:
        """Go to the next candidate that is undecided, from here on and then from the start."""
        total = len(self.candidates)
        order = [*range(self.at, total), *range(min(self.at, total))]
        undecided = (at for at in order if self.candidates[at].decision is None)
        self.at = next(undecided, total)

    def step(self, by: int) -> bool:
        """Go on or back by one, at most behind the last; whether there was a way."""
        to = min(max(self.at + by, 0), len(self.candidates))
        moved, self.at = to != self.at, to
        return moved

    def accept(self, title: str | None = None) -> None:
        one = self._take()
        if one.lacks_title and not title:
            raise ReviewError("an event needs a title in your own words")
        self._decide(drafts.accept(self.draft, one, title))

    def drop(self, because: str = "") -> None:
        self._decide(drafts.drop(self.draft, self._take(), because))

    def merge(self, event: str) -> None:
        self._decide(drafts.merge(self.draft, self._take(), event))

    def replace(self, written: str) -> None:
        """Put in a candidate as somebody has written it anew; it stays the one looked at."""
        self._change(drafts.replace(self.draft, self._take(), written))

    def undo(self) -> bool:
        """Take back the last decision or change of this run; whether there was one."""
        if not self._history:
            return False
        text, at = self._history[-1]
        self._store(text)
        self._history.pop()
        self.draft, self.at = read_draft(text, self.draft.file), at
        return True

    def _take(self) -> Candidate:
        if self.current is None:
            raise ReviewError("there is no candidate here; go back to one")
        return self.current

    def _decide(self, text: str) -> None:
        self._change(text)
        self.step(1)
        self.go_to_open()

    def _change(self, text: str) -> None:
        draft = read_draft(text, self.draft.file)
        self._store(text)
        self._history.append((self.draft.text, self.at))
        one = self._take()
        self.draft = draft
        same = ((other.name, other.at) == (one.name, one.at) for other in draft.candidates)
        self.at = next(
            (at for at, found in enumerate(same) if found), min(self.at, len(draft.candidates))
        )
