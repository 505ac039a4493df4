"""Read YAML texts, format their diagnostics, and list the routes in their data."""

from typing import Any

from handbook.source.places import Route
from handbook.source.text import Lines
from handbook.source.yaml import Tree, read_yaml


def read(text: str) -> Tree:
    """Return the tree read from a text."""
    return read_yaml(Lines("a.yaml", text))


def messages(text: str) -> list[str]:
    """Return the diagnostics for a text, one line each."""
    return [f"{fault.place}: {fault.message} [{fault.code}]" for fault in read(text).faults]


def routes(value: Any, route: Route = ()) -> set[Route]:
    """Return the route of a value and of every value inside it."""
    found = {route}
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            found |= routes(inner, (*route, key))
    return found
