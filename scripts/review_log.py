"""The records of reviews: a file is added to at its end, and nothing else in it changes."""

from collections.abc import Mapping
from textwrap import indent
from typing import Any

from handbook.source.text import Lines
from handbook.source.yaml import dump_yaml, read_yaml

_HEAD = "# yaml-language-server: $schema=../../.vscode/schemas/reviews.json\n"


def path_of(procedure: str) -> str:
    """Return the file of a procedure's reviews, relative to the handbook's root."""
    return f"data/reviews/{procedure}.yaml"


def first(procedure: str, record: Mapping[str, Any]) -> str:
    """Return a new file with one record, in the canonical form of `handbook fmt`."""
    return f"{_HEAD}{dump_yaml({'procedure': procedure})}reviews:\n{_below(record, 2)}"


def added(content: bytes, record: Mapping[str, Any]) -> bytes | None:
    """Return a file with one more record at its end, each byte before it as it was.

    None if the file does not end with its list of records, one below the other.
    """
    text = content.decode("utf-8-sig")
    newline = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    column = _dash(plain)
    if column is None:
        return None
    indented = _below(record, column)
    gap = "" if plain.endswith("\n") else "\n"
    if _records(plain + gap + indented) != [*(_records(plain) or ()), dict(record)]:
        return None
    return content + (gap + indented).replace("\n", newline).encode()


def _below(record: Mapping[str, Any], column: int) -> str:
    """Return a record as one of a list, its dash in a column, counted from 0."""
    return indent(dump_yaml([dict(record)]), " " * column)


def _dash(text: str) -> int | None:
    """Return the column, from 0, of the dash before the first record."""
    place = read_yaml(Lines("", text)).values.get(("reviews", 0))
    if place is None:
        return None
    before = text.split("\n")[place.line - 1][: place.column - 1]
    return len(before) - len(before.lstrip()) if before.strip() == "-" else None


def _records(text: str) -> list[Any] | None:
    data = read_yaml(Lines("", text)).data
    found = data.get("reviews") if isinstance(data, dict) else None
    return found if isinstance(found, list) else None


def known_by(text: str) -> Any:
    """Return what the last record of a file's text is known by; None if there is none.

    What it was made on has other ids where something was renamed since.
    """
    found = _records(text)
    if not found or not isinstance(found[-1], dict):
        return None
    return (len(found), *(found[-1].get(name) for name in ("date", "outcome", "checked")))
