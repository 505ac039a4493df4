"""Files are written whole or not at all."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scripts.refusal import Refusal


def create(path: Path, text: str) -> None:
    """Write a new file; raises Refusal if there is one already or it cannot be written."""
    with _refusing(path):
        _make_room(path)
        with _draft(path, (text.encode(),)) as draft:
            _claim(draft, path)


def replace(path: Path, content: bytes | Iterator[bytes], *, folders: bool = False) -> None:
    """Write a file in place of one that may be there; raises Refusal if that is not possible.

    Content may come piece by piece. With `folders` those above it are made if they are not there.
    A device or a pipe, such as /dev/null, is written into and stays what it is.
    """
    pieces = (content,) if isinstance(content, bytes) else content
    with _refusing(path):
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as stream:
                stream.writelines(pieces)
            return
        if folders:
            _make_room(path)
        with _draft(path, pieces) as draft:
            if path.exists():
                shutil.copymode(path, draft)
            draft.replace(path)


def write_or_remove(root: Path, name: str, text: str) -> None:
    """Write a file below a root, its folders too, or remove it if nothing is to be in it.

    Raises Refusal, also where a symbolic link would lead out of the root.
    """
    path = root / name
    if not path.parent.resolve().is_relative_to(root.resolve()):
        raise Refusal(f"{name!r} leads out of the handbook by a symbolic link; nothing was written")
    if text:
        replace(path, text.encode(), folders=True)
        return
    try:
        path.unlink()
    except OSError as fault:
        raise Refusal(f"cannot remove {path.as_posix()!r}: {fault.strerror}") from fault


def _make_room(path: Path) -> None:
    """See to it that the folder of a file is there; raises Refusal if it is a file itself."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as fault:
        raise Refusal(
            f"cannot write {path.as_posix()!r}: {path.parent.as_posix()!r} is a file"
        ) from fault


def _claim(draft: Path, path: Path) -> None:
    """Give a finished file its name, unless the name is taken."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:
        # Not every file system has hard links; this is as exclusive, but not in one stroke.
        with path.open("xb") as stream:
            stream.write(draft.read_bytes())


@contextmanager
def _draft(path: Path, pieces: Iterable[bytes]) -> Iterator[Path]:
    """Give a file beside the path that holds all pieces, and see to it that it goes away."""
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
        raise Refusal(f"{path.as_posix()!r} is already there; nothing was written") from fault
    except OSError as fault:
        raise Refusal(f"cannot write {path.as_posix()!r}: {fault.strerror}") from fault
