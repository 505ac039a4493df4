"""The reference graph of a handbook, with entries as integers."""

from array import array
from bisect import bisect_right
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from itertools import groupby
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from handbook.book import Handbook
from handbook.names import names_of
from handbook.records import Entry
from handbook.references import Reference

# The target of a name that matches no entry.
NO_TARGET = -1
# Up to this many numbers are faster to find one by one than in a single pass.
_FEW = 8


class PackedLists(Struct, array_like=True, frozen=True):
    """Packed lists of integers, each decoded on access; `stops` has the end of each list."""

    stops: bytes
    numbers: bytes

    @classmethod
    def of(cls, lists: Iterable[Collection[int]]) -> Self:
        """Return several lists packed into one."""
        stops, numbers = array("i", [0]), array("i")
        for one in lists:
            numbers.extend(one)
            stops.append(len(numbers))
        return cls(stops.tobytes(), numbers.tobytes())

    def __len__(self) -> int:
        return len(self.stops) // array("i").itemsize - 1

    def replaced(self, lists: Mapping[int, Collection[int]]) -> Self:
        """Return a copy with some lists replaced, by index."""
        return type(self).of(lists.get(at, self[at]) for at in range(len(self)))

    def indices_of(self, wanted: AbstractSet[int]) -> set[int]:
        """Return the indices of the lists that contain any of some numbers."""
        stops, numbers = array("i", self.stops), array("i", self.numbers)
        if len(wanted) > _FEW:
            places = (at for at, number in enumerate(numbers) if number in wanted)
        else:
            places = (at for number in wanted for at in _positions(numbers, number))
        return {bisect_right(stops, at) - 1 for at in places}

    def __getitem__(self, at: int) -> list[int]:
        start, stop = memoryview(self.stops).cast("i")[at : at + 2].tolist()
        return memoryview(self.numbers).cast("i")[start:stop].tolist()


class Graph(Struct, array_like=True, frozen=True, kw_only=True):
    """The reference graph; each entry is identified by its index.

    An entry has a kind, an id and the path of its document. `targets` has the targets of each
    entry, in the sorted order of the names it contains, with NO_TARGET for unknown ones. `cited`
    has what each record of reviews cites. `has_duplicates` is whether two entries of a kind share
    an id, `has_path_like_name` whether any entry has a name like a path or like kind/id.
    """

    kinds: list[str]
    ids: list[str]
    paths: list[str]
    targets: PackedLists
    cited: PackedLists
    has_duplicates: bool
    has_path_like_name: bool

    def entry(self, number: int) -> tuple[str, str, str]:
        """Return the kind, the id and the path of an entry."""
        return self.kinds[number], self.ids[number], self.paths[number]

    def number(self, entry: Entry) -> int | None:
        """Return the number of an entry, or None if it is not in the graph."""
        wanted = (entry.kind, entry.id, entry.document.path)
        numbers = (number for number, one in enumerate(self.ids) if one == entry.id)
        return next((number for number in numbers if self.entry(number) == wanted), None)

    def named(self, name: str) -> int:
        """Return the number of the first entry named "kind/id", or NO_TARGET if there is none."""
        kind, _, entry_id = name.partition("/")
        numbers = (number for number, one in enumerate(self.ids) if one == entry_id)
        return next((number for number in numbers if self.kinds[number] == kind), NO_TARGET)

    def sources(self, numbers: AbstractSet[int]) -> set[int]:
        """Return the numbers of the entries that refer to some entries or cite them in a review."""
        return self.targets.indices_of(numbers) | self.cited.indices_of(numbers)


def _positions(numbers: "array[int]", wanted: int) -> Iterator[int]:
    """Yield the positions of a number."""
    at = -1
    with suppress(ValueError):
        while True:
            at = numbers.index(wanted, at + 1)
            yield at


def graph_of(handbook: Handbook) -> Graph:
    """Return the reference graph of a handbook."""
    listed = [entry for register in handbook.registers.values() for entry in register]
    numbers = {id(entry): number for number, entry in enumerate(listed)}
    # Settings and duplicate entries refer to others too.
    for reference in handbook.references:
        if numbers.setdefault(id(reference.source), len(listed)) == len(listed):
            listed.append(reference.source)
    targets: list[Collection[int]] = [()] * len(listed)
    for source, references in groupby(handbook.references, lambda one: id(one.source)):
        targets[numbers[source]] = _targets(references, numbers)
    cited: list[list[int]] = [[] for _ in listed]
    for entry in handbook.entries("reviews"):
        found = (handbook.find(*name.split("/", 1)) for name in cites(entry))
        cited[numbers[id(entry)]] = [numbers[id(one)] if one else NO_TARGET for one in found]
    return Graph(
        kinds=[entry.kind for entry in listed],
        ids=[entry.id for entry in listed],
        paths=[entry.document.path for entry in listed],
        targets=PackedLists.of(targets),
        cited=PackedLists.of(cited),
        has_duplicates=len({(entry.kind, entry.id) for entry in listed}) < len(listed),
        has_path_like_name=any(
            is_path(name.text, handbook.kinds) for entry in listed for name in names_of(entry)
        ),
    )


def is_path(name: str, kinds: Container[str]) -> bool:
    """Return whether a name is written as a path or as a kind and an id."""
    kind, slash, _ = name.partition("/")
    return ".md" in name or (bool(slash) and kind in kinds)


def cites(entry: Entry) -> Collection[str]:
    """Return the names, as "kind/id", of everything that the reviews in a record cite."""
    return dict.fromkeys(
        name for review in entry.data["reviews"] for name in review.get("cites", ())
    )


def updated(
    before: Graph, targets: Mapping[int, Sequence[int]], cited: Mapping[int, Sequence[int]]
) -> Graph | None:
    """Return a graph with the references of some entries replaced, or None if nothing changes."""
    lists = ((before.targets, targets), (before.cited, cited))
    if all(all_[at] == now for all_, fresh in lists for at, now in fresh.items()):
        return None
    return replace(
        before,
        targets=before.targets.replaced(targets),
        cited=before.cited.replaced(cited),
    )


def _targets(references: Iterable[Reference], numbers: Mapping[int, int]) -> Collection[int]:
    """Return the target numbers of an entry, in the sorted order of the names it contains."""
    named = {(one.kinds, one.name): numbers.get(id(one.target), NO_TARGET) for one in references}
    return array("i", [named[name] for name in sorted(named)])
