"""Calendars with days off, and times of steps, for testing schedules."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import NamedTuple
from zoneinfo import ZoneInfo

from handbook.schedule import Start, StepTime
from handbook.times import When, read_when
from handbook.workdays import Workdays, Yearly

BRUSSELS = ZoneInfo("Europe/Brussels")
WEEK = frozenset(range(5))
PLAIN = Workdays(WEEK, {}, {})
# Around New Year and in spring all days of some weeks are off; so is leap day where there is one.
FESTIVE = Workdays(
    WEEK,
    {date(2026, 12, day): f"Rest {day}" for day in (24, 28, 29, 30, 31)}
    | {date(2027, 3, 29): "Easter Monday", date(2027, 5, 6): "Ascension Day"},
    {
        (12, 25): Yearly("Christmas Day", date(2025, 12, 25)),
        (1, 1): Yearly("New Year", date(2020, 1, 1)),
        (2, 29): Yearly("Leap day", date(2024, 2, 29)),
        (5, 1): Yearly("Labour Day", date(2027, 5, 1)),
    },
)
SUNDAYS_ONLY = Workdays(frozenset({6}), {}, {(12, 27): Yearly("Inventory", date(2026, 12, 27))})
NEVER = Workdays(
    frozenset({0}),
    {},
    {
        (day.month, day.day): Yearly("Closed", date(1904, day.month, day.day))
        for day in (date.fromordinal(date(2024, 1, 1).toordinal() + index) for index in range(366))
    },
)
CALENDARS = {"plain": PLAIN, "festive": FESTIVE, "sundays": SUNDAYS_ONLY, "never": NEVER}

# The time, the number of the unit that starts on the reference day, and whether it counts back.
TIMES = (
    *((text, 1, False) for text in ("day 1", "day 1-2", "day 3-7", "day 28", "day 366")),
    *((text, 0, False) for text in ("day 0", "day 1", "day 30", "day 2-3")),
    *((text, 0, True) for text in ("day -90", "day -60", "day -5--4", "day -1", "day 0", "day 3")),
    *((text, 1, False) for text in ("week 1", "week 5", "week 1-4", "week 53")),
    *((text, 0, True) for text in ("week -2", "week 0", "week -1-1")),
    *((text, 1, False) for text in ("month 1", "month 2-3", "month 13", "year 1", "year 2")),
    *((text, 0, True) for text in ("month -1", "month -3--2", "year -1", "month 0")),
    *((text, 1, False) for text in ("within 0 days", "within 1 day", "within 5 days")),
    *((text, 1, False) for text in ("within 2 weeks", "within 1 month", "within 1 year")),
    *((text, 0, False) for text in ("0-15 min", "15-60 min", "within 48 hours", "hour 0-1")),
    *((text, 0, True) for text in ("-90 min", "hour -48", "within 36 hours")),
    *((f"day {'9' * 9}", origin, False) for origin in (0, 1)),
    *((text, 1, False) for text in ("month 99999999", "within 999999999999 hours")),
)
STARTS = (
    *("2026-12-01", "2026-12-05", "2026-12-06", "2026-12-18", "2026-12-23", "2026-12-24"),
    *("2026-12-25", "2026-12-31", "2027-01-01", "2027-01-31", "2027-02-28", "2028-02-28"),
    *("2028-02-29", "2028-03-01", "2027-03-07", "2027-03-27", "2027-05-01", "2100-02-28"),
    *("2000-02-29", "1970-01-01", "1999-12-31", "0001-01-01", "9999-12-31", "9999-12-25"),
)
# Around clock changes: the hour that is skipped, and the one that is repeated.
MOMENTS = (
    *("2027-03-27 23:50", "2027-03-28 01:59", "2027-03-28 02:00", "2027-03-28 02:30"),
    *("2027-03-28 03:00", "2027-10-30 12:00", "2027-10-31 00:30", "2027-10-31 01:59"),
    *("2027-10-31 02:00", "2027-10-31 02:59", "2027-10-31 03:00", "2026-11-25 23:59"),
)
ZONES = ("Europe/Brussels", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC")


class Case(NamedTuple):
    """A step's time, its start, and the name of its calendar."""

    step: StepTime
    start: Start
    calendar: str


def when(text: str) -> When:
    """Return the parsed form of a time."""
    found = read_when(text)
    assert found is not None, text
    return found


def schedule_step(text: str, origin: int = 1, *, back: bool = False) -> StepTime:
    """Return when a step happens, and how its procedure counts."""
    return StepTime(when(text), origin, back)


def start(text: str, zone: str = "Europe/Brussels") -> Start:
    """Return the start of a schedule, written as a date or as a date with a time."""
    day, _, time = text.partition(" ")
    hour, _, minute = time.partition(":")
    minutes = int(hour) * 60 + int(minute) if time else None
    return Start(date.fromisoformat(day), minutes, ZoneInfo(zone))


def cases() -> Iterator[Case]:
    """Yield every time with every start it can be counted from."""
    for (text, origin, back), calendar in product(TIMES, CALENDARS):
        step = schedule_step(text, origin, back=back)
        # Without working days every answer searches a whole year.
        starts = [start(day) for day in (STARTS[:2] if calendar == "never" else STARTS)]
        if step.needs_time:
            starts = [start(moment, zone) for moment, zone in product(MOMENTS, ZONES)]
            # Where no hour is repeated, the second occurrence is the first.
            starts += [one._replace(fold=1) for one in starts if not one.is_skipped]
            starts.append(start("2026-12-01"))
        if not step.needs_time or calendar == "plain":
            yield from (Case(step, one, calendar) for one in starts)
