"""What is seldom asked for lies in a file of the process instead of its memory.

The file has no name and is gone with the last who may ask for a part of it.
"""

from os import SEEK_END
from tempfile import TemporaryFile
from threading import Lock
from typing import IO
from weakref import finalize

# So many bytes stay in memory: for less no file is made.
_LITTLE = 4 * 1024 * 1024


class Lain:
    """Bytes that were laid aside, in memory or in a file."""

    __slots__ = ("_at", "_content", "_size")

    def __init__(self, content: "bytes | Aside", at: int = 0, size: int = 0) -> None:
        self._content = content
        self._at = at
        self._size = size

    def read(self) -> bytes:
        """Return them."""
        content = self._content
        return content if isinstance(content, bytes) else content.read(self._at, self._size)


class Aside:
    """Where bytes are laid aside: a `little` of them in memory, more in a file if it takes them."""

    def __init__(self, little: int = _LITTLE) -> None:
        self._little = little
        self._held = 0
        self._file: IO[bytes] | None = None
        # A server makes pages in several threads.
        self._lock = Lock()

    def lay(self, content: bytes) -> Lain:
        """Lay bytes aside, and return what gives them back."""
        self._held += len(content)
        at = None if self._held <= self._little else self._written(content)
        return Lain(content) if at is None else Lain(self, at, len(content))

    def _written(self, content: bytes) -> int | None:
        """Write bytes to the file; return where they start, None if they are not all there."""
        with self._lock:
            try:
                if self._file is None:
                    # Without a buffer a disk that is full is known of at once.
                    self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - others read it
                    finalize(self, self._file.close)
                at = self._file.seek(0, SEEK_END)
                return at if self._file.write(content) == len(content) else None
            except OSError:
                return None

    def read(self, at: int, size: int) -> bytes:
        """Return so many bytes of the file from where they start."""
        with self._lock:
            if self._file is None:
                return b""
            self._file.seek(at)
            return self._file.read(size)
