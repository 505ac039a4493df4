"""Spooled bytes are read back from memory or from the file."""

from concurrent.futures import ThreadPoolExecutor
from errno import ENOSPC
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO

import pytest

from handbook.source import spool
from handbook.source.spool import Spool


class _Full(BytesIO):
    """A full disk: a file that takes `room` bytes of each write, and raises an error or not."""

    def __init__(self, room: int, says: bool) -> None:
        super().__init__()
        self._room = room
        self._says = says

    def write(self, content: bytes) -> int:  # type: ignore[override]
        if len(content) <= self._room:
            return super().write(content)
        super().write(content[: self._room])
        if self._says:
            raise OSError(ENOSPC, "No space left on device")
        return self._room


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[IO[bytes]]:
    """Return the files that were created."""
    made: list[IO[bytes]] = []
    make = TemporaryFile

    def keep(buffering: int) -> IO[bytes]:
        made.append(make(buffering=buffering))
        return made[-1]

    monkeypatch.setattr(spool, "TemporaryFile", keep)
    return made


def test_few_bytes_need_no_file(files: list[IO[bytes]]) -> None:
    spooling = Spool()

    assert [spooling.add(text).read() for text in (b"steps", b"", b"roles")] == [
        b"steps",
        b"",
        b"roles",
    ]
    assert files == []


def test_further_bytes_share_a_file_and_are_read_in_any_order(files: list[IO[bytes]]) -> None:
    texts = [str(number).encode() * number for number in range(200)]
    spooling = Spool(little=1_000)

    spooled = [spooling.add(text) for text in texts]

    assert [one.read() for one in reversed(spooled)] == texts[::-1]
    (file,) = files
    assert 0 < file.seek(0, 2) < sum(map(len, texts))


def test_several_threads_read_and_add_concurrently() -> None:
    texts = [str(number).encode() * 50 for number in range(2_000)]
    spooling = Spool(little=0)

    with ThreadPoolExecutor(8) as threads:
        spooled = list(threads.map(spooling.add, texts))
        assert list(threads.map(lambda one: one.read(), spooled)) == texts


@pytest.mark.parametrize("says", [True, False])
def test_bytes_the_disk_does_not_take_stay_in_memory(
    monkeypatch: pytest.MonkeyPatch, says: bool
) -> None:
    monkeypatch.setattr(spool, "TemporaryFile", lambda **_: _Full(10, says))
    spooling = Spool(little=0)
    texts = [b"short", b"longer than that", b"short too"]

    spooled = [spooling.add(text) for text in texts]

    assert [one.read() for one in spooled] == texts


def test_without_a_file_all_bytes_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def refuse(**how: object) -> IO[bytes]:
        asked.append(how)
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr(spool, "TemporaryFile", refuse)
    spooling = Spool(little=0)

    assert [spooling.add(text).read() for text in (b"steps", b"roles")] == [b"steps", b"roles"]
    # Temporary files are looked for in several folders.
    assert len(asked) == 1
