"""The commits of the main branch, newest first, each with its changed files."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from handbook.git import Git

FOLDERS = ("data", "sops")
# Hand-written pages, of which only the paths matter.
PAGES = "docs"
_SEPARATOR = "\x01"
# Every handbook has this file, so its former path is that of the handbook.
_MARKER_FILE = "data/settings.yaml"
# A branch counts when it is merged, as the diff of its merge commit.
_FIRST_PARENT = ("--first-parent", "-m")
_RENAMES = ("--find-renames=50%", "-l1000")
_FILE_MODES = {"100644", "100755"}
# Near the latest representable date; committers' clocks can be wrong.
_LATEST = int(datetime(9999, 12, 30, 12, tzinfo=UTC).timestamp())


class TouchedFile(NamedTuple):
    """A file before and after a commit: its paths and blob hashes; None if it did not exist."""

    path_before: str
    before: str | None
    path: str
    after: str | None


class Commit(NamedTuple):
    """A commit: its full hash, author time and touched files."""

    name: str
    moment: datetime
    touched: tuple[TouchedFile, ...]
    is_first: bool


class _Folder(NamedTuple):
    """The handbook's former folder in the repository, and the last commit with it there."""

    path: str
    newest: str


def commits(git: Git, since: date, zone: ZoneInfo, most: int) -> Iterator[Commit]:
    """Yield the commits that touched the handbook's files since a day, newest first.

    If the whole handbook was moved from another folder of the repository, its history there is
    included; that of a copy is not. Raises GitFault.
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
        current = folder.path if folder else None
        moved = _moved(git, current, last)
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
        "log", *_FIRST_PARENT, *_RENAMES, "--raw", "-z", "--no-abbrev", relative,
        "--no-ext-diff", "--no-color", f"--format=tformat:{_SEPARATOR}%H %at %P",
        f"--since={since.isoformat()}T00:00:00Z", f"--max-count={most}", revision,
        "--", *(f"{within}{name}" for name in (*FOLDERS, PAGES)),
    )  # fmt: skip
    for part in listed.decode(errors="surrogateescape").split(_SEPARATOR)[1:]:
        head, _, files = part.partition("\0")
        name, seconds, *parents = head.split()
        yield Commit(name, commit_time(seconds, zone), tuple(parse_raw_diff(files)), not parents)


def commit_time(seconds: str, zone: ZoneInfo) -> datetime:
    """Return the time of a commit from its timestamp, capped at the latest representable date."""
    return datetime.fromtimestamp(min(int(seconds), _LATEST), UTC).astimezone(zone)


def _moved(git: Git, here: str | None, commit: Commit) -> tuple[Commit, _Folder] | None:
    """Return a commit that moved the handbook, with paths relative to it, and its former folder.

    None if it did not: the settings file was not renamed in it.
    """
    if commit.is_first or not any(
        one.path == _MARKER_FILE and one.before is None for one in commit.touched
    ):
        return None
    if here is None:
        here = git.text("rev-parse", "--show-prefix").rstrip("\n")
    before, now = f"{commit.name}^", commit.name
    diff = git.read(
        "diff-tree", "-r", "--raw", "-z", "--no-abbrev", "--no-relative", *_RENAMES, before, now
    )
    former = next(
        (
            one.path_before.removesuffix(_MARKER_FILE)
            for one in parse_raw_diff(diff.decode(errors="surrogateescape"))
            if one.path == here + _MARKER_FILE
            and one.before
            and one.path_before.endswith(_MARKER_FILE)
        ),
        None,
    )
    if former is None or (former and not former.endswith("/")):
        return None
    changed = git.read(
        "diff-tree", "-r", "--raw", "-z", "--no-abbrev", "--no-relative", *_RENAMES,
        f"{before}:{former}", f"{now}:{here}",
    )  # fmt: skip
    touched = [
        one
        for one in parse_raw_diff(changed.decode(errors="surrogateescape"))
        if any(
            path.startswith(f"{name}/")
            for name in (*FOLDERS, PAGES)
            for path in (one.path_before, one.path)
        )
    ]
    return commit._replace(touched=tuple(touched)), _Folder(former, before)


def parse_raw_diff(files: str) -> Iterator[TouchedFile]:
    """Yield the files in the output of `git log --raw -z`."""
    parts = iter(files.lstrip("\n").split("\0"))
    for record in parts:
        if not record.startswith(":"):
            continue
        mode_before, mode_after, before, after, letter = record[1:].split(" ")
        path_before = path = next(parts)
        if letter[0] in "RC":
            path = next(parts)
        old = before if mode_before in _FILE_MODES and letter[0] != "C" else None
        new = after if mode_after in _FILE_MODES else None
        if old != new or path_before != path:
            yield TouchedFile(path_before, old, path, new)


def uncommitted(git: Git) -> list[str]:
    """Return the paths of the handbook's files with uncommitted changes; raises GitFault."""
    status = git.read(
        "--no-optional-locks", "status", "--porcelain=v1", "-z", "--untracked-files=all",
        "--no-renames", "--", *FOLDERS,
    )  # fmt: skip
    return [line[3:] for line in status.decode(errors="surrogateescape").split("\0") if line]
