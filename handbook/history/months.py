"""How a handbook stood at the end of each month, from the commit that was the last one by then."""

import io
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from handbook.cache import Cache
from handbook.git import Git
from handbook.history.commits import moment_of
from handbook.history.store import Store, made_by

Plain = Mapping[str, Any]
# All of the handbook has a part in what is measured.
_CODE = ("**/*.py",)


class MonthEnd(NamedTuple):
    """A month, its last commit, the name of the files in it, and the day it is looked at."""

    commit: str
    tree: str
    day: date

    @property
    def month(self) -> str:
        """Return the month as ISO writes it: "2026-11"."""
        return f"{self.day:%Y-%m}"


def month_ends(git: Git, today: date, zone: ZoneInfo, most: int) -> list[MonthEnd]:
    """Return the ends of up to so many months, the oldest first; the last one is today.

    A month in which nothing was committed stands as the one before it; months before the
    handbook came into its repository are none of its own. Raises GitFault.
    """
    days = _ends(today, most)
    found: list[MonthEnd] = []
    listed = iter(_commits(git, zone))
    newest = next(listed, None)
    for day in days:
        while newest is not None and newest[0] > day:
            newest = next(listed, None)
        if newest is None:
            break
        tree = _tree(git, newest[1])
        if tree is None:
            break
        found.append(MonthEnd(newest[1], tree, day))
    return found[::-1]


def kept(root: Path, cache: Cache) -> Store:
    """Return what a cache knows of earlier measurements of a handbook."""
    return Store(cache, made_by(root, _CODE))


def measured(
    git: Git, ends: Sequence[MonthEnd], store: Store, measure: Callable[[Path, date], Plain]
) -> Iterator[tuple[MonthEnd, Plain]]:
    """Yield each end of a month with what was measured then; raises GitFault.

    `measure` is given a folder with the files as they were. The same files on the same day are
    measured once: the store knows what was found.
    """
    for end in ends:
        key = f"{end.tree}:{end.day.isoformat()}"
        known = store.get(key)
        if known is None:
            with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
                unpack(git, end.commit, Path(folder))
                known = dict(measure(Path(folder), end.day))
            store.put(key, known)
        yield end, known


def unpack(git: Git, commit: str, folder: Path) -> None:
    """Write the files of a commit into a folder, links left out; raises GitFault.

    Of a commit from before the handbook came into its repository there is nothing to write.
    """
    if _tree(git, commit) is None:
        return
    archive = git.read("archive", "--format=tar", commit, ".")
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        # What would keep it inside by itself, early versions of Python 3.11 lack.
        for member in files:
            content = files.extractfile(member) if member.isreg() else None
            path = PurePosixPath(member.name)
            if content is not None and not path.is_absolute() and ".." not in path.parts:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content.read())


def _tree(git: Git, commit: str) -> str | None:
    """Return the name of the handbook's files in a commit; None if it had none yet."""
    if not git.read("ls-tree", commit, "--", "."):
        return None
    return git.text("rev-parse", f"{commit}:./").strip()


def _ends(today: date, most: int) -> list[date]:
    """Return today and the last days of the months before it, the newest first."""
    months = range(1, min(most, 12 * today.year + today.month - 12))
    return [today, *(today - relativedelta(months=back, day=31) for back in months)]


def _commits(git: Git, zone: ZoneInfo) -> Iterator[tuple[date, str]]:
    """Yield the day and the name of each commit of the main line, the newest first."""
    for line in git.text("log", "--first-parent", "--format=%ct %H").splitlines():
        seconds, name = line.split()
        yield moment_of(seconds, zone).date(), name
