"""What is around documents that changed and is as it was: its entries, and what names lead to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from handbook.incremental.graph import NOWHERE, Graph
from handbook.records import Entry
from handbook.references import Reference
from handbook.source.document import Document


class Meant(dict[int, Entry | None]):
    """The entries that names lead to, by number; of those outside a part only the name is known."""

    def __init__(self, entries: Mapping[int, Entry], graph: Graph, gone: Iterable[int]) -> None:
        super().__init__(entries)
        self.update(dict.fromkeys((NOWHERE, *gone)))
        self.documents: dict[str, Document] = {}
        self._graph = graph

    def __missing__(self, number: int) -> Entry:
        kind, entry_id, path = self._graph.entry(number)
        document = Document(path=path, id=entry_id, data={}, values={}, keys={})
        self.documents[path] = document
        found = self[number] = Entry(kind=kind, id=entry_id, data={}, document=document)
        return found


class Rest(NamedTuple):
    """The entries of a part that did not change, by number, and what they refer to."""

    entries: Mapping[int, Entry]
    references: Sequence[Reference]
    documents: Mapping[str, Document]
    meant: Meant


def led(reference: Reference, changed: Mapping[tuple[str, str], Entry]) -> Reference:
    """Return a reference that leads to an entry as it is, if that is one that changed."""
    target = reference.target
    entry = changed.get((target.kind, target.id)) if target else None
    return reference._replace(target=entry) if entry else reference
