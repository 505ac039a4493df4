"""The data of a template's form, so that the browser can fill it like `handbook new --from`."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from handbook.attendance import in_use
from handbook.book import Handbook
from handbook.figures import history
from handbook.filling import Blank, Facts, FillRequest, pieces, title_with_holders
from handbook.formats.meeting_rules import days_off, rule_data
from handbook.json_text import json_line
from handbook.names import fold, names_of
from handbook.occasions import Rule, about_week
from handbook.records import Entry, Meeting
from handbook.times import WEEKDAYS
from handbook.timetable import rule_in
from handbook.workdays import workdays, working_days

FILE = "fill.json"
VERSION = 1
# Sources computed in the browser, as they depend on the date or the person.
_COMPUTED = {"date", "next-meeting", "reviewer"}


def form(handbook: Handbook, entry: Entry) -> bytes:
    """Return the pieces of a template, with the known value of each placeholder.

    Values given by the user are looked up under the keys of a placeholder, in order. A figure
    is valid from its date until the next one.
    """
    meeting = handbook.meetings.get(str(entry.data.get("meeting")))
    found = list(pieces(handbook, entry))
    blanks = [piece for piece in found if isinstance(piece, Blank)]
    facts = Facts(handbook, entry, FillRequest(day=date.min))
    metrics = dict.fromkeys(blank.about for blank in blanks if blank.about)
    reviewed = any(blank.placeholder.source == "reviewer" for blank in blanks)
    document = {
        "version": VERSION,
        "zone": handbook.settings.get("timezone"),
        "week": [WEEKDAYS.index(day) for day in working_days(handbook)],
        "off": days_off(workdays(handbook)),
        "meeting": meeting_data(handbook, meeting) if meeting else None,
        "figures": {name: list(_course(handbook, name)) for name in metrics},
        "roles": dict(_roles(handbook)) if reviewed else {},
        "pieces": [
            piece if isinstance(piece, str) else _blank(piece, facts)
            for piece in found
            if piece != ""
        ],
    }
    return json_line(document)


def _blank(blank: Blank, facts: Facts) -> dict[str, Any]:
    placeholder = blank.placeholder
    source = placeholder.source
    figure = source.startswith("metric-")
    known = None if figure or source in _COMPUTED else facts.value(blank)
    data = {
        "keys": list(dict.fromkeys([fold(blank.name), fold(placeholder.name)])),
        "name": blank.name,
        "written": blank.written,
        "from": source.removeprefix("metric-") if figure or source in _COMPUTED else None,
        "about": blank.about if figure else None,
        "value": known,
        "slug": placeholder.slug,
        "opens": blank.opens,
    }
    return {name: value for name, value in data.items() if value not in (None, False)}


def meeting_data(handbook: Handbook, meeting: Meeting) -> dict[str, Any]:
    """Return when a meeting is held: its rule, or its day and week without one."""
    rule = rule_in(handbook, meeting)
    return {
        "title": meeting.title,
        "cadence": meeting.cadence,
        "day": WEEKDAYS.index(meeting.day) if meeting.day else None,
        "rule": rule_data(rule) if isinstance(rule, Rule) else None,
        "week": about_week(meeting),
    }


def _course(handbook: Handbook, metric: str) -> Iterator[list[str]]:
    for day, figure in history(handbook, metric):
        yield [day.isoformat(), *figure]


def _roles(handbook: Handbook) -> Iterator[tuple[str, str]]:
    """Yield every name of a role with the text for it and its holders."""
    for role in handbook.roles.values():
        if in_use(handbook, role.id):
            for name in names_of(role.entry):
                yield fold(name.text), title_with_holders(handbook, role.id)
