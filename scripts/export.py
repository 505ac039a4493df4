"""`handbook export`: the whole handbook as one JSON document."""

from datetime import date
from pathlib import Path

import click

from handbook.export import pretty
from scripts.clock import today, today_option
from scripts.files import replace
from scripts.paths import NamedPath
from scripts.terminal import print_output
from scripts.workspace import find_root, open_handbook, warn_skipped


@click.command("export")
@click.option(
    "--output",
    type=NamedPath(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Output file, written atomically; default: - (stdout).",
)
@today_option
@click.pass_context
def command(ctx: click.Context, output: Path | None, requested: date | None) -> None:
    """Export the whole handbook as JSON.

    Registers contain the data as written, with names resolved to ids; computed values, such as
    each procedure's status, are separate. The same handbook and date produce the same bytes.

    \b
    Examples:
      handbook export --output handbook.json
      handbook export | jq '.registers.tools.entries | keys'
      handbook export | jq '.procedures[] | select(.reasons | index("overdue"))'

    Exit code: 0 success, 1 files with errors were skipped, 2 could not run.
    """
    loaded = open_handbook(find_root(ctx.obj))
    day = today(loaded.handbook.settings, requested)
    text = pretty(loaded.handbook, day)
    if output is None or str(output) == "-":
        for piece in text:
            print_output(piece.decode(), newline=False)
    else:
        replace(output, text)
    ctx.exit(int(warn_skipped(loaded)))
