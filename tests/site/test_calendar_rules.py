"""The calendar scripts compute the same dates and times as the handbook."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handbook.formats.meeting_rules import days_off as days_off_data
from handbook.formats.meeting_rules import rule_data
from handbook.occasions import Rule, days_held, undated_weeks
from handbook.times import format_date
from handbook.timetable import days_off, rule_in
from handbook.workdays import workdays
from tests.site.published import Published
from tests.site.reader import Reader
from tests.support.meetings import meetings_of_every_kind

pytestmark = pytest.mark.browser

_HELD = """async ({ module, cases, holidays, since, until }) => {
  const { dayOf, isoOf } = await import(new URL("../dates/days.js", module).href);
  const { daysHeld, holidayNames, nextDay } = await import(module);
  const off = holidayNames(holidays);
  return cases.map((rule) => {
    const held = [...daysHeld(rule, dayOf(since), dayOf(until), off)].map(isoOf);
    const next = nextDay(rule, dayOf(until), off);
    return [held, next === null ? null : isoOf(next)];
  });
}"""


@pytest.mark.parametrize(
    ("since", "until"),
    [("2026-01-01", "2029-12-31"), ("0001-01-01", "0002-02-01"), ("9998-12-01", "9999-12-31")],
)
def test_scripts_find_the_same_meeting_days_as_the_handbook(
    since: str, until: str, tmp_path: Path, small: Published, visitor: Reader
) -> None:
    handbook = meetings_of_every_kind(tmp_path)
    off = days_off(handbook)
    rules = [rule_in(handbook, meeting) for meeting in handbook.meetings.values()]
    cases = [rule for rule in rules if isinstance(rule, Rule)]
    cases += [rule._replace(first=None, last=None) for rule in cases if rule.every == 1]
    first, last = date.fromisoformat(since), date.fromisoformat(until)

    page = visitor.open()
    arguments = {
        "module": small.module("days"),
        "cases": [rule_data(rule) for rule in cases],
        "holidays": days_off_data(workdays(handbook)),
        "since": since,
        "until": until,
    }
    found: Any = page.evaluate(_HELD, arguments)

    for rule, (held, following) in zip(cases, found, strict=True):
        assert held == [day.isoformat() for day in days_held(rule, first, last, off)], rule
        after = (
            next(days_held(rule, last + timedelta(1), date.max, off), None)
            if last < date.max
            else None
        )
        assert following == (after.isoformat() if after else None), rule
    assert len(cases) > 150


_STRETCHES = """async ({ days, words, since, until }) => {
  const { dayOf, isoOf } = await import(new URL("../dates/days.js", days).href);
  const { undatedWeeks } = await import(days);
  const { dateText } = await import(words);
  const weeks = (week) => [...undatedWeeks(week, dayOf(since), dayOf(until), null)];
  const described = ([first, last]) => [isoOf(first), isoOf(last), dateText(last)];
  return [1, 2, 3, 4, 5].map((week) => weeks(week).map(described));
}"""


def test_scripts_find_the_same_undated_weeks_as_the_handbook(
    tmp_path: Path, small: Published, visitor: Reader
) -> None:
    handbook = meetings_of_every_kind(tmp_path)
    months = [meeting for meeting in handbook.meetings.values() if meeting.cadence == "monthly"]
    since, until = date(2026, 1, 5), date(2028, 3, 30)

    arguments = {
        "days": small.module("days"),
        "words": small.module("texts"),
        "since": since.isoformat(),
        "until": until.isoformat(),
    }
    found: Any = visitor.open().evaluate(_STRETCHES, arguments)

    for number, pairs in enumerate(found, 1):
        monthly = replace(months[0], day=None, week=f"week {number}", first=None, last=None)
        assert [tuple(pair) for pair in pairs] == [
            (first.isoformat(), last.isoformat(), format_date(last))
            for first, last in undated_weeks(monthly, since, until)
        ]


_CLOCKS = """async ({ module, cases }) => {
  const { momentOf, localTime } = await import(module);
  return cases.map(([day, minutes, zone, other]) => {
    const shown = localTime(momentOf({ day, minutes }, zone), other);
    return [shown.day, shown.minutes];
  });
}"""


def test_scripts_convert_times_between_zones_like_the_standard_library(
    small: Published, visitor: Reader
) -> None:
    zones = ("Europe/Brussels", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC")
    days = (date(2026, 3, 29), date(2026, 10, 25), date(2026, 7, 1), date(2026, 4, 5))
    cases = [
        (day, minutes, zone, other)
        for day in days
        for minutes in (0, 90, 119, 120, 150, 180, 181, 539, 1439)
        for zone in zones
        for other in zones
    ]

    arguments = {
        "module": small.module("time-zones"),
        "cases": [
            ((day - date(1970, 1, 1)).days, minutes, zone, other)
            for day, minutes, zone, other in cases
        ],
    }
    found: Any = visitor.open().evaluate(_CLOCKS, arguments)

    for (day, minutes, zone, other), (shown_day, shown_minutes) in zip(cases, found, strict=True):
        start = datetime.fromisoformat(f"{day}T{minutes // 60:02}:{minutes % 60:02}")
        moment = start.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        local = moment.astimezone(ZoneInfo(other))
        assert date(1970, 1, 1) + timedelta(days=shown_day) == local.date(), (day, minutes, zone)
        assert shown_minutes == local.hour * 60 + local.minute, (day, minutes, zone, other)
