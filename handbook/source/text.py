"""Bytes of a file become text, or a diagnostic that says why not."""

import re
from bisect import bisect_right
from pathlib import Path

from handbook.diagnostics import Diagnostic, Place, error

MAX_BYTES = 1_000_000

# What libyaml accepts: anything else breaks editors, diffs and terminals as well.
UNPRINTABLE = re.compile(
    r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


class Lines:
    """The lines of one text: turns offsets, in characters, into places."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, start: int, end: int | None = None) -> Place:
        """Where the stretch of text starts, and how much of it stands on that line."""
        start = min(max(start, 0), len(self.text))
        line = bisect_right(self._starts, start) - 1
        stop = self.text.find("\n", start)
        stop = len(self.text) if stop < 0 else stop
        last = stop if end is None else min(end, stop)
        length = len(self.text[start:last].rstrip()) if end is not None else 1
        return Place(self.path, line + 1, start - self._starts[line] + 1, max(length, 1))


def read_text(file: Path, path: str) -> str | Diagnostic:
    """Return the text of a file without byte order mark and with plain line ends."""
    start = Place(path, 1, 1)
    if file.is_symlink():
        return error(start, "unreadable-file", "this is a symbolic link; put the file itself here")
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
