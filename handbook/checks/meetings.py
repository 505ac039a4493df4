"""A meeting's agenda fits its duration, and its time fits people's calendars."""

import re
from collections.abc import Iterator
from datetime import date

from handbook.amounts import counted
from handbook.attendance import Slot, clashes, in_use, meetings_in_use
from handbook.book import Handbook
from handbook.checks.finding import Finding, joined, subject
from handbook.diagnostics import Fix
from handbook.occasions import Rule, Unit, days_held
from handbook.records import Meeting
from handbook.times import WEEKDAYS, format_date, read_when
from handbook.timetable import rule_in

# "Wins - 5 min", "Wins [5 min]", "Wins (5m)": a time inside the title of an item.
_TIME_IN_WORDS = re.compile(
    r"(?P<words>.*?\w.*?) *(?:[-–—:,] *|[\[({] *)"
    r"(?P<time>\d{1,3}(?:[-–]\d{1,3})?) *(?P<unit>m|mins?|minutes?|'|h|hrs?|hours?)[\])}]?",
    re.IGNORECASE,
)
# "Wins (5 min) (with Ann)", "Wins (5 min, with Ann)": a bracketed remark follows the time.
_TIME_BEFORE = re.compile(
    r"(?P<words>.*\w) *\((?P<time>\d{1,3}(?:[-–]\d{1,3})?) *(?P<unit>mins?|minutes?|h|hrs?|hours?)"
    r"(?:\) *\(|[,;] *)(?P<rest>[^()]+)\)",
    re.IGNORECASE,
)
# "(5 min) Wins", "5 min: Wins".
_TIME_FIRST = re.compile(
    r"(?P<bracket>[(\[])?(?P<time>\d{1,3}(?:[-–]\d{1,3})?) *(?P<unit>mins?|minutes?|h|hrs?|hours?)"
    r"(?(bracket)[)\]][:–—-]?| *[:–—-]) *(?P<words>\w.*)",
    re.IGNORECASE,
)
_TIMES = (_TIME_IN_WORDS, _TIME_BEFORE, _TIME_FIRST)
_MAX_WEEKS = 5
_IN_EVERY_WEEK = frozenset(("daily", "weekly", "biweekly"))


def timed_meetings(handbook: Handbook) -> list[Meeting]:
    """Return the meetings in use with a duration and an agenda with times."""
    return [
        meeting
        for meeting in meetings_in_use(handbook)
        if meeting.duration
        and any(item.minutes is not None or _time_in_words(item.title) for item in meeting.agenda)
    ]


def agenda_minutes(handbook: Handbook, today: date) -> Iterator[Finding]:
    """The times in a meeting's agenda cannot be read or do not add up to its duration."""
    for meeting in timed_meetings(handbook):
        if meeting.duration is None:
            continue
        unread = list(_unread_times(meeting))
        if unread:
            yield from unread
            continue
        total = sum(item.minutes or 0 for item in meeting.agenda)
        low = meeting.duration.minutes * meeting.duration.low / meeting.duration.high
        high = meeting.duration.minutes
        untimed = [repr(item.title) for item in meeting.agenda if item.minutes is None]
        if total < high if untimed else low <= total <= high:
            continue
        noun = "has" if len(untimed) == 1 else "have"
        left = f", and {joined(untimed)} {noun} no time" if untimed else ""
        message = (
            f"agenda of {subject(handbook, meeting.entry)} adds up to {total:g} min, "
            f"but the meeting takes {meeting.duration.text}{left}"
        )
        yield meeting.place("duration"), message


def _unread_times(meeting: Meeting) -> Iterator[Finding]:
    """Yield the agenda items whose time is part of their title."""
    for index, item in enumerate(meeting.agenda):
        right = _time_in_words(item.title)
        place = meeting.place("agenda", index, "title")
        if right and item.minutes is not None:
            message = f"agenda item {item.title!r} is followed by another time; keep one of them"
            yield place, message, None
        elif right:
            message = f"the time in agenda item {item.title!r} is not read; write {right!r}"
            yield place, message, Fix(right, item.title)


def _time_in_words(title: str) -> str | None:
    """Return a title with the time in it moved to the end, or None if it has no time."""
    found = next((found for one in _TIMES if (found := one.fullmatch(title))), None)
    if found is None:
        return None
    rest = found.groupdict().get("rest")
    words = f"{found['words']} ({rest})" if rest else found["words"]
    unit = "h" if found["unit"].lower().startswith("h") else "min"
    return f"{words} ({found['time']} {unit})"


def dated_meetings(handbook: Handbook) -> list[Meeting]:
    """Return the meetings with a first day, a last day or a week."""
    return [one for one in handbook.meetings.values() if one.first or one.last or one.week]


def meeting_dates(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A meeting ends before it begins, or has a week or a first day on which it is not held."""
    for meeting in dated_meetings(handbook):
        fault = _wrong_week(meeting)
        if fault:
            yield meeting.place("week"), f"{subject(handbook, meeting.entry)} {fault}"
            continue
        first, last = meeting.first, meeting.last
        if first and last and last < first:
            message = f"ends on {format_date(last)}, before it begins on {format_date(first)}"
            yield meeting.place("last"), f"{subject(handbook, meeting.entry)} {message}"
        rule = rule_in(handbook, meeting)
        if first is None or not isinstance(rule, Rule):
            continue
        if not any(days_held(rule._replace(last=None), first, first)):
            begin = _on(WEEKDAYS[first.weekday()], rule, (first.day + 6) // 7)
            held = _on(meeting.day, rule, rule.week)
            message = f"begins {begin} ({format_date(first)}), but is held {held}"
            yield meeting.place("first"), f"{subject(handbook, meeting.entry)} {message}"


def _wrong_week(meeting: Meeting) -> str | None:
    """Return what is wrong with the week of a meeting, or None."""
    when = read_when(meeting.week or "")
    if when is None or not when.unit:
        # No week, or "ongoing".
        return None
    if meeting.cadence in _IN_EVERY_WEEK:
        return f"is held {meeting.cadence}, not in one week of the month; remove 'week'"
    if when.unit != "week" or not 1 <= (when.start or 0) <= (when.end or 0) <= _MAX_WEEKS:
        return f"has {meeting.week!r}, which is not a week of the month; write one such as 'week 1'"
    return None


def _on(day: str | None, rule: Rule, week: int | None) -> str:
    if day is None:
        return "on working days"
    named = f"on a {day.capitalize()}"
    return f"{named} of week {week}" if rule.unit is Unit.MONTH else named


def meeting_clash(handbook: Handbook, today: date) -> Iterator[Finding]:
    """Two meetings take place at the same time, and a role is expected at both."""
    for earlier, later, days, roles in clashes(handbook):
        titles = sorted(handbook.roles[role].title for role in roles)
        named = joined((day.capitalize() for day in days), most=2)
        message = (
            f"{subject(handbook, later.meeting.entry)} ({_time(later)}) overlaps "
            f"{earlier.meeting.title!r} ({_time(earlier)}) on {named} "
            f"for {_who(handbook, titles)}; move one of them"
        )
        yield later.meeting.place("time"), message


def _time(slot: Slot) -> str:
    if slot.meeting.duration is None:
        return f"at {_clock(slot.start)}"
    return f"{_clock(slot.start)}-{_clock(int(slot.end))}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _who(handbook: Handbook, titles: list[str]) -> str:
    everyone = sum(in_use(handbook, role) for role in handbook.roles)
    if len(titles) == everyone > 1:
        return f"everyone ({counted(everyone, 'role')})"
    return joined(titles)
