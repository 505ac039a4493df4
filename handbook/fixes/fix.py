"""A handbook is mended round by round, until no fault is left that has exactly one cure."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from handbook.book import Handbook
from handbook.checks.links import OF_RENAMES
from handbook.checks.registry import run
from handbook.diagnostics import Diagnostic, Severity
from handbook.fixes.citations import carried_edits, has_ended
from handbook.fixes.edits import Edit, by_path, edited
from handbook.fixes.generated import made
from handbook.fixes.moves import misplaced
from handbook.fixes.renames import former_edits
from handbook.history.renames import Renames
from handbook.load import Loaded

# What a cure must not lead to: it was meant for something else.
_SPOILT = frozenset({"duplicate-key", "duplicate-section", "given-twice", "yaml-syntax"})
# One cure may bring another fault to light; after so many there is something else amiss.
_ROUNDS = 10


class Mended(NamedTuple):
    """The files that change, as they were and as they would be, and what is wrong afterwards.

    A text is None where there is no file.
    """

    before: Mapping[str, str | None]
    after: Mapping[str, str | None]
    left: tuple[Diagnostic, ...]


def mended(
    loaded: Loaded,
    today: date,
    read: Callable[[Path, Mapping[str, str | None]], Loaded],
    renames: Callable[[Handbook, Mapping[str, str | None]], Renames | None],
    is_wanted: Callable[[str], bool],
) -> Mended:
    """Return what becomes of the files of a handbook if all that has one cure is mended.

    `read` gives the handbook in a folder as it is with some texts that are not written yet. Only
    faults in files that are wanted, by their path, are looked at. `renames` is asked at most
    once, only where a name or a link leads nowhere or a review has ended, and told the texts that
    are not written yet.
    Nothing is written.
    """
    texts = _Texts(loaded.handbook.root)
    known: Renames | None = None
    asked = False
    found = _faults(loaded, today, is_wanted)
    is_all = False
    spoilt: set[str] = set()
    for _ in range(_ROUNDS):
        if not asked and (
            any(one.code in OF_RENAMES for one in found) or has_ended(loaded.handbook)
        ):
            known, asked = renames(loaded.handbook, texts.changed()), True
        kept = texts.kept()
        moved = texts.move(misplaced(loaded.handbook, found))
        edits = _edits(loaded.handbook, known, found)
        if not texts.edit(one for one in edits if one.place.path not in spoilt) and not moved:
            if is_all or not _hides(loaded, is_wanted):
                break
            # The cures that are left cannot be made; what else is wrong may have some that can.
            is_all = True
            found = _faults(loaded, today, is_wanted, is_all=is_all)
            continue
        before = loaded
        loaded = read(loaded.handbook.root, texts.changed())
        worse = _spoilt(loaded) - _spoilt(before)
        if worse:
            # Such a file says less than it did: it is left as it was, to people.
            spoilt |= worse
            texts.restore(worse, kept)
            loaded = read(loaded.handbook.root, texts.changed())
        found = _faults(loaded, today, is_wanted, is_all=is_all)
    if known is not None:
        reviews = carried_edits(loaded.handbook, known)
        if texts.edit(one for one in reviews if is_wanted(one.place.path)):
            loaded = read(loaded.handbook.root, texts.changed())
            found = _faults(loaded, today, is_wanted, is_all=is_all)
    codes: Collection[str] = ()
    if not any(one.severity is Severity.ERROR for one in found) and not loaded.faults:
        # While something is amiss these would lack it.
        anew, codes = made(loaded.handbook, (one.code for one in found))
        texts.put(anew)
    left = sorted(one for one in found if one.code not in codes)
    return Mended(texts.before(), texts.changed(), tuple(left))


def _spoilt(loaded: Loaded) -> set[str]:
    """Return the files in which something stands twice, or that are no YAML."""
    return {fault.place.path for fault in loaded.faults if fault.code in _SPOILT}


def _faults(
    loaded: Loaded, today: date, is_wanted: Callable[[str], bool], *, is_all: bool = False
) -> list[Diagnostic]:
    found = [one for one in loaded.faults if is_wanted(one.place.path)]
    if not is_all and _hides(loaded, is_wanted):
        return found
    judged = run(loaded.handbook, today).diagnostics
    return [*found, *(one for one in judged if is_wanted(one.place.path))]


def _hides(loaded: Loaded, is_wanted: Callable[[str], bool]) -> bool:
    """Return whether what could be read after a cure may be just what is missing now."""
    return any(one.cure for one in loaded.faults if is_wanted(one.place.path))


def _edits(handbook: Handbook, known: Renames | None, found: list[Diagnostic]) -> list[Edit]:
    """Return the edits that mend faults: by what was called so, else by what is like it."""
    edits = [] if known is None else list(former_edits(handbook, known, found))
    done = {edit.place for edit in edits}
    return [
        *edits,
        *(Edit(one.place, one.cure) for one in found if one.cure and one.place not in done),
    ]


class _Texts:
    """The texts of files: as they are, and as they would be; None where there is no file."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._are: dict[str, str | None] = {}
        self._become: dict[str, str | None] = {}

    def changed(self) -> Mapping[str, str | None]:
        """Return the texts that would not be as they are, by path."""
        return {path: text for path, text in self._become.items() if text != self._are[path]}

    def before(self) -> Mapping[str, str | None]:
        """Return what these files hold now."""
        return {path: self._are[path] for path in self.changed()}

    def kept(self) -> Mapping[str, str | None]:
        """Return all texts that were looked at, as they would be by now."""
        return dict(self._become)

    def restore(self, paths: Iterable[str], kept: Mapping[str, str | None]) -> None:
        """Set files to what was kept of them, or to what they are."""
        for path in self._become.keys() & set(paths):
            self._become[path] = kept.get(path, self._are[path])

    def put(self, texts: Mapping[str, str | None]) -> None:
        """Set the whole texts of files, by path."""
        for path, text in texts.items():
            self._read(path)
            self._become[path] = text

    def edit(self, edits: Iterable[Edit]) -> Collection[Edit]:
        """Make edits, and return those that were made."""
        made: list[Edit] = []
        for path, some in by_path(edits).items():
            text = self._read(path)
            if text is not None:
                now = edited(text, some)
                self._become[path] = now.text
                made += now.made
        return made

    def move(self, paths: Mapping[str, str]) -> Collection[str]:
        """Give files another path, where nothing stands, and return those that have it.

        Where several would come to stand in one place, none is moved.
        """
        wanted = Counter(paths.values())
        free = {new for new in wanted if wanted[new] == 1 and self._read(new) is None}
        moved = [old for old, new in paths.items() if new in free]
        for old in moved:
            self.put({paths[old]: self._read(old), old: None})
        return moved

    def _read(self, path: str) -> str | None:
        """Return a file's text as it would be, with its own line ends.

        What is no text can only be replaced as a whole; a mark stands for each strange byte.
        """
        if path not in self._are:
            file = self._root / path
            there = file.is_file()
            self._are[path] = file.read_bytes().decode(errors="replace") if there else None
        return self._become.setdefault(path, self._are[path])
