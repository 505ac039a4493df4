"""A stored snapshot of a check: its result and everything the result depends on."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import MsgspecError, Struct
from msgspec.msgpack import Decoder, Encoder

from handbook.book import Handbook
from handbook.cache import Cache
from handbook.checks.links import Folders, resolved_links
from handbook.digests import SIZE, code, digest
from handbook.incremental.checked import Checked
from handbook.incremental.file_times import FileTimes
from handbook.incremental.graph import Graph
from handbook.repository import folder_of

# The code that affects the result.
_CODE = ("*.py", "*/*.py")
_NONE = bytes(SIZE)


class Snapshot(Struct, array_like=True, frozen=True, kw_only=True):
    """The result of checking a handbook, and the state of its files.

    `times` has the files' stamps, `cache_keys` the cache key of each document, `digests` the
    digests of files that are not documents. `anchored` has the anchors of each document that are
    linked to. `linked_files` maps every other linked file to None if it exists, and to the names
    next to it if it does not.
    `unread` has the kinds that could not be read completely, `graph` the digest of the graph.
    """

    times: FileTimes
    settings: Any
    checked: Checked
    cache_keys: bytes
    digests: dict[str, bytes]
    anchored: dict[str, frozenset[str]]
    linked_files: dict[str, list[str] | None]
    unread: frozenset[str]
    graph: bytes

    @property
    def keys(self) -> "Keys":
        """Return the cache key of each document, by path."""
        return Keys(self.times.paths, self.cache_keys)


class Keys(Mapping[str, bytes]):
    """The cache keys of some paths, concatenated, with zeros for paths without one."""

    def __init__(self, paths: Sequence[str], packed: bytes) -> None:
        self._paths = paths
        self._packed = packed

    def __getitem__(self, path: str) -> bytes:
        at = bisect_left(self._paths, path)
        if at < len(self._paths) and self._paths[at] == path:
            key = self._packed[at * SIZE : (at + 1) * SIZE]
            if key != _NONE:
                return key
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        packed = self._packed
        for at, path in enumerate(self._paths):
            if packed[at * SIZE : (at + 1) * SIZE] != _NONE:
                yield path

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def replaced(self, keys: Mapping[str, bytes]) -> bytes:
        """Return all keys concatenated, with some replaced."""
        packed = bytearray(self._packed)
        for path, key in keys.items():
            at = bisect_left(self._paths, path) * SIZE
            packed[at : at + SIZE] = key
        return bytes(packed)


_ENCODER = Encoder()
_SNAPSHOT = Decoder(Snapshot)
_GRAPH = Decoder(Graph)


class SnapshotStore:
    """The stored snapshots of a handbook: the last one, and the last complete one.

    A snapshot is complete if everything could be read. Unreadable files are usually fixed soon,
    and then the complete snapshot is the more useful one.
    """

    def __init__(self, cache: Cache, root: Path) -> None:
        self._cache = cache
        # Some file names depend on the folder within the repository.
        place = f"{root}\0{folder_of(root)}"
        self._seed = digest(place.encode(), code(*_CODE))

    def snapshots(self) -> Iterator[Snapshot]:
        """Yield the stored snapshots."""
        for is_complete in (True, False):
            packed = self._cache.get(self._key("snapshot", is_complete=is_complete))
            if packed is not None:
                with suppress(MsgspecError):
                    yield _SNAPSHOT.decode(packed)

    def graph(self, snapshot: Snapshot) -> Graph | None:
        """Return the reference graph of a snapshot, or None if it is not stored."""
        packed = self._cache.get(self._key("graph", is_complete=not snapshot.unread))
        # Another process may have replaced it.
        return _GRAPH.decode(packed) if packed and digest(packed) == snapshot.graph else None

    def put_graph(self, graph: Graph, unread: frozenset[str]) -> bytes:
        """Store the graph of a snapshot and return its digest."""
        packed = _ENCODER.encode(graph)
        self._cache.put(self._key("graph", is_complete=not unread), packed)
        return digest(packed)

    def put(self, snapshot: Snapshot) -> None:
        """Store a snapshot whose graph is already stored."""
        try:
            packed = _ENCODER.encode(snapshot)
        except (OverflowError, TypeError, UnicodeEncodeError):
            # For example, a number with a hundred digits in the settings.
            return
        self._cache.put(self._key("snapshot", is_complete=not snapshot.unread), packed)

    def _key(self, name: str, *, is_complete: bool) -> bytes:
        return digest(name.encode(), bytes([is_complete]), self._seed)


def take_snapshot(
    handbook: Handbook,
    times: FileTimes,
    checked: Checked,
    keys: Mapping[str, bytes],
    digests: Mapping[str, bytes],
    graph: bytes,
) -> Snapshot:
    """Return the snapshot of a full check."""
    found = resolved_links(handbook)
    return Snapshot(
        times=times,
        settings=dict(handbook.settings),
        checked=checked,
        cache_keys=b"".join(keys.get(path, _NONE) for path in times.paths),
        digests=dict(digests),
        anchored=dict(found.anchored),
        linked_files=linked_files(handbook.root, found.other_files),
        unread=handbook.unread,
        graph=graph,
    )


def linked_files(root: Path, paths: Iterable[str]) -> dict[str, list[str] | None]:
    """Return None for each linked file that exists, or the names next to it if it does not."""
    folders = Folders(root)
    return {
        path: None if folders.has(path) else sorted(folders.names(path.rpartition("/")[0]))
        for path in paths
        if not path.startswith(("/", "../"))
    }
