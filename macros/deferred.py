"""What a build leaves out while it is served: a page is made when it is opened, the rest after.

Of a large handbook all pages take minutes to write, and whoever edits it opens few of them.
"""

import gc
import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path, PurePath
from threading import Event, Thread
from typing import Protocol

from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files, InclusionLevel

from macros.output import replace
from macros.priority_lock import PriorityLock
from macros.record_page import RecordPage
from macros.renderer import Renderer

log = get_plugin_logger("handbook")


class Shown(Protocol):
    """What stands in the site beside what was built: turns are taken to write there."""

    lock: PriorityLock

    def shows(self, name: str) -> bool:
        """Return whether a page is shown as it was saved since."""


def defer(files: Files) -> Collection[RecordPage]:
    """Have MkDocs write no page that is made from records, and return them."""
    pages = [file.page for file in files if isinstance(file.page, RecordPage)]
    for page in pages:
        page.defer()
    return pages


class Deferred:
    """Makes the pages that a build put off, all of them in the end, in a thread of its own.

    While it pauses a page is made all the same for somebody who opens it.
    """

    def __init__(self, pages: Collection[RecordPage], renderer: Renderer, folder: Path) -> None:
        for page in pages:
            page.file.inclusion = InclusionLevel.NOT_IN_NAV
        self._pages = {page.file.dest_uri: page for page in pages}
        self._renderer = renderer
        self._folder = folder
        self._there = frozenset(_files(folder))
        self._behind: Path | None = None
        self._goes = Event()
        self._over = Event()
        self.is_whole = False
        self._ended = False
        self._thread = Thread(target=self._run, daemon=True)

    @property
    def names(self) -> Collection[str]:
        """Return the files of the pages in the folder of the site."""
        return self._pages.keys()

    def begin(
        self, shown: Shown, fail: Callable[[BaseException], None], behind: Path | None
    ) -> None:
        """Begin to make all pages; `fail` is told why one of them cannot be made.

        `behind` is the last site that was whole, if there was one before.
        """
        self._shown = shown
        self._fail = fail
        self._behind = behind
        self._goes.set()
        self._thread.start()

    def pause(self) -> None:
        """Leave the processor to a build."""
        self._goes.clear()

    def resume(self) -> None:
        """Go on after a build that failed."""
        self._goes.set()

    def end(self) -> None:
        """Write nothing any more: another site is served, or none."""
        self._ended = True
        self._goes.set()
        self._over.set()
        self._thread.join()

    def provide(self, name: str) -> Path | None:
        """Make the page of a file of the site if it is not there, or wait for another file.

        Return where such a file was in the site before, if it was there.
        """
        if self._ended or name in self._there:
            return None
        page = f"{name}/index.html" if f"{name}/index.html" in self._pages else name
        if page in self._pages:
            if not (self._folder / page).exists():
                with self._shown.lock.urgent():
                    self.make(page)
        # What programs read is made of all pages; another page there is none.
        elif PurePath(name).suffix not in {"", ".html"} and not self._over.is_set():
            if self._behind and (self._behind / name).is_file():
                return self._behind / name
            self._over.wait()
        return None

    def make(self, name: str) -> None:
        """Make a page if it was put off and is not there, in a turn that was taken before."""
        file = self._folder / name
        page = self._pages.get(name)
        if page is None or file.exists():
            return
        try:
            replace(file, self._renderer.shown(page.plan, page.file))
        except Exception as fault:  # noqa: BLE001 - whatever fails, the server goes on
            self._fail(fault)

    def _run(self) -> None:
        try:
            self.is_whole = self._is_all_made()
            if self.is_whole:
                log.info("All pages are built and searchable")
                if self._behind:
                    # Nobody waits: what the build before knew and is gone can be looked for.
                    gc.collect()
        except Exception as fault:  # noqa: BLE001 - whatever fails, the server goes on
            self._fail(fault)
        finally:
            self._over.set()

    def _is_all_made(self) -> bool:
        """Make everything, as long as it is wanted; return whether it was to the end."""
        for name, page in self._pages.items():
            self._goes.wait()
            with self._shown.lock.idle():
                if self._ended:
                    return False
                content = self._renderer.made(page)
                if not self._shown.shows(name):
                    replace(self._folder / name, content)
        for _ in self._renderer.finishing():
            self._goes.wait()
            if self._ended:
                return False
        return True


def _files(folder: Path) -> Iterator[str]:
    for inner, _, names in os.walk(folder):
        yield from ((Path(inner) / name).relative_to(folder).as_posix() for name in names)
