"""The daily routine, meetings and metrics of an area."""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from handbook.pages.edition import View
from handbook.pages.rows import metric_row
from handbook.pages.texts import text_at
from handbook.pages.times import when_held


class Hour(NamedTuple):
    """One item of the daily routine."""

    time: str
    what: Markup
    tools: Markup


class MeetingRow(NamedTuple):
    """A meeting as one row: its purpose, when it is held and who attends."""

    link: Markup
    purpose: Markup
    when: str
    who: Markup


def day(view: View, area: str) -> Markup:
    """Return the daily routine of an area."""
    view.entry("areas", area)
    found = [one for one in view.handbook.entries("routines") if one.data["area"] == area]
    hours = [
        Hour(
            time=one.data["time"],
            what=_what(view, one.title, one.data.get("meeting")),
            tools=view.listed(view.entry_link("tools", name) for name in one.data.get("tools", ())),
        )
        for one in found
        if one.status != "retired"
    ]
    hours.sort(key=lambda hour: hour.time)
    return view.render("day", hours=hours)


def area_meetings(view: View, area: str) -> Markup:
    """Return the meetings of an area."""
    view.entry("areas", area)
    found = [
        MeetingRow(
            link=view.link(meeting.entry),
            purpose=text_at(meeting.entry, "purpose"),
            when=when_held(meeting),
            who=view.listed(view.cited(name) for name in meeting.attendees),
        )
        for meeting in view.handbook.meetings.values()
        if meeting.entry.data.get("area") == area and meeting.entry.status != "retired"
    ]
    return view.render("gatherings", meetings=found)


def measures(view: View, names: Iterable[str]) -> Markup:
    """Return metrics, given by id, with their targets and definitions."""
    listed = list(names)
    for name in listed:
        view.entry("metrics", name)
    return view.render("measures", metrics=[metric_row(view, name) for name in listed])


def _what(view: View, title: str, meeting: str | None) -> Markup:
    found = view.handbook.find("meetings", meeting) if meeting else None
    return view.link(found, title) if found else Markup("{}").format(title)
