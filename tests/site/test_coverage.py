"""Every row of the source documents is found on the page of the entry that holds it."""

from collections.abc import Iterator, Mapping
from urllib.parse import urldefrag

import pytest

from handbook.book import Handbook
from handbook.load import load
from handbook.pages.times import frequency
from handbook.pages.words import dated_text
from handbook.records import Entry
from handbook.values import aim
from tests.site.blocks import block
from tests.site.published import Published
from tests.support.coverage import (
    ANYWHERE,
    NOWHERE,
    Row,
    Value,
    disputed,
    rows,
    split,
    value_at,
    value_of,
    within,
)

_PEOPLE_AND_THINGS = ("roles", "areas", "groups", "tools", "metrics", "meetings")


@pytest.fixture(scope="module")
def book(handbook: Published) -> Handbook:
    """The handbook that the site was made from."""
    return load(handbook.root).handbook


def test_every_cell_is_found_on_the_page_of_its_entry(book: Handbook, handbook: Published) -> None:
    lacking = {
        row.place: lost
        for document in book.entries("coverage")
        for row in rows(book, document)
        if (lost := list(_lost(book, handbook, row)))
    }

    assert lacking == {}


def _lost(book: Handbook, site: Published, row: Row) -> Iterator[str]:
    text = _words(book, site, _shown_by(book, site, row))
    for at, cell in row.cells:
        if cell == NOWHERE:
            continue
        where = _words(book, site, row.dispute) if disputed(book, row, cell) else text
        if not any(
            all(within(one, where) for one in wording) for wording in _wordings(book, row, at, cell)
        ):
            yield f"{cell!r} on {book.address(row.entry)}"


def _wordings(book: Handbook, row: Row, at: str, cell: str) -> Iterator[list[str]]:
    """Yield the ways in which a page may tell a cell, each as all that has to be there."""
    yield [cell]
    yield [cell.removesuffix("%")]
    yield [cell.replace(" min", " minutes")]
    yield [cell.replace(" to ", "-")]
    yield [dated_text(cell).striptags()]
    yield split(cell)
    yield [_title(book, part) for part in split(cell)]
    if at == ANYWHERE or row.part:
        return
    value = value_at(value_of(book, row.entry), at)
    yield list(_shown(book, value))


def _title(book: Handbook, name: str) -> str:
    """Return the title of what goes by a name; a name that means nothing stays as it is."""
    found = book.names.find(_PEOPLE_AND_THINGS, name, "")
    return found.title if found else name


def _shown(book: Handbook, value: Value) -> Iterator[str]:
    """Yield what a page shows of a value, names under their titles."""
    data, schema = value
    if isinstance(data, list):
        for one in data:
            yield from _shown(book, Value(one, schema.get("items", {})))
        return
    if isinstance(data, Mapping):
        for one in data.values():
            yield from _shown(book, Value(one, {}))
        return
    kinds = schema.get("refersTo")
    target = (
        book.at(kinds if isinstance(kinds, str) else tuple(kinds), str(data)) if kinds else None
    )
    text = target.title if target else aim(str(data))
    yield frequency(text) if "enum" in schema and frequency(text).startswith("Every") else text


def _shown_by(book: Handbook, site: Published, row: Row) -> Entry | None:
    """Return the entry whose page shows a row: its own, or where it has none, what it is about."""
    if urldefrag(book.address(row.entry))[0] in site.pages:
        return row.entry
    return book.names.find(_PEOPLE_AND_THINGS, row.cells[0][1], "")


def _words(book: Handbook, site: Published, entry: Entry | None) -> str:
    """Return the words of an entry's page, or of its part of a register's page."""
    if entry is None:
        return ""
    address, anchor = urldefrag(book.address(entry))
    if not anchor:
        return site.pages[address].words
    html = (site.folder / address / "index.html").read_text(encoding="utf-8")
    # What divides a register stands above its rows.
    return f"{block(html, anchor)} {_divider(book, entry)}"


def _divider(book: Handbook, entry: Entry) -> str:
    schema = book.kinds[entry.kind].entry_schema["properties"]
    return " ".join(str(entry.data[name]) for name in entry.data if "enum" in schema[name])
