"""Bytes of a file become text, or a diagnostic that says why not."""

import re
from bisect import bisect_right
from collections.abc import Callable
from pathlib import Path

from handbook.diagnostics import Diagnostic, Place, error

MAX_BYTES = 1_000_000

# What libyaml accepts, less the line breaks that editors do not show (U+0085, U+2028, U+2029)
# and characters for private use, which look different everywhere and mark our own placeholders:
# anything else breaks diffs and terminals as well.
UNPRINTABLE = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\uf900-\ufefe\uff00-\ufffd\U00010000-\U000effff]"
)
_WIDE = re.compile(r"[^\x00-\x7f]")


class Lines:
    """The lines of one text: turns offsets, in characters, into places."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        # Searched for once: a line of a megabyte can hold half a million places.
        self._ends = [*(start - 1 for start in self._starts[1:]), len(text)]

    def place(self, start: int, end: int | None = None) -> Place:
        """Where the stretch of text starts, and how much of it stands on that line."""
        start = min(max(start, 0), len(self.text))
        line = bisect_right(self._starts, start)
        length = 1
        if end is not None:
            stop = self._ends[line - 1]
            length = len(self.text[start : min(stop, end)].rstrip()) or 1
        return Place(self.path, line, start - self._starts[line - 1] + 1, length)


def offsets(text: str) -> Callable[[int], int] | None:
    """Return what turns an offset into a text in UTF-8 bytes into one in characters.

    None if they are the same.
    """
    if text.isascii():
        return None
    ends: list[int] = []
    extra: list[int] = [0]
    for match in _WIDE.finditer(text):
        size = len(match.group().encode())
        extra.append(extra[-1] + size - 1)
        ends.append(match.end() + extra[-1])
    return lambda byte: byte - extra[bisect_right(ends, byte)]


def read_text(file: Path, path: str) -> str | Diagnostic:
    """Return the text of a file without byte order mark and with plain line ends.

    `path` is the file's path from the handbook's root: no part of it may be a symbolic link,
    which would lead out of the repository or stand for a file twice.
    """
    start = Place(path, 1, 1)
    for link in (file, *file.parents[: path.count("/")]):
        if link.is_symlink():
            message = f"{link.name!r} is a symbolic link; put the file itself here"
            return error(start, "unreadable-file", message)
    # Opening a pipe or a device would wait for whoever writes into it.
    if file.exists() and not file.is_file():
        return error(start, "unreadable-file", "is not a file; remove it or give it another name")
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as fault:
        return error(start, "unreadable-file", f"cannot be read: {fault.strerror}")
    return decode(content, path)


def decode(content: bytes, path: str) -> str | Diagnostic:
    """Return bytes as text, or what is wrong with them and where."""
    if len(content) > MAX_BYTES:
        message = f"is larger than {MAX_BYTES:,} bytes; split it"
        return error(Place(path, 1, 1), "unreadable-file", message)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as fault:
        before = _plain(content[: fault.start].decode("utf-8"))
        place = Lines(path, before).place(len(before))
        byte = content[fault.start]
        message = f"byte 0x{byte:02x} is not UTF-8; save the file as UTF-8"
        return error(place, "unreadable-file", message)
    text = _plain(text)
    strange = UNPRINTABLE.search(text)
    if strange is None:
        return text
    place = Lines(path, text).place(strange.start())
    message = f"character U+{ord(strange.group()):04X} cannot be printed; remove it"
    return error(place, "unreadable-file", message)


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
