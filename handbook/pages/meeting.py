"""The page of a meeting: when, who, what for, and its agenda against the clock."""

from typing import Any

from markupsafe import Markup

from handbook.pages.edition import Edition, View, free_anchor, safe, text_at
from handbook.pages.meaning import entry_chip
from handbook.pages.page import Found, Page, sections
from handbook.pages.tasks import entry_tasks
from handbook.pages.times import rhythm, span
from handbook.pages.words import counted, one_line, sentence
from handbook.records import AgendaItem, Meeting


def meeting_page(edition: Edition, meeting: Meeting) -> Page:
    """Return the page of one meeting."""
    entry = meeting.entry
    address = edition.handbook.address(entry)
    view = edition.view(address)
    purpose = entry.prose("purpose")
    retired = entry.status == "retired"
    html = view.render(
        "meeting",
        trail=[Markup('<a href="{}">Meetings</a>').format(view.site("meetings/"))],
        title=meeting.title,
        purpose=text_at(entry, "purpose"),
        aliases=entry.aliases,
        chip=entry_chip(entry.status),
        cadence=rhythm(meeting.cadence),
        day=meeting.day.capitalize() if meeting.day else "",
        week=sentence(meeting.week or ""),
        time=_time(view, meeting),
        duration=meeting.duration.text if meeting.duration else "",
        attendees=view.listed(view.cited(name) for name in meeting.attendees),
        owner=view.to("roles", entry.data.get("owner")),
        area=view.to("areas", entry.data.get("area")),
        tools=view.listed(view.to("tools", name) for name in entry.data.get("tools", ())),
        templates=view.listed(_templates(view, meeting)),
        tasks=entry_tasks(view, meeting.entry, [item.title for item in meeting.agenda]),
        ids={
            "agenda": entry.document.anchors.get(("agenda",)) or free_anchor(entry, "agenda"),
            "used_by": free_anchor(entry, "used-by"),
        },
        agenda=_agenda(meeting),
        total=_total(meeting),
        sections=[
            {"title": part.title, "anchor": part.anchor, "html": safe(part.body)}
            for part in entry.document.sections
        ],
        used_by=view.used_by(entry),
        how=Markup('<a href="{}">Add an agenda</a>').format(view.edit(meeting.place()) or ""),
    )
    text = purpose.text if purpose else str(entry.data.get("purpose", ""))
    found = Found("", meeting.title, text)
    return Page(
        address=address,
        source=entry.document.path,
        title=meeting.title,
        description=one_line(text),
        html=html,
        found=() if retired else (found, *sections(html, meeting.title)),
        names=entry.aliases,
        retired=retired,
    )


def _templates(view: View, meeting: Meeting) -> list[Markup]:
    """Return links to the templates of what is written for a meeting."""
    citing = (found.source for found in view.citations(meeting.entry))
    return [
        view.link(entry)
        for entry in citing
        if entry.kind == "templates" and entry.status != "retired"
    ]


def _time(view: View, meeting: Meeting) -> Markup:
    if meeting.start is None:
        return Markup("")
    zone = str(view.handbook.settings.get("timezone", "")).rpartition("/")[2].replace("_", " ")
    return Markup('{} <span class="hb-quiet">{} time</span>').format(span(meeting), zone)


def _agenda(meeting: Meeting) -> list[dict[str, Any]]:
    anchors = meeting.entry.document.anchors
    return [
        {
            "anchor": anchors.get(("agenda", index), f"item-{index + 1}"),
            "title": item.title,
            "time": _slot(item),
            "points": [safe(point) for point in item.points],
            "notes": safe(item.notes) if item.notes else "",
        }
        for index, item in enumerate(meeting.agenda)
    ]


def _slot(item: AgendaItem) -> str:
    """Return how long an item takes."""
    return "" if item.minutes is None else counted(round(item.minutes), "minute")


def _total(meeting: Meeting) -> str:
    """Return how the agenda's time compares with the meeting's, empty if either is unknown."""
    if not meeting.agenda or meeting.duration is None:
        return ""
    minutes = [item.minutes for item in meeting.agenda]
    if any(length is None for length in minutes):
        return ""
    planned = sum(length for length in minutes if length is not None)
    return f"{counted(round(planned), 'minute')} of {round(meeting.duration.minutes)} planned"
