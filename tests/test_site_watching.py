"""A server is notified of every change once: by the system at once, or by polling."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, EventEmitter, EventQueue, ObservedWatch
from watchdog.observers.polling import PollingEmitter

from macros.watching import NotificationHandler, PatientEmitter, Watching, watch

# Long enough for a busy machine, and for the poll that follows a notification.
_LONG, _LOOKED = 30.0, 1.5


class _Recorder(FileSystemEventHandler):
    """Records notifications about files."""

    def __init__(self) -> None:
        self.events: Queue[FileSystemEvent] = Queue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self.events.put(event)

    def wait(self) -> str:
        """Return the name of the file of the next event."""
        return Path(os.fsdecode(self.events.get(timeout=_LONG).src_path)).name

    def rest(self) -> list[str]:
        """Return the events until everything must have been polled."""
        found = []
        try:
            while True:
                event = self.events.get(timeout=_LOOKED)
                found.append(f"{event.event_type} {Path(os.fsdecode(event.src_path)).name}")
        except Empty:
            return found


@pytest.fixture
def follow(tmp_path: Path) -> Iterator[Callable[[], _Recorder]]:
    """Return a function that starts watching a folder with one file."""
    (tmp_path / "old.md").write_text("old")
    watching = Watching()

    def begin() -> _Recorder:
        recorder = _Recorder()
        watching.schedule(recorder, str(tmp_path), recursive=True)
        watching.start()
        # The first poll has to be over.
        time.sleep(0.3)
        return recorder

    yield begin
    watching.stop()
    watching.join()


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> list[EventEmitter]:
    """Make the system refuse notifications, and return the emitters that were started."""
    begun: list[EventEmitter] = []

    def refuse(self: BaseObserver) -> None:
        begun.extend(self.emitters)
        for emitter in begun:
            emitter.start()
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "start", refuse)
    return begun


def test_a_change_is_reported_once(follow: Callable[[], _Recorder], tmp_path: Path) -> None:
    following = follow()
    (tmp_path / "new.md").write_text("new")
    assert following.wait() == "new.md"
    heard = [following.events.get_nowait() for _ in range(following.events.qsize())]
    assert all(event.event_type in {"created", "modified"} for event in heard)
    assert [event for event in following.rest() if not event.startswith("modified")] == []
    (tmp_path / "new.md").unlink()
    assert following.wait() == "new.md"
    assert following.rest() == []


def test_reading_a_file_is_not_reported(follow: Callable[[], _Recorder], tmp_path: Path) -> None:
    following = follow()
    assert (tmp_path / "old.md").read_text() == "old"
    assert following.rest() == []


def test_a_moved_file_is_reported(follow: Callable[[], _Recorder], tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "in.md").write_text("in")
    following = follow()
    (tmp_path / "folder").rename(tmp_path / "other")
    assert following.wait() == "in.md"


def test_without_notifications_changes_are_found_by_polling(
    follow: Callable[[], _Recorder], tmp_path: Path, deaf: list[EventEmitter]
) -> None:
    following = follow()
    assert [emitter.should_keep_running() for emitter in deaf] == [False]
    (tmp_path / "old.md").write_text("changed")
    assert following.rest() == ["modified old.md"]


def test_a_change_without_notification_is_found_despite_others(
    follow: Callable[[], _Recorder], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    following = follow()
    (tmp_path / "old.md").write_text("heard")
    assert following.wait() == "old.md"
    following.rest()
    # As if changed by another machine, whose clock is far behind this one.
    monkeypatch.setattr("macros.watching._RECENT", -1_000)
    (tmp_path / "old.md").write_text("not heard")
    assert following.rest() == ["modified old.md"]


def test_polling_takes_a_small_part_of_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    clock = iter([0.0, 0.2, 0.2, 0.3, 0.3, 0.3])
    monkeypatch.setattr("macros.watching.time.thread_time", lambda: next(clock))
    monkeypatch.setattr(PollingEmitter, "queue_events", lambda _, timeout: waited.append(timeout))
    emitter = PatientEmitter(EventQueue(), ObservedWatch(str(tmp_path), recursive=True))
    for _ in range(3):
        emitter.queue_events(0.5)
    assert waited == pytest.approx([0.5, 10.0, 5.0])


def test_a_server_continues_to_watch_its_folders(tmp_path: Path) -> None:
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path))
    (tmp_path / "docs").mkdir()
    server.watch(str(tmp_path / "docs"))
    watch(server, [str(tmp_path / "docs"), str(tmp_path / "theme")])
    assert type(server.observer).__name__ == "Watching"
    server.observer.start()
    try:
        (tmp_path / "docs" / "page.md").write_text("page")
        deadline = time.monotonic() + _LONG
        while not server._want_rebuild:  # noqa: SLF001 - it has no public word for it
            assert time.monotonic() < deadline
            time.sleep(0.01)
        server.unwatch(str(tmp_path / "docs"))
    finally:
        server.observer.stop()
        server.server_close()


def test_a_notification_about_an_old_file_means_it_was_read(tmp_path: Path) -> None:
    file = tmp_path / "old.md"
    file.write_text("old")
    recorder = _Recorder()
    heard = NotificationHandler(recorder, {})
    heard.dispatch(FileModifiedEvent(str(file)))
    assert recorder.wait() == "old.md"
    os.utime(file, (time.time() - 60, time.time() - 60))
    heard.dispatch(FileModifiedEvent(str(file)))
    assert recorder.events.empty()
