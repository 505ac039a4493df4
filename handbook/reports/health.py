"""The measures of the programme on one day: what is missing, late, unowned and undecided."""

from datetime import date
from typing import NamedTuple

from handbook.book import Handbook
from handbook.discrepancies import undecided
from handbook.reports.summary import summary
from handbook.status import Status, standing


class Health(NamedTuple):
    """Counts on a day; `in_time` of the `in_force` procedures have a review that is not overdue."""

    procedures: int
    undocumented: int
    unlisted: int
    overdue: int
    never_reviewed: int
    unowned: int
    discrepancies: int
    in_force: int
    in_time: int

    @property
    def reviewed(self) -> float | None:
        """Return the share of procedures in force reviewed in time, from 0 to 1; None if none."""
        return self.in_time / self.in_force if self.in_force else None


class Measure(NamedTuple):
    """A measure as people call it, and whether more of it is better."""

    name: str
    title: str
    is_share: bool = False


MEASURES = (
    Measure("undocumented", "Undocumented"),
    Measure("unlisted", "Unlisted"),
    Measure("overdue", "Overdue"),
    Measure("unowned", "Unowned"),
    Measure("discrepancies", "Open discrepancies"),
    Measure("reviewed", "Reviewed in time", is_share=True),
)


def health(handbook: Handbook, today: date) -> Health:
    """Return the measures of a handbook on a day."""
    counts = summary(handbook, today)
    in_force = [sop for sop in handbook.sops_in_use if sop.status != "draft"]
    judged = [standing(handbook, sop, today) for sop in in_force]
    return Health(
        procedures=counts.procedures,
        undocumented=counts.not_documented,
        unlisted=counts.unlisted,
        overdue=counts.overdue,
        never_reviewed=counts.never_reviewed,
        unowned=len(handbook.unowned),
        discrepancies=len(undecided(handbook)),
        in_force=len(in_force),
        in_time=sum(
            found.review is not None and Status.OVERDUE not in found.reasons for found in judged
        ),
    )
