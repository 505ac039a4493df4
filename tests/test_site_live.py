"""Files saved while serving: browsers are notified, and the next build takes precedence."""

import socket
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from threading import Event
from typing import Any, cast
from weakref import ref

import pytest
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent

from macros.deferred import Deferred
from macros.folders import Folders
from macros.live import BuildResult, Live
from macros.preview import Preview
from macros.serve import Guard, abort_if_in_use

_SAVED = "sops/support/door.md"


class _Previews:
    """Pages that a build would make from any text."""

    def __init__(self, pages: Mapping[str, bytes]) -> None:
        self._pages = pages

    def pages(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        return self._pages if list(paths) else {}


def _built(previews: object, later: object = None) -> BuildResult:
    return BuildResult(cast(Preview, previews), cast(Deferred, later))


class _DeferredPage:
    """Makes the page of a new text on request only."""

    names = ("new/index.html",)

    def __init__(self, folder: Path, *, is_whole: bool = False) -> None:
        self.is_whole = is_whole
        self.said: list[str] = []
        self.behind: Path | None = None
        self._folder = folder

    def begin(self, _live: Live, _fail: object, behind: Path | None) -> None:
        self.said.append("begin")
        self.behind = behind

    def pause(self) -> None:
        self.said.append("pause")

    def resume(self) -> None:
        self.said.append("resume")

    def end(self) -> None:
        self.said.append("end")

    def make(self, name: str) -> None:
        (self._folder / name).parent.mkdir(parents=True)
        (self._folder / name).write_bytes(b"as saved")

    def provide(self, name: str) -> Path | None:
        return self.behind / name if self.behind else None


def _fail(fault: BaseException) -> None:
    raise fault


def _nothing() -> None:
    """Check nothing."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveReloadServer]:
    """Return the server of a site with two pages, not yet running."""
    for name in ("door", "key"):
        (tmp_path / "site" / name).mkdir(parents=True)
        (tmp_path / "site" / name / "index.html").write_bytes(b"as built")
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path / "site"))
    yield server
    server.server_close()


@pytest.fixture
def follow(
    server: LiveReloadServer, tmp_path: Path
) -> Iterator[Callable[[Mapping[str, bytes]], Live]]:
    """Save a text that makes these pages, and wait until one of them is shown."""
    followed: list[Live] = []

    def follow(pages: Mapping[str, bytes]) -> Live:
        live = Live(server, tmp_path, lambda: _built(_Previews(pages)), _fail, _nothing)
        followed.append(live)
        before = _version(server)
        live.note(FileModifiedEvent(str(tmp_path / _SAVED)))
        assert _ask(live, "door/", before) > before
        return live

    yield follow
    for live in followed:
        live.close()


def _version(server: LiveReloadServer) -> int:
    return server._visible_epoch  # noqa: SLF001 - it has no public word for it


def _finish(server: LiveReloadServer) -> None:
    """Do what the server does at the end of a build."""
    server._visible_epoch = server._wanted_epoch  # noqa: SLF001 - as above


def _ask(live: Live, page: str, version: int) -> int:
    """Return the answer to a browser that shows a version of a page and polls for a newer one."""
    environ = {
        "PATH_INFO": f"/livereload/{version}/1",
        "HTTP_REFERER": f"http://127.0.0.1:8000/{page}",
    }
    (answer,) = live.poll(environ, lambda *_: None)
    return int(answer)


def _page(server: LiveReloadServer, name: str) -> bytes:
    return (Path(server.root) / name / "index.html").read_bytes()


def test_only_a_changed_page_is_reloaded(
    server: LiveReloadServer, follow: Callable[[Mapping[str, bytes]], Live]
) -> None:
    before = _version(server)

    live = follow({"door/index.html": b"as saved"})
    server.poll_response_timeout = 0

    assert _page(server, "door") == b"as saved"
    assert _ask(live, "door/", before) == _version(server)
    assert _ask(live, "key/", before) == before


@pytest.mark.parametrize("failed", [False, True])
def test_a_page_showing_an_error_is_reloaded_once_it_is_fixed(
    failed: bool,
    server: LiveReloadServer,
    tmp_path: Path,
    follow: Callable[[Mapping[str, bytes]], Live],
) -> None:
    live = follow({"door/index.html": b"as saved"})
    live.begin()
    if failed:
        live.fail()
        _finish(server)
        before = _version(server)
        live.note(FileModifiedEvent(str(tmp_path / _SAVED)))
        assert _ask(live, "door/", before) > before
        live.begin()
    shown = _version(server)
    (tmp_path / "fresh/door").mkdir(parents=True)
    (tmp_path / "fresh/door/index.html").write_bytes(b"as saved")
    live.switch(str(tmp_path / "fresh"))
    _finish(server)
    server.poll_response_timeout = 0

    assert _ask(live, "door/", shown) == (_version(server) if failed else shown)


def test_a_page_never_built_successfully_waits_for_a_build(
    server: LiveReloadServer, follow: Callable[[Mapping[str, bytes]], Live]
) -> None:
    live = follow({"new/index.html": b"as saved", "door/index.html": b"as saved"})
    live.begin()
    live.fail()

    assert _page(server, "door") == b"as built"
    assert not (Path(server.root) / "new").exists()


def test_a_deferred_page_is_shown_at_once_and_removed_if_the_build_finds_an_error(
    server: LiveReloadServer, tmp_path: Path
) -> None:
    page = Path(server.root) / "new/index.html"
    built = _built(_Previews({"new/index.html": b"as saved"}), _DeferredPage(Path(server.root)))
    live = Live(server, tmp_path, lambda: built, _fail, _nothing)
    before = _version(server)

    live.note(FileModifiedEvent(str(tmp_path / _SAVED)))
    assert _ask(live, "new/", before) > before
    shown = page.read_bytes()
    live.begin()
    live.fail()
    live.close()

    assert shown == b"as saved"
    assert not page.exists()


def test_a_deferred_page_is_compared_with_the_page_shown_before(
    server: LiveReloadServer, tmp_path: Path
) -> None:
    fresh = tmp_path / "fresh"
    built = [_built(_Previews({"door/index.html": b"as saved"}))]
    live = Live(server, tmp_path, lambda: built[-1], _fail, _nothing)
    before = _version(server)
    live.note(FileModifiedEvent(str(tmp_path / _SAVED)))
    assert _ask(live, "door/", before) > before
    shown = _version(server)

    live.begin()
    built.append(_built(_Previews({}), _DeferredPage(fresh)))
    live.switch(str(fresh))
    _finish(server)
    server.poll_response_timeout = 0

    assert (fresh / "door/index.html").read_bytes() == b"as saved"
    assert _ask(live, "door/", shown) == shown
    live.close()


def test_the_last_complete_site_is_served_until_the_next_one(
    server: LiveReloadServer, tmp_path: Path
) -> None:
    first = server.root
    later = [_DeferredPage(Path(first), is_whole=True)]
    live = Live(server, tmp_path, lambda: _built(_Previews({}), later[-1]), _fail, _nothing)

    for name in ("second", "third"):
        live.begin()
        later.append(_DeferredPage(tmp_path / name))
        live.switch(str(tmp_path / name))
    live.begin()
    live.fail()

    assert live.whole == first
    assert live.provide("search.json") == Path(first) / "search.json"
    assert [one.said for one in later] == [
        ["begin", "pause", "end"],
        ["begin", "pause", "end"],
        ["begin", "pause", "resume"],
    ]
    assert [one.behind for one in later] == [None, Path(first), Path(first)]
    live.close()


def test_a_superseded_build_is_released(server: LiveReloadServer, tmp_path: Path) -> None:
    built = [_built(_Previews({}), _DeferredPage(tmp_path / "first"))]
    # A reference cycle, as in a real one, which only the garbage collector can free.
    built[0].later.itself = built[0].later  # type: ignore[union-attr]
    gone = ref(built[0].later)
    live = Live(server, tmp_path, lambda: built[-1], _fail, _nothing)

    live.begin()
    built[:] = [_built(_Previews({}), _DeferredPage(tmp_path / "second"))]
    live.switch(str(tmp_path / "second"))

    assert gone() is None
    live.close()


def test_an_address_maps_only_to_files_of_the_site(
    server: LiveReloadServer, follow: Callable[[Mapping[str, bytes]], Live]
) -> None:
    live = follow({"door/index.html": b"as saved"})

    paths = ("/", "/door/", "/door", "/door/../key/", "/../../secret.json", "//x.json")

    assert [live.file(path) for path in paths] == [
        "index.html", "door/index.html", "door", "key/index.html", "secret.json", "x.json",
    ]  # fmt: skip


def test_when_git_saves_several_texts_only_the_last_are_previewed(
    server: LiveReloadServer, tmp_path: Path
) -> None:
    saved = [f"sops/support/{number}.md" for number in range(200)]
    asked: list[str] = []
    is_saved = Event()

    class _Slow:
        def pages(self, paths: Iterable[str]) -> Mapping[str, bytes]:
            is_saved.wait()
            asked.extend(paths)
            return {"door/index.html": b"as saved"} if asked[-1] == saved[-1] else {}

    live = Live(server, tmp_path, lambda: _built(_Slow()), _fail, _nothing)
    before = _version(server)

    for path in saved:
        live.note(FileModifiedEvent(str(tmp_path / path)))
    is_saved.set()
    heard = _ask(live, "door/", before)
    live.close()

    assert heard > before
    assert asked[-20:] == saved[-20:]
    # An earlier one may have been in progress when the last arrived.
    assert len(asked) <= 21


def test_an_address_already_in_use_is_refused_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Abort) as fault:
            abort_if_in_use("127.0.0.1", port)

    assert str(fault.value) == (
        f"Cannot serve the site on 127.0.0.1:{port}: address already in use. Stop the process "
        f"that uses it, or choose another address: make serve ADDRESS=127.0.0.1:{port + 1}"
    )
    abort_if_in_use("127.0.0.1", port)


def test_an_interrupted_build_leaves_nothing_behind(
    server: LiveReloadServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))

    def broken_off() -> Any:
        assert list(scratch.iterdir())
        raise KeyboardInterrupt

    server.builder = broken_off
    folders = Folders(str(tmp_path / "first"))
    guard = Guard(server, tmp_path, lambda: None, folders)

    with pytest.raises(KeyboardInterrupt):
        server.builder()
    guard.close()
    sweeper = folders.close()

    assert sweeper is not None
    assert sweeper.wait(60) == 0
    assert list(scratch.iterdir()) == []
    assert _page(server, "door") == b"as built"
