"""The meeting calendar: the week, what recurs more seldom, and how long it all takes."""

from typing import NamedTuple

from markupsafe import Markup

from handbook.attendance import clashes, meetings_in_use, week_days
from handbook.collation import alphabetical
from handbook.pages.clashes import told
from handbook.pages.edition import GUIDE, View
from handbook.pages.meeting_hours import hours
from handbook.pages.occasion import following, lacking
from handbook.pages.subscribe import subscribe
from handbook.pages.times import rhythm, span
from handbook.pages.week import week as at_a_glance
from handbook.pages.words import sentence
from handbook.records import Meeting
from handbook.timetable import FEED, RULES, loads
from handbook.workdays import working_days


class Slot(NamedTuple):
    """A meeting in the week: when it begins, what it is, how long it takes and how often it is."""

    time: str
    link: Markup
    detail: str


class Day(NamedTuple):
    """One day of the week."""

    title: str
    slots: list[Slot]


class Group(NamedTuple):
    """Meetings of one rhythm that stand on no weekday."""

    anchor: str
    title: str
    meetings: list["Line"]


class Line(NamedTuple):
    """A meeting that is held more seldom; `lacks` is why it stands in no calendar."""

    link: Markup
    when: str
    following: Markup
    lacks: str
    who: Markup


def calendar(view: View) -> Markup:
    """Return all meetings in use: the days of the working week first, then the other rhythms."""
    held = meetings_in_use(view.handbook)
    working = working_days(view.handbook)
    taken = {meeting.day for meeting in held}
    days = [day for day in week_days(view.handbook) if day in working or day in taken]
    week = [Day(day.capitalize(), _slots(view, held, day)) for day in days]
    rest = [meeting for meeting in held if not _in_week(meeting)]
    cadences = dict.fromkeys(meeting.cadence for meeting in rest)
    order = ["daily", "weekly", "biweekly", "monthly", "quarterly", "yearly", "once", "ongoing"]
    groups = [
        Group(
            f"rhythm--{cadence}",
            rhythm(cadence),
            [_listed(view, meeting) for meeting in rest if meeting.cadence == cadence],
        )
        for cadence in sorted(cadences, key=order.index)
    ]
    found = list(clashes(view.handbook))
    zone = str(view.handbook.settings.get("timezone", "")).replace("_", " ")
    daily = _slots(view, held, None)
    how = view.link_to(f"{GUIDE}register/", "How to add one")
    return view.render(
        "calendar",
        glance=at_a_glance(view, held, found),
        clashes=told(view, found),
        daily=daily,
        week=week if held else [],
        groups=groups,
        zone=zone,
        how=how,
        rules=view.site(RULES),
        roles=_roles(view),
        subscribe=subscribe(view, FEED),
        hours=hours(view),
    )


def _roles(view: View) -> list[tuple[str, str]]:
    """Return the roles that are expected at some meeting, by title, each with its id."""
    found = [(view.handbook.roles[role_id].title, role_id) for role_id in loads(view.handbook)]
    found.sort(key=lambda one: (alphabetical(one[0]), one[1]))
    return [(role_id, title) for title, role_id in found]


def _in_week(meeting: Meeting) -> bool:
    """Return whether a meeting has its place in the week: a day, or every day at a time."""
    if meeting.cadence == "daily":
        return meeting.start is not None
    return meeting.cadence in {"weekly", "biweekly"} and meeting.day is not None


def _slots(view: View, held: list[Meeting], day: str | None) -> list[Slot]:
    """Return the meetings of one day, or, without a day, those of every working day."""
    found = [meeting for meeting in held if _in_week(meeting) and meeting.day == day]
    found.sort(
        key=lambda meeting: (meeting.start is None, meeting.start or 0, alphabetical(meeting.title))
    )
    return [
        Slot(
            span(meeting),
            view.link(meeting.entry),
            "" if meeting.cadence in {"weekly", "daily"} else rhythm(meeting.cadence),
        )
        for meeting in found
    ]


def _listed(view: View, meeting: Meeting) -> Line:
    return Line(
        link=view.link(meeting.entry),
        when=_when(meeting),
        following=following(view, meeting),
        lacks=lacking(view, meeting),
        who=view.listed(view.cited(name) for name in meeting.attendees),
    )


def _when(meeting: Meeting) -> str:
    """Return the day, the week and the time of a meeting, and its length, if they are told."""
    day = f"{meeting.day.capitalize()}s" if meeting.day else ""
    week = meeting.week or ""
    time = span(meeting)
    length = meeting.duration.text if meeting.duration and "–" not in time else ""
    parts = [part for part in (day, week, time, length) if part]
    return sentence(", ".join(parts))
