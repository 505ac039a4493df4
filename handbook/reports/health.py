"""The measures of the programme on one day: what is missing, late, unowned and undecided."""

from datetime import date
from typing import NamedTuple

from handbook.book import Handbook
from handbook.discrepancies import undecided
from handbook.inventory import count_not_documented, count_unlisted
from handbook.status import Status, standing
from handbook.usage import total


class Health(NamedTuple):
    """Counts on a day; `in_time` of the `in_force` procedures have a review that is not overdue.

    Runs and reported errors are those of the year before.
    """

    procedures: int
    undocumented: int
    unlisted: int
    overdue: int
    unowned: int
    discrepancies: int
    in_force: int
    in_time: int
    runs: int
    errors: int

    @property
    def reviewed(self) -> float | None:
        """Return the percentage of procedures in force reviewed in time; None if none is."""
        return 100 * self.in_time / self.in_force if self.in_force else None

    @property
    def error_rate(self) -> float | None:
        """Return the reported errors in a hundred runs; None if no run is known."""
        return 100 * self.errors / self.runs if self.runs else None


class Measure(NamedTuple):
    """A measure: the name of its value in `Health`, what people call it, what it counts."""

    name: str
    title: str
    counts: str
    unit: str = ""

    def of(self, then: Health) -> float | None:
        """Return its value, None if nothing can be said."""
        value: float | None = getattr(then, self.name)
        return value


MEASURES = (
    Measure("undocumented", "Undocumented", "Processes of the inventory that nobody wrote down"),
    Measure(
        "unlisted", "Unlisted", "Procedures that the inventory does not reach, or kept elsewhere"
    ),
    Measure("error_rate", "Error rate", "Errors reported in a hundred runs, in the last year", "%"),
    Measure("overdue", "Overdue", "Procedures reviewed once whose next review is late"),
    Measure(
        "reviewed", "Reviewed in time", "Procedures in force with a review that is not late", "%"
    ),
    Measure("unowned", "Unowned", "Entries that must have an owner and name none"),
    Measure("discrepancies", "Open discrepancies", "Questions that the sources leave open"),
)


def health(handbook: Handbook, today: date) -> Health:
    """Return the measures of a handbook on a day; nobody relies on drafts yet."""
    in_force = [sop for sop in handbook.sops_in_use if sop.status != "draft"]
    judged = [standing(handbook, sop, today) for sop in in_force]
    overdue = [found for found in judged if Status.OVERDUE in found.reasons]
    used = total(handbook, today)
    return Health(
        procedures=len(handbook.sops_in_use),
        undocumented=count_not_documented(handbook),
        unlisted=count_unlisted(handbook),
        overdue=len(overdue),
        unowned=len(handbook.unowned),
        discrepancies=len(undecided(handbook)),
        in_force=len(in_force),
        in_time=sum(found.review is not None for found in judged) - len(overdue),
        runs=used.runs,
        errors=used.errors,
    )
