"""Meetings must fit: their agenda into their time, and their time into people's calendars."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from handbook.book import Handbook
from handbook.checks.finding import Finding, called, counted, enumerated
from handbook.records import Entry, Meeting
from handbook.values import read_when

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_EVERY_WEEK = {"daily", "weekly", "biweekly"}
_SOME_WEEKS = {"monthly", "quarterly"}


class Slot(NamedTuple):
    """When a meeting takes place: on which days, in which weeks (None: all), at which minutes.

    Of a meeting without a duration only its first minute is sure.
    """

    meeting: Meeting
    days: frozenset[str]
    weeks: frozenset[int] | None
    start: int
    end: float


def timed_meetings(handbook: Handbook) -> list[Meeting]:
    """Return the meetings in use that have a duration and an agenda with times."""
    return [
        meeting
        for meeting in _in_use(handbook)
        if meeting.duration and any(item.minutes is not None for item in meeting.agenda)
    ]


def slots(handbook: Handbook) -> list[Slot]:
    """Return when meetings take place, the earliest first, as far as the calendar says."""
    week = handbook.settings.get("workingWeek", _DAYS[:5])
    found = (_slot(meeting, week) for meeting in _in_use(handbook))
    return sorted((slot for slot in found if slot), key=lambda slot: (slot.start, slot.meeting.id))


def agenda_minutes(handbook: Handbook, today: date) -> Iterator[Finding]:
    """The times of a meeting's agenda do not add up to the meeting's duration."""
    for meeting in timed_meetings(handbook):
        if meeting.duration is None:
            continue
        total = sum(item.minutes or 0 for item in meeting.agenda)
        low = meeting.duration.minutes * meeting.duration.low / meeting.duration.high
        high = meeting.duration.minutes
        untimed = [repr(item.title) for item in meeting.agenda if item.minutes is None]
        if total < high if untimed else low <= total <= high:
            continue
        noun = "has" if len(untimed) == 1 else "have"
        left = f", and {enumerated(untimed)} {noun} no time" if untimed else ""
        message = (
            f"agenda of {called(handbook, meeting.entry)} adds up to {total:g} min, "
            f"but the meeting takes {meeting.duration.text}{left}"
        )
        yield meeting.place("duration"), message


def meeting_clash(handbook: Handbook, today: date) -> Iterator[Finding]:
    """Two meetings take place at the same time, and some role is expected at both."""
    roles = {slot.meeting.id: attending(handbook, slot.meeting) for slot in slots(handbook)}
    for earlier, later in combinations(slots(handbook), 2):
        shared = roles[earlier.meeting.id] & roles[later.meeting.id]
        days = _common_days(earlier, later)
        if not shared or not days or later.start >= earlier.end:
            continue
        titles = sorted(handbook.roles[role].title for role in shared)
        message = (
            f"{called(handbook, later.meeting.entry)} ({_time(later)}) overlaps "
            f"{earlier.meeting.title!r} ({_time(earlier)}) on {enumerated(days, most=2)} "
            f"for {_who(handbook, titles)}; move one of them"
        )
        yield later.meeting.place("time"), message


def attending(handbook: Handbook, meeting: Meeting) -> frozenset[str]:
    """Return the ids of the roles that a meeting expects, its owner among them."""
    invited = (
        reference.target
        for reference in handbook.uses(meeting.entry)
        if reference.target is not None and reference.route[0] in {"attendees", "owner"}
    )
    found = {role for entry in invited for role in _members(handbook, entry, ())}
    return frozenset(role for role in found if _exists(handbook, role))


def _members(handbook: Handbook, entry: Entry, seen: tuple[str, ...]) -> Iterator[str]:
    """Yield the roles that a role, an area or a group stands for; groups may hold groups."""
    if entry.kind == "roles":
        yield entry.id
    elif entry.kind == "areas":
        yield from (role.id for role in handbook.roles.values() if role.area == entry.id)
        yield from (name for name in [entry.data.get("lead")] if name)
    elif entry.data.get("everyone"):
        yield from handbook.roles
    elif entry.id not in seen:
        for reference in handbook.uses(entry):
            if reference.target is not None and reference.route[0] == "members":
                yield from _members(handbook, reference.target, (*seen, entry.id))


def _exists(handbook: Handbook, role_id: str) -> bool:
    role = handbook.roles.get(role_id)
    return role is not None and role.entry.status != "retired"


def _in_use(handbook: Handbook) -> list[Meeting]:
    return [found for found in handbook.meetings.values() if found.entry.status != "retired"]


def _slot(meeting: Meeting, working_week: list[str]) -> Slot | None:
    if meeting.start is None:
        return None
    end = meeting.start + (meeting.duration.minutes if meeting.duration else 1)
    if meeting.cadence == "daily":
        return Slot(meeting, frozenset(working_week), None, meeting.start, end)
    if meeting.day is None or meeting.cadence not in _EVERY_WEEK | _SOME_WEEKS:
        return None
    weeks = None if meeting.cadence in _EVERY_WEEK else _weeks(meeting)
    return Slot(meeting, frozenset({meeting.day}), weeks, meeting.start, end)


def _weeks(meeting: Meeting) -> frozenset[int]:
    """Return the weeks of the month it is held in; none if they are not told."""
    when = read_when(meeting.week) if meeting.week else None
    if when is None or when.unit != "week" or when.start is None or when.end is None:
        return frozenset()
    return frozenset(range(int(when.start), int(when.end) + 1))


def _common_days(one: Slot, other: Slot) -> list[str]:
    """Return the days on which both are held; of two monthly meetings the weeks must be known."""
    if one.weeks is not None and other.weeks is not None and not one.weeks & other.weeks:
        return []
    return [day.capitalize() for day in _DAYS if day in one.days & other.days]


def _time(slot: Slot) -> str:
    if slot.meeting.duration is None:
        return f"at {_clock(slot.start)}"
    return f"{_clock(slot.start)}-{_clock(int(slot.end))}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _who(handbook: Handbook, titles: list[str]) -> str:
    everyone = sum(_exists(handbook, role) for role in handbook.roles)
    if len(titles) == everyone > 1:
        return f"everyone ({counted(everyone, 'role')})"
    return enumerated(titles)
