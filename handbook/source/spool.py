"""What is seldom asked for is spooled to a file of the process, to take no memory.

The file has no name and is gone with the last who may ask for a part of it.
"""

from errno import ENOSPC
from functools import cached_property
from os import SEEK_END
from tempfile import TemporaryFile
from threading import Lock
from weakref import finalize

# So many bytes stay in memory: for less no file is made.
_LITTLE = 4 * 1024 * 1024


class Spooled:
    """Bytes that were spooled, in memory or in a file."""

    __slots__ = ("_at", "_content", "_size")

    def __init__(self, content: "bytes | _File", at: int = 0, size: int = 0) -> None:
        self._content = content
        self._at = at
        self._size = size

    def read(self) -> bytes:
        """Return them."""
        content = self._content
        return content if isinstance(content, bytes) else content.read(self._at, self._size)


class Spool:
    """Takes bytes and gives them back: a `little` of them stays in memory, more goes to a file.

    What the file does not take, and all after it, stays in memory.
    """

    def __init__(self, little: int = _LITTLE) -> None:
        self._little = little
        self._held = 0
        self._is_full = False

    @cached_property
    def _file(self) -> "_File":
        return _File()

    def add(self, content: bytes) -> Spooled:
        """Spool bytes, and return what gives them back."""
        self._held += len(content)
        if self._held > self._little and not self._is_full:
            try:
                return Spooled(self._file, self._file.append(content), len(content))
            except OSError:
                self._is_full = True
        return Spooled(content)


class _File:
    """A file that bytes are added to and read from, by one thread at a time."""

    def __init__(self) -> None:
        # Without a buffer a disk that is full is known of at once.
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - others read it
        finalize(self, self._file.close)
        # A server makes pages in several threads.
        self._lock = Lock()

    def append(self, content: bytes) -> int:
        """Write bytes and return where they start; raises OSError if they are not all there."""
        with self._lock:
            at = self._file.seek(0, SEEK_END)
            if self._file.write(content) != len(content):
                raise OSError(ENOSPC, "not all of it was written")
            return at

    def read(self, at: int, size: int) -> bytes:
        """Return so many bytes from where they start."""
        with self._lock:
            self._file.seek(at)
            return self._file.read(size)
