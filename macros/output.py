"""Writing of site files outside MkDocs."""

from collections.abc import Iterable
from pathlib import Path


def write(file: Path, content: str | bytes | Iterable[bytes]) -> None:
    """Write a text, or bytes in chunks; create the folder if necessary."""
    chunks = content.encode() if isinstance(content, str) else content
    try:
        out = file.open("wb")
    except FileNotFoundError:
        # Most folders exist, so checking first would cost more.
        file.parent.mkdir(parents=True, exist_ok=True)
        out = file.open("wb")
    with out:
        out.writelines([chunks] if isinstance(chunks, bytes) else chunks)


def replace(file: Path, content: bytes) -> None:
    """Write a file atomically: a reader sees either the old or the new content."""
    fresh = file.with_name(f"{file.name}.fresh")
    write(fresh, content)
    fresh.replace(file)
