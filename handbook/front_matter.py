"""Validation of the front matter of pages in docs/.

MkDocs silently renders a front matter that it cannot parse as text of the page.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from yaml.resolver import Resolver

from handbook.diagnostics import WRITTEN, Diagnostic, Fix, Place, error
from handbook.mistyped import type_fault, type_fix
from handbook.names import fix_of, suggestion
from handbook.source.document import NO_KEYS, NOT_CLOSED, front_matter_of_page, opens_front_matter
from handbook.source.places import Route
from handbook.source.text import Lines
from handbook.source.yaml import Tree, read_yaml

# Resolves plain scalars as YAML 1.1 does, like MkDocs.
_RESOLVER, _STRING = Resolver(), "tag:yaml.org,2002:str"
# A first line that MkDocs takes for a key if the page has no front matter.
_LOST = re.compile(r" {0,3}([A-Za-z0-9_-]+:)")
_TEXT = {"type": "string"}
_LIST = {"type": "array"}
# The type of each allowed key: its Python type and its schema.
ALLOWED: Mapping[str, tuple[type, Mapping[str, Any]]] = {
    "title": (str, _TEXT),
    "description": (str, _TEXT),
    "aliases": (list, _LIST),
    "hide": (list, _LIST),
    "search": (dict, {"type": "object"}),
}


def front_faults(texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield the faults in the front matter of pages in docs/, given their texts by path."""
    for path, text in texts.items():
        front = front_matter_of_page(text)
        if front:
            yield from _faults(read_yaml(Lines(path, text), front.start, front.end), path)
        elif opens_front_matter(text):
            yield error(Place(path, 1, 1), "missing-front-matter", NOT_CLOSED)
        elif line := _LOST.match(text):
            place = Place(path, 1, line.start(1) + 1, len(line[1]))
            message = f"MkDocs reads {line[1]!r} as a key and does not show this line; "
            yield error(place, "missing-front-matter", f"{message}put an empty line above it")


def _faults(tree: Tree, path: str) -> Iterator[Diagnostic]:
    """Yield the faults of one front matter: syntax errors, unknown keys, wrong values."""
    yield from tree.faults
    if not isinstance(tree.data, dict):
        if not tree.faults:
            yield error(Place(path, 2, 1), "yaml-syntax", NO_KEYS)
        return
    free = [key for key in ALLOWED if key not in tree.data]
    for key, value in tree.data.items():
        if key not in ALLOWED:
            known = suggestion(key, free) or f"; known here: {', '.join(ALLOWED)}"
            message = f"page has an unknown key: {key!r}{known}"
            yield error(tree.keys[key,], "unknown-key", message, fix_of(key, free))
            continue
        yield from _value(tree, (key,), repr(key), value, ALLOWED[key])
        for index, item in enumerate(value if isinstance(value, list) else ()):
            what = f"item {index + 1} of {key!r}"
            yield from _value(tree, (key, index), what, item, ALLOWED["title"])


def _value(
    tree: Tree, route: Route, what: str, value: Any, wanted: tuple[type, Mapping[str, Any]]
) -> Iterator[Diagnostic]:
    """Yield an error if a value does not have the required type."""
    right, schema = wanted
    if not isinstance(value, right):
        message = f"page: {what} {type_fault(value, schema)}"
        yield error(tree.values[route], "wrong-value", message, type_fix(value, schema))
    elif isinstance(value, str) and _is_not_text(tree, route, value):
        message = f"page: {what} is {value!r}, which MkDocs does not read as text; put it in quotes"
        yield error(tree.values[route], "wrong-value", message, Fix(f'"{WRITTEN}"'))


def _is_not_text(tree: Tree, route: Route, value: str) -> bool:
    """Return whether MkDocs reads a text as another type: "No" as false, "12:30" as a number."""
    start, end = tree.values.found[route]
    is_plain = tree.values.lines.text[start:end] == value
    tag = _RESOLVER.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return is_plain and tag != _STRING
