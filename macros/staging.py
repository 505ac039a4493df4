"""Staged builds: the site is written next to the existing one, which it replaces when complete.

MkDocs itself empties the site folder first, even if the build then fails.
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
    """The folder that a build writes to instead of the site's folder.

    If there can be no other folder on the same disk, it is the site's own. If the build is
    `strict`, a warning leaves the site unchanged. Raises Abort if the site cannot be written.
    """

    def __init__(self, site: str, *, strict: bool) -> None:
        self.site = site
        self._site = Path(site).resolve()
        self._strict = strict
        self._warnings = Warnings()
        there = next(one for one in (self._site, *self._site.parents) if one.exists())
        if not there.is_dir():
            raise Abort(_cannot_write(self._site, f"{there} is not a folder"))
        if not os.access(there, os.W_OK | os.X_OK):
            raise Abort(_cannot_write(self._site, f"{there} is not writable"))
        self.folder = self._new_folder() or self._site
        self._warnings.begin()
        atexit.register(self.discard)
        _exit_on_signals()

    def _new_folder(self) -> Path | None:
        """Return a new folder next to the site's, or None if that is impossible."""
        try:
            self._site.parent.mkdir(parents=True, exist_ok=True)
            # Unique, because another build may be running.
            fresh = Path(mkdtemp(prefix=f".{self._site.name}.", dir=self._site.parent))
        except OSError:
            return None
        if self._site.exists() and self._site.stat().st_dev != fresh.stat().st_dev:
            fresh.rmdir()
            return None
        return fresh

    def end(self) -> None:
        """Replace the site, unless the build is strict and had warnings.

        Raises Abort if that fails; the site is then unchanged.
        """
        if self.folder != self._site and not (self._strict and self._warnings.lines):
            self._replace_site()
            log.info("The site is now in %s", self.site)
        self.discard()

    def _replace_site(self) -> None:
        """Move the new files into the site's folder, keeping the folder and its hidden files."""
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
                    _copy_missing_files(self.folder / file.name, file)
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
                raise Abort(_cannot_write(self._site, why)) from fault
            raise

    def discard(self) -> None:
        """Remove the staging folder."""
        self._warnings.end()
        if self.folder != self._site:
            shutil.rmtree(self.folder, ignore_errors=True)
            shutil.rmtree(f"{self.folder}.old", ignore_errors=True)


def _exit_on_signals() -> None:
    """Make a process that is terminated, for example by a timeout, run its exit handlers."""
    if threading.current_thread() is not threading.main_thread():
        return
    for name in ("SIGTERM", "SIGHUP"):
        # Windows has no SIGHUP.
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _exit)


def _exit(number: int, _: object) -> None:
    # The exit code by which shells report a signal.
    sys.exit(128 + number)


def _copy_missing_files(hidden: Path, before: Path) -> None:
    """Copy files that only the old version of a hidden folder has into the new one."""
    if hidden.is_dir() and before.is_dir():
        shutil.copytree(before, hidden, dirs_exist_ok=True, copy_function=_copy_missing)


def _copy_missing(file: str, place: str) -> None:
    if not os.path.lexists(place):
        shutil.copy2(file, place)


def _cannot_write(site: Path, why: str) -> str:
    return (
        f"Cannot write the site to {site}: {why}. "
        "Choose another folder: mkdocs build --site-dir FOLDER"
    )
