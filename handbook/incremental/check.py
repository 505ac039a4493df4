"""Checking a handbook, incrementally if little has changed since the last check."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from handbook.addresses import home_of
from handbook.book import Handbook
from handbook.cache import Cache
from handbook.checks import registry
from handbook.checks.exceptions import UNUSED
from handbook.checks.links import resolved_links
from handbook.diagnostics import Diagnostic
from handbook.document_cache import CachedReader, reader_over
from handbook.editors.files import FOLDER
from handbook.editors.snippets import MAX_SAMPLES
from handbook.incremental.checked import Checked, checked, sizes
from handbook.incremental.difference import updated, with_faults
from handbook.incremental.file_times import (
    FileTimes,
    changed_paths,
    digests_of,
    file_times,
    is_watched,
    without_entries,
)
from handbook.incremental.graph import Graph, graph_of
from handbook.incremental.interface import has_scores, is_alike, is_anchored_alike, is_same_example
from handbook.incremental.part import Changed, Part, Unknown
from handbook.incremental.snapshot import Snapshot, SnapshotStore, linked_files, take_snapshot
from handbook.load import SCHEMAS, Loaded, Progress, load
from handbook.readers import MemoryReader, Reader
from handbook.schema import Kind, read_kinds
from handbook.source.docs import FOLDER as DOCS
from handbook.source.document import Document
from handbook.source.text import read_text

# At most this many changed documents are checked incrementally, and at most this many are read.
_MAX_CHANGED = 20
_MAX_READ = 200
# These diagnostics depend on every name in the handbook, on every entry of a register, or on all
# other diagnostics.
_GLOBAL_CODES = {
    "unknown-reference", "duplicate-name", "duplicate-property", "broken-link", UNUSED
}  # fmt: skip
# Returns today's date according to the settings.
Day = Callable[[Mapping[str, Any]], date]


def check(root: Path, cache: Cache, day_of: Day, progress: Progress | None = None) -> Checked:
    """Return everything that is wrong in the handbook in a folder, on the day `day_of` returns.

    If little has changed since the last check, the result is derived from the last one and the
    changed documents. Otherwise all files are read, and `progress` is notified of how many.
    """
    found = recheck(root, cache, day_of)
    return found or check_all(root, cache, day_of, progress=progress)[1]


def recheck(root: Path, cache: Cache, day_of: Day) -> Checked | None:
    """Return what `check` does if little has changed since the last check, otherwise None."""
    times = file_times(root) if cache.is_enabled else None
    if times is None:
        return None
    memory = SnapshotStore(cache, root)
    rechecks = (_Recheck(root, cache, memory, times, last) for last in memory.snapshots())
    return next(filter(None, (one.checked(day_of) for one in rechecks)), None)


def check_all(
    root: Path,
    cache: Cache,
    day_of: Day,
    *,
    progress: Progress | None = None,
    memory: MemoryReader | None = None,
) -> tuple[Loaded, Checked]:
    """Read all files; return the handbook and everything that is wrong in it.

    `memory` holds texts that were read before. The cache gets a snapshot of everything the result
    depends on, for `recheck`.
    """
    times = file_times(root) if cache.is_enabled else None
    reader: Reader = memory.over(reader_over(cache)) if memory else reader_over(cache)
    others = digests_of(root, without_entries(times)) if times else {}
    loaded = load(root, progress, reader=reader)
    handbook = loaded.handbook
    if times is None:
        return loaded, checked(loaded, day_of(handbook.settings))
    store = SnapshotStore(cache, root)
    graph = store.put_graph(graph_of(handbook), handbook.unread)
    # Pending writes take memory that the checks need.
    cache.save()
    found = checked(loaded, day_of(handbook.settings))
    kinds, _ = read_kinds(root / SCHEMAS, SCHEMAS)
    # In an unwatched folder, the first entry of a kind could appear unnoticed.
    if all(is_watched(kind.files) for kind in kinds.values()) and reader.keys.keys() <= set(
        times.paths
    ):
        store.put(take_snapshot(handbook, times, found, reader.keys, others, graph))
    return loaded, found


class _Recheck:
    """An incremental check based on an earlier snapshot."""

    def __init__(
        self, root: Path, cache: Cache, memory: SnapshotStore, times: FileTimes, last: Snapshot
    ) -> None:
        self._root = root
        self._reader = CachedReader(cache)
        self._memory = memory
        self._times = times
        self._last = last

    def checked(self, day_of: Day) -> Checked | None:
        """Return what a full check would find, or None if only a full check can tell."""
        last = self._last
        paths = changed_paths(last.times, self._times)
        if paths is None or day_of(last.settings) != last.checked.day:
            return None
        others = [path for path in paths if path in last.digests]
        paths = [path for path in paths if path not in last.digests]
        if len(paths) > _MAX_READ or any(path not in last.keys for path in paths):
            return None
        if digests_of(self._root, others) != {path: last.digests[path] for path in others}:
            return None
        if linked_files(self._root, last.linked_files) != last.linked_files:
            return None
        if not paths:
            return last.checked
        try:
            return self._found(paths)
        except (Unknown, LookupError):
            # A check may rely on something that is missing from the part.
            return None

    def _found(self, paths: Sequence[str]) -> Checked:
        last = self._last
        kinds, faults = read_kinds(self._root / SCHEMAS, SCHEMAS)
        if faults:
            raise Unknown
        self._reader.set_schemas(kinds)
        changed = dict(self._changed(kinds, paths))
        if not changed:
            self._memory.put(replace(last, times=self._times))
            return last.checked
        graph = self._memory.graph(last)
        if graph is None or len(changed) > _MAX_CHANGED:
            raise Unknown
        if self._are_examples(graph, kinds, changed):
            raise Unknown
        part = Part(
            root=self._root,
            kinds=kinds,
            snapshot=last,
            graph=graph,
            read=self._known,
            changed=changed,
        )
        before, now = part.handbooks()
        reports = [registry.run(one, last.checked.day) for one in (before, now)]
        found = updated(last.checked, changed.keys(), *reports)
        faults = [fault for versions in changed.values() for fault in versions.faults]
        if faults:
            # Such a fault is usually fixed soon, so the snapshot without it is kept.
            files = {*last.keys, *(path for path in last.digests if path.startswith(f"{DOCS}/"))}
            return with_faults(found, faults, files, sizes(before), sizes(now))
        graph_now = part.updated_graph()
        name = self._memory.put_graph(graph_now, last.unread) if graph_now else last.graph
        self._memory.put(_next_snapshot(last, self._times, found, now, self._reader.keys, name))
        return found

    def _are_examples(
        self, graph: Graph, kinds: Mapping[str, Kind], changed: Mapping[str, Changed]
    ) -> bool:
        """Return whether a changed document may serve as an example in the editor files.

        Only the first ones of each kind do, and only if there are editor files.
        """
        if any(versions.faults for versions in changed.values()):
            # In that case nothing checks whether these files are up to date.
            return False
        if not any(path.startswith(f"{FOLDER}/") for path in self._times.paths):
            return False
        counts: Counter[str] = Counter()
        for kind, path in zip(graph.kinds, graph.paths, strict=True):
            counts[kind] += 1
            versions = changed.get(path)
            if (
                versions
                and counts[kind] <= MAX_SAMPLES
                and not is_same_example(kinds[kind], versions)
            ):
                return True
        return False

    def _changed(
        self, kinds: Mapping[str, Kind], paths: Iterable[str]
    ) -> Iterator[tuple[str, Changed]]:
        """Yield both versions of each changed document; raises Unknown."""
        homes = tuple(kind.home for kind in kinds.values())
        for path in paths:
            home = home_of(path, homes)
            text = read_text(self._root / path, path)
            if home is None or isinstance(text, Diagnostic):
                raise Unknown(path)
            kind = kinds[home.kind]
            document, faults = self._reader.read(kind, path, text, homes)
            if self._reader.keys[path] == self._last.keys[path]:
                continue
            versions = Changed(self._known(path), document, faults)
            anchored = self._last.anchored.get(path, ())
            if not (
                self._is_isolated(kind, versions, anchored)
                if faults
                else is_alike(kind, versions, anchored)
            ):
                raise Unknown(path)
            yield path, versions

    def _is_isolated(self, kind: Kind, versions: Changed, anchored: Collection[str]) -> bool:
        """Return whether a document that is no longer a valid entry affects no others.

        No existing diagnostic may depend on names that are unknown now.
        """
        checked = self._last.checked
        return (
            kind.name == "sops"
            and not self._last.unread
            and not has_scores(kind)
            and not any(one.code in _GLOBAL_CODES for one in (*checked.found, *checked.excepted))
            # The anchors of an unreadable document do not matter.
            and (bool(versions.now.faults) or is_anchored_alike(versions, anchored))
        )

    def _known(self, path: str) -> Document:
        """Return a document as of the last snapshot; raises Unknown if it is no longer cached."""
        key = self._last.keys.get(path)
        found = self._reader.known(path, key) if key else None
        if found is None:
            raise Unknown(path)
        return found


def _next_snapshot(
    last: Snapshot,
    times: FileTimes,
    found: Checked,
    part: Handbook,
    keys: Mapping[str, bytes],
    graph: bytes,
) -> Snapshot:
    """Return the snapshot after a part of the handbook changed."""
    links = resolved_links(part)
    added = {
        path
        for path in links.other_files
        if path not in last.keys and path not in last.linked_files
    }
    anchored = {
        path: last.anchored.get(path, frozenset()) | anchors
        for path, anchors in links.anchored.items()
    }
    return replace(
        last,
        times=times,
        checked=found,
        cache_keys=last.keys.replaced(keys),
        anchored={**last.anchored, **anchored},
        linked_files={**last.linked_files, **linked_files(part.root, added)},
        graph=graph,
    )
