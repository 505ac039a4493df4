"""The files of a handbook and their modification stamps."""

import os
from array import array
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain
from pathlib import Path
from time import time_ns
from typing import NamedTuple

from handbook.codeowners import PATH as CODEOWNERS
from handbook.codeowners import repository_files
from handbook.digests import digest
from handbook.editors.files import FOLDER
from handbook.load import SCHEMAS

_FOLDERS = ("data", "sops", "docs")
_EDITORS = FOLDER.partition("/")[0]
# Some disks have timestamps this coarse: a file this recent may have been written again since.
_TICK = 2_000_000_000
_MASK = (1 << 64) - 1
# Per file: modification time, change time of name or permissions, size and inode.
_STAMPS = 4
Stamps = tuple[int, int, int, int]
_UNREAD: Stamps = (0, 0, 0, 0)
_PAGES = "docs/"
# The site's configuration may be split over several files.
_SITE = ".yml"
_ENTRIES = ("data/", "sops/")


class FileTimes(NamedTuple):
    """The paths of all files in order, `_STAMPS` numbers for each, and when they were read."""

    taken: int
    paths: tuple[str, ...]
    stamps: bytes


def file_times(root: Path) -> FileTimes | None:
    """Return the files and stamps of a handbook, or None if they cannot be determined.

    Hidden files are left out, because no check reads them, except those for editors. With symbolic
    links the result is None, because files behind them could change unnoticed.
    """
    taken = time_ns()
    try:
        found = _files(root)
    except OSError:
        return None
    paths = tuple(sorted(found))
    stamps = array("Q", chain.from_iterable(map(found.__getitem__, paths)))
    return FileTimes(taken, paths, stamps.tobytes())


def changed_paths(then: FileTimes, now: FileTimes) -> list[str] | None:
    """Return the paths of files that may have changed, or None if any were added or removed."""
    if then.paths != now.paths:
        return None
    before, after = array("Q", then.stamps), array("Q", now.stamps)
    sure = then.taken - _TICK
    same = then.stamps == now.stamps
    return [
        path
        for path, at in zip(now.paths, range(0, len(after), _STAMPS), strict=True)
        if after[at] >= sure or (not same and before[at : at + _STAMPS] != after[at : at + _STAMPS])
    ]


def digests_of(root: Path, paths: Iterable[str]) -> dict[str, bytes]:
    """Return the digests of some files, without those that cannot be read."""
    found = {}
    for path in paths:
        with suppress(OSError):
            # Reading a pipe would block until someone writes to it.
            if (root / path).is_file():
                found[path] = digest((root / path).read_bytes())
    return found


def without_entries(times: FileTimes) -> list[str]:
    """Return the paths of files without entries that are read: schemas, pages and the like."""
    return [
        path
        for path in times.paths
        if (path.startswith(SCHEMAS) or not path.startswith(_ENTRIES))
        and (path.endswith(".md") or not path.startswith(_PAGES))
    ]


def is_watched(pattern: str) -> bool:
    """Return whether all files that match a pattern are in the watched folders of entries."""
    return pattern.startswith(_ENTRIES)


def _files(root: Path) -> dict[str, Stamps]:
    """Return the stamps of each file by path; raises OSError for a symbolic link."""
    found: dict[str, Stamps] = {}
    with os.scandir(root) as listed:
        singles = [one for one in listed if one.name == CODEOWNERS or one.name.endswith(_SITE)]
    for one in singles:
        if one.is_symlink():
            raise OSError(one.name)
        if one.is_file():
            found[one.name] = _stamps(one.stat())
    for path in repository_files(root).values():
        found[path] = _stamps((root / path).stat())
    folders = [name for name in (*_FOLDERS, _EDITORS) if os.path.lexists(root / name)]
    for folder in folders:
        hidden = folder.startswith(_EDITORS)
        pages = f"{folder}/".startswith(_PAGES)
        with os.scandir(root / folder) as listed:
            visible = [one for one in listed if hidden or one.name[0] != "."]
        for one in visible:
            path = f"{folder}/{one.name}"
            if one.is_symlink():
                raise OSError(path)
            if one.is_dir():
                folders.append(path)
            elif pages and not path.endswith(".md"):
                # For a picture, only its existence matters.
                found[path] = _UNREAD
            else:
                found[path] = _stamps(one.stat())
    return found


def _stamps(state: os.stat_result) -> Stamps:
    return (state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino & _MASK)
