"""A file that is as it was when the handbook was last read need not be read again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from handbook.addresses import Home
from handbook.diagnostics import Diagnostic
from handbook.entries import read_as
from handbook.schema import Kind
from handbook.source.document import Document
from handbook.validation import validate


class _Known(NamedTuple):
    text: str
    document: Document
    faults: tuple[Diagnostic, ...]


def read_anew(
    kind: Kind, path: str, text: str, homes: tuple[Home, ...]
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Return a text as a document of a kind, and what is wrong with it."""
    document = read_as(kind, path, text, homes)
    return document, document.faults or tuple(validate(kind, document))


class Unchanged:
    """What was read of each file last, for who reads one handbook as it was at several times.

    It holds one text a path. Other schemas make all of it worthless.
    """

    def __init__(self) -> None:
        self._schemas: Mapping[str, Mapping[str, Any]] = {}
        self._known: dict[tuple[str, str], _Known] = {}

    def under(self, kinds: Mapping[str, Kind]) -> None:
        """Say by which schemas is read from now on."""
        schemas = {name: kind.schema for name, kind in kinds.items()}
        if schemas != self._schemas:
            self._schemas = schemas
            self._known.clear()

    def read(
        self, kind: Kind, path: str, text: str, homes: tuple[Home, ...]
    ) -> tuple[Document, tuple[Diagnostic, ...]]:
        """Return what `read_anew` does, without reading a text again that is as it was."""
        known = self._known.get((kind.name, path))
        if known is None or known.text != text:
            known = _Known(text, *read_anew(kind, path, text, homes))
            self._known[kind.name, path] = known
        # Names become ids in the data, and each handbook has ids of its own.
        return replace(known.document, data=_copied(known.document.data)), known.faults


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copied(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_copied(inner) for inner in value]
    return value
