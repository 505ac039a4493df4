"""The size of a picture stands in the page: nothing moves when the picture comes in."""

import posixpath
import re
from html import unescape
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

_IMAGE = re.compile(r'<img (?![^>]*\bwidth=)[^>]*?\bsrc="([^"]*)"')
# Where a JPEG tells its size: any start of a frame but for tables, which have numbers between them.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_EXIF = 0xE1


def sized(html: str, address: str, docs: Path) -> str:
    """Return the page at an address, with the sizes of its pictures that are in docs/."""
    if "<img " not in html:
        return html

    def told(image: re.Match[str]) -> str:
        found = size(docs, posixpath.normpath(posixpath.join(address, _path(image[1]))))
        return f'{image[0]} width="{found[0]}" height="{found[1]}"' if found else image[0]

    return _IMAGE.sub(told, html)


def size(docs: Path, path: str) -> tuple[int, int] | None:
    """Return how wide and high a picture is, in pixels; None if that cannot be told."""
    file = docs / path
    if path.startswith(("/", "..")) or not file.is_file():
        return None
    with file.open("rb") as stream:
        start = stream.read(24)
        if start.startswith(b"\x89PNG\r\n\x1a\n") and start[12:16] == b"IHDR":
            found = int.from_bytes(start[16:20]), int.from_bytes(start[20:24])
        elif start[:6] in {b"GIF87a", b"GIF89a"}:
            found = int.from_bytes(start[6:8], "little"), int.from_bytes(start[8:10], "little")
        elif start.startswith(b"\xff\xd8"):
            found = _of_jpeg(stream)
        else:
            return None
    return found if all(found) else None


def _of_jpeg(stream: BinaryIO) -> tuple[int, int]:
    stream.seek(2)
    while (marker := stream.read(2)) and len(marker) == 2 and marker[0] == 0xFF:
        kind = marker[1]
        if kind == 0xFF:
            stream.seek(-1, 1)
            continue
        if kind in _ALONE:
            continue
        length = int.from_bytes(stream.read(2))
        # What a camera has written into it may turn the picture.
        if kind == _EXIF or length < 2:
            break
        if kind in _FRAMES:
            told = stream.read(5)
            return int.from_bytes(told[3:5]), int.from_bytes(told[1:3])
        stream.seek(length - 2, 1)
    return 0, 0


def _path(address: str) -> str:
    return unquote(unescape(address).partition("#")[0].partition("?")[0])
