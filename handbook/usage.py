"""How often a procedure is run and goes wrong: the third measure, error rate by SOP."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from handbook.book import Handbook
from handbook.times import read_date

KIND = "usage"
# A rate is of the last year: what went wrong before has been mended, or forgotten.
DAYS = 365


class Usage(NamedTuple):
    """Runs and reported errors of the last year, and the day of the first of them."""

    runs: int
    errors: int
    since: date | None

    @property
    def rate(self) -> float | None:
        """Return errors per run, None if no run is known: nothing can be said then."""
        return self.errors / self.runs if self.runs else None

    @property
    def percent(self) -> float | None:
        """Return errors in a hundred runs, None if no run is known."""
        return None if self.rate is None else 100 * self.rate


NOTHING = Usage(0, 0, None)


def usages(handbook: Handbook, today: date) -> Mapping[str, Usage]:
    """Return the usage of each procedure that any is known of, by id; worked out once a day."""
    return handbook.once(("usage", today), lambda: _usages(handbook, today))


def _usages(handbook: Handbook, today: date) -> Mapping[str, Usage]:
    found: dict[str, Usage] = {}
    for procedure, counted in _counts(handbook, today):
        before = found.get(procedure, NOTHING)
        since = min(day for day in (before.since, counted.since) if day)
        found[procedure] = Usage(before.runs + counted.runs, before.errors + counted.errors, since)
    return found


def total(handbook: Handbook, today: date) -> Usage:
    """Return the usage of all procedures in use together; one that is retired is not mended."""
    known = usages(handbook, today)
    found = [known[sop.id] for sop in handbook.sops_in_use if sop.id in known]
    since = min((one.since for one in found if one.since), default=None)
    return Usage(sum(one.runs for one in found), sum(one.errors for one in found), since)


def turns(handbook: Handbook) -> frozenset[date]:
    """Return the days on which a rate may become another: a count comes, or is a year old."""
    days = (one for _, used in _counts(handbook, None) if (one := used.since))
    last = date.max.toordinal()
    return frozenset(
        date.fromordinal(min(day.toordinal() + after, last)) for day in days for after in (0, DAYS)
    )


def _counts(handbook: Handbook, today: date | None) -> Iterator[tuple[str, Usage]]:
    """Yield the counts of the year up to a day, or of all days."""
    for entry in handbook.entries(KIND):
        for row in entry.data["counts"]:
            day = read_date(row["date"])
            if day is not None and (today is None or 0 <= (today - day).days < DAYS):
                yield str(row["procedure"]), Usage(int(row["runs"]), int(row["errors"]), day)
