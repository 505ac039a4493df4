"""What only a terminal gets: colour, progress, questions."""

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
    # Python has none where whoever started it closed it.
    return stream is not None and stream.isatty()


def has_colour(stream: TextIO | None = None) -> bool:
    """Return whether a stream shows colour, and its reader has not asked for none."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return is_terminal(stream) and not plain


def is_answered() -> bool:
    """Return whether somebody is there to answer a question."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def columns() -> int:
    """Return the width of the terminal."""
    return shutil.get_terminal_size().columns


def styled(text: str, style: str) -> str:
    """Return a text in one of the styles; `say` and `tell` take it off where it is not wanted."""
    return click.style(text, **_STYLES[style]) if style in _STYLES else text


def compared(line: str) -> str:
    """Return a line of a unified diff in the style of what it says."""
    return styled(line, _COMPARED.get(line[:1], ""))


def say(text: str, *, newline: bool = True) -> None:
    """Write a text to stdout, with its colour only where colour is wanted."""
    click.echo(text, nl=newline, color=has_colour())


def say_markdown(text: str) -> None:
    """Write Markdown to stdout; nobody reads on a terminal what would be markup on a forge."""
    say(read(text) if is_terminal() else text, newline=False)


def tell(text: str) -> None:
    """Write a remark to stderr: something a reader should know and a program should not read."""
    click.echo(text, err=True, color=has_colour(sys.stderr))


Tell = Callable[[int, int], None]


def _nobody(_done: int, _total: int) -> None:
    """Tell nobody."""


@contextmanager
def progress(what: str) -> Iterator[Tell]:
    """Give a function to be told how much of how much is done; it shows nothing for a while."""
    if not is_terminal(sys.stderr) or os.environ.get("TERM") == "dumb":
        yield _nobody
        return
    bar = _Bar(what)
    try:
        yield bar.tell
    finally:
        bar.stop()


class _Bar:
    """A bar that appears only if the work turns out to be long."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.start = time.monotonic()
        self.shown: Progress | None = None
        self.task: TaskID | None = None

    def tell(self, done: int, total: int) -> None:
        if self.shown is None and time.monotonic() - self.start > PATIENCE:
            self._show()
        if self.shown is not None and self.task is not None:
            self.shown.update(self.task, completed=done, total=total)

    def _show(self) -> None:
        # Imported only when there is something to show: most commands end before that.
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import Progress  # noqa: PLC0415

        self.shown = Progress(console=Console(stderr=True), transient=True)
        self.task = self.shown.add_task(self.what)
        self.shown.start()

    def stop(self) -> None:
        if self.shown is not None:
            self.shown.stop()
