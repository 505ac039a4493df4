"""The recurrence rules of all meetings as JSON, from which the calendar page shows any week."""

from typing import Any

from handbook.attendance import attending, in_use, meetings_in_use, slots
from handbook.book import Handbook
from handbook.json_text import json_line
from handbook.occasions import Missing, Rule, week_of
from handbook.records import Entry, Meeting
from handbook.timetable import minutes_taken, rule_in
from handbook.workdays import Workdays, workdays

VERSION = 1


def meeting_rules(handbook: Handbook) -> bytes:
    """Return when each meeting in use is held and who attends, as indices into the roles.

    A monthly meeting without a rule is listed with its week, if that is known.
    """
    days = workdays(handbook)
    roles = [role_id for role_id in handbook.roles if in_use(handbook, role_id)]
    ends = {slot.meeting.id: slot.end for slot in slots(handbook)}
    indices = {role_id: index for index, role_id in enumerate(roles)}
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
                "roles": sorted(indices[role_id] for role_id in attending(handbook, meeting)),
                **when(handbook, meeting),
            }
            for meeting in meetings_in_use(handbook)
        ],
    }
    return json_line(document)


def _named(handbook: Handbook, entry: Entry) -> dict[str, str]:
    return {"id": entry.id, "title": entry.title, "address": handbook.address(entry)}


def when(handbook: Handbook, meeting: Meeting) -> dict[str, Any]:
    """Return the rule of a meeting, or what is missing for one and the week if that is known."""
    rule = rule_in(handbook, meeting)
    if isinstance(rule, Missing):
        has_week_only = meeting.cadence == "monthly" and meeting.day is None
        return {
            "missing": rule.value,
            "week": week_of(meeting) if has_week_only else None,
            "last": meeting.last.isoformat() if meeting.last else None,
        }
    return {"rule": rule_data(rule)}


def rule_data(rule: Rule) -> dict[str, Any]:
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
    """Return the holidays, each with its date, or with its first date if it recurs yearly."""
    once = ({"title": title, "date": day.isoformat()} for day, title in days.once.items())
    yearly = (
        {"title": one.title, "date": one.first.isoformat(), "yearly": True}
        for one in days.yearly.values()
    )
    return [*once, *yearly]
