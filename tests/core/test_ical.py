"""Other programs read the meetings of the handbook correctly from our calendars."""

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handbook.book import Handbook
from handbook.ical import Calendars, Feed
from handbook.load import load
from handbook.observances import observances
from handbook.occasions import Rule, days_held
from handbook.records import Meeting
from handbook.timetable import days_filled, days_off, minutes_taken, rule_in
from tests.support.handbooks import REPOSITORY, TODAY, write_handbook
from tests.support.meetings import Event, events, meeting, meetings_of_every_kind, read

# Two years with four clock changes.
SINCE, UNTIL = date(2026, 1, 1), date(2027, 12, 31)
SITE = "https://handbook.example.com/"


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """Return a handbook with meetings of every cadence."""
    return meetings_of_every_kind(tmp_path_factory.mktemp("meetings"))


@pytest.fixture(scope="module")
def ours() -> Handbook:
    """Return the handbook of this repository."""
    return load(REPOSITORY).handbook


def _expected(handbook: Handbook) -> list[Event]:
    found = (
        _held(one, day)
        for one in handbook.meetings.values()
        if isinstance(rule := rule_in(handbook, one), Rule)
        for day in days_held(rule, SINCE, UNTIL, days_off(handbook))
    )
    return sorted(found, key=str)


def _held(found: Meeting, day: date) -> Event:
    days, minutes = days_filled(found), minutes_taken(found)
    if days or found.start is None:
        return Event(found.id, day, day + timedelta(days=days or 1))
    begin = datetime.combine(day, time(found.start // 60, found.start % 60))
    return Event(found.id, begin, begin + timedelta(minutes=minutes or 0))


def _read(feed: Feed) -> list[Event]:
    found = (one._replace(uid=one.uid.partition("@")[0]) for one in events(feed.text, SINCE, UNTIL))
    return sorted((one for one in found if str(one.begin) >= str(SINCE)), key=str)


@pytest.mark.parametrize("name", ["varied", "ours"])
def test_another_program_sees_every_meeting_at_its_time(
    name: str, request: pytest.FixtureRequest
) -> None:
    handbook: Handbook = request.getfixturevalue(name)

    feed = Calendars(handbook, TODAY).whole()

    assert _read(feed) == _expected(handbook)
    assert len(_expected(handbook)) > 2000


def test_the_calendar_of_a_role_contains_the_meetings_it_attends(ours: Handbook) -> None:
    feed = Calendars(ours, TODAY).of_role("sales-lead")

    assert feed.address == "roles/sales-lead/meetings.ics"
    assert feed.title == "SkyMirror meetings: Sales Lead"
    assert {event.summary for event in read(feed.text).events} == {
        *("All-Hands", "Leadership Sync", "Sales Pipeline", "Sales Standup"),
    }


def test_there_are_calendars_for_all_for_each_role_and_each_dated_meeting(
    tmp_path: Path,
) -> None:
    files = {
        "data/meetings/talk.md": meeting("weekly", "day: monday"),
        "data/meetings/unplaced.md": meeting("weekly", title="Unplaced"),
        "data/roles.yaml": "coo:\n  title: COO\nold:\n  title: Old\n  status: retired\n",
        "data/areas.yaml": "",
    }
    handbook = load(write_handbook(tmp_path, files)).handbook

    assert [feed.address for feed in Calendars(handbook, TODAY).every()] == [
        "meetings/all.ics",
        "roles/coo/meetings.ics",
        "meetings/talk/meeting.ics",
    ]


TALK = """\
---
title: "Round, table; with Zoë \\\\ and 雪"
cadence: weekly
day: monday
time: 09:00
duration: 1 hour
attendees: [COO, Crew]
owner: COO
---

Say what is new; then, *what* is old, and go through everything that nobody has said yet because
there was no time for it — “Ümläute” too.

## Agenda

### First; of, all (10 min)

### Rest
"""
FEED = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Operations handbook//Meetings//EN
NAME:Example: Round\\, table\\; with Zoë \\\\ and 雪
X-WR-CALNAME:Example: Round\\, table\\; with Zoë \\\\ and 雪
LAST-MODIFIED:20261121T000000Z
REFRESH-INTERVAL;VALUE=DURATION:PT12H
SOURCE;VALUE=URI:https://handbook.example.com/meetings/talk/meeting.ics
URL:https://handbook.example.com/meetings/talk/
X-PUBLISHED-TTL:PT12H
X-WR-TIMEZONE:Asia/Kolkata
BEGIN:VTIMEZONE
TZID:Asia/Kolkata
BEGIN:STANDARD
DTSTART:20251231T053000
TZNAME:IST
TZOFFSETFROM:+0530
TZOFFSETTO:+0530
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:Round\\, table\\; with Zoë \\\\ and 雪
DTSTART;TZID=Asia/Kolkata:20260105T090000
DTEND;TZID=Asia/Kolkata:20260105T100000
DTSTAMP:20261121T000000Z
UID:talk@meetings.example
SEQUENCE:0
RRULE:FREQ=WEEKLY;BYDAY=MO
DESCRIPTION:Say what is new\\; then\\, what is old\\, and go through everything that nobody has \
said yet because there was no time for it — “Ümläute” too.\\nWho: COO\\, Crew\\nRun by: COO\\n\
Agenda:\\n- First\\; of\\, all (10 min)\\n- Rest
LAST-MODIFIED:20261121T000000Z
STATUS:CONFIRMED
TRANSP:OPAQUE
URL:https://handbook.example.com/meetings/talk/
END:VEVENT
END:VCALENDAR
"""


def _talk(root: Path, text: str = TALK, zone: str = "Asia/Kolkata") -> Handbook:
    settings = f"company: Example\ntitle: T\ncurrency: EUR\ntimezone: {zone}\n"
    settings += "workingWeek: [monday, tuesday]\nreviewInterval: every year\ndueSoonDays: 7\n"
    files = {
        "data/meetings/talk.md": text,
        "data/groups.yaml": "crew:\n  title: Crew\n",
        "data/settings.yaml": settings,
    }
    loaded = load(write_handbook(root, files))
    assert loaded.faults == ()
    return loaded.handbook


def test_a_calendar_conforms_to_the_standard(tmp_path: Path) -> None:
    feed = Calendars(_talk(tmp_path), TODAY, SITE).of_meeting("talk")

    assert feed.text.replace("\r\n ", "").replace("\r\n", "\n") == FEED
    assert "\n" not in feed.text.replace("\r\n", "")
    assert max(len(line.encode()) for line in feed.text.split("\r\n")) <= 75


def test_attendees_are_not_listed_by_name_or_address(ours: Handbook) -> None:
    holders = {holder for role in ours.roles.values() for holder in role.holders}
    texts = [re.sub(r"\r\n ", "", feed.text) for feed in Calendars(ours, TODAY, SITE).every()]

    assert holders
    for text in texts:
        assert "ATTENDEE" not in text
        assert "ORGANIZER" not in text
        assert "mailto" not in text.lower()
        assert not any(holder in text for holder in holders)


def test_a_new_title_does_not_change_the_uid(tmp_path: Path) -> None:
    before = Calendars(_talk(tmp_path / "a"), TODAY).of_meeting("talk").text
    other = TALK.replace("Round, table", "Square", 1)
    after = Calendars(_talk(tmp_path / "b", other), date(2027, 3, 1)).of_meeting("talk").text

    uids = [event.uid for text in (before, after) for event in read(text).events]
    assert uids == ["talk@meetings.example"] * 2


def test_another_day_changes_only_the_timestamps(ours: Handbook) -> None:
    one = [feed.text for feed in Calendars(ours, date(2026, 3, 1)).every()]
    other = [feed.text for feed in Calendars(ours, date(2026, 11, 30)).every()]

    assert [text.replace("20260301T000000Z", "20261130T000000Z") for text in one] == other


@pytest.mark.parametrize(
    ("more", "lines"),
    [
        (
            "cadence: weekly\nday: monday",
            [
                *("DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=WEEKLY;BYDAY=MO"),
                "TRANSP:TRANSPARENT",
            ],
        ),
        (
            "cadence: quarterly\nfirst: 2026-02-10\nduration: 1-2 days",
            [
                *("DTSTART;VALUE=DATE:20260210", "DTEND;VALUE=DATE:20260212"),
                *("RRULE:FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU", "TRANSP:OPAQUE"),
            ],
        ),
        (
            "cadence: biweekly\nfirst: 2026-10-20\ntime: 10:00\nlast: 2026-11-03",
            [
                "DTSTART;TZID=Europe/Brussels:20261020T100000",
                "RRULE:FREQ=WEEKLY;UNTIL=20261103T090000Z;INTERVAL=2;BYDAY=TU",
                "TRANSP:OPAQUE",
            ],
        ),
        (
            "cadence: weekly\nday: monday\nlast: 2024-07-01",
            [
                "DTSTART;VALUE=DATE:20240101",
                "RRULE:FREQ=WEEKLY;UNTIL=20240701;BYDAY=MO",
                "TRANSP:TRANSPARENT",
            ],
        ),
        (
            "cadence: once\nfirst: 2026-12-01\ntime: 23:00\nduration: 90 min",
            [
                "DTSTART;TZID=Europe/Brussels:20261201T230000",
                "DTEND;TZID=Europe/Brussels:20261202T003000",
                "TRANSP:OPAQUE",
            ],
        ),
        (
            "cadence: daily\ntime: 09:00\nduration: half a day",
            [
                "DTSTART;TZID=Europe/Brussels:20260105T090000",
                *("RRULE:FREQ=WEEKLY;BYDAY=MO,TU", "TRANSP:OPAQUE"),
            ],
        ),
    ],
)
def test_a_meeting_has_its_known_duration(more: str, lines: list[str], tmp_path: Path) -> None:
    handbook = _talk(tmp_path, f"---\ntitle: Talk\n{more}\n---\n\nTalk.\n", "Europe/Brussels")

    text = Calendars(handbook, TODAY).of_meeting("talk").text

    event = text.partition("BEGIN:VEVENT")[2].split("\r\n")
    kept = ("DTSTART", "DTEND", "RRULE", "TRANSP")
    assert [line for line in event if line.startswith(kept)] == lines


def test_a_holiday_is_excluded_at_the_time_of_the_meeting(tmp_path: Path) -> None:
    holidays = (
        "dam: {title: Dam, date: 2026-04-27}\nyule: {title: Yule, date: 2026-12-21, every: year}"
    )
    write_handbook(tmp_path, {"data/holidays.yaml": holidays})

    timed = Calendars(_talk(tmp_path), TODAY).of_meeting("talk").text
    untimed = Calendars(_talk(tmp_path, meeting("weekly", "day: monday")), TODAY).whole().text

    assert "EXDATE;TZID=Asia/Kolkata:20260427T090000,20261221T090000\r\n" in timed
    assert "EXDATE;VALUE=DATE:20260427,20261221\r\n" in untimed


@pytest.mark.parametrize(
    ("status", "said"),
    [("active", "CONFIRMED"), ("draft", "TENTATIVE"), ("retired", "CANCELLED")],
)
def test_a_meeting_has_a_status(status: str, said: str, tmp_path: Path) -> None:
    text = TALK.replace("cadence:", f"status: {status}\ncadence:", 1)
    calendars = Calendars(_talk(tmp_path, text), TODAY)

    assert f"STATUS:{said}\r\n" in calendars.of_meeting("talk").text
    assert ("BEGIN:VEVENT" in calendars.whole().text) == (status != "retired")
    assert ("BEGIN:VEVENT" in calendars.of_role("coo").text) == (status != "retired")


def test_missing_details_are_mentioned(tmp_path: Path) -> None:
    handbook = _talk(tmp_path, meeting("weekly", "day: monday\nduration: half a day"))

    (event,) = read(Calendars(handbook, TODAY).whole().text).events

    assert event.description == "Talk.\nNo time is set.\nDuration: half a day"


@pytest.mark.parametrize(
    "more",
    [
        "cadence: once\nfirst: 9999-12-31\ntime: 23:59\nduration: 3 hours",
        "cadence: once\nfirst: 0001-01-01\ntime: 00:01",
        "cadence: biweekly\nfirst: 9990-01-05\nduration: 90 days",
        "cadence: weekly\nday: monday\nlast: 0001-01-01\ntime: 00:01",
    ],
)
def test_days_out_of_range_are_left_out(more: str, tmp_path: Path) -> None:
    handbook = _talk(tmp_path, f"---\ntitle: Talk\n{more}\n---\n\nTalk.\n", "Europe/Brussels")

    assert "BEGIN:VEVENT" not in Calendars(handbook, TODAY).whole().text


@pytest.mark.parametrize("today", [date.min, date(1899, 1, 1), date(8999, 1, 1), date.max])
def test_a_calendar_can_be_written_on_any_day(today: date, varied: Handbook) -> None:
    assert len(list(Calendars(varied, today).every())) > 1


def test_utc_has_no_clock_changes(tmp_path: Path) -> None:
    text = Calendars(_talk(tmp_path, zone="UTC"), TODAY).whole().text

    assert "VTIMEZONE" not in text
    assert "DTSTART:20260105T090000Z\r\n" in text


@pytest.mark.parametrize(
    "name",
    [
        *("Europe/Brussels", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca"),
        *("Asia/Kolkata", "Pacific/Apia", "America/Santiago", "Europe/Dublin"),
    ],
)
def test_clock_changes_match_the_time_zone(name: str) -> None:
    zone, day = ZoneInfo(name), timedelta(days=1)
    start, *changes = observances(zone, date(2010, 6, 1), date(2030, 6, 1))

    holds = start.offset
    moment = datetime(2010, 6, 1, tzinfo=UTC)
    for change in changes:
        at = (change.begins - change.before).replace(tzinfo=UTC)
        while moment < at:
            assert moment.astimezone(zone).utcoffset() == holds
            moment += day
        assert (at - timedelta(seconds=1)).astimezone(zone).utcoffset() == change.before == holds
        assert at.astimezone(zone).utcoffset() == change.offset != holds
        holds = change.offset
    while moment < datetime(2030, 6, 1, tzinfo=UTC):
        assert moment.astimezone(zone).utcoffset() == holds
        moment += day
