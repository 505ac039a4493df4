"""Working days of the company: those of its working week that are not holidays."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from handbook.book import Handbook
from handbook.times import WEEKDAYS, read_date

# If there is no working day within a year there is none at all.
_MAX_DAYS = 366


class Yearly(NamedTuple):
    """A holiday on the same day of every year, starting with its first date."""

    title: str
    first: date


class Workdays(NamedTuple):
    """The working weekdays (Monday is 0), and the holidays by date, single or yearly."""

    week: frozenset[int]
    once: Mapping[date, str]
    yearly: Mapping[tuple[int, int], Yearly]

    def holiday(self, day: date) -> str | None:
        """Return the name of the holiday on a day, if any."""
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
        """Return a day if it is a working day, else the next one.

        If there are no working days, return the day itself; raises OverflowError beyond the last
        representable date.
        """
        return self._nearest(day, 1)

    def previous(self, day: date) -> date:
        """Return a day if it is a working day, else the previous one."""
        return self._nearest(day, -1)

    def _nearest(self, day: date, step: int) -> date:
        for distance in range(_MAX_DAYS + 1):
            found = day + timedelta(days=step * distance)
            if self.works(found):
                return found
        return day


def working_days(handbook: Handbook) -> list[str]:
    """Return the working days of the week from the settings."""
    return list(handbook.settings.get("workingWeek", WEEKDAYS[:5]))


def workdays(handbook: Handbook) -> Workdays:
    """Return the working week and the holidays of the company."""
    return handbook.cached(("workdays",), lambda: _workdays(handbook))


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
