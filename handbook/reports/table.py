"""A report is a table: cells of plain values, and the entries that they name."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from handbook.amounts import counted
from handbook.book import Handbook
from handbook.records import Entry

Value = str | int | date | None


class Cell(NamedTuple):
    """A value as people read it, and the (kind, id) of the entry it names, if it names one.

    `among` says of a number what the contents are asked to show what it counts: "owner=coo".
    """

    value: Value
    link: tuple[str, str] | None = None
    among: str = ""


Row = tuple[Cell, ...]


class Table(NamedTuple):
    """One table of a report; `note` is what it comes to, in a sentence or nothing.

    `empty` is what a person reads in place of rows if there are none.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    empty: str = "Nothing yet."


def naming(entry: Entry) -> Cell:
    """Return a cell that names an entry by its title."""
    return Cell(entry.title, (entry.kind, entry.id))


def named(handbook: Handbook, kind: str, entry_id: str | None) -> Cell:
    """Return a cell that names an entry by kind and id; a name without an entry stays as it is."""
    entry = handbook.find(kind, entry_id) if entry_id else None
    return naming(entry) if entry else Cell(entry_id)


def shares(part: int, whole: int) -> str:
    """Return how many of how many: "3 of 10"."""
    return f"{part} of {whole}"


def counted_of(part: int, whole: int, noun: str, one: str, many: str) -> str:
    """Return how many of how many are or do something: "1 of 3 roles has", "2 of 3 roles have"."""
    return f"{part} of {counted(whole, noun)} {one if 1 in {part, whole} else many}"


def spelled(words: Iterable[object]) -> str:
    """Return words separated by commas."""
    return ", ".join(str(word) for word in words)
