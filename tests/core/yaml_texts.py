"""A YAML text of a test as it is read, and what is said of it."""

from handbook.source.text import Lines
from handbook.source.yaml import Tree, read_yaml


def read(text: str) -> Tree:
    """Return what is read of a text."""
    return read_yaml(Lines("a.yaml", text))


def said(text: str) -> list[str]:
    """Return the faults of a text, each on a line."""
    return [f"{fault.place}: {fault.message} [{fault.code}]" for fault in read(text).faults]
