"""Decode the bytes of a file into text, or into a diagnostic that says why not."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from handbook.diagnostics import Diagnostic, Place, error

MAX_BYTES = 1_000_000

# What libyaml accepts, except line breaks that editors do not show (U+0085, U+2028, U+2029) and
# private-use characters, which look different everywhere and mark our own placeholders. Anything
# else breaks diffs and terminals as well.
UNPRINTABLE = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\uf900-\ufefe\uff00-\ufffd\U00010000-\U000effff]"
)
# Git's conflict markers.
_OURS = "<<<<<<< "
_MARKS = [re.compile(mark, re.MULTILINE) for mark in (r"^<{7} .*$", r"^={7}$", r"^>{7} ")]
_WIDE = re.compile(r"[^\x00-\x7f]")


class Shift(NamedTuple):
    """The offset from which a line has more characters than were written, and how many more."""

    start: int
    more: int


@dataclass(frozen=True, slots=True)
class Ruler:
    """Where the lines of a text start, and where they end without trailing whitespace.

    `shifts` are the lines, from 1, that differ from the text as written.
    """

    path: str
    starts: "array[int]"
    stops: "array[int]"
    shifts: Mapping[int, Shift] = field(default_factory=dict)

    def place(self, start: int, stop: int) -> Place:
        """Return the place of a span: its start, and its length on that line.

        `stop` must not follow whitespace.
        """
        line = bisect_right(self.starts, start)
        length = min(self.stops[line - 1], stop) - start
        column = start - self.starts[line - 1] + 1
        if line in self.shifts:
            shift = self.shifts[line]
            if shift.start <= start:
                column -= shift.more
            elif shift.start <= start + length:
                length -= shift.more
        return Place(self.path, line, column, max(length, 1))


class Lines:
    """The lines of a text: turns character offsets into places in the text as written."""

    def __init__(self, path: str, text: str, shifts: Mapping[int, Shift] | None = None) -> None:
        self.path = path
        self.text = text
        self._shifts = shifts or {}

    @cached_property
    def ruler(self) -> Ruler:
        """Return all that is needed to make places once the text is gone."""
        lines = self.text.split("\n")
        starts = [0, *accumulate([len(line) + 1 for line in lines[:-1]])]
        stops = [start + len(line.rstrip()) for start, line in zip(starts, lines, strict=True)]
        return Ruler(self.path, array("I", starts), array("I", stops), self._shifts)

    def place(self, start: int, stop: int | None = None) -> Place:
        """Return the place of a span: its start, and its length on that line."""
        start = min(max(start, 0), len(self.text))
        return self.ruler.place(start, start if stop is None else self.stripped(start, stop))

    def stripped(self, start: int, stop: int) -> int:
        """Return the end of a span without trailing whitespace."""
        if self.text[stop - 1 : stop].isspace():
            return start + len(self.text[start:stop].rstrip())
        return stop


class ByteOffsets(NamedTuple):
    """The ends, in bytes, of the characters that take several bytes in UTF-8.

    `more` counts the surplus bytes before the first of them, before the second, ..., and in the
    whole text: the amount to subtract from an offset, by how many of them end before it.
    """

    ends: list[int]
    more: list[int]


def byte_offsets(text: str) -> ByteOffsets:
    """Return the table that turns UTF-8 byte offsets into character offsets."""
    ends: list[int] = []
    more = [0]
    for match in () if text.isascii() else _WIDE.finditer(text):
        more.append(more[-1] + len(match.group().encode()) - 1)
        ends.append(match.end() + more[-1])
    return ByteOffsets(ends, more)


def read_text(file: Path, path: str) -> str | Diagnostic:
    """Return the text of a file without a byte order mark and with plain line ends.

    `path` is the file's path from the handbook's root: no part of it may be a symbolic link, which
    could lead out of the repository or list a file twice.
    """
    start = Place(path, 1, 1)
    for link in (file, *file.parents[: path.count("/")]):
        if link.is_symlink():
            message = f"{link.name!r} is a symbolic link; put the file itself here"
            return error(start, "unreadable-file", message)
    try:
        found = file.stat()
        # Opening a pipe or a device would block until something writes to it.
        if not S_ISREG(found.st_mode):
            message = "is not a regular file; remove or rename it"
            return error(start, "unreadable-file", message)
        with file.open("rb") as stream:
            # read(n) allocates n bytes, read() only as many as there are.
            content = stream.read(MAX_BYTES + 1 if found.st_size > MAX_BYTES else -1)
    except OSError as fault:
        return error(start, "unreadable-file", f"cannot be read: {fault.strerror}")
    return decode(content, path)


def decode(content: bytes, path: str) -> str | Diagnostic:
    """Return bytes as text, or a diagnostic at the first invalid one."""
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
    unprintable = UNPRINTABLE.search(text)
    if unprintable is None:
        return _merge_conflict(text, path) or text
    place = Lines(path, text).place(unprintable.start())
    character = unprintable.group()
    # Symbol fonts keep their bullets there, and word processors copy them unchanged.
    cure = (
        "write '- ' if it is a bullet, or remove it"
        if "\uf000" <= character <= "\uf0ff"
        else "remove it"
    )
    message = f"character U+{ord(character):04X} cannot be printed; {cure}"
    return error(place, "unreadable-file", message)


def _merge_conflict(text: str, path: str) -> Diagnostic | None:
    """Return a diagnostic if a text contains git's conflict markers; nothing else in it counts."""
    if _OURS not in text:
        return None
    found: list[re.Match[str]] = []
    for mark in _MARKS:
        # Each is searched for after the one before: if it is missing there, there is no conflict.
        match = mark.search(text, found[-1].end() if found else 0)
        if match is None:
            return None
        found.append(match)
    lines = Lines(path, text)
    first, last = lines.place(*found[0].span()), lines.place(found[-1].start())
    message = (
        f"lines {first.line} to {last.line} are an unresolved merge conflict; "
        "keep one side and remove the markers, or indent them in an example"
    )
    return error(first, "merge-conflict", message)


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
