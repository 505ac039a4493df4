"""Who is expected at a meeting, and when in the week and the month it takes place."""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from handbook.book import Handbook
from handbook.records import Entry, Meeting
from handbook.times import WEEKDAYS, read_when
from handbook.workdays import working_days

_EVERY_WEEK = {"daily", "weekly", "biweekly"}
_SOME_WEEKS = {"monthly", "quarterly", "yearly"}


class Slot(NamedTuple):
    """When a meeting takes place: on which days, in which weeks (None: all), at which minutes.

    Of a meeting without a duration only its first minute is sure.
    """

    meeting: Meeting
    days: frozenset[str]
    weeks: frozenset[int] | None
    start: int
    end: float


class Clash(NamedTuple):
    """Two meetings at the same time: on which days, and the ids of the roles expected at both."""

    earlier: Slot
    later: Slot
    days: tuple[str, ...]
    roles: frozenset[str]


def meetings_in_use(handbook: Handbook) -> list[Meeting]:
    """Return the meetings that are not retired."""
    return [found for found in handbook.meetings.values() if found.entry.status != "retired"]


def week_days(handbook: Handbook) -> tuple[str, ...]:
    """Return the days of a week, from the one on which the company's begins.

    It is a Sunday or a Saturday that is worked on after a day off, and else a Monday.
    """
    working = working_days(handbook)
    begin = 0
    while begin > -2 and WEEKDAYS[begin - 1] in working:
        begin -= 1
    if WEEKDAYS[begin - 1] in working:
        begin = 0
    return WEEKDAYS[begin:] + WEEKDAYS[:begin]


def slots(handbook: Handbook) -> list[Slot]:
    """Return when meetings take place, the earliest first, as far as the calendar says."""
    week = working_days(handbook)
    found = (_slot(meeting, week) for meeting in meetings_in_use(handbook))
    return sorted((slot for slot in found if slot), key=lambda slot: (slot.start, slot.meeting.id))


def clashes(handbook: Handbook) -> tuple[Clash, ...]:
    """Return every two meetings at the same time at which some role is expected twice."""
    return handbook.once(("clashes",), lambda: tuple(_clashes(handbook)))


def _clashes(handbook: Handbook) -> Iterator[Clash]:
    held = slots(handbook)
    roles = {slot.meeting.id: attending(handbook, slot.meeting) for slot in held}
    for earlier, later in combinations(held, 2):
        shared = roles[earlier.meeting.id] & roles[later.meeting.id]
        days = _common_days(earlier, later)
        if shared and days and later.start < earlier.end:
            yield Clash(earlier, later, days, shared)


def _common_days(one: Slot, other: Slot) -> tuple[str, ...]:
    """Return the days on which both are held; of two monthly meetings the weeks must be known."""
    if one.weeks is not None and other.weeks is not None and not one.weeks & other.weeks:
        return ()
    if _alternate(one.meeting, other.meeting):
        return ()
    return tuple(day for day in WEEKDAYS if day in one.days & other.days)


def _alternate(one: Meeting, other: Meeting) -> bool:
    """Return whether each is held in the weeks in which the other is not."""
    firsts = [meeting.first for meeting in (one, other) if meeting.cadence == "biweekly"]
    weeks = [(day.toordinal() - day.weekday()) // 7 for day in firsts if day is not None]
    return len(weeks) == 2 and (weeks[0] - weeks[1]) % 2 == 1


def attending(handbook: Handbook, meeting: Meeting) -> frozenset[str]:
    """Return the ids of the roles that a meeting expects, its owner among them."""
    return handbook.once(("attending", meeting.id), lambda: _attending(handbook, meeting))


def _attending(handbook: Handbook, meeting: Meeting) -> frozenset[str]:
    invited = (
        reference.target
        for reference in handbook.uses(meeting.entry)
        if reference.target is not None and reference.route[0] in {"attendees", "owner"}
    )
    return frozenset(role for entry in invited for role in members(handbook, entry))


def members(handbook: Handbook, entry: Entry) -> frozenset[str]:
    """Return the ids of the roles in use that a role, an area or a group stands for."""
    return frozenset(role for role in _members(handbook, entry, ()) if in_use(handbook, role))


def in_use(handbook: Handbook, role_id: str) -> bool:
    """Return whether there is such a role, and it is not retired."""
    role = handbook.roles.get(role_id)
    return role is not None and role.entry.status != "retired"


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
