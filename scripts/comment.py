"""`handbook comment`: a single comment on a pull request, updated rather than repeated."""

from contextlib import suppress
from pathlib import Path

import click

from scripts.forge.connection import connected
from scripts.forge.forge import truncated
from scripts.paths import NamedPath
from scripts.refusal import Refusal
from scripts.terminal import print_note
from scripts.workspace import find_root, marker_folders

MARK = "<!-- handbook -->"
_REST = "The rest is in the job's summary."


def _markers(requested: Path | None) -> tuple[str, ...]:
    """Return the markers of the comment: each handbook of the repository has its own."""
    folders: tuple[str, ...] = ("",)
    # Commenting works outside a handbook too.
    with suppress(Refusal):
        folders = marker_folders(find_root(requested))
    return tuple(f"<!-- handbook: {folder} -->" if folder else MARK for folder in folders)


@click.command("comment")
@click.argument("number", type=click.IntRange(min=1))
@click.argument("file", type=NamedPath(path_type=Path, dir_okay=False))
@click.option(
    "--head", metavar="COMMIT", help="Only comment if this is the head of the pull request."
)
@click.pass_context
def command(ctx: click.Context, /, number: int, file: Path, head: str | None) -> None:
    """Post or update a comment on a pull request.

    The forge is the one CI runs on: GITHUB_REPOSITORY or CI_PROJECT_ID, with the token in
    HANDBOOK_TOKEN. The comment is recognised by a hidden marker. If the number comes from an
    untrusted run, --head ensures that it belongs to that change.

    \b
    Examples:
      handbook comment 12 summary.md

    Exit code: 0 posted or up to date, 2 failed.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refusal(f"cannot read {file.as_posix()!r} as text") from fault
    markers = _markers(ctx.obj)
    body = f"{markers[0]}\n{truncated(text, _REST)}"
    forge = connected()
    if head is not None and forge.head(number) != head:
        raise Refusal(f"the head of {number} is not {head}; nothing was posted")
    mine = next((one for one in forge.comments(number) if one.body.startswith(markers)), None)
    if mine is None:
        forge.add_comment(number, body)
        print_note(f"commented on {number}")
    elif mine.body.replace("\r\n", "\n").strip() == body.strip():
        print_note(f"the comment on {number} is up to date")
    else:
        forge.change_comment(number, mine.number, body)
        print_note(f"updated the comment on {number}")
