"""What is saved while serving: browsers hear of it, and a build has the last word."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from threading import Event
from typing import Any, cast

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent

from macros.live import Live
from macros.preview import Preview
from macros.serve import Guard

_SAVED = "sops/support/door.md"


class _Previews:
    """What a build would make of any text."""

    def __init__(self, pages: Mapping[str, bytes]) -> None:
        self._pages = pages

    def pages(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        return self._pages if list(paths) else {}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveReloadServer]:
    """The server of a site with two pages, before it is up."""
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
        live = Live(server, tmp_path, lambda: cast(Preview, _Previews(pages)))
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
    """Do what the server does when a build has come to its end."""
    server._visible_epoch = server._wanted_epoch  # noqa: SLF001 - as above


def _ask(live: Live, page: str, version: int) -> int:
    """Return what a browser is told that shows a version of a page and asks for a newer one."""
    environ = {
        "PATH_INFO": f"/livereload/{version}/1",
        "HTTP_REFERER": f"http://127.0.0.1:8000/{page}",
    }
    (answer,) = live.poll(environ, lambda *_: None)
    return int(answer)


def _page(server: LiveReloadServer, name: str) -> bytes:
    return (Path(server.root) / name / "index.html").read_bytes()


def test_only_a_page_that_is_different_is_loaded_again(
    server: LiveReloadServer, follow: Callable[[Mapping[str, bytes]], Live]
) -> None:
    before = _version(server)

    live = follow({"door/index.html": b"as saved"})
    server.poll_response_timeout = 0

    assert _page(server, "door") == b"as saved"
    assert _ask(live, "door/", before) == _version(server)
    assert _ask(live, "key/", before) == before


@pytest.mark.parametrize("failed", [False, True])
def test_a_page_is_loaded_again_that_showed_an_error_which_is_mended(
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


def test_a_page_that_no_good_build_has_made_waits_for_one(
    server: LiveReloadServer, follow: Callable[[Mapping[str, bytes]], Live]
) -> None:
    live = follow({"new/index.html": b"as saved", "door/index.html": b"as saved"})
    live.begin()
    live.fail()

    assert _page(server, "door") == b"as built"
    assert not (Path(server.root) / "new").exists()


def test_a_page_that_was_put_off_shows_at_once_and_goes_if_the_build_finds_a_fault(
    server: LiveReloadServer, tmp_path: Path
) -> None:
    page = Path(server.root) / "new/index.html"
    previews = cast(Preview, _Previews({"new/index.html": b"as saved"}))
    live = Live(server, tmp_path, lambda: previews, ["new/index.html"])
    before = _version(server)

    live.note(FileModifiedEvent(str(tmp_path / _SAVED)))
    assert _ask(live, "new/", before) > before
    shown = page.read_bytes()
    live.begin()
    live.fail()
    live.close()

    assert shown == b"as saved"
    assert not page.exists()


def test_of_what_git_saves_at_once_only_the_last_texts_are_shown_early(
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

    live = Live(server, tmp_path, lambda: cast(Preview, _Slow()))
    before = _version(server)

    for path in saved:
        live.note(FileModifiedEvent(str(tmp_path / path)))
    is_saved.set()
    heard = _ask(live, "door/", before)
    live.close()

    assert heard > before
    # The first may have been at work when the others came.
    assert [path for path in asked if path != saved[0]] == saved[-20:]


def test_a_build_that_is_broken_off_leaves_nothing_behind(
    server: LiveReloadServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))

    def broken_off() -> Any:
        assert list(scratch.iterdir())
        raise KeyboardInterrupt

    server.builder = broken_off
    guard = Guard(server, tmp_path, lambda: None)

    with pytest.raises(KeyboardInterrupt):
        server.builder()
    guard.close()

    assert list(scratch.iterdir()) == []
    assert _page(server, "door") == b"as built"
