"""The `handbook` command: dispatch to subcommands and map their outcome to an exit code."""

import atexit
import errno
import gc
import importlib
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from scripts.paths import NamedPath

# Each command's summary is repeated here so that `handbook --help` imports none of them.
COMMANDS = {
    "check": "Report what is wrong, missing or out of date.",
    "calendar": "List the meetings of each day.",
    "call": "Show who to call, by when, and how.",
    "schedule": "Show the date of each step of a procedure.",
    "report": "Show ownership, freshness, coverage and other reports.",
    "new": "Create a document, or a draft from a template.",
    "review": "Record the review of a procedure.",
    "fmt": "Format files canonically.",
    "fix": "Fix every problem that has exactly one solution.",
    "score": "Calculate the score of a scorecard.",
    "codeowners": "Generate the forge's CODEOWNERS file.",
    "editors": "Generate schemas and snippets for editors.",
    "explain": "Explain a code reported by `check`.",
    "diff": "Summarise what changed since a git revision.",
    "history": "Show the metrics month by month.",
    "digest": "Write a to-do list for each owner.",
    "watch": "Keep one issue per owner with their to-do list.",
    "sync": "Import data from the forge into data/.",
    "comment": "Post or update a comment on a pull request.",
    "pdf": "Export a procedure, an area or the whole handbook as PDF.",
    "export": "Export the whole handbook as JSON.",
}
STOPPED = 130
PIPE_CLOSED = 141
# Errors that can truncate the output, whatever it is written to.
_WRITE_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


class PipeClosed(Exception):
    """The reader of the output has closed the pipe."""


class Commands(click.Group):
    """A group that imports a command only when it is called and prints errors as one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the command names in the order they are used in a working day."""
        return list(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the named command; raises UsageError if there is none."""
        if args[0] in COMMANDS or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        # Imported lazily: slow, and only needed for a misspelt name.
        from handbook.names import suggestion  # noqa: PLC0415

        near = suggestion(args[0], list(COMMANDS))
        raise click.UsageError(f"no such command: {args[0]!r}{near}", ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, importing its module."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"scripts.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a closed pipe is not an error, though click would report it as one."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as fault:
            raise PipeClosed from fault

    def main(self, args: Sequence[str] | None = None, *_: Any, **options: Any) -> NoReturn:
        """Run a command and exit: 0 clean, 1 problems found, 2 could not run."""
        options["standalone_mode"] = False
        try:
            code = super().main(args, **options)
        except click.ClickException as fault:
            _print_error(fault)
            code = 2
        except (click.Abort, KeyboardInterrupt):
            click.echo("interrupted", err=True)
            code = STOPPED
        except PipeClosed:
            _discard_output()
            code = PIPE_CLOSED
        except OSError as fault:
            # A file opened by name has a filename here; one without was already open (stdout).
            if fault.errno not in _WRITE_ERRORS or fault.filename is not None:
                raise
            _discard_output()
            _print_error(click.ClickException(f"cannot write the whole output: {fault.strerror}"))
            code = 2
        sys.exit(code)


def _discard_output() -> None:
    """Discard pending output, which Python would otherwise try to flush at exit and fail."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_error(fault: click.ClickException) -> None:
    """Print a usage error as one sentence; a group called without a command prints its help."""
    if isinstance(fault, click.exceptions.NoArgsIsHelpError):
        _warn(fault.format_message())
        return
    if isinstance(fault, click.NoSuchOption):
        # Imported lazily, as above. click's own suggestions match on half of the letters.
        from handbook.similarity import similar  # noqa: PLC0415

        near = similar(fault.option_name, fault.possibilities or ())
        fault = click.NoSuchOption(fault.option_name, possibilities=near, ctx=fault.ctx)
    context = getattr(fault, "ctx", None)
    name = context.command_path if context else "handbook"
    message = " ".join(fault.format_message().split()).rstrip(".")
    if isinstance(fault, click.UsageError):
        message = f"{message[0].lower()}{message[1:]}".replace(". Did you", "; did you")
        # click says "integer range" even when the value is not a number at all.
        message = re.sub(r"is not a valid integer( range)?$", "is not a whole number", message)
        message += "" if message.endswith("?") else f"; see '{name} --help'"
    _warn(f"{name}: {message}")


def _warn(text: str) -> None:
    """Write to stderr; if that fails, the exit code alone has to do."""
    with suppress(OSError):
        click.echo(text, err=True)


@click.group(cls=Commands)
@click.option(
    "--root",
    type=NamedPath(path_type=Path),
    metavar="DIR",
    help="The handbook's folder; default: this folder or the nearest parent with data/schemas.",
)
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache.")
@click.version_option(package_name="operations-handbook", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context, /, root: Path | None, **_: Any) -> None:
    """Check, report on and extend an operations handbook.

    \b
    Examples:
      handbook check
      handbook report freshness
      handbook new sop "Customer offboarding"
    """
    # A short-lived command keeps nearly every object it creates: collecting garbage costs a fifth.
    gc.set_threshold(100_000, 50, 50)
    # The process frees its memory on exit; without this Python would scan all of it first.
    atexit.register(gc.freeze)
    ctx.obj = root


if __name__ == "__main__":
    main()
