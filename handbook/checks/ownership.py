"""Everything has an owner who is in place, has a separate backup and is not overloaded."""

from collections.abc import Iterator
from datetime import date

from handbook.amounts import counted
from handbook.book import Handbook
from handbook.checks.finding import Finding, joined, place_of, subject
from handbook.records import Entry, Process, Role, Sop

# The backup stands in for the first of these that an entry has.
_BACKED_UP = ("admin", "owner")


def owners(handbook: Handbook) -> list[Role]:
    """Return the roles that own a procedure or process in use."""
    owned = {sop.owner for sop in handbook.sops_in_use}
    owned |= {process.owner for process in handbook.processes_in_use}
    return [role for role in handbook.roles.values() if role.id in owned]


def backed_up(handbook: Handbook) -> list[Entry]:
    """Return the entries in use that name a backup."""
    return [
        entry
        for register in handbook.registers.values()
        for entry in register
        if entry.status != "retired" and isinstance(entry.data.get("backup"), str)
    ]


def ownable(handbook: Handbook) -> tuple[Entry, ...]:
    """Return the entries in use of registers whose entries must have an owner."""
    return handbook.ownable


def unowned_entry(handbook: Handbook, today: date) -> Iterator[Finding]:
    """An entry has no owner, although its register requires one."""
    for entry in handbook.unowned:
        message = f"{subject(handbook, entry)} has no owner; name one, or retire it"
        yield place_of(entry), message


def owner_without_holder(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A role owns procedures or processes, but has no known holder."""
    for role in owners(handbook):
        if role.holders and not role.vacant:
            continue
        owned = _listed(_owned_sops(handbook, role), _owned_processes(handbook, role))
        if role.vacant:
            fault = f"is vacant but owns {owned}; fill it, or name another owner"
            yield role.place("vacant"), f"{subject(handbook, role.entry)} {fault}"
        else:
            fault = f"has no known holder but owns {owned}; add one"
            yield place_of(role.entry), f"{subject(handbook, role.entry)} {fault}"


def self_backup(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A role is named as its own backup."""
    for entry in backed_up(handbook):
        backup = entry.data["backup"]
        duty = next((name for name in _BACKED_UP if name in entry.data), None)
        if duty is None or entry.data[duty] != backup:
            continue
        role = handbook.roles.get(backup)
        message = (
            f"{subject(handbook, entry)} has {role.title if role else backup!r} as both {duty} "
            "and backup; choose another backup, or none"
        )
        yield entry.place("backup"), message


def overloaded_role(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A role owns more procedures and processes than the settings allow."""
    most = handbook.settings.get("maxProceduresPerRole")
    if most is None:
        return
    for role in owners(handbook):
        sops, processes = _owned_sops(handbook, role), _owned_processes(handbook, role)
        number = len(sops) + len(processes)
        if number > most:
            message = (
                f"{subject(handbook, role.entry)} owns {counted(len(sops), 'procedure')} and "
                f"{counted(len(processes), 'further process', 'further processes')}, "
                f"{number} in all, but a role should own at most {most}; share them out"
            )
            yield place_of(role.entry), message


def reporting(handbook: Handbook) -> list[Role]:
    """Return the roles that report to another."""
    return [role for role in handbook.roles.values() if role.reports_to]


def circular_reporting(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A role reports to itself, directly or through others."""
    for role in reporting(handbook):
        above = [role]
        while above[-1].reports_to in handbook.roles and len(above) <= len(handbook.roles):
            above.append(handbook.roles[str(above[-1].reports_to)])
            if above[-1] is role:
                break
        # Every role in a circle finds it; it is reported once, at the first.
        if len(above) > 1 and above[-1] is role and role.id == min(one.id for one in above):
            by = joined(repr(one.title) for one in above[1:-1])
            way = f" through {by}" if by else ""
            message = f"{subject(handbook, role.entry)} reports to itself{way}; correct 'reportsTo'"
            yield role.place("reportsTo"), message


def _owned_sops(handbook: Handbook, role: Role) -> list[Sop]:
    return [sop for sop in handbook.sops_in_use if sop.owner == role.id]


def _owned_processes(handbook: Handbook, role: Role) -> list[Process]:
    """Return a role's processes, except those described by its own procedures."""
    described = {sop.process for sop in _owned_sops(handbook, role)}
    return [
        process
        for process in handbook.processes_in_use
        if process.owner == role.id and process.id not in described
    ]


def _listed(sops: list[Sop], processes: list[Process]) -> str:
    parts = []
    if sops:
        noun = "procedure" if len(sops) == 1 else "procedures"
        parts.append(f"{noun} {joined(repr(sop.title) for sop in sops)}")
    if processes:
        noun = "process" if len(processes) == 1 else "processes"
        parts.append(f"{noun} {joined(repr(process.title) for process in processes)}")
    return " and ".join(parts)
