"""What things were called before: ids, titles and paths, also of changes not committed yet."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from handbook.book import Handbook
from handbook.git import Git
from handbook.history.commits import FOLDERS, PAGES, Commit, Touched, commits, touched_in
from handbook.history.detection import Detector
from handbook.history.events import Moved
from handbook.history.loading import AT_ONCE, COMMITS, DAYS, moved_files
from handbook.history.store import Store
from handbook.history.versions import Versions
from handbook.similarity import renamed

_MOST = 1000
# Stands for the name of the commit that is still to be made.
_NOW = "now"


class Renames(NamedTuple):
    """What names of old stand for today.

    Ids by kind and former id, and by kind and former title as names are compared; files by their
    former path.
    """

    ids: Mapping[tuple[str, str], str]
    titles: Mapping[tuple[str, str], str]
    files: Mapping[str, Moved]


def renames(
    handbook: Handbook,
    today: date,
    zone: ZoneInfo,
    git: Git,
    store: Store,
    overlay: Mapping[str, str | None],
) -> Renames:
    """Return what was renamed in the last year, up to the files as they are; raises GitFault.

    `overlay` has texts, by path, that count instead of those in the files.
    """
    teller = Detector(handbook)
    past = Versions(git, handbook.kinds, store, _MOST)
    waiting = _Waiting(git, overlay)
    since = today - timedelta(days=DAYS)
    listed = [
        Commit(_NOW, datetime.combine(today, time(), zone), tuple(waiting), is_first=False),
        *commits(git, since, zone, COMMITS),
    ]
    for start in range(0, len(listed), AT_ONCE):
        some = listed[start : start + AT_ONCE]
        found = past.differences(some, waiting.texts)
        for commit in some:
            teller.learn(found[commit.name])
    return Renames(teller.former, teller.titles, moved_files(listed))


class _Waiting:
    """The files that are not as they were committed; what they hold goes into `texts`."""

    def __init__(self, git: Git, overlay: Mapping[str, str | None]) -> None:
        self._git = git
        self._overlay = overlay
        self.texts: dict[str, bytes] = {}

    def __iter__(self) -> Iterator[Touched]:
        """Yield the files as a commit of all of them would tell them."""
        gone: dict[str, str] = {}
        added = self._unknown()
        for one in self._changed():
            if not (self._git.root / one.path).is_file():
                gone[one.path] = one.before or ""
            elif one.before is None:
                added.append(one.path)
            else:
                yield Touched(one.path, one.before, one.path, self._kept(one.path))
        yield from self._paired(gone, added)

    def _changed(self) -> Iterator[Touched]:
        told = self._git.text(
            "diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative", "HEAD", "--",
            *FOLDERS, PAGES,
        )  # fmt: skip
        return touched_in(told)

    def _unknown(self) -> list[str]:
        told = self._git.text(
            "ls-files", "-z", "--others", "--exclude-standard", "--", *FOLDERS, PAGES
        )
        # Git also lists links that lead nowhere, and folders that are repositories of their own.
        return [path for path in told.split("\0") if path and (self._git.root / path).is_file()]

    def _kept(self, path: str) -> str:
        """Return the name under which the content of a file is kept."""
        text = self._overlay.get(path)
        content = (self._git.root / path).read_bytes() if text is None else text.encode()
        name = f"{_NOW}-{hashlib.sha256(content).hexdigest()}"
        self.texts[name] = content
        return name

    def _paired(self, gone: dict[str, str], added: list[str]) -> Iterator[Touched]:
        """Yield new files, each with the one that it has taken the place of."""
        before = self._git.blobs(gone.values())
        kept = {path: self._kept(path) for path in sorted(added)}
        was = {
            new: old
            for old, new in renamed(
                {old: before.get(name, b"") for old, name in gone.items()},
                {path: self.texts[name] for path, name in kept.items()},
            ).items()
        }
        for path, after in kept.items():
            old = was.get(path)
            yield Touched(old or path, gone[old] if old else None, path, after)
