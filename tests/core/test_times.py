"""Dates, durations and times are parsed as people mean them."""

from datetime import date

import pytest

from handbook.times import (
    Duration,
    Hours,
    Interval,
    When,
    read_date,
    read_deadline,
    read_duration,
    read_hours,
    read_interval,
    read_month_or_date,
    read_time,
    read_when,
)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "minutes"),
    [
        ("15 min", 15, 15, "minute", 15),
        ("15min", 15, 15, "minute", 15),
        ("1 minute", 1, 1, "minute", 1),
        ("90 mins", 90, 90, "minute", 90),
        ("2 hours", 2, 2, "hour", 120),
        ("1.5 h", 1.5, 1.5, "hour", 90),
        ("half a day", 0.5, 0.5, "day", 720),
        ("Half a day", 0.5, 0.5, "day", 720),
        ("1-2 days", 1, 2, "day", 2880),
        ("1 – 2 days", 1, 2, "day", 2880),
        ("2 to 4 weeks", 2, 4, "week", 40_320),
        ("3 months", 3, 3, "month", 129_600),
        ("1 year", 1, 1, "year", 525_600),
    ],
)
def test_a_duration_is_a_range_of_units(
    text: str, low: float, high: float, unit: str, minutes: float
) -> None:
    found = read_duration(text)

    assert found == Duration(low, high, unit, text)
    assert found.minutes == minutes


@pytest.mark.parametrize(
    "text", ["", "15", "min", "4-2 weeks", "-5 min", "15 minuten", "a day", "5 min or so", "٣ min"]
)
def test_an_invalid_duration_is_none(text: str) -> None:
    assert read_duration(text) is None


@pytest.mark.parametrize(
    ("text", "unit", "start", "end"),
    [
        ("day 1", "day", 1, 1),
        ("Day 1-2", "day", 1, 2),
        ("days 22–28", "day", 22, 28),
        ("day -90", "day", -90, -90),
        ("day -90--60", "day", -90, -60),
        ("week 4 to 8", "week", 4, 8),
        ("4-8 weeks", "week", 4, 8),
        ("0-15 min", "minute", 0, 15),
        ("within 48 hours", "hour", None, 48),
        ("Within 1 day", "day", None, 1),
        ("ongoing", "", None, None),
        ("Ongoing", "", None, None),
        ("month 2", "month", 2, 2),
    ],
)
def test_a_time_is_relative_to_the_start(
    text: str, unit: str, start: float | None, end: float | None
) -> None:
    assert read_when(text) == When(unit, start, end, text)


@pytest.mark.parametrize(
    "text", ["", "day", "day 5-2", "1-2", "first 30 days", "within day 1", "tomorrow", "day ٣"]
)
def test_an_invalid_relative_time_is_none(text: str) -> None:
    assert read_when(text) is None


@pytest.mark.parametrize(
    ("text", "counted"),
    [("day 1-2", True), ("week 1", True), ("0-15 min", False), ("within 2 hours", False)],
)
def test_days_are_inclusive_and_minutes_are_not(text: str, counted: bool) -> None:
    found = read_when(text)

    assert found is not None
    assert found.counted is counted


@pytest.mark.parametrize(
    ("text", "every", "unit"),
    [
        ("every 3 months", 3, "month"),
        ("every month", 1, "month"),
        ("Every  99  Days", 99, "day"),
        ("every 1 week", 1, "week"),
        ("every 2 years", 2, "year"),
        ("daily", 1, "day"),
        ("weekly", 1, "week"),
        ("monthly", 1, "month"),
        ("Quarterly", 3, "month"),
        ("annually", 1, "year"),
        ("yearly", 1, "year"),
    ],
)
def test_an_interval_is_a_number_of_units(text: str, every: int, unit: str) -> None:
    assert read_interval(text) == Interval(every, unit, text)


@pytest.mark.parametrize(
    "text",
    ["", "every", "3 months", "every 0 days", "every 100 days", "now and then", "every ٣ days"],
)
def test_an_invalid_interval_is_none(text: str) -> None:
    assert read_interval(text) is None


@pytest.mark.parametrize(
    ("interval", "start", "end"),
    [
        ("every day", (2026, 12, 31), (2027, 1, 1)),
        ("every 2 weeks", (2026, 2, 20), (2026, 3, 6)),
        ("every month", (2026, 1, 31), (2026, 2, 28)),
        ("every month", (2028, 1, 31), (2028, 2, 29)),
        ("every month", (2026, 4, 30), (2026, 5, 30)),
        ("every 3 months", (2026, 11, 30), (2027, 2, 28)),
        ("every 3 months", (2026, 10, 31), (2027, 1, 31)),
        ("every 12 months", (2026, 12, 1), (2027, 12, 1)),
        ("every 13 months", (2026, 12, 1), (2028, 1, 1)),
        ("every year", (2028, 2, 29), (2029, 2, 28)),
        ("every 4 years", (2028, 2, 29), (2032, 2, 29)),
        ("every day", (9999, 12, 31), (9999, 12, 31)),
        ("every week", (9999, 12, 30), (9999, 12, 31)),
        ("every month", (9999, 12, 1), (9999, 12, 31)),
        ("every 99 years", (9950, 1, 1), (9999, 12, 31)),
    ],
)
def test_the_date_after_an_interval_exists_in_its_month(
    interval: str, start: tuple[int, int, int], end: tuple[int, int, int]
) -> None:
    found = read_interval(interval)

    assert found is not None
    assert found.after(date(*start)) == date(*end)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-21", date(2026, 11, 21)),
        ("2028-02-29", date(2028, 2, 29)),
        ("0001-01-01", date(1, 1, 1)),
        ("2026-02-29", None),
        ("2026-13-01", None),
        ("0000-01-01", None),
        ("2026-1-1", None),
        ("20261121", None),
        ("2026-W47-6", None),
        ("2026-11-21T00:00", None),
        (" 2026-11-21", None),
        ("2026-11-21\n", None),
        ("٣٣٣٣-11-21", None),
        ("", None),
    ],
)
def test_a_date_is_an_iso_date_in_full(text: str, day: date | None) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-12", date(2024, 12, 1)),
        ("2024-12-24", date(2024, 12, 24)),
        ("2024", None),
        ("2024-13", None),
        ("December 2024", None),
    ],
)
def test_a_month_is_its_first_day(text: str, day: date | None) -> None:
    assert read_month_or_date(text) == day


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("00:00", 0),
        ("09:30", 570),
        ("23:59", 1439),
        ("24:00", None),
        ("9:30", None),
        ("09:60", None),
        ("09:30:00", None),
        ("09:3٣", None),
        ("", None),
    ],
)
def test_a_time_of_day_is_minutes_after_midnight(text: str, minutes: int | None) -> None:
    assert read_time(text) == minutes


def test_opening_hours_are_minutes_of_a_day_and_an_immediate_deadline_is_zero() -> None:
    assert read_hours("24/7") == Hours(0, 1440, "24/7")
    assert read_hours("09:00-18:00") == Hours(540, 1080, "09:00-18:00")
    assert read_deadline("immediate") == Duration(0, 0, "minute", "immediate")
    assert read_deadline("4 hours") == read_duration("4 hours")
