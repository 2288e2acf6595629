"""A review on a terminal: keys, questions, and the editor.

Every decision is in the file before the next candidate is shown, so that leaving, Ctrl-C and a
crash are alike: nothing is lost but a question that was being answered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from db.errors import DataProblems, DatelineError
from db.review import DROP
from db.terminal import open_console
from db.text import clean
from ingest.review.draft import Candidate, ReviewError, write_out
from ingest.review.draft_file import DraftFile, Finished, write_whole
from ingest.review.review import Review
from ingest.review.screen import (
    END_KEYS,
    KEYS,
    Surroundings,
    fold,
    show_candidate,
    show_end,
    show_help,
    show_keys,
)

RIGHT, LEFT = ("\x1b[C", "\x1bOC"), ("\x1b[D", "\x1bOD")
INTERRUPT, END_OF_INPUT = "\x03", "\x04"
_ARROW = re.compile(r"\x1b[\[O][A-D]|\x1b[^a-zA-Z]{0,20}[a-zA-Z~]?|.", re.DOTALL)
_OURS = "# |"  # begins the lines of a file to edit that are not of the entry
_NUMBER = re.compile(r"[0-9]{1,4}")
Faults = Callable[[Mapping[str, Any], str, Mapping[str, Any]], list[str]]


@dataclass(slots=True)
class Help:
    """What a review may ask of the outside; each does without where there is no database."""

    faults: Faults
    list_events: Callable[[], Sequence[str]]
    finish: Callable[[DraftFile], Finished]
    surroundings: Surroundings | None = None
    remarks: list[str] = field(default_factory=list)


def read_keys() -> Iterator[str]:
    """Keys as they are typed, one by one, however many the terminal hands over at once."""
    while True:
        for key in _ARROW.findall(click.getchar()):
            if key == INTERRUPT:
                raise KeyboardInterrupt
            if key == END_OF_INPUT:
                raise EOFError
            yield key


class Session:
    """One run through a draft."""

    def __init__(self, file: DraftFile, given: Help) -> None:
        self.file, self.given = file, given
        self.review = Review(file.text, str(file.path), file.write)
        self.message = "\n".join(given.remarks)
        self.finished: Finished | None = None
        self.helping = False
        self.actions: dict[str, Callable[[], None]] = {
            "a": self.accept, "e": self.edit, "m": self.merge, "d": self.drop, "u": self.undo,
            "n": lambda: self.step(1), "b": lambda: self.step(-1), "?": self.show_help,
            "w": self.finish,
            **dict.fromkeys(RIGHT, lambda: self.step(1)),
            **dict.fromkeys(LEFT, lambda: self.step(-1)),
        }  # fmt: skip

    def run(self) -> None:
        """Show, read a key, do what it says, until somebody leaves or the record is written."""
        keys = read_keys()
        while self.finished is None:
            self.draw()
            try:
                key = next(keys)
            except EOFError:
                return
            if key in ("s", "q"):
                return
            if key == "\r" and self.review.current is None:
                key = "w"
            if action := self.actions.get(key):
                self.act(action)

    def act(self, action: Callable[[], None]) -> None:
        """Do something; what cannot be done is said, and the review goes on as it was."""
        try:
            action()
        except DataProblems as problems:
            told = [clean(str(one)) for one in problems.problems]
            self.message = "\n".join(["Not written; mend this first:", *told])
        except ReviewError as error:
            self.file.refuse_changed()  # there is no going on with a file that has changed
            self.message = clean(str(error))
        except DatelineError as error:
            self.message = clean(str(error))

    def draw(self) -> None:
        """Fill the screen anew."""
        review, counts = self.review, self.review.count()
        one = review.current
        console = open_console()  # as wide as the terminal is now
        console.clear()
        if one is None:
            console.print(show_end(counts, len(review.candidates)))
        else:
            shown = show_candidate(
                one,
                at=review.at,
                total=len(review.candidates),
                counts=counts,
                surroundings=self.given.surroundings,
                faults=self._find_faults(one),
            )
            console.print(shown)
        if self.helping:
            console.print()
            console.print(show_help())
        if self.message:
            console.print(f"\n{self.message}", style="bold", markup=False)
        console.print()
        console.print(show_keys(self._list_keys(one, counts), console.width))
        self.message, self.helping = "", False

    def _find_faults(self, one: Candidate) -> list[str]:
        """What is still to be mended; a title that is missing is asked for anyway."""
        if one.decision == DROP:
            return []
        entry = {**one.entry, "title": "T"} if one.lacks_title else one.entry
        return self.given.faults(self.review.draft.data, one.name, entry)

    def _list_keys(self, one: Candidate | None, counts: Mapping[str, int]) -> list[tuple[str, str]]:
        if one is None:
            return [pair for pair in END_KEYS if pair[0] != "w" or not counts["open"]]
        return [pair for pair in KEYS if pair[0] != "m" or one.kind == "event"]

    def accept(self) -> None:
        one = self._take()
        title = self.ask("Title in your own words") if one.lacks_title else None
        if title == "":
            self.message = "not accepted: the event needs a title"
        else:
            self.review.accept(title)

    def drop(self) -> None:
        one = self._take()
        self.review.drop(self.ask("Why (Enter for no reason)") if one.kind == "event" else "")

    def merge(self) -> None:
        one = self._take()
        if one.kind != "event":
            raise ReviewError("a company is not merged; edit it, or drop it")
        events = list(self.given.list_events())
        own = [other.id for other in self.review.candidates if other.kind == "event"]
        known = [known["event"] for known in one.known]
        offered = list(dict.fromkeys([*known, *events, *(i for i in own if i != one.id)]))
        number = f"1-{len(known)}, or id" if len(known) > 1 else "1, or id" if known else "id"
        answer = self.ask(f"Merge with which event ({number})", offered)
        if _NUMBER.fullmatch(answer) and 1 <= int(answer) <= len(known):
            answer = known[int(answer) - 1]
        if answer and events and answer not in offered:
            raise ReviewError(f"no event '{clean(answer)}' is known")
        if answer:
            self.review.merge(answer)

    def undo(self) -> None:
        if not self.review.undo():
            self.message = "nothing to undo in this run"

    def step(self, by: int) -> None:
        if self.review.current is None and by > 0:
            self.review.go_to_open()
        else:
            self.review.step(by)

    def show_help(self) -> None:
        self.helping = True

    def finish(self) -> None:
        if self.review.current is None:
            self.finished = self.given.finish(self.file)

    def ask(self, question: str, words: Sequence[str] = ()) -> str:
        """Ask for a line; KeyboardInterrupt and the end of input take the question back."""
        from prompt_toolkit import prompt
        from prompt_toolkit.completion import WordCompleter

        completer = WordCompleter(list(words), match_middle=True, sentence=True) if words else None
        try:
            return " ".join(clean(prompt(f"{question}: ", completer=completer)).split())
        except (KeyboardInterrupt, EOFError):
            raise Withdrawn("nothing was decided") from None

    def edit(self) -> None:
        """Open a candidate in the editor, again and again while there are faults in it."""
        one = self._take()
        self.file.refuse_changed()
        written = write_out(self.review.draft, one)
        path = name_edit(self.file.path, one)
        kept = path.exists() and read_edit(path) != written
        if kept and one.decision and not confirm(f"Go on with what you had written in {path}"):
            kept = False
        if not kept:
            write_whole(path, (self._head(one, []) + written).encode("utf-8"))
        while True:
            open_editor(path)
            new = read_edit(path)
            if not new.strip() or new == written:
                path.unlink()
                self.message = "nothing was changed"
                return
            faults = self._try(new)
            if not faults:
                with suppress(FileNotFoundError):
                    path.unlink()
                return
            write_whole(path, (self._head(one, faults) + new).encode("utf-8"))
            click.echo("\n".join(map(clean, faults)))
            if not confirm("Edit again"):
                self.message = f"nothing was changed; what you wrote is kept in {path}"
                return

    def _try(self, written: str) -> list[str]:
        """Put in what was written; why not, where it cannot be."""
        self.file.refuse_changed()
        try:
            self.review.replace(written)
        except DataProblems as problems:
            return [f"line {one.line}: {one.fault}; {one.remedy}" for one in problems.problems]
        except ReviewError as error:
            return [str(error)]
        return []

    def _head(self, one: Candidate, faults: Sequence[str]) -> str:
        """What stands above an entry in the editor: its passage, and what was wrong with it."""
        lines = [
            f"{one.id}: save and close; these lines are not kept, an empty file changes nothing"
        ]
        for place in one.list_places():
            passage = self.given.surroundings and self.given.surroundings.find(place)
            if passage:
                words = fold(passage.lead + passage.words + passage.tail).strip()
                lines += ["", *click.wrap_text(words, 90).split("\n")]
        lines += one.above if len(lines) == 1 else []
        lines += ["", *(f"fault: {fault}" for fault in faults)] if faults else []
        return "".join(f"{_OURS} {clean(line)}".rstrip() + "\n" for line in lines)

    def _take(self) -> Candidate:
        if self.review.current is None:
            raise ReviewError("there is no candidate here; b goes back to the last")
        return self.review.current


class Withdrawn(DatelineError):
    """A question that somebody took back."""


def name_edit(draft: Path, one: Candidate) -> Path:
    """The hidden file beside a draft in which a candidate is edited; it outlives a crash."""
    name = re.sub(r"[^a-z0-9_-]", "-", one.id.lower())[:80]
    return draft.resolve().with_name(f".{draft.stem}.{name}.edit.yaml")


def open_editor(path: Path) -> None:
    """Let somebody edit a file in $VISUAL or $EDITOR."""
    try:
        click.edit(filename=str(path))
    except click.ClickException as error:
        raise ReviewError(f"{error.message}; nothing was changed, {path} is kept") from error


def confirm(question: str) -> bool:
    """Ask for yes or no; Enter is yes, Ctrl-C is no."""
    try:
        return click.confirm(question, default=True)
    except click.Abort:
        return False


def read_edit(path: Path) -> str:
    """What was written in the editor, without our own lines."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReviewError(f"{path} is not UTF-8; save it as UTF-8, and edit again") from error
    lines = re.split(r"\r\n?|\n", text)
    kept = "\n".join(line for line in lines if not line.startswith(_OURS))
    return kept.strip("\n") + "\n"
