"""Ownership: every role, its holders, and how much it owns."""

from collections.abc import Iterable, Iterator
from datetime import date

from handbook.book import Handbook
from handbook.records import Entry, Role
from handbook.reports.table import Cell, Row, Table, comma_list, counted_of, entry_cell

COLUMNS = ("Role", "Holder", "Procedures", "As backup", "Processes", "Tools")
UNKNOWN = "not recorded"
VACANT = "vacant"


def ownership(handbook: Handbook, today: date) -> Table:  # noqa: ARG001
    """Return every role in register order; retired roles only if they still own something.

    Procedures are those it owns and those it backs up; tools are those it owns or administers,
    with an area's tools assigned to its lead.
    """
    rows = [_row(handbook, role) for role in handbook.roles.values()]
    shown = tuple(
        row
        for role, row in zip(handbook.roles.values(), rows, strict=True)
        if role.entry.status != "retired" or any(cell.value for cell in row[2:])
    )
    held = sum(row[1].value not in {VACANT, UNKNOWN} for row in shown)
    share = counted_of(held, len(shown), "role", "has", "have")
    note = f"{share} a holder on record." if shown else ""
    return Table("Ownership", COLUMNS, shown, note)


def holder(role: Role) -> str:
    """Return the holders of a role: their names, "vacant" or "not recorded"."""
    if role.vacant:
        return VACANT
    return comma_list(role.holders) or UNKNOWN


def _row(handbook: Handbook, role: Role) -> Row:
    led = list(_naming(handbook, [role.entry], "areas", "lead"))
    tools = {
        *(tool.id for tool in _naming(handbook, [role.entry, *led], "tools", "owner")),
        *(tool.id for tool in _naming(handbook, [role.entry], "tools", "admin")),
    }
    counts = [
        len({entry.id for entry in _naming(handbook, [role.entry], kind, key)})
        for kind, key in (("sops", "owner"), ("sops", "backup"), ("processes", "owner"))
    ]
    owned, *others = counts
    return (
        entry_cell(role.entry),
        Cell(holder(role)),
        Cell(owned, among=f"owner={role.id}"),
        *map(Cell, [*others, len(tools)]),
    )


def _naming(handbook: Handbook, targets: Iterable[Entry], kind: str, key: str) -> Iterator[Entry]:
    """Yield the entries of a kind in use whose key names one of the targets."""
    for target in targets:
        for reference in handbook.used_by(target):
            source = reference.source
            if (source.kind, reference.route) == (kind, (key,)) and source.status != "retired":
                yield source
