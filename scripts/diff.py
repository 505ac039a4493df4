"""`handbook diff`: what changed since a git revision, in the words of the handbook."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from handbook.changes.entries import changed
from handbook.changes.report import document, markdown
from handbook.changes.verdicts import verdicts
from handbook.formats import json as json_format
from handbook.formats.ratchet import Look, against
from handbook.formats.summary import markdown as summary
from handbook.git import Git
from handbook.history.commits import uncommitted
from handbook.load import Loaded
from handbook.source.text import read_text
from scripts.check import look, reader
from scripts.clock import today, today_option
from scripts.files import replace
from scripts.paths import NamedPath
from scripts.revision import checked_out, moved, named, refusing
from scripts.terminal import say, say_markdown, tell
from scripts.workspace import find_root, open_handbook, warn_unread


@click.command("diff")
@click.argument("revision", metavar="REV")
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "json"]),
    default="markdown",
    show_default=True,
    help="For people and pull requests, or for programs.",
)
@click.option("--check", "with_check", is_flag=True, help="Also say what is newly wrong.")
@click.option(
    "--output",
    type=NamedPath(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file, whole or not at all; by default to stdout.",
)
@today_option
@click.pass_context
def command(ctx: click.Context, /, revision: str, asked: date | None, **how: Any) -> None:
    """Tell in words what changed since a git revision.

    Also what each change touches, who should agree, who has to learn it anew, and whether
    reviews still hold. White space, aliases and other spellings of a name are no changes. What
    is not committed yet is told too; what came on a branch REV since this one began is not.

    \b
    Examples:
      handbook diff main
      handbook diff v1.0 --format json
      handbook diff origin/main --check --output told.md

    Exit code: 0 told, 2 could not look.
    """
    root = find_root(ctx.obj)
    name = named(root, revision)
    renamed = moved(root, revision)
    loaded = open_handbook(root)
    day = today(loaded.handbook.settings, asked)
    with checked_out(root, revision) as folder:
        then = open_handbook(folder)
        # Some checks look at files, and these are gone afterwards.
        if how["with_check"]:
            before = Look(look(then, day), reader(folder))
            new = against(before, Look(look(loaded, day), reader(root)), renamed, name)
        else:
            new = None
        now, unread = _readable(root, loaded, folder, renamed)
    warn_unread(loaded)
    was_unread = {fault.place.path for fault in then.faults} - unread
    if was_unread:
        tell(
            f"{', '.join(sorted(was_unread))}: could not be read at {name}, "
            "so all in it is told as new"
        )
    _warn_uncommitted(root)
    found = list(changed(then.handbook, now.handbook, day, renamed))
    judged = list(verdicts(then.handbook, now.handbook, day, found, renamed))
    if how["form"] == "json":
        told = {
            **document(found, judged, name, unread),
            **({"check": json_format.document(new)} if new else {}),
        }
        text = json.dumps(told, indent=2) + "\n"
    else:
        titles = {role.id: role.title for role in now.handbook.roles.values()}
        parts = [markdown(found, judged, name, titles, unread), *([summary(new)] if new else [])]
        text = "\n".join(parts)
    if how["output"] is not None:
        replace(how["output"], text.encode())
    elif how["form"] == "json":
        say(text, newline=False)
    else:
        say_markdown(text)


def _readable(
    root: Path, loaded: Loaded, folder: Path, moved: Mapping[str, str]
) -> tuple[Loaded, set[str]]:
    """Return the handbook with what stood before in files that cannot be read, and their paths.

    What cannot be read is neither gone nor different, as far as anybody knows. `folder` holds the
    files as they were, `moved` are the paths of files that have another now.
    """
    was = {now: old for old, now in moved.items()}
    unread: set[str] = set()
    now = loaded
    # What was written for a schema that cannot be read may not do for the one before.
    while paths := {fault.place.path for fault in now.faults} - unread:
        unread |= paths
        texts = {path: read_text(folder / was.get(path, path), path) for path in sorted(unread)}
        before = {path: text for path, text in texts.items() if isinstance(text, str)}
        now = open_handbook(root, before)
    return now, unread


def _warn_uncommitted(root: Path) -> None:
    """Say that what is told is not only what somebody else would get."""
    with refusing():
        files = len(uncommitted(Git(root)))
    if files:
        noun = "1 file is" if files == 1 else f"{files} files are"
        tell(f"{noun} not committed yet; what changed there is told too")
