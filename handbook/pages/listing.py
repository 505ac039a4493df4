"""Lists of any length: their lines, facets for filtering, and the pages they span."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup, escape

from handbook.amounts import counted
from handbook.collation import alphabetical
from handbook.pages.column_widths import column_widths
from handbook.pages.edition import Edition, View
from handbook.pages.list_cells import WORDS, Cell, shown
from handbook.pages.page import Page, Planned
from handbook.pages.tasks import tasks

# Lines per page. A longer list continues on numbered pages; scripts filter it from a data file
# that they fetch on first use.
PAGE = 100
# Two hyphens in a row: no id contains them.
RETIRED = "status--retired"
_FOLDER = "lists"


class Column(NamedTuple):
    """A column; `kind` is "title", "link", "text", "word", "date", "number" or "code"."""

    name: str
    label: str
    kind: str
    look: str = ""


class Choice(NamedTuple):
    """One value to filter by; `also` holds other words that find it."""

    id: str
    title: str
    also: str = ""


class Facet(NamedTuple):
    """A filter: its name in the address, its label and its choices in order.

    Lines with the choice `apart` are hidden until that choice is selected.
    """

    name: str
    label: str
    choices: tuple[Choice, ...]
    apart: str = ""


class Order(NamedTuple):
    """A sort order; `by` is "place" in the list, "rank" of the title, a facet or a column."""

    name: str
    label: str
    by: str
    down: bool = False
    grouped: bool = False


class Line(NamedTuple):
    """One line: its cells by column, its choices by facet and extra search words."""

    cells: Sequence[Cell]
    keys: Mapping[str, tuple[str, ...]]
    words: str = ""
    group: str = ""
    look: str = ""


class RenderedLine(NamedTuple):
    """A line as HTML: its cells by name, and its data attributes for scripts."""

    cells: Mapping[str, Markup]
    look: str
    attributes: Markup


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list; `groups` maps the name of each group to its heading, in order.

    It starts at `address`; further pages are below `further` if other lists share its first page.
    """

    name: str
    title: str
    address: str
    source: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    facets: tuple[Facet, ...] = ()
    orders: tuple[Order, ...] = ()
    groups: Mapping[str, Cell]
    layout: str = "rows"
    further: str = ""

    @property
    def pages(self) -> int:
        """The number of pages; an empty list has one that says so."""
        return max(1, -(-len(self.lines) // PAGE))

    @property
    def file(self) -> str:
        """The path of the data file for scripts; empty if the page contains all lines."""
        return f"{_FOLDER}/{self.name}.json" if self.facets and self.pages > 1 else ""

    @property
    def words_file(self) -> str:
        """The path of the file with extra search words, fetched only when someone types a query."""
        return self.file.replace(".json", ".words.json")

    def address_of(self, number: int) -> str:
        """Return the address of a page by its number, starting at 1."""
        return self.address if number == 1 else f"{self.further or self.address}page/{number}/"

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        """The position of each line when sorted by title."""
        titles = [alphabetical(str(line.cells[0].value)) for line in self.lines]
        ranks = [0] * len(titles)
        for rank, index in enumerate(sorted(range(len(titles)), key=titles.__getitem__)):
            ranks[index] = rank
        return tuple(ranks)

    @cached_property
    def widths(self) -> list[int]:
        """The column widths of a table, in percent."""
        return column_widths(
            [
                (column.label, *{_sample_text(line.cells[at].value) for line in self.lines})
                for at, column in enumerate(self.columns)
            ]
        )

    def drawn(self, view: View, number: int = 1) -> list[tuple[str, Markup, list[RenderedLine]]]:
        """Return the lines of one page by group, as (name, heading, lines)."""
        start = (number - 1) * PAGE
        indexes = range(start, min(start + PAGE, len(self.lines)))
        return [
            (
                group,
                shown(view, "link", self.groups[group]),
                [self._drawn(view, index) for index in found],
            )
            for group, found in groupby(indexes, lambda index: self.lines[index].group)
        ]

    def _drawn(self, view: View, index: int) -> RenderedLine:
        line = self.lines[index]
        cells = {
            column.name: shown(view, column.kind, cell)
            for column, cell in zip(self.columns, line.cells, strict=True)
        }
        known = Markup(" data-line") if self.file else self._attributes(index)
        return RenderedLine(cells, line.look, known)

    @property
    def blank(self) -> RenderedLine:
        """An empty line that scripts use as a template, with a slot for each column."""
        slot = Markup('<span data-cell="{}" data-kind="{}"></span>')
        cells = {column.name: slot.format(column.name, column.kind) for column in self.columns}
        return RenderedLine(cells, "", Markup(" data-line"))

    @property
    def words(self) -> Mapping[str, Markup]:
        """The words used in the list that have their own shape and colour."""
        places = [place for place, column in enumerate(self.columns) if column.kind == "word"]
        used = {line.cells[place].value for line in self.lines for place in places}
        return {word: html for word, html in WORDS.items() if word in used}

    @property
    def counted(self) -> str:
        """The number of lines, in the same words that scripts use."""
        kept = [
            line
            for line in self.lines
            if not any(facet.apart in line.keys.get(facet.name, ()) for facet in self.facets)
        ]
        some = f", the first {PAGE} shown" if len(kept) > PAGE else ""
        return f"{len(kept):,} in the list{some}"

    def _attributes(self, index: int) -> Markup:
        """Return the data attributes of a line that is on the page."""
        line = self.lines[index]
        sortable = {order.by for order in self.orders} - line.keys.keys()
        values = {
            column.name: cell.value.isoformat() if isinstance(cell.value, date) else cell.value
            for column, cell in zip(self.columns, line.cells, strict=True)
            if column.name in sortable and cell.value is not None
        }
        return attributes(line.keys, line.words, {"rank": self.ranks[index], **values})


def _sample_text(value: str | int | date | None) -> str:
    """Return a text about as long as the rendered value."""
    return "30 September 2026" if isinstance(value, date) else str(value or "")


def attributes(
    keys: Mapping[str, Iterable[str]], words: str, values: Mapping[str, str | int] | None = None
) -> Markup:
    """Return a line's data attributes for scripts: its choices, search words and sort values."""
    named = {name: " ".join(ids) for name, ids in keys.items()}
    pairs = {**named, "words": words, **(values or {})}
    rendered = (
        f' data-{escape(name)}="{escape(value)}"'
        for name, value in pairs.items()
        if value not in {"", None}
    )
    return Markup("".join((" data-line", *rendered)))  # noqa: S704 - all values are escaped


def further_pages(edition: Edition, listing: Listing) -> Iterator[Planned]:
    """Yield the second and later pages of a list."""
    for number in range(2, listing.pages + 1):
        make = partial(_further_page, edition, listing, number)
        yield Planned(listing.address_of(number), listing.source, _title(listing, number), make)


def _title(listing: Listing, number: int) -> str:
    return f"{listing.title}, page {number}"


def _further_page(edition: Edition, listing: Listing, number: int) -> Page:
    address, title = listing.address_of(number), _title(listing, number)
    view = edition.view(address)
    back = view.link_to(listing.address, listing.title)
    return Page(
        address=address,
        source=listing.source,
        title=title,
        description=f"{title} of {listing.pages}, {counted(len(listing.lines), 'line')} in total.",
        html=view.render(
            "listing_page",
            trail=[back],
            title=title,
            tasks=tasks(view, title, None),
            listing=listing,
            number=number,
        ),
        found=(),
        is_continuation=True,
    )
