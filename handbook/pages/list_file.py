"""A long list as the file that scripts filter: its lines as plain data, without their markup."""

from datetime import date
from typing import Any
from urllib.parse import quote

from handbook.book import Handbook
from handbook.compact import as_line
from handbook.pages.list_cells import Cell
from handbook.pages.listing import Listing
from handbook.pages.words import sentence


def list_file(listing: Listing, handbook: Handbook) -> str:
    """Return all lines of a list as JSON; addresses are told from the site's root."""
    return _File(listing, handbook).text()


class _File:
    """The lines of a list as plain data: what many lines name stands in it once."""

    def __init__(self, listing: Listing, handbook: Handbook) -> None:
        self._listing = listing
        self._handbook = handbook
        self._links: dict[tuple[str, str], int] = {}
        self._places = {
            facet.name: {choice.id: place for place, choice in enumerate(facet.choices)}
            for facet in listing.facets
        }

    def text(self) -> str:
        listing = self._listing
        lines = [
            [
                line.group,
                listing.ranks[index],
                line.look,
                line.words,
                [
                    self._cell(column.kind, cell)
                    for column, cell in zip(listing.columns, line.cells, strict=True)
                ],
                [
                    [places[key] for key in line.keys.get(name, ()) if key in places]
                    for name, places in self._places.items()
                ],
            ]
            for index, line in enumerate(listing.lines)
        ]
        document = {
            "columns": [column.name for column in listing.columns],
            "facets": [[facet.name, facet.choices] for facet in listing.facets],
            "groups": [[name, heading.value] for name, heading in listing.groups.items()],
            "links": [self._link(*name) for name in self._links],
            "lines": lines,
        }
        return as_line(document).decode()

    def _cell(self, kind: str, cell: Cell) -> Any:
        if cell.link is not None and self._handbook.find(*cell.link) is not None:
            return [self._links.setdefault(cell.link, len(self._links))]
        if isinstance(cell.value, date):
            return cell.value.isoformat()
        if isinstance(cell.value, int) and cell.among:
            return [cell.value, cell.among]
        if isinstance(cell.value, str) and kind == "text":
            return sentence(cell.value)
        return cell.value

    def _link(self, kind: str, entry_id: str) -> list[str | int]:
        entry = self._handbook.registers[kind].entries[entry_id]
        address = quote(self._handbook.address(entry), safe="/#")
        return [address, entry.title, *([1] if entry.status == "retired" else [])]
