"""The page of a role: what it owns, does, attends and is measured by."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from handbook.attendance import clashes, members
from handbook.involvement import Involvement, involvement_of
from handbook.pages.clashes import clash_list
from handbook.pages.colleagues import relationships
from handbook.pages.edition import Edition, View
from handbook.pages.first_days import first_days
from handbook.pages.meeting_hours import load_sentence
from handbook.pages.mentions import administered, named, owned
from handbook.pages.occasion import why_not_in_calendar
from handbook.pages.page import Page, SearchEntry, sections
from handbook.pages.rows import metric_row, procedure_row
from handbook.pages.status_meaning import Meaning, chip, entry_chip
from handbook.pages.subscribe import subscribe
from handbook.pages.tasks import entry_tasks
from handbook.pages.times import when_held
from handbook.pages.week import week
from handbook.pages.words import truncated
from handbook.records import Meeting, Role
from handbook.timetable import attended, feed_of

# With fewer meetings, the list itself is clear at a glance.
_MIN_MEETINGS = 2


class Duty(NamedTuple):
    """A procedure owned by another role in which this role does some steps."""

    procedure: Markup
    steps: Markup


def role_page(edition: Edition, role: Role) -> Page:
    """Return the page of one role."""
    view = edition.view_of(role.entry)
    data = role.entry.data
    parts = involvement_of(edition.handbook, role.id)
    meetings = attended(view.handbook, role.id)
    clashing = [clash for clash in clashes(view.handbook) if role.id in clash.roles]
    html = view.render(
        "role",
        trail=[view.link_to("roles/", "Roles")],
        title=role.title,
        description=data.get("description", ""),
        aliases=role.entry.aliases,
        chip=entry_chip(role.entry.status),
        area=view.entry_link("areas", role.area),
        reports_to=view.entry_link("roles", role.reports_to),
        holders=_holders(role),
        people="" if role.head_count is None else str(role.head_count),
        tasks=entry_tasks(view, role.entry),
        id=role.id,
        owned=[procedure_row(view, part.sop) for part in parts if part.owns],
        stood_in=[procedure_row(view, part.sop) for part in parts if part.stands_in],
        duties=list(_duties(view, (part for part in parts if not part.owns))),
        responsibilities=list(data.get("responsibilities", ())),
        meetings=[
            (view.link(meeting.entry), when_held(meeting), _capacity(view, role, meeting))
            for meeting in meetings
        ],
        week=week(view, meetings, clashing, _MIN_MEETINGS),
        load=load_sentence(view, role.id),
        calendar=view.site(f"meetings/?role={role.id}"),
        subscribe=_subscribe(view, role, meetings),
        clashes=clash_list(view, clashing, role),
        metrics=[metric_row(view, name) for name in data.get("kpis", ())],
        colleagues=list(relationships(view, role)),
        first=first_days(view, role),
        named=named(view, role),
        charges=owned(view, role),
        administered=administered(view, role),
    )
    return view.page(
        role.entry,
        html,
        description=truncated(data.get("description") or f"What the {role.title} answers for."),
        found=_found(role, html),
    )


def _found(role: Role, html: str) -> tuple[SearchEntry, ...]:
    parts = [role.entry.data.get("description", ""), *role.holders]
    text = " · ".join(part for part in parts if part)
    return (SearchEntry("", role.title, text), *sections(html, role.title))


def _holders(role: Role) -> Markup:
    if role.vacant:
        return chip(Meaning.BAD, "Vacant")
    if not role.holders:
        return Markup('<span class="hb-quiet">Not recorded</span>')
    return Markup(", ").join(role.holders)


def _duties(view: View, parts: Iterable[Involvement]) -> Iterator[Duty]:
    for part in parts:
        entry = part.sop.entry
        if part.steps or part.helped:
            steps = [view.link(entry, step.title, step.anchor) for step in part.steps]
            helped = [
                Markup("helps with {}").format(view.link(entry, step.title, step.anchor))
                for step in part.helped
            ]
            yield Duty(view.link(entry), view.listed([*steps, *helped]))


def _subscribe(view: View, role: Role, meetings: list[Meeting]) -> Markup:
    """Return the calendar links of a role, or nothing if none of its meetings has fixed dates."""
    if role.entry.status == "retired" or all(
        why_not_in_calendar(view, meeting) for meeting in meetings
    ):
        return Markup("")
    return subscribe(view, feed_of(view.handbook, role.entry))


def _capacity(view: View, role: Role, meeting: Meeting) -> Markup | str:
    """Return how a role takes part: by name, through a group or area, or as the organiser."""
    if f"roles/{role.id}" in meeting.attendees:
        return "Named attendee"
    for name in meeting.attendees:
        entry = view.find(name)
        if entry and role.id in members(view.handbook, entry):
            return view.link(entry)
    return "Runs it"
