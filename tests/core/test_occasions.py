"""The days of a meeting, and the next of them, as far as they are known."""

from datetime import date
from itertools import islice

import pytest

from handbook.building import meeting as built
from handbook.diagnostics import Place
from handbook.occasions import (
    Missing,
    Rule,
    Unit,
    days_held,
    next_day,
    next_occasion,
    rule_of,
    undated_weeks,
)
from handbook.records import Entry, Meeting
from handbook.source.document import Document

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday")


def _meeting(cadence: str, day: str | None = None, week: str | None = None, **more: str) -> Meeting:
    document = Document(path="x.md", id="x", data={}, values={(): Place("x.md", 1, 1)}, keys={})
    fields = {"cadence": cadence, "day": day, "week": week, **more}
    data = {name: value for name, value in fields.items() if value is not None}
    return built(Entry(kind="meetings", id="x", data=data, document=document))


def _days(meeting: Meeting, since: str, most: int = 4) -> list[str]:
    rule = rule_of(meeting, WEEK)
    assert isinstance(rule, Rule)
    held = days_held(rule, date.fromisoformat(since), date.max)
    return [day.isoformat() for day in islice(held, most)]


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        (
            _meeting("daily", time="09:00"),
            ["2026-11-20", "2026-11-23", "2026-11-24", "2026-11-25"],
        ),
        (_meeting("weekly", "monday"), ["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14"]),
        (
            _meeting("weekly", first="2026-12-01"),
            ["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22"],
        ),
        (_meeting("weekly", "friday", last="2026-11-28"), ["2026-11-20", "2026-11-27"]),
        (
            _meeting("biweekly", first="2026-01-05"),
            ["2026-11-23", "2026-12-07", "2026-12-21", "2027-01-04"],
        ),
        (
            _meeting("biweekly", first="2026-01-12"),
            ["2026-11-30", "2026-12-14", "2026-12-28", "2027-01-11"],
        ),
        (
            _meeting("monthly", "tuesday", "week 1"),
            ["2026-12-01", "2027-01-05", "2027-02-02", "2027-03-02"],
        ),
        # Not every month has a fifth Friday.
        (
            _meeting("monthly", "friday", "week 5"),
            ["2027-01-29", "2027-04-30", "2027-07-30", "2027-10-29"],
        ),
        (
            _meeting("monthly", first="2026-12-29"),
            ["2026-12-29", "2027-03-30", "2027-06-29", "2027-08-31"],
        ),
        (
            _meeting("quarterly", first="2026-02-10"),
            ["2027-02-09", "2027-05-11", "2027-08-10", "2027-11-09"],
        ),
        (
            _meeting("yearly", first="2024-06-06"),
            ["2027-06-03", "2028-06-01", "2029-06-07", "2030-06-06"],
        ),
        (_meeting("once", first="2026-12-24"), ["2026-12-24"]),
        (_meeting("once", first="2026-11-19"), []),
        # The first day is not one of the days held, but weeks are still counted from it.
        (
            _meeting("biweekly", "monday", first="2026-12-02"),
            ["2026-12-14", "2026-12-28", "2027-01-11", "2027-01-25"],
        ),
    ],
)
def test_the_days_of_a_meeting(meeting: Meeting, expected: list[str]) -> None:
    assert _days(meeting, "2026-11-20") == expected


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        (_meeting("daily"), Missing.TIME),
        (_meeting("weekly"), Missing.DAY),
        (_meeting("biweekly"), Missing.DAY),
        (_meeting("biweekly", "friday"), Missing.FIRST),
        (_meeting("monthly"), Missing.DAY),
        (_meeting("monthly", None, "week 4"), Missing.DAY),
        (_meeting("monthly", "friday"), Missing.WEEK),
        (_meeting("monthly", "friday", "ongoing"), Missing.WEEK),
        (_meeting("monthly", "friday", "week 1-2"), Missing.WEEK),
        (_meeting("monthly", "friday", "day 2"), Missing.WEEK),
        (_meeting("monthly", "friday", "within 2 weeks"), Missing.WEEK),
        (_meeting("monthly", "friday", "week 0"), Missing.WEEK),
        (_meeting("monthly", "friday", "week 6"), Missing.WEEK),
        (_meeting("quarterly", "friday", "week 1"), Missing.FIRST),
        (_meeting("yearly", "friday", "week 1"), Missing.FIRST),
        (_meeting("once"), Missing.FIRST),
        (_meeting("ongoing", "friday"), Missing.NEED),
    ],
)
def test_missing_parts_of_a_rule(meeting: Meeting, expected: Missing) -> None:
    assert rule_of(meeting, WEEK) is expected


def test_the_first_day_implies_the_weekday_and_the_week() -> None:
    found = _meeting("quarterly", first="2026-02-10")
    daily = _meeting("daily", first="2026-02-10")

    assert (found.day, found.week) == ("tuesday", "week 2")
    assert (daily.day, daily.week) == (None, None)
    assert (_meeting("weekly", first="2026-02-10").week) is None


@pytest.mark.parametrize(
    ("week", "since", "until", "expected"),
    [
        (
            "week 1",
            "2026-11-07",
            "2026-12-01",
            [("2026-11-01", "2026-11-07"), ("2026-12-01", "2026-12-07")],
        ),
        ("week 1", "2026-11-08", "2026-11-30", []),
        (
            "week 5",
            "2027-01-31",
            "2027-03-29",
            [("2027-01-29", "2027-01-31"), ("2027-03-29", "2027-03-31")],
        ),
        ("week 4", "9999-12-01", "9999-12-31", [("9999-12-22", "9999-12-28")]),
        ("ongoing", "2026-11-01", "2026-12-31", []),
        ("week 1-2", "2026-11-01", "2026-12-31", []),
    ],
)
def test_a_week_of_the_month_without_a_day_is_a_range(
    week: str, since: str, until: str, expected: list[tuple[str, str]]
) -> None:
    meeting = _meeting("monthly", None, week)
    asked = date.fromisoformat(since), date.fromisoformat(until)

    found = undated_weeks(meeting, *asked)

    assert [(first.isoformat(), last.isoformat()) for first, last in found] == expected
    assert list(undated_weeks(_meeting("monthly", "friday", week), *asked)) == []
    assert list(undated_weeks(_meeting("quarterly", None, week), *asked)) == []


def test_a_meeting_that_has_ended_has_no_ranges() -> None:
    meeting = _meeting("monthly", None, "week 1", last="2026-11-30")

    found = list(undated_weeks(meeting, date(2026, 11, 1), date(2027, 11, 1)))

    assert found == [(date(2026, 11, 1), date(2026, 11, 7))]


def test_days_off_are_skipped() -> None:
    rule = Rule(Unit.WEEK, 1, (0, 3))
    since, until = date(2026, 12, 20), date(2027, 1, 5)
    off = {date(2026, 12, 24): "Holiday"}

    assert [day.day for day in days_held(rule, since, until)] == [21, 24, 28, 31, 4]
    assert [day.day for day in days_held(rule, since, until, off.get)] == [21, 28, 31, 4]
    assert next_day(rule, date(2026, 12, 21), off.get) == date(2026, 12, 28)


def test_a_single_meeting_on_a_day_off_is_intended() -> None:
    day = date(2026, 12, 24)

    assert next_day(Rule(Unit.ONCE, 1, (), None, day), date(2026, 12, 1), {day: "x"}.get) == day


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Unit.WEEK, 1, (0, 1, 2, 3, 4, 5, 6)),
        Rule(Unit.WEEK, 2, (6,), None, date(1, 1, 7)),
        Rule(Unit.MONTH, 1, (4,), 5),
        Rule(Unit.MONTH, 12, (4,), 5, date(1, 12, 28)),
        Rule(Unit.ONCE, 1, (), None, date.max),
    ],
)
def test_the_first_and_last_possible_weeks_do_not_fail(rule: Rule) -> None:
    list(days_held(rule, date.min, date(2, 1, 1)))
    list(days_held(rule, date(9998, 1, 1), date.max))

    assert next_day(rule, date.max) is None


@pytest.mark.parametrize(
    ("meeting", "after", "expected"),
    [
        (_meeting("daily"), "2026-11-23", "24 November 2026"),
        (_meeting("daily"), "2026-11-27", "30 November 2026"),
        (_meeting("daily", time="09:00"), "2026-11-27", "30 November 2026"),
        (_meeting("weekly", "monday"), "2026-11-23", "30 November 2026"),
        # Held a day late or two days early: the next one is still the following Monday.
        (_meeting("weekly", "monday"), "2026-11-24", "30 November 2026"),
        (_meeting("weekly", "monday"), "2026-11-21", "23 November 2026"),
        (_meeting("weekly"), "2026-11-24", "1 December 2026"),
        (_meeting("biweekly", "friday"), "2026-11-20", "4 December 2026"),
        (_meeting("biweekly", "friday"), "2026-11-23", "4 December 2026"),
        (_meeting("biweekly", first="2026-11-13"), "2026-11-20", "27 November 2026"),
        (_meeting("monthly", None, "week 4"), "2026-12-24", "week 4 of January 2027"),
        (_meeting("monthly", None, "ongoing"), "2026-11-24", "December 2026"),
        (_meeting("monthly", "friday"), "2026-11-24", "December 2026"),
        (_meeting("monthly", "friday", "week 1"), "2026-11-24", "4 December 2026"),
        (_meeting("quarterly"), "2026-11-24", "the first quarter of 2027"),
        (_meeting("quarterly"), "2026-02-28", "the second quarter of 2026"),
        (_meeting("quarterly", first="2026-02-10"), "2026-11-24", "9 February 2027"),
        (_meeting("yearly"), "2026-11-24", None),
        (_meeting("once"), "2026-11-24", None),
        (_meeting("once", first="2026-12-24"), "2026-11-24", "24 December 2026"),
        (_meeting("once", first="2026-12-24"), "2026-12-24", None),
        (_meeting("ongoing", "monday"), "2026-11-24", None),
        (_meeting("weekly", "monday", last="2026-11-23"), "2026-11-23", None),
        (_meeting("daily"), "9999-12-31", None),
        (_meeting("weekly"), "9999-12-31", None),
        (_meeting("weekly", "monday"), "9999-12-31", None),
        (_meeting("monthly"), "9999-12-31", None),
        (_meeting("quarterly"), "9999-12-31", None),
    ],
)
def test_the_next_occasion_of_a_meeting(meeting: Meeting, after: str, expected: str | None) -> None:
    assert next_occasion(meeting, date.fromisoformat(after), WEEK) == expected
