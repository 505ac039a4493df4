"""`handbook fmt`: canonical formatting of files, previewed before writing."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from handbook.amounts import counted
from handbook.book import Handbook
from handbook.canonical.cache import FormCache
from handbook.schema import Kind
from scripts.files import replace
from scripts.paths import NamedPath, is_in, within
from scripts.terminal import print_note, print_output, progress, styled_diff_line
from scripts.workspace import find_root, open_cache, open_handbook


class Rewrite(NamedTuple):
    """A file before and after a change."""

    path: str
    before: str
    after: str


@click.command("fmt")
@click.argument("paths", nargs=-1, type=NamedPath(path_type=Path), metavar="[PATH]...")
@click.option("--write", is_flag=True, help="Write the files; default: only show the differences.")
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[Path, ...], *, write: bool) -> None:
    """Format files canonically.

    Normalises lists, tables, whitespace and the order of the front matter, and spells labels
    and headings as in the schema. Content never changes: the result is parsed again, and a file
    whose meaning would change is skipped. Comments are kept. The differences are shown first.

    \b
    Examples:
      handbook fmt
      handbook fmt sops/support --write

    Exit code: 0 formatted, 1 files would change or have errors, 2 could not run.
    """
    root = find_root(ctx.obj)
    wanted = [within(root, path) for path in paths]
    loaded = open_handbook(root)
    broken = sorted({fault.place.path for fault in loaded.faults} - {*loaded.handbook.docs.pages})
    skipped = [path for path in broken if not wanted or is_in(path, wanted)]
    for path in skipped:
        print_note(f"{path} has errors and was skipped; 'handbook check' lists them")
    files = {
        path: kind for path, kind in _files(loaded.handbook) if not wanted or is_in(path, wanted)
    }
    if not files and not skipped:
        print_note("no files to format; only files of registers have a canonical form")
    found = list(_rewrites(loaded.handbook, files))
    for rewrite in found:
        show(rewrite)
        if write:
            replace(root / rewrite.path, rewrite.after.encode())
    count = f"{len(found)} of {counted(len(files), 'file')}"
    if write:
        print_note(f"formatted {count}")
    else:
        print_note(f"{count} would change{'; apply with --write' if found else ''}")
    ctx.exit(int(bool(skipped) or (bool(found) and not write)))


def _files(handbook: Handbook) -> Iterator[tuple[str, Kind]]:
    """Yield every file of a register with its kind."""
    for register in handbook.registers.values():
        for path in sorted({entry.document.path for entry in register}):
            yield path, register.kind


def _rewrites(handbook: Handbook, files: Mapping[str, Kind]) -> Iterator[Rewrite]:
    with progress("Formatting") as report, open_cache() as cache:
        forms = FormCache(cache, handbook.homes)
        for number, (path, kind) in enumerate(files.items(), start=1):
            # As bytes: text mode would normalise the line endings.
            text = (handbook.root / path).read_bytes().decode()
            report(number, len(files))
            found = forms.of(kind, path, text)
            if not found.same:
                print_note(f"{path} was skipped: formatting would change its meaning")
            elif found.text != text:
                yield Rewrite(path, text, found.text)


def show(rewrite: Rewrite) -> None:
    """Print the changes to a file as a unified diff, preceded by a line about line endings."""
    before = rewrite.before
    if "\r" in before and "\r" not in rewrite.after:
        # Otherwise every line would appear twice in the diff.
        before = before.replace("\r\n", "\n").replace("\r", "\n")
        ends = "CR LF" if "\r\n" in rewrite.before else "CR"
        print_output(f"{rewrite.path}: line endings would change from {ends} to LF")
    for line in difference(rewrite.path, before, rewrite.after):
        print_output(styled_diff_line(line))


def difference(path: str, before: str, after: str) -> Sequence[str]:
    """Return the lines of a unified diff."""
    return list(
        difflib.unified_diff(
            before.split("\n"), after.split("\n"), f"a/{path}", f"b/{path}", lineterm=""
        )
    )
