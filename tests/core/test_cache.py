"""The cache returns stored values unchanged or not at all, whatever happens to its file."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from handbook.cache import OFF, Cache, user_cache

_BYTES = bytes(range(256)) * 40


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file in a folder that does not exist yet."""
    return tmp_path / "some folder" / "kept.sqlite"


def _fill(file: Path, **values: bytes) -> None:
    with Cache(file) as cache:
        for key, value in values.items():
            cache.put(key.encode(), value)


def _kept(file: Path, key: str) -> bytes | None:
    with Cache(file) as cache:
        return cache.get(key.encode())


def test_only_stored_values_are_returned(file: Path) -> None:
    _fill(file, tea=_BYTES, nothing=b"")

    assert _kept(file, "tea") == _BYTES
    assert _kept(file, "nothing") == b""
    assert _kept(file, "coffee") is None


def test_a_pending_value_is_returned(file: Path) -> None:
    with Cache(file) as cache:
        cache.put(b"tea", b"pour")

        assert cache.get(b"tea") == b"pour"


def test_the_last_value_of_a_key_wins(file: Path) -> None:
    _fill(file, tea=b"pour")
    _fill(file, tea=b"drink")

    assert _kept(file, "tea") == b"drink"


def test_only_the_owner_can_read_the_folder(file: Path) -> None:
    _fill(file, tea=b"pour")

    assert file.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("broken", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_corrupt_file_is_replaced(broken: bytes, file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(broken)

    assert _kept(file, "tea") is None
    _fill(file, tea=b"pour")
    assert _kept(file, "tea") == b"pour"


@pytest.mark.parametrize(
    "other",
    ["CREATE TABLE kept (name, text)", "CREATE VIEW kept AS SELECT 1 AS key, 2 AS value"],
    ids=["columns", "view"],
)
def test_a_file_with_another_schema_is_replaced(other: str, file: Path) -> None:
    file.parent.mkdir()
    database = sqlite3.connect(file)
    database.execute(other)
    database.close()

    assert _kept(file, "tea") is None
    # A view is only detected on writing.
    for _ in range(2):
        _fill(file, tea=b"pour")

    assert _kept(file, "tea") == b"pour"


def test_a_blob_turned_into_text_is_ignored(file: Path) -> None:
    _fill(file, tea=b"pour", coffee=b"grind")
    with sqlite3.connect(file) as database:
        database.execute("UPDATE kept SET value = CAST(x'ff80' AS TEXT) WHERE key = x'746561'")
    database.close()

    with Cache(file) as cache:
        assert cache.get(b"tea") is None
        assert cache.get(b"coffee") == b"grind"
        cache.put(b"tea", b"pour")
    assert _kept(file, "tea") == b"pour"


def test_a_partly_corrupt_file_returns_no_wrong_value(file: Path) -> None:
    _fill(file, **{f"tea-{number}": bytes([number]) * 5_000 for number in range(200)})
    whole = file.read_bytes()
    for at in range(0, len(whole), len(whole) // 37):
        file.write_bytes(whole[:at] + b"\xa5" * 3_000 + whole[at + 3_000 :])

        for number in range(0, 200, 7):
            assert _kept(file, f"tea-{number}") in (None, bytes([number]) * 5_000)


def test_a_value_under_another_key_is_ignored(file: Path) -> None:
    _fill(file, tea=b"pour", coffee=b"grind")
    with sqlite3.connect(file) as database:
        database.execute("UPDATE kept SET key = x'00' WHERE key = x'746561'")
        database.execute("UPDATE kept SET key = x'746561' WHERE key = x'636f66666565'")
    database.close()

    assert _kept(file, "tea") is None


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch], ids=["folder", "file above"])
def test_nothing_is_stored_if_the_file_is_not_writable(file: Path, make: object) -> None:
    where = file
    if make is Path.touch:
        where = file.parent / "kept.sqlite"
        file.parent.touch()
    else:
        where.mkdir(parents=True)

    _fill(where, tea=b"pour")

    assert _kept(where, "tea") is None


def test_a_concurrent_write_only_costs_time(file: Path) -> None:
    _fill(file, tea=b"pour")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with Cache(file, patience=0.01) as cache:
        assert cache.get(b"tea") is None
        cache.put(b"coffee", b"grind")
    other.execute("ROLLBACK")
    other.close()

    assert _kept(file, "tea") == b"pour"
    assert _kept(file, "coffee") is None


def test_several_processes_share_the_file(file: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from handbook.cache import Cache\n"
        "with Cache(Path(sys.argv[1])) as cache:\n"
        "    for number in range(300):\n"
        "        assert cache.get(b'%d' % number) in (None, b'x' * number)\n"
        "        cache.put(b'%d' % number, b'x' * number)\n"
        "        cache.put(sys.argv[2].encode() + b'%d' % number, b'y')\n"
        "        number % 50 or cache.save()\n"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(file), name]) for name in ("a", "b", "c")
    ]

    assert [process.wait() for process in started] == [0, 0, 0]
    with Cache(file) as cache:
        assert all(cache.get(b"%d" % number) == b"x" * number for number in range(300))
        assert all(cache.get(b"%c%d" % (name, 299)) == b"y" for name in b"abc")


def test_a_killed_process_leaves_a_usable_file(file: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from handbook.cache import Cache\n"
        "cache = Cache(Path(sys.argv[1]))\n"
        "cache.put(b'tea', b'pour'); cache.save(); cache.put(b'coffee', b'grind')\n"
        "cache._database.execute('BEGIN IMMEDIATE')\n"
        "cache._database.execute('DELETE FROM kept')\n"
        "os._exit(9)\n"
    )
    stopped = subprocess.run([sys.executable, "-c", code, str(file)], check=False)

    assert stopped.returncode == 9
    assert _kept(file, "tea") == b"pour"
    assert _kept(file, "coffee") is None


def test_the_oldest_values_are_evicted_first(file: Path) -> None:
    for number in range(40):
        with Cache(file, most=200_000) as cache:
            cache.put(b"%d" % number, bytes(10_000))

    assert _kept(file, "0") is None
    assert _kept(file, "39") == bytes(10_000)
    assert file.stat().st_size < 300_000


def test_a_user_without_a_home_has_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(_: str) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("handbook.cache.user_cache_path", homeless)
    with user_cache(None) as cache:
        cache.put(b"tea", b"pour")

        assert cache.get(b"tea") is None


def test_the_environment_sets_the_folder_or_disables_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handbook.cache.user_cache_path", lambda _: tmp_path / "of the user")

    with user_cache(None), user_cache(str(tmp_path / "asked")), user_cache(OFF) as none:
        assert not none.is_enabled
    assert sorted(path.parent.name for path in tmp_path.glob("*/*.sqlite")) == [
        "asked",
        "of the user",
    ]


def test_large_amounts_are_flushed_early(file: Path) -> None:
    with Cache(file) as cache:
        for number in range(5):
            cache.put(b"%d" % number, bytes(1024 * 1024))

        assert _kept(file, "0") == bytes(1024 * 1024)


def test_another_thread_can_use_it_later(file: Path) -> None:
    with Cache(file) as cache, ThreadPoolExecutor(1) as threads:
        threads.submit(cache.put, b"tea", b"pour").result()
        threads.submit(cache.save).result()

    assert _kept(file, "tea") == b"pour"


def test_closing_releases_the_file(file: Path) -> None:
    cache = Cache(file)
    cache.close()

    assert not cache.is_enabled
