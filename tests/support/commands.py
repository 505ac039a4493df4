"""Commands run as people and CI run them: in this process, as a process, on a terminal."""

import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner, Result

from scripts.main import main
from tests.support.handbooks import TODAY


def pinned(day: date) -> dict[str, str]:
    """Return the variable that pins the day of a build, at its noon."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return {"SOURCE_DATE_EPOCH": str(int(noon.timestamp()))}


PINNED = pinned(TODAY)
CTRL_C = "\x03"
CTRL_D = "\x04"
_PLAIN = {"NO_COLOR": "", "TERM": "xterm", "COLUMNS": "100", "LINES": "50", "PYTHONWARNINGS": ""}


def run(root: Path, *arguments: str) -> Result:
    """Return what `handbook` says about the handbook in a folder on 21 November 2026."""
    arguments = ("--root", str(root), *arguments)
    return CliRunner().invoke(main, arguments, env=PINNED, prog_name="handbook")


def said(result: Result) -> tuple[int, str, str]:
    """Return the exit code, what was said, and what was remarked, of a command that ended well."""
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def process(
    arguments: Sequence[str], cwd: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Return what a real `handbook` process does in a folder, its output piped."""
    return subprocess.run(
        command(arguments),
        cwd=cwd,
        env=surroundings(environment),
        capture_output=True,
        check=False,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )


def command(arguments: Sequence[str]) -> list[str]:
    """Return what starts a real `handbook` process."""
    return [
        sys.executable,
        "-c",
        "from scripts.main import main; main(prog_name='handbook')",
        *arguments,
    ]


def surroundings(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a process, pinned to a day and to a size of terminal."""
    here = str(Path(__file__).resolve().parents[2])
    return {**os.environ, **_PLAIN, **PINNED, "PYTHONPATH": here, **(environment or {})}


class Session(NamedTuple):
    """How a process on a terminal ended, and all that its screen was sent."""

    code: int
    screen: str

    @property
    def words(self) -> str:
        """Return what the screen was sent without colour and the like."""
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.screen)


def on_terminal(
    arguments: Sequence[str],
    cwd: Path,
    answers: Sequence[tuple[str, str]] = (),
    environment: Mapping[str, str] | None = None,
) -> Session:
    """Return what a `handbook` process does on a terminal of 100 columns.

    Each answer is typed once the screen ends with the words before it. Without answers stderr
    is not on the screen, and with them the terminal cannot go back in a line: a slow machine
    would show how far reading has come.
    """
    import pty  # noqa: PLC0415 - not on every platform

    here, there = pty.openpty()
    child = subprocess.Popen(
        command(arguments),
        cwd=cwd,
        env=surroundings({**({"TERM": "dumb"} if answers else {}), **(environment or {})}),
        stdin=there,
        stdout=there,
        stderr=there if answers else subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_own_terminal,  # noqa: PLW1509 - one thread
    )
    os.close(there)
    try:
        screen = _converse(here, list(answers))
        return Session(child.wait(), screen.decode().replace("\r\n", "\n"))
    finally:
        os.close(here)
        child.kill()
        child.wait()


def _converse(terminal: int, answers: list[tuple[str, str]]) -> bytes:
    """Return all that the screen is sent, typing each answer when it is asked for."""
    screen = b""
    typed = ""
    while chunk := _read(terminal, typed):
        screen += chunk
        if answers and answers[0][0].encode() in screen.rpartition(b"\n")[2]:
            _, typed = answers.pop(0)
            os.write(terminal, typed.encode())
    return screen


def _own_terminal() -> None:
    import fcntl  # noqa: PLC0415 - not on every platform
    import termios  # noqa: PLC0415 - not on every platform

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    # A shell starts what runs in the background deaf to Ctrl-C.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _read(terminal: int, typed: str) -> bytes:
    """Return what comes next, nothing once the other side is gone; a silent minute is a fault.

    Python misses a Ctrl-C that comes just before it begins to wait for a line; people press it
    again, and so does this.
    """
    for _ in range(60):
        ready, _, _ = select.select([terminal], [], [], 1)
        if ready:
            return _received(terminal)
        if typed == CTRL_C:
            os.write(terminal, typed.encode())
    raise TimeoutError("the command waits for an answer that the test does not give")


def _received(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
