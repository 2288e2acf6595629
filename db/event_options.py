"""The options by which events are chosen, alike in `timeline`, `search` and `report`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from db.options import STATUSES, Command, complete, remark

if TYPE_CHECKING:
    from db.query import Tally

_OPTIONS = (
    click.option(
        "--company",
        shell_complete=complete("company"),
        help="A company by id, name or alias, with all that belongs to it.",
    ),
    click.option("--only", is_flag=True, help="Leave out what belongs to the company."),
    click.option(
        "--from",
        "from_",
        metavar="DATE",
        help="Events that may lie on or after this day, month or year.",
    ),
    click.option(
        "--to", metavar="DATE", help="Events that may lie on or before this day, month or year."
    ),
    click.option(
        "--known-by",
        metavar="DATE",
        help="Only what may have been known by this day, month or year.",
    ),
    click.option(
        "--certain",
        is_flag=True,
        help="Only what certainly lies between --from and --to, and was certainly known by "
        "--known-by.",
    ),
    click.option(
        "--type",
        "type_",
        multiple=True,
        shell_complete=complete("event_types"),
        help="Only this type of event; may be given again.",
    ),
    click.option(
        "--status",
        multiple=True,
        type=click.Choice(STATUSES),
        help="Only this status; may be given again.",
    ),
)
_LIMIT = click.option("--limit", type=click.IntRange(0, 10**9), help="At most so many events.")


def choice_options(command: Command) -> Command:
    """Company, time, type and status of events."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def event_options(command: Command) -> Command:
    """The same, and the number of events."""
    return choice_options(_LIMIT(command))


def read_given(options: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, by the names of parameters; raise UsageError where it does not agree."""
    given = {name.rstrip("_"): value for name, value in options.items()}
    if given["certain"] and not (given["from"] or given["to"] or given["known_by"]):
        raise click.UsageError("--certain narrows --from, --to or --known-by: give one of them")
    return given


def remark_events(tally: Tally, limit: int | None) -> None:
    """Say so where no event fits, or where there may be more."""
    if limit == tally.count:
        remark(f"stopped at --limit {limit}")
    elif not tally.count:
        remark("no event fits")
