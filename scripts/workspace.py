"""Which handbook a command works on, and the handbook itself."""

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import click

from handbook.cache import CACHE, OFF, Cache, of_user
from handbook.document_cache import cached_reader
from handbook.incremental.check import Day, check
from handbook.incremental.checked import Checked
from handbook.load import SCHEMAS, Loaded, load
from handbook.readers import Reader
from handbook.repository import folder_of
from scripts.refusal import Refusal
from scripts.terminal import progress, tell

_SETTINGS = ("data/settings.yaml", f"{SCHEMAS}/settings.json")


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


def marks_of(root: Path) -> tuple[str, ...]:
    """Return by which folders, "ops/", a handbook knows what it wrote to its forge, now the first.

    The last one is that of the root, as all had it once, unless another handbook stands there.
    """
    folder = folder_of(root) or ""
    above = root.resolve().parents[folder.count("/") - 1] if folder else None
    is_shared = above is not None and (above / SCHEMAS).is_dir()
    return (folder,) if is_shared else (folder, "")


def open_handbook(root: Path, overlay: Mapping[str, str | None] | None = None) -> Loaded:
    """Return the handbook in a folder, showing progress to who has to wait for it.

    With an overlay it is as it would be with these texts, by path, instead of its files.
    """
    with progress("Reading") as read, open_reader() as kept:
        return load(root, read, overlay, reader=kept)


def open_timed(root: Path) -> Loaded:
    """Return the handbook in a folder; raises Refusal if its settings cannot be read.

    Without them nobody knows the zone in which its times are meant, nor on which days it works.
    """
    loaded = open_handbook(root)
    if not loaded.handbook.settings:
        for fault in loaded.faults:
            if fault.place.path in _SETTINGS:
                raise Refusal(
                    f"no time can be told without the settings: {fault.place}: {fault.message}"
                )
    return loaded


def check_handbook(root: Path, day_of: Day) -> Checked:
    """Return all that is wrong in the handbook in a folder on the day that its settings tell.

    What was found last is taken up where that is quicker; else there is progress to see.
    """
    with progress("Reading") as read, open_cache() as cache:
        return check(root, cache, day_of, read)


def open_reader() -> AbstractContextManager[Reader]:
    """Return what reads texts, and knows those that were read before as the user wants it."""
    return cached_reader(_cache())


def open_cache() -> AbstractContextManager[Cache]:
    """Return where what was worked out before is kept, as the user wants it."""
    return of_user(_cache())


def _cache() -> str | None:
    """Return what was said of the cache: with the command, or by the environment."""
    context = click.get_current_context(silent=True)
    while context is not None:
        if context.params.get("no_cache"):
            return OFF
        context = context.parent
    return os.environ.get(CACHE)


def warn_unread(loaded: Loaded) -> bool:
    """Return whether files had to be left out, and say so: an answer without them is not whole."""
    files = len({fault.place.path for fault in loaded.faults})
    if files:
        noun = "file has errors and is" if files == 1 else "files have errors and are"
        tell(f"{files} {noun} left out; 'handbook check' says what is wrong")
    return bool(files)
