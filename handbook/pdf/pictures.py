"""The pictures in texts: read from docs/, and omitted if they cannot be printed."""

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from handbook.pdf.pieces import Piece, walk

MAX_BYTES = 4_000_000
_KINDS = {".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"}


def pictures(root: Path, everything: Iterable[Piece]) -> dict[str, bytes]:
    """Return the pictures by a generated name, which is also set on their pieces."""
    found: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for one in _images(everything):
        address = one["from"]
        if address not in names:
            content = _read(root, address)
            names[address] = f"picture-{len(names) + 1}" if content else ""
            found |= {names[address]: content} if content else {}
        if names[address]:
            one["file"] = names[address]
    return found


def _images(everything: Iterable[Piece]) -> Iterator[dict[str, Any]]:
    for part in everything:
        for one in walk(part):
            if isinstance(one, dict) and one["is"] == "image":
                yield one


def _kind(address: str) -> str:
    return posixpath.splitext(address)[1].lower()


def _read(root: Path, address: str) -> bytes | None:
    """Return a picture in docs/; None if it is missing or cannot be printed."""
    folder = root / "docs"
    file = folder / address
    if _kind(address) not in _KINDS or ".." in address.split("/") or not file.is_file():
        return None
    links = (file, *file.parents[: address.count("/") + 1])
    if any(one.is_symlink() for one in links) or file.stat().st_size > MAX_BYTES:
        return None
    return file.read_bytes()
