"""Load a folder as a handbook, with a diagnostic for everything that could not be read."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from handbook.addresses import INDEX, Home, is_hidden, matches
from handbook.book import Handbook, Register
from handbook.diagnostics import Diagnostic, Place, error
from handbook.entries import entries_of, linked
from handbook.front_matter import front_faults
from handbook.names import Names, invalid_id_message, is_id
from handbook.readers import PlainReader, Reader
from handbook.records import Entry
from handbook.schema import COMMON, Kind, read_kinds
from handbook.source.docs import PAGES, docs
from handbook.source.document import Document
from handbook.source.site import read_site
from handbook.source.text import UNPRINTABLE, decode, read_text
from handbook.strays import stray_message

SCHEMAS = "data/schemas"
_FOLDERS = ("data", "sops")
# Windows reserves these names for devices, with any extension; a clone could not be checked out.
_DEVICES = {
    "aux",
    "con",
    "nul",
    "prn",
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)),
}
_LINK = "this is a symbolic link, which is not followed; put the files themselves here"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """The readable part of a handbook, and the faults that kept the rest from being read."""

    handbook: Handbook
    faults: tuple[Diagnostic, ...]


def load(
    root: Path,
    progress: Progress | None = None,
    overlay: Mapping[str, str | None] | None = None,
    reader: Reader | None = None,
) -> Loaded:
    """Return the handbook in a folder, with the texts of `overlay` (by path) replacing its files.

    `progress` is called with the number of files read and the total. An overlay previews a text
    before it is written; None means that the file is deleted. `reader` may cache texts that were
    read before.
    """
    folder = _Folder(root, overlay or {})
    kinds, faults = read_kinds(root / SCHEMAS, SCHEMAS, overlay)
    reader = reader or PlainReader()
    reader.set_schemas(kinds)
    homes = tuple(kind.home for kind in kinds.values())
    files = {name: folder.files(kind.files) for name, kind in kinds.items()}
    # Without its schema a register's own file looks stray: report the cause, not its echo.
    unread = _without_schema(root, kinds)
    present, refused = folder.present()
    if not unread:
        read = {path for paths in files.values() for path in paths}
        faults += _strays(folder, present, read, kinds)
    for fault, inside in _unreadable(folder, kinds, refused):
        faults.append(fault)
        unread |= inside
    faults += _missing(kinds, files)
    total = sum(len(paths) for paths in files.values())
    documents: dict[str, Document] = {}
    entries: list[Entry] = []
    for name, kind in kinds.items():
        for path in files[name]:
            document, found = _read(folder, path, kind, homes, reader)
            documents[document.path] = document
            faults += found
            if progress:
                progress(len(documents), total)
            if found:
                unread.add(name)
                continue
            entries += entries_of(kind, document)
    handbook = _link(root, kinds, entries, documents, frozenset(unread))
    texts, found = folder.pages()
    site = read_site(folder.read)
    handbook = replace(handbook, docs=docs(texts, site))
    faults += [*found, *front_faults(texts), *site.faults]
    for page in handbook.docs.pages.values():
        faults += page.faults
    return Loaded(handbook=handbook, faults=tuple(sorted(faults)))


@dataclass(frozen=True, slots=True)
class _Folder:
    """The files of a handbook, some of them replaced by texts that are not written yet."""

    root: Path
    overlay: Mapping[str, str | None]

    def files(self, pattern: str) -> list[str]:
        """Return the paths that match a pattern, relative to the root, sorted."""
        found = {file.relative_to(self.root).as_posix() for file in self.root.glob(pattern)}
        found.update(path for path in self.overlay if matches(path, pattern))
        found -= self.gone
        # glob skips a broken symbolic link.
        if (self.root / pattern).is_symlink():
            found.add(pattern)
        return sorted(path for path in found if not is_hidden(path))

    def present(self) -> tuple[list[str], list[OSError]]:
        """Return the paths of all files in the handbook's folders, and the read errors.

        Links to folders are included, folders are not.
        """
        found: list[str] = []
        refused: list[OSError] = []
        for name in _FOLDERS:
            for place, folders, files in os.walk(self.root / name, onerror=refused.append):
                folders[:] = [one for one in folders if not is_hidden(one)]
                above = Path(place).relative_to(self.root).as_posix()
                links = (one for one in folders if os.path.islink(f"{place}/{one}"))  # noqa: PTH114
                found += [f"{above}/{one}" for one in (*links, *files)]
        # A missing folder is not a fault.
        return found, [fault for fault in refused if not isinstance(fault, FileNotFoundError)]

    def pages(self) -> tuple[dict[str, str], list[Diagnostic]]:
        """Return the texts of the pages in docs/, by path, and the faults of unreadable ones."""
        shown = {path: _shown(path) for path in self.files(PAGES)}
        read = {
            name: self.read(path) if name == path else _unprintable(name)
            for path, name in shown.items()
        }
        texts = {path: text for path, text in read.items() if isinstance(text, str)}
        return texts, [text for text in read.values() if isinstance(text, Diagnostic)]

    @property
    def gone(self) -> frozenset[str]:
        """Return the paths of files that the overlay deletes."""
        return frozenset(path for path, text in self.overlay.items() if text is None)

    def read(self, path: str) -> str | Diagnostic:
        """Return a file's text."""
        text = self.overlay.get(path)
        if text is not None:
            return decode(text.encode("utf-8", "surrogatepass"), path)
        return read_text(self.root / path, path)


def _shown(path: str) -> str:
    """Return a path in a form that prints on one line."""
    if UNPRINTABLE.search(path) or "\n" in path or "\t" in path:
        return path.encode("unicode_escape", "surrogatepass").decode("ascii")
    return path


def _without_schema(root: Path, kinds: Mapping[str, Kind]) -> set[str]:
    """Return the kinds whose schema exists but cannot be used."""
    found = {file.stem for file in (root / SCHEMAS).glob("*.json")}
    return found - set(kinds) - {COMMON}


def _missing(kinds: Mapping[str, Kind], files: Mapping[str, list[str]]) -> Iterator[Diagnostic]:
    """Yield an error for each missing single document, such as the settings."""
    for name, kind in kinds.items():
        if kind.single and not files[name]:
            needed = ", ".join(kind.entry_schema.get("required", ()))
            cure = f"write it, with {needed}" if needed else "write it"
            yield error(Place(kind.path, 1, 1), "missing-file", f"{kind.files} is missing; {cure}")


def _strays(
    folder: _Folder, present: Iterable[str], read: set[str], kinds: Mapping[str, Kind]
) -> Iterator[Diagnostic]:
    """Yield an error for each file that no schema reads: nothing is ignored silently."""
    for path in present:
        if path in read or path in folder.gone or path.startswith(f"{SCHEMAS}/") or is_hidden(path):
            continue
        file = folder.root / path
        is_link = file.is_symlink()
        # A link to a folder is reported at each file that is read through it.
        followed = is_link and any(one.startswith(f"{path}/") for one in read)
        if not followed and (is_link or file.is_file()):
            message = _LINK if is_link else stray_message(path, kinds, read, _schema_of(path))
            yield error(Place(_shown(path), 1, 1), "stray-file", message)


def _unreadable(
    folder: _Folder, kinds: Mapping[str, Kind], refused: Iterable[OSError]
) -> Iterator[tuple[Diagnostic, set[str]]]:
    """Yield an error for each unreadable folder, with the kinds whose files may be in it."""
    for fault in refused:
        path = Path(fault.filename).relative_to(folder.root).as_posix()
        depth = path.count("/") + 1
        inside = {
            name
            for name, kind in kinds.items()
            if matches(path, "/".join(kind.files.split("/")[:depth]))
        }
        message = f"this folder cannot be read: {fault.strerror}"
        yield error(Place(_shown(path), 1, 1), "unreadable-file", message), inside


def _schema_of(path: str) -> str:
    """Return the path of the schema that would read a file."""
    parts = Path(path).parts
    name = parts[1] if len(parts) > 2 else Path(path).stem
    return f"{SCHEMAS}/{_shown(name)}.json"


def settings_of(root: Path) -> Mapping[str, Any]:
    """Return only the settings of the handbook in a folder; empty if unreadable."""
    kind = read_kinds(root / SCHEMAS, SCHEMAS)[0].get("settings")
    if kind is None or not (root / kind.files).is_file():
        return {}
    document, faults = _read(_Folder(root, {}), kind.files, kind, (), PlainReader())
    return {} if faults else document.data


def _read(
    folder: _Folder, path: str, kind: Kind, homes: tuple[Home, ...], reader: Reader
) -> tuple[Document, list[Diagnostic]]:
    shown = _shown(path)
    text = _unprintable(shown) if shown != path else folder.read(path)
    if isinstance(text, Diagnostic):
        return Document(path=shown, id=Path(shown).stem, data=None, values={}, keys={}), [text]
    document, faults = reader.read(kind, path, text, homes)
    return document, [*(() if document.faults else _misnamed(kind, path)), *faults]


def _unprintable(shown: str) -> Diagnostic:
    message = "the path contains a character that cannot be printed; rename it"
    return error(Place(shown, 1, 1), "unreadable-file", message)


def _misnamed(kind: Kind, path: str) -> Iterator[Diagnostic]:
    """Yield an error for a file name that is not a valid id, and for invalid folder names."""
    if "*" not in kind.files:
        return
    *folders, _ = path.split("/")
    name = Path(path).stem
    for folder in folders:
        if folder.partition(".")[0].casefold() in _DEVICES:
            message = f"folder name {folder!r} is not allowed on Windows; rename it"
            yield error(Place(path, 1, 1), "wrong-value", message)
    if name == INDEX and kind.page:
        message = (
            f"file name {name!r} is reserved for the page of all {kind.title.lower()}; "
            "choose another id"
        )
        yield error(Place(path, 1, 1), "wrong-value", message)
    if name in _DEVICES:
        message = f"file name {name!r} is not allowed on Windows; choose another id"
        yield error(Place(path, 1, 1), "wrong-value", message)
    if not is_id(name):
        yield error(Place(path, 1, 1), "wrong-value", f"file name {invalid_id_message(name)}")


def _link(
    root: Path,
    kinds: dict[str, Kind],
    entries: list[Entry],
    documents: dict[str, Document],
    unread: frozenset[str],
) -> Handbook:
    """Return the handbook with every name resolved to an id."""
    homes = tuple(kind.home for kind in kinds.values())
    names = Names(entries, homes)
    references = tuple(
        reference for entry in entries for reference in linked(kinds, entry, names.find)
    )
    found: dict[str, dict[str, Entry]] = {name: {} for name in kinds}
    for entry in entries:
        # If two files share a name the first keeps the id, as in Names.
        found[entry.kind].setdefault(entry.id, entry)
    registers = {
        name: Register(kind=kind, entries=found[name])
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
