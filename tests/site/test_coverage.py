"""Every row of the source documents appears on the page of its entry."""

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

_NAMED_KINDS = ("roles", "areas", "groups", "tools", "metrics", "meetings")


@pytest.fixture(scope="module")
def book(handbook: Published) -> Handbook:
    """The handbook that the site was built from."""
    return load(handbook.root).handbook


def test_every_cell_appears_on_the_page_of_its_entry(book: Handbook, handbook: Published) -> None:
    missing = {
        row.place: cells
        for document in book.entries("coverage")
        for row in rows(book, document)
        if (cells := list(_missing(book, handbook, row)))
    }

    assert missing == {}


def _missing(book: Handbook, site: Published, row: Row) -> Iterator[str]:
    text = _text(book, site, _entry_shown(book, site, row))
    for at, cell in row.cells:
        if cell == NOWHERE:
            continue
        shown = _text(book, site, row.dispute) if disputed(book, row, cell) else text
        if not any(
            all(within(part, shown) for part in form)
            for form in _accepted_forms(book, row, at, cell)
        ):
            yield f"{cell!r} on {book.address(row.entry)}"


def _accepted_forms(book: Handbook, row: Row, at: str, cell: str) -> Iterator[list[str]]:
    """Yield the accepted forms of a cell on a page, each as texts that must all appear."""
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
    yield list(_displayed(book, value))


def _title(book: Handbook, name: str) -> str:
    """Return the title of the entry with this name, or the name if there is none."""
    found = book.names.find(_NAMED_KINDS, name, "")
    return found.title if found else name


def _displayed(book: Handbook, value: Value) -> Iterator[str]:
    """Yield the texts that a page shows for a value, with titles in place of names."""
    data, schema = value
    if isinstance(data, list):
        for item in data:
            yield from _displayed(book, Value(item, schema.get("items", {})))
        return
    if isinstance(data, Mapping):
        for item in data.values():
            yield from _displayed(book, Value(item, {}))
        return
    kinds = schema.get("refersTo")
    target = (
        book.at(kinds if isinstance(kinds, str) else tuple(kinds), str(data)) if kinds else None
    )
    text = target.title if target else aim(str(data))
    yield frequency(text) if "enum" in schema and frequency(text).startswith("Every") else text


def _entry_shown(book: Handbook, site: Published, row: Row) -> Entry | None:
    """Return the entry whose page shows a row: its own, or the subject's if it has no page."""
    if urldefrag(book.address(row.entry))[0] in site.pages:
        return row.entry
    return book.names.find(_NAMED_KINDS, row.cells[0][1], "")


def _text(book: Handbook, site: Published, entry: Entry | None) -> str:
    """Return the text of an entry's page, or of its block on a register's page."""
    if entry is None:
        return ""
    address, anchor = urldefrag(book.address(entry))
    if not anchor:
        return site.pages[address].words
    html = (site.folder / address / "index.html").read_text(encoding="utf-8")
    # The values that group a register are shown above its rows.
    return f"{block(html, anchor)} {_group(book, entry)}"


def _group(book: Handbook, entry: Entry) -> str:
    schema = book.kinds[entry.kind].entry_schema["properties"]
    return " ".join(str(entry.data[name]) for name in entry.data if "enum" in schema[name])
