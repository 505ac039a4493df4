"""Live previews: a saved entry's page is updated in the served site before the build.

A full build follows and replaces it. Until it is done, requests are answered from the current
site.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from posixpath import normpath
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from macros.output import replace
from macros.priority_lock import PriorityLock
from macros.versions import Start, Versions

if TYPE_CHECKING:
    from macros.deferred import Deferred
    from macros.preview import Preview

log = get_plugin_logger("handbook")
# The folders of the texts that pages are generated from.
_FOLDERS = ("sops", "data")
_TEXTS = (".md", ".yaml")
_SAVED = ("created", "modified", "moved")
# Above this number git saved the files, not an editor: the build will show them soon enough.
_MAX_SAVED = 20


class BuildResult(NamedTuple):
    """The results of a build: its previews and its deferred pages."""

    preview: Preview
    later: Deferred | None


class Live:
    """A watcher that previews saved texts in the served site.

    `latest` returns the results of the last build; `fail` is called with the error if a deferred
    page cannot be built, and `check` after texts were saved.
    """

    def __init__(
        self,
        server: LiveReloadServer,
        root: Path,
        latest: Callable[[], BuildResult | None],
        fail: Callable[[BaseException], None],
        check: Callable[[], None],
    ) -> None:
        self._server = server
        self._root = root.resolve()
        self._latest = latest
        self._fail = fail
        self._check = check
        self._versions = Versions(server)
        self.lock = PriorityLock()
        self._later: Deferred | None = None
        # The folder of the last complete site, if it is not the one being served.
        self.whole = ""
        self._saved: SimpleQueue[str] = SimpleQueue()
        # Texts saved since the last build began, their previews, and the pages these replaced.
        self._saved_since_build: dict[str, None] = {}
        self._previews: dict[str, tuple[int, bytes]] = {}
        self._originals: dict[str, bytes] = {}
        # Whether the last build failed; every page shows it.
        self._failed = False
        self._closed = False
        self._observe()
        self._start_deferred()
        Thread(target=self._follow, daemon=True).start()

    def _observe(self) -> None:
        """Watch the folders of texts."""
        handler = FileSystemEventHandler()
        handler.on_any_event = self.note  # type: ignore[method-assign]
        for name in _FOLDERS:
            if (self._root / name).is_dir():
                self._server.observer.schedule(handler, str(self._root / name), recursive=True)

    def _start_deferred(self) -> None:
        """Start building the deferred pages of the last build."""
        built = self._latest()
        self._later = built.later if built else None
        if self._later:
            self._later.begin(self, self._fail, Path(self.whole) if self.whole else None)

    def close(self) -> None:
        """Stop writing."""
        with self.lock.urgent():
            self._closed = True
        if self._later:
            self._later.end()

    def note(self, event: FileSystemEvent) -> None:
        """Queue a saved text for preview."""
        # Reading a file, as a preview does, raises events too.
        if event.is_directory or event.event_type not in _SAVED:
            return
        for name in (event.src_path, event.dest_path):
            path = Path(str(name))
            if path.suffix in _TEXTS:
                self._saved.put(path.relative_to(self._root).as_posix())

    def _follow(self) -> None:
        while True:
            path = self._saved.get()
            if self._saved.qsize() >= _MAX_SAVED:
                continue
            with self.lock.urgent():
                if self._closed:
                    return
                self._saved_since_build[path] = None
                version = self._versions.next()
                pages = self._write([path], version)
                if pages:
                    self._versions.change(version, pages)
            if self._saved.empty():
                self._check()

    def show(self, *, failed: bool) -> None:
        """Reload every page, because errors were found (`failed`) or fixed."""
        self._failed = failed
        self._versions.change_all(self._versions.next())

    def _write(self, paths: Iterable[str], version: int) -> frozenset[str]:
        """Write the pages of texts into the served site; return those that changed.

        A page that no successful build knows has to wait for one.
        """
        built = self._latest()
        folder = Path(self._server.root)
        deferred = self._later.names if self._later else ()
        try:
            pages = built.preview.pages(paths) if built else {}
            current = {name: _read(folder / name) for name in pages}
            changed = {
                name: page
                for name, page in pages.items()
                if current[name] != page and (current[name] or name in deferred)
            }
            for name, page in changed.items():
                self._originals.setdefault(name, current[name])
                self._previews[name] = (version, page)
                replace(folder / name, page)
        except Exception:
            log.debug("No preview of %s", ", ".join(paths), exc_info=True)
            return frozenset()
        return frozenset(changed)

    def shows(self, name: str) -> bool:
        """Return whether a page of the served site is a preview."""
        return name in self._previews

    def begin(self) -> None:
        """Record that a build begins; it may miss texts saved from now on."""
        with self.lock.urgent():
            if self._later:
                self._later.pause()
            self._saved_since_build = {}
            self._versions.hold()

    def fail(self) -> None:
        """Restore the last good site after a failed build, since previews may have caused it."""
        with self.lock.urgent():
            if self._later:
                self._later.resume()
            self._failed = True
            for name, page in self._originals.items():
                self._put_back(Path(self._server.root) / name, page)
            self._originals = {}
            self._previews = {}
            version = self._versions.next()
            self._write(list(self._saved_since_build), version)
            self._versions.end(version)

    def _put_back(self, file: Path, page: bytes) -> None:
        if page:
            replace(file, page)
        else:
            # It is deferred, and is built when someone opens it.
            file.unlink(missing_ok=True)

    def switch(self, folder: str) -> None:
        """Serve a new folder; pages identical to their preview need no reload."""
        with self.lock.urgent():
            ended = self._later
            if ended is None or ended.is_whole:
                self.whole = self._server.root
            self._start_deferred()
            self._server.root = folder
            # Pages loaded during an error still show it, so they need a reload.
            shown = {} if self._failed else self._previews
            self._failed, self._previews, self._originals = False, {}, {}
            version = self._versions.next()
            # These were saved during the build, perhaps too late for it.
            self._write(list(self._saved_since_build), version)
            alike = {
                name: first
                for name, (first, page) in shown.items()
                if self._built(folder, name) == page
            }
            self._previews |= {name: shown[name] for name in self._previews if name in alike}
            self._versions.switch(version, alike)
        if ended:
            ended.end()
            is_whole, ended = ended.is_whole, None
            if not is_whole:
                # The previous builds have not been freed yet.
                gc.collect()

    def _built(self, folder: str, name: str) -> bytes:
        """Return a page of the site in a folder; build it if it is deferred."""
        if self._later:
            self._later.make(name)
        return _read(Path(folder) / name)

    def provide(self, name: str) -> Path | None:
        """Make sure that a deferred file of the served site exists.

        Return the file of the previous site to serve instead, if there is one.
        """
        while True:
            later = self._later
            found = later.provide(name) if later else None
            # If another site has replaced this one meanwhile, ask that one.
            if later is self._later:
                return found

    def poll(self, environ: Mapping[str, Any], start: Start) -> Iterable[bytes]:
        """Answer a browser's poll once there is a version in which its page has changed."""
        page = unquote(urlsplit(environ.get("HTTP_REFERER", "")).path)
        return self._versions.poll(environ, self.file(page), start)

    def file(self, path: str) -> str:
        """Return the file of the site, relative to its folder, that a URL path refers to."""
        name = path.removeprefix(self._server.mount_path)
        file = f"{name}index.html" if name.endswith("/") or not name else name
        # Never leave the site folder.
        return normpath(f"/{file}").lstrip("/")


def _read(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""
