"""The temporary folders of a server's sites, which are removed when the server ends.

Removing ten thousand pages takes too long to wait for when stopping a server, and a server that is
killed removes nothing. A separate process does it, however the server ends.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from macros import cleanup

# Windows has no sessions; there Ctrl+C reaches every process of the console.
_DETACHED = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "CREATE_NEW_PROCESS_GROUP", 0
)


class Folders:
    """A factory of temporary folders that removes them all, including MkDocs' own `first` one."""

    def __init__(self, first: str) -> None:
        self._first = first
        self._folders = [first]
        self._sweeper = _start_sweeper()
        self._ask(cleanup.AT_THE_END, first)

    def new(self) -> str:
        """Return a new folder."""
        folder = tempfile.mkdtemp(prefix="handbook_")
        self._folders.append(folder)
        self._ask(cleanup.AT_THE_END, folder)
        return folder

    def remove(self, folder: str) -> None:
        """Remove a folder in the background."""
        self._folders.remove(folder)
        if not self._ask(cleanup.NOW, folder):
            shutil.rmtree(folder, ignore_errors=True)

    def keep(self, kept: Collection[str]) -> None:
        """Remove all folders but these."""
        for folder in [folder for folder in self._folders if folder not in kept]:
            self.remove(folder)

    def close(self) -> subprocess.Popen[bytes] | None:
        """Remove all remaining folders; return the process that does it, so a caller can wait."""
        if self._first in self._folders:
            # MkDocs would remove it and block until it is gone.
            self._folders.remove(self._first)
            aside = f"{self._first}.old"
            if self._ask(cleanup.AT_THE_END, aside):
                # A folder with an open file cannot be moved on Windows.
                with suppress(OSError):
                    Path(self._first).rename(aside)
        self.keep(())
        # MkDocs is about to remove this one itself: the sweeper must wait until it has ended.
        if self._sweeper and self._sweeper.stdin and not Path(self._first).exists():
            with suppress(OSError):
                self._sweeper.stdin.close()
        return self._sweeper

    def _ask(self, when: bytes, folder: str) -> bool:
        """Ask the sweeper to remove a folder; return whether it is there to do it."""
        if self._sweeper is None or self._sweeper.stdin is None:
            return False
        try:
            self._sweeper.stdin.write(when + os.fsencode(folder) + b"\n")
            self._sweeper.stdin.flush()
        except OSError:
            return False
        return True


def _start_sweeper() -> subprocess.Popen[bytes] | None:
    """Return the process that removes folders, or None if it cannot be started."""
    try:
        return subprocess.Popen(  # noqa: S603 - our own file, run by the current Python
            [sys.executable, "-I", "-S", cleanup.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # A working directory that nobody will want to remove.
            cwd=Path(sys.executable).parent,
            # Survive Ctrl+C and the end of the terminal.
            start_new_session=True,
            creationflags=_DETACHED,
        )
    except OSError:
        return None
