"""Parsers for dates, times of day, durations and intervals as people type them.

Each parser returns None for text it does not understand.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.relativedelta import relativedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
# Ten thousand procedures share the same few intervals, times and days.
_memoized = lru_cache(maxsize=2048)
_UNITS = {
    "minute": 1,
    "hour": 60,
    "day": 24 * 60,
    "week": 7 * 24 * 60,
    "month": 30 * 24 * 60,
    "year": 365 * 24 * 60,
}
_STEPS = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "year": relativedelta(years=1),
}
_UNIT = r"(min(?:ute)?s?|h(?:our)?s?|days?|weeks?|months?|years?)"
_DASH = r"\s*(?:-|–|to)\s*"


class Duration(NamedTuple):
    """A duration from `low` to `high` units; `minutes` is exact below a day."""

    low: float
    high: float
    unit: str
    text: str

    @property
    def minutes(self) -> float:
        """Return the upper bound, in minutes of elapsed time."""
        return self.high * _UNITS[self.unit]


class Hours(NamedTuple):
    """Opening hours on a day that is open at all, in minutes after midnight."""

    opens: int
    closes: int
    text: str


class When(NamedTuple):
    """When a step happens, relative to the start; `start` is None if it has no fixed time."""

    unit: str
    start: float | None
    end: float | None
    text: str

    @property
    def counted(self) -> bool:
        """Return whether both ends are inclusive units: day 1 to day 2 is two days."""
        return self.unit in {"day", "week", "month", "year"}

    @property
    def stretch(self) -> tuple[float, float] | None:
        """Return its first and last minute, relative to the start; None without an end.

        The day before day 1 is day 0. If only the end is known, it may begin at the start.
        """
        if self.end is None:
            return None
        minutes = _UNITS[self.unit]
        first = self.start - self.counted if self.start is not None else min(0, self.end)
        return first * minutes, self.end * minutes


class Moment(NamedTuple):
    """A day and, if given, the time of day in minutes after midnight."""

    day: date
    minutes: int | None
    text: str


class Interval(NamedTuple):
    """How often something recurs."""

    every: int
    unit: str
    text: str

    def after(self, start: date) -> date:
        """Return the date one interval after start, or the latest possible date."""
        try:
            return shifted(start, self.every, self.unit)
        except (OverflowError, ValueError):
            return date.max


def shifted(day: date, number: int, unit: str) -> date:
    """Return a date moved by days, weeks, months or years: 31 January plus a month is the 28th.

    Raises OverflowError or ValueError if the year is out of range.
    """
    return day + number * _STEPS[unit]


@_memoized
def read_duration(text: str) -> Duration | None:
    """Return a duration such as "15 min", "2 hours", "half a day", "2-4 weeks"."""
    if text.lower() == "half a day":
        return Duration(0.5, 0.5, "day", text)
    match = re.fullmatch(
        rf"(\d+(?:\.\d+)?)(?:{_DASH}(\d+(?:\.\d+)?))?\s*{_UNIT}", text, re.IGNORECASE | re.ASCII
    )
    if match is None:
        return None
    low = float(match[1])
    high = float(match[2] or low)
    return Duration(low, high, _unit(match[3]), text) if low <= high else None


def read_deadline(text: str) -> Duration | None:
    """Return a deadline: a duration, or "immediate", which is zero minutes."""
    return Duration(0, 0, "minute", text) if text == "immediate" else read_duration(text)


@_memoized
def read_when(text: str) -> When | None:
    """Return a time relative to the start: "day 1-2", "0-15 min", "within 48 hours", "ongoing"."""
    plain = text.strip().lower()
    if plain == "ongoing":
        return When("", None, None, text)
    match = re.fullmatch(rf"within\s+(\d+)\s*{_UNIT}", plain, re.ASCII)
    if match:
        return When(_unit(match[2]), None, float(match[1]), text)
    match = re.fullmatch(rf"{_UNIT}\s*(-?\d+)(?:{_DASH}(-?\d+))?", plain, re.ASCII)
    if match:
        unit, start, end = match[1], match[2], match[3]
    else:
        match = re.fullmatch(rf"(-?\d+)(?:{_DASH}(-?\d+))?\s*{_UNIT}", plain, re.ASCII)
        if match is None:
            return None
        start, end, unit = match.groups()
    first = float(start)
    last = float(end or start)
    return When(_unit(unit), first, last, text) if first <= last else None


@_memoized
def read_interval(text: str) -> Interval | None:
    """Return an interval such as "every 3 months", "every week", "quarterly"."""
    named = {"daily": (1, "day"), "weekly": (1, "week"), "monthly": (1, "month"),
             "quarterly": (3, "month"), "annually": (1, "year"), "yearly": (1, "year")}  # fmt: skip
    plain = text.strip().lower()
    if plain in named:
        return Interval(*named[plain], text)
    match = re.fullmatch(r"every\s+(?:([1-9]\d?)\s+)?(day|week|month|year)s?", plain)
    return Interval(int(match[1] or 1), match[2], text) if match else None


@_memoized
def read_date(text: str) -> date | None:
    """Return an ISO date written in full."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@_memoized
def read_month_or_date(text: str) -> date | None:
    """Return an ISO date, or the first day of an ISO month: old documents give no day."""
    return read_date(f"{text}-01") or read_date(text)


def format_date(day: date) -> str:
    """Return a date as people say it, in any locale: "3 March 2027"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def zone_of(settings: Mapping[str, Any]) -> ZoneInfo:
    """Return the company's time zone; UTC if the settings name no valid one."""
    try:
        return ZoneInfo(settings.get("timezone", "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def read_time(text: str) -> int | None:
    """Return a time of day, "09:30", as minutes after midnight."""
    match = re.fullmatch(r"([01][0-9]|2[0-3]):([0-5][0-9])", text)
    return int(match[1]) * 60 + int(match[2]) if match else None


def read_moment(text: str) -> Moment | None:
    """Return a day with or without a time: "2026-11-21 14:30", "2026-11-21"."""
    written, _, time = text.replace("T", " ", 1).partition(" ")
    day = read_date(written)
    minutes = read_time(time)
    if day is None or (" " in text or "T" in text) != (minutes is not None):
        return None
    return Moment(day, minutes, text)


def read_hours(text: str) -> Hours | None:
    """Return opening hours such as "24/7" or "09:00-18:00", which do not cross midnight."""
    if text == "24/7":
        return Hours(0, 24 * 60, text)
    begin, _, end = text.replace("–", "-").partition("-")
    opens, closes = read_time(begin.strip()), read_time(end.strip())
    if opens is None or closes is None or opens >= closes:
        return None
    return Hours(opens, closes, text)


def _unit(word: str) -> str:
    return next(unit for unit in _UNITS if unit.startswith(word.lower().rstrip("s")[:3]))
