"""The state of a handbook at the end of each month, from the last commit by then."""

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
from handbook.history.commits import commit_time
from handbook.history.store import Store, code_digest

Plain = Mapping[str, Any]
# Any module can affect the metrics.
_CODE = ("**/*.py",)


class MonthEnd(NamedTuple):
    """The last commit of a month, the hash of its tree, and the day it is measured on."""

    commit: str
    tree: str
    day: date

    @property
    def month(self) -> str:
        """Return the month in ISO format: "2026-11"."""
        return f"{self.day:%Y-%m}"


def month_ends(git: Git, today: date, zone: ZoneInfo, most: int) -> list[MonthEnd]:
    """Return the ends of up to `most` months, oldest first; the last one is today.

    A month without commits has the state of the previous one; months before the handbook was
    added to the repository are omitted. Raises GitFault.
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


def results_store(root: Path, cache: Cache) -> Store:
    """Return the cached results for a handbook."""
    return Store(cache, code_digest(root, _CODE))


def measure_months(
    git: Git, ends: Sequence[MonthEnd], store: Store, measure: Callable[[Path, date], Plain]
) -> Iterator[tuple[MonthEnd, Plain]]:
    """Yield each month end with its metrics; raises GitFault.

    `measure` is called with a folder of that month's files. Results are stored by tree and day.
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
    """Write the files of a commit to a folder, without links; raises GitFault.

    Writes nothing if the commit does not contain the handbook yet.
    """
    if _tree(git, commit) is None:
        return
    archive = git.read("archive", "--format=tar", commit, ".")
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        # Early versions of Python 3.11 lack tarfile's extraction filters.
        for member in files:
            content = files.extractfile(member) if member.isreg() else None
            path = PurePosixPath(member.name)
            if content is not None and not path.is_absolute() and ".." not in path.parts:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content.read())


def _tree(git: Git, commit: str) -> str | None:
    """Return the hash of the handbook's tree in a commit; None if it had none yet."""
    if not git.read("ls-tree", commit, "--", "."):
        return None
    return git.text("rev-parse", f"{commit}:./").strip()


def _ends(today: date, most: int) -> list[date]:
    """Return today and the last days of the preceding months, newest first."""
    months = range(1, min(most, 12 * today.year + today.month - 12))
    return [today, *(today - relativedelta(months=back, day=31) for back in months)]


def _commits(git: Git, zone: ZoneInfo) -> Iterator[tuple[date, str]]:
    """Yield the day and hash of each commit of the main branch, newest first."""
    for line in git.text("log", "--first-parent", "--format=%ct %H").splitlines():
        seconds, name = line.split()
        yield commit_time(seconds, zone).date(), name
