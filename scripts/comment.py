"""`handbook comment`: one comment on a pull request, written anew instead of once more."""

from contextlib import suppress
from pathlib import Path

import click

from scripts.forge.connection import connected
from scripts.forge.forge import fitted
from scripts.paths import NamedPath
from scripts.refusal import Refusal
from scripts.terminal import tell
from scripts.workspace import find_root, marks_of

MARK = "<!-- handbook -->"
_REST = "The rest is in the job's summary."


def _marks(asked: Path | None) -> tuple[str, ...]:
    """Return the marks of a comment: each handbook in a folder of the repository has its own."""
    folders: tuple[str, ...] = ("",)
    # A text can be put on a pull request where there is no handbook.
    with suppress(Refusal):
        folders = marks_of(find_root(asked))
    return tuple(f"<!-- handbook: {folder} -->" if folder else MARK for folder in folders)


@click.command("comment")
@click.argument("number", type=click.IntRange(min=1))
@click.argument("file", type=NamedPath(path_type=Path, dir_okay=False))
@click.option(
    "--head", metavar="COMMIT", help="Only if this is the commit that it would merge now."
)
@click.pass_context
def command(ctx: click.Context, /, number: int, file: Path, head: str | None) -> None:
    """Put a text on a pull request, or write it anew.

    The forge is the one CI runs on: GITHUB_REPOSITORY or CI_PROJECT_ID with the token in
    HANDBOOK_TOKEN. The comment is known by a mark in it that readers do not see. Where the number
    comes from somebody else's run, --head sees to it that it is the number of that change.

    \b
    Examples:
      handbook comment 12 told.md

    Exit code: 0 written or already there, 2 could not.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refusal(f"cannot read {file.as_posix()!r} as text") from fault
    marks = _marks(ctx.obj)
    body = f"{marks[0]}\n{fitted(text, _REST)}"
    forge = connected()
    if head is not None and forge.head(number) != head:
        raise Refusal(f"{number} would not merge {head} now; nothing was written")
    mine = next((one for one in forge.comments(number) if one.body.startswith(marks)), None)
    if mine is None:
        forge.add_comment(number, body)
        tell(f"commented on {number}")
    elif mine.body.replace("\r\n", "\n").strip() == body.strip():
        tell(f"the comment on {number} says so already")
    else:
        forge.change_comment(number, mine.number, body)
        tell(f"wrote the comment on {number} anew")
