"""Readers, which turn texts into documents; unchanged files are not read again."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from handbook.addresses import Home
from handbook.diagnostics import Diagnostic
from handbook.entries import read_as
from handbook.schema import Kind
from handbook.source.document import Document, front_matter
from handbook.source.lazy import LazyData
from handbook.source.places import Routes
from handbook.validation import validate

# The codes of faults in the keys of a front matter.
_KEY_FAULTS = frozenset({"missing-key", "unknown-key", "wrong-value"})
# A document and its faults.
Read = tuple[Document, tuple[Diagnostic, ...]]


class Reader(Protocol):
    """Turns texts into documents, and may cache them.

    `keys` has the cache key of each text that was read, by path.
    """

    keys: dict[str, bytes]

    def set_schemas(self, kinds: Mapping[str, Kind]) -> None:
        """Set the schemas for all reads from now on."""

    def read(self, kind: Kind, path: str, text: str, homes: tuple[Home, ...]) -> Read:
        """Return a text as a document of a kind, and its faults."""


class PlainReader:
    """Reads every text afresh; its documents share their routes."""

    def __init__(self) -> None:
        self._routes: dict[str, Routes] = defaultdict(Routes)
        # It caches nothing.
        self.keys: dict[str, bytes] = {}

    def set_schemas(self, kinds: Mapping[str, Kind]) -> None:
        """Set the schemas for all reads from now on."""

    def read(self, kind: Kind, path: str, text: str, homes: tuple[Home, ...]) -> Read:
        """Return a text as a document of a kind, and its faults."""
        document = read_as(kind, path, text, homes, self._routes[kind.name])
        return document, (*document.faults, *_validated(kind, document, text))


def _validated(kind: Kind, document: Document, text: str) -> Iterator[Diagnostic]:
    """Yield the schema violations; only those in the front matter if the body has faults.

    What seems to be missing may be in the part of the body that could not be read.
    """
    if not document.faults:
        yield from validate(kind, document)
        return
    front = front_matter(text) if document.is_markdown else None
    # A document that could not be read at all has no missing keys to report.
    if front is not None and document.values:
        last = text.count("\n", 0, front.end)
        # An unknown label may be a misspelling of the missing key.
        codes = _KEY_FAULTS - {"missing-key"} if _has_unknown_label(document) else _KEY_FAULTS
        # A value cut off by a comment may look empty or wrong.
        cut = {fault.place.line for fault in document.faults if fault.code == "unsafe-yaml"}
        for fault in validate(kind, document):
            if fault.code in codes and fault.place.line <= last and fault.place.line not in cut:
                yield fault


def _has_unknown_label(document: Document) -> bool:
    return any(fault.code == "unknown-label" for fault in document.faults)


class _Cached(NamedTuple):
    text: str
    document: Document
    faults: tuple[Diagnostic, ...]
    key: bytes | None


class MemoryReader:
    """An in-memory cache for reading several revisions of one handbook.

    It stores one text per path, read by another reader, and is cleared when the schemas change.
    """

    def __init__(self) -> None:
        self._reader: Reader = PlainReader()
        self._schemas: Mapping[str, Mapping[str, Any]] = {}
        self._cache: dict[tuple[str, str], _Cached] = {}
        self.keys: dict[str, bytes] = {}

    def over(self, reader: Reader) -> "MemoryReader":
        """Set the reader used for texts that are not cached, and return self."""
        self._reader = reader
        return self

    def set_schemas(self, kinds: Mapping[str, Kind]) -> None:
        """Set the schemas for all reads from now on."""
        self._reader.set_schemas(kinds)
        self.keys = {}
        schemas = {name: kind.schema for name, kind in kinds.items()}
        if schemas != self._schemas:
            self._schemas = schemas
            self._cache.clear()

    def read(self, kind: Kind, path: str, text: str, homes: tuple[Home, ...]) -> Read:
        """Return the result of the other reader, which is called only for a changed text."""
        cached = self._cache.get((kind.name, path))
        if cached is None or cached.text != text:
            document, faults = self._reader.read(kind, path, text, homes)
            cached = _Cached(text, document, faults, self._reader.keys.get(path))
            self._cache[kind.name, path] = cached
        if cached.key is not None:
            self.keys[path] = cached.key
        # Loading replaces names by ids in the data, and each revision has ids of its own.
        return cached.document.with_data(_copied(cached.document.data)), cached.faults


def _copied(value: Any) -> Any:
    if isinstance(value, LazyData):
        return value.copied()
    if isinstance(value, dict):
        return {name: _copied(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_copied(inner) for inner in value]
    return value
