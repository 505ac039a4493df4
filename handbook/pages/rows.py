"""A procedure, a process or a metric as one line of a list or table."""

from typing import NamedTuple

from markupsafe import Markup

from handbook.book import Handbook
from handbook.pages.edition import Edition, View
from handbook.pages.list_cells import Cell, Value, shown
from handbook.pages.listing import Column
from handbook.pages.words import truncated
from handbook.records import Process, Sop
from handbook.status import Status
from handbook.values import aim

COLUMNS = (
    Column("title", "Procedure", "title"),
    Column("purpose", "Purpose", "text"),
    Column("area", "Area", "link"),
    Column("owner", "Owner", "link"),
    Column("status", "Status", "word"),
    Column("due", "Next review", "date"),
    Column("changed", "Last change", "date"),
)
Cells = tuple[Cell, ...]


class Row(NamedTuple):
    """One line as HTML, column by column."""

    title: Markup
    purpose: Markup
    area: Markup
    owner: Markup
    status: Markup
    due: Markup
    changed: Markup


def procedure_row(view: View, sop: Sop) -> Row:
    """Return the line of a procedure."""
    cells = procedure_cells(view.edition, sop)
    return Row(
        *(shown(view, column.kind, cell) for column, cell in zip(COLUMNS, cells, strict=True))
    )


def procedure_cells(edition: Edition, sop: Sop) -> Cells:
    """Return the cells of a procedure, cached because many lists need them."""
    known: dict[str, Cells] = edition.handbook.cached(("cells", edition.today), dict)
    cells = known.get(sop.id)
    if cells is None:
        cells = known[sop.id] = _procedure_cells(edition, sop)
    return cells


def _procedure_cells(edition: Edition, sop: Sop) -> Cells:
    found = edition.standings[sop.id]
    shared = (
        _named(edition.handbook, "areas", sop.area),
        _named(edition.handbook, "roles", sop.owner),
        Value(found.status.word),
        Value(found.due),
        Value(max((day for day in sop.changed if day <= edition.today), default=None)),
    )
    # Among ten thousand procedures, most share each of these values with others.
    known: dict[Value, Value] = edition.handbook.cached(("values",), dict)
    return (
        Value(sop.title, ("sops", sop.id)),
        Value(truncated(sop.purpose.text, 110)),
        *(known.setdefault(value, value) for value in shared),
    )


def process_cells(handbook: Handbook, process: Process) -> Cells:
    """Return the cells of a process that no procedure in the handbook describes."""
    kept = process.kept_at
    purpose = f"Kept at {kept}" if kept else process.entry.data.get("description")
    return (
        Value(process.title, ("processes", process.id)),
        Value(purpose),
        _named(handbook, "areas", process.entry.data.get("area")),
        _named(handbook, "roles", process.owner),
        Value(missing_status(process).word),
        Value(None),
        Value(None),
    )


def missing_status(process: Process) -> Status:
    """Return the status of a process that no procedure in the handbook describes."""
    return Status.UNLISTED if process.kept_at else Status.NOT_DOCUMENTED


def _named(handbook: Handbook, kind: str, entry_id: str | None) -> Value:
    entry = handbook.find(kind, entry_id) if entry_id else None
    return Value(entry.title, (kind, entry.id)) if entry else Value(entry_id)


def metric_row(view: View, metric_id: str) -> tuple[Markup, str, str]:
    """Return the link, target and definition of a metric; empty where there is none."""
    metric = view.handbook.metrics.get(metric_id)
    target = aim(metric.aim) if metric else ""
    definition = str(metric.entry.data.get("definition", "")) if metric else ""
    return view.entry_link("metrics", metric_id), target, definition
