"""Coverage of procedures by the process inventory and the table of contents."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from handbook.book import Handbook
from handbook.records import Entry, Process, Sop
from handbook.usage import total


def listed(handbook: Handbook, sop: Sop) -> bool:
    """Return whether a procedure is in both the inventory and the table of contents."""
    process = handbook.processes.get(sop.process) if sop.process else None
    area_known = handbook.find("areas", sop.area) is not None or not handbook.read("areas")
    process_known = process is not None or not handbook.read("processes")
    return area_known and process_known


def count_unlisted(handbook: Handbook) -> int:
    """Return the number of unlisted procedures in use, including those kept elsewhere."""
    elsewhere = sum(process.kept_at is not None for process in handbook.processes_in_use)
    return elsewhere + sum(not listed(handbook, sop) for sop in handbook.sops_in_use)


def not_documented(handbook: Handbook) -> tuple[Process, ...]:
    """Return the processes in use without a procedure, here or elsewhere."""
    return handbook.cached(("not documented",), lambda: tuple(_not_documented(handbook)))


def _not_documented(handbook: Handbook) -> Iterator[Process]:
    for process in handbook.processes_in_use:
        if not process.kept_at and not handbook.sops_of(process):
            yield process


def count_undocumented_of(handbook: Handbook, role: str) -> int:
    """Return the number of undocumented processes that a role owns."""
    owners = handbook.cached(
        ("to document",), lambda: Counter(process.owner for process in not_documented(handbook))
    )
    return owners[role]


def count_not_documented(handbook: Handbook) -> int:
    """Return the number of processes in use without a procedure, here or elsewhere."""
    return len(not_documented(handbook))


# The only count that depends on the day as well as on the handbook.
ERROR_RATE = "error rate"
# Count functions by the value of a metric's `counts`; None if there is no data.
COUNTS: Mapping[str, Callable[[Handbook, date], float | None]] = {
    "unlisted procedures": lambda handbook, _: count_unlisted(handbook),
    "undocumented processes": lambda handbook, _: count_not_documented(handbook),
    ERROR_RATE: lambda handbook, today: total(handbook, today).percent,
}


def replacement(handbook: Handbook, entry: Entry) -> Entry | None:
    """Return the replacement that a retired entry names, if it is in use."""
    found = handbook.find(entry.kind, str(entry.data.get("replacedBy", "")))
    return found if found and entry.status == "retired" != found.status else None
