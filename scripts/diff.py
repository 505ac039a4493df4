"""`handbook diff`: a summary of what changed since a git revision, in the handbook's terms."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from handbook.amounts import counted
from handbook.changes.entries import changed
from handbook.changes.report import document, markdown
from handbook.changes.review_effects import review_effects
from handbook.formats import json as json_format
from handbook.formats.comparison import Snapshot, new_since
from handbook.formats.summary import markdown as summary
from handbook.git import Git
from handbook.history.commits import uncommitted
from handbook.load import Loaded
from handbook.source.text import read_text
from scripts.check import check_all, line_reader
from scripts.clock import today, today_option
from scripts.files import replace
from scripts.paths import NamedPath
from scripts.revision import checked_out, display_name, git_errors_as_refusals, renamed_files
from scripts.terminal import print_markdown, print_note, print_output
from scripts.workspace import find_root, open_handbook, warn_skipped


@click.command("diff")
@click.argument("revision", metavar="REV")
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "json"]),
    default="markdown",
    show_default=True,
    help="Output format.",
)
@click.option("--check", "with_check", is_flag=True, help="Also list new problems.")
@click.option(
    "--output",
    type=NamedPath(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Output file, written atomically; default: stdout.",
)
@today_option
@click.pass_context
def command(ctx: click.Context, /, revision: str, requested: date | None, **how: Any) -> None:
    """Summarise what changed since a git revision.

    Also shows what each change affects, who must agree, who needs retraining and whether
    reviews are still valid. Changes to whitespace, aliases or the spelling of a name do not
    count. Uncommitted changes are included; changes made on REV since the branch point are not.

    \b
    Examples:
      handbook diff main
      handbook diff v1.0 --format json
      handbook diff origin/main --check --output summary.md

    Exit code: 0 success, 2 could not run.
    """
    root = find_root(ctx.obj)
    name = display_name(root, revision)
    renamed = renamed_files(root, revision)
    loaded = open_handbook(root)
    day = today(loaded.handbook.settings, requested)
    with checked_out(root, revision) as folder:
        then = open_handbook(folder)
        # Check now: some checks read files, and these are deleted afterwards.
        if how["with_check"]:
            before = Snapshot(check_all(then, day), line_reader(folder))
            new = new_since(
                before, Snapshot(check_all(loaded, day), line_reader(root)), renamed, name
            )
        else:
            new = None
        now, unread = _readable(root, loaded, folder, renamed)
    warn_skipped(loaded)
    was_unread = {fault.place.path for fault in then.faults} - unread
    if was_unread:
        print_note(
            f"{', '.join(sorted(was_unread))}: could not be read at {name}, "
            "so its whole content is shown as new"
        )
    _warn_uncommitted(root)
    found = list(changed(then.handbook, now.handbook, day, renamed))
    judged = list(review_effects(then.handbook, now.handbook, day, found, renamed))
    if how["form"] == "json":
        data = {
            **document(found, judged, name, unread),
            **({"check": json_format.document(new)} if new else {}),
        }
        text = json.dumps(data, indent=2) + "\n"
    else:
        titles = {role.id: role.title for role in now.handbook.roles.values()}
        parts = [markdown(found, judged, name, titles, unread), *([summary(new)] if new else [])]
        text = "\n".join(parts)
    if how["output"] is not None:
        replace(how["output"], text.encode())
    elif how["form"] == "json":
        print_output(text, newline=False)
    else:
        print_markdown(text)


def _readable(
    root: Path, loaded: Loaded, folder: Path, moved: Mapping[str, str]
) -> tuple[Loaded, set[str]]:
    """Return the handbook with unreadable files replaced by their old text, and their paths.

    An unreadable file counts as neither removed nor changed. `folder` contains the old files;
    `moved` maps old paths to new ones.
    """
    was = {now: old for old, now in moved.items()}
    unread: set[str] = set()
    now = loaded
    # Replacing a broken schema by its old version can make further files unreadable.
    while paths := {fault.place.path for fault in now.faults} - unread:
        unread |= paths
        texts = {path: read_text(folder / was.get(path, path), path) for path in sorted(unread)}
        before = {path: text for path, text in texts.items() if isinstance(text, str)}
        now = open_handbook(root, before)
    return now, unread


def _warn_uncommitted(root: Path) -> None:
    """Tell the user that the summary includes uncommitted changes."""
    with git_errors_as_refusals():
        files = len(uncommitted(Git(root)))
    if files:
        print_note(f"includes uncommitted changes in {counted(files, 'file')}")
