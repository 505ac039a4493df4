"""When a meeting is held next, as far as the calendar says."""

from collections.abc import Sequence
from datetime import date, timedelta

from handbook.records import Meeting
from handbook.values import MONTHS, WEEKDAYS, read_when, spoken

_WEEKS = {"weekly": 1, "biweekly": 2}
_QUARTERS = ("first", "second", "third", "fourth")


def next_occasion(meeting: Meeting, after: date, working_week: Sequence[str]) -> str | None:
    """Return when a meeting is held next after a day it was held on: "30 November 2026".

    Of a monthly or quarterly meeting only the month or quarter is sure. None if nothing is, and
    beyond the last day that can be told.
    """
    try:
        return _next(meeting, after, working_week)
    except (OverflowError, ValueError):
        return None


def _next(meeting: Meeting, after: date, working_week: Sequence[str]) -> str | None:
    match meeting.cadence:
        case "daily":
            return spoken(_next_working_day(after, working_week))
        case "weekly" | "biweekly":
            return spoken(_weeks_on(meeting, after))
        case "monthly":
            return _next_month(meeting, after)
        case "quarterly":
            quarter = (after.month - 1) // 3 + 1
            year = after.year + quarter // 4
            return f"the {_QUARTERS[quarter % 4]} quarter of {date(year, 1, 1).year}"
        case _:
            return None


def _next_working_day(after: date, working_week: Sequence[str]) -> date:
    days = (after + timedelta(days=ahead) for ahead in range(1, 8))
    return next(day for day in days if WEEKDAYS[day.weekday()] in working_week)


def _weeks_on(meeting: Meeting, after: date) -> date:
    """Return the meeting's weekday that is one cadence on; one held late does not move the next."""
    latest = after + timedelta(weeks=_WEEKS[meeting.cadence])
    if meeting.day is None:
        return latest
    return latest - timedelta(days=(latest.weekday() - WEEKDAYS.index(meeting.day)) % 7)


def _next_month(meeting: Meeting, after: date) -> str:
    first = date(after.year + after.month // 12, after.month % 12 + 1, 1)
    month = f"{MONTHS[first.month - 1]} {first.year}"
    when = read_when(meeting.week or "")
    return f"week {when.start:g} of {month}" if when and when.unit == "week" else month
