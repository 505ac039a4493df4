"""The table of a report as a list: entries are linked, statuses have shape and colour."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from markupsafe import Markup

from handbook.book import Handbook
from handbook.pages.edition import Edition, View
from handbook.pages.facets import (
    HELD,
    NOT_HELD,
    area_facet,
    choices,
    holder_facet,
    status_facet,
    status_key,
)
from handbook.pages.list_cells import Cell, Value
from handbook.pages.listing import Column, Facet, Line, Listing, Order
from handbook.source.markdown import slug
from handbook.status import Status


class Table(Protocol):
    """A table of a report."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def columns(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def rows(self) -> Sequence[Sequence[Cell]]: ...  # noqa: D102
    @property
    def note(self) -> str: ...  # noqa: D102


# The filter keys of a row, by facet.
Keys = tuple[tuple[str, tuple[str, ...]], ...]
_SHARE = re.compile(r"\d+ of \d+")
# Columns that contain one of a few words.
_WORDS = {"Status", "Holder"}
_STATUSES = {status.word: status_key(status) for status in Status}


def report(view: View, listing: Listing, note: str, empty: str) -> Markup:
    """Return the first page of a report's table, or `empty` if it has no rows."""
    return view.render("report", listing=listing, note=note, empty=empty)


def outcome(note: str) -> Markup:
    """Return the summary of a report as a small line below the link to it."""
    return Markup('<br><span class="hb-quiet hb-small">{}</span>').format(note)


def report_listing(
    edition: Edition, table: Table, facets: Sequence[str] = (), first: str = "", at: str = ""
) -> Listing:
    """Return a table as a list, without its empty columns.

    `facets` names what to filter by: "area", "owner", "status" or "holder"; `first` is the label
    of the default order; `at` is the name of the page on which the table starts, if not its own.
    """
    name = slug(table.title)
    used = [
        index
        for index in range(len(table.columns))
        if any(row[index].value is not None for row in table.rows)
    ]
    columns = tuple(_column(table, index) for index in used)
    # Most lines share an owner, a status or a date with others.
    cells: dict[Cell, Cell] = {}
    keys: dict[Keys, Mapping[str, tuple[str, ...]]] = {}
    lines: list[Line] = []
    for row in table.rows:
        found = tuple(_keys(edition.handbook, table.columns, row, facets))
        lines.append(
            Line(
                cells=tuple(cells.setdefault(row[index], row[index]) for index in used),
                keys=keys.setdefault(found, dict(found)),
            )
        )
    return Listing(
        name=name,
        title=table.title,
        address=f"reports/{at or name}/",
        further=f"reports/{name}/",
        source=f"docs/reports/{at or name}.md",
        columns=columns,
        lines=tuple(lines),
        facets=tuple(_facet(edition.handbook, facet, lines) for facet in facets),
        orders=tuple(_orders(columns, facets, first)) if facets else (),
        groups={"": Value(None)},
        layout="table",
    )


def _column(table: Table, index: int) -> Column:
    label = table.columns[index]
    values = [row[index].value for row in table.rows]
    found = [value for value in values if value is not None]
    kind, look = _kind_and_class(found)
    if not kind:
        linked = any(row[index].link for row in table.rows)
        kind = "word" if label in _WORDS else "code" if label == "Rule" else "text"
        kind = "link" if linked else kind
    return Column(slug(label), label, kind, look)


def _kind_and_class(found: list[str | int | date]) -> tuple[str, str]:
    """Return a column's kind and class: numbers right-aligned, dates and shares unwrapped."""
    if all(isinstance(value, int) for value in found):
        return "number", "hb-figure hb-number"
    if all(isinstance(value, date) for value in found):
        return "date", "hb-figure"
    if all(_SHARE.fullmatch(str(value)) for value in found):
        return "text", "hb-figure"
    return "", ""


def _keys(
    handbook: Handbook, columns: Sequence[str], row: Sequence[Cell], facets: Sequence[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the filter keys of a row."""
    by_label = dict(zip(columns, row, strict=True))
    for facet in facets:
        key = _key(handbook, facet, by_label.get(facet.capitalize()), row[0])
        yield facet, (key,) if key else ()


def _key(handbook: Handbook, facet: str, cell: Cell | None, first: Cell) -> str | None:
    match facet:
        case "area":
            return _area(handbook, first)
        case "status":
            return _STATUSES.get(str(cell.value)) if cell else None
        case "holder":
            return NOT_HELD.get(str(cell.value) if cell else "", HELD)
        case _:
            return cell.link[1] if cell and cell.link else None


def _area(handbook: Handbook, cell: Cell) -> str | None:
    """Return the area of the procedure or role in the first cell."""
    kind, entry_id = cell.link or ("", "")
    if kind == "sops":
        return handbook.sops[entry_id].area
    return handbook.roles[entry_id].area if kind == "roles" else None


def _facet(handbook: Handbook, name: str, lines: Sequence[Line]) -> Facet:
    used = {key for line in lines for key in line.keys[name]}
    match name:
        case "area":
            return area_facet(handbook, used)
        case "status":
            return status_facet(used)
        case "holder":
            return holder_facet(used)
        case _:
            return Facet(name, name.capitalize(), choices(handbook, "roles", used))


def _orders(columns: Sequence[Column], facets: Sequence[str], first: str) -> Iterator[Order]:
    """Yield the sort orders of a table: by title, by facet, by number and by date."""
    yield Order("", first, "place")
    for place, column in enumerate(columns):
        if place == 0:
            yield Order(column.name, column.label, "rank")
        elif column.name in facets:
            yield Order(column.name, column.label, column.name)
        elif column.kind in {"number", "date"}:
            yield Order(column.name, column.label, column.name, down=column.kind == "number")
