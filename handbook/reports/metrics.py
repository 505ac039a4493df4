"""The current value, target and status of every metric."""

from datetime import date

from handbook.book import Handbook
from handbook.measures import Measure, measures
from handbook.reports.table import Cell, Row, Table, counted_of, entry_cell

COLUMNS = ("Metric", "Category", "Now", "Of", "Target", "Status", "Change")


def metrics(handbook: Handbook, today: date) -> Table:
    """Return every metric in use in the order of the register."""
    found = [
        measure
        for measure in measures(handbook, today).values()
        if measure.metric.entry.status != "retired"
    ]
    measured = sum(bool(measure.points) for measure in found)
    note = f"{counted_of(measured, len(found), 'metric', 'has', 'have')} a value." if found else ""
    return Table("Metrics", COLUMNS, tuple(_row(measure) for measure in found), note)


def _row(measure: Measure) -> Row:
    newest = measure.latest
    return (
        entry_cell(measure.metric.entry),
        Cell(str(measure.metric.entry.data["category"])),
        Cell(measure.shown if newest else None),
        Cell(newest.written if newest else None),
        Cell(measure.target or None),
        Cell(measure.word if newest or measure.target else None),
        Cell(measure.change or None),
    )
