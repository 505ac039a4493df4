"""Meetings as iCalendar (RFC 5545, 7986), for subscription from calendar apps.

A subscriber fetches a calendar repeatedly, so a meeting keeps its UID when its title changes.
Attendees are listed as text, without email addresses.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import quote

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vDuration,
    vText,
    vUri,
)

from handbook.attendance import attending, in_use, meetings_in_use
from handbook.book import Handbook
from handbook.names import id_of
from handbook.observances import observances
from handbook.occasions import Rule, Unit, days_held
from handbook.records import Meeting
from handbook.times import WEEKDAYS, zone_of
from handbook.timetable import FEED, days_filled, days_off, feed_of, minutes_taken, rule_in

_PROGRAM = "-//Operations handbook//Meetings//EN"
# How often a calendar app should refresh.
_REFRESH = timedelta(hours=12)
# Days off and clock changes are included for this many years back and ahead; each build moves the
# range on.
_YEARS_BACK, _YEARS_AHEAD = 10, 3
# Outside this range, durations and time zones could overflow.
_EARLIEST, _LATEST = date(1900, 1, 1), date(8999, 12, 31)
_STATUS = {"active": "CONFIRMED", "draft": "TENTATIVE", "retired": "CANCELLED"}


class Feed(NamedTuple):
    """A calendar: its address from the site's root, its title and its text."""

    address: str
    title: str
    text: str


class Calendars:
    """The calendars of one handbook on one day; each meeting is rendered once for all of them.

    `site` is the base URL of the handbook, "https://handbook.example.com/", if known.
    """

    def __init__(self, handbook: Handbook, today: date, site: str = "") -> None:
        self._handbook = handbook
        self._year = date(today.year, 1, 1)
        self._since = max(date(max(today.year - _YEARS_BACK, 1), 1, 1), _EARLIEST)
        self._until = min(date(min(today.year + _YEARS_AHEAD, date.max.year), 12, 31), _LATEST)
        self._stamp = datetime.combine(today, time(), UTC)
        self._site = site
        self._company = str(handbook.settings.get("company", ""))
        self._zone = zone_of(handbook.settings)

    def every(self) -> Iterator[Feed]:
        """Yield the calendars of all meetings, of each role in use and of each dated meeting."""
        yield self.whole()
        for role_id in self._handbook.roles:
            if in_use(self._handbook, role_id):
                yield self.of_role(role_id)
        for meeting_id in self._events:
            yield self.of_meeting(meeting_id)

    def whole(self) -> Feed:
        """Return the calendar of all meetings in use."""
        return self._feed(FEED, "meetings/", f"{self._company} meetings", self._held)

    def of_role(self, role_id: str) -> Feed:
        """Return the calendar of the meetings that a role attends."""
        book, role = self._handbook, self._handbook.roles[role_id]
        mine = (one for one in self._held if role_id in attending(book, book.meetings[one]))
        title = f"{self._company} meetings: {role.title}"
        address = feed_of(book, role.entry)
        return self._feed(address, book.address(role.entry), title, mine)

    def of_meeting(self, meeting_id: str) -> Feed:
        """Return the calendar of one dated meeting; a retired one is marked as cancelled."""
        entry = self._handbook.meetings[meeting_id].entry
        address = feed_of(self._handbook, entry)
        title = f"{self._company}: {entry.title}"
        return self._feed(address, self._handbook.address(entry), title, [meeting_id])

    @cached_property
    def _events(self) -> dict[str, bytes]:
        """Return the rendered event of every dated meeting, by id."""
        found = ((meeting.id, self._event(meeting)) for meeting in self._handbook.meetings.values())
        return {meeting_id: event for meeting_id, event in found if event}

    @cached_property
    def _held(self) -> list[str]:
        used = meetings_in_use(self._handbook)
        return [meeting.id for meeting in used if meeting.id in self._events]

    def _feed(self, address: str, page: str, title: str, meetings: Iterable[str]) -> Feed:
        name = _on_one_line(title)
        calendar = Calendar()
        calendar.add("version", "2.0")
        calendar.add("prodid", _PROGRAM)
        calendar.add("last-modified", self._stamp)
        # The library knows only the types of RFC 5545, and would not escape these values.
        calendar["NAME"] = calendar["X-WR-CALNAME"] = vText(name)
        calendar["X-WR-TIMEZONE"] = vText(self._zone.key)
        calendar["REFRESH-INTERVAL"] = vDuration(_REFRESH, params={"VALUE": "DURATION"})
        calendar["X-PUBLISHED-TTL"] = vDuration(_REFRESH)
        if self._site:
            calendar["SOURCE"] = vUri(self._at(address), params={"VALUE": "URI"})
            calendar["URL"] = vUri(self._at(page))
        head, end, rest = calendar.to_ical().partition(b"END:VCALENDAR")
        events = (self._events[meeting_id] for meeting_id in meetings)
        return Feed(address, name, b"".join((head, self._clocks, *events, end, rest)).decode())

    def _at(self, address: str) -> str:
        return f"{self._site}{quote(address)}"

    @cached_property
    def _clocks(self) -> bytes:
        """Return the clock changes of the company's time zone; empty for UTC, which has none.

        The library's own conversion places the skipped hour after each change in spring, which
        makes that change an hour late.
        """
        if self._zone.key == "UTC":
            return b""
        clocks = Timezone()
        clocks.add("tzid", self._zone.key)
        firsts = [one.first for one in self._handbook.meetings.values() if one.first]
        since = max(self._since, min([self._year, *firsts]))
        for change in observances(self._zone, since, self._until):
            part = TimezoneDaylight() if change.summer else TimezoneStandard()
            part.add("dtstart", change.begins)
            part.add("tzname", change.name)
            part.add("tzoffsetfrom", change.before)
            part.add("tzoffsetto", change.offset)
            clocks.add_component(part)
        return bytes(clocks.to_ical())

    def _event(self, meeting: Meeting) -> bytes:
        """Return a meeting with all its occurrences; empty if its days are unknown."""
        rule = rule_in(self._handbook, meeting)
        first = self._first(rule) if isinstance(rule, Rule) else None
        if not isinstance(rule, Rule) or first is None:
            return b""
        event = Event()
        event.add("uid", f"{meeting.id}@meetings.{id_of(self._company) or 'handbook'}")
        event.add("dtstamp", self._stamp)
        event.add("last-modified", self._stamp)
        event.add("sequence", 0)
        event.add("status", _STATUS[meeting.entry.status])
        event.add("summary", _on_one_line(meeting.title))
        event.add("description", "\n".join(self._description(meeting)))
        if self._site:
            event["URL"] = vUri(self._at(self._handbook.address(meeting.entry)))
        event.add("dtstart", self._moment(meeting, first))
        length = _length(meeting)
        if length:
            event.add("dtend", self._moment(meeting, first, length))
        is_busy = meeting.start is not None or length is not None
        event.add("transp", "OPAQUE" if is_busy else "TRANSPARENT")
        if rule.unit is Unit.ONCE:
            return bytes(event.to_ical())
        event.add("rrule", self._recurring(meeting, rule))
        off = days_off(self._handbook)
        since = max(first, self._since)
        excluded = [day for day in days_held(rule, since, self._until) if off(day)]
        if excluded:
            event.add("exdate", [self._moment(meeting, day) for day in excluded])
        return bytes(event.to_ical())

    def _first(self, rule: Rule) -> date | None:
        """Return the first day; without a start date, the first in this year or its last year."""
        since = rule.first or min(self._year, date((rule.last or self._year).year, 1, 1))
        return next(days_held(rule, max(since, _EARLIEST), _LATEST), None)

    def _moment(self, meeting: Meeting, day: date, after: timedelta = timedelta()) -> Any:
        """Return a date and time, or only the date if there is no time of day."""
        if meeting.start is None or days_filled(meeting):
            return day + after
        begin = datetime.combine(day, time(meeting.start // 60, meeting.start % 60))
        return (begin + after).replace(tzinfo=self._zone)

    def _recurring(self, meeting: Meeting, rule: Rule) -> dict[str, Any]:
        nth = "" if rule.week is None else str(rule.week)
        recurring: dict[str, Any] = {
            "freq": "WEEKLY" if rule.unit is Unit.WEEK else "MONTHLY",
            "byday": [f"{nth}{WEEKDAYS[day][:2].upper()}" for day in rule.days],
        }
        if rule.every > 1:
            recurring["interval"] = rule.every
        if rule.last is not None and rule.last <= _LATEST:
            last = self._moment(meeting, rule.last)
            recurring["until"] = last.astimezone(UTC) if isinstance(last, datetime) else last
        return recurring

    def _description(self, meeting: Meeting) -> Iterator[str]:
        """Yield the lines of a meeting's description."""
        data = meeting.entry.data
        purpose = meeting.entry.prose("purpose")
        yield purpose.text if purpose else str(data["purpose"])
        who = ", ".join(self._called(*name.split("/", 1)) for name in meeting.attendees)
        if who:
            yield f"Who: {who}"
        if "owner" in data:
            yield f"Run by: {self._called('roles', data['owner'])}"
        if meeting.start is None and not days_filled(meeting):
            yield "No time is set."
        if meeting.duration is None or _length(meeting) is None:
            length = meeting.duration.text if meeting.duration else "not specified"
            yield f"Duration: {length}"
        if meeting.agenda:
            yield "Agenda:"
        for item in meeting.agenda:
            minutes = "" if item.minutes is None else f" ({item.minutes:g} min)"
            yield f"- {_on_one_line(item.title)}{minutes}"

    def _called(self, kind: str, name: str = "") -> str:
        """Return the title of an entry; a name without an entry, such as a client, is kept."""
        entry = self._handbook.find(kind, name)
        return _on_one_line(entry.title if entry else name or kind)


def _length(meeting: Meeting) -> timedelta | None:
    """Return the duration of a meeting, None if unknown."""
    days, minutes = days_filled(meeting), minutes_taken(meeting)
    if days:
        return timedelta(days=days)
    if meeting.start is None or minutes is None:
        return None
    return timedelta(minutes=minutes)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
