"""The rules of all meetings as JSON, from which the calendar page tells any week."""

from typing import Any

from handbook.attendance import attending, in_use, meetings_in_use, slots
from handbook.book import Handbook
from handbook.json_text import as_line
from handbook.occasions import Missing, Rule, week_of
from handbook.records import Entry, Meeting
from handbook.timetable import minutes_taken, rule_in
from handbook.workdays import Workdays, workdays

VERSION = 1


def diary(handbook: Handbook) -> bytes:
    """Return when each meeting in use is held and which roles it expects, told by their number.

    Of a meeting without a rule that is held in one known week of every month, the week is told.
    """
    days = workdays(handbook)
    roles = [role_id for role_id in handbook.roles if in_use(handbook, role_id)]
    ends = {slot.meeting.id: slot.end for slot in slots(handbook)}
    places = {role_id: place for place, role_id in enumerate(roles)}
    document = {
        "version": VERSION,
        "zone": handbook.settings.get("timezone"),
        "week": sorted(days.week),
        "off": days_off(days),
        "roles": [_named(handbook, handbook.roles[role_id].entry) for role_id in roles],
        "meetings": [
            {
                **_named(handbook, meeting.entry),
                "cadence": meeting.cadence,
                "start": meeting.start,
                "minutes": minutes_taken(meeting),
                "end": ends.get(meeting.id),
                "roles": sorted(places[role_id] for role_id in attending(handbook, meeting)),
                **when(handbook, meeting),
            }
            for meeting in meetings_in_use(handbook)
        ],
    }
    return as_line(document)


def _named(handbook: Handbook, entry: Entry) -> dict[str, str]:
    return {"id": entry.id, "title": entry.title, "address": handbook.address(entry)}


def when(handbook: Handbook, meeting: Meeting) -> dict[str, Any]:
    """Return the rule of a meeting, or what it lacks, with the week it is held in if it is one."""
    rule = rule_in(handbook, meeting)
    if isinstance(rule, Missing):
        loose = meeting.cadence == "monthly" and meeting.day is None
        return {
            "missing": rule.value,
            "week": week_of(meeting) if loose else None,
            "last": meeting.last.isoformat() if meeting.last else None,
        }
    return {"rule": plain(rule)}


def plain(rule: Rule) -> dict[str, Any]:
    """Return a rule as plain data."""
    return {
        "unit": rule.unit.value,
        "every": rule.every,
        "days": list(rule.days),
        "week": rule.week,
        "first": rule.first.isoformat() if rule.first else None,
        "last": rule.last.isoformat() if rule.last else None,
    }


def days_off(days: Workdays) -> list[dict[str, Any]]:
    """Return the holidays: a day, or the first day of one that returns every year."""
    once = ({"title": title, "date": day.isoformat()} for day, title in days.once.items())
    yearly = (
        {"title": one.title, "date": one.first.isoformat(), "yearly": True}
        for one in days.yearly.values()
    )
    return [*once, *yearly]
