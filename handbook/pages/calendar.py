"""The meeting calendar: the week, less frequent meetings, and hours spent in meetings."""

from typing import NamedTuple

from markupsafe import Markup

from handbook.attendance import clashes, meetings_in_use, week_days
from handbook.collation import alphabetical
from handbook.pages.clashes import clash_list
from handbook.pages.edition import GUIDE, View
from handbook.pages.meeting_hours import hours
from handbook.pages.occasion import next_dates, why_not_in_calendar
from handbook.pages.subscribe import subscribe
from handbook.pages.times import frequency, time_range
from handbook.pages.week import week as at_a_glance
from handbook.pages.words import sentence
from handbook.records import Meeting
from handbook.timetable import FEED, RULES, loads
from handbook.workdays import working_days


class Slot(NamedTuple):
    """A meeting in the week: its time, a link to it, and its frequency unless weekly or daily."""

    time: str
    link: Markup
    detail: str


class Day(NamedTuple):
    """One day of the week."""

    title: str
    slots: list[Slot]


class Group(NamedTuple):
    """Meetings of one frequency without a fixed place in the week."""

    anchor: str
    title: str
    meetings: list["Line"]


class Line(NamedTuple):
    """A meeting outside the weekly grid; `lacks` is why it is missing from the calendar feed."""

    link: Markup
    when: str
    following: Markup
    lacks: str
    who: Markup


def calendar(view: View) -> Markup:
    """Return all meetings in use: the working week by day first, then the other frequencies."""
    in_use = meetings_in_use(view.handbook)
    working = working_days(view.handbook)
    meeting_days = {meeting.day for meeting in in_use}
    days = [day for day in week_days(view.handbook) if day in working or day in meeting_days]
    week = [Day(day.capitalize(), _slots(view, in_use, day)) for day in days]
    rest = [meeting for meeting in in_use if not _in_week(meeting)]
    cadences = dict.fromkeys(meeting.cadence for meeting in rest)
    order = ["daily", "weekly", "biweekly", "monthly", "quarterly", "yearly", "once", "ongoing"]
    groups = [
        Group(
            f"rhythm--{cadence}",
            frequency(cadence),
            [_line(view, meeting) for meeting in rest if meeting.cadence == cadence],
        )
        for cadence in sorted(cadences, key=order.index)
    ]
    found = list(clashes(view.handbook))
    zone = str(view.handbook.settings.get("timezone", "")).replace("_", " ")
    daily = _slots(view, in_use, None)
    how = view.link_to(f"{GUIDE}register/", "How to add one")
    return view.render(
        "calendar",
        glance=at_a_glance(view, in_use, found),
        clashes=clash_list(view, found),
        daily=daily,
        week=week if in_use else [],
        groups=groups,
        zone=zone,
        how=how,
        rules=view.site(RULES),
        roles=_roles(view),
        subscribe=subscribe(view, FEED),
        hours=hours(view),
    )


def _roles(view: View) -> list[tuple[str, str]]:
    """Return the id and title of every role expected at a meeting, sorted by title."""
    found = [(view.handbook.roles[role_id].title, role_id) for role_id in loads(view.handbook)]
    found.sort(key=lambda one: (alphabetical(one[0]), one[1]))
    return [(role_id, title) for title, role_id in found]


def _in_week(meeting: Meeting) -> bool:
    """Return whether a meeting is in the weekly grid: on a fixed day, or daily at a fixed time."""
    if meeting.cadence == "daily":
        return meeting.start is not None
    return meeting.cadence in {"weekly", "biweekly"} and meeting.day is not None


def _slots(view: View, meetings: list[Meeting], day: str | None) -> list[Slot]:
    """Return the meetings of one day, or the daily meetings if `day` is None."""
    found = [meeting for meeting in meetings if _in_week(meeting) and meeting.day == day]
    found.sort(
        key=lambda meeting: (meeting.start is None, meeting.start or 0, alphabetical(meeting.title))
    )
    return [
        Slot(
            time_range(meeting),
            view.link(meeting.entry),
            "" if meeting.cadence in {"weekly", "daily"} else frequency(meeting.cadence),
        )
        for meeting in found
    ]


def _line(view: View, meeting: Meeting) -> Line:
    return Line(
        link=view.link(meeting.entry),
        when=_when(meeting),
        following=next_dates(view, meeting),
        lacks=why_not_in_calendar(view, meeting),
        who=view.listed(view.cited(name) for name in meeting.attendees),
    )


def _when(meeting: Meeting) -> str:
    """Return the day, week, time and length of a meeting, as far as they are specified."""
    day = f"{meeting.day.capitalize()}s" if meeting.day else ""
    week = meeting.week or ""
    time = time_range(meeting)
    length = meeting.duration.text if meeting.duration and "–" not in time else ""
    parts = [part for part in (day, week, time, length) if part]
    return sentence(", ".join(parts))
