"""What was spooled comes back, from memory or from the file."""

from concurrent.futures import ThreadPoolExecutor
from errno import ENOSPC
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO

import pytest

from handbook.source import spool
from handbook.source.spool import Spool


class _Full(BytesIO):
    """A file on a disk that takes `room` bytes of each text, and says so or not."""

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
    """The files that were made."""
    made: list[IO[bytes]] = []
    make = TemporaryFile

    def keep(buffering: int) -> IO[bytes]:
        made.append(make(buffering=buffering))
        return made[-1]

    monkeypatch.setattr(spool, "TemporaryFile", keep)
    return made


def test_a_little_makes_no_file(files: list[IO[bytes]]) -> None:
    spooling = Spool()

    assert [spooling.add(text).read() for text in (b"steps", b"", b"roles")] == [
        b"steps",
        b"",
        b"roles",
    ]
    assert files == []


def test_more_lies_in_one_file_and_comes_back_in_any_order(files: list[IO[bytes]]) -> None:
    texts = [str(number).encode() * number for number in range(200)]
    spooling = Spool(little=1_000)

    spooled = [spooling.add(text) for text in texts]

    assert [one.read() for one in reversed(spooled)] == texts[::-1]
    (file,) = files
    assert 0 < file.seek(0, 2) < sum(map(len, texts))


def test_several_threads_read_and_add_at_once() -> None:
    texts = [str(number).encode() * 50 for number in range(2_000)]
    spooling = Spool(little=0)

    with ThreadPoolExecutor(8) as threads:
        spooled = list(threads.map(spooling.add, texts))
        assert list(threads.map(lambda one: one.read(), spooled)) == texts


@pytest.mark.parametrize("says", [True, False])
def test_what_the_disk_does_not_take_whole_stays_in_memory(
    monkeypatch: pytest.MonkeyPatch, says: bool
) -> None:
    monkeypatch.setattr(spool, "TemporaryFile", lambda **_: _Full(10, says))
    spooling = Spool(little=0)
    texts = [b"short", b"longer than that", b"short too"]

    spooled = [spooling.add(text) for text in texts]

    assert [one.read() for one in spooled] == texts


def test_where_no_file_can_be_made_all_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def refuse(**how: object) -> IO[bytes]:
        asked.append(how)
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr(spool, "TemporaryFile", refuse)
    spooling = Spool(little=0)

    assert [spooling.add(text).read() for text in (b"steps", b"roles")] == [b"steps", b"roles"]
    # Where there is one is looked for in many places.
    assert len(asked) == 1
