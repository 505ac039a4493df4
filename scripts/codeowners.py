"""`handbook codeowners`: the forge's CODEOWNERS, from owners, backups and RAPID roles."""

import click

from handbook.codeowners import PATH, codeowners
from handbook.repository import folder_of
from scripts.files import replace
from scripts.refusal import Refusal
from scripts.terminal import say, tell
from scripts.workspace import find_root, open_handbook, warn_unread


@click.command("codeowners")
@click.option("--write", is_flag=True, help=f"Write {PATH}; without it the file is only shown.")
@click.pass_context
def command(ctx: click.Context, *, write: bool) -> None:
    """Write whom the forge asks when a file changes.

    A file has a line if somebody answers for what is in it: who decides and who must agree, by
    RAPID, and who stands in for the owner. `handbook check` says when the file is out of date.
    In a folder of a larger repository the file stands in that folder, with paths from the root
    of the repository: forges read it only there, so its lines have to be put into theirs.

    \b
    Examples:
      handbook codeowners
      handbook codeowners --write

    Exit code: 0 shown or written, 2 could not look.
    """
    root = find_root(ctx.obj)
    loaded = open_handbook(root)
    if loaded.faults and write:
        warn_unread(loaded)
        raise Refusal(f"{PATH} is left as it was: without these files it would lack their owners")
    text = codeowners(loaded.handbook)
    if text is None:
        raise Refusal("the settings name no teams; add 'codeOwners' to data/settings.yaml")
    if not write:
        warn_unread(loaded)
        say(text, newline=False)
        return
    file = root / PATH
    if file.is_file() and file.read_bytes() == text.encode():
        tell(f"{PATH} is up to date")
        return
    replace(file, text.encode())
    tell(f"wrote {PATH}")
    if folder_of(root):
        tell(f"forges read {PATH} at the root of the repository: put its lines there as well")
