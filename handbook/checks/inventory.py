"""The inventory, the procedures and the registers match: nothing is missing or left over."""

from collections.abc import Iterator
from datetime import date

from handbook.book import Handbook
from handbook.checks.finding import Finding, place_of, subject
from handbook.inventory import not_documented
from handbook.names import suggestion
from handbook.records import Entry, Process, Sop


def listable(handbook: Handbook) -> list[Process | Sop]:
    """Return what the table of contents should cover: processes and procedures in use."""
    return [*handbook.processes_in_use, *handbook.sops_in_use]


def citable(handbook: Handbook) -> list[Entry]:
    """Return the entries in use that something should refer to."""
    return [
        entry
        for register in handbook.registers.values()
        if register.kind.cited
        for entry in register
        if entry.status != "retired"
    ]


def undocumented_process(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A process in the inventory has no procedure."""
    retired = {sop.process: sop.title for sop in handbook.sops.values() if sop.status == "retired"}
    for process in not_documented(handbook):
        owner = handbook.roles.get(process.owner)
        asked = f"ask its owner, {owner.title!r}, to " if owner else ""
        fault = f"{subject(handbook, process.entry)} has no procedure"
        cure = f"write sops/{process.entry.data.get('area', '<area>')}/{process.id}.md"
        if process.id in retired:
            fault = f"{fault} in use: {retired[process.id]!r} is retired"
            cure = "retire it too, or write another"
        yield place_of(process.entry), f"{fault}; {asked}{cure}"


def unlisted_procedure(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A procedure is kept outside the handbook, or in a folder that is not an area."""
    areas = [area.id for area in handbook.entries("areas")]
    for process in handbook.processes_in_use:
        if process.kept_at:
            message = (
                f"{subject(handbook, process.entry)} is described elsewhere: {process.kept_at!r}; "
                f"move it to sops/{process.entry.data.get('area', '<area>')}/{process.id}.md"
            )
            yield process.place("keptAt"), message
    for sop in handbook.sops_in_use:
        if sop.area not in areas:
            message = (
                f"{subject(handbook, sop.entry)} is in a folder that is not an area: {sop.area!r}"
                + (suggestion(sop.area, areas) or "; move it to the folder of an area")
            )
            yield place_of(sop.entry), message


def procedure_without_process(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A procedure describes no process in the inventory."""
    for sop in handbook.sops_in_use:
        if sop.process is None:
            message = (
                f"{subject(handbook, sop.entry)} describes no process in the inventory; "
                "add one to data/processes.yaml and name it here"
            )
            yield sop.place("process"), message


def unused_entry(handbook: Handbook, today: date) -> Iterator[Finding]:
    """Nothing refers to an entry of a register whose entries exist to be referred to."""
    folders = {("areas", sop.area) for sop in handbook.sops_in_use}
    for entry in citable(handbook):
        used = (entry.kind, entry.id) in folders or any(
            reference.source is not entry for reference in handbook.used_by(entry)
        )
        if not used:
            message = (
                f"nothing refers to {subject(handbook, entry)}; cite it where it belongs, "
                "or retire it"
            )
            yield place_of(entry), message
