"""What a check found, and all that it hangs on, kept until the next one."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import MsgspecError, Struct
from msgspec.msgpack import Decoder, Encoder

from handbook.book import Handbook
from handbook.cache import Cache
from handbook.checks.links import Folders, followed
from handbook.digests import SIZE, code, digest
from handbook.incremental.checked import Checked
from handbook.incremental.file_times import FileTimes
from handbook.incremental.graph import Graph
from handbook.repository import folder_of

# Where the code is that has a part in what is found.
_FINDERS = ("*.py", "*/*.py")
_NONE = bytes(SIZE)


class Snapshot(Struct, array_like=True, frozen=True, kw_only=True):
    """What was found in a handbook whose files were as they were seen.

    `kept` has the key that the document at each path is kept under, `others` what stood in files
    that are none. `anchored` are the anchors of each document that are linked to; `beyond` says of
    each other file that is linked to None if it is there, and what lies beside it if it is not.
    `unread` are the kinds of which not all could be read, `graph` names the graph of its entries.
    """

    seen: FileTimes
    settings: Any
    checked: Checked
    kept: bytes
    others: dict[str, bytes]
    anchored: dict[str, frozenset[str]]
    beyond: dict[str, list[str] | None]
    unread: frozenset[str]
    graph: bytes

    @property
    def keys(self) -> "Keys":
        """Under which key each document is kept."""
        return Keys(self.seen.paths, self.kept)


class Keys(Mapping[str, bytes]):
    """The keys of some of the paths that there are, one behind the other, zeros where none is."""

    def __init__(self, paths: Sequence[str], kept: bytes) -> None:
        self._paths = paths
        self._kept = kept

    def __getitem__(self, path: str) -> bytes:
        at = bisect_left(self._paths, path)
        if at < len(self._paths) and self._paths[at] == path:
            key = self._kept[at * SIZE : (at + 1) * SIZE]
            if key != _NONE:
                return key
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        kept = self._kept
        for at, path in enumerate(self._paths):
            if kept[at * SIZE : (at + 1) * SIZE] != _NONE:
                yield path

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def replaced(self, keys: Mapping[str, bytes]) -> bytes:
        """Return all keys one behind the other, some of them others."""
        kept = bytearray(self._kept)
        for path, key in keys.items():
            at = bisect_left(self._paths, path) * SIZE
            kept[at : at + SIZE] = key
        return bytes(kept)


_ENCODER = Encoder()
_SNAPSHOT = Decoder(Snapshot)
_GRAPH = Decoder(Graph)


class Memory:
    """Where the snapshots of one handbook are kept: the last one, and the last whole one.

    One is whole if all could be read. Who writes what cannot be read mends it soon, and what was
    found before is worth more then.
    """

    def __init__(self, cache: Cache, root: Path) -> None:
        self._cache = cache
        # Where it stands in its repository is part of some names of files.
        place = f"{root}\0{folder_of(root)}"
        self._seed = digest(place.encode(), code(*_FINDERS))

    def snapshots(self) -> Iterator[Snapshot]:
        """Yield what is known of earlier looks."""
        for whole in (True, False):
            packed = self._cache.get(self._key("snapshot", whole=whole))
            if packed is not None:
                with suppress(MsgspecError):
                    yield _SNAPSHOT.decode(packed)

    def graph(self, snapshot: Snapshot) -> Graph | None:
        """Return which entries referred to which then, None if that is not known."""
        packed = self._cache.get(self._key("graph", whole=not snapshot.unread))
        # Somebody else may have looked meanwhile.
        return _GRAPH.decode(packed) if packed and digest(packed) == snapshot.graph else None

    def put_graph(self, graph: Graph, unread: frozenset[str]) -> bytes:
        """Keep a graph for a snapshot, and return what that is to call it."""
        packed = _ENCODER.encode(graph)
        self._cache.put(self._key("graph", whole=not unread), packed)
        return digest(packed)

    def put(self, snapshot: Snapshot) -> None:
        """Keep a snapshot, whose graph is kept."""
        try:
            packed = _ENCODER.encode(snapshot)
        except (OverflowError, TypeError, UnicodeEncodeError):
            # Such as a number of a hundred digits among the settings.
            return
        self._cache.put(self._key("snapshot", whole=not snapshot.unread), packed)

    def _key(self, name: str, *, whole: bool) -> bytes:
        return digest(name.encode(), bytes([whole]), self._seed)


def taken(
    handbook: Handbook,
    seen: FileTimes,
    checked: Checked,
    keys: Mapping[str, bytes],
    others: Mapping[str, bytes],
    graph: bytes,
) -> Snapshot:
    """Return the snapshot of a handbook that was looked at as a whole."""
    found = followed(handbook)
    return Snapshot(
        seen=seen,
        settings=dict(handbook.settings),
        checked=checked,
        kept=b"".join(keys.get(path, _NONE) for path in seen.paths),
        others=dict(others),
        anchored=dict(found.anchored),
        beyond=outlook(handbook.root, found.beyond),
        unread=handbook.unread,
        graph=graph,
    )


def outlook(root: Path, paths: Iterable[str]) -> dict[str, list[str] | None]:
    """Return, for files that are linked to, None if one is there, else what lies beside it."""
    folders = Folders(root)
    return {
        path: None if folders.has(path) else sorted(folders.names(path.rpartition("/")[0]))
        for path in paths
        if not path.startswith(("/", "../"))
    }
