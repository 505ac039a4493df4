"""A folder becomes a handbook, and everything that could not be read a diagnostic."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbook.addresses import Home, read_target, site_link
from handbook.book import Handbook, Reference, Register
from handbook.diagnostics import Diagnostic, Place, error
from handbook.names import Names, is_external
from handbook.records import Entry
from handbook.schema import Kind, read_kinds
from handbook.source.document import Document
from handbook.source.reading import read_document
from handbook.source.text import Lines, read_text
from handbook.source.yaml import read_yaml
from handbook.validation import validate

SCHEMAS = "data/schemas"
_FOLDERS = ("data", "sops")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """A handbook as far as it could be read, and what kept the rest from being read."""

    handbook: Handbook
    faults: tuple[Diagnostic, ...]


def load(root: Path, progress: Progress | None = None) -> Loaded:
    """Return the handbook in a folder; `progress` is told how many files of all are read."""
    kinds, faults = read_kinds(root / SCHEMAS, SCHEMAS)
    homes = tuple(kind.home for kind in kinds.values())
    files = {name: _files(root, kind) for name, kind in kinds.items()}
    faults += _strays(root, {path for paths in files.values() for path in paths})
    total = sum(len(paths) for paths in files.values())
    documents: dict[str, Document] = {}
    entries: list[Entry] = []
    unread: set[str] = {
        Path(fault.place.path).stem for fault in faults if fault.code == "invalid-schema"
    }
    for name, kind in kinds.items():
        for path in files[name]:
            document, found = _read(root, path, kind, homes)
            documents[path] = document
            faults += found
            if progress:
                progress(len(documents), total)
            if found:
                unread.add(name)
                continue
            entries += _entries(kind, document)
    handbook = _link(root, kinds, entries, documents, frozenset(unread))
    return Loaded(handbook=handbook, faults=tuple(sorted(faults)))


def _files(root: Path, kind: Kind) -> list[str]:
    """Return the kind's files, relative to the root; one that is missing is an empty register."""
    found = (file.relative_to(root).as_posix() for file in root.glob(kind.files))
    return sorted(path for path in found if not Path(path).name.startswith("."))


def _strays(root: Path, read: set[str]) -> Iterator[Diagnostic]:
    """Yield the files that no schema asks for: nothing is dropped unsaid."""
    for folder in _FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            path = file.relative_to(root).as_posix()
            if not file.is_file() or path in read or path.startswith(f"{SCHEMAS}/"):
                continue
            if any(part.startswith(".") for part in Path(path).parts):
                continue
            yield error(Place(path, 1, 1), "stray-file", _stray_message(path))


def _stray_message(path: str) -> str:
    if path.startswith("sops/"):
        return "no schema reads this file; a procedure is sops/<area>/<id>.md"
    parts = Path(path).parts
    name = parts[1] if len(parts) > 2 else Path(path).stem
    return f"no schema reads this file; add {SCHEMAS}/{name}.json or move it"


def _read(
    root: Path, path: str, kind: Kind, homes: tuple[Home, ...]
) -> tuple[Document, list[Diagnostic]]:
    text = read_text(root / path, path)
    if isinstance(text, Diagnostic):
        return Document(path=path, id=Path(path).stem, data=None, values={}, keys={}), [text]
    document = _document(path, text, kind, homes)
    if document.faults:
        return document, list(document.faults)
    return document, list(validate(kind, document))


def _document(path: str, text: str, kind: Kind, homes: tuple[Home, ...]) -> Document:
    stem = Path(path).stem
    if path.endswith(".md"):
        return read_document(
            path,
            text,
            stem,
            kind.layout,
            lambda link: site_link(read_target(link, path), path, homes),
        )
    tree = read_yaml(Lines(path, text))
    data = {} if tree.data is None and kind.one_file else tree.data
    return Document(
        path=path,
        id="" if kind.one_file else stem,
        data=data,
        values=tree.values,
        keys=tree.keys,
        faults=tuple(tree.faults),
    )


def _entries(kind: Kind, document: Document) -> Iterator[Entry]:
    if not kind.one_file:
        yield Entry(kind=kind.name, id=document.id, data=document.data, document=document)
        return
    for entry_id, data in document.data.items():
        yield Entry(kind=kind.name, id=entry_id, data=data, document=document, route=(entry_id,))


def _link(
    root: Path,
    kinds: dict[str, Kind],
    entries: list[Entry],
    documents: dict[str, Document],
    unread: frozenset[str],
) -> Handbook:
    """Return the handbook with every name replaced by the id it stands for."""
    homes = tuple(kind.home for kind in kinds.values())
    names = Names(entries, homes)
    references = tuple(
        reference for entry in entries for reference in _references(kinds[entry.kind], entry, names)
    )
    registers = {
        name: Register(
            kind=kind, entries={entry.id: entry for entry in entries if entry.kind == name}
        )
        for name, kind in kinds.items()
        if not kind.single
    }
    settings = next((entry.data for entry in entries if entry.kind == "settings"), {})
    return Handbook(
        root=root,
        registers=registers,
        settings=settings,
        references=references,
        documents=documents,
        names=names,
        unread=unread,
    )


def _references(kind: Kind, entry: Entry, names: Names) -> Iterator[Reference]:
    """Yield what an entry refers to, and write the ids found into its data."""
    for mention in list(kind.mentions(entry.data)):
        if is_external(mention.name):
            continue
        target = names.find(mention.kinds, mention.name, entry.document.path)
        if target is not None:
            many = len(mention.kinds) > 1
            _write(entry.data, mention.route, f"{target.kind}/{target.id}" if many else target.id)
        yield Reference(entry, mention.route, mention.name, mention.kinds, target)


def _write(data: Any, route: tuple[str | int, ...], value: str) -> None:
    for part in route[:-1]:
        data = data[part]
    data[route[-1]] = value
