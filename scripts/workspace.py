"""Which handbook a command works on, and the handbook itself."""

import os
from pathlib import Path

from handbook.load import SCHEMAS, Loaded, load
from handbook.unchanged import Unchanged
from scripts.refusal import Refusal
from scripts.terminal import progress, tell


def find_root(asked: Path | None) -> Path:
    """Return the folder of the handbook: the one asked for, or the nearest upwards.

    Raises Refusal if there is none or it cannot be read.
    """
    if asked is not None:
        if not _readable(asked):
            raise Refusal(f"no handbook in {str(asked)!r}: it has no folder {SCHEMAS}")
        return asked.resolve()
    here = _here()
    for folder in (here, *here.parents):
        if _readable(folder):
            return folder
    raise Refusal(
        f"no handbook here: neither this folder nor one above it has {SCHEMAS}; "
        "go into one, or name one with 'handbook --root DIR'"
    )


def _here() -> Path:
    try:
        return Path.cwd()
    except OSError as fault:
        raise Refusal(f"cannot read this folder: {fault.strerror}") from fault


def _readable(folder: Path) -> bool:
    """Return whether a folder holds schemas; raises Refusal if that cannot be told."""
    schemas = folder / SCHEMAS
    try:
        os.listdir(schemas)  # noqa: PTH208 - Path.iterdir says nothing about a folder it cannot read
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as fault:
        raise Refusal(f"cannot read {str(schemas)!r}: {fault.strerror}") from fault
    return True


def open_handbook(root: Path, unchanged: Unchanged | None = None) -> Loaded:
    """Return the handbook in a folder, showing progress to who has to wait for it.

    `unchanged` is what several readings of one handbook share.
    """
    with progress("Reading") as read:
        return load(root, read, unchanged=unchanged)


def warn_unread(loaded: Loaded) -> bool:
    """Return whether files had to be left out, and say so: an answer without them is not whole."""
    files = len({fault.place.path for fault in loaded.faults})
    if files:
        noun = "file has errors and is" if files == 1 else "files have errors and are"
        tell(f"{files} {noun} left out; 'handbook check' says what is wrong")
    return bool(files)
