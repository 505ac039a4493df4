"""`handbook export`: the whole handbook as one JSON document."""

from datetime import date
from pathlib import Path

import click

from handbook.export import shown
from scripts.clock import today, today_option
from scripts.files import replace
from scripts.paths import NamedPath
from scripts.terminal import say
from scripts.workspace import find_root, open_handbook, warn_unread


@click.command("export")
@click.option(
    "--output",
    type=NamedPath(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file, whole or not at all; by default, or as -, to stdout.",
)
@today_option
@click.pass_context
def command(ctx: click.Context, output: Path | None, asked: date | None) -> None:
    """Write the whole handbook as JSON.

    Registers hold what is written, names resolved to ids; what is computed, such as each
    procedure's status, stands apart. The same handbook and day give the same bytes.

    \b
    Examples:
      handbook export --output handbook.json
      handbook export | jq '.registers.tools.entries | keys'
      handbook export | jq '.procedures[] | select(.reasons | index("overdue"))'

    Exit code: 0, or 1 if files with errors had to be left out, or 2 if it could not look.
    """
    loaded = open_handbook(find_root(ctx.obj))
    day = today(loaded.handbook.settings, asked)
    text = shown(loaded.handbook, day)
    if output is None or str(output) == "-":
        for piece in text:
            say(piece.decode(), newline=False)
    else:
        replace(output, text)
    ctx.exit(int(warn_unread(loaded)))
