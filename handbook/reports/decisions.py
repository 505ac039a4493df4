"""Discrepancies between sources, and how many each role has to decide."""

from datetime import date

from handbook import discrepancies as source
from handbook.book import Handbook
from handbook.collation import alphabetical
from handbook.discrepancies import Discrepancy, undecided
from handbook.reports.table import Cell, Row, Table, counted_of, entry_cell, reference_cell


def decisions(handbook: Handbook, today: date) -> Table:
    """Return how many discrepancies each role has to decide, the highest number first."""
    waiting: dict[str, list[Discrepancy]] = {}
    for found in undecided(handbook):
        waiting.setdefault(found.decider, []).append(found)
    rows = tuple(
        (
            reference_cell(handbook, "roles", decider),
            Cell(len(listed)),
            Cell(sum(found.overdue(today) for found in listed)),
            Cell(min((found.due for found in listed if found.due), default=None)),
        )
        for decider, listed in sorted(
            waiting.items(), key=lambda pair: (-len(pair[1]), alphabetical(pair[0]))
        )
    )
    return Table("Decisions", ("Decided by", "Open", "Overdue", "First due"), rows, _note(handbook))


def discrepancies(handbook: Handbook, today: date) -> Table:
    """Return every discrepancy, open ones first, then by urgency."""
    every = sorted(source.discrepancies(handbook).values(), key=_urgency)
    columns = ("Discrepancy", "State", "Decided by", "Due", "Days left", "Kept")
    rows = tuple(_row(handbook, found, today) for found in every)
    return Table("Discrepancies", columns, rows, _note(handbook))


def _note(handbook: Handbook) -> str:
    every = len(source.discrepancies(handbook))
    decided = every - len(undecided(handbook))
    return f"{counted_of(decided, every, 'discrepancy', 'is', 'are')} decided."


def _urgency(found: Discrepancy) -> tuple[bool, date, tuple[str, str]]:
    return not found.is_open, found.due or date.max, alphabetical(found.title)


def _row(handbook: Handbook, found: Discrepancy, today: date) -> Row:
    due = found.due if found.is_open else None
    return (
        entry_cell(found.entry),
        Cell("open" if found.is_open else "decided"),
        reference_cell(handbook, "roles", found.decider),
        Cell(due),
        Cell((due - today).days if due else None),
        Cell(found.kept),
    )
