"""On which days the company works: those of its working week that are no holiday."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from handbook.book import Handbook
from handbook.times import WEEKDAYS, read_date

# Who has no working day within a year has none.
_FARTHEST = 366


class Yearly(NamedTuple):
    """A holiday that returns on the same day of each year, from its first day on."""

    title: str
    first: date


class Workdays(NamedTuple):
    """The weekdays that are worked on, Monday is 0, and the holidays by day, once or every year."""

    week: frozenset[int]
    once: Mapping[date, str]
    yearly: Mapping[tuple[int, int], Yearly]

    def holiday(self, day: date) -> str | None:
        """Return the name of the holiday that a day is."""
        if day in self.once:
            return self.once[day]
        found = self.yearly.get((day.month, day.day))
        return found.title if found and found.first <= day else None

    def works(self, day: date) -> bool:
        """Return whether the company works on a day."""
        return day.weekday() in self.week and self.holiday(day) is None

    def known(self, year: int) -> bool:
        """Return whether any holiday of a year is recorded."""
        returns = any(found.first.year <= year for found in self.yearly.values())
        return returns or any(day.year == year for day in self.once)

    def next(self, day: date) -> date:
        """Return a day if it is worked on, else the first after it that is.

        Of a company that never works it is the day itself; raises OverflowError beyond the last
        day that can be told.
        """
        return self._nearest(day, 1)

    def previous(self, day: date) -> date:
        """Return a day if it is worked on, else the last before it that is."""
        return self._nearest(day, -1)

    def _nearest(self, day: date, by: int) -> date:
        for away in range(_FARTHEST + 1):
            found = day + timedelta(days=by * away)
            if self.works(found):
                return found
        return day


def working_days(handbook: Handbook) -> list[str]:
    """Return the days of the week on which the company works, as the settings say."""
    return list(handbook.settings.get("workingWeek", WEEKDAYS[:5]))


def workdays(handbook: Handbook) -> Workdays:
    """Return the working week of the settings and the register of holidays."""
    return handbook.once(("workdays",), lambda: _workdays(handbook))


def _workdays(handbook: Handbook) -> Workdays:
    once: dict[date, str] = {}
    yearly: dict[tuple[int, int], Yearly] = {}
    for entry in handbook.entries("holidays"):
        day = read_date(entry.data["date"])
        if day is None or entry.status == "retired":
            continue
        if "every" in entry.data:
            yearly[day.month, day.day] = Yearly(entry.title, day)
        else:
            once[day] = entry.title
    return Workdays(frozenset(map(WEEKDAYS.index, working_days(handbook))), once, yearly)
