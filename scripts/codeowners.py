"""`handbook codeowners`: the forge's CODEOWNERS, from owners, backups and RAPID roles."""

from pathlib import Path

import click

from handbook.codeowners import PATH, above, codeowners, marks, put_between
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
    of the repository. Forges read one at the root, in .github/, docs/ or .gitlab/: where it has
    the lines '# handbook in ops/' and '# end of handbook in ops/', what is between them is
    written as well.

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
        raise Refusal(
            "the settings name no teams; add 'codeOwners' to data/settings.yaml, "
            """such as codeOwners: {team: "@example/{role}", rest: COO}"""
        )
    if not write:
        warn_unread(loaded)
        say(text, newline=False)
        return
    _written(root / PATH, text, PATH)
    folder = folder_of(root)
    if folder:
        _write_above(root, folder, text)


def _write_above(root: Path, folder: str, text: str) -> None:
    """Put the lines of a handbook in a folder into the file that the forge reads."""
    place, path = next(iter(above(root).items()), (None, None))
    if place is not None and path is not None:
        try:
            there = (root / path).read_bytes().decode("utf-8")
        except UnicodeDecodeError as fault:
            raise Refusal(f"{place} of the repository is no text in UTF-8") from fault
        put = put_between(there, folder, text)
        if put is not None:
            _written(root / path, put, f"{place} of the repository")
            return
    first, last = marks(folder)
    where = f"{PATH} at the root" if place in {None, PATH} else place
    tell(
        f"forges read {where} of the repository: write the lines {first!r} and "
        f"{last!r} there, and this command fills in what is between them"
    )


def _written(file: Path, text: str, name: str) -> None:
    if file.is_file() and file.read_bytes() == text.encode():
        tell(f"{name} is up to date")
        return
    replace(file, text.encode())
    tell(f"wrote {name}")
