"""The `handbook` command: finds the command asked for, and turns its end into an exit code."""

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

# The help of each command stands here as well, so that `handbook --help` imports none of them.
COMMANDS = {
    "check": "Say what is wrong, missing or out of date.",
    "calendar": "Say which meetings take place on which days.",
    "call": "Say whom to call in a case, by when, and how.",
    "schedule": "Say on which day each step of a procedure falls.",
    "report": "Show who owns what, how fresh and how complete it is.",
    "new": "Start a document, or write a draft from a template.",
    "review": "Record that a procedure was reviewed.",
    "fmt": "Write files in their one canonical form.",
    "fix": "Mend what is wrong and has exactly one cure.",
    "score": "Work out the score that a scorecard gives.",
    "codeowners": "Write whom the forge asks when a file changes.",
    "editors": "Write what editors offer while typing.",
    "explain": "Explain a code that `check` ends a line with.",
    "diff": "Tell in words what changed since a git revision.",
    "history": "Show how the measures went, month by month.",
    "digest": "Tell every owner what to see to.",
    "watch": "Keep one issue an owner with what there is to see to.",
    "sync": "Bring what is kept on the forge into data/.",
    "comment": "Put a text on a pull request, or write it anew.",
    "pdf": "Write a procedure, an area or the whole handbook as a PDF.",
    "export": "Write the whole handbook as JSON.",
}
STOPPED = 130
PIPE_CLOSED = 141
# Why an answer can be cut off in the middle, whatever it is written to.
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


class PipeClosed(Exception):
    """Whoever read the output has gone."""


class Commands(click.Group):
    """A group whose commands are imported when they are called; errors are one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands in the order of a working day."""
        return list(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called; raises UsageError if there is none of that name."""
        if args[0] in COMMANDS or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        # Imported only here: it is needed for a misspelt name, and takes time.
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
        """Write the list of commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a closed pipe is no fault, and click would say it is one."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as fault:
            raise PipeClosed from fault

    def main(self, args: Sequence[str] | None = None, *_: Any, **options: Any) -> NoReturn:
        """Run a command and exit: 0 clean, 1 problems found, 2 could not look."""
        options["standalone_mode"] = False
        try:
            code = super().main(args, **options)
        except click.ClickException as fault:
            _tell(fault)
            code = 2
        except (click.Abort, KeyboardInterrupt):
            click.echo("stopped", err=True)
            code = STOPPED
        except PipeClosed:
            _drop()
            code = PIPE_CLOSED
        except OSError as fault:
            # What is opened by its name has one here; what is left is what was open before.
            if fault.errno not in _NO_ROOM or fault.filename is not None:
                raise
            _drop()
            _tell(click.ClickException(f"cannot write all of the answer: {fault.strerror}"))
            code = 2
        sys.exit(code)


def _drop() -> None:
    """Let go of what is left to write: Python would write it, and complain, at its end."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(fault: click.ClickException) -> None:
    """Write a fault of the invocation as one sentence; a group without a command gets its help."""
    if isinstance(fault, click.exceptions.NoArgsIsHelpError):
        _remark(fault.format_message())
        return
    if isinstance(fault, click.NoSuchOption):
        # Imported only here, as above; what click calls like it shares half of the letters.
        from handbook.similarity import like  # noqa: PLC0415

        near = like(fault.option_name, fault.possibilities or ())
        fault = click.NoSuchOption(fault.option_name, possibilities=near, ctx=fault.ctx)
    context = getattr(fault, "ctx", None)
    name = context.command_path if context else "handbook"
    message = " ".join(fault.format_message().split()).rstrip(".")
    if isinstance(fault, click.UsageError):
        message = f"{message[0].lower()}{message[1:]}".replace(". Did you", "; did you")
        # A number within limits is still called a range where it is no number at all.
        message = re.sub(r"is not a valid integer( range)?$", "is not a whole number", message)
        message += "" if message.endswith("?") else f"; see '{name} --help'"
    _remark(f"{name}: {message}")


def _remark(text: str) -> None:
    """Write to stderr; where that is full, only the exit code is left to tell it."""
    with suppress(OSError):
        click.echo(text, err=True)


@click.group(cls=Commands)
@click.option(
    "--root",
    type=NamedPath(path_type=Path),
    metavar="DIR",
    help="The handbook's folder; by default the nearest one upwards that has data/schemas.",
)
@click.option("--no-cache", is_flag=True, help="Read every file anew, and keep nothing of it.")
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
    # A command makes many objects, keeps them and is gone soon: to look for garbage costs a fifth.
    gc.set_threshold(100_000, 50, 50)
    # What it holds at its end goes with the process: Python would look through all of it first.
    atexit.register(gc.freeze)
    ctx.obj = root


if __name__ == "__main__":
    main()
