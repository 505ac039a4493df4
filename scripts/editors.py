"""`handbook editors`: what editors offer while typing, from the schemas and the registers."""

import click

from handbook.editors.files import files, leftover, written
from scripts.files import write_or_remove
from scripts.fmt import Rewrite, show
from scripts.refusal import Refusal
from scripts.terminal import tell
from scripts.workspace import find_root, open_handbook, warn_unread


@click.command("editors")
@click.option(
    "--write", is_flag=True, help="Write the files; without it the difference is only shown."
)
@click.pass_context
def command(ctx: click.Context, *, write: bool) -> None:
    """Write what editors offer while typing.

    For each file of data/ a schema with its keys, what they mean, and the ids that may be named;
    for VS Code snippets of entries and of parts of documents, and in its settings which file has
    which schema; all else in them stays as it is. Without --write the difference is shown.
    `handbook check` says when a file is out of date.

    \b
    Examples:
      handbook editors
      handbook editors --write

    Exit code: 0 up to date or written, 1 files would change, 2 could not look.
    """
    root = find_root(ctx.obj)
    loaded = open_handbook(root)
    if warn_unread(loaded):
        raise Refusal("nothing is written: without these files editors would offer too little")
    wanted = files(loaded.handbook)
    found = [
        Rewrite(path, written(loaded.handbook, path) or "", text)
        for path, text in wanted.items()
        if written(loaded.handbook, path) != text
    ]
    gone = [
        Rewrite(path, written(loaded.handbook, path) or "", "")
        for path in leftover(loaded.handbook, wanted)
    ]
    for rewrite in (*found, *gone):
        if write:
            # What follows from the handbook nobody has to read; it may be thousands of lines.
            write_or_remove(root, rewrite.path, rewrite.after)
        else:
            show(rewrite)
    count = f"{len(found)} of {len(wanted)} files"
    changes = bool(found or gone)
    if write:
        removed = f", removed {len(gone)}" if gone else ""
        tell(f"wrote {count}{removed}" if changes else f"{len(wanted)} files are up to date")
    else:
        removed = f", {len(gone)} would be removed" if gone else ""
        tell(f"{count} would change{removed}{'; --write changes them' if changes else ''}")
    ctx.exit(int(changes and not write))
