"""The table of contents: every procedure, and every process without one."""

from datetime import date

from handbook.amounts import counted
from handbook.book import Handbook
from handbook.collation import alphabetical
from handbook.records import Process, Sop
from handbook.reports.freshness import reasons
from handbook.reports.table import Cell, Row, Table, entry_cell, reference_cell
from handbook.status import process_status, standing_of

COLUMNS = (
    "Procedure",
    "Area",
    "Owner",
    "Backup",
    "Status",
    "Detail",
    "Next review",
    "Version",
)


def contents(handbook: Handbook, today: date) -> Table:
    """Return all procedures, including retired ones, and undocumented processes, by area."""
    missing = [process for process in handbook.processes_in_use if not handbook.sops_of(process)]
    areas = [area.id for area in handbook.entries("areas")]
    order = {area: number for number, area in enumerate(areas)}
    placed = [(sop.area, sop.title, _sop(handbook, sop, today)) for sop in handbook.sops.values()]
    placed += [
        (_area(process) or "", process.title, _process(handbook, process, today))
        for process in missing
    ]
    placed.sort(key=lambda row: (order.get(row[0], len(order)), row[0], alphabetical(row[1])))
    counts = counted(len(handbook.sops), "procedure"), counted(len(missing), "process")
    note = "{}, {} without one.".format(*counts) if placed else ""
    return Table("Contents", COLUMNS, tuple(row for _, _, row in placed), note)


def _area(process: Process) -> str | None:
    area: str | None = process.entry.data.get("area")
    return area


def _sop(handbook: Handbook, sop: Sop, today: date) -> Row:
    found = standing_of(handbook, sop, today)
    return (
        entry_cell(sop.entry),
        reference_cell(handbook, "areas", sop.area),
        reference_cell(handbook, "roles", sop.owner),
        reference_cell(handbook, "roles", sop.backup),
        Cell(found.status.word),
        Cell(reasons(handbook, found)),
        Cell(found.due),
        Cell(sop.version),
    )


def _process(handbook: Handbook, process: Process, today: date) -> Row:
    status = process_status(handbook, process, today)
    return (
        entry_cell(process.entry),
        reference_cell(handbook, "areas", _area(process)),
        reference_cell(handbook, "roles", process.owner),
        Cell(None),
        Cell(status.word),
        Cell(f"kept at {process.kept_at}" if process.kept_at else None),
        Cell(None),
        Cell(None),
    )
