"""The shell on a terminal: history, several lines, completion and colours, by prompt_toolkit."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.lexers import PygmentsLexer

from db.errors import DatelineError
from db.name import list_names
from db.query import find_files, read_query
from db.reading import reading
from db.script import is_complete
from db.shell import COMMANDS, MODES, LeaveShell, Shell, say

PROMPT, MORE = "dateline> ", "     ...> "
KEYWORDS = (
    "SELECT", "FROM", "WHERE", "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "OFFSET", "JOIN", "LEFT",
    "ON", "USING", "WITH", "AS", "AND", "OR", "NOT", "IN", "IS", "NULL", "LIKE", "ILIKE", "BETWEEN",
    "DISTINCT", "UNION ALL", "CASE", "WHEN", "THEN", "ELSE", "END", "EXISTS", "DESC", "ASC",
    "DESCRIBE", "SHOW TABLES", "SUMMARIZE", "EXPLAIN", "VALUES", "count", "sum", "min", "max",
    "avg", "getvariable",
)  # fmt: skip
COLUMNS = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
WORD = re.compile(r"[\w\\.$-]*$")
STRING = re.compile(r"'((?:[^']|'')*)$")


class Words(Completer):
    """Offers tables, columns, companies, queries and their parameters, where they belong."""

    def __init__(
        self,
        tables: Mapping[str, Sequence[str]],
        companies: Sequence[str],
        queries: Mapping[str, Sequence[str]],
    ) -> None:
        self._tables, self._companies, self._queries = tables, companies, queries
        columns = {name for names in tables.values() for name in names}
        self._sql = [*sorted(tables), *sorted(columns), *KEYWORDS]

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterator[Completion]:
        before = document.text_before_cursor
        if before.startswith((".read ", "\\i ")):
            path = Document(before.partition(" ")[2])
            yield from PathCompleter(expanduser=True).get_completions(path, event)
            return
        start, words = self.find_words(before)
        for word in dict.fromkeys(words):
            if word.lower().startswith(start.lower()) and word != start:
                yield Completion(word, -len(start))

    def find_words(self, before: str) -> tuple[str, Iterable[str]]:
        """What was typed of a word, and all words that may stand there."""
        last = WORD.search(before)
        start = last[0] if last else ""
        if before.startswith((".", "\\")):
            return start, self._list_for_command(before, start)
        if string := STRING.search(before):
            return string[1], [name.replace("'", "''") for name in self._companies]
        table, dot, column = start.rpartition(".")
        if dot:
            return column, self._tables.get(table, ())
        return (start, self._sql) if start else ("", ())

    def _list_for_command(self, before: str, start: str) -> Iterable[str]:
        command, *words = before.split(" ")
        if not words:
            return [*COMMANDS, "\\d", "\\q", "\\i"]
        if command == ".mode":
            return MODES
        if command in (".schema", "\\d"):
            return sorted(self._tables)
        if command == ".run" and len(words) == 1:
            return sorted(self._queries)
        if command == ".run" and "=" not in words[-1]:
            return [f"{name}=" for name in self._queries.get(words[0], ())]
        return ()


def read_words(shell: Shell) -> Words:
    """What the database and the folders hold now."""
    tables: dict[str, list[str]] = {}
    with reading(shell.database) as connection:
        for table, column in connection.execute(COLUMNS).fetchall():
            tables.setdefault(table, []).append(column)
        companies = list_names(connection, "company")
    queries: dict[str, list[str]] = {}
    for name, path in find_files(shell.folders).items():
        try:
            queries[name] = [param.name for param in read_query(path).params]
        except DatelineError as error:
            say(f"Error: {error}")
    return Words(tables, companies, queries)


def open_history() -> History:
    """The lines of earlier sessions, which only their owner can read."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    path = Path(state) / "dateline" / "history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with path.open("a", encoding="utf-8"):
            return FileHistory(path)
    except OSError as error:
        say(f"{path}: {error.strerror}; what you type is not kept")
        return InMemoryHistory()


def make_session(shell: Shell) -> PromptSession[str]:
    """A prompt that goes on to the next line until the statement ends."""
    lexer = None
    if not os.environ.get("NO_COLOR"):
        from pygments.lexers.sql import SqlLexer

        lexer = PygmentsLexer(SqlLexer)
    unfinished = Condition(lambda: not is_complete(get_app().current_buffer.text))
    return PromptSession(
        PROMPT,
        history=open_history(),
        completer=read_words(shell),
        complete_while_typing=False,
        lexer=lexer,
        multiline=unfinished,
        prompt_continuation=MORE,
        enable_open_in_editor=True,
    )


def run_on_terminal(shell: Shell) -> None:
    """Read and run until somebody leaves."""
    session = make_session(shell)
    say("A statement ends with a semicolon; .help shows the commands, .quit leaves.")
    while True:
        try:
            run_line(shell, session.prompt())
        except KeyboardInterrupt:
            continue
        except (EOFError, LeaveShell):
            return


def run_line(shell: Shell, text: str) -> None:
    """Run what was typed; a fault is told, and the shell goes on."""
    try:
        shell.run(text)
    except DatelineError as error:
        say(f"Error: {error}")
    except KeyboardInterrupt:
        say("stopped")
    except LeaveShell:
        raise
    except OSError as error:
        say(f"Error: {error.filename or ''}: {error.strerror or error}")
    except Exception as error:  # a fault of the shell itself must not end it, nor lose what is set
        say(f"Error: a fault in Dateline itself: {type(error).__name__}: {error}")
