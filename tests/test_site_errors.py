"""Errors saved while serving are shown before any build, and removed in the same way."""

import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import time
from typing import Any

import pytest
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.utils import CountHandler
from watchdog.events import FileModifiedEvent

from handbook.cache import CACHE, user_cache
from handbook.incremental.check import check
from macros.folders import Folders
from macros.live import Live
from macros.serve import Guard
from macros.site import HandbookErrors, SiteSettings, open_site
from tests.support.handbooks import TODAY, procedure, write_handbook

_PATH = "sops/operations/ordering.md"
_TEXT = procedure()
_WRONG = _TEXT.replace("owner:", "ownr:")


class _Served:
    """A handbook being edited, and a server that has not built anything since it began."""

    def __init__(self, folder: Path, server: LiveReloadServer) -> None:
        self.root = write_handbook(folder, {_PATH: _TEXT})
        for file in self.root.rglob("*"):
            # A file this recent may change again without a new time.
            os.utime(file, (time() - 60,) * 2)
        self.server = server
        with user_cache(os.environ[CACHE]) as cache:
            check(self.root, cache, lambda _: TODAY)
        self.folders = Folders(str(folder / "first"))
        self.guard = Guard(server, self.root, lambda: None, self.folders)

    @property
    def live(self) -> Live:
        return self.guard._live  # noqa: SLF001 - the guard has no need of a name for it

    def save(self, text: str) -> None:
        """Save a text and wait until it has been checked and browsers know."""
        before = self.server._visible_epoch  # noqa: SLF001 - it has no public name
        write_handbook(self.root, {_PATH: text}, base=False)
        self.live.note(FileModifiedEvent(str(self.root / _PATH)))
        environ = {"PATH_INFO": f"/livereload/{before}/1", "HTTP_REFERER": "http://127.0.0.1/"}
        (answer,) = self.live.poll(environ, lambda *_: None)
        assert int(answer) > before

    def page(self) -> str:
        def start(*_: Any) -> None:
            pass

        environ = {"PATH_INFO": "/", "REQUEST_METHOD": "GET", "SCRIPT_NAME": ""}
        body: Iterable[bytes] = self.guard.respond(environ, start)
        return b"".join(body).decode()

    def close(self) -> None:
        self.guard.close()
        sweeper = self.folders.close()
        if sweeper:
            sweeper.wait(60)


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[_Served]:
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    monkeypatch.setattr("macros.site.today", lambda _: TODAY)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("<body>Home</body>", encoding="utf-8")
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path / "site"))
    served = _Served(tmp_path / "root", server)
    yield served
    served.close()
    server.server_close()


def test_an_error_is_shown_and_removed_without_a_build(served: _Served) -> None:
    assert "error" not in served.page()

    served.save(_WRONG)
    assert f"{_PATH}:4:1: error: sop &#x27;ordering&#x27; has an unknown key" in served.page()

    served.save(_TEXT)
    assert "error" not in served.page()


def test_an_error_of_a_build_stays_until_the_next_one(served: _Served) -> None:
    def build() -> None:
        raise ValueError("a macro failed")

    served.guard._build = build  # noqa: SLF001 - MkDocs provides it
    served.guard.rebuild()
    served.server._visible_epoch = served.server._wanted_epoch  # noqa: SLF001 - as the server does
    served.guard._check()  # noqa: SLF001 - as after a text was saved

    assert "a macro failed" in served.page()


def test_a_request_for_a_missing_page_does_not_fail_a_strict_build(
    served: _Served, caplog: pytest.LogCaptureFixture
) -> None:
    counter = CountHandler()
    counter.setLevel(logging.WARNING)

    def build() -> None:
        # As MkDocs counts the warnings of a strict build.
        logging.getLogger("mkdocs").addHandler(counter)
        logging.getLogger("mkdocs.livereload").warning('"GET /missing/ HTTP/1.1" code 404')
        logging.getLogger("mkdocs").removeHandler(counter)
        if counter.get_counts():
            raise Abort("Aborted with 1 warnings in strict mode!")
        (Path(served.guard.folder) / "index.html").write_text("<body>New</body>", encoding="utf-8")

    served.guard._build = build  # noqa: SLF001 - MkDocs provides it
    with caplog.at_level(logging.INFO, "mkdocs"):
        served.guard.rebuild()
    served.server._visible_epoch = served.server._wanted_epoch  # noqa: SLF001 - as the server does

    assert served.page().startswith("<body>New")
    assert ("mkdocs.livereload", logging.INFO) in {
        (one.name, one.levelno) for one in caplog.records
    }


def test_a_build_that_would_fail_does_not_read_the_handbook(
    served: _Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_handbook(served.root, {_PATH: _WRONG}, base=False)
    monkeypatch.setattr("macros.site.load", lambda *_, **__: pytest.fail("it was read"))
    open_site.cache_clear()

    with pytest.raises(HandbookErrors, match="has an unknown key"):
        open_site(served.root, SiteSettings(serving=True))
