"""What a check found, and all that it hangs on, kept until the next one."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import Any, Self

from msgspec import MsgspecError, Struct
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from handbook.book import Handbook, Reference
from handbook.cache import Cache
from handbook.checks.links import Folders, followed
from handbook.digests import SIZE, code, digest
from handbook.incremental.checked import Checked
from handbook.incremental.watch import Seen
from handbook.names import names_of
from handbook.records import Entry

# Where the code is that has a part in what is found.
_FINDERS = ("*.py", "*/*.py")
# What a name leads to where no entry can be told.
NOWHERE = -1
_NONE = bytes(SIZE)


class Snapshot(Struct, array_like=True, frozen=True, kw_only=True):
    """What was found in a handbook whose files were as they were seen.

    `kept` has the key that the document at each path is kept under, `others` what stood in files
    that are none. `anchored` are the anchors of each document that are linked to; `beyond` says of
    each other file that is linked to None if it is there, and what lies beside it if it is not.
    `unread` are the kinds of which not all could be read, `web` is what the web that belongs to it
    is called.
    """

    seen: Seen
    settings: Any
    checked: Checked
    kept: bytes
    others: dict[str, bytes]
    anchored: dict[str, frozenset[str]]
    beyond: dict[str, list[str] | None]
    unread: frozenset[str]
    web: bytes

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


class Numbers(Struct, array_like=True, frozen=True):
    """Lists of numbers, each read only when it is asked for; `stops` tells where each ends."""

    stops: bytes
    numbers: bytes

    @classmethod
    def of(cls, lists: Iterable[Collection[int]]) -> Self:
        """Return some lists as one."""
        stops, numbers = array("i", [0]), array("i")
        for one in lists:
            numbers.extend(one)
            stops.append(len(numbers))
        return cls(stops.tobytes(), numbers.tobytes())

    def __len__(self) -> int:
        return len(self.stops) // array("i").itemsize - 1

    def replaced(self, lists: Mapping[int, Collection[int]]) -> Self:
        """Return the same with other lists in some places."""
        return type(self).of(lists.get(at, self[at]) for at in range(len(self)))

    def having(self, number: int) -> set[int]:
        """Return the places of the lists that a number is in."""
        stops, numbers = array("i", self.stops), array("i", self.numbers)
        found: set[int] = set()
        at = 0
        with suppress(ValueError):
            while True:
                place = bisect_right(stops, numbers.index(number, at)) - 1
                found.add(place)
                at = stops[place + 1]
        return found

    def __getitem__(self, at: int) -> list[int]:
        start, stop = memoryview(self.stops).cast("i")[at : at + 2].tolist()
        return memoryview(self.numbers).cast("i")[start:stop].tolist()


class Web(Struct, array_like=True, frozen=True, kw_only=True):
    """Which entries refer to which, each told by its place among all.

    An entry is known by its kind, its id and the path of its document. `targets` has what each
    refers to, in the order of the names it writes, sorted, and NOWHERE for what is not there;
    `cited` has what those were reviewed on that hold reviews. `has_doubles` says whether two
    entries of a kind have one id, `has_path_name` whether anything is called as what leads to
    something might be written: a path, or a kind and an id.
    """

    kinds: list[str]
    ids: list[str]
    paths: list[str]
    targets: Numbers
    cited: Numbers
    has_doubles: bool
    has_path_name: bool

    def entry(self, number: int) -> tuple[str, str, str]:
        """Return the kind, the id and the path of an entry."""
        return self.kinds[number], self.ids[number], self.paths[number]

    def number(self, entry: Entry) -> int | None:
        """Return the number of an entry, None if it has none."""
        wanted = (entry.kind, entry.id, entry.document.path)
        numbers = (number for number, one in enumerate(self.ids) if one == entry.id)
        return next((number for number in numbers if self.entry(number) == wanted), None)

    def named(self, name: str) -> int:
        """Return the number of the first entry of a name, "kind/id"; NOWHERE if there is none."""
        kind, _, entry_id = name.partition("/")
        numbers = (number for number, one in enumerate(self.ids) if one == entry_id)
        return next((number for number in numbers if self.kinds[number] == kind), NOWHERE)

    def sources(self, number: int) -> set[int]:
        """Return the numbers of the entries that refer to one or were reviewed on it."""
        return self.targets.having(number) | self.cited.having(number)


_ENCODER = Encoder()
_SNAPSHOT = Decoder(Snapshot)
_WEB = Decoder(Web)


class Memory:
    """Where the snapshots of one handbook are kept: the last one, and the last whole one.

    One is whole if all could be read. Who writes what cannot be read mends it soon, and what was
    found before is worth more then.
    """

    def __init__(self, cache: Cache, root: Path) -> None:
        self._cache = cache
        self._seed = digest(str(root).encode(), code(*_FINDERS))

    def snapshots(self) -> Iterator[Snapshot]:
        """Yield what is known of earlier looks."""
        for whole in (True, False):
            packed = self._cache.get(self._key("snapshot", whole=whole))
            if packed is not None:
                with suppress(MsgspecError):
                    yield _SNAPSHOT.decode(packed)

    def web(self, snapshot: Snapshot) -> Web | None:
        """Return which entries referred to which then, None if that is not known."""
        packed = self._cache.get(self._key("web", whole=not snapshot.unread))
        # Somebody else may have looked meanwhile.
        return _WEB.decode(packed) if packed and digest(packed) == snapshot.web else None

    def put_web(self, web: Web, unread: frozenset[str]) -> bytes:
        """Keep a web for a snapshot, and return what that is to call it."""
        packed = _ENCODER.encode(web)
        self._cache.put(self._key("web", whole=not unread), packed)
        return digest(packed)

    def put(self, snapshot: Snapshot) -> None:
        """Keep a snapshot, whose web is kept."""
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
    seen: Seen,
    checked: Checked,
    keys: Mapping[str, bytes],
    others: Mapping[str, bytes],
    web: bytes,
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
        web=web,
    )


def outlook(root: Path, paths: Iterable[str]) -> dict[str, list[str] | None]:
    """Return, for files that are linked to, None if one is there, else what lies beside it."""
    folders = Folders(root)
    return {
        path: None if folders.has(path) else sorted(folders.names(path.rpartition("/")[0]))
        for path in paths
        if not path.startswith(("/", "../"))
    }


def web(handbook: Handbook) -> Web:
    """Return which entries of a handbook refer to which."""
    listed = [entry for register in handbook.registers.values() for entry in register]
    numbers = {id(entry): number for number, entry in enumerate(listed)}
    # Settings refer to entries too, and so does the second file of one name.
    for reference in handbook.references:
        if numbers.setdefault(id(reference.source), len(listed)) == len(listed):
            listed.append(reference.source)
    targets: list[Collection[int]] = [()] * len(listed)
    for source, references in groupby(handbook.references, lambda one: id(one.source)):
        targets[numbers[source]] = _targets(references, numbers)
    cited: list[list[int]] = [[] for _ in listed]
    for entry in handbook.entries("reviews"):
        found = (handbook.find(*name.split("/", 1)) for name in cites(entry))
        cited[numbers[id(entry)]] = [numbers[id(one)] if one else NOWHERE for one in found]
    return Web(
        kinds=[entry.kind for entry in listed],
        ids=[entry.id for entry in listed],
        paths=[entry.document.path for entry in listed],
        targets=Numbers.of(targets),
        cited=Numbers.of(cited),
        has_doubles=len({(entry.kind, entry.id) for entry in listed}) < len(listed),
        has_path_name=any(
            is_path(name.text, handbook.kinds) for entry in listed for name in names_of(entry)
        ),
    )


def is_path(name: str, kinds: Container[str]) -> bool:
    """Return whether a name is written as a path or as a kind and an id."""
    kind, slash, _ = name.partition("/")
    return ".md" in name or (bool(slash) and kind in kinds)


def cites(entry: Entry) -> Collection[str]:
    """Return the names, as "kind/id", of all that the reviews in a record were made on."""
    return dict.fromkeys(
        name for review in entry.data["reviews"] for name in review.get("cites", ())
    )


def rewoven(
    before: Web, targets: Mapping[int, Sequence[int]], cited: Mapping[int, Sequence[int]]
) -> Web | None:
    """Return a web in which some entries refer to others now; None if they do not."""
    lists = ((before.targets, targets), (before.cited, cited))
    if all(all_[at] == now for all_, fresh in lists for at, now in fresh.items()):
        return None
    return replace(
        before,
        targets=before.targets.replaced(targets),
        cited=before.cited.replaced(cited),
    )


def _targets(references: Iterable[Reference], numbers: Mapping[int, int]) -> Collection[int]:
    """Return the numbers of what one entry refers to, in the order of the names it writes."""
    named = {(one.kinds, one.name): numbers.get(id(one.target), NOWHERE) for one in references}
    return array("i", [named[name] for name in sorted(named)])
