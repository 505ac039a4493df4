"""`handbook fix`: what is wrong and has exactly one cure is mended, shown before it is written."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

import click

from handbook.book import Handbook
from handbook.checks.links import OF_RENAMES
from handbook.diagnostics import Diagnostic, Severity
from handbook.fixes.fix import mended
from handbook.fixes.generated import MADE
from handbook.git import Git, GitFault
from handbook.history.renames import Renames, renames
from handbook.history.store import Store, made_by
from handbook.times import zone_of
from scripts.clock import today, today_option
from scripts.files import write_or_remove
from scripts.fmt import Rewrite, show
from scripts.paths import NamedPath, is_in, within
from scripts.terminal import tell
from scripts.workspace import find_root, open_cache, open_handbook


@click.command("fix")
@click.argument("paths", nargs=-1, type=NamedPath(path_type=Path), metavar="[PATH]...")
@click.option("--write", is_flag=True, help="Write the files; without it they are only shown.")
@today_option
@click.pass_context
def command(
    ctx: click.Context, /, paths: tuple[Path, ...], asked: date | None, *, write: bool
) -> None:
    """Mend what is wrong and has exactly one cure.

    Names, keys, headings and links that are like one known one and no other; those that name
    something by what it was called before, which git tells; values that lack their quotation
    marks or brackets; and the files made from the handbook, such as CODEOWNERS. What else is
    wrong needs a person. The difference is shown first.

    \b
    Examples:
      handbook fix
      handbook fix sops/support --write

    Exit code: 0 nothing to mend or mended, 1 files would change or errors are left, 2 could not
    look.
    """
    root = find_root(ctx.obj)
    wanted = [within(root, path) for path in paths]
    loaded = open_handbook(root)
    day = today(loaded.handbook.settings, asked)
    unknown: list[GitFault] = []

    def asked_git(handbook: Handbook, texts: Mapping[str, str | None]) -> Renames | None:
        try:
            return _renames(handbook, day, texts)
        except GitFault as fault:
            unknown.append(fault)
            return None

    def is_wanted(path: str) -> bool:
        return not wanted or is_in(path, wanted)

    found = mended(loaded, day, open_handbook, asked_git, is_wanted)
    for path, text in sorted(found.after.items()):
        show(Rewrite(path, found.before[path] or "", text or ""))
    if write:
        # What was moved stands at its new place before it goes from the old one.
        for path, text in sorted(found.after.items(), key=lambda pair: (not pair[1], pair[0])):
            write_or_remove(root, path, text or "")
    files = "1 file" if len(found.after) == 1 else f"{len(found.after)} files"
    if not found.after:
        tell("nothing has exactly one cure")
    else:
        tell(f"mended {files}" if write else f"{files} would change; --write changes them")
    is_wrong = _remark(found.left, unknown)
    ctx.exit(int(is_wrong or (bool(found.after) and not write)))


def _remark(left: Collection[Diagnostic], unknown: Iterable[GitFault]) -> bool:
    """Say what is left to people and what waits for it; return whether there is any error."""
    errors = sum(one.severity is Severity.ERROR for one in left)
    for fault in unknown if any(one.code in OF_RENAMES for one in left) else ():
        tell(f"what was renamed is not known: {fault}")
    if errors:
        noun = "1 error needs" if errors == 1 else f"{errors} errors need"
        tell(f"{noun} a person; 'handbook check' shows {'it' if errors == 1 else 'them'}")
        if any(one.code in MADE for one in left):
            tell("files made from the handbook are outdated; they are made anew after that")
    return bool(errors)


def _renames(handbook: Handbook, day: date, texts: Mapping[str, str | None]) -> Renames:
    """Return what things were called before, as git knows it; raises GitFault."""
    git = Git(handbook.root)
    with open_cache() as cache:
        store = Store(cache, made_by(handbook.root))
        return renames(handbook, day, zone_of(handbook.settings), git, store, texts)
