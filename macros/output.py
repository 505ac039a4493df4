"""Files of the site that MkDocs does not write."""

from collections.abc import Iterable
from pathlib import Path


def write(file: Path, content: str | bytes | Iterable[bytes]) -> None:
    """Write a text as it is, or bytes piece by piece, into a folder that is made if need be."""
    whole = content.encode() if isinstance(content, str) else content
    try:
        out = file.open("wb")
    except FileNotFoundError:
        # Most folders are there, and to ask first would cost more than to be told.
        file.parent.mkdir(parents=True, exist_ok=True)
        out = file.open("wb")
    with out:
        out.writelines([whole] if isinstance(whole, bytes) else whole)


def replace(file: Path, content: bytes) -> None:
    """Write a file that may be read meanwhile: whole, as it was before or as it is now."""
    fresh = file.with_name(f"{file.name}.fresh")
    write(fresh, content)
    fresh.replace(file)
