"""Atomic writing of files."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scripts.refusal import Refusal


def create(path: Path, text: str) -> None:
    """Write a new file; raises Refusal if it already exists or cannot be written."""
    with _refusing(path):
        _make_parents(path)
        with _draft(path, (text.encode(),)) as draft:
            _claim(draft, path)


def replace(path: Path, content: bytes | Iterator[bytes], *, folders: bool = False) -> None:
    """Write a file, replacing any existing one; raises Refusal if that fails.

    Content may be an iterator of chunks. With `folders`, missing parent folders are created.
    A device or pipe, such as /dev/null, is written to in place.
    """
    pieces = (content,) if isinstance(content, bytes) else content
    with _refusing(path):
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as stream:
                stream.writelines(pieces)
            return
        if folders:
            _make_parents(path)
        with _draft(path, pieces) as draft:
            if path.exists():
                shutil.copymode(path, draft)
            draft.replace(path)


def write_or_remove(root: Path, name: str, text: str) -> None:
    """Write a file below a root, with its parent folders, or remove it if the text is empty.

    Raises Refusal, also if a symbolic link points outside the root.
    """
    path = root / name
    if not path.parent.resolve().is_relative_to(root.resolve()):
        raise Refusal(
            f"{name!r} is outside the handbook, through a symbolic link; nothing was written"
        )
    if text:
        replace(path, text.encode(), folders=True)
        return
    try:
        path.unlink()
    except OSError as fault:
        raise Refusal(f"cannot remove {path.as_posix()!r}: {fault.strerror}") from fault


def _make_parents(path: Path) -> None:
    """Create the folder of a file; raises Refusal if that path is a file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as fault:
        raise Refusal(
            f"cannot write {path.as_posix()!r}: {path.parent.as_posix()!r} is a file"
        ) from fault


def _claim(draft: Path, path: Path) -> None:
    """Move a finished draft to its path, unless that already exists."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:
        # Not every file system has hard links; this is equally exclusive, but not atomic.
        with path.open("xb") as stream:
            stream.write(draft.read_bytes())


@contextmanager
def _draft(path: Path, pieces: Iterable[bytes]) -> Iterator[Path]:
    """Yield a temporary file next to the path with the whole content, and remove it afterwards."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("xb") as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())
        yield draft
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        if path.is_dir():
            raise Refusal(f"cannot write {path.as_posix()!r}: it is a folder; name a file in it")
        yield
    except FileExistsError as fault:
        raise Refusal(f"{path.as_posix()!r} already exists; nothing was written") from fault
    except OSError as fault:
        raise Refusal(f"cannot write {path.as_posix()!r}: {fault.strerror}") from fault
