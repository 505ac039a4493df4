"""What is saved shows at once: the page of an entry stands in the served site before the build.

A build of everything follows and has the last word. Until it is done, requests are answered from
the site as it is.
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
# Where the texts stand that pages are made of.
_FOLDERS = ("sops", "data")
_TEXTS = (".md", ".yaml")
_SAVED = ("created", "modified", "moved")
# So many texts at once were saved by no editor, but by git: the build shows them soon enough.
_MANY = 20


class Built(NamedTuple):
    """What a build has at hand once it is done, and what it has put off."""

    preview: Preview
    later: Deferred | None


class Live:
    """Follows what is saved, and shows it in the served site.

    `latest` returns what the last build has at hand; `fail` is told why a page that was put off
    cannot be made.
    """

    def __init__(
        self,
        server: LiveReloadServer,
        root: Path,
        latest: Callable[[], Built | None],
        fail: Callable[[BaseException], None],
    ) -> None:
        self._server = server
        self._root = root.resolve()
        self._latest = latest
        self._fail = fail
        self._versions = Versions(server)
        self.lock = PriorityLock()
        self._later: Deferred | None = None
        # The folder of the last site of which everything was written, if it is not served now.
        self.whole = ""
        self._saved: SimpleQueue[str] = SimpleQueue()
        # Texts saved since the last build began, the pages shown of them, what stood there.
        self._since: dict[str, None] = {}
        self._shown: dict[str, tuple[int, bytes]] = {}
        self._before: dict[str, bytes] = {}
        # Whether the last build failed, which is said on every page that is shown.
        self._failed = False
        self._closed = False
        self._observe()
        self._take_up()
        Thread(target=self._follow, daemon=True).start()

    def _observe(self) -> None:
        """Hear of what is saved."""
        handler = FileSystemEventHandler()
        handler.on_any_event = self.note  # type: ignore[method-assign]
        for name in _FOLDERS:
            if (self._root / name).is_dir():
                self._server.observer.schedule(handler, str(self._root / name), recursive=True)

    def _take_up(self) -> None:
        """Have what the last build has put off made from now on."""
        built = self._latest()
        self._later = built.later if built else None
        if self._later:
            self._later.begin(self, self._fail, Path(self.whole) if self.whole else None)

    def close(self) -> None:
        """Write nothing any more."""
        with self.lock.urgent():
            self._closed = True
        if self._later:
            self._later.end()

    def note(self, event: FileSystemEvent) -> None:
        """Note what was saved, to show it as soon as may be."""
        # That a file was read, as a preview does, is an event too.
        if event.is_directory or event.event_type not in _SAVED:
            return
        for name in (event.src_path, event.dest_path):
            path = Path(str(name))
            if path.suffix in _TEXTS:
                self._saved.put(path.relative_to(self._root).as_posix())

    def _follow(self) -> None:
        while True:
            path = self._saved.get()
            if self._saved.qsize() >= _MANY:
                continue
            with self.lock.urgent():
                if self._closed:
                    return
                self._since[path] = None
                version = self._versions.next()
                pages = self._write([path], version)
                if pages:
                    self._versions.change(version, pages)

    def _write(self, paths: Iterable[str], version: int) -> frozenset[str]:
        """Write the pages of texts into the served site; return those that are different.

        A page of which no good build knows has to wait for one.
        """
        built = self._latest()
        folder = Path(self._server.root)
        deferred = self._later.names if self._later else ()
        try:
            pages = built.preview.pages(paths) if built else {}
            stood = {name: _read(folder / name) for name in pages}
            changed = {
                name: page
                for name, page in pages.items()
                if stood[name] != page and (stood[name] or name in deferred)
            }
            for name, page in changed.items():
                self._before.setdefault(name, stood[name])
                self._shown[name] = (version, page)
                replace(folder / name, page)
        except Exception:
            log.debug("No preview of %s", ", ".join(paths), exc_info=True)
            return frozenset()
        return frozenset(changed)

    def shows(self, name: str) -> bool:
        """Return whether a page of the served site is as it was saved, and no build's."""
        return name in self._shown

    def begin(self) -> None:
        """Note that a build begins; what is saved from now on it may not see."""
        with self.lock.urgent():
            if self._later:
                self._later.pause()
            self._since = {}
            self._versions.hold()

    def fail(self) -> None:
        """Put back what stood in the last good site: a build has found previews at fault."""
        with self.lock.urgent():
            if self._later:
                self._later.resume()
            self._failed = True
            for name, page in self._before.items():
                self._put_back(Path(self._server.root) / name, page)
            self._before = {}
            self._shown = {}
            version = self._versions.next()
            self._write(list(self._since), version)
            self._versions.end(version)

    def _put_back(self, file: Path, page: bytes) -> None:
        if page:
            replace(file, page)
        else:
            # It was put off, and is made when somebody opens it.
            file.unlink(missing_ok=True)

    def switch(self, folder: str) -> None:
        """Serve a new folder; pages that are as they were shown before need not be loaded again."""
        with self.lock.urgent():
            ended = self._later
            if ended is None or ended.is_whole:
                self.whole = self._server.root
            self._take_up()
            self._server.root = folder
            # Over what was shown while there was an error, the error is shown still.
            shown = {} if self._failed else self._shown
            self._failed, self._shown, self._before = False, {}, {}
            version = self._versions.next()
            # Saved while the build was under way, too late for it perhaps.
            self._write(list(self._since), version)
            alike = {
                name: first
                for name, (first, page) in shown.items()
                if self._built(folder, name) == page
            }
            self._shown |= {name: shown[name] for name in self._shown if name in alike}
            self._versions.switch(version, alike)
        if ended:
            ended.end()
            is_whole, ended = ended.is_whole, None
            if not is_whole:
                # Nobody had the time to look for what the builds before knew and is gone.
                gc.collect()

    def _built(self, folder: str, name: str) -> bytes:
        """Return a page of the site in a folder, made if it was put off."""
        if self._later:
            self._later.make(name)
        return _read(Path(folder) / name)

    def provide(self, name: str) -> Path | None:
        """Have a file in the served site that was put off, or wait for it.

        Return the one of the site before that stands in for it, if there is one.
        """
        while True:
            later = self._later
            found = later.provide(name) if later else None
            # Whoever waited for a site that is not served any more asks the one that is.
            if later is self._later:
                return found

    def poll(self, environ: Mapping[str, Any], start: Start) -> Iterable[bytes]:
        """Tell a browser of a newer version as soon as there is one in which its page differs."""
        page = unquote(urlsplit(environ.get("HTTP_REFERER", "")).path)
        return self._versions.poll(environ, self.file(page), start)

    def file(self, path: str) -> str:
        """Return the file, from the site's folder, that the path of an address stands for."""
        name = path.removeprefix(self._server.mount_path)
        whole = f"{name}index.html" if name.endswith("/") or not name else name
        # It leads nowhere else.
        return normpath(f"/{whole}").lstrip("/")


def _read(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""
