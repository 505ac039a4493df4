"""Folders of a server are removed when it says so, and at its end all that are left."""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros import cleanup
from macros.folders import Folders


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    scratch = tmp_path / "scratch"
    (scratch / "first").mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    return scratch


def _close(folders: Folders) -> None:
    """Wait until all is removed."""
    sweeper = folders.close()
    assert sweeper is not None
    assert sweeper.wait(60) == 0


def _is_gone(folder: str | Path) -> bool:
    deadline = time.monotonic() + 60
    while Path(folder).exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    return not Path(folder).exists()


def test_a_folder_that_is_not_wanted_goes_and_the_others_stay(scratch: Path) -> None:
    folders = Folders(str(scratch / "first"))
    one, other = folders.new(), folders.new()

    folders.keep({other})

    assert _is_gone(scratch / "first")
    assert _is_gone(one)
    assert Path(other).is_dir()
    _close(folders)
    assert not Path(other).exists()


def test_the_first_folder_is_out_of_the_way_at_once(scratch: Path) -> None:
    first = scratch / "first"
    (first / "page").write_text("", encoding="utf-8")
    folders = Folders(str(first))

    sweeper = folders.close()

    assert not first.exists()
    assert sweeper is not None
    assert sweeper.wait(60) == 0
    assert list(scratch.iterdir()) == []


def test_a_first_folder_that_cannot_be_moved_is_removed_after_mkdocs_has_ended(
    scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "rename", refuse)
    folders = Folders(str(scratch / "first"))

    sweeper = folders.close()

    assert sweeper is not None
    assert sweeper.stdin is not None
    assert not sweeper.stdin.closed
    assert (scratch / "first").is_dir()
    # As at the end of the process.
    sweeper.communicate(timeout=60)
    assert list(scratch.iterdir()) == []


def test_where_no_process_can_be_started_folders_are_removed_all_the_same(
    scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    folders = Folders(str(scratch / "first"))
    one = folders.new()

    assert folders.close() is None

    assert not Path(one).exists()
    # MkDocs removes it.
    assert (scratch / "first").is_dir()


def test_what_is_open_is_removed_at_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    name = str(folder).encode()

    def lines() -> Iterator[bytes]:
        yield cleanup.NOW + name + b"\n"
        folder.mkdir()
        yield cleanup.AT_THE_END + str(tmp_path / "other").encode() + b"\n"

    cleanup.sweep(lines())

    assert not folder.exists()
