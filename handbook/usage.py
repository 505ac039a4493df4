"""How often a procedure is run and goes wrong: the third metric, error rate by SOP."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from handbook.book import Handbook
from handbook.times import read_date

KIND = "usage"
# The rate covers the last year: older errors have been fixed or forgotten.
DAYS = 365


class Usage(NamedTuple):
    """The runs and reported errors of the last year, and the date of the first."""

    runs: int
    errors: int
    since: date | None

    @property
    def rate(self) -> float | None:
        """Return errors per run, None if no runs are recorded."""
        return self.errors / self.runs if self.runs else None

    @property
    def percent(self) -> float | None:
        """Return errors per hundred runs, None if no runs are recorded."""
        return None if self.rate is None else 100 * self.rate


NOTHING = Usage(0, 0, None)


def usages(handbook: Handbook, today: date) -> Mapping[str, Usage]:
    """Return the recorded usage of each procedure, by id; computed once per day."""
    return handbook.cached(("usage", today), lambda: _usages(handbook, today))


def _usages(handbook: Handbook, today: date) -> Mapping[str, Usage]:
    found: dict[str, Usage] = {}
    for procedure, counted in _counts(handbook, today):
        before = found.get(procedure, NOTHING)
        since = min(day for day in (before.since, counted.since) if day)
        found[procedure] = Usage(before.runs + counted.runs, before.errors + counted.errors, since)
    return found


def total(handbook: Handbook, today: date) -> Usage:
    """Return the combined usage of all procedures in use; retired ones are not counted."""
    known = usages(handbook, today)
    found = [known[sop.id] for sop in handbook.sops_in_use if sop.id in known]
    since = min((one.since for one in found if one.since), default=None)
    return Usage(sum(one.runs for one in found), sum(one.errors for one in found), since)


def change_dates(handbook: Handbook) -> frozenset[date]:
    """Return the days on which a rate may change: a count is added or becomes a year old."""
    days = (one for _, used in _counts(handbook, None) if (one := used.since))
    last = date.max.toordinal()
    return frozenset(
        date.fromordinal(min(day.toordinal() + after, last)) for day in days for after in (0, DAYS)
    )


def _counts(handbook: Handbook, today: date | None) -> Iterator[tuple[str, Usage]]:
    """Yield the counts of the year up to a day, or all counts."""
    for entry in handbook.entries(KIND):
        for row in entry.data["counts"]:
            day = read_date(row["date"])
            if day is not None and (today is None or 0 <= (today - day).days < DAYS):
                yield str(row["procedure"]), Usage(int(row["runs"]), int(row["errors"]), day)
