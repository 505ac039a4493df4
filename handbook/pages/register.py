"""Any register as a table or as blocks; its schema says what to show and what to link."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from handbook.amounts import counted
from handbook.names import suggestion
from handbook.pages.cells import Column, cell, columns
from handbook.pages.column_widths import column_widths
from handbook.pages.edition import GUIDE, Edition, View
from handbook.pages.lists import Item, listing
from handbook.pages.page import Page, SearchEntry, words
from handbook.pages.status_meaning import entry_chip
from handbook.pages.tasks import entry_tasks, tasks
from handbook.pages.texts import free_sections, unused_anchor
from handbook.pages.words import enum_label, label, sentence, truncated
from handbook.records import Entry
from handbook.schema import Kind
from handbook.source.markdown import slug

# A table has room for this many columns next to the name; more are shown as labelled blocks.
_MAX_COLUMNS = 6
# Longer text makes table rows too tall to compare.
_MAX_CELL = 80
# Registers with more than _LONG rows are laid out in stretches of _STRETCH rows.
_LONG, _STRETCH = 200, 100


class Row(NamedTuple):
    """One entry: its anchor, the address of its page if it has one, and its values by column."""

    id: str
    title: str
    href: str
    aliases: tuple[str, ...]
    chip: Markup
    description: Markup
    cells: list[tuple[Column, Markup]]
    used_by: list[tuple[str, list[Entry]]]
    uses: int
    remarks: Markup


class Group(NamedTuple):
    """The entries of one group; anchor and title are empty if the register has no groups."""

    anchor: str
    title: str
    rows: list[Row]


class Sheet(NamedTuple):
    """The layout of a register: a table if it fits, otherwise labelled blocks."""

    groups: list[Group]
    columns: list[Column]
    is_table: bool
    is_used: bool

    @property
    def widths(self) -> list[int]:
        """The column widths in percent, including the name and "Used in" columns."""
        rows = [row for group in self.groups for row in group.rows]
        names = [text for row in rows for text in (row.title, words(row.description))]
        cells = [
            (column.label, *(words(row.cells[at][1]) for row in rows))
            for at, column in enumerate(self.columns)
        ]
        return column_widths([names, *cells, *([("999 places",)] if self.is_used else [])])

    @property
    def stretches(self) -> list[list[Group]]:
        """The groups in stretches; a single one unless the register is long.

        Browsers render a stretch only when it scrolls into view.
        """
        if sum(len(group.rows) for group in self.groups) <= _LONG:
            return [self.groups]
        return [
            [Group(group.anchor, "" if at else group.title, group.rows[at : at + _STRETCH])]
            for group in self.groups
            for at in range(0, len(group.rows), _STRETCH)
        ]


def register_page(edition: Edition, kind: Kind) -> Page:
    """Return the page of a register, with an anchor for every entry."""
    address = f"registers/{kind.name}/"
    view = edition.view(address)
    entries = list(edition.handbook.entries(kind.name))
    sheet = _sheet(view, kind, entries, group_property(kind))
    file = kind.files if kind.files in edition.handbook.documents else None
    html = view.render(
        "register",
        trail=[view.link_to("registers/", "Registers")],
        kind=kind,
        number=counted(len(entries), kind.noun),
        body=_body(view, kind, sheet) if entries else "",
        tasks=tasks(view, kind.title, edition.edit(file) if file else None),
        how=view.link_to(f"{GUIDE}register/", "How to add an entry"),
    )
    rows = [row for group in sheet.groups for row in group.rows]
    return Page(
        address=address,
        source=file or kind.path,
        title=kind.title,
        description=kind.description,
        html=html,
        found=(SearchEntry("", kind.title, kind.description), *(_found(row) for row in rows)),
    )


def index_page(edition: Edition, kind: Kind) -> Page:
    """Return the index page of a kind whose entries have their own pages, retired ones last."""
    address = f"{kind.page}/"
    view = edition.view(address)
    entries = sorted(edition.handbook.entries(kind.name), key=lambda one: one.status == "retired")
    items = [Item(view.link(entry), _summary(entry), _chip(entry)) for entry in entries]
    file = kind.files if kind.files in edition.handbook.documents else None
    html = view.render(
        "register",
        trail=[view.link_to("registers/", "Registers")],
        kind=kind,
        number=counted(len(entries), kind.noun),
        body=listing(view, items) if items else "",
        tasks=tasks(view, kind.title, edition.edit(file) if file else None),
        how=view.link_to(f"{GUIDE}register/", "How to add an entry"),
    )
    return Page(
        address=address,
        source=kind.path,
        title=kind.title,
        description=kind.description,
        html=html,
        found=(SearchEntry("", kind.title, kind.description),),
    )


def _chip(entry: Entry) -> Markup:
    # Links to retired entries already say so.
    return Markup("") if entry.status == "retired" else entry_chip(entry.status)


def _summary(entry: Entry) -> str:
    """Return the description or else the purpose of an entry, as plain text."""
    name = "description" if entry.data.get("description") else "purpose"
    return entry.text(name).text if entry.data.get(name) else ""


def register_body(
    view: View, kind: Kind, entries: Iterable[Entry], only: Mapping[str, str] | None = None
) -> Markup:
    """Return entries of a register for embedding in another page.

    `only` limits them to entries with these values, whose columns are then left out.
    """
    values = only or {}
    unknown = next((name for name in values if name not in _properties(kind)), None)
    if unknown is not None:
        hint = suggestion(unknown, list(_properties(kind)))
        raise LookupError(f"{kind.name} has no property {unknown!r}{hint}")
    listed = [
        entry
        for entry in entries
        if all(entry.data.get(name) == value for name, value in values.items())
    ]
    if not listed:
        return view.render("register_empty", kind=kind)
    divided = group_property(kind)
    sheet = _sheet(view, kind, listed, None if divided in values else divided, without=values)
    return _body(view, kind, _embedded(sheet, kind))


def _embedded(sheet: Sheet, kind: Kind) -> Sheet:
    """Return a sheet for embedding: with prefixed anchors and without the "Used in" column."""
    return sheet._replace(
        groups=[
            Group(
                f"{kind.name}--{group.anchor}" if group.anchor else "",
                group.title,
                [
                    row._replace(id=f"{kind.name}--{row.id}", used_by=[], uses=0)
                    for row in group.rows
                ],
            )
            for group in sheet.groups
        ],
        is_used=False,
    )


def _properties(kind: Kind) -> Mapping[str, Any]:
    found: Mapping[str, Any] = kind.entry_schema.get("properties", {})
    return found


def _body(view: View, kind: Kind, sheet: Sheet) -> Markup:
    return view.render("register_body", kind=kind, sheet=sheet)


def _sheet(
    view: View,
    kind: Kind,
    entries: list[Entry],
    divided: str | None,
    without: Collection[str] = (),
) -> Sheet:
    hidden = {divided, *without}
    shown = [column for column in columns(kind, entries) if column.name not in hidden]
    groups: dict[str, list[Row]] = {}
    if divided:
        groups = {name: [] for name in _properties(kind)[divided]["enum"]}
    for entry in entries:
        name = str(entry.data[divided]) if divided else ""
        groups.setdefault(name, []).append(_row(view, entry, shown))
    listed = [
        Group(_anchor(divided, name) if divided else "", enum_label(name), rows)
        for name, rows in groups.items()
        if rows
    ]
    is_used = any(row.uses for group in listed for row in group.rows)
    return Sheet(listed, shown, _fits_table(listed, shown), is_used)


def group_property(kind: Kind) -> str | None:
    """Return the property that groups a register: the first required one with an enum, if any."""
    needed = kind.entry_schema.get("required", ())
    return next(
        (
            name
            for name, schema in _properties(kind).items()
            if name in needed and name != "status" and len(schema.get("enum", ())) > 1
        ),
        None,
    )


def _anchor(divided: str, name: str) -> str:
    """Return the anchor of a group; no id contains its double hyphen."""
    return f"{slug(label(divided))}--{slug(name)}"


def _row(view: View, entry: Entry, shown: list[Column]) -> Row:
    users = view.used_by(entry)
    return Row(
        id=entry.id,
        title=entry.title,
        href=view.href(entry) if view.handbook.kinds[entry.kind].page else "",
        aliases=entry.aliases,
        chip=entry_chip(entry.status),
        description=Markup("{}").format(entry.data.get("description", "")),
        cells=[(column, cell(view, entry, column)) for column in shown],
        used_by=users,
        uses=sum(len(entries) for _, entries in users),
        remarks=view.remarks_on(entry),
    )


def _fits_table(groups: list[Group], shown: list[Column]) -> bool:
    if len(shown) > _MAX_COLUMNS:
        return False
    cells = [text for group in groups for row in group.rows for _, text in row.cells]
    return all(len(words(text)) <= _MAX_CELL for text in cells)


def _found(row: Row) -> SearchEntry:
    # A number, a date or a yes means nothing without its label.
    values = [
        f"{column.label}: {words(text)}" if column.bare else words(text)
        for column, text in row.cells
        if text
    ]
    parts = [words(row.description), ", ".join(row.aliases), *values]
    return SearchEntry(row.id, row.title, " · ".join(part for part in parts if part))


def entry_page(edition: Edition, kind: Kind, entry: Entry) -> Page:
    """Return the page of an entry whose kind has pages but no custom layout."""
    view = edition.view_of(entry)
    shown = columns(kind, [entry])
    row = _row(view, entry, shown)
    html = view.render(
        "entry",
        trail=[view.link_to(f"{kind.page}/", kind.title)],
        row=row,
        tasks=entry_tasks(view, entry),
        sections=free_sections(entry.document.sections),
        used_by_anchor=unused_anchor(entry, "used-by"),
    )
    return view.page(
        entry,
        html,
        description=truncated(words(row.description)) or f"{sentence(kind.noun)} {entry.title}.",
        found=(_found(row)._replace(anchor=""),),
    )
