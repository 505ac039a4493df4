"""Documents as plain data, for comparison."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest

from handbook import readers
from handbook.load import Loaded
from handbook.source.document import Document


def plain(document: Document) -> dict[str, Any]:
    """Return all data of a document, however it is stored."""
    lists = {"sections", "links", "html", "diagrams", "words"}
    maps = {"values", "keys", "prose", "anchors"}
    forms: dict[str, Callable[[Any], Any]] = {
        **dict.fromkeys(lists, list),
        **dict.fromkeys(maps, dict),
        "targets": frozenset,
    }
    return {
        field.name: forms.get(field.name, _plain_value)(getattr(document, field.name))
        for field in fields(document)
        # Collected on demand, so not always present.
        if field.name != "mentions"
    }


def _plain_value(value: Any) -> Any:
    return value


def read_facts(loaded: Loaded) -> object:
    """Return everything that was read of a handbook."""
    handbook = loaded.handbook
    entries = [entry for register in handbook.registers.values() for entry in register]
    return (
        loaded.faults,
        [(entry.kind, entry.id, entry.data, plain(entry.document)) for entry in entries],
        [(one.place, one.name, one.target and one.target.id) for one in handbook.references],
    )


def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the path of every text read from now on is added."""
    paths: list[str] = []
    read_as = vars(readers)["read_as"]

    def recorded(*arguments: object) -> object:
        paths.append(str(arguments[1]))
        return read_as(*arguments)

    monkeypatch.setattr(readers, "read_as", recorded)
    return paths
