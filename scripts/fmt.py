"""`handbook fmt`: files in their one canonical form, shown before they are written."""

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
from scripts.terminal import compared, progress, say, tell
from scripts.workspace import find_root, open_cache, open_handbook


class Rewrite(NamedTuple):
    """A file as it is and as it would be."""

    path: str
    before: str
    after: str


@click.command("fmt")
@click.argument("paths", nargs=-1, type=NamedPath(path_type=Path), metavar="[PATH]...")
@click.option("--write", is_flag=True, help="Write the files; without it they are only shown.")
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[Path, ...], *, write: bool) -> None:
    """Write files in their one canonical form.

    Lists, tables, white space and the order of the front matter get one form; labels and headings
    the spelling of the schema. What a file says never changes: it is read again, and one that
    would say something else is left as it is. Comments stay. The difference is shown first.

    \b
    Examples:
      handbook fmt
      handbook fmt sops/support --write

    Exit code: 0 nothing to do or written, 1 files would change or have errors, 2 could not look.
    """
    root = find_root(ctx.obj)
    wanted = [within(root, path) for path in paths]
    loaded = open_handbook(root)
    broken = sorted({fault.place.path for fault in loaded.faults} - {*loaded.handbook.docs.pages})
    left = [path for path in broken if not wanted or is_in(path, wanted)]
    for path in left:
        tell(f"{path} has errors and is left as it is; 'handbook check' says what is wrong")
    files = {
        path: kind for path, kind in _files(loaded.handbook) if not wanted or is_in(path, wanted)
    }
    if not files and not left:
        tell("nothing there is in a register, and only what is has a canonical form")
    found = list(_rewrites(loaded.handbook, files))
    for rewrite in found:
        show(rewrite)
        if write:
            replace(root / rewrite.path, rewrite.after.encode())
    count = f"{len(found)} of {counted(len(files), 'file')}"
    if write:
        tell(f"wrote {count}" if found else f"nothing to do in {counted(len(files), 'file')}")
    else:
        tell(f"{count} would change; --write changes them" if found else f"{count} would change")
    ctx.exit(int(bool(left) or (bool(found) and not write)))


def _files(handbook: Handbook) -> Iterator[tuple[str, Kind]]:
    """Yield the files that were read, each with its kind."""
    for register in handbook.registers.values():
        for path in sorted({entry.document.path for entry in register}):
            yield path, register.kind


def _rewrites(handbook: Handbook, files: Mapping[str, Kind]) -> Iterator[Rewrite]:
    with progress("Formatting") as told, open_cache() as cache:
        forms = FormCache(cache, handbook.homes)
        for number, (path, kind) in enumerate(files.items(), start=1):
            # As it is written: reading makes all line ends alike.
            text = (handbook.root / path).read_bytes().decode()
            told(number, len(files))
            found = forms.of(kind, path, text)
            if not found.same:
                tell(f"{path} is left as it is: in canonical form it would say something else")
            elif found.text != text:
                yield Rewrite(path, text, found.text)


def show(rewrite: Rewrite) -> None:
    """Show what would change in a file, as a unified diff; its line ends in a line of their own."""
    before = rewrite.before
    if "\r" in before and "\r" not in rewrite.after:
        # Otherwise every line would stand there twice.
        before = before.replace("\r\n", "\n").replace("\r", "\n")
        ends = "CR LF" if "\r\n" in rewrite.before else "CR"
        say(f"{rewrite.path}: lines that end with {ends} would end with LF")
    for line in difference(rewrite.path, before, rewrite.after):
        say(compared(line))


def difference(path: str, before: str, after: str) -> Sequence[str]:
    """Return the lines of a unified diff."""
    return list(
        difflib.unified_diff(
            before.split("\n"), after.split("\n"), f"a/{path}", f"b/{path}", lineterm=""
        )
    )
