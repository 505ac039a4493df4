"""A site is written beside the one there is, and takes its place when it is whole.

MkDocs empties the folder of the site first, and may find out later that there will be no other.
"""

from __future__ import annotations

import atexit
import os
import shutil
from pathlib import Path

from mkdocs.exceptions import Abort
from mkdocs.plugins import get_plugin_logger

from macros.warned import Warnings

log = get_plugin_logger("handbook")


class Fresh:
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
            raise Abort(_refused(self._site, f"{there} is no folder"))
        if not os.access(there, os.W_OK | os.X_OK):
            raise Abort(_refused(self._site, f"{there} may not be changed"))
        self.folder = self._beside() or self._site
        self._warnings.begin()
        atexit.register(self.drop)

    def _beside(self) -> Path | None:
        """Return a new folder beside the site's, None if there can be none."""
        fresh = self._named("new")
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            fresh.mkdir(parents=True)
        except OSError:
            return None
        if self._site.exists() and self._site.stat().st_dev != fresh.stat().st_dev:
            fresh.rmdir()
            return None
        return fresh

    def _named(self, which: str) -> Path:
        return self._site.with_name(f".{self._site.name}.{which}")

    def end(self) -> None:
        """Have the site replaced, unless MkDocs is going to stop at what it has warned of.

        Raises Abort if that cannot be done; the site is then as it was.
        """
        if self.folder != self._site and not (self._strict and self._warnings.lines):
            self._take_place()
            log.info("It stands in %s now", self.site)
        self.drop()

    def _take_place(self) -> None:
        """Put what was written where the site is; the folder, and hidden files in it, stay."""
        old = self._named("old")
        shutil.rmtree(old, ignore_errors=True)
        self._site.mkdir(exist_ok=True)
        old.mkdir()
        try:
            for file in _shown(self._site):
                file.rename(old / file.name)
            for file in _all(self.folder):
                _move(file, self._site / file.name)
        except BaseException as fault:
            for file in _all(old):
                _remove(self._site / file.name)
                file.rename(self._site / file.name)
            if isinstance(fault, OSError):
                why = (fault.strerror or str(fault)).lower()
                raise Abort(_refused(self._site, why)) from fault
            raise
        finally:
            shutil.rmtree(old, ignore_errors=True)

    def drop(self) -> None:
        """Leave nothing of a build whose site is not wanted, or is where it belongs."""
        self._warnings.end()
        if self.folder != self._site:
            shutil.rmtree(self.folder, ignore_errors=True)


def _all(folder: Path) -> list[Path]:
    """Return what is in a folder now."""
    return list(folder.iterdir())


def _shown(folder: Path) -> list[Path]:
    """Return what is in a folder but for what is hidden, which no build wrote, as .nojekyll."""
    return [file for file in _all(folder) if not file.name.startswith(".")]


def _move(file: Path, place: Path) -> None:
    """Move what a build has written; into a hidden folder that is there already it is added."""
    if place.is_dir():
        shutil.copytree(file, place, dirs_exist_ok=True)
    else:
        file.replace(place)


def _remove(file: Path) -> None:
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)
    else:
        file.unlink(missing_ok=True)


def _refused(site: Path, why: str) -> str:
    return (
        f"The site cannot be written to {site}: {why}. "
        "Choose another folder: mkdocs build --site-dir FOLDER"
    )
