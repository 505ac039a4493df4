"""Serving while editing: changes are shown at once, errors above the last good page."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from tests.site.building import environment
from tests.site.reader import Reader
from tests.site.specimen import specimen

pytestmark = pytest.mark.browser

# In milliseconds, for a busy machine; a change is usually shown within a second.
_TIMEOUT = 60_000
_PROCEDURE = "sops/operations/shift-handover.md"


class Served:
    """A handbook that is being edited, and the real server that watches it."""

    def __init__(self, folder: Path) -> None:
        self.root = specimen(folder / "root")
        self.scratch = folder / "scratch"
        self.scratch.mkdir()
        self.said: list[str] = []
        port = _free_port()
        # Tests that run in the background ignore Ctrl+C, and a child process would inherit that.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self.address = f"http://127.0.0.1:{port}/"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=self.root,
            env={**environment(), "PYTHONUNBUFFERED": "1", "TMPDIR": str(self.scratch)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self._up = Event()
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()
        assert self._up.wait(_TIMEOUT / 1000), "".join(self.said)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self.said.append(line)
                if "Serving on" in line:
                    self._up.set()

    def change(self, path: str, old: str, new: str) -> None:
        """Replace text in a file, as an editor does on saving."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        copy = self.root.parent / "fresh"
        copy.write_text(text.replace(old, new), encoding="utf-8")
        copy.replace(file)

    def settle(self) -> None:
        """Wait until the server has detected every change and finished or abandoned its build."""
        # The server polls for changes twice a second.
        time.sleep(0.8)
        deadline = time.monotonic() + _TIMEOUT / 1000
        while self.builds < self._count("Detected file changes"):
            assert time.monotonic() < deadline, "".join(self.said)
            time.sleep(0.05)

    def write_all(self, times: int) -> None:
        """Wait until this many builds have written all their pages."""
        deadline = time.monotonic() + _TIMEOUT / 1000
        while self._count("All pages are built") < times:
            assert time.monotonic() < deadline, "".join(self.said)
            time.sleep(0.05)

    @property
    def builds(self) -> int:
        """Return the number of builds that followed a change."""
        return self._count("Reloading browsers")

    def _count(self, words: str) -> int:
        return sum(words in line for line in self.said)

    def page(self, path: str) -> bytes:
        """Return a page as served, without the version of the site in it."""
        with urlopen(self.address + path) as answer:  # noqa: S310 - the server of this test
            content: bytes = answer.read()
        return re.sub(rb"livereload\(\d+, \d+\)", b"", content)

    def left(self) -> list[Path]:
        """Return the temporary folders that remain after time for their removal."""
        deadline = time.monotonic() + _TIMEOUT / 1000
        while (left := list(self.scratch.iterdir())) and time.monotonic() < deadline:
            time.sleep(0.05)
        return left

    def stop(self, signum: int = signal.SIGINT) -> int:
        """Stop the server, by default as Ctrl+C does, and return its exit code."""
        self._process.send_signal(signum)
        try:
            return self._process.wait(timeout=60)
        finally:
            self._process.kill()
            self._process.wait()
            self._listener.join()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server shared by the tests of this module."""
    served = Served(tmp_path_factory.mktemp("served"))
    yield served
    served.stop()


@pytest.fixture
def editor(browser: Browser, served: Served) -> Iterator[Reader]:
    """A reader of the served site."""
    reader = Reader(browser, served.address, expected=("Enabled live reload",))
    yield reader
    reader.close()
    assert reader.faults == []


def test_a_change_to_a_procedure_shows(served: Served, editor: Reader) -> None:
    page = editor.open("procedures/shift-handover/")
    expect(page.get_by_text("Try every door")).to_be_visible()

    served.change(_PROCEDURE, "Try every door", "Try every gate")

    expect(page.get_by_text("Try every gate")).to_be_visible(timeout=_TIMEOUT)


def test_a_changed_procedure_looks_the_same_before_and_after_its_build(
    served: Served, editor: Reader
) -> None:
    served.settle()
    page = editor.open("procedures/shift-handover/")
    loads: list[str] = []
    page.on("load", lambda one: loads.append(one.url))
    builds = served.builds

    served.change(_PROCEDURE, "Try every gate", "Try every hatch")
    expect(page.get_by_text("Try every hatch")).to_be_visible(timeout=_TIMEOUT)
    served_early = served.builds == builds
    shown = served.page("procedures/shift-handover/")
    served.settle()

    assert served_early
    assert served.page("procedures/shift-handover/") == shown
    # A browser that already has the page is not told to reload it.
    page.wait_for_timeout(500)
    assert len(loads) == 1


def test_the_last_good_page_does_not_contain_a_change_that_failed(
    served: Served, editor: Reader
) -> None:
    page = editor.open("procedures/shift-handover/")
    alert = page.get_by_role("alert")

    served.change(_PROCEDURE, "Try every hatch", "Try [every hatch](nowhere.md)")

    expect(alert).to_contain_text("nowhere.md", timeout=_TIMEOUT)
    expect(page.get_by_text("Try every hatch")).to_be_visible()
    expect(page.get_by_role("link", name="every hatch")).to_have_count(0)

    # The fix is shown at once; its build leaves the page unchanged and removes the error.
    served.change(_PROCEDURE, "Try [every hatch](nowhere.md)", "Try every lock")

    expect(alert).to_have_count(0, timeout=_TIMEOUT)
    expect(page.get_by_text("Try every lock")).to_be_visible()


def test_a_change_to_a_register_shows(served: Served, editor: Reader) -> None:
    page = editor.open("roles/night-warden/")

    served.change("data/roles.yaml", "Nils Example", "Nele Example")

    expect(page.get_by_text("Nele Example").first).to_be_visible(timeout=_TIMEOUT)


def test_a_new_procedure_shows_in_the_contents(served: Served, editor: Reader) -> None:
    page = editor.open("procedures/")
    text = (served.root / "sops/operations/closing-time.md").read_text(encoding="utf-8")

    new_file = served.root / "sops/operations/opening-time.md"
    new_file.write_text(
        text.replace("title: Closing time", "title: Opening time"), encoding="utf-8"
    )

    expect(page.get_by_role("link", name="Opening time")).to_be_visible(timeout=_TIMEOUT)


def test_a_change_to_a_page_of_docs_shows(served: Served, editor: Reader) -> None:
    page = editor.open("guide/review/")

    served.change("docs/guide/review.md", "How to record", "The way to record")

    expect(page.get_by_text("The way to record a review.")).to_be_visible(timeout=_TIMEOUT)


def test_a_new_macro_can_be_used_at_once(served: Served, editor: Reader) -> None:
    page = editor.open()
    macros = served.root / "macros/__init__.py"
    more = (
        "\n\n_before = define_env\n\n\n"
        "def define_env(env: Any) -> None:\n"
        "    _before(env)\n"
        "    env.macro(lambda: 'Just invented', 'novelty')\n"
    )

    macros.write_text(macros.read_text(encoding="utf-8") + more, encoding="utf-8")
    known = '    "checks": _NOTHING,\n'
    served.change(
        "handbook/checks/macro_signatures.py", known, f'{known}    "novelty": _NOTHING,\n'
    )
    served.change("docs/index.md", "{{ state() }}", "{{ novelty() }}\n\n{{ state() }}")

    expect(page.get_by_text("Just invented")).to_be_visible(timeout=_TIMEOUT)


def test_a_change_to_the_theme_shows(served: Served, editor: Reader) -> None:
    page = editor.open()

    served.change("macros/theme/404.html", "Page not found", "Nothing is here")
    page.wait_for_event("framenavigated", timeout=_TIMEOUT)
    editor.go(page, "404.html")

    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is here")


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        (
            _PROCEDURE,
            "owner: Night warden",
            "owner: Nite warden",
            r"shift-handover\.md:5:8: error: .*'Nite warden'.*\[unknown-reference\]",
        ),
        (
            "data/tools.yaml",
            "title: Ledger",
            "title: [Ledger",
            r"data/tools\.yaml:\d+:\d+: error: .*\[yaml-syntax\]",
        ),
        (
            "docs/index.md",
            "{{ doors() }}",
            "{{ windows() }}",
            r"docs/index\.md:\d+:\d+: error: unknown macro: 'windows'.*\[broken-macro\]",
        ),
        (
            "macros/calls.py",
            "class Macros:",
            "klass Macros:",
            r"macros/calls\.py.*line \d+",
        ),
    ],
)
def test_an_error_is_shown_above_the_last_good_page_until_it_is_fixed(
    path: str, old: str, new: str, message: str, served: Served, editor: Reader
) -> None:
    page = editor.open("procedures/shift-handover/")
    alert = page.get_by_role("alert")
    expect(alert).to_have_count(0)

    served.change(path, old, new)

    expect(alert).to_be_visible(timeout=_TIMEOUT)
    expect(alert).to_contain_text("The handbook has an error. This is the last good version.")
    expect(alert).to_contain_text(re.compile(message))
    expect(page.get_by_role("heading", level=1)).to_have_text("Shift handover")
    expect(page.get_by_role("link", name="Night warden").first).to_be_visible()
    editor.go(page, "roles/storekeeper/")
    expect(alert).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Storekeeper")

    served.change(path, new, old)

    expect(alert).to_have_count(0, timeout=_TIMEOUT)
    expect(page.get_by_role("heading", level=1)).to_have_text("Storekeeper")


def test_an_error_is_shown_as_text(served: Served, editor: Reader) -> None:
    page = editor.open()
    payload = "<img src=x onerror=document.title=1>"

    served.change("data/roles.yaml", "reportsTo: coo", f"reportsTo: '{payload}'")
    expect(page.get_by_role("alert")).to_contain_text(payload, timeout=_TIMEOUT)
    served.change("data/roles.yaml", f"reportsTo: '{payload}'", "reportsTo: coo")

    expect(page.get_by_role("alert")).to_have_count(0, timeout=_TIMEOUT)


def test_the_server_writes_the_same_files_as_a_build(tmp_path: Path) -> None:
    served = Served(tmp_path)
    try:
        # A requested page is built first, and again when its turn comes.
        requested = served.page("procedures/shift-handover/")
        served.write_all(1)
        (first,) = served.scratch.glob("mkdocs_*")
        served.change(_PROCEDURE, "Try every door", "Try every door")
        served.settle()
        served.write_all(2)
        (built,) = served.scratch.glob("handbook_*")

        assert _contents(first) == _contents(built)
        assert served.page("procedures/shift-handover/") == requested
    finally:
        served.stop()


def _contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_a_stopped_server_leaves_nothing_behind(tmp_path: Path, browser: Browser) -> None:
    served = Served(tmp_path)
    reader = Reader(browser, served.address)
    page = reader.open("guide/review/")
    served.change("docs/guide/review.md", "How to record", "The way to record")
    expect(page.get_by_text("The way to record a review.")).to_be_visible(timeout=_TIMEOUT)
    reader.close()

    code = served.stop()

    assert code == 0
    assert served.left() == []
    assert "Traceback" not in "".join(served.said)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGKILL])
def test_a_killed_server_leaves_nothing_behind(tmp_path: Path, signum: int) -> None:
    served = Served(tmp_path)
    served.change("docs/guide/review.md", "How to record", "The way to record")
    served.settle()
    assert len(list(served.scratch.iterdir())) == 2

    code = served.stop(signum)

    assert code == -signum
    assert served.left() == []
