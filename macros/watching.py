"""Hears of every file that is saved: at once where the system tells, else by looking.

The stock server looks at all files twice a second, which of ten thousand takes a third of a
processor while nothing changes.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import NamedTuple

from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingEmitter

log = get_plugin_logger("handbook")
# So many seconds pass between two looks at least.
_BETWEEN = 0.5
# And so many times what the last look took: of one folder looking takes a fiftieth of a processor.
_REST = 50
# That a file was read is an event, too; a build reads all of them.
_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
# Who is told of a file that was written longer ago is told of a reading.
_JUST_NOW = 5
# When a file was written, its size and its number; None if there is no such file.
Stamp = tuple[int, int, int] | None


class Watched(NamedTuple):
    """How one folder is followed: by looking, and by hearing."""

    looked_at: ObservedWatch
    heard_of: ObservedWatch


class Watching:
    """What a server watches files by; it stands in for an observer of watchdog."""

    def __init__(self) -> None:
        self._looking = BaseObserver(PatientEmitter, timeout=_BETWEEN)
        self._hearing = Observer()
        self._heard: dict[str, Stamp] = {}

    def schedule(
        self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False
    ) -> Watched:
        """Have a handler told of every change, once: what was heard of is no news when it is seen.

        Where nothing is heard, as of folders of another machine, it is seen some time later.
        """
        seen, heard = Seen(handler, self._heard), Heard(handler, self._heard)
        return Watched(
            self._looking.schedule(seen, path, recursive=recursive),
            self._hearing.schedule(heard, path, recursive=recursive, event_filter=_CHANGES),
        )

    def unschedule(self, watched: Watched) -> None:
        """Follow a folder no more."""
        self._looking.unschedule(watched.looked_at)
        self._hearing.unschedule(watched.heard_of)

    def start(self) -> None:
        """Begin to follow all folders."""
        self._looking.start()
        try:
            self._hearing.start()
        except OSError as fault:
            log.debug("File notifications are not available: %s", fault)
            self._hearing.unschedule_all()

    def stop(self) -> None:
        """End it."""
        self._looking.stop()
        self._hearing.stop()

    def join(self) -> None:
        """Wait until it has ended."""
        for observer in (self._looking, self._hearing):
            if observer.is_alive():
                observer.join()


class PatientEmitter(PollingEmitter):
    """Looks for changes; the more there is to look through, the less often."""

    _took = 0.0

    def queue_events(self, timeout: float) -> None:
        """Wait, and look once."""
        begun = time.thread_time()
        super().queue_events(max(timeout, _REST * self._took))
        self._took = time.thread_time() - begun


class _Passing(FileSystemEventHandler):
    """Passes events on; `heard` is how files were when the system last told of them."""

    def __init__(self, handler: FileSystemEventHandler, heard: dict[str, Stamp]) -> None:
        self._handler = handler
        self._heard = heard


class Heard(_Passing):
    """Passes on what the system tells, and notes how the files were then."""

    def dispatch(self, event: FileSystemEvent) -> None:
        """Pass on an event, unless a file was only read."""
        stamps = _stamps(event)
        if event.event_type == "modified" and not any(map(_is_new, stamps.values())):
            return
        self._heard.update(stamps)
        self._handler.dispatch(event)


class Seen(_Passing):
    """Passes on what was seen by looking, and not heard of before."""

    def dispatch(self, event: FileSystemEvent) -> None:
        """Pass on an event that is news."""
        stamps = _stamps(event)
        if any(name not in self._heard or self._heard[name] != stamps[name] for name in stamps):
            self._handler.dispatch(event)


def _stamps(event: FileSystemEvent) -> dict[str, Stamp]:
    """Return what tells how the files of an event are now from how they are at another time."""
    names = [os.fsdecode(name) for name in (event.src_path, event.dest_path) if name]
    return {name: _stamp(name) for name in names}


def _stamp(name: str) -> Stamp:
    try:
        found = Path(name).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _is_new(stamp: Stamp) -> bool:
    return stamp is None or time.time() - stamp[0] / 1e9 < _JUST_NOW


def watch(server: LiveReloadServer, paths: list[str]) -> None:
    """Have a server that is not up yet watch files in this way.

    `paths` are all that it may watch already.
    """
    watched = []
    for path in paths:
        try:
            server.unwatch(path)
        except KeyError:
            continue
        watched.append(path)
    server.observer = Watching()  # type: ignore[assignment]
    for path in watched:
        server.watch(path)
