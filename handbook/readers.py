"""A file that is as it was when the handbook was last read need not be read again."""

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

# What may be wrong with the keys of a front matter.
_OF_KEYS = frozenset({"missing-key", "unknown-key", "wrong-value"})
# A document and what is wrong with it.
Read = tuple[Document, tuple[Diagnostic, ...]]


class Reader(Protocol):
    """What makes a document of a text, and may have done so before."""

    def under(self, kinds: Mapping[str, Kind]) -> None:
        """Say by which schemas is read from now on."""

    def read(self, kind: Kind, path: str, text: str, homes: tuple[Home, ...]) -> Read:
        """Return a text as a document of a kind, and what is wrong with it."""


class PlainReader:
    """Reads every text; what their documents share ends with the last of these."""

    def __init__(self) -> None:
        self._routes: dict[str, Routes] = defaultdict(Routes)

    def under(self, kinds: Mapping[str, Kind]) -> None:
        """Say by which schemas is read from now on."""

    def read(self, kind: Kind, path: str, text: str, homes: tuple[Home, ...]) -> Read:
        """Return a text as a document of a kind, and what is wrong with it."""
        document = read_as(kind, path, text, homes, self._routes[kind.name])
        return document, (*document.faults, *_validated(kind, document, text))


def _validated(kind: Kind, document: Document, text: str) -> Iterator[Diagnostic]:
    """Yield what the schema refuses; where the body has faults, in the front matter only.

    What the body lacks then may stand in it where it could not be read.
    """
    if not document.faults:
        yield from validate(kind, document)
        return
    front = front_matter(text) if document.is_markdown else None
    # A document of which nothing could be read lacks nothing.
    if front is not None and document.values:
        last = text.count("\n", 0, front.end)
        # A label that is not known may be that of a key which is not there.
        codes = _OF_KEYS - {"missing-key"} if _has_slipped(document) else _OF_KEYS
        # A value that a comment has cut off may look like none, or like a wrong one.
        cut = {fault.place.line for fault in document.faults if fault.code == "unsafe-yaml"}
        for fault in validate(kind, document):
            if fault.code in codes and fault.place.line <= last and fault.place.line not in cut:
                yield fault


def _has_slipped(document: Document) -> bool:
    return any(fault.code == "unknown-label" for fault in document.faults)


class _Known(NamedTuple):
    text: str
    document: Document
    faults: tuple[Diagnostic, ...]


class MemoryReader:
    """What was read of each file last, for who reads one handbook as it was at several times.

    It holds one text a path, read by another reader. Other schemas make all of it worthless.
    """

    def __init__(self) -> None:
        self._reader: Reader = PlainReader()
        self._schemas: Mapping[str, Mapping[str, Any]] = {}
        self._known: dict[tuple[str, str], _Known] = {}

    def over(self, reader: Reader) -> "MemoryReader":
        """Return itself, with the reader that it asks from now on."""
        self._reader = reader
        return self

    def under(self, kinds: Mapping[str, Kind]) -> None:
        """Say by which schemas is read from now on."""
        self._reader.under(kinds)
        schemas = {name: kind.schema for name, kind in kinds.items()}
        if schemas != self._schemas:
            self._schemas = schemas
            self._known.clear()

    def read(self, kind: Kind, path: str, text: str, homes: tuple[Home, ...]) -> Read:
        """Return what the other reader does, asked only for a text that is not as it was."""
        known = self._known.get((kind.name, path))
        if known is None or known.text != text:
            known = _Known(text, *self._reader.read(kind, path, text, homes))
            self._known[kind.name, path] = known
        # Names become ids in the data, and each handbook has ids of its own.
        return known.document.with_data(_copied(known.document.data)), known.faults


def _copied(value: Any) -> Any:
    if isinstance(value, LazyData):
        return value.copied()
    if isinstance(value, dict):
        return {name: _copied(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_copied(inner) for inner in value]
    return value
