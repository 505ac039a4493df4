"""The folders that a server's sites are written to, which are gone when the server is.

To remove ten thousand pages takes many seconds, for which nobody who stops a server waits, and one
that is killed removes nothing. A process of its own does it, however the server ends.
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

# Windows knows no sessions; there Ctrl+C goes to all that share a console.
_APART = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "CREATE_NEW_PROCESS_GROUP", 0
)


class Folders:
    """Makes folders and has them removed, also the `first` one, which MkDocs has made."""

    def __init__(self, first: str) -> None:
        self._first = first
        self._there = [first]
        self._sweeper = _started()
        self._tell(cleanup.AT_THE_END, first)

    def new(self) -> str:
        """Return a new folder."""
        folder = tempfile.mkdtemp(prefix="handbook_")
        self._there.append(folder)
        self._tell(cleanup.AT_THE_END, folder)
        return folder

    def remove(self, folder: str) -> None:
        """Have a folder removed."""
        self._there.remove(folder)
        if not self._tell(cleanup.NOW, folder):
            shutil.rmtree(folder, ignore_errors=True)

    def keep(self, kept: Collection[str]) -> None:
        """Have all removed but these."""
        for folder in [folder for folder in self._there if folder not in kept]:
            self.remove(folder)

    def close(self) -> subprocess.Popen[bytes] | None:
        """Have all removed that are left; return who does it, for who wants to wait for it."""
        if self._first in self._there:
            # MkDocs removes it if it finds it, and stays until it is gone.
            self._there.remove(self._first)
            aside = f"{self._first}.old"
            if self._tell(cleanup.AT_THE_END, aside):
                # Where a file in it is open it cannot be moved.
                with suppress(OSError):
                    Path(self._first).rename(aside)
        self.keep(())
        # What MkDocs is about to remove nobody else may remove until it has ended.
        if self._sweeper and self._sweeper.stdin and not Path(self._first).exists():
            with suppress(OSError):
                self._sweeper.stdin.close()
        return self._sweeper

    def _tell(self, when: bytes, folder: str) -> bool:
        """Return whether there is somebody to remove a folder."""
        if self._sweeper is None or self._sweeper.stdin is None:
            return False
        try:
            self._sweeper.stdin.write(when + os.fsencode(folder) + b"\n")
            self._sweeper.stdin.flush()
        except OSError:
            return False
        return True


def _started() -> subprocess.Popen[bytes] | None:
    """Return the process that removes folders, None if there can be none."""
    try:
        return subprocess.Popen(  # noqa: S603 - a file of ours, by the Python that runs
            [sys.executable, "-I", "-S", cleanup.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # It is in no folder that somebody may want to remove.
            cwd=Path(sys.executable).parent,
            # Neither Ctrl+C nor the end of the terminal is meant for it.
            start_new_session=True,
            creationflags=_APART,
        )
    except OSError:
        return None
