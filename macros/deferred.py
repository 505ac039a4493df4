"""Deferred pages: while serving, a page is built when it is opened, and the rest afterwards.

All pages of a large handbook take minutes to build, and an editor opens only a few of them.
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


class Previews(Protocol):
    """The pages previewed in the served site; the lock serialises writes to it."""

    lock: PriorityLock

    def shows(self, name: str) -> bool:
        """Return whether a page currently shows a preview of a saved text."""


def defer(files: Files) -> Collection[RecordPage]:
    """Keep MkDocs from writing the pages generated from records, and return those pages."""
    pages = [file.page for file in files if isinstance(file.page, RecordPage)]
    for page in pages:
        page.defer()
    return pages


class Deferred:
    """A background thread that builds all deferred pages.

    Even while it is paused, a page that someone opens is built at once.
    """

    def __init__(self, pages: Collection[RecordPage], renderer: Renderer, folder: Path) -> None:
        for page in pages:
            page.file.inclusion = InclusionLevel.NOT_IN_NAV
        self._pages = {page.file.dest_uri: page for page in pages}
        self._renderer = renderer
        self._folder = folder
        self._existing = frozenset(_files(folder))
        self._previous: Path | None = None
        self._running = Event()
        self._finished = Event()
        self.is_whole = False
        self._ended = False
        self._thread = Thread(target=self._run, daemon=True)

    @property
    def names(self) -> Collection[str]:
        """Return the paths of the pages, relative to the site folder."""
        return self._pages.keys()

    def begin(
        self, shown: Previews, fail: Callable[[BaseException], None], previous: Path | None
    ) -> None:
        """Start building all pages; `fail` is called with the error if one cannot be built.

        `previous` is the folder of the last complete site, if any.
        """
        self._shown = shown
        self._fail = fail
        self._previous = previous
        self._running.set()
        self._thread.start()

    def pause(self) -> None:
        """Pause while a build runs."""
        self._running.clear()

    def resume(self) -> None:
        """Resume after a build that failed."""
        self._running.set()

    def end(self) -> None:
        """Stop writing: another site is served, or none."""
        self._ended = True
        self._running.set()
        self._finished.set()
        self._thread.join()

    def provide(self, name: str) -> Path | None:
        """Build the requested page if it does not exist, or wait for any other file.

        Return the same file of the previous site to serve instead, if there is one.
        """
        if self._ended or name in self._existing:
            return None
        page = f"{name}/index.html" if f"{name}/index.html" in self._pages else name
        if page in self._pages:
            if not (self._folder / page).exists():
                with self._shown.lock.urgent():
                    self.make(page)
        # Data files are made from all pages; any other page does not exist.
        elif PurePath(name).suffix not in {"", ".html"} and not self._finished.is_set():
            if self._previous and (self._previous / name).is_file():
                return self._previous / name
            self._finished.wait()
        return None

    def make(self, name: str) -> None:
        """Build a deferred page that does not exist yet; the caller holds the lock."""
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
            self.is_whole = self._build_all()
            if self.is_whole:
                log.info("All pages are built and searchable")
                if self._previous:
                    # Nobody is waiting, so this is the time to free the previous build.
                    gc.collect()
        except Exception as fault:  # noqa: BLE001 - whatever fails, the server goes on
            self._fail(fault)
        finally:
            self._finished.set()

    def _build_all(self) -> bool:
        """Build all pages unless stopped; return whether all of them are done."""
        for name, page in self._pages.items():
            self._running.wait()
            with self._shown.lock.idle():
                if self._ended:
                    return False
                content = self._renderer.made(page)
                if not self._shown.shows(name):
                    replace(self._folder / name, content)
        for _ in self._renderer.finish_in_steps():
            self._running.wait()
            if self._ended:
                return False
        return True


def _files(folder: Path) -> Iterator[str]:
    for inner, _, names in os.walk(folder):
        yield from ((Path(inner) / name).relative_to(folder).as_posix() for name in names)
