"""Spool rarely needed bytes to a temporary file of the process, to save memory.

The file has no name and disappears with the last object that refers to it.
"""

from errno import ENOSPC
from functools import cached_property
from os import SEEK_END
from tempfile import TemporaryFile
from threading import Lock
from weakref import finalize

# Up to this many bytes stay in memory, without a file.
_MAX_IN_MEMORY = 4 * 1024 * 1024


class Spooled:
    """Spooled bytes, in memory or in a file."""

    __slots__ = ("_at", "_content", "_size")

    def __init__(self, content: "bytes | _File", at: int = 0, size: int = 0) -> None:
        self._content = content
        self._at = at
        self._size = size

    def read(self) -> bytes:
        """Return the bytes."""
        content = self._content
        return content if isinstance(content, bytes) else content.read(self._at, self._size)


class Spool:
    """Keeps up to `little` bytes in memory and writes further ones to a file.

    Once the file cannot take more, all further bytes stay in memory.
    """

    def __init__(self, little: int = _MAX_IN_MEMORY) -> None:
        self._little = little
        self._held = 0
        self._is_full = False

    @cached_property
    def _file(self) -> "_File":
        return _File()

    def add(self, content: bytes) -> Spooled:
        """Spool bytes, and return a handle to read them back."""
        self._held += len(content)
        if self._held > self._little and not self._is_full:
            try:
                return Spooled(self._file, self._file.append(content), len(content))
            except OSError:
                self._is_full = True
        return Spooled(content)


class _File:
    """A temporary file to append to and read from, locked for threads."""

    def __init__(self) -> None:
        # Unbuffered, so that a full disk is noticed at once.
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - outlives this method
        finalize(self, self._file.close)
        # A server renders pages in several threads.
        self._lock = Lock()

    def append(self, content: bytes) -> int:
        """Write bytes and return their offset; raises OSError if not all were written."""
        with self._lock:
            at = self._file.seek(0, SEEK_END)
            if self._file.write(content) != len(content):
                raise OSError(ENOSPC, "short write")
            return at

    def read(self, at: int, size: int) -> bytes:
        """Return `size` bytes from an offset."""
        with self._lock:
            self._file.seek(at)
            return self._file.read(size)
