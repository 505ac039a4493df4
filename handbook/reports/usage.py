"""How often each procedure is run and fails, highest error rate first."""

from datetime import date

from handbook.book import Handbook
from handbook.collation import alphabetical
from handbook.reports.table import Cell, Row, Table, entry_cell, reference_cell
from handbook.usage import Usage, usages

COLUMNS = ("Procedure", "Owner", "Runs", "Errors", "Errors in a hundred runs", "Since")
_EMPTY = (
    "No runs or errors were reported in the last year. Reports from a procedure's page are "
    "imported by 'handbook sync issues'; you can also add counts to a file in data/usage/."
)


def usage(handbook: Handbook, today: date) -> Table:
    """Return the procedures that were run or failed in the last year."""
    found = usages(handbook, today)
    used = [(sop, found[sop.id]) for sop in handbook.sops_in_use if sop.id in found]
    used.sort(key=lambda pair: (-(pair[1].rate or 0), -pair[1].errors, alphabetical(pair[0].title)))
    rows: list[Row] = [
        (
            entry_cell(sop.entry),
            reference_cell(handbook, "roles", sop.owner),
            Cell(one.runs),
            Cell(one.errors),
            Cell(_percent(one)),
            Cell(one.since),
        )
        for sop, one in used
    ]
    return Table("Usage", COLUMNS, tuple(rows), empty=_EMPTY)


def _percent(one: Usage) -> int | None:
    return None if one.rate is None else round(100 * one.rate)
