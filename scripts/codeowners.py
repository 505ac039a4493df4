"""`handbook codeowners`: the forge's CODEOWNERS file, from owners, backups and RAPID roles."""

from pathlib import Path

import click

from handbook.codeowners import PATH, codeowners, markers, put_between, repository_files
from handbook.repository import folder_of
from scripts.files import replace
from scripts.refusal import Refusal
from scripts.terminal import print_note, print_output
from scripts.workspace import find_root, open_handbook, warn_skipped


@click.command("codeowners")
@click.option("--write", is_flag=True, help=f"Write {PATH}; default: only print it.")
@click.pass_context
def command(ctx: click.Context, *, write: bool) -> None:
    """Generate the forge's CODEOWNERS file.

    A file gets a line if someone is responsible for its content: those who decide and must
    agree (RAPID), and the owner's backup. `handbook check` reports an outdated file.
    In a subfolder of a larger repository the file is written to that folder, with paths from
    the repository root. Forges read a CODEOWNERS at the root, in .github/, docs/ or .gitlab/:
    if that one has the lines '# handbook in ops/' and '# end of handbook in ops/', the lines
    between them are updated too.

    \b
    Examples:
      handbook codeowners
      handbook codeowners --write

    Exit code: 0 printed or written, 2 could not run.
    """
    root = find_root(ctx.obj)
    loaded = open_handbook(root)
    if loaded.faults and write:
        warn_skipped(loaded)
        raise Refusal(f"{PATH} was not written: it would lack the owners of these files")
    text = codeowners(loaded.handbook)
    if text is None:
        raise Refusal(
            "no teams in the settings; add 'codeOwners' to data/settings.yaml, "
            """such as codeOwners: {team: "@example/{role}", rest: COO}"""
        )
    if not write:
        warn_skipped(loaded)
        print_output(text, newline=False)
        return
    _write(root / PATH, text, PATH)
    folder = folder_of(root)
    if folder:
        _write_above(root, folder, text)


def _write_above(root: Path, folder: str, text: str) -> None:
    """Insert the lines of a handbook in a subfolder into the file that the forge reads."""
    place, path = next(iter(repository_files(root).items()), (None, None))
    if place is not None and path is not None:
        try:
            current = (root / path).read_bytes().decode("utf-8")
        except UnicodeDecodeError as fault:
            raise Refusal(f"{place} of the repository is not UTF-8 text") from fault
        updated = put_between(current, folder, text)
        if updated is not None:
            _write(root / path, updated, f"{place} of the repository")
            return
    first, last = markers(folder)
    where = f"{PATH} at the root" if place in {None, PATH} else place
    print_note(
        f"forges read {where} of the repository: add the lines {first!r} and "
        f"{last!r} to it, and this command fills in the lines between them"
    )


def _write(file: Path, text: str, name: str) -> None:
    if file.is_file() and file.read_bytes() == text.encode():
        print_note(f"{name} is up to date")
        return
    replace(file, text.encode())
    print_note(f"wrote {name}")
