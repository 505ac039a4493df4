"""The commits of the main line, newest first, each with the files that it changed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from handbook.git import Git

FOLDERS = ("data", "sops")
# Pages that people write: of them it matters only where they stand.
PAGES = "docs"
_MARK = "\x01"
# Every handbook has this one file, so that it tells where a handbook came from.
_SIGN = "data/settings.yaml"
# A branch is told when it lands, by the difference that its merge makes.
_MAIN_LINE = ("--first-parent", "-m")
_RENAMES = ("--find-renames=50%", "-l1000")
_FILES = {"100644", "100755"}
# Noon of the last day a date can tell: whoever commits may have a clock that is wrong.
_LAST = int(datetime(9999, 12, 30, 12, tzinfo=UTC).timestamp())


class Touched(NamedTuple):
    """A file before and after a commit: its path and the name of its content, None if none."""

    path_before: str
    before: str | None
    path: str
    after: str | None


class Commit(NamedTuple):
    """A commit: its full name, when it was written, and the files it touched."""

    name: str
    moment: datetime
    touched: tuple[Touched, ...]
    is_first: bool


class _Folder(NamedTuple):
    """Where the handbook stood, from the root of the repository, up to a commit."""

    path: str
    newest: str


def commits(git: Git, since: date, zone: ZoneInfo, most: int) -> Iterator[Commit]:
    """Yield the commits that touched the handbook's files since a day, newest first.

    Where the whole handbook was moved from another folder of the repository, what happened to it
    there goes on; a copy begins anew. Raises GitFault.
    """
    folder: _Folder | None = None
    while most > 0:
        last: Commit | None = None
        for commit in _listed(git, folder, since, zone, most):
            if last is not None:
                yield last
                most -= 1
            last = commit
        if last is None:
            return
        here = folder.path if folder else None
        moved = _moved(git, here, last)
        yield last if moved is None else moved[0]
        if moved is None:
            return
        most -= 1
        folder = moved[1]


def _listed(
    git: Git, folder: _Folder | None, since: date, zone: ZoneInfo, most: int
) -> Iterator[Commit]:
    revision, relative, within = "HEAD", "--relative", ""
    if folder is not None:
        revision, within = folder.newest, f":(top,literal){folder.path}"
        relative = f"--relative={folder.path}" if folder.path else "--no-relative"
    listed = git.read(
        "log", *_MAIN_LINE, *_RENAMES, "--raw", "-z", "--no-abbrev", relative,
        "--no-ext-diff", "--no-color", f"--format=tformat:{_MARK}%H %at %P",
        f"--since={since.isoformat()}T00:00:00Z", f"--max-count={most}", revision,
        "--", *(f"{within}{name}" for name in (*FOLDERS, PAGES)),
    )  # fmt: skip
    for part in listed.decode(errors="surrogateescape").split(_MARK)[1:]:
        head, _, files = part.partition("\0")
        name, seconds, *parents = head.split()
        yield Commit(name, moment_of(seconds, zone), tuple(touched_in(files)), not parents)


def moment_of(seconds: str, zone: ZoneInfo) -> datetime:
    """Return the moment of a commit as git tells it, the last that can be told if it is later."""
    return datetime.fromtimestamp(min(int(seconds), _LAST), UTC).astimezone(zone)


def _moved(git: Git, here: str | None, commit: Commit) -> tuple[Commit, _Folder] | None:
    """Return a commit as what it changed in a handbook that it moved, and where from.

    None if it moved none: the one file that every handbook has did not come from elsewhere in it.
    """
    if commit.is_first or not any(
        one.path == _SIGN and one.before is None for one in commit.touched
    ):
        return None
    if here is None:
        here = git.text("rev-parse", "--show-prefix").rstrip("\n")
    before, now = f"{commit.name}^", commit.name
    told = git.read(
        "diff-tree", "-r", "--raw", "-z", "--no-abbrev", "--no-relative", *_RENAMES, before, now
    )
    there = next(
        (
            one.path_before.removesuffix(_SIGN)
            for one in touched_in(told.decode(errors="surrogateescape"))
            if one.path == here + _SIGN and one.before and one.path_before.endswith(_SIGN)
        ),
        None,
    )
    if there is None or (there and not there.endswith("/")):
        return None
    changed = git.read(
        "diff-tree", "-r", "--raw", "-z", "--no-abbrev", "--no-relative", *_RENAMES,
        f"{before}:{there}", f"{now}:{here}",
    )  # fmt: skip
    touched = [
        one
        for one in touched_in(changed.decode(errors="surrogateescape"))
        if any(
            path.startswith(f"{name}/")
            for name in (*FOLDERS, PAGES)
            for path in (one.path_before, one.path)
        )
    ]
    return commit._replace(touched=tuple(touched)), _Folder(there, before)


def touched_in(files: str) -> Iterator[Touched]:
    """Yield the files told as `git log --raw -z` does: their modes, contents, letter and paths."""
    parts = iter(files.lstrip("\n").split("\0"))
    for told in parts:
        if not told.startswith(":"):
            continue
        mode_before, mode_after, before, after, letter = told[1:].split(" ")
        path_before = path = next(parts)
        if letter[0] in "RC":
            path = next(parts)
        old = before if mode_before in _FILES and letter[0] != "C" else None
        new = after if mode_after in _FILES else None
        if old != new or path_before != path:
            yield Touched(path_before, old, path, new)


def uncommitted(git: Git) -> list[str]:
    """Return the paths of the handbook's files that are not as they were committed.

    Raises GitFault.
    """
    told = git.read(
        "--no-optional-locks", "status", "--porcelain=v1", "-z", "--untracked-files=all",
        "--no-renames", "--", *FOLDERS,
    )  # fmt: skip
    return [line[3:] for line in told.decode(errors="surrogateescape").split("\0") if line]
