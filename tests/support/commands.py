"""Runners for commands: in this process, as a subprocess, on a terminal."""

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
    """Return the environment variable that pins the date, at noon."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return {"SOURCE_DATE_EPOCH": str(int(noon.timestamp()))}


PINNED = pinned(TODAY)
CTRL_C = "\x03"
CTRL_D = "\x04"
_PLAIN = {"NO_COLOR": "", "TERM": "xterm", "COLUMNS": "100", "LINES": "50", "PYTHONWARNINGS": ""}


def run(root: Path, *arguments: str) -> Result:
    """Run `handbook` on the handbook in a folder, on 21 November 2026."""
    arguments = ("--root", str(root), *arguments)
    return CliRunner().invoke(main, arguments, env=PINNED, prog_name="handbook")


def said(result: Result) -> tuple[int, str, str]:
    """Return the exit code, stdout and stderr of a command; re-raises unexpected exceptions."""
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def process(
    arguments: Sequence[str], cwd: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a real `handbook` process in a folder with piped output."""
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
    """Return the command line of a real `handbook` process."""
    return [
        sys.executable,
        "-c",
        "from scripts.main import main; main(prog_name='handbook')",
        *arguments,
    ]


def surroundings(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a process, with a pinned date and terminal size."""
    here = str(Path(__file__).resolve().parents[2])
    return {**os.environ, **_PLAIN, **PINNED, "PYTHONPATH": here, **(environment or {})}


class Session(NamedTuple):
    """The exit code and the screen output of a process on a terminal."""

    code: int
    screen: str

    @property
    def words(self) -> str:
        """Return the screen output without escape sequences."""
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.screen)


def run_on_terminal(
    arguments: Sequence[str],
    cwd: Path,
    answers: Sequence[tuple[str, str]] = (),
    environment: Mapping[str, str] | None = None,
) -> Session:
    """Run a `handbook` process on a terminal of 100 columns.

    Each answer is typed once the screen ends with its prompt. Without answers stderr is not on
    the screen; with them the terminal is dumb, so that slow machines show no progress bar.
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
        preexec_fn=_take_terminal,  # noqa: PLW1509 - one thread
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
    """Return the screen output, typing each answer at its prompt."""
    screen = b""
    typed = ""
    while chunk := _read(terminal, typed):
        screen += chunk
        if answers and answers[0][0].encode() in screen.rpartition(b"\n")[2]:
            _, typed = answers.pop(0)
            os.write(terminal, typed.encode())
    return screen


def _take_terminal() -> None:
    import fcntl  # noqa: PLC0415 - not on every platform
    import termios  # noqa: PLC0415 - not on every platform

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    # Shells start background processes with SIGINT ignored.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _read(terminal: int, typed: str) -> bytes:
    """Return the next output, empty at the end; fails after a minute without output.

    Python misses a Ctrl-C sent just before it starts to wait for input, so it is sent again.
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
