"""When a meeting is held: its recurrence rule, its days, and the next of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MO, MONTHLY, WEEKLY, rrule, weekday

from handbook.records import Meeting
from handbook.times import MONTHS, WEEKDAYS, format_date, read_when

_WEEKS = {"weekly": 1, "biweekly": 2}
_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
_QUARTERS = ("first", "second", "third", "fourth")
# Returns a true value for a day off, such as the name of the holiday.
Off = Callable[[date], object]


def no_days_off(_day: date) -> None:
    """Return that a day is not a day off."""


class Unit(StrEnum):
    """The unit in which a rule recurs."""

    WEEK = "week"
    MONTH = "month"
    ONCE = "once"


class Rule(NamedTuple):
    """A recurrence: every N weeks or months, on some weekdays (0 is Monday), between two dates.

    For months, `week` selects the occurrence of the weekday: the second Tuesday has week 2. If
    `every` is above 1, `first` determines which weeks or months are meant.
    """

    unit: Unit
    every: int
    days: tuple[int, ...]
    week: int | None = None
    first: date | None = None
    last: date | None = None


class Missing(StrEnum):
    """Why the days of a meeting are unknown."""

    TIME = "no time is set"
    DAY = "no day is set"
    WEEK = "no week of the month is set"
    FIRST = "no first day is set"
    NEED = "it is held whenever it is needed"


def rule_of(meeting: Meeting, working_week: Sequence[str]) -> Rule | Missing:
    """Return the recurrence rule of a meeting, or what is missing for one."""
    match meeting.cadence:
        case "ongoing":
            return Missing.NEED
        case "once":
            return _from_first(meeting, Rule(Unit.ONCE, 1, ()))
        case "daily" if meeting.start is None:
            return Missing.TIME
        case "daily":
            return _from_first(meeting, _every_working_day(working_week))
    if meeting.day is None:
        return Missing.DAY
    days = (WEEKDAYS.index(meeting.day),)
    if meeting.cadence in _WEEKS:
        return _from_first(meeting, Rule(Unit.WEEK, _WEEKS[meeting.cadence], days))
    week = week_of(meeting)
    if week is None:
        return Missing.WEEK
    return _from_first(meeting, Rule(Unit.MONTH, _MONTHS[meeting.cadence], days, week))


def _every_working_day(working_week: Sequence[str]) -> Rule:
    return Rule(Unit.WEEK, 1, tuple(sorted(map(WEEKDAYS.index, working_week))))


def _from_first(meeting: Meeting, rule: Rule) -> Rule | Missing:
    counted = rule.every > 1 or rule.unit is Unit.ONCE
    if counted and meeting.first is None:
        return Missing.FIRST
    return rule._replace(first=meeting.first, last=meeting.last)


def week_of(meeting: Meeting) -> int | None:
    """Return the week of the month of a meeting, if it is a single one: days 1-7 are week 1."""
    when = read_when(meeting.week or "")
    if when is None or when.unit != "week" or when.start is None or when.start != when.end:
        return None
    return int(when.start) if 1 <= when.start <= 5 else None


def days_held(rule: Rule, since: date, until: date, off: Off = no_days_off) -> Iterator[date]:
    """Yield the days of a rule in order, both ends included, without days off.

    A meeting held once on a day off is intended.
    """
    begin = max(since, rule.first or since)
    end = min(until, rule.last or until)
    found: Iterable[date]
    if rule.unit is Unit.ONCE:
        found, off = [rule.first] if rule.first else [], no_days_off
    else:
        start = _counted_start(rule, begin)
        days = [weekday(day, rule.week) for day in rule.days]
        weekly = rule.unit is Unit.WEEK
        found = _days(
            rrule(WEEKLY if weekly else MONTHLY, start, rule.every, MO, until=end, byweekday=days)
        )
    yield from (day for day in found if begin <= day <= end and not off(day))


def _counted_start(rule: Rule, begin: date) -> date:
    """Return a day up to `begin` in the latest week or month that a rule counts.

    The rule's first day determines which are counted; counting from it would take longer each year.
    """
    if rule.first is None or rule.every == 1:
        return begin
    if rule.unit is Unit.WEEK:
        return begin - timedelta((begin - rule.first).days % (7 * rule.every))
    months = 12 * (begin.year - rule.first.year) + begin.month - rule.first.month
    return begin.replace(day=1) - relativedelta(months=months % rule.every)


def _days(recurrence: Iterable[datetime]) -> Iterator[date]:
    """Yield the days of a recurrence, stopping at the last representable date."""
    with suppress(ValueError):
        for moment in recurrence:
            yield moment.date()


def undated_weeks(meeting: Meeting, since: date, until: date) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each week in which a meeting is held on an unknown day.

    This applies only to monthly meetings with a known week but no day.
    """
    week = week_of(meeting)
    if meeting.cadence != "monthly" or meeting.day is not None or week is None:
        return
    end = min(until, meeting.last or until)
    weeks = rrule(MONTHLY, since.replace(day=1), until=end, bymonthday=7 * week - 6)
    for first in _days(weeks):
        last = first + relativedelta(day=min(first.day + 6, 31))
        if since <= last:
            yield first, last


def next_day(rule: Rule, after: date, off: Off = no_days_off) -> date | None:
    """Return the first day of a rule after a given day, None if there is none."""
    days = days_held(rule, after, date.max, off)
    return next((day for day in days if day > after), None)


def next_occasion(
    meeting: Meeting, after: date, working_week: Sequence[str], off: Off = no_days_off
) -> str | None:
    """Return when a meeting is next held after a given occurrence: "30 November 2026".

    If its days are unknown the answer is approximate: a week, a month or a quarter. None if
    nothing is known or the date is out of range.
    """
    rule = rule_of(meeting, working_week)
    if isinstance(rule, Rule):
        day = next_day(rule, after, off)
        return format_date(day) if day else None
    try:
        return _about(meeting, after, working_week, off)
    except (OverflowError, ValueError):
        return None


def _about(meeting: Meeting, after: date, working_week: Sequence[str], off: Off) -> str | None:
    match meeting.cadence:
        case "daily":
            day = next_day(_every_working_day(working_week), after, off)
            return format_date(day) if day else None
        case "weekly" | "biweekly":
            return format_date(_weeks_on(meeting, after))
        case "monthly":
            return _next_month(meeting, after)
        case "quarterly":
            quarter = (after.month - 1) // 3 + 1
            year = after.year + quarter // 4
            return f"the {_QUARTERS[quarter % 4]} quarter of {date(year, 1, 1).year}"
        case _:
            return None


def _weeks_on(meeting: Meeting, after: date) -> date:
    """Return the meeting's weekday one cadence later; a late occurrence does not shift the next."""
    latest = after + relativedelta(weeks=_WEEKS[meeting.cadence])
    if meeting.day is None:
        return latest
    return latest + relativedelta(weekday=weekday(WEEKDAYS.index(meeting.day), -1))


def _next_month(meeting: Meeting, after: date) -> str:
    first = after + relativedelta(months=1)
    month = f"{MONTHS[first.month - 1]} {first.year}"
    week = about_week(meeting)
    return f"week {week} of {month}" if week else month


def about_week(meeting: Meeting) -> str:
    """Return the first week of the month in which a meeting is held; empty if unknown."""
    when = read_when(meeting.week or "")
    return f"{when.start:g}" if when and when.unit == "week" and when.start is not None else ""
