"""Sizes of images in the page, so that nothing moves when they load."""

import posixpath
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import imagesize

_IMAGE = re.compile(r'<img (?![^>]*\bwidth=)[^>]*?\bsrc="([^"]*)"')


def with_sizes(html: str, address: str, docs: Path) -> str:
    """Return the HTML of a page with the sizes of its images from docs/."""
    if "<img " not in html:
        return html

    def with_size(image: re.Match[str]) -> str:
        found = size(docs, posixpath.normpath(posixpath.join(address, _path(image[1]))))
        return f'{image[0]} width="{found[0]}" height="{found[1]}"' if found else image[0]

    return _IMAGE.sub(with_size, html)


def size(docs: Path, path: str) -> tuple[int, int] | None:
    """Return the width and height of an image in pixels, or None if unknown."""
    file = docs / path
    if path.startswith(("/", "..")) or not file.is_file():
        return None
    width, height = map(round, imagesize.get(file))
    return (width, height) if width > 0 and height > 0 else None


def _path(address: str) -> str:
    return unquote(unescape(address).partition("#")[0].partition("?")[0])
