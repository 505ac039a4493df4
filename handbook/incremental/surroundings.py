"""The unchanged surroundings of changed documents: entries and the targets of names."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from handbook.incremental.graph import NO_TARGET, Graph
from handbook.records import Entry
from handbook.references import Reference
from handbook.source.document import Document


class Targets(dict[int, Entry | None]):
    """The targets of names, by number; those outside the part are only stubs."""

    def __init__(self, entries: Mapping[int, Entry], graph: Graph, gone: Iterable[int]) -> None:
        super().__init__(entries)
        self.update(dict.fromkeys((NO_TARGET, *gone)))
        self.documents: dict[str, Document] = {}
        self._graph = graph

    def __missing__(self, number: int) -> Entry:
        kind, entry_id, path = self._graph.entry(number)
        document = Document(path=path, id=entry_id, data={}, values={}, keys={})
        self.documents[path] = document
        found = self[number] = Entry(kind=kind, id=entry_id, data={}, document=document)
        return found


class Rest(NamedTuple):
    """The unchanged entries of a part, by number, and their references."""

    entries: Mapping[int, Entry]
    references: Sequence[Reference]
    documents: Mapping[str, Document]
    targets: Targets


def retargeted(reference: Reference, changed: Mapping[tuple[str, str], Entry]) -> Reference:
    """Return a reference with its target replaced by the changed version, if there is one."""
    target = reference.target
    entry = changed.get((target.kind, target.id)) if target else None
    return reference._replace(target=entry) if entry else reference
