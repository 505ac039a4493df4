"""The dates of the steps of a procedure, given a start date.

Days, weeks, months and years are calendar units: week 2 begins seven days after week 1, including
days off. The work itself is done on working days: a step begins on the first working day in its
range and ends on the last. If there is none it moves to the next working day, or to the previous
one in a procedure that counts back from a date, so that nothing is late. Minutes and hours run at
night and on days off, too.

`macros/assets/scripts/runs/dates.js` implements the same for browsers; a test keeps them in step.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from handbook.records import Step
from handbook.times import MONTHS, When, shifted
from handbook.workdays import Workdays

_SHORT_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CLOCK_UNITS = {"minute": 1, "hour": 60}


class Start(NamedTuple):
    """The start from which steps are counted: a day and, if given, minutes after midnight.

    `fold` is 1 for the second of two identical times when clocks are put back.
    """

    day: date
    minutes: int | None
    zone: ZoneInfo
    fold: int = 0

    @property
    def moment(self) -> datetime | None:
        """Return the start as a datetime, None if only the day is known."""
        if self.minutes is None:
            return None
        clock = time(*divmod(self.minutes, 60), fold=self.fold)
        return datetime.combine(self.day, clock, self.zone)

    @property
    def is_skipped(self) -> bool:
        """Return whether this time does not exist because clocks are put forward."""
        offsets = [
            moment.utcoffset() or timedelta()
            for fold in (0, 1)
            if (moment := self._replace(fold=fold).moment)
        ]
        return offsets != sorted(offsets, reverse=True)

    @property
    def text(self) -> str:
        """Return it as people say it: "Tue 1 Dec 2026, 14:30"."""
        if self.minutes is None:
            return _day(self.day)
        return f"{_day(self.day)}, {self.minutes // 60:02}:{self.minutes % 60:02}"


class StepTime(NamedTuple):
    """When a step happens, and how its procedure counts.

    `origin` is the number of the unit that begins on the start date: day 1, or day 0 if there is
    one. `back` is whether the procedure counts back from that date.
    """

    when: When
    origin: int
    back: bool

    @property
    def begins(self) -> bool:
        """Return whether it falls on the start date itself."""
        return self.when.start is None or self.when.start == self.origin

    @property
    def needs_time(self) -> bool:
        """Return whether it needs a start time as well as a start date."""
        return self.when.unit in _CLOCK_UNITS


class Days(NamedTuple):
    """The first and last day of a step; without `first` only the deadline is known."""

    first: date | None
    last: date

    @property
    def text(self) -> str:
        """Return the days as people say them: "Tue 1 – Wed 2 Dec 2026", "by Fri 4 Dec 2026"."""
        if self.first is None:
            return f"by {_day(self.last)}"
        if self.first == self.last:
            return _day(self.last)
        if self.first.year != self.last.year:
            return f"{_day(self.first)} – {_day(self.last)}"
        same = self.first.month == self.last.month
        first = f"{_SHORT_DAYS[self.first.weekday()]} {self.first.day}"
        return f"{first if same else f'{first} {_month(self.first)}'} – {_day(self.last)}"


class Moments(NamedTuple):
    """The start and end of a step; without `first` only the deadline is known."""

    first: datetime | None
    last: datetime

    @property
    def has_duration(self) -> bool:
        """Return whether time passes between the two, even in an hour that is repeated."""
        return self.first is not None and self.first.astimezone(UTC) != self.last.astimezone(UTC)

    @property
    def text(self) -> str:
        """Return the times as people say them: "Tue 1 Dec 2026, 14:30–14:45"."""
        if self.first is None:
            return f"by {_moment(self.last)}"
        if not self.has_duration:
            return _moment(self.last)
        if self.first.date() == self.last.date():
            return f"{_moment(self.first)}–{_clock(self.last)}"
        return f"{_moment(self.first)} – {_moment(self.last)}"


Span = Days | Moments


def step_times(steps: Sequence[Step]) -> list[StepTime | None]:
    """Return when each step of a procedure happens; None for steps without a time."""
    starts: dict[str, float] = {}
    for step in steps:
        if (when := step.when) and when.start is not None:
            starts[when.unit] = min(when.start, starts.get(when.unit, when.start))
    back = any(start < 0 for start in starts.values())
    return [
        StepTime(step.when, int(starts.get(step.when.unit, 1) > 0), back)
        if step.when and step.when.end is not None
        else None
        for step in steps
    ]


def span(step: StepTime, start: Start, days: Workdays) -> Span | None:
    """Return the dates of a step; None if out of range or if a start time is missing."""
    try:
        if step.needs_time:
            return _moments(step.when, start)
        found = _days(step, start.day, days)
    except (OverflowError, ValueError):
        return None
    # The last representable day has no end.
    return found if found.last < date.max else None


def _moments(when: When, start: Start) -> Moments | None:
    begin = start.moment
    if begin is None or when.end is None:
        return None
    unit = _CLOCK_UNITS[when.unit]
    first = None if when.start is None else _after(begin, when.start * unit)
    return Moments(first, _after(begin, when.end * unit))


def _after(begin: datetime, minutes: float) -> datetime:
    """Return the time some elapsed minutes later, across clock changes."""
    return (begin.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(begin.tzinfo)


def _days(step: StepTime, day: date, days: Workdays) -> Days:
    when = step.when
    end = int(when.end or 0)
    if when.start is None:
        last = shifted(day, end, when.unit)
        found = days.previous(last)
        return Days(None, found if found >= day else days.next(last))
    first = shifted(day, int(when.start) - step.origin, when.unit)
    last = shifted(day, end - step.origin + 1, when.unit) - timedelta(days=1)
    begin = days.next(first)
    if begin <= last:
        return Days(begin, days.previous(last))
    only = days.previous(first) if step.back and last <= day else begin
    return Days(only, only)


def _month(day: date) -> str:
    return MONTHS[day.month - 1][:3]


def _day(day: date) -> str:
    return f"{_SHORT_DAYS[day.weekday()]} {day.day} {_month(day)} {day.year}"


def _moment(moment: datetime) -> str:
    return f"{_day(moment.date())}, {_clock(moment)}"


def _clock(moment: datetime) -> str:
    """Return the time of day, marked if it is the second of two identical ones."""
    return f"{moment:%H:%M}{' (clocks put back)' if moment.fold else ''}"
