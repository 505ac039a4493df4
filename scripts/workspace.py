"""Locating and opening the handbook that a command works on."""

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import click

from handbook.cache import CACHE, OFF, Cache, user_cache
from handbook.document_cache import cached_reader
from handbook.incremental.check import Day, check
from handbook.incremental.checked import Checked
from handbook.load import SCHEMAS, Loaded, load
from handbook.readers import Reader
from handbook.repository import folder_of
from scripts.refusal import Refusal
from scripts.terminal import print_note, progress

_SETTINGS = ("data/settings.yaml", f"{SCHEMAS}/settings.json")


def find_root(requested: Path | None) -> Path:
    """Return the handbook's folder: the one requested, or the nearest from here upwards.

    Raises Refusal if there is none or it cannot be read.
    """
    if requested is not None:
        if not _readable(requested):
            raise Refusal(f"no handbook in {str(requested)!r}: it has no folder {SCHEMAS}")
        return requested.resolve()
    here = _here()
    for folder in (here, *here.parents):
        if _readable(folder):
            return folder
    raise Refusal(
        f"no handbook found: neither this folder nor any parent has {SCHEMAS}; "
        "change to a handbook's folder or use 'handbook --root DIR'"
    )


def _here() -> Path:
    try:
        return Path.cwd()
    except OSError as fault:
        raise Refusal(f"cannot read this folder: {fault.strerror}") from fault


def _readable(folder: Path) -> bool:
    """Return whether a folder contains schemas; raises Refusal if it cannot be read."""
    schemas = folder / SCHEMAS
    try:
        os.listdir(schemas)  # noqa: PTH208 - Path.iterdir says nothing about a folder it cannot read
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as fault:
        raise Refusal(f"cannot read {str(schemas)!r}: {fault.strerror}") from fault
    return True


def marker_folders(root: Path) -> tuple[str, ...]:
    """Return the folder names, such as "ops/", that mark a handbook's issues and comments.

    The first is used for new ones. The last is "", for those written before folders were
    recorded, unless another handbook is at the repository's root.
    """
    folder = folder_of(root) or ""
    above = root.resolve().parents[folder.count("/") - 1] if folder else None
    is_shared = above is not None and (above / SCHEMAS).is_dir()
    return (folder,) if is_shared else (folder, "")


def open_handbook(root: Path, overlay: Mapping[str, str | None] | None = None) -> Loaded:
    """Return the handbook in a folder, with a progress bar if that takes long.

    The texts of an overlay, by path, replace those of the files.
    """
    with progress("Reading") as report, open_reader() as reader:
        return load(root, report, overlay, reader=reader)


def open_with_settings(root: Path) -> Loaded:
    """Return the handbook in a folder; raises Refusal if its settings cannot be read.

    The settings define the time zone and the working week.
    """
    loaded = open_handbook(root)
    if not loaded.handbook.settings:
        for fault in loaded.faults:
            if fault.place.path in _SETTINGS:
                raise Refusal(
                    f"cannot determine dates without the settings: {fault.place}: {fault.message}"
                )
    return loaded


def check_handbook(root: Path, day_of: Day) -> Checked:
    """Return every problem in the handbook in a folder, on the day computed from its settings.

    Reuses cached results where that is faster.
    """
    with progress("Reading") as report, open_cache() as cache:
        return check(root, cache, day_of, report)


def open_reader() -> AbstractContextManager[Reader]:
    """Return a reader of texts, cached unless the user disabled the cache."""
    return cached_reader(_cache())


def open_cache() -> AbstractContextManager[Cache]:
    """Return the cache chosen by the user."""
    return user_cache(_cache())


def _cache() -> str | None:
    """Return the cache setting, from the command line or the environment."""
    context = click.get_current_context(silent=True)
    while context is not None:
        if context.params.get("no_cache"):
            return OFF
        context = context.parent
    return os.environ.get(CACHE)


def warn_skipped(loaded: Loaded) -> bool:
    """Return whether files with errors were skipped, and warn that the result is incomplete."""
    files = len({fault.place.path for fault in loaded.faults})
    if files:
        noun = "file has errors and was" if files == 1 else "files have errors and were"
        print_note(f"{files} {noun} skipped; 'handbook check' lists the errors")
    return bool(files)
