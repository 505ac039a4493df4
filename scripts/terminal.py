"""Terminal output: colour, progress, and whether prompts are possible."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

import click

from handbook.markup import read

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 0.5
_STYLES: dict[str, dict[str, Any]] = {
    "place": {"bold": True},
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow"},
    "good": {"fg": "green"},
    "quiet": {"dim": True},
}
_COMPARED = {"+": "good", "-": "error", "@": "quiet"}


def is_terminal(stream: TextIO | None = None) -> bool:
    """Return whether a stream, stdout unless given, is a terminal."""
    stream = stream or sys.stdout
    # The stream is None if the parent process closed it.
    return stream is not None and stream.isatty()


def has_colour(stream: TextIO | None = None) -> bool:
    """Return whether a stream supports colour and the user has not disabled it."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return is_terminal(stream) and not plain


def is_interactive() -> bool:
    """Return whether the user can answer a prompt."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def columns() -> int:
    """Return the width of the terminal."""
    return shutil.get_terminal_size().columns


def styled(text: str, style: str) -> str:
    """Return a text in one of the styles, which the printing functions strip if colour is off."""
    return click.style(text, **_STYLES[style]) if style in _STYLES else text


def styled_diff_line(line: str) -> str:
    """Return a line of a unified diff in the style of its marker."""
    return styled(line, _COMPARED.get(line[:1], ""))


def print_output(text: str, *, newline: bool = True) -> None:
    """Write a text to stdout, without its colour if colour is off."""
    click.echo(text, nl=newline, color=has_colour())


def print_markdown(text: str) -> None:
    """Write Markdown to stdout, as plain text on a terminal."""
    print_output(read(text) if is_terminal() else text, newline=False)


def print_note(text: str) -> None:
    """Write a message for the user to stderr, where it does not mix with the output."""
    click.echo(text, err=True, color=has_colour(sys.stderr))


ProgressCallback = Callable[[int, int], None]


def _ignore(_done: int, _total: int) -> None:
    """Report nothing."""


@contextmanager
def progress(what: str) -> Iterator[ProgressCallback]:
    """Yield a callback for progress (done, total); the bar appears after a short delay."""
    if not is_terminal(sys.stderr) or os.environ.get("TERM") == "dumb":
        yield _ignore
        return
    bar = _Bar(what)
    try:
        yield bar.update
    finally:
        bar.stop()


class _Bar:
    """A progress bar that appears only if the work takes long."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.start = time.monotonic()
        self.shown: Progress | None = None
        self.task: TaskID | None = None

    def update(self, done: int, total: int) -> None:
        if self.shown is None and time.monotonic() - self.start > PATIENCE:
            self._show()
        if self.shown is not None and self.task is not None:
            self.shown.update(self.task, completed=done, total=total)

    def _show(self) -> None:
        # Imported lazily: most commands finish before the bar appears.
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import Progress  # noqa: PLC0415

        self.shown = Progress(console=Console(stderr=True), transient=True)
        self.task = self.shown.add_task(self.what)
        self.shown.start()

    def stop(self) -> None:
        if self.shown is not None:
            self.shown.stop()
