"""References between entries."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from handbook.diagnostics import Place
from handbook.records import Entry
from handbook.source.places import Route

# The kind and the id of an entry.
Key = tuple[str, str]


class Reference(NamedTuple):
    """A name in one entry that refers to another; target is None if there is no such entry.

    `uses` is false if the entry is only mentioned and would not be missed.
    """

    source: Entry
    route: Route
    name: str
    kinds: tuple[str, ...]
    target: Entry | None
    uses: bool = True

    @property
    def place(self) -> Place:
        """Return where the name is written."""
        return self.source.place(*self.route)


def by_source(references: Iterable[Reference]) -> Mapping[Key, tuple[Reference, ...]]:
    """Return references by the entry that contains them."""
    found: dict[Key, list[Reference]] = {}
    for one in references:
        found.setdefault((one.source.kind, one.source.id), []).append(one)
    return {key: tuple(listed) for key, listed in found.items()}


def by_target(references: Iterable[Reference]) -> Mapping[Key, tuple[Reference, ...]]:
    """Return the references that are uses, by their target."""
    found: dict[Key, list[Reference]] = {}
    for one in references:
        if one.target is not None and one.uses:
            found.setdefault((one.target.kind, one.target.id), []).append(one)
    return {key: tuple(uses) for key, uses in found.items()}


def replaced(
    references: tuple[Reference, ...], before: Entry, fresh: tuple[Reference, ...]
) -> tuple[Reference, ...]:
    """Return references with the contiguous ones of an entry replaced by fresh ones."""
    at = next((at for at, one in enumerate(references) if one.source is before), len(references))
    stop = at
    while stop < len(references) and references[stop].source is before:
        stop += 1
    return (*references[:at], *fresh, *references[stop:])
