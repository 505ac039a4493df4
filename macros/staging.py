"""A site is written beside the one there is, and takes its place when it is whole.

MkDocs empties the folder of the site first, and may find out later that there will be no other.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import sys
import threading
from pathlib import Path
from tempfile import mkdtemp

from mkdocs.exceptions import Abort
from mkdocs.plugins import get_plugin_logger

from macros.build_warnings import Warnings

log = get_plugin_logger("handbook")


class Staging:
    """The folder that a build is written to instead of the site's, until it ends.

    It is the site's own where there can be none beside it on the same disk. If the build is
    `strict`, the site stays as it is after a warning. Raises Abort if the site cannot be written.
    """

    def __init__(self, site: str, *, strict: bool) -> None:
        self.site = site
        self._site = Path(site).resolve()
        self._strict = strict
        self._warnings = Warnings()
        there = next(one for one in (self._site, *self._site.parents) if one.exists())
        if not there.is_dir():
            raise Abort(_refused(self._site, f"{there} is not a folder"))
        if not os.access(there, os.W_OK | os.X_OK):
            raise Abort(_refused(self._site, f"{there} is not writable"))
        self.folder = self._beside() or self._site
        self._warnings.begin()
        atexit.register(self.drop)
        _end_in_order()

    def _beside(self) -> Path | None:
        """Return a new folder beside the site's, None if there can be none."""
        try:
            self._site.parent.mkdir(parents=True, exist_ok=True)
            # Of this build alone: another one may be under way.
            fresh = Path(mkdtemp(prefix=f".{self._site.name}.", dir=self._site.parent))
        except OSError:
            return None
        if self._site.exists() and self._site.stat().st_dev != fresh.stat().st_dev:
            fresh.rmdir()
            return None
        return fresh

    def end(self) -> None:
        """Have the site replaced, unless MkDocs is going to stop at what it has warned of.

        Raises Abort if that cannot be done; the site is then as it was.
        """
        if self.folder != self._site and not (self._strict and self._warnings.lines):
            self._take_place()
            log.info("The site is now in %s", self.site)
        self.drop()

    def _take_place(self) -> None:
        """Put what was written where the site is; the folder, and hidden files in it, stay."""
        is_first = not self._site.exists()
        moved: list[tuple[Path, Path]] = []

        def move(file: Path, folder: Path) -> None:
            moved.append((file, file.rename(folder / file.name)))

        try:
            self._site.mkdir(exist_ok=True)
            old = Path(f"{self.folder}.old")
            old.mkdir()
            for file in list(self._site.iterdir()):
                if not file.name.startswith("."):
                    move(file, old)
                elif (self.folder / file.name).exists():
                    _complete(self.folder / file.name, file)
                    move(file, old)
            for file in list(self.folder.iterdir()):
                move(file, self._site)
        except BaseException as fault:
            for before, now in reversed(moved):
                now.rename(before)
            if is_first:
                shutil.rmtree(self._site, ignore_errors=True)
            if isinstance(fault, OSError):
                why = (fault.strerror or str(fault)).lower()
                raise Abort(_refused(self._site, why)) from fault
            raise

    def drop(self) -> None:
        """Leave nothing of a build whose site is not wanted, or is where it belongs."""
        self._warnings.end()
        if self.folder != self._site:
            shutil.rmtree(self.folder, ignore_errors=True)
            shutil.rmtree(f"{self.folder}.old", ignore_errors=True)


def _end_in_order() -> None:
    """Let a process that is told to end, as by a time limit, do what it does at its end."""
    if threading.current_thread() is not threading.main_thread():
        return
    for name in ("SIGTERM", "SIGHUP"):
        # Windows knows no SIGHUP.
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _exit)


def _exit(number: int, _: object) -> None:
    # What a shell says of a process that a signal has ended.
    sys.exit(128 + number)


def _complete(hidden: Path, before: Path) -> None:
    """Add to a hidden folder of the new site what only the one before has."""
    if hidden.is_dir() and before.is_dir():
        shutil.copytree(before, hidden, dirs_exist_ok=True, copy_function=_copy_missing)


def _copy_missing(file: str, place: str) -> None:
    if not os.path.lexists(place):
        shutil.copy2(file, place)


def _refused(site: Path, why: str) -> str:
    return (
        f"Cannot write the site to {site}: {why}. "
        "Choose another folder: mkdocs build --site-dir FOLDER"
    )
