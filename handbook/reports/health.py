"""The handbook's health metrics on a day: what is missing, overdue, unowned and undecided."""

from datetime import date
from typing import NamedTuple

from handbook.book import Handbook
from handbook.discrepancies import undecided
from handbook.inventory import count_not_documented, count_unlisted
from handbook.status import Status, standing_of
from handbook.usage import total


class Health(NamedTuple):
    """Counts on a day; `in_time` of the `in_force` procedures have a review that is not overdue.

    Runs and reported errors cover the preceding year.
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
        """Return the percentage of procedures in force reviewed in time; None without any."""
        return 100 * self.in_time / self.in_force if self.in_force else None

    @property
    def error_rate(self) -> float | None:
        """Return the reported errors per 100 runs; None without runs."""
        return 100 * self.errors / self.runs if self.runs else None


class HealthMetric(NamedTuple):
    """A metric: the name of its field in `Health`, its title, what it counts, and its unit."""

    name: str
    title: str
    counts: str
    unit: str = ""

    def of(self, then: Health) -> float | None:
        """Return its value; None if it is undefined."""
        value: float | None = getattr(then, self.name)
        return value


HEALTH_METRICS = (
    HealthMetric("undocumented", "Undocumented", "Processes in the inventory without a procedure"),
    HealthMetric("unlisted", "Unlisted", "Procedures missing from the inventory or kept elsewhere"),
    HealthMetric("error_rate", "Error rate", "Errors reported per 100 runs in the last year", "%"),
    HealthMetric("overdue", "Overdue", "Reviewed procedures whose next review is overdue"),
    HealthMetric(
        "reviewed", "Reviewed in time", "Procedures in force whose review is not overdue", "%"
    ),
    HealthMetric("unowned", "Unowned", "Entries that need an owner but have none"),
    HealthMetric(
        "discrepancies", "Open discrepancies", "Contradictions and gaps in sources not yet decided"
    ),
)


def health(handbook: Handbook, today: date) -> Health:
    """Return the metrics of a handbook on a day; drafts do not count as in force."""
    in_force = [sop for sop in handbook.sops_in_use if sop.status != "draft"]
    standings = [standing_of(handbook, sop, today) for sop in in_force]
    overdue = [found for found in standings if Status.OVERDUE in found.reasons]
    used = total(handbook, today)
    return Health(
        procedures=len(handbook.sops_in_use),
        undocumented=count_not_documented(handbook),
        unlisted=count_unlisted(handbook),
        overdue=len(overdue),
        unowned=len(handbook.unowned),
        discrepancies=len(undecided(handbook)),
        in_force=len(in_force),
        in_time=sum(found.review is not None for found in standings) - len(overdue),
        runs=used.runs,
        errors=used.errors,
    )
