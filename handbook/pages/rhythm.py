"""What the people of an area do by the clock: their day, and the meetings of their work."""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from handbook.pages.edition import View
from handbook.pages.rows import metric_row
from handbook.pages.texts import text_at
from handbook.pages.times import when_held


class Hour(NamedTuple):
    """What begins at one time of a day."""

    time: str
    what: Markup
    tools: Markup


class Gathering(NamedTuple):
    """A meeting as one row: what it is for, when it is held, who takes part."""

    link: Markup
    purpose: Markup
    when: str
    who: Markup


def day(view: View, area: str) -> Markup:
    """Return how an area's working day is laid out."""
    view.entry("areas", area)
    found = [one for one in view.handbook.entries("routines") if one.data["area"] == area]
    hours = [
        Hour(
            time=one.data["time"],
            what=_what(view, one.title, one.data.get("meeting")),
            tools=view.listed(view.to("tools", name) for name in one.data.get("tools", ())),
        )
        for one in found
        if one.status != "retired"
    ]
    hours.sort(key=lambda hour: hour.time)
    return view.render("day", hours=hours)


def gatherings(view: View, area: str) -> Markup:
    """Return the meetings that belong to an area's work."""
    view.entry("areas", area)
    found = [
        Gathering(
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
    """Return metrics, by id, with their targets and what they count."""
    listed = list(names)
    for name in listed:
        view.entry("metrics", name)
    return view.render("measures", metrics=[metric_row(view, name) for name in listed])


def _what(view: View, title: str, meeting: str | None) -> Markup:
    held = view.handbook.find("meetings", meeting) if meeting else None
    return view.link(held, title) if held else Markup("{}").format(title)
