"""Who is expected at a meeting, and when in the week and month it takes place."""

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
    """When a meeting takes place: its days, its weeks (None: all) and its minutes of the day.

    A meeting without a duration occupies only its first minute.
    """

    meeting: Meeting
    days: frozenset[str]
    weeks: frozenset[int] | None
    start: int
    end: float


class Clash(NamedTuple):
    """Two meetings at the same time, with the days and the ids of the roles expected at both."""

    earlier: Slot
    later: Slot
    days: tuple[str, ...]
    roles: frozenset[str]


def meetings_in_use(handbook: Handbook) -> list[Meeting]:
    """Return the meetings that are not retired."""
    return [found for found in handbook.meetings.values() if found.entry.status != "retired"]


def week_days(handbook: Handbook) -> tuple[str, ...]:
    """Return the days of the week in order, starting with the company's first day.

    That is a Saturday or Sunday if it is the first working day after a day off, else Monday.
    """
    working = working_days(handbook)
    begin = 0
    while begin > -2 and WEEKDAYS[begin - 1] in working:
        begin -= 1
    if WEEKDAYS[begin - 1] in working:
        begin = 0
    return WEEKDAYS[begin:] + WEEKDAYS[:begin]


def slots(handbook: Handbook) -> list[Slot]:
    """Return the slots of all meetings with a known time, earliest first."""
    week = working_days(handbook)
    found = (_slot(meeting, week) for meeting in meetings_in_use(handbook))
    return sorted((slot for slot in found if slot), key=lambda slot: (slot.start, slot.meeting.id))


def clashes(handbook: Handbook) -> tuple[Clash, ...]:
    """Return each pair of meetings that overlap and expect the same role."""
    return handbook.cached(("clashes",), lambda: tuple(_clashes(handbook)))


def _clashes(handbook: Handbook) -> Iterator[Clash]:
    found = slots(handbook)
    roles = {slot.meeting.id: attending(handbook, slot.meeting) for slot in found}
    for earlier, later in combinations(found, 2):
        shared = roles[earlier.meeting.id] & roles[later.meeting.id]
        days = _common_days(earlier, later)
        if shared and days and later.start < earlier.end:
            yield Clash(earlier, later, days, shared)


def _common_days(one: Slot, other: Slot) -> tuple[str, ...]:
    """Return the days on which both are held; two monthly meetings must share a week."""
    if one.weeks is not None and other.weeks is not None and not one.weeks & other.weeks:
        return ()
    if _alternate(one.meeting, other.meeting):
        return ()
    return tuple(day for day in WEEKDAYS if day in one.days & other.days)


def _alternate(one: Meeting, other: Meeting) -> bool:
    """Return whether two biweekly meetings are held in alternate weeks."""
    firsts = [meeting.first for meeting in (one, other) if meeting.cadence == "biweekly"]
    weeks = [(day.toordinal() - day.weekday()) // 7 for day in firsts if day is not None]
    return len(weeks) == 2 and (weeks[0] - weeks[1]) % 2 == 1


def attending(handbook: Handbook, meeting: Meeting) -> frozenset[str]:
    """Return the ids of the roles that a meeting expects, including its owner."""
    return handbook.cached(("attending", meeting.id), lambda: _attending(handbook, meeting))


def _attending(handbook: Handbook, meeting: Meeting) -> frozenset[str]:
    invited = (
        reference.target
        for reference in handbook.uses(meeting.entry)
        if reference.target is not None and reference.route[0] in {"attendees", "owner"}
    )
    return frozenset(role for entry in invited for role in members(handbook, entry))


def members(handbook: Handbook, entry: Entry) -> frozenset[str]:
    """Return the ids of the roles in use in a role, an area or a group."""
    return frozenset(role for role in _members(handbook, entry, ()) if in_use(handbook, role))


def in_use(handbook: Handbook, role_id: str) -> bool:
    """Return whether a role exists and is not retired."""
    role = handbook.roles.get(role_id)
    return role is not None and role.entry.status != "retired"


def _members(handbook: Handbook, entry: Entry, seen: tuple[str, ...]) -> Iterator[str]:
    """Yield the roles in a role, an area or a group; groups may contain groups."""
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
    """Return the weeks of the month in which it is held; empty if unknown."""
    when = read_when(meeting.week) if meeting.week else None
    if when is None or when.unit != "week" or when.start is None or when.end is None:
        return frozenset()
    return frozenset(range(int(when.start), int(when.end) + 1))
