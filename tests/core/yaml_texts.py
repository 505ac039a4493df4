"""A YAML text of a test as it is read, what is said of it, and the routes in its data."""

from typing import Any

from handbook.source.places import Route
from handbook.source.text import Lines
from handbook.source.yaml import Tree, read_yaml


def read(text: str) -> Tree:
    """Return what is read of a text."""
    return read_yaml(Lines("a.yaml", text))


def said(text: str) -> list[str]:
    """Return the faults of a text, each on a line."""
    return [f"{fault.place}: {fault.message} [{fault.code}]" for fault in read(text).faults]


def routes(value: Any, route: Route = ()) -> set[Route]:
    """Return the route of a value and of all values in it."""
    found = {route}
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            found |= routes(inner, (*route, key))
    return found
