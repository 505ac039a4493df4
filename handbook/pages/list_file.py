"""Data files for filtering long lists in the browser: plain data without markup, by column."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote
from zlib import crc32

from handbook.book import Handbook
from handbook.json_text import json_line
from handbook.pages.list_cells import Cell
from handbook.pages.listing import Column, Listing
from handbook.pages.words import sentence


def list_file(listing: Listing, handbook: Handbook) -> str:
    """Return all lines of a list as JSON; addresses are relative to the site root."""
    return json_line(_lines(listing, handbook)).decode()


def words_file(listing: Listing) -> str:
    """Return the extra search words of each line as JSON."""
    return json_line(
        {"mark": _checksum(listing), "words": [line.words for line in listing.lines]}
    ).decode()


def _checksum(listing: Listing) -> int:
    """Return a checksum that ties the words file to its list: words are matched by position."""
    return crc32("\n".join(line.words for line in listing.lines).encode())


def _lines(listing: Listing, handbook: Handbook) -> Mapping[str, Any]:
    """Return the list column by column; entries that several lines refer to are stored once.

    A browser parses one long list of numbers far faster than many short ones.
    """
    links: dict[tuple[str, str], int] = {}
    cells = [
        [_cell(column, line.cells[place], handbook, links) for line in listing.lines]
        for place, column in enumerate(listing.columns)
    ]
    entries = [handbook.registers[kind].entries[entry_id] for kind, entry_id in links]
    groups = {name: place for place, name in enumerate(listing.groups)}
    return {
        "mark": _checksum(listing),
        "columns": [column.name for column in listing.columns],
        "kinds": [column.kind for column in listing.columns],
        "facets": [[facet.name, facet.choices] for facet in listing.facets],
        "groups": [[name, heading.value] for name, heading in listing.groups.items()],
        "addresses": [quote(handbook.address(entry), safe="/#") for entry in entries],
        "titles": [entry.title for entry in entries],
        "retired": [place for place, entry in enumerate(entries) if entry.status == "retired"],
        "group": [groups[line.group] for line in listing.lines],
        "ranks": listing.ranks,
        "looks": [line.look for line in listing.lines],
        "cells": cells,
        "keys": list(_keys(listing)),
    }


def _keys(listing: Listing) -> Iterator[tuple[list[int], list[int]]]:
    """Yield for each facet the number of choices per line, and all choices in one flat list."""
    for facet in listing.facets:
        places = {choice.id: place for place, choice in enumerate(facet.choices)}
        lines = [
            [places[key] for key in line.keys.get(facet.name, ()) if key in places]
            for line in listing.lines
        ]
        yield [len(line) for line in lines], [place for line in lines for place in line]


def _cell(column: Column, cell: Cell, handbook: Handbook, links: dict[tuple[str, str], int]) -> Any:
    """Return a value; a number in a non-numeric column is the index of a link."""
    if cell.link is not None and handbook.find(*cell.link) is not None:
        return links.setdefault(cell.link, len(links))
    if isinstance(cell.value, date):
        return cell.value.isoformat()
    if column.kind == "number":
        return [cell.value, cell.among] if cell.among else cell.value
    if isinstance(cell.value, str) and column.kind == "text":
        return sentence(cell.value)
    return cell.value if cell.value is None else str(cell.value)
