"""Fixes a handbook round by round, until no fault with exactly one solution is left."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from handbook.book import Handbook
from handbook.checks.links import RENAME_CODES
from handbook.checks.registry import run
from handbook.diagnostics import Diagnostic, Severity
from handbook.fixes.citations import is_any_outdated, renamed_edits
from handbook.fixes.edits import Edit, by_path, edited
from handbook.fixes.generated import regenerated
from handbook.fixes.moves import misplaced
from handbook.fixes.renames import rename_edits
from handbook.history.renames import Renames
from handbook.load import Loaded

# Faults that a fix must not introduce; one that does was meant for something else.
_REGRESSIONS = frozenset({"duplicate-key", "duplicate-section", "given-twice", "yaml-syntax"})
# A fix may reveal another fault; needing more rounds than this points to a bug.
_MAX_ROUNDS = 10


class Fixed(NamedTuple):
    """The files that change, before and after, and the remaining diagnostics.

    A text is None if the file does not exist.
    """

    before: Mapping[str, str | None]
    after: Mapping[str, str | None]
    left: tuple[Diagnostic, ...]


def fixed(
    loaded: Loaded,
    today: date,
    read: Callable[[Path, Mapping[str, str | None]], Loaded],
    renames: Callable[[Handbook, Mapping[str, str | None]], Renames | None],
    is_wanted: Callable[[str], bool],
) -> Fixed:
    """Return the files of a handbook with every fault fixed that has exactly one solution.

    `read` loads the handbook in a folder, overlaid with texts that are not written yet. Only faults
    in files whose path `is_wanted` are considered. `renames` is called at most once, with the
    texts that are not written yet, and only if a name or link is broken or a review is out of date.
    Nothing is written.
    """
    texts = _Texts(loaded.handbook.root)
    known: Renames | None = None
    asked = False
    found = _faults(loaded, today, is_wanted)
    is_all = False
    excluded: set[str] = set()
    for _ in range(_MAX_ROUNDS):
        if not asked and (
            any(one.code in RENAME_CODES for one in found) or is_any_outdated(loaded.handbook)
        ):
            known, asked = renames(loaded.handbook, texts.changed()), True
        saved = texts.saved()
        moved = texts.move(misplaced(loaded.handbook, found))
        edits = _edits(loaded.handbook, known, found)
        if not texts.edit(one for one in edits if one.place.path not in excluded) and not moved:
            if is_all or not _may_hide_faults(loaded, is_wanted):
                break
            # The fixes found so far cannot be made; faults they hide may have some that can.
            is_all = True
            found = _faults(loaded, today, is_wanted, is_all=is_all)
            continue
        before = loaded
        loaded = read(loaded.handbook.root, texts.changed())
        worse = _regressed(loaded) - _regressed(before)
        if worse:
            # The fixes made such a file worse, so it is restored and left to people.
            excluded |= worse
            texts.restore(worse, saved)
            loaded = read(loaded.handbook.root, texts.changed())
        found = _faults(loaded, today, is_wanted, is_all=is_all)
    if known is not None:
        reviews = renamed_edits(loaded.handbook, known)
        if texts.edit(one for one in reviews if is_wanted(one.place.path)):
            loaded = read(loaded.handbook.root, texts.changed())
            found = _faults(loaded, today, is_wanted, is_all=is_all)
    codes: Collection[str] = ()
    if not any(one.severity is Severity.ERROR for one in found) and not loaded.faults:
        # Generated from a handbook with errors, these would be incomplete.
        generated, codes = regenerated(loaded.handbook, (one.code for one in found))
        texts.put(generated)
    left = sorted(one for one in found if one.code not in codes)
    return Fixed(texts.before(), texts.changed(), tuple(left))


def _regressed(loaded: Loaded) -> set[str]:
    """Return the files with duplicates or invalid YAML."""
    return {fault.place.path for fault in loaded.faults if fault.code in _REGRESSIONS}


def _faults(
    loaded: Loaded, today: date, is_wanted: Callable[[str], bool], *, is_all: bool = False
) -> list[Diagnostic]:
    found = [one for one in loaded.faults if is_wanted(one.place.path)]
    if not is_all and _may_hide_faults(loaded, is_wanted):
        return found
    diagnostics = run(loaded.handbook, today).diagnostics
    return [*found, *(one for one in diagnostics if is_wanted(one.place.path))]


def _may_hide_faults(loaded: Loaded, is_wanted: Callable[[str], bool]) -> bool:
    """Return whether an unfixed fault may hide data whose absence causes other faults."""
    return any(one.fix for one in loaded.faults if is_wanted(one.place.path))


def _edits(handbook: Handbook, known: Renames | None, found: list[Diagnostic]) -> list[Edit]:
    """Return the edits that fix faults, by renames first and by similar names otherwise."""
    edits = [] if known is None else list(rename_edits(handbook, known, found))
    done = {edit.place for edit in edits}
    return [
        *edits,
        *(Edit(one.place, one.fix) for one in found if one.fix and one.place not in done),
    ]


class _Texts:
    """The current and the edited texts of files; None if a file does not exist."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._current: dict[str, str | None] = {}
        self._edited: dict[str, str | None] = {}

    def changed(self) -> Mapping[str, str | None]:
        """Return the edited texts that differ from the current ones, by path."""
        return {path: text for path, text in self._edited.items() if text != self._current[path]}

    def before(self) -> Mapping[str, str | None]:
        """Return the current texts of the changed files."""
        return {path: self._current[path] for path in self.changed()}

    def saved(self) -> Mapping[str, str | None]:
        """Return a copy of all edited texts."""
        return dict(self._edited)

    def restore(self, paths: Iterable[str], saved: Mapping[str, str | None]) -> None:
        """Reset files to their saved texts, or to their current ones."""
        for path in self._edited.keys() & set(paths):
            self._edited[path] = saved.get(path, self._current[path])

    def put(self, texts: Mapping[str, str | None]) -> None:
        """Replace the texts of files, by path."""
        for path, text in texts.items():
            self._read(path)
            self._edited[path] = text

    def edit(self, edits: Iterable[Edit]) -> Collection[Edit]:
        """Make edits and return those that could be made."""
        made: list[Edit] = []
        for path, some in by_path(edits).items():
            text = self._read(path)
            if text is not None:
                now = edited(text, some)
                self._edited[path] = now.text
                made += now.made
        return made

    def move(self, paths: Mapping[str, str]) -> Collection[str]:
        """Move files to new paths that are free, and return the old paths of those moved.

        If several files have the same new path, none of them is moved.
        """
        wanted = Counter(paths.values())
        free = {new for new in wanted if wanted[new] == 1 and self._read(new) is None}
        moved = [old for old, new in paths.items() if new in free]
        for old in moved:
            self.put({paths[old]: self._read(old), old: None})
        return moved

    def _read(self, path: str) -> str | None:
        """Return a file's edited text, with its own line ends.

        A file that is not text can only be replaced as a whole; invalid bytes become U+FFFD.
        """
        if path not in self._current:
            file = self._root / path
            text = file.read_bytes().decode(errors="replace") if file.is_file() else None
            self._current[path] = text
        return self._edited.setdefault(path, self._current[path])
