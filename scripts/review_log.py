"""Review files, which are only ever appended to."""

from collections.abc import Mapping
from textwrap import indent
from typing import Any

from handbook.source.text import Lines
from handbook.source.yaml import dump_yaml, read_yaml

_HEAD = "# yaml-language-server: $schema=../../.vscode/schemas/reviews.json\n"


def path_of(procedure: str) -> str:
    """Return the path of a procedure's review file, relative to the handbook's root."""
    return f"data/reviews/{procedure}.yaml"


def new_file(procedure: str, record: Mapping[str, Any]) -> str:
    """Return a new file with one record, in the canonical form of `handbook fmt`."""
    return f"{_HEAD}{dump_yaml({'procedure': procedure})}reviews:\n{_list_item(record, 2)}"


def appended(content: bytes, record: Mapping[str, Any]) -> bytes | None:
    """Return the content with a record appended and all earlier bytes unchanged.

    None if the file does not end with a block list of records.
    """
    text = content.decode("utf-8-sig")
    newline = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    column = _dash_column(plain)
    if column is None:
        return None
    indented = _list_item(record, column)
    gap = "" if plain.endswith("\n") else "\n"
    if _records(plain + gap + indented) != [*(_records(plain) or ()), dict(record)]:
        return None
    return content + (gap + indented).replace("\n", newline).encode()


def _list_item(record: Mapping[str, Any], column: int) -> str:
    """Return a record as a list item with its dash in that column, counted from 0."""
    return indent(dump_yaml([dict(record)]), " " * column)


def _dash_column(text: str) -> int | None:
    """Return the column, counted from 0, of the dash before the first record."""
    place = read_yaml(Lines("", text)).values.get(("reviews", 0))
    if place is None:
        return None
    before = text.split("\n")[place.line - 1][: place.column - 1]
    return len(before) - len(before.lstrip()) if before.strip() == "-" else None


def _records(text: str) -> list[Any] | None:
    data = read_yaml(Lines("", text)).data
    found = data.get("reviews") if isinstance(data, dict) else None
    return found if isinstance(found, list) else None


def last_record_key(text: str) -> Any:
    """Return a key that identifies the last record in a file's text; None if there is none.

    Excludes the fingerprint and the citations, which change when something is renamed.
    """
    found = _records(text)
    if not found or not isinstance(found[-1], dict):
        return None
    return (len(found), *(found[-1].get(name) for name in ("date", "outcome", "checked")))
