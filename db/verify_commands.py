"""Commands that hold what is recorded against the texts of the sources."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from db.address import Database
from db.options import articles_option, complete, output_options, remark

if TYPE_CHECKING:
    from db.verify import Fault, Verdict

FAULTY, INCOMPLETE = 1, 3


@click.command()
@articles_option
@click.option("--source", shell_complete=complete("source"), help="Only this source, by its id.")
@click.option("--inferred", is_flag=True, help="List what is marked as inferred, too.")
@output_options(("table", "json"))
@click.pass_obj
def verify(
    database: Database | None,
    articles: Path | None,
    source: str | None,
    inferred: bool,
    form: str,
    file: Path | None,
) -> None:
    """Hold what is recorded against the articles.

    A text is known by its hash, and so is each passage. Then every figure, every company and the
    date of each claim have to be found in the words of its passage, unless they are marked as
    inferred. That proves that the words are there, not that they mean what the claim says.

    \b
    Exit code: 0 all holds, 1 something does not, 3 some text was not at hand.

    Example: dateline verify --articles articles/
    """
    from db.name import resolve_id
    from db.output import open_output
    from db.reading import find_database, reading
    from db.verify import verify_sources

    with reading(find_database(database)) as connection:
        wanted = resolve_id(connection, "source", source) if source else None
        verdicts = verify_sources(connection, articles, wanted)
    with open_output(file) as out:
        (write_verdicts_as_json if form == "json" else write_verdicts)(verdicts, out, inferred)
    if unchecked := [one.source for one in verdicts if not one.checked]:
        told = "none of its files is the text of" if articles else "without --articles no text of"
        remark(f"not checked: {told} {', '.join(unchecked)}")
    if not all(verdict.clean for verdict in verdicts):
        raise click.exceptions.Exit(FAULTY)
    if unchecked:
        raise click.exceptions.Exit(INCOMPLETE)


def write_verdicts(verdicts: list[Verdict], out: IO[str], inferred: bool) -> None:
    """A paragraph for each source: its text, what was counted, and what does not hold."""
    from db.text import clean, wrap

    for verdict in verdicts:
        for line in _describe(verdict, inferred):
            out.writelines(f"{part}\n" for part in wrap(clean(line)))
    checked = [verdict for verdict in verdicts if verdict.checked]
    clean_ones = sum(verdict.clean for verdict in checked)
    noun = "source holds" if len(checked) == 1 else "sources hold"
    out.write(f"{clean_ones} of {len(checked)} {noun}")
    out.write(
        f", {len(verdicts) - len(checked)} not checked\n" if len(checked) < len(verdicts) else "\n"
    )


def _describe(verdict: Verdict, inferred: bool) -> list[str]:
    where = f" ({verdict.path})" if verdict.path else ""
    lines = [f"{verdict.source}: text {verdict.state}{where}"]
    if verdict.checked:
        lines.append(f"  {_count(verdict)}")
    lines += [f"  does not hold: {_describe_fault(fault)}" for fault in verdict.faults]
    lines += [f"  orphan: {_describe_fault(orphan)}" for orphan in verdict.orphans]
    lines += [f"  loses all support: {event}" for event in verdict.unsupported]
    lines += [f"  left with unchecked claims: {event}" for event in verdict.left_unchecked]
    if inferred:
        lines += [
            f"  inferred: {_describe_fault(fault)}; {fault.because}" for fault in verdict.inferred
        ]
    return lines


def _count(verdict: Verdict) -> str:
    counted = {
        "claim": verdict.claims,
        "amount": verdict.amounts,
        "passage": verdict.left_out,
        "field": len(verdict.inferred),
    }
    claims, amounts, passages, fields = (
        f"{count} {noun}{'' if count == 1 else 's'}" for noun, count in counted.items()
    )
    return f"{claims}, {amounts}, {passages} left out, {fields} inferred"


def _describe_fault(fault: Fault) -> str:
    return " ".join(
        part
        for part in (fault.event or "left out", fault.place, f"{fault.field}:", fault.fault)
        if part
    )


def write_verdicts_as_json(verdicts: list[Verdict], out: IO[str], inferred: bool) -> None:
    """A list of objects, one for each source."""
    from db.render import write_json

    rows = []
    for verdict in verdicts:
        row = {
            "source_id": verdict.source,
            "text": verdict.state,
            "path": verdict.path,
            "claims": verdict.claims,
            "amounts": verdict.amounts,
            "left_out": verdict.left_out,
            "holds": verdict.clean if verdict.checked else None,
            "faults": [fault._asdict() for fault in verdict.faults],
            "orphans": [fault._asdict() for fault in verdict.orphans],
            "loses_all_support": verdict.unsupported,
            "left_with_unchecked_claims": verdict.left_unchecked,
            "inferred_fields": len(verdict.inferred),
        }
        if inferred:
            row["inferred"] = [fault._asdict() for fault in verdict.inferred]
        rows.append(row)
    write_json(rows, out)
