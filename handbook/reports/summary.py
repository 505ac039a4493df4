"""The handbook in numbers."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from handbook.book import Handbook
from handbook.inventory import count_not_documented, count_unlisted
from handbook.reports.freshness import needs_update
from handbook.status import Status, standing


class Summary(NamedTuple):
    """Counts of what is in use; a procedure has one status but may have several faults."""

    procedures: int
    processes: int
    not_documented: int
    unlisted: int
    current: int
    due_soon: int
    needs_update: int
    overdue: int
    never_reviewed: int
    draft: int
    retired: int
    roles: int
    roles_vacant: int
    roles_unknown: int
    meetings: int
    tools: int
    metrics: int


def summary(handbook: Handbook, today: date) -> Summary:
    """Return the handbook's counts on a day.

    Unlisted are procedures that inventory or contents do not reach and processes described
    elsewhere. Current are those with no fault, whether or not their review is due soon; the
    counts that follow leave drafts out: nobody relies on them yet.
    """
    sops = handbook.sops_in_use
    judged = [standing(handbook, sop, today) for sop in sops]
    in_force = [found for found in judged if found.status is not Status.DRAFT]
    reasons = Counter(reason for found in in_force for reason in found.reasons)
    processes = handbook.processes_in_use
    roles = [role for role in handbook.roles.values() if role.entry.status != "retired"]
    return Summary(
        procedures=len(sops),
        processes=len(processes),
        not_documented=count_not_documented(handbook),
        unlisted=count_unlisted(handbook),
        current=sum(found.status.word == Status.CURRENT.word for found in judged),
        due_soon=reasons[Status.DUE_SOON],
        needs_update=sum(needs_update(found) for found in in_force),
        overdue=reasons[Status.OVERDUE],
        never_reviewed=reasons[Status.NEVER_REVIEWED],
        draft=len(judged) - len(in_force),
        retired=len(handbook.sops) - len(sops),
        roles=len(roles),
        roles_vacant=sum(role.vacant for role in roles),
        roles_unknown=sum(not role.vacant and not role.holders for role in roles),
        meetings=_in_use(handbook, "meetings"),
        tools=_in_use(handbook, "tools"),
        metrics=_in_use(handbook, "metrics"),
    )


def _in_use(handbook: Handbook, kind: str) -> int:
    return sum(entry.status != "retired" for entry in handbook.entries(kind))
