"""What was worked out once is kept in a file, under a digest of all that it was worked out from."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self
from zlib import crc32

from platformdirs import user_cache_path

# What the environment says of the cache: a folder for it, or that there is none.
CACHE = "HANDBOOK_CACHE"
OFF = "off"
_FILE = "kept.sqlite"

# So many bytes are kept; what was kept first goes first.
_MOST = 512 * 1024 * 1024
# So many bytes wait before they are written, all at once.
_WAITING = 4 * 1024 * 1024
# So many seconds are waited for others who write.
_PATIENCE = 2.0
_SUM = 4
_TABLE = "CREATE TABLE IF NOT EXISTS kept (key BLOB NOT NULL UNIQUE, value BLOB NOT NULL)"
_GET = "SELECT value FROM kept WHERE key = ?"
_PUT = "INSERT OR REPLACE INTO kept VALUES (?, ?)"
_SIZE = (
    "SELECT (page_count - freelist_count) * page_size "
    "FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
)
_DROP = (
    "DELETE FROM kept WHERE rowid <= "
    "(SELECT rowid FROM kept ORDER BY rowid LIMIT 1 OFFSET (SELECT count(*) / 2 FROM kept))"
)


class Cache:
    """Values by key in one file, which may be deleted at any time: that costs time, no more.

    It keeps up to `most` bytes, and waits up to `patience` seconds for others who write. Several
    processes may use the file at once, and any of them may be stopped: what was not written is
    worked out again. Where the file cannot be written nothing is kept, and one that is broken makes
    room for a new one. Without a file it keeps nothing either. One thread after the other may have
    it, and only one at a time.
    """

    def __init__(self, file: Path | None, most: int = _MOST, patience: float = _PATIENCE) -> None:
        self._database: sqlite3.Connection | None = None
        self._file = file
        self._most = most
        self._patience = patience
        self._waiting: dict[bytes, bytes] = {}
        self._size = 0
        if file is not None:
            self._open(file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, key: bytes) -> bytes | None:
        """Return the value of a key, None if none is kept."""
        waiting = self._waiting.get(key)
        found = None
        with self._guarded():
            if self._database is not None and waiting is None:
                found = self._database.execute(_GET, (key,)).fetchone()
        kept = found[0] if found else waiting
        if not isinstance(kept, bytes):
            return None
        value = memoryview(kept)[_SUM:]
        return bytes(value) if kept[:_SUM] == _sum(key, value) else None

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value."""
        if self._database is not None:
            self._waiting[key] = b"".join((_sum(key, value), value))
            self._size += len(value)
            if self._size > _WAITING:
                self.save()

    def save(self) -> None:
        """Write what waits to be written."""
        with self._guarded():
            if self._database is not None and self._waiting:
                self._database.execute("BEGIN IMMEDIATE")
                self._database.executemany(_PUT, self._waiting.items())
                if self._database.execute(_SIZE).fetchone()[0] > self._most:
                    self._database.execute(_DROP)
                self._database.execute("COMMIT")
        self._waiting.clear()
        self._size = 0

    def close(self) -> None:
        """Write what waits, and let go of the file."""
        self.save()
        self._let_go()

    @property
    def keeps(self) -> bool:
        """Return whether anything comes of keeping a value."""
        return self._database is not None

    def _open(self, file: Path) -> None:
        with suppress(OSError), self._guarded():
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._database = sqlite3.connect(
                file, timeout=self._patience, isolation_level=None, check_same_thread=False
            )
            # One flipped bit makes bytes a text, which need not be UTF-8.
            self._database.text_factory = bytes
            # If the machine goes down the file may break: that is seen when it is read.
            self._database.execute("PRAGMA synchronous = OFF")
            self._database.execute(_TABLE)

    def _let_go(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Go on without the file where it cannot be used, and without a broken one for good."""
        try:
            yield
        except sqlite3.DatabaseError as fault:
            self._let_go()
            # To be locked, full or out of reach is no fault of the file; another table in it is.
            is_broken = fault.sqlite_errorcode == sqlite3.SQLITE_ERROR
            if self._file and (is_broken or not isinstance(fault, sqlite3.OperationalError)):
                with suppress(OSError):
                    self._file.unlink()


def of_user(asked: str | None) -> Cache:
    """Return what is kept for this machine's user.

    `asked` is what the environment says of it, if anything: another folder, or OFF for none.
    Nothing is kept for who has no home.
    """
    if asked == OFF:
        return Cache(None)
    try:
        folder = Path(asked) if asked else user_cache_path("operations-handbook")
    except RuntimeError:
        return Cache(None)
    return Cache(folder / _FILE)


def _sum(key: bytes, value: bytes | memoryview) -> bytes:
    """Return what tells a value that was kept whole, and under its key, from any other bytes."""
    return crc32(value, crc32(key)).to_bytes(4)
