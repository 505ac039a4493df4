"""Every schema describes all its properties and refuses unknown ones."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from handbook.amounts import plural_of
from handbook.book import Handbook
from handbook.checks.finding import Finding
from handbook.diagnostics import Place
from handbook.names import id_of
from handbook.schema import Kind
from handbook.source.places import Route
from handbook.source.text import Lines, read_text
from handbook.source.yaml import read_yaml

# Keys that the root of a schema must have, and what each says.
_OF_ROOT = {
    "title": "what the register is called",
    "description": "what it contains",
    "entry": "what one entry is called",
}


def kinds(handbook: Handbook) -> list[Kind]:
    """Return the kinds of all registers with usable schemas."""
    return list(handbook.kinds.values())


def vague_schema(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A schema lacks a description, shares its entry name with another, or accepts any key."""
    shared = _shared(handbook)
    for kind in kinds(handbook):
        lacking = [
            ((), f"does not say {what}; add {name!r}")
            for name, what in _OF_ROOT.items()
            if not kind.schema.get(name)
        ]
        faults = [*lacking, *_vague(kind.schema, ())]
        if kind.name in shared:
            what = f"calls an entry {kind.noun!r}, like schema {shared[kind.name]!r}"
            faults.append((("entry",), f"{what}; choose a different word"))
        # Few schemas have faults; only theirs are read again, for the places.
        keys = _places(handbook, kind) if faults else {}
        for route, fault in faults:
            yield _place(keys, kind, route), f"schema {kind.name!r} {fault}"


def _shared(handbook: Handbook) -> Mapping[str, str]:
    """Return the kinds that share their entry name with another kind, each with that kind."""
    by_noun: dict[str, list[str]] = {}
    for kind in kinds(handbook):
        if kind.schema.get("entry"):
            by_noun.setdefault(kind.noun, []).append(kind.name)
    found: dict[str, str] = {}
    for noun, names in by_noun.items():
        # A register named after the word keeps it.
        first = next((name for name in names if name == id_of(plural_of(noun))), names[0])
        found |= {name: first for name in names if name != first}
    return found


def _vague(schema: Any, route: Route) -> Iterator[tuple[Route, str]]:
    """Yield the routes of a resolved schema that lack something, and what they lack."""
    if not isinstance(schema, Mapping):
        return
    properties = schema.get("properties", {})
    for name, part in properties.items():
        if not part.get("description"):
            what = f"does not describe {name!r}; add a 'description'"
            yield (*route, "properties", name), what
        yield from _vague(part, (*route, "properties", name))
    others = schema.get("additionalProperties", True)
    if properties and others is True:
        what = "accepts misspelt keys; add '\"additionalProperties\": false' next to 'properties'"
        yield (*route, "properties"), what
    yield from _vague(others, (*route, "additionalProperties"))
    yield from _vague(schema.get("items"), (*route, "items"))


def _places(handbook: Handbook, kind: Kind) -> Mapping[Route, Place]:
    """Return the place of every key in a schema's file."""
    text = read_text(handbook.root / kind.path, kind.path)
    return read_yaml(Lines(kind.path, text)).keys if isinstance(text, str) else {}


def _place(keys: Mapping[Route, Place], kind: Kind, route: Route) -> Place:
    """Return the place of a route in a schema, of its nearest parent, or of the file's start."""
    written = (keys[route[:end]] for end in range(len(route), 0, -1) if route[:end] in keys)
    return next(written, Place(kind.path, 1, 1))
