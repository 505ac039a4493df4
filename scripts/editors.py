"""`handbook editors`: completion and snippets for editors, from the schemas and registers."""

import click

from handbook.editors.files import files, leftover, written
from scripts.files import write_or_remove
from scripts.fmt import Rewrite, show
from scripts.refusal import Refusal
from scripts.terminal import print_note
from scripts.workspace import find_root, open_handbook, warn_skipped


@click.command("editors")
@click.option("--write", is_flag=True, help="Write the files; default: only show the differences.")
@click.pass_context
def command(ctx: click.Context, *, write: bool) -> None:
    """Generate schemas and snippets for editors.

    For each file of data/: a schema with its keys, their meaning and the valid ids. For VS Code:
    snippets of entries and of parts of documents, and settings that map files to schemas; other
    settings are preserved. `handbook check` reports outdated files.

    \b
    Examples:
      handbook editors
      handbook editors --write

    Exit code: 0 up to date or written, 1 files would change, 2 could not run.
    """
    root = find_root(ctx.obj)
    loaded = open_handbook(root)
    if warn_skipped(loaded):
        raise Refusal("nothing was written: completion would be incomplete without these files")
    wanted = files(loaded.handbook)
    found = [
        Rewrite(path, written(loaded.handbook, path) or "", text)
        for path, text in wanted.items()
        if written(loaded.handbook, path) != text
    ]
    stale = [
        Rewrite(path, written(loaded.handbook, path) or "", "")
        for path in leftover(loaded.handbook, wanted)
    ]
    for rewrite in (*found, *stale):
        if write:
            # No diff when writing: generated files can have thousands of lines.
            write_or_remove(root, rewrite.path, rewrite.after)
        else:
            show(rewrite)
    count = f"{len(found)} of {len(wanted)} files"
    changes = bool(found or stale)
    if write:
        removed = f", removed {len(stale)}" if stale else ""
        print_note(f"wrote {count}{removed}" if changes else f"{len(wanted)} files are up to date")
    else:
        removed = f", {len(stale)} would be removed" if stale else ""
        print_note(f"{count} would change{removed}{'; apply with --write' if changes else ''}")
    ctx.exit(int(changes and not write))
