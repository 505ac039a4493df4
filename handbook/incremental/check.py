"""All that is wrong in a handbook: of a large one only what changed since is looked at anew."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from handbook import kept
from handbook.addresses import home_of
from handbook.book import Handbook
from handbook.cache import Cache
from handbook.checks import registry
from handbook.checks.links import followed
from handbook.checks.registry import Coverage, Report
from handbook.diagnostics import Diagnostic
from handbook.incremental.checked import Checked, checked
from handbook.incremental.part import Changed, Part, Unknown
from handbook.incremental.snapshot import Kept, Snapshot, Web, outlook, taken, web
from handbook.incremental.watch import Seen, rewritten, watch
from handbook.load import SCHEMAS, Progress, load
from handbook.schema import Kind, read_kinds
from handbook.source.document import Document
from handbook.source.text import read_text
from handbook.unchanged import Anew

# So many documents that changed are looked at apart from the rest.
_MOST = 20
# Says by the settings which day it is.
Day = Callable[[Mapping[str, Any]], date]


def check(root: Path, cache: Cache, day_of: Day, progress: Progress | None = None) -> Checked:
    """Return all that is wrong in the handbook in a folder, on the day that `day_of` says.

    What a look at all of it would find is told from what was found last and from what changed
    since, if that is little and hangs together with little. `progress` is told how many files of
    all are read where all have to be.
    """
    seen = watch(root) if cache.keeps else None
    if seen is None:
        loaded = load(root, progress, reader=kept.Kept(cache) if cache.keeps else Anew())
        return checked(loaded, day_of(loaded.handbook.settings))
    memory = Kept(cache, root)
    found = _Again(root, cache, memory, seen).checked(day_of)
    if found is not None:
        return found
    snapshot, net = _whole(root, cache, seen, day_of, progress)
    if snapshot.keys.keys() <= set(seen.paths):
        memory.put(snapshot, net)
    return snapshot.checked


def _whole(
    root: Path, cache: Cache, seen: Seen, day_of: Day, progress: Progress | None
) -> tuple[Snapshot, Web]:
    """Return what a look at all of a handbook found, and which entries of it refer to which."""
    reader = kept.Kept(cache)
    loaded = load(root, progress, reader=reader)
    net = web(loaded.handbook)
    found = checked(loaded, day_of(loaded.handbook.settings))
    return taken(loaded.handbook, seen, found, reader.keys), net


class _Again:
    """One more look at a handbook that was looked at before."""

    def __init__(self, root: Path, cache: Cache, memory: Kept, seen: Seen) -> None:
        self._root = root
        self._reader = kept.Kept(cache)
        self._memory = memory
        self._seen = seen

    def checked(self, day_of: Day) -> Checked | None:
        """Return what a look at the whole would find; None if only that could tell."""
        last = self._memory.snapshot()
        paths = rewritten(last.seen, self._seen) if last else None
        if last is None or paths is None or day_of(last.settings) != last.checked.day:
            return None
        if len(paths) > _MOST * 10 or not last.keys.keys() >= set(paths):
            return None
        if outlook(self._root, last.beyond) != last.beyond:
            return None
        if not paths:
            return last.checked
        try:
            return self._found(last, paths)
        except Unknown:
            return None

    def _found(self, last: Snapshot, paths: Sequence[str]) -> Checked:
        kinds, faults = read_kinds(self._root / SCHEMAS, SCHEMAS)
        if faults:
            raise Unknown
        self._reader.under(kinds)
        changed = dict(self._changed(last, kinds, paths))
        if not changed:
            self._memory.put(replace(last, seen=self._seen))
            return last.checked
        web_of_last = self._memory.web()
        if web_of_last is None or len(changed) > _MOST:
            raise Unknown
        part = Part(
            root=self._root,
            kinds=kinds,
            snapshot=last,
            web=web_of_last,
            read=lambda path: self._known(last, path),
            changed=changed,
        )
        before, now = part.handbooks()
        reports = [registry.run(one, last.checked.day) for one in (before, now)]
        found = _told(last.checked, changed.keys(), *reports)
        self._memory.put(_after(last, self._seen, found, now, self._reader.keys))
        return found

    def _changed(
        self, last: Snapshot, kinds: Mapping[str, Kind], paths: Iterable[str]
    ) -> Iterator[tuple[str, Changed]]:
        """Yield what became of each document that is not as it was; raises Unknown."""
        homes = tuple(kind.home for kind in kinds.values())
        for path in paths:
            home = home_of(path, homes)
            text = read_text(self._root / path, path)
            if home is None or isinstance(text, Diagnostic):
                raise Unknown(path)
            kind = kinds[home.kind]
            document, faults = self._reader.read(kind, path, text, homes)
            if self._reader.keys[path] == last.keys[path]:
                continue
            versions = Changed(self._known(last, path), document)
            if faults or not _is_alike(kind, versions, last.anchored.get(path, frozenset())):
                raise Unknown(path)
            yield path, versions

    def _known(self, last: Snapshot, path: str) -> Document:
        """Return a document as it was last; raises Unknown if it is not kept any more."""
        key = last.keys.get(path)
        found = self._reader.known(path, key) if key else None
        if found is None:
            raise Unknown(path)
        return found


def _is_alike(kind: Kind, versions: Changed, anchored: frozenset[str]) -> bool:
    """Return whether two versions of a document are the same for who only refers to it.

    Nothing but the words under its headings differs, and they name the same entries. None of the
    anchors that are linked to came or went.
    """
    before, now = versions
    if not before.is_markdown or kind.one_file:
        return False
    lost_or_new = set(before.targets) ^ set(now.targets)
    return not lost_or_new & anchored and _outside(kind, before) == _outside(kind, now)


def _outside(kind: Kind, document: Document) -> tuple[Mapping[str, Any], set[Any]]:
    """Return what may be known of a document elsewhere: its properties, and whom it names as what.

    What stands under a heading of its own is known by nobody else.
    """
    parts = kind.layout.whole.parts
    data = {
        name: value
        for name, value in document.data.items()
        if name not in parts or not parts[name].heading
    }
    mentions = document.mentions
    named = kind.mentions(document.data) if mentions is None else mentions
    return data, {
        (one.kinds, one.name, one.uses, tuple(part for part in one.route if isinstance(part, str)))
        for one in named
    }


def _told(last: Checked, paths: Collection[str], before: Report, now: Report) -> Checked:
    """Return what was found last with the difference between two looks at a part; raises Unknown.

    The part must be large enough: of what changed it has to tell what the whole told.
    """
    found = _moved(last.found, before.diagnostics, now.diagnostics, paths)
    excepted = _moved(last.excepted, before.excepted, now.excepted, paths)
    if not {one.place.path for one in (*found, *excepted)} <= set(last.files):
        raise Unknown
    coverage = tuple(map(_counted, last.coverage, before.coverage, now.coverage))
    return last._replace(found=found, excepted=excepted, coverage=coverage)


def _moved(
    last: Sequence[Diagnostic],
    before: Sequence[Diagnostic],
    now: Sequence[Diagnostic],
    paths: Collection[str],
) -> tuple[Diagnostic, ...]:
    """Return the last diagnostics without those that went, and with those that came."""
    at_paths = [[one for one in all_ if one.place.path in paths] for all_ in (last, before)]
    if Counter(at_paths[0]) != Counter(at_paths[1]):
        raise Unknown
    came, went = Counter(now) - Counter(before), Counter(before) - Counter(now)
    left = Counter(last)
    if went - left:
        raise Unknown
    return tuple(sorted((left - went + came).elements())) if came or went else tuple(last)


def _counted(last: Coverage, before: Coverage, now: Coverage) -> Coverage:
    """Return how much a check looked at, and found, after a part of it changed."""
    counts = last.looked_at, before.looked_at, now.looked_at
    if None in counts:
        if set(counts) != {None}:
            raise Unknown
        return last
    looked_at = sum(one or 0 for one in (counts[0], counts[2])) - (counts[1] or 0)
    return last._replace(looked_at=looked_at, found=last.found + now.found - before.found)


def _after(
    last: Snapshot, seen: Seen, found: Checked, part: Handbook, keys: Mapping[str, bytes]
) -> Snapshot:
    """Return the snapshot after a part of the handbook changed."""
    links = followed(part)
    beyond = links.beyond - last.keys.keys() - last.beyond.keys()
    anchored = {
        path: last.anchored.get(path, frozenset()) | anchors
        for path, anchors in links.anchored.items()
    }
    return replace(
        last,
        seen=seen,
        checked=found,
        keys={**last.keys, **keys},
        anchored={**last.anchored, **anchored},
        beyond={**last.beyond, **outlook(part.root, beyond)},
    )
