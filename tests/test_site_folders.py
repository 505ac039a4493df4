"""Temporary folders of a server are removed on request, and the rest when it ends."""

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
    """Wait until all folders are removed."""
    sweeper = folders.close()
    assert sweeper is not None
    assert sweeper.wait(60) == 0


def _is_gone(folder: str | Path) -> bool:
    deadline = time.monotonic() + 60
    while Path(folder).exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    return not Path(folder).exists()


def test_an_unneeded_folder_is_removed_and_others_kept(scratch: Path) -> None:
    folders = Folders(str(scratch / "first"))
    one, other = folders.new(), folders.new()

    folders.keep({other})

    assert _is_gone(scratch / "first")
    assert _is_gone(one)
    assert Path(other).is_dir()
    _close(folders)
    assert not Path(other).exists()


def test_the_first_folder_is_moved_away_at_once(scratch: Path) -> None:
    first = scratch / "first"
    (first / "page").write_text("", encoding="utf-8")
    folders = Folders(str(first))

    sweeper = folders.close()

    assert not first.exists()
    assert sweeper is not None
    assert sweeper.wait(60) == 0
    assert list(scratch.iterdir()) == []


def test_a_first_folder_that_cannot_be_moved_is_removed_after_mkdocs_ends(
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
    # As at exit.
    sweeper.communicate(timeout=60)
    assert list(scratch.iterdir()) == []


def test_folders_are_removed_even_if_no_process_can_be_started(
    scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    folders = Folders(str(scratch / "first"))
    one = folders.new()

    assert folders.close() is None

    assert not Path(one).exists()
    # Removed by MkDocs itself.
    assert (scratch / "first").is_dir()


def test_folders_in_use_are_removed_at_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    name = str(folder).encode()

    def lines() -> Iterator[bytes]:
        yield cleanup.NOW + name + b"\n"
        folder.mkdir()
        yield cleanup.AT_THE_END + str(tmp_path / "other").encode() + b"\n"

    cleanup.sweep(lines())

    assert not folder.exists()
