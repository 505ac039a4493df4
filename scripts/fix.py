"""`handbook fix`: fix every problem that has exactly one solution, previewed before writing."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

import click

from handbook.amounts import counted
from handbook.book import Handbook
from handbook.checks.links import RENAME_CODES
from handbook.diagnostics import Diagnostic, Severity
from handbook.fixes.fix import fixed
from handbook.fixes.generated import GENERATORS
from handbook.git import Git, GitFault
from handbook.history.renames import Renames, renames
from handbook.history.store import Store, code_digest
from handbook.times import zone_of
from scripts.clock import today, today_option
from scripts.files import write_or_remove
from scripts.fmt import Rewrite, show
from scripts.paths import NamedPath, is_in, within
from scripts.terminal import print_note
from scripts.workspace import find_root, open_cache, open_handbook


@click.command("fix")
@click.argument("paths", nargs=-1, type=NamedPath(path_type=Path), metavar="[PATH]...")
@click.option("--write", is_flag=True, help="Write the files; default: only show the differences.")
@today_option
@click.pass_context
def command(
    ctx: click.Context, /, paths: tuple[Path, ...], requested: date | None, *, write: bool
) -> None:
    """Fix every problem that has exactly one solution.

    That is: names, keys, headings and links that resemble a single known one; references to
    something by its former name, as recorded by git; values without their quotation marks or
    brackets; and files generated from the handbook, such as CODEOWNERS. Other problems must be
    fixed by hand. The differences are shown first.

    \b
    Examples:
      handbook fix
      handbook fix sops/support --write

    Exit code: 0 nothing to fix or all fixed, 1 files would change or errors remain, 2 could not
    run.
    """
    root = find_root(ctx.obj)
    wanted = [within(root, path) for path in paths]
    loaded = open_handbook(root)
    day = today(loaded.handbook.settings, requested)
    unknown: list[GitFault] = []

    def renames_in(handbook: Handbook, texts: Mapping[str, str | None]) -> Renames | None:
        try:
            return _renames(handbook, day, texts)
        except GitFault as fault:
            unknown.append(fault)
            return None

    def is_wanted(path: str) -> bool:
        return not wanted or is_in(path, wanted)

    found = fixed(loaded, day, open_handbook, renames_in, is_wanted)
    for path, text in sorted(found.after.items()):
        show(Rewrite(path, found.before[path] or "", text or ""))
    if write:
        # Write new paths before removing old ones, so that a moved file is never missing.
        for path, text in sorted(found.after.items(), key=lambda pair: (not pair[1], pair[0])):
            write_or_remove(root, path, text or "")
    files = "1 file" if len(found.after) == 1 else f"{len(found.after)} files"
    if not found.after:
        print_note("nothing to fix automatically")
    else:
        print_note(f"fixed {files}" if write else f"{files} would change; apply with --write")
    is_wrong = _warn(found.left, unknown)
    ctx.exit(int(is_wrong or (bool(found.after) and not write)))


def _warn(left: Collection[Diagnostic], unknown: Iterable[GitFault]) -> bool:
    """Tell the user what must be fixed by hand; return whether any error remains."""
    errors = sum(one.severity is Severity.ERROR for one in left)
    for fault in unknown if any(one.code in RENAME_CODES for one in left) else ():
        print_note(f"cannot look for renames: {fault}")
    if errors:
        pronoun = "it" if errors == 1 else "them"
        print_note(
            f"{counted(errors, 'error')} left to fix by hand; 'handbook check' lists {pronoun}"
        )
        if any(one.code in GENERATORS for one in left):
            print_note("generated files are outdated; run 'handbook fix' again after that")
    return bool(errors)


def _renames(handbook: Handbook, day: date, texts: Mapping[str, str | None]) -> Renames:
    """Return former names and paths, as recorded by git; raises GitFault."""
    git = Git(handbook.root)
    with open_cache() as cache:
        store = Store(cache, code_digest(handbook.root))
        return renames(handbook, day, zone_of(handbook.settings), git, store, texts)
