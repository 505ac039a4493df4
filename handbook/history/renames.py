"""Former ids, titles and paths, including those of uncommitted renames."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from handbook.book import Handbook
from handbook.git import Git
from handbook.history.commits import FOLDERS, PAGES, Commit, TouchedFile, commits, parse_raw_diff
from handbook.history.detection import Detector
from handbook.history.events import Moved
from handbook.history.loading import BATCH_SIZE, MAX_COMMITS, MAX_DAYS, moved_files
from handbook.history.store import Store
from handbook.history.versions import Versions
from handbook.similarity import renamed

_MAX_FILES = 1000
# The name of the pseudo-commit for uncommitted changes.
_NOW = "now"


class Renames(NamedTuple):
    """Current names by former ones.

    Ids by kind and former id, and by kind and folded former title; files by former path.
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
    """Return the renames of the last year, including uncommitted ones; raises GitFault.

    The texts of `overlay`, by path, replace those of the files.
    """
    detector = Detector(handbook)
    past = Versions(git, handbook.kinds, store, _MAX_FILES)
    uncommitted = _Uncommitted(git, overlay)
    since = today - timedelta(days=MAX_DAYS)
    listed = [
        Commit(_NOW, datetime.combine(today, time(), zone), tuple(uncommitted), is_first=False),
        *commits(git, since, zone, MAX_COMMITS),
    ]
    for start in range(0, len(listed), BATCH_SIZE):
        some = listed[start : start + BATCH_SIZE]
        found = past.differences(some, uncommitted.texts)
        for commit in some:
            detector.learn(found[commit.name])
    return Renames(detector.former, detector.titles, moved_files(listed))


class _Uncommitted:
    """The files with uncommitted changes; iteration collects their contents in `texts`."""

    def __init__(self, git: Git, overlay: Mapping[str, str | None]) -> None:
        self._git = git
        self._overlay = overlay
        self.texts: dict[str, bytes] = {}

    def __iter__(self) -> Iterator[TouchedFile]:
        """Yield the files as if all of them were committed."""
        gone: dict[str, str] = {}
        added = self._untracked()
        for one in self._changed():
            if not (self._git.root / one.path).is_file():
                gone[one.path] = one.before or ""
            elif one.before is None:
                added.append(one.path)
            else:
                yield TouchedFile(one.path, one.before, one.path, self._stored(one.path))
        yield from self._paired(gone, added)

    def _changed(self) -> Iterator[TouchedFile]:
        diff = self._git.text(
            "diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative", "HEAD", "--",
            *FOLDERS, PAGES,
        )  # fmt: skip
        return parse_raw_diff(diff)

    def _untracked(self) -> list[str]:
        listed = self._git.text(
            "ls-files", "-z", "--others", "--exclude-standard", "--", *FOLDERS, PAGES
        )
        # git also lists broken symbolic links and nested repositories.
        return [path for path in listed.split("\0") if path and (self._git.root / path).is_file()]

    def _stored(self, path: str) -> str:
        """Store the content of a file and return the name it is stored under."""
        text = self._overlay.get(path)
        content = (self._git.root / path).read_bytes() if text is None else text.encode()
        name = f"{_NOW}-{hashlib.sha256(content).hexdigest()}"
        self.texts[name] = content
        return name

    def _paired(self, gone: dict[str, str], added: list[str]) -> Iterator[TouchedFile]:
        """Yield new files, each with the removed file it replaces, if any."""
        before = self._git.blobs(gone.values())
        stored = {path: self._stored(path) for path in sorted(added)}
        was = {
            new: old
            for old, new in renamed(
                {old: before.get(name, b"") for old, name in gone.items()},
                {path: self.texts[name] for path, name in stored.items()},
            ).items()
        }
        for path, after in stored.items():
            old = was.get(path)
            yield TouchedFile(old or path, gone[old] if old else None, path, after)
