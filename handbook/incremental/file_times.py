"""What lies in the folders that a check looks into, and when each file was written last."""

import os
from array import array
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain
from pathlib import Path
from time import time_ns
from typing import NamedTuple

from handbook.codeowners import PATH as CODEOWNERS
from handbook.codeowners import above
from handbook.digests import digest
from handbook.editors.files import FOLDER
from handbook.load import SCHEMAS

_FOLDERS = ("data", "sops", "docs")
_EDITORS = FOLDER.partition("/")[0]
# The clocks of some disks tell no less: what is as old as this may have been written once more.
_TICK = 2_000_000_000
_MASK = (1 << 64) - 1
# Of each file: when it was written, when its name or its rights were, its size, its number.
_STAMPS = 4
Stamps = tuple[int, int, int, int]
_UNREAD: Stamps = (0, 0, 0, 0)
_PAGES = "docs/"
# The configuration of the site may go on in another file beside it.
_SITE = ".yml"
_ENTRIES = ("data/", "sops/")


class FileTimes(NamedTuple):
    """The paths of all files in their order, `_STAMPS` numbers of each, and when that was."""

    taken: int
    paths: tuple[str, ...]
    stamps: bytes


def file_times(root: Path) -> FileTimes | None:
    """Return what lies in a handbook now; None where that cannot be told.

    Nothing is said of hidden files, which no check reads, but of those that editors read. Through
    a link files could change that are not looked at.
    """
    taken = time_ns()
    try:
        found = _files(root)
    except OSError:
        return None
    paths = tuple(sorted(found))
    stamps = array("Q", chain.from_iterable(map(found.__getitem__, paths)))
    return FileTimes(taken, paths, stamps.tobytes())


def rewritten(then: FileTimes, now: FileTimes) -> list[str] | None:
    """Return the paths of files that may have been written since; None if any came or went."""
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


def contents(root: Path, paths: Iterable[str]) -> dict[str, bytes]:
    """Return the digest of what stands in each of some files; none of one that cannot be read."""
    found = {}
    for path in paths:
        with suppress(OSError):
            # Who reads a pipe waits for somebody to write into it.
            if (root / path).is_file():
                found[path] = digest((root / path).read_bytes())
    return found


def apart(seen: FileTimes) -> list[str]:
    """Return the paths of files that are read and hold no entries: schemas, pages and the like."""
    return [
        path
        for path in seen.paths
        if (path.startswith(SCHEMAS) or not path.startswith(_ENTRIES))
        and (path.endswith(".md") or not path.startswith(_PAGES))
    ]


def holds(pattern: str) -> bool:
    """Return whether all files that match a pattern are watched as what entries are read from."""
    return pattern.startswith(_ENTRIES)


def _files(root: Path) -> dict[str, Stamps]:
    """Return the stamps of each file by its path; raises OSError at a link."""
    found: dict[str, Stamps] = {}
    with os.scandir(root) as lying:
        singles = [one for one in lying if one.name == CODEOWNERS or one.name.endswith(_SITE)]
    for one in singles:
        if one.is_symlink():
            raise OSError(one.name)
        if one.is_file():
            found[one.name] = _stamps(one.stat())
    for path in above(root).values():
        found[path] = _stamps((root / path).stat())
    folders = [name for name in (*_FOLDERS, _EDITORS) if os.path.lexists(root / name)]
    for folder in folders:
        hidden = folder.startswith(_EDITORS)
        pages = f"{folder}/".startswith(_PAGES)
        with os.scandir(root / folder) as lying:
            seen = [one for one in lying if hidden or one.name[0] != "."]
        for one in seen:
            path = f"{folder}/{one.name}"
            if one.is_symlink():
                raise OSError(path)
            if one.is_dir():
                folders.append(path)
            elif pages and not path.endswith(".md"):
                # Of a picture it only matters that it is there.
                found[path] = _UNREAD
            else:
                found[path] = _stamps(one.stat())
    return found


def _stamps(state: os.stat_result) -> Stamps:
    return (state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino & _MASK)
