"""Coverage: how much of the company's work is documented, and how much the checks covered."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from handbook.book import Handbook
from handbook.collation import alphabetical
from handbook.records import Process, Sop
from handbook.reports.table import (
    Cell,
    Row,
    Table,
    comma_list,
    counted_of,
    entry_cell,
    reference_cell,
    shares,
)
from handbook.schema import Kind
from handbook.status import process_status, standing_of


class Part(NamedTuple):
    """A part of a kind's template: the route of its value, and its title."""

    route: tuple[str, ...]
    title: str


def inventory(handbook: Handbook, today: date) -> Table:
    """Return a row for every process in use and each procedure that describes it, if any."""
    processes = handbook.processes_in_use
    rows = tuple(row for process in processes for row in _process(handbook, process, today))
    documented = sum(bool(handbook.sops_of(process)) for process in processes)
    note = f"{counted_of(documented, len(processes), 'process', 'is', 'are')} documented."
    return Table("Inventory", ("Process", "Area", "Owner", "Status", "Procedure"), rows, note)


def _process(handbook: Handbook, process: Process, today: date) -> Iterator[Row]:
    start = (
        entry_cell(process.entry),
        reference_cell(handbook, "areas", process.entry.data.get("area")),
        reference_cell(handbook, "roles", process.owner),
    )
    sops = handbook.sops_of(process)
    for sop in sops:
        yield *start, Cell(standing_of(handbook, sop, today).status.word), entry_cell(sop.entry)
    if not sops:
        yield *start, Cell(process_status(handbook, process, today).word), Cell(process.kept_at)


def completeness(handbook: Handbook) -> Table:
    """Return the template parts missing from each procedure in use, least complete first."""
    register = handbook.registers.get("sops")
    parts = template(register.kind) if register else ()
    lacks = [
        (sop, [part for part in parts if not _filled(sop, part)]) for sop in handbook.sops_in_use
    ]
    lacks.sort(key=lambda pair: (-len(pair[1]), alphabetical(pair[0].title)))
    rows = tuple(
        (
            entry_cell(sop.entry),
            reference_cell(handbook, "areas", sop.area),
            Cell(shares(len(parts) - len(missing), len(parts))),
            Cell(comma_list(part.title for part in missing) or None),
        )
        for sop, missing in lacks
    )
    complete = sum(not missing for _, missing in lacks)
    share = counted_of(complete, len(lacks), "procedure", "has", "have")
    note = f"{share} every part of the template."
    return Table("Completeness", ("Procedure", "Area", "Parts", "Missing"), rows, note)


def template(kind: Kind) -> tuple[Part, ...]:
    """Return the parts of a kind's template: its text properties without a default."""
    return tuple(
        part
        for name, schema in kind.entry_schema.get("properties", {}).items()
        if "default" not in schema
        for part in _parts(name, schema)
    )


def _parts(name: str, schema: Mapping[str, Any]) -> Iterator[Part]:
    title = _title(name, schema)
    if title is None:
        return
    if schema.get("as") != "labels":
        yield Part((name,), title)
        return
    for inner, below in schema.get("properties", {}).items():
        yield Part((name, inner), f"{title}: {_title(inner, below)}")


def _title(name: str, schema: Mapping[str, Any]) -> str | None:
    spellings = schema.get("heading") or schema.get("label") or []
    if spellings:
        return str(spellings[0])
    return name.capitalize() if schema.get("lead") else None


def _filled(sop: Sop, part: Part) -> bool:
    value: Any = sop.entry.data
    for key in part.route:
        value = value.get(key) if isinstance(value, Mapping) else None
    return bool(value)


def rules(looked: Iterable[tuple[str, int | None, int]]) -> Table:
    """Return how many things each check looked at and found; empty if it could not run."""
    found = list(looked)
    not_run = [code for code, looked_at, _ in found if looked_at is None]
    idle = [code for code, looked_at, _ in found if looked_at == 0]
    notes = [
        f"{label}: {comma_list(codes)}."
        for label, codes in (("Could not run", not_run), ("Nothing to check", idle))
        if codes
    ]
    rows = tuple(
        (Cell(code), Cell(looked_at), Cell(None if looked_at is None else count))
        for code, looked_at, count in found
    )
    return Table("Rules", ("Rule", "Looked at", "Found"), rows, " ".join(notes))
