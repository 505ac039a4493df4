"""The chapter of meetings: the week at a glance, then each with attendees and agenda."""

from collections.abc import Iterator

from handbook.amounts import counted
from handbook.attendance import meetings_in_use, slots, week_days
from handbook.collation import alphabetical
from handbook.pages.times import frequency, time_range, when_held
from handbook.pdf.chapter import Chapter, Pen, named, quiet_line
from handbook.pdf.pieces import (
    Piece,
    Pieces,
    heading,
    joined,
    listed,
    page_of,
    paragraph,
    piece,
    quiet,
    table,
)
from handbook.pdf.procedure import section
from handbook.pdf.remarks import remarks
from handbook.records import AgendaItem, Meeting


def meetings(pen: Pen) -> Chapter:
    """Return the chapter of all meetings in use."""
    in_use = sorted(meetings_in_use(pen.handbook), key=lambda one: alphabetical(one.title))
    text: Pieces = [heading(1, "Meetings", pen.address, look="chapter", outlined=True)]
    text += _week(pen)
    for meeting in in_use:
        text += _meeting(pen, meeting)
    return Chapter(left="Meetings", right="", foot="", text=text if in_use else [])


def _week(pen: Pen) -> Pieces:
    """Return the weekly meetings by day, earliest first."""
    every = [slot for slot in slots(pen.handbook) if slot.weeks is None]
    rows: list[list[Pieces]] = []
    for day in week_days(pen.handbook):
        found = [slot.meeting for slot in every if day in slot.days]
        for number, meeting in enumerate(found):
            rows.append(
                [
                    [day.capitalize()] if number == 0 else [],
                    [time_range(meeting)],
                    [pen.link(meeting.entry)],
                    [quiet(frequency(meeting.cadence))],
                    [page_of(pen.handbook.address(meeting.entry))],
                ]
            )
    if not rows:
        return []
    head: list[Pieces] = [["Day"], ["Time"], ["Meeting"], ["How often"], ["Page"]]
    return [heading(2, "The week", look="part"), table(head, rows)]


def _meeting(pen: Pen, meeting: Meeting) -> Iterator[Piece]:
    entry = meeting.entry
    here = Pen(pen.edition, pen.handbook.address(entry))
    yield heading(2, meeting.title, here.address, look="entry", outlined=True)
    yield paragraph(*here.text(entry, "purpose"))
    owner = here.entry_link("roles", entry.data.get("owner"))
    who = joined(here.cited(name) for name in meeting.attendees)
    yield quiet_line(
        [when_held(meeting)],
        [meeting.duration.text] if meeting.duration else [],
        ["run by ", *owner] if owner else [],
        ["with ", *who] if who else [],
        [] if meeting.agenda else ["no agenda yet"],
    )
    yield from remarks(here, entry)
    if meeting.agenda:
        yield named(((_item(item), _points(here, item)) for item in meeting.agenda), width=48)
    for part in entry.document.sections:
        yield from section(here, part, 3)


def _item(item: AgendaItem) -> Pieces:
    if item.minutes is None:
        return [item.title]
    return [item.title, piece("br"), quiet(counted(round(item.minutes), "minute"))]


def _points(pen: Pen, item: AgendaItem) -> Pieces:
    points = [listed(pen.prose(point) for point in item.points)] if item.points else []
    return [*pen.prose(item.notes), *points]
