"""A register as a table or as blocks, whatever it holds: its schema says what to show and link."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from handbook.amounts import counted
from handbook.names import suggestion
from handbook.pages.cells import Column, cell, columns
from handbook.pages.column_widths import column_widths
from handbook.pages.edition import GUIDE, Edition, View
from handbook.pages.lists import Item, listing
from handbook.pages.page import Found, Page, words
from handbook.pages.status_meaning import entry_chip
from handbook.pages.tasks import entry_tasks, tasks
from handbook.pages.texts import free_anchor, free_sections
from handbook.pages.words import choice, label, one_line, sentence
from handbook.records import Entry
from handbook.schema import Kind
from handbook.source.markdown import slug

# As many columns, beside the name, as a table has room for; more are shown as labelled blocks.
_MOST_COLUMNS = 6
# A text of more characters makes a table's row too tall to be compared with the next.
_LONGEST_CELL = 80
# More rows than this are laid out in stretches of so many.
_LONG, _STRETCH = 200, 100


class Row(NamedTuple):
    """One entry: where it stands on the page, its page if it has one, its values by column."""

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
    """Entries of one sort; anchor and title are empty where a register is not divided."""

    anchor: str
    title: str
    rows: list[Row]


class Sheet(NamedTuple):
    """A register as it is laid out: a table if it fits, labelled blocks if not."""

    groups: list[Group]
    columns: list[Column]
    is_table: bool
    is_used: bool

    @property
    def widths(self) -> list[int]:
        """Return how wide the columns are, in percent, with that of the names and of the uses."""
        rows = [row for group in self.groups for row in group.rows]
        names = [text for row in rows for text in (row.title, words(row.description))]
        cells = [
            (column.label, *(words(row.cells[at][1]) for row in rows))
            for at, column in enumerate(self.columns)
        ]
        return column_widths([names, *cells, *([("999 places",)] if self.is_used else [])])

    @property
    def stretches(self) -> list[list[Group]]:
        """Return the groups in stretches, one unless the register is long.

        A browser draws a stretch when it comes into view.
        """
        if sum(len(group.rows) for group in self.groups) <= _LONG:
            return [self.groups]
        return [
            [Group(group.anchor, "" if at else group.title, group.rows[at : at + _STRETCH])]
            for group in self.groups
            for at in range(0, len(group.rows), _STRETCH)
        ]


def register_page(edition: Edition, kind: Kind) -> Page:
    """Return the page of a register, every entry at an anchor of its own."""
    address = f"registers/{kind.name}/"
    view = edition.view(address)
    entries = list(edition.handbook.entries(kind.name))
    sheet = _sheet(view, kind, entries, divider(kind))
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
        found=(Found("", kind.title, kind.description), *(_found(row) for row in rows)),
    )


def index_page(edition: Edition, kind: Kind) -> Page:
    """Return the list of all entries of a kind whose entries have pages, retired ones last."""
    address = f"{kind.page}/"
    view = edition.view(address)
    entries = sorted(edition.handbook.entries(kind.name), key=lambda one: one.status == "retired")
    items = [Item(view.link(entry), _told(entry), _chip(entry)) for entry in entries]
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
        found=(Found("", kind.title, kind.description),),
    )


def _chip(entry: Entry) -> Markup:
    # The link to what is retired says so.
    return Markup("") if entry.status == "retired" else entry_chip(entry.status)


def _told(entry: Entry) -> str:
    """Return what an entry is, or is for, in words without markup."""
    name = "description" if entry.data.get("description") else "purpose"
    return entry.text(name).text if entry.data.get(name) else ""


def register_body(
    view: View, kind: Kind, entries: Iterable[Entry], only: Mapping[str, str] | None = None
) -> Markup:
    """Return entries of a register for a page that is not the register's own.

    With `only` just those that have these values, which are not shown then: the page says them.
    """
    wanted = only or {}
    unknown = next((name for name in wanted if name not in _properties(kind)), None)
    if unknown is not None:
        cure = suggestion(unknown, list(_properties(kind)))
        raise LookupError(f"{kind.name} has no property {unknown!r}{cure}")
    listed = [
        entry
        for entry in entries
        if all(entry.data.get(name) == value for name, value in wanted.items())
    ]
    if not listed:
        return view.render("register_empty", kind=kind)
    divided = divider(kind)
    sheet = _sheet(view, kind, listed, None if divided in wanted else divided, without=wanted)
    return _body(view, kind, _moved(sheet, kind))


def _moved(sheet: Sheet, kind: Kind) -> Sheet:
    """Return a sheet for any page: anchors of its own, and no word of where entries are used."""
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
    apart = {divided, *without}
    shown = [column for column in columns(kind, entries) if column.name not in apart]
    groups: dict[str, list[Row]] = {}
    if divided:
        groups = {name: [] for name in _properties(kind)[divided]["enum"]}
    for entry in entries:
        name = str(entry.data[divided]) if divided else ""
        groups.setdefault(name, []).append(_row(view, entry, shown))
    listed = [
        Group(_anchor(divided, name) if divided else "", choice(name), rows)
        for name, rows in groups.items()
        if rows
    ]
    is_used = any(row.uses for group in listed for row in group.rows)
    return Sheet(listed, shown, _fits_table(listed, shown), is_used)


def divider(kind: Kind) -> str | None:
    """Return the property that divides a register: the first one it must have that is a choice."""
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
    """Return the anchor of a group; the double hyphen keeps it apart from every id."""
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
    if len(shown) > _MOST_COLUMNS:
        return False
    cells = [text for group in groups for row in group.rows for _, text in row.cells]
    return all(len(words(text)) <= _LONGEST_CELL for text in cells)


def _found(row: Row) -> Found:
    # Of a number, a day or a yes alone nobody can tell what it says.
    values = [
        f"{column.label}: {words(text)}" if column.bare else words(text)
        for column, text in row.cells
        if text
    ]
    parts = [words(row.description), ", ".join(row.aliases), *values]
    return Found(row.id, row.title, " · ".join(part for part in parts if part))


def entry_page(edition: Edition, kind: Kind, entry: Entry) -> Page:
    """Return the page of one entry of a kind that has pages but no form of its own."""
    view = edition.view_of(entry)
    shown = columns(kind, [entry])
    row = _row(view, entry, shown)
    html = view.render(
        "entry",
        trail=[view.link_to(f"{kind.page}/", kind.title)],
        row=row,
        tasks=entry_tasks(view, entry),
        sections=free_sections(entry.document.sections),
        used_by_anchor=free_anchor(entry, "used-by"),
    )
    return view.page(
        entry,
        html,
        description=one_line(words(row.description)) or f"{sentence(kind.noun)} {entry.title}.",
        found=(_found(row)._replace(anchor=""),),
    )
