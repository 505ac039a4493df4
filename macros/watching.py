"""File watching: by system notifications where available, and by polling.

The MkDocs server polls all files twice a second, which takes a third of a processor for ten
thousand files even while nothing changes.
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
# The minimum number of seconds between two polls.
_MIN_INTERVAL = 0.5
# The interval as a multiple of the last poll's duration: at most a fiftieth of a processor.
_INTERVAL_FACTOR = 50
# Reading raises events too, and a build reads every file.
_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
# An event about a file that was written longer ago than this is a read.
_RECENT = 5
# Modification time, size and inode of a file; None if it does not exist.
Stamp = tuple[int, int, int] | None


class Watched(NamedTuple):
    """The two watches of a folder: by polling and by notification."""

    polled: ObservedWatch
    notified: ObservedWatch


class Watching:
    """A replacement for watchdog's observer that combines polling and notifications."""

    def __init__(self) -> None:
        self._polling = BaseObserver(PatientEmitter, timeout=_MIN_INTERVAL)
        self._notifying = Observer()
        self._notified: dict[str, Stamp] = {}

    def schedule(
        self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False
    ) -> Watched:
        """Call a handler once for every change: polling skips what was already notified.

        Where there are no notifications, as for network folders, polling finds it later.
        """
        polled, notified = (
            PollingHandler(handler, self._notified),
            NotificationHandler(handler, self._notified),
        )
        return Watched(
            self._polling.schedule(polled, path, recursive=recursive),
            self._notifying.schedule(notified, path, recursive=recursive, event_filter=_CHANGES),
        )

    def unschedule(self, watched: Watched) -> None:
        """Stop watching a folder."""
        self._polling.unschedule(watched.polled)
        self._notifying.unschedule(watched.notified)

    def start(self) -> None:
        """Start watching."""
        self._polling.start()
        try:
            self._notifying.start()
        except OSError as fault:
            log.debug("File notifications are not available: %s", fault)
            self._notifying.unschedule_all()

    def stop(self) -> None:
        """Stop watching."""
        self._polling.stop()
        self._notifying.stop()

    def join(self) -> None:
        """Wait until both observers have stopped."""
        for observer in (self._polling, self._notifying):
            if observer.is_alive():
                observer.join()


class PatientEmitter(PollingEmitter):
    """A polling emitter that polls less often the longer a poll takes."""

    _duration = 0.0

    def queue_events(self, timeout: float) -> None:
        """Wait, then poll once."""
        begun = time.thread_time()
        super().queue_events(max(timeout, _INTERVAL_FACTOR * self._duration))
        self._duration = time.thread_time() - begun


class _Forwarding(FileSystemEventHandler):
    """A handler that forwards events; `notified` holds the last stamp notified for each file."""

    def __init__(self, handler: FileSystemEventHandler, notified: dict[str, Stamp]) -> None:
        self._handler = handler
        self._notified = notified


class NotificationHandler(_Forwarding):
    """A handler for notifications; it forwards them and remembers the stamps of the files."""

    def dispatch(self, event: FileSystemEvent) -> None:
        """Forward an event unless the file was only read."""
        stamps = _stamps(event)
        if event.event_type == "modified" and not any(map(_is_new, stamps.values())):
            return
        self._notified.update(stamps)
        self._handler.dispatch(event)


class PollingHandler(_Forwarding):
    """A handler for polled events; it forwards those that were not notified before."""

    def dispatch(self, event: FileSystemEvent) -> None:
        """Forward an event that is new."""
        stamps = _stamps(event)
        if any(
            name not in self._notified or self._notified[name] != stamps[name] for name in stamps
        ):
            self._handler.dispatch(event)


def _stamps(event: FileSystemEvent) -> dict[str, Stamp]:
    """Return the current stamps of an event's files."""
    names = [os.fsdecode(name) for name in (event.src_path, event.dest_path) if name]
    return {name: _stamp(name) for name in names}


def _stamp(name: str) -> Stamp:
    try:
        found = Path(name).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _is_new(stamp: Stamp) -> bool:
    return stamp is None or time.time() - stamp[0] / 1e9 < _RECENT


def watch(server: LiveReloadServer, paths: list[str]) -> None:
    """Make a server that has not started yet watch files this way.

    `paths` are all those that it may already be watching.
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
