"""Questions that the sources leave open are decided in time."""

from collections.abc import Iterator
from datetime import date

from handbook.amounts import counted
from handbook.book import Handbook
from handbook.checks.finding import Finding, subject
from handbook.discrepancies import Discrepancy, undecided
from handbook.status import warning_period
from handbook.times import format_date


def overdue_discrepancy(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A discrepancy is still open after its deadline."""
    for discrepancy in undecided(handbook):
        if discrepancy.due is None or not discrepancy.overdue(today):
            continue
        fault = f"was due to be decided by {format_date(discrepancy.due)}"
        cure = _cure(handbook, discrepancy)
        yield discrepancy.place("due"), f"{subject(handbook, discrepancy.entry)} {fault}; {cure}"


def discrepancy_due_soon(handbook: Handbook, today: date) -> Iterator[Finding]:
    """The deadline of a discrepancy is near."""
    for discrepancy in undecided(handbook):
        due = discrepancy.due
        if due is None or not today <= due <= today + warning_period(handbook):
            continue
        left = (due - today).days
        when = f"in {counted(left, 'day')}" if left else "today"
        fault = f"must be decided by {format_date(due)}, {when}"
        decider = repr(_decider(handbook, discrepancy))
        cure = f"{decider} can decide it any time" if left else _cure(handbook, discrepancy)
        yield discrepancy.place("due"), f"{subject(handbook, discrepancy.entry)} {fault}; {cure}"


def _cure(handbook: Handbook, discrepancy: Discrepancy) -> str:
    return f"ask {_decider(handbook, discrepancy)!r} to decide, then set 'state: decided'"


def _decider(handbook: Handbook, discrepancy: Discrepancy) -> str:
    """Return the title of the role that decides."""
    decider = handbook.roles.get(discrepancy.decider)
    return decider.title if decider else discrepancy.decider
