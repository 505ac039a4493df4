"""The chapters of registers: each as a table if it fits the page, else entry by entry."""

from collections.abc import Collection, Iterator

from handbook.collation import alphabetical
from handbook.pages.cells import Column, cell, columns
from handbook.pages.register import group_property
from handbook.pages.status_meaning import Meaning
from handbook.pages.words import enum_label, sentence
from handbook.pages.workflow import drawing as drawn_workflow
from handbook.pages.workflow import states
from handbook.pdf.chapter import Chapter, Pen, named
from handbook.pdf.drawings import drawing, fitting
from handbook.pdf.pieces import (
    Piece,
    Pieces,
    chip,
    heading,
    joined,
    link,
    page_of,
    piece,
    quiet,
    table,
    words,
)
from handbook.pdf.remarks import remarks
from handbook.records import Entry
from handbook.schema import Kind
from handbook.source.document import Section

# Kinds that have their own chapters, and kinds about the handbook rather than the company.
_OWN_CHAPTER = frozenset(
    {"areas", "checklists", "meetings", "metrics", "roles", "sops", "templates"}
)
_OF_THE_HANDBOOK = frozenset({"coverage", "discrepancies", "reviews", "sources", "values"})
# Registers with more entries than this begin on a new page.
_MAX_SHORT = 14
# Beyond these limits, in characters for cells and rows, a table is hard to read.
_MAX_COLUMNS = 4
_MAX_CELL = 90
_MAX_ROW = 190

Row = list[Pieces]


def registers(pen: Pen) -> Iterator[Chapter]:
    """Yield the chapters of all other registers with an entry in use, by title.

    A long register begins on a new page; short ones share pages.
    """
    shown = [kind for kind in _kinds(pen) if pen.handbook.active_entries(kind.name)]
    if not shown:
        return
    yield _overview(pen, shown)
    short: Pieces = []
    for kind in shown:
        entries = pen.handbook.active_entries(kind.name)
        text = _register(Pen(pen.edition, _address(kind)), kind, entries)
        if len(entries) <= _MAX_SHORT:
            short += text
            continue
        if short:
            yield Chapter(left="Registers", right="", foot="", text=short)
            short = []
        yield Chapter(left=kind.title, right="Registers", foot="", text=text)
    if short:
        yield Chapter(left="Registers", right="", foot="", text=short)


def _kinds(pen: Pen) -> list[Kind]:
    excluded = _OWN_CHAPTER | _OF_THE_HANDBOOK
    kinds = [kind for name, kind in pen.handbook.kinds.items() if name not in excluded]
    return sorted(
        (kind for kind in kinds if not kind.single), key=lambda one: alphabetical(one.title)
    )


def _overview(pen: Pen, shown: list[Kind]) -> Chapter:
    """Return the opening chapter of the registers: their contents and pages."""
    rows: list[Row] = [
        [
            [link(_address(kind), kind.title)],
            [kind.description],
            [str(len(pen.handbook.active_entries(kind.name)))],
            [page_of(_address(kind))],
        ]
        for kind in shown
    ]
    title = heading(1, "Registers", pen.address, look="chapter", outlined=True)
    head: Row = [["Register"], ["Contents"], ["Entries"], ["Page"]]
    return Chapter(left="Registers", right="", foot="", text=[title, table(head, rows)])


def _address(kind: Kind) -> str:
    return f"{kind.page}/" if kind.page else f"registers/{kind.name}/"


def _register(pen: Pen, kind: Kind, entries: list[Entry]) -> Pieces:
    divided = group_property(kind)
    shown = [column for column in columns(kind, entries) if column.name != divided]
    # Groups follow the order of the schema, as on the site.
    order = kind.entry_schema["properties"][divided]["enum"] if divided else ()
    groups: dict[str, list[Entry]] = {name: [] for name in order}
    for entry in entries:
        groups.setdefault(str(entry.data[divided]) if divided else "", []).append(entry)
    rows = {entry.id: [_cell(pen, entry, column) for column in shown] for entry in entries}
    is_long = kind.name == "workflows" or any(_sections(pen, entry) for entry in entries)
    fits = not is_long and _fits(rows, shown)
    text: Pieces = [
        heading(2, kind.title, pen.address, look="register", outlined=True),
        piece("about", [quiet(kind.description)]),
    ]
    for name, members in groups.items():
        if not members:
            continue
        if name:
            text.append(heading(3, enum_label(name), look="after"))
        if fits:
            text.append(_table(pen, kind, shown, [(entry, rows[entry.id]) for entry in members]))
            text += remarks(pen, *members)
        else:
            for entry in members:
                text += _block(pen, entry, shown, rows[entry.id])
    return text


def _cell(pen: Pen, entry: Entry, column: Column) -> Pieces:
    return pen.html(cell(pen.view, entry, column))


def _fits(rows: dict[str, Row], shown: list[Column]) -> bool:
    if len(shown) > _MAX_COLUMNS:
        return False
    longest = [max((len(words(row[index])) for row in rows.values()), default=0)
               for index in range(len(shown))]  # fmt: skip
    flat = not any(_nested(one) for row in rows.values() for one in row)
    return flat and max(longest, default=0) <= _MAX_CELL and sum(longest) <= _MAX_ROW


def _nested(parts: Pieces) -> bool:
    return any(isinstance(part, dict) and part["is"] in {"ul", "ol", "table"} for part in parts)


def _title(pen: Pen, entry: Entry) -> Pieces:
    """Return an entry's title with its anchor, draft mark and aliases."""
    found: Pieces = [piece("anchor", key=pen.handbook.address(entry)), entry.title]
    if entry.status == "draft":
        found += [" ", _draft()]
    if entry.aliases:
        found += [" ", quiet(", ".join(entry.aliases))]
    return found


def _draft() -> Piece:
    return chip(Meaning.UNKNOWN.value, "Draft")


def _table(pen: Pen, kind: Kind, shown: list[Column], members: list[tuple[Entry, Row]]) -> Piece:
    described = any(entry.data.get("description") for entry, _ in members)
    head: list[Pieces] = [[sentence(kind.noun)], *_labels(shown)]
    if described:
        head.insert(1, ["Description"])
    rows = []
    for entry, cells in members:
        row = [_title(pen, entry), *cells]
        if described:
            row.insert(1, [str(entry.data.get("description", ""))])
        rows.append(row)
    return table(head, rows)


def _labels(shown: list[Column]) -> list[Pieces]:
    return [[column.label] for column in shown]


def _block(pen: Pen, entry: Entry, shown: list[Column], cells: Row) -> Iterator[Piece]:
    top: Pieces = [heading(3, entry.title, pen.handbook.address(entry), look="entry")]
    if entry.status == "draft":
        top.append(piece("p", [_draft()]))
    if entry.aliases:
        top.append(piece("p", [quiet(f"Also called {', '.join(entry.aliases)}")]))
    if entry.data.get("description"):
        top.append(piece("p", [str(entry.data["description"])]))
    top += remarks(pen, entry)
    if entry.kind == "workflows":
        yield piece("keep", [*top, _drawing(pen, entry)])
        yield _states(pen, entry)
        return
    yield from top
    rows = [one for one in zip(_labels(shown), cells, strict=True) if one[1]]
    if rows:
        yield named(rows, width=34)
    own = Pen(pen.edition, pen.handbook.address(entry))
    for part in _sections(pen, entry):
        if part.title:
            yield heading(4, part.title, look="minor")
        yield from own.prose(part.body)


def _sections(pen: Pen, entry: Entry) -> Collection[Section]:
    """Return the free sections of an entry that has a document of its own."""
    return entry.document.sections if "*" in pen.handbook.kinds[entry.kind].files else ()


def _drawing(pen: Pen, entry: Entry) -> Piece:
    drawn = drawn_workflow(pen.view, entry)
    pictures = [one for one in (drawn.narrow, drawn.wide) if one is not None]
    return fitting([drawing(picture.svg) for picture in pictures])


def _states(pen: Pen, entry: Entry) -> Piece:
    """Return a table of the states of a workflow, with the transitions out of each."""
    rows: list[Row] = []
    for state in states(pen.view, entry):
        role = [piece("br"), quiet(state.role)] if state.role else []
        ways = [[f"{way.target}{f', {way.when}' if way.when else ''} ", *pen.html(way.who)]
                for way in state.ways]  # fmt: skip
        rows.append(
            [
                [state.title, *role],
                [state.description],
                pen.html(state.who),
                joined(ways, piece("br")),
            ]
        )
    return table([["State"], ["What it is"], ["Who"], ["Leads to"]], rows)
