"""The size of a picture stands in the page: nothing moves when the picture comes in."""

import posixpath
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import imagesize

_IMAGE = re.compile(r'<img (?![^>]*\bwidth=)[^>]*?\bsrc="([^"]*)"')


def sized(html: str, address: str, docs: Path) -> str:
    """Return the page at an address, with the sizes of its pictures that are in docs/."""
    if "<img " not in html:
        return html

    def told(image: re.Match[str]) -> str:
        found = size(docs, posixpath.normpath(posixpath.join(address, _path(image[1]))))
        return f'{image[0]} width="{found[0]}" height="{found[1]}"' if found else image[0]

    return _IMAGE.sub(told, html)


def size(docs: Path, path: str) -> tuple[int, int] | None:
    """Return how wide and high a picture is shown, in pixels; None if that cannot be told."""
    file = docs / path
    if path.startswith(("/", "..")) or not file.is_file():
        return None
    width, height = map(round, imagesize.get(file))
    return (width, height) if width > 0 and height > 0 else None


def _path(address: str) -> str:
    return unquote(unescape(address).partition("#")[0].partition("?")[0])
