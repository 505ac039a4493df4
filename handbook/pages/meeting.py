"""The page of a meeting: when, who, why, and its timed agenda."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from handbook.amounts import counted
from handbook.attendance import members
from handbook.pages.edition import Edition, View
from handbook.pages.filling_form import ANCHOR
from handbook.pages.occasion import next_dates, why_not_in_calendar
from handbook.pages.page import Page, SearchEntry, sections
from handbook.pages.status_meaning import entry_chip
from handbook.pages.subscribe import subscribe
from handbook.pages.tasks import entry_tasks
from handbook.pages.texts import free_sections, safe, text_at, unused_anchor
from handbook.pages.times import frequency, time_range
from handbook.pages.words import sentence, truncated
from handbook.placeholders import declared
from handbook.records import AgendaItem, Entry, Meeting
from handbook.times import format_date
from handbook.timetable import feed_of, upcoming


def meeting_page(edition: Edition, meeting: Meeting) -> Page:
    """Return the page of one meeting."""
    entry = meeting.entry
    view = edition.view_of(entry)
    purpose = entry.prose("purpose")
    retired = entry.status == "retired"
    templates = _templates(view, meeting)
    html = view.render(
        "meeting",
        trail=[view.link_to("meetings/", "Meetings")],
        title=meeting.title,
        purpose=text_at(entry, "purpose"),
        aliases=entry.aliases,
        chip=entry_chip(entry.status),
        cadence=frequency(meeting.cadence),
        day=meeting.day.capitalize() if meeting.day else "",
        week=sentence(meeting.week or ""),
        time=_time(view, meeting),
        duration=meeting.duration.text if meeting.duration else "",
        attendees=view.listed(view.cited(name) for name in meeting.attendees),
        owner=view.entry_link("roles", entry.data.get("owner")),
        area=view.entry_link("areas", entry.data.get("area")),
        tools=view.listed(view.entry_link("tools", name) for name in entry.data.get("tools", ())),
        following=next_dates(view, meeting, 3) if not retired else "",
        lacks="" if retired else why_not_in_calendar(view, meeting),
        templates=view.listed(_fillable(view, meeting, template) for template in templates),
        tasks=entry_tasks(view, meeting.entry, [item.title for item in meeting.agenda]),
        ids={
            "agenda": entry.document.anchors.get(("agenda",)) or unused_anchor(entry, "agenda"),
            "used_by": unused_anchor(entry, "used-by"),
            "who": unused_anchor(entry, "who"),
            "calendar": unused_anchor(entry, "calendar"),
        },
        agenda=_agenda(meeting),
        total=_time_planned(meeting),
        sections=free_sections(entry.document.sections),
        who=list(_who(view, meeting)),
        subscribe=_subscribe(view, meeting),
        used_by=view.used_by(entry),
        how=Markup('<a href="{}">Add an agenda</a>').format(view.edit(meeting.place()) or ""),
    )
    text = purpose.text if purpose else str(entry.data.get("purpose", ""))
    found = SearchEntry("", meeting.title, text)
    return view.page(
        entry,
        html,
        description=truncated(text),
        found=(found, *sections(html, meeting.title)),
    )


def _templates(view: View, meeting: Meeting) -> list[Entry]:
    """Return the active templates for a meeting."""
    citing = (found.source for found in view.citations(meeting.entry))
    return [entry for entry in citing if entry.kind == "templates" and entry.status != "retired"]


def _fillable(view: View, meeting: Meeting, template: Entry) -> Markup:
    """Return a link to a template and, if it has a date, one to fill it in for the next meeting."""
    day = next(iter(upcoming(view.handbook, meeting, view.today, 1)), None)
    if day is None or all(one.source != "date" for one in declared(template).values()):
        return view.link(template)
    to = f"{view.href(template)}?date={day.isoformat()}#{ANCHOR}"
    return Markup('{}, <a href="{}">fill it in for {}</a>').format(
        view.link(template), to, format_date(day)
    )


def _who(view: View, meeting: Meeting) -> Iterator[tuple[Markup, Markup | str]]:
    """Yield each attendee, with the roles it stands for or what is known about it."""
    for name in meeting.attendees:
        entry = view.find(name)
        if entry is None:
            yield view.cited(name), "Not in the handbook"
        elif entry.kind == "roles":
            yield view.link(entry), "Named attendee"
        elif entry.data.get("everyone"):
            yield view.link(entry), counted(len(members(view.handbook, entry)), "role")
        else:
            roles = members(view.handbook, entry)
            known = (one for one in view.handbook.roles.values() if one.id in roles)
            listed = view.listed(view.link(one.entry) for one in known)
            yield view.link(entry), listed or entry.data.get("description", "Not recorded")
    if "owner" in meeting.entry.data:
        yield view.entry_link("roles", meeting.entry.data["owner"]), "Runs it"


def _subscribe(view: View, meeting: Meeting) -> Markup:
    if meeting.entry.status == "retired" or why_not_in_calendar(view, meeting):
        return Markup("")
    return subscribe(view, feed_of(view.handbook, meeting.entry))


def _time(view: View, meeting: Meeting) -> Markup:
    if meeting.start is None:
        return Markup("")
    zone = str(view.handbook.settings.get("timezone", "")).rpartition("/")[2].replace("_", " ")
    return Markup('{} <span class="hb-quiet">{} time</span>').format(time_range(meeting), zone)


def _agenda(meeting: Meeting) -> list[dict[str, Any]]:
    anchors = meeting.entry.document.anchors
    return [
        {
            "anchor": anchors.get(("agenda", index), f"item-{index + 1}"),
            "title": item.title,
            "time": _length(item),
            "points": [safe(point) for point in item.points],
            "notes": safe(item.notes) if item.notes else "",
        }
        for index, item in enumerate(meeting.agenda)
    ]


def _length(item: AgendaItem) -> str:
    """Return the length of an agenda item."""
    return "" if item.minutes is None else counted(round(item.minutes), "minute")


def _time_planned(meeting: Meeting) -> str:
    """Return the agenda's total time against the meeting's, empty if either is unknown."""
    if not meeting.agenda or meeting.duration is None:
        return ""
    minutes = [item.minutes for item in meeting.agenda]
    if any(length is None for length in minutes):
        return ""
    planned = sum(length for length in minutes if length is not None)
    return f"{counted(round(planned), 'minute')} of {round(meeting.duration.minutes)} planned"
