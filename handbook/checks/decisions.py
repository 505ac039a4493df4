"""What the sources leave open has to be decided in time."""

from collections.abc import Iterator
from datetime import date

from handbook.book import Handbook
from handbook.checks.finding import Finding, called, spoken
from handbook.discrepancies import undecided


def overdue_discrepancy(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A discrepancy is still open after the day by which it was to be decided."""
    for discrepancy in undecided(handbook):
        if discrepancy.due is None or not discrepancy.overdue(today):
            continue
        decider = handbook.roles.get(discrepancy.decider)
        asked = decider.title if decider else discrepancy.decider
        message = (
            f"{called(handbook, discrepancy.entry)} was to be decided by "
            f"{spoken(discrepancy.due)}; ask {asked!r} what holds, then write state: decided"
        )
        yield discrepancy.place("due"), message
