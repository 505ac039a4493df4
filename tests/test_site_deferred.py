"""Pages that a server makes later: each is available to whoever opens it."""

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any, cast

import pytest
from mkdocs.structure.files import InclusionLevel

from macros.deferred import Deferred
from macros.priority_lock import PriorityLock
from macros.record_page import RecordPage
from macros.renderer import Renderer

_NAMES = ["bell/index.html", "door/index.html", "key/index.html"]
_DATA = "search/index.json"
# Longer than anything takes in these tests.
_LONG = 10.0


class _Renderer:
    """Makes pages that say how they were made; the first one waits for permission."""

    def __init__(self, folder: Path) -> None:
        self.has_begun, self.may_go = Event(), Event()
        self.order: list[str] = []
        self.broken = ""
        self._folder = folder

    def shown(self, name: str, _: Any) -> bytes:
        return self._press(f"{name}, as asked for")

    def made(self, page: Any) -> bytes:
        self.has_begun.set()
        assert self.may_go.wait(_LONG)
        return self._press(f"{page.plan}, as built")

    def _press(self, text: str) -> bytes:
        if self.broken and text.startswith(self.broken):
            raise ValueError(f"{self.broken} is broken")
        self.order.append(text)
        return text.encode()

    def finish_in_steps(self) -> Iterator[None]:
        yield
        (self._folder / _DATA).parent.mkdir()
        (self._folder / _DATA).write_text("all pages", encoding="utf-8")
        yield


class _Site:
    """A site of one existing file and three pages yet to be made, and the pages saved since."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "site"
        self.folder.mkdir()
        # The previous site, which is complete if the folder contains anything.
        self.behind = folder / "before"
        (self.folder / "style.css").write_text("style", encoding="utf-8")
        self.press = _Renderer(self.folder)
        self.lock = PriorityLock()
        self.saved: set[str] = set()
        self.faults: list[str] = []
        self.pages = [
            SimpleNamespace(
                plan=name,
                file=SimpleNamespace(dest_uri=name, inclusion=InclusionLevel.EXCLUDED),
            )
            for name in _NAMES
        ]
        pages = cast(list[RecordPage], self.pages)
        self.later = Deferred(pages, cast(Renderer, self.press), self.folder)

    def shows(self, name: str) -> bool:
        """Return whether a page was saved since."""
        return name in self.saved

    def begin(self) -> None:
        """Start making the first page."""
        self.later.begin(self, lambda fault: self.faults.append(str(fault)), self.behind)
        assert self.press.has_begun.wait(_LONG)

    def finish(self) -> None:
        """Allow all pages to be made, and wait for the last one."""
        self.press.may_go.set()
        self.later.provide(_DATA)

    def text(self, name: str) -> str:
        """Return the text of a file of the site."""
        return (self.folder / name).read_text(encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[_Site]:
    """Return a site whose first page is being made."""
    site = _Site(tmp_path)
    site.begin()
    yield site
    site.press.may_go.set()
    site.later.end()


def test_an_opened_page_is_made_next_and_all_pages_in_the_end(site: _Site) -> None:
    asked = Thread(target=site.later.provide, args=["key"])
    asked.start()
    while not site.lock._waiting:  # noqa: SLF001 - nobody else has to know
        time.sleep(0.001)

    site.finish()
    asked.join()

    assert site.press.order == [
        "bell/index.html, as built",
        "key/index.html, as asked for",
        "door/index.html, as built",
        "key/index.html, as built",
    ]
    assert [site.text(name) for name in _NAMES] == [f"{name}, as built" for name in _NAMES]
    assert site.text(_DATA) == "all pages"
    assert {page.file.inclusion for page in site.pages} == {InclusionLevel.NOT_IN_NAV}
    assert site.faults == []


def test_during_a_build_only_opened_pages_are_made(site: _Site) -> None:
    site.later.pause()
    site.press.may_go.set()

    site.later.provide("key/index.html")

    assert site.text("key/index.html") == "key/index.html, as asked for"
    assert not (site.folder / "door/index.html").exists()

    site.later.resume()
    site.finish()
    assert site.text("door/index.html") == "door/index.html, as built"


def test_existing_and_impossible_files_are_not_waited_for(site: _Site) -> None:
    for name in ("style.css", "nowhere", "nowhere/index.html", "404.html"):
        site.later.provide(name)

    assert site.press.order == []


def test_a_page_saved_since_is_not_overwritten(site: _Site) -> None:
    site.saved.add("door/index.html")
    (site.folder / "door").mkdir()
    (site.folder / "door/index.html").write_text("as saved", encoding="utf-8")

    site.later.provide("door/index.html")
    site.finish()

    assert site.text("door/index.html") == "as saved"
    assert site.text("key/index.html") == "key/index.html, as built"


def test_a_page_discarded_after_saving_is_made_again(site: _Site) -> None:
    site.finish()
    (site.folder / "door/index.html").unlink()

    site.later.provide("door/index.html")

    assert site.text("door/index.html") == "door/index.html, as asked for"


def test_a_page_that_cannot_be_made_is_reported_and_blocks_nobody(site: _Site) -> None:
    site.press.broken = "door"

    site.finish()
    site.later.provide("door/index.html")
    site.later.provide("key/index.html")

    assert site.faults == ["door is broken", "door is broken"]
    assert not (site.folder / _DATA).exists()
    assert site.text("key/index.html") == "key/index.html, as asked for"


def test_until_the_end_files_made_from_all_pages_come_from_the_previous_site(site: _Site) -> None:
    file = site.behind / _DATA
    file.parent.mkdir(parents=True)
    file.write_text("as before", encoding="utf-8")

    assert site.later.provide(_DATA) == file
    assert site.later.provide("style.css") is None
    site.press.may_go.set()
    assert site.later.provide("other.json") is None

    assert site.later.provide(_DATA) is None
    assert site.text(_DATA) == "all pages"


def test_after_the_end_nothing_is_written(site: _Site) -> None:
    waiting = Thread(target=site.later.provide, args=[_DATA])
    waiting.start()
    site.later.pause()
    site.press.may_go.set()
    site.later.provide("key/index.html")

    site.later.end()
    waiting.join(_LONG)
    site.later.provide("door/index.html")

    assert not waiting.is_alive()
    assert not (site.folder / "door/index.html").exists()
    assert not (site.folder / _DATA).exists()
