"""`dateline serve`: the database in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from db.address import Database
from db.errors import DatelineError
from db.options import choose_folders, queries_option, remark


class WebError(DatelineError):
    """What serving needs is not installed."""


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8765,
    show_default=True,
    help="Port to listen on; 0 for any that is free.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; any other than this lets other computers in.",
)
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="NAME",
    help="Answer to this name, too, as behind a proxy; may be given again.",
)
@click.option("--open", "opens", is_flag=True, help="Open it in a browser.")
@queries_option
@click.pass_context
def serve(
    ctx: click.Context,
    port: int,
    host: str,
    allowed: tuple[str, ...],
    opens: bool,
    folders: tuple[Path, ...],
) -> None:
    """Show the database in a browser.

    Timeline, saved queries with forms, events, companies, sources, SQL, and all of it as JSON.
    Everything is read only. It listens on this computer alone, and ends by Ctrl-C.

    Example: dateline serve --open
    """
    try:
        from publish.serve import server
        from publish.serve.app import make_app
        from publish.serve.live import make_live
        from publish.serve.service import Service
    except ImportError as error:
        raise WebError(
            f"`serve` needs what is not installed ({error.name}); install it with "
            "`pip install -e '.[web]'` in the checkout of Dateline"
        ) from error
    from db.query import find_files

    database = _choose(ctx.obj)
    chosen = choose_folders(ctx)
    find_files(chosen)
    service = Service(database, chosen)
    opened = server.bind(host, port)
    port = server.find_port(opened)
    address = f"http://{server.show_host(host)}:{port}/"
    if not server.is_loopback(host):
        remark(
            f"{host} is not this computer alone: whoever reaches port {port} can read {database}"
        )
    click.echo(f"{database} is at {address}; Ctrl-C ends")
    if opens:
        click.launch(address)
    app = make_app(service, server.list_hosts(host, port, allowed), make_live())
    server.run(app, service, opened)


def _choose(database: Database | None) -> Database:
    """The database, proved to be one that can be read."""
    from db.reading import find_database, reading

    found = find_database(database)
    with reading(found):
        return found
