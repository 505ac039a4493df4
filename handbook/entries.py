"""Turn texts into entries, and resolve the names in them to other entries."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Any

from handbook.addresses import Home, read_target, site_link
from handbook.names import is_external
from handbook.records import Entry
from handbook.references import Reference
from handbook.schema import Kind
from handbook.source.csv import read_csv
from handbook.source.document import Document
from handbook.source.lazy import LazyData, put
from handbook.source.places import Places, Route, Routes
from handbook.source.reading import read_document
from handbook.source.text import Lines
from handbook.source.yaml import read_yaml

# Finds the entry of some kinds by a name written in the file at a path.
Find = Callable[[Iterable[str], str, str], Entry | None]


def read_as(
    kind: Kind, path: str, text: str, homes: tuple[Home, ...], routes: Routes | None = None
) -> Document:
    """Return the text of a file as a document of a kind, with syntax errors in its faults.

    `routes` is shared by all documents that are read together.
    """
    routes = Routes() if routes is None else routes
    stem = Path(path).stem
    lines = Lines(path, text)
    if path.endswith(".md"):
        return read_document(
            lines,
            stem,
            kind.layout,
            routes,
            lambda link: site_link(read_target(link, path), path, homes),
        )
    tree = read_csv(lines, *kind.table) if path.endswith(".csv") else read_yaml(lines)
    empty = tree.data is None and kind.one_file
    if empty:
        tree.values.found.setdefault((), (0, 0))
    return Document(
        path=path,
        id="" if kind.one_file else stem,
        data={} if empty else tree.data,
        values=Places(tree.values, routes),
        keys=Places(tree.keys, routes),
        faults=tuple(tree.faults),
    )


def entries_of(kind: Kind, document: Document) -> Iterator[Entry]:
    """Yield the entries of a document, with names not yet resolved."""
    if not kind.one_file:
        yield Entry(kind=kind.name, id=document.id, data=document.data, document=document)
        return
    for entry_id, data in document.data.items():
        yield Entry(kind=kind.name, id=entry_id, data=data, document=document, route=(entry_id,))


def linked(kinds: Mapping[str, Kind], entry: Entry, find: Find) -> Iterator[Reference]:
    """Yield the references of an entry, and replace resolved names by ids in its data."""
    kind = kinds[entry.kind]
    gathered = None if entry.route else entry.document.mentions
    for mention in kind.mentions(entry.data) if gathered is None else gathered:
        # A document may be kept elsewhere, but a role or a tool is never a web address.
        if is_external(mention.name) and any(
            name in kinds and "*" in kinds[name].files for name in mention.kinds
        ):
            continue
        # Interned because the index of names caches lookups by kinds.
        route, among = kind.routes.same(mention.route), _interned(mention.kinds)
        target = find(among, mention.name, entry.document.path)
        if target is not None:
            many = len(among) > 1
            _write(entry.data, route, f"{target.kind}/{target.id}" if many else target.id)
        yield Reference(entry, route, intern(mention.name), among, target, mention.uses)


def _write(data: Any, route: Route, value: str) -> None:
    if isinstance(data, LazyData):
        data.put(route, value)
    else:
        put(data, route, value)


@lru_cache(1_000)
def _interned(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return one shared tuple for all equal ones."""
    return kinds
