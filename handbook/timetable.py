"""The company's calendar: the days of all meetings, and how much time they take."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from math import ceil
from typing import NamedTuple

from handbook.attendance import attending, in_use, meetings_in_use
from handbook.book import Handbook
from handbook.occasions import Missing, Off, Rule, days_held, rule_of
from handbook.records import Entry, Meeting
from handbook.workdays import workdays, working_days

# The site addresses of the calendar of all meetings and of their recurrence rules.
FEED, RULES = "meetings/all.ics", "meetings/calendar.json"
_DAYS_A_MONTH = 365.2425 / 12
# The average number of times per week.
_WEEKLY = {
    "weekly": 1,
    "biweekly": 1 / 2,
    "monthly": 7 / _DAYS_A_MONTH,
    "quarterly": 7 / _DAYS_A_MONTH / 3,
    "yearly": 7 / _DAYS_A_MONTH / 12,
}
_BELOW_A_DAY = {"minute", "hour"}
_A_DAY = 24 * 60


class Occasion(NamedTuple):
    """A meeting on one day."""

    day: date
    meeting: Meeting


class Load(NamedTuple):
    """The minutes per week a role spends in meetings, and the meetings that are not counted."""

    minutes: float
    counted: tuple[Meeting, ...]
    uncounted: tuple[Meeting, ...]


def rule_in(handbook: Handbook, meeting: Meeting) -> Rule | Missing:
    """Return the recurrence rule of a meeting in the company's week, or what is missing."""
    return rule_of(meeting, working_days(handbook))


def feed_of(handbook: Handbook, entry: Entry) -> str:
    """Return the address of the calendar of a role or a meeting, relative to the site's root."""
    name = "meetings" if entry.kind == "roles" else "meeting"
    return f"{handbook.address(entry)}{name}.ics"


def days_off(handbook: Handbook) -> Off:
    """Return a function that names the holiday on a day, on which no meeting is held."""
    return workdays(handbook).holiday


def upcoming(handbook: Handbook, meeting: Meeting, today: date, most: int) -> list[date]:
    """Return at most `most` next days on which a meeting is held, including today."""
    rule = rule_in(handbook, meeting)
    if not isinstance(rule, Rule) or meeting.entry.status == "retired":
        return []
    return list(islice(days_held(rule, today, date.max, days_off(handbook)), most))


def occasions(
    handbook: Handbook, meetings: list[Meeting], since: date, until: date
) -> Iterator[Occasion]:
    """Yield the occurrences of meetings between two days, both included, in order.

    Meetings without a time come first on their day.
    """
    off = days_off(handbook)
    found = [
        Occasion(day, meeting)
        for meeting in meetings
        if isinstance(rule := rule_in(handbook, meeting), Rule)
        for day in days_held(rule, since, until, off)
    ]
    yield from sorted(found, key=lambda one: (one.day, *_time_key(one.meeting)))


def _time_key(meeting: Meeting) -> tuple[int, str]:
    return -1 if meeting.start is None else meeting.start, meeting.id


def attended(handbook: Handbook, role_id: str) -> list[Meeting]:
    """Return the meetings in use that a role attends."""
    return [
        meeting for meeting in meetings_in_use(handbook) if role_id in attending(handbook, meeting)
    ]


def load_of(handbook: Handbook, role_id: str) -> Load:
    """Return how long a role spends in meetings in an average week.

    Overlapping meetings count twice. Meetings without a duration, measured in days, or without a
    fixed cadence are not counted.
    """
    meetings = attended(handbook, role_id)
    lengths = {
        meeting.id: weekly_minutes(meeting, len(working_days(handbook))) for meeting in meetings
    }
    return Load(
        sum(length for length in lengths.values() if length is not None),
        tuple(meeting for meeting in meetings if lengths[meeting.id] is not None),
        tuple(meeting for meeting in meetings if lengths[meeting.id] is None),
    )


def loads(handbook: Handbook) -> Mapping[str, Load]:
    """Return the load of each role in use that attends any meeting, highest first."""
    found = {
        role_id: load_of(handbook, role_id)
        for role_id in handbook.roles
        if in_use(handbook, role_id)
    }
    busy = [(role_id, one) for role_id, one in found.items() if one.counted or one.uncounted]
    return dict(sorted(busy, key=lambda one: (-one[1].minutes, one[0])))


def minutes_taken(meeting: Meeting) -> float | None:
    """Return the longest duration of a meeting in minutes; None unless in minutes or hours."""
    length = meeting.duration
    return length.minutes if length and length.unit in _BELOW_A_DAY else None


def days_filled(meeting: Meeting) -> int | None:
    """Return the maximum number of days a meeting takes, None if it takes less than one."""
    length = meeting.duration
    if length is None or length.unit in _BELOW_A_DAY or length.minutes < _A_DAY:
        return None
    return ceil(length.minutes / _A_DAY)


def weekly_minutes(meeting: Meeting, working_days_a_week: int) -> float | None:
    """Return the minutes a meeting takes in an average week, None if unknown."""
    minutes = minutes_taken(meeting)
    daily = working_days_a_week if meeting.cadence == "daily" else None
    times = _WEEKLY.get(meeting.cadence, daily)
    return None if minutes is None or times is None else times * minutes
