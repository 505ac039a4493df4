"""Meetings of every kind, and calendars as another program reads them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

from handbook.book import Handbook
from handbook.load import load
from tests.support.handbooks import write_handbook

ZONE = ZoneInfo("Europe/Brussels")
_FIRSTS = ("", "2026-01-05", "2026-02-10", "2026-03-31", "2025-12-26")
_WHEN = (
    "",
    "day: tuesday",
    "day: friday\nweek: week 2",
    "week: week 5",
    "day: sunday\nweek: ongoing",
)
_LENGTHS = (
    "",
    "time: 09:30\nduration: 45 min",
    "time: 23:30\nduration: 2 hours",
    "time: 02:15",
    "duration: 1-2 days",
)
_CADENCES = ("daily", "weekly", "biweekly", "monthly", "quarterly", "yearly", "once", "ongoing")


def meeting(cadence: str, more: str = "", title: str = "Talk") -> str:
    """Return the text of a meeting; `more` is added to its front matter."""
    front = f"title: {title}\ncadence: {cadence}\n{more}"
    return f"---\n{front}{'' if front.endswith(chr(10)) else chr(10)}---\n\nTalk.\n"


HOLIDAYS = """\
christmas: {title: Christmas Day, date: 2026-12-25, every: year}
new-year: {title: New Year, date: 2020-01-01, every: year}
easter-monday: {title: Easter Monday, date: 2026-04-06}
moved: {title: Moved, date: 2026-11-23, status: retired}
"""


def of_every_kind() -> dict[str, str]:
    """Return files of meetings that differ in everything a calendar depends on."""
    files = {"data/holidays.yaml": HOLIDAYS}
    every = product(_CADENCES, _FIRSTS, _WHEN)
    for number, (cadence, first, when) in enumerate(every):
        last = "last: 2026-11-20" if number % 3 == 0 else ""
        length = _LENGTHS[number % len(_LENGTHS)]
        lines = [f"first: {first}" if first else "", when, length, last]
        more = "\n".join(line for line in lines if line)
        files[f"data/meetings/m-{number}.md"] = meeting(cadence, more, f"Meeting {number}")
    return files


def meetings_of_every_kind(root: Path) -> Handbook:
    """Return a handbook with meetings of every kind, written into a folder."""
    loaded = load(write_handbook(root, of_every_kind()))
    assert loaded.faults == ()
    return loaded.handbook


class Event(NamedTuple):
    """A meeting as another program shows it: title, start and end in local time."""

    uid: str
    begin: date | datetime
    end: date | datetime


def read(text: str) -> Calendar:
    """Return a calendar as read by a library that shares no code with the one that wrote it."""
    return IcsCalendarStream.calendar_from_ics(text)


def events(text: str, since: date, until: date) -> Iterator[Event]:
    """Yield the events of a calendar between two days."""
    begin = datetime(since.year, since.month, since.day, tzinfo=ZONE)
    end = datetime(until.year, until.month, until.day, tzinfo=ZONE) + timedelta(days=1)
    for event in read(text).timeline_tz(ZONE).overlapping(begin, end):
        yield Event(str(event.uid), _local(event.start), _local(event.end))


def _local(moment: date | datetime) -> date | datetime:
    if isinstance(moment, datetime):
        return moment.astimezone(ZONE).replace(tzinfo=None)
    return moment
