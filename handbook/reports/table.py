"""The tables of reports: cells of plain values, with links to the entries they name."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from handbook.amounts import counted
from handbook.book import Handbook
from handbook.records import Entry

Value = str | int | date | None


class Cell(NamedTuple):
    """A displayed value, and the (kind, id) of the entry it names, if any.

    `among` is the filter of the contents page that shows what a number counts: "owner=coo".
    """

    value: Value
    link: tuple[str, str] | None = None
    among: str = ""


Row = tuple[Cell, ...]


class Table(NamedTuple):
    """A table of a report; `note` is a one-sentence summary, or empty.

    `empty` is shown if there are no rows.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    empty: str = "Nothing yet."


def entry_cell(entry: Entry) -> Cell:
    """Return a cell with an entry's title and link."""
    return Cell(entry.title, (entry.kind, entry.id))


def reference_cell(handbook: Handbook, kind: str, entry_id: str | None) -> Cell:
    """Return a cell for the entry of that kind and id; an unknown id is shown as it is."""
    entry = handbook.find(kind, entry_id) if entry_id else None
    return entry_cell(entry) if entry else Cell(entry_id)


def shares(part: int, whole: int) -> str:
    """Return a share: "3 of 10"."""
    return f"{part} of {whole}"


def counted_of(part: int, whole: int, noun: str, one: str, many: str) -> str:
    """Return a share with a noun and verb: "1 of 3 roles has", "2 of 3 roles have"."""
    return f"{part} of {counted(whole, noun)} {one if 1 in {part, whole} else many}"


def comma_list(words: Iterable[object]) -> str:
    """Return the words separated by commas."""
    return ", ".join(str(word) for word in words)
