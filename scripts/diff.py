"""`handbook diff`: what changed since a git revision, in the words of the handbook."""

import json
from datetime import date

import click

from handbook.changes.entries import changed
from handbook.changes.told import document, markdown
from scripts.clock import today, today_option
from scripts.revision import checked_out, moved, named
from scripts.terminal import say, tell
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
@today_option
@click.pass_context
def command(ctx: click.Context, /, revision: str, form: str, asked: date | None) -> None:
    """Tell in words what changed since a git revision.

    Also what each change touches, who should agree, and whether reviews still hold. White
    space, aliases and other spellings of a name are no changes.

    \b
    Examples:
      handbook diff main
      handbook diff v1.0 --format json

    Exit code: 0 told, 2 could not look.
    """
    root = find_root(ctx.obj)
    name = named(root, revision)
    with checked_out(root, revision) as folder:
        then = open_handbook(folder)
    loaded = open_handbook(root)
    warn_unread(loaded)
    unread = {fault.place.path for fault in then.faults}
    if unread:
        tell(
            f"{', '.join(sorted(unread))}: could not be read at {name}, so all in it is told as new"
        )
    now = loaded.handbook
    found = list(changed(then.handbook, now, today(now.settings, asked), moved(root, revision)))
    if form == "json":
        say(json.dumps(document(found, name), indent=2))
        return
    titles = {role.id: role.title for role in now.roles.values()}
    say(markdown(found, name, titles), newline=False)
