"""The home page panel of one role: what it owns, attends, must know and uses, and what changed."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from markupsafe import Markup

from handbook.amounts import counted, plural_of
from handbook.collation import alphabetical
from handbook.discrepancies import decisions_of
from handbook.history.events import Event
from handbook.inventory import count_undocumented_of
from handbook.involvement import involvement_of
from handbook.json_text import json_line
from handbook.pages.edition import Edition, View
from handbook.pages.first_days import needed, reading
from handbook.pages.people import by_area
from handbook.pages.recent_changes import HOW, noun_of
from handbook.pages.status_meaning import Meaning, meaning_of
from handbook.pages.times import time_range
from handbook.pages.words import truncated
from handbook.records import Entry, Role, Sop
from handbook.status import Status
from handbook.times import format_date
from handbook.timetable import Occasion, attended, occasions

NAME = "mine.json"
VERSION = 1
# At most this many of each are listed; the role's page has them all.
_MAX_FIRST, _MAX_ITEMS, _MAX_CHANGES = 2, 12, 30
# A site that is not rebuilt every day still lists upcoming meetings.
_AHEAD = timedelta(weeks=4)
# Entries of one kind that changed on the same day are listed one by one up to this number.
_MAX_SEPARATE = 3
_GOOD = {Meaning.GOOD, Meaning.UNKNOWN}


def picker(view: View) -> Markup:
    """Return the role picker, and the panel that scripts fill for the chosen role."""
    roles = sorted(view.handbook.roles_in_use, key=lambda role: alphabetical(role.title))
    parted = by_area(view.handbook, roles)
    groups = [(area.title if area else "Others", found) for area, found in parted]
    return view.render("mine", groups=groups)


def dumps(edition: Edition, role: Role) -> bytes:
    """Return the panel of a role as JSON; addresses are relative to the site root."""
    return json_line(document(edition, role))


def document(edition: Edition, role: Role) -> dict[str, Any]:
    """Return the panel of a role as plain data; VERSION changes if old readers would misread it."""
    view = edition.view("")
    parts = involvement_of(edition.handbook, role.id)
    owned = [part.sop for part in parts if part.owns]
    owned.sort(key=lambda sop: _urgency(edition, sop))
    others = [part for part in parts if not part.owns]
    known = reading(edition.handbook, role)._replace(parts=others)
    tools = [tool for tool, _ in needed(view, role)]
    return {
        "version": VERSION,
        "owns": {
            "number": len(owned),
            "care": sum(_needs_care(edition, sop) for sop in owned),
            "writes": count_undocumented_of(edition.handbook, role.id),
            "decides": len(decisions_of(edition.handbook, role.id)),
            "first": [
                {**_entry(edition, sop.entry), "text": _status_text(edition, sop)}
                for sop in owned[:_MAX_FIRST]
            ],
        },
        "meets": [
            {
                **_entry(edition, one.meeting.entry),
                "day": one.day.isoformat(),
                "time": time_range(one.meeting).partition("–")[0],
            }
            for one in _upcoming(edition, role)
        ],
        "knows": {
            "number": known.number,
            "first": [
                {**_entry(edition, sop.entry), "text": why} for sop, why in known.first(_MAX_FIRST)
            ],
        },
        "uses": {
            "number": len(tools),
            "first": [_entry(edition, tool) for tool in tools[:_MAX_ITEMS]],
        },
        "changes": list(_changes(edition, role))[:_MAX_CHANGES],
    }


def _entry(edition: Edition, entry: Entry) -> dict[str, str]:
    return {"title": entry.title, "page": edition.handbook.address(entry)}


def _urgency(edition: Edition, sop: Sop) -> tuple[int, str, tuple[str, str]]:
    """Return a sort key: procedures that most need attention first, then by due date."""
    standing = edition.standings[sop.id]
    due = standing.due.isoformat() if standing.due else ""
    return list(Status).index(standing.status), due, alphabetical(sop.title)


def _needs_care(edition: Edition, sop: Sop) -> bool:
    return meaning_of(edition.standings[sop.id].status) not in _GOOD


def _status_text(edition: Edition, sop: Sop) -> str:
    standing = edition.standings[sop.id]
    if standing.due is None or _needs_care(edition, sop):
        return standing.status.word
    return f"{standing.status.word}, next review {format_date(standing.due)}"


def _upcoming(edition: Edition, role: Role) -> list[Occasion]:
    meetings = attended(edition.handbook, role.id)
    until = edition.today + _AHEAD
    return list(occasions(edition.handbook, meetings, edition.today, until))[:_MAX_ITEMS]


def _changes(edition: Edition, role: Role) -> Iterator[dict[str, str]]:
    """Yield the changes that affect a role, newest first, each entry at most once a day."""
    events = edition.history.for_role(role.id)
    for day, found in groupby(events, key=lambda event: event.day):
        by_kind: dict[tuple[str, str], dict[str, Event]] = {}
        for event in found:
            by_kind.setdefault((event.kind, event.how), {}).setdefault(event.id, event)
        for (kind, how), by_id in by_kind.items():
            for change in _changes_of(edition, kind, how, list(by_id.values())):
                yield {"day": day.isoformat(), **change}


def _changes_of(
    edition: Edition, kind: str, how: str, events: Sequence[Event]
) -> Iterator[dict[str, str]]:
    if len(events) > _MAX_SEPARATE:
        noun = noun_of(edition.view(""), kind)
        title = counted(len(events), noun, plural_of(noun))
        yield {"title": title, "page": "changes/", "text": HOW[how].lower()}
        return
    for event in events:
        page = edition.handbook.address(event.entry) if event.entry else "changes/"
        text = next(iter((*event.notes, *event.phrases)), HOW[how].lower())
        yield {"title": event.title, "page": page, "text": truncated(text, 120)}
