"""A persistent cache: results stored in one file, keyed by a digest of their inputs."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self
from zlib import crc32

from platformdirs import user_cache_path

# The environment variable that sets the cache folder, or OFF to disable the cache.
CACHE = "HANDBOOK_CACHE"
OFF = "off"
_FILE = "kept.sqlite"

# The maximum size in bytes; the oldest values are evicted first.
_MAX_BYTES = 512 * 1024 * 1024
# Pending values are flushed together once they exceed this many bytes.
_MAX_PENDING_BYTES = 4 * 1024 * 1024
# The seconds to wait for a lock held by another process.
_LOCK_TIMEOUT = 2.0
_CHECKSUM_SIZE = 4
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
    """Values by key in one file, which can be deleted at any time at no cost but time.

    It stores up to `most` bytes, and waits up to `patience` seconds for other writers. Several
    processes can use the file at once, and any of them can be killed: values that were not flushed
    are computed again. Without a file, or if it is not writable, nothing is stored; a corrupt file
    is replaced. Threads may share it, one at a time.
    """

    def __init__(
        self, file: Path | None, most: int = _MAX_BYTES, patience: float = _LOCK_TIMEOUT
    ) -> None:
        self._database: sqlite3.Connection | None = None
        self._file = file
        self._most = most
        self._patience = patience
        self._pending: dict[bytes, bytes] = {}
        self._pending_size = 0
        if file is not None:
            self._open(file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, key: bytes) -> bytes | None:
        """Return the value of a key, None if there is none."""
        pending = self._pending.get(key)
        row = None
        with self._guarded():
            if self._database is not None and pending is None:
                row = self._database.execute(_GET, (key,)).fetchone()
        stored = row[0] if row else pending
        if not isinstance(stored, bytes):
            return None
        value = memoryview(stored)[_CHECKSUM_SIZE:]
        return bytes(value) if stored[:_CHECKSUM_SIZE] == _checksum(key, value) else None

    def put(self, key: bytes, value: bytes) -> None:
        """Store a value."""
        if self._database is not None:
            self._pending[key] = b"".join((_checksum(key, value), value))
            self._pending_size += len(value)
            if self._pending_size > _MAX_PENDING_BYTES:
                self.save()

    def save(self) -> None:
        """Flush pending values to the file."""
        with self._guarded():
            if self._database is not None and self._pending:
                self._database.execute("BEGIN IMMEDIATE")
                self._database.executemany(_PUT, self._pending.items())
                if self._database.execute(_SIZE).fetchone()[0] > self._most:
                    self._database.execute(_DROP)
                self._database.execute("COMMIT")
        self._pending.clear()
        self._pending_size = 0

    def close(self) -> None:
        """Flush pending values and close the file."""
        self.save()
        self._disconnect()

    @property
    def is_enabled(self) -> bool:
        """Return whether values are stored at all."""
        return self._database is not None

    def _open(self, file: Path) -> None:
        with suppress(OSError), self._guarded():
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._database = sqlite3.connect(
                file, timeout=self._patience, isolation_level=None, check_same_thread=False
            )
            # A flipped bit can turn a blob into text that is not UTF-8.
            self._database.text_factory = bytes
            # A power failure may corrupt the file, which is detected on reading.
            self._database.execute("PRAGMA synchronous = OFF")
            self._database.execute(_TABLE)

    def _disconnect(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Disable the cache if the file cannot be used, and delete the file if it is corrupt."""
        try:
            yield
        except sqlite3.DatabaseError as fault:
            self._disconnect()
            # Locked, full or unreachable files are kept; one with another table is not.
            is_broken = fault.sqlite_errorcode == sqlite3.SQLITE_ERROR
            if self._file and (is_broken or not isinstance(fault, sqlite3.OperationalError)):
                with suppress(OSError):
                    self._file.unlink()


def user_cache(asked: str | None) -> Cache:
    """Return the cache of the current user.

    `asked` is the value of the environment variable, if set: another folder, or OFF for none.
    A user without a home directory has no cache.
    """
    if asked == OFF:
        return Cache(None)
    try:
        folder = Path(asked) if asked else user_cache_path("operations-handbook")
    except RuntimeError:
        return Cache(None)
    return Cache(folder / _FILE)


def _checksum(key: bytes, value: bytes | memoryview) -> bytes:
    """Return a checksum of a value and its key, to detect corruption."""
    return crc32(value, crc32(key)).to_bytes(4)
