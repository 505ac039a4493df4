"""Values short enough to type by hand, told apart into comparator, number, unit and time.

Each reader returns None for text it does not understand; `FORMATS` says how to write it.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import available_timezones

_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNITS = {
    "minute": 1,
    "hour": 60,
    "day": 24 * 60,
    "week": 7 * 24 * 60,
    "month": 30 * 24 * 60,
    "year": 365 * 24 * 60,
}
_UNIT = r"(min(?:ute)?s?|h(?:our)?s?|days?|weeks?|months?|years?)"
_DASH = r"\s*(?:-|–|to)\s*"
_MARKET = {"€": "EUR", "$": "USD", "£": "GBP"}
_SCALES = {"": 1, "k": 1_000, "m": 1_000_000}
_COMPARATORS = {
    ">=": ">=", "≥": ">=", "at least": ">=",
    "<=": "<=", "≤": "<=", "at most": "<=",
    ">": ">", "over": ">", "more than": ">",
    "<": "<", "under": "<", "less than": "<",
    "=": "=", "": "=",
}  # fmt: skip


class Target(NamedTuple):
    """What a metric should be; number is None for a direction or "varies"."""

    comparator: str
    number: float | None
    unit: str
    text: str


class Money(NamedTuple):
    """A price: amount in currency units, a share in percent, and what each is paid for."""

    amount: float | None
    currency: str
    percent: float | None
    per: tuple[str, ...]
    text: str


class Duration(NamedTuple):
    """How long something takes, from `low` to `high` units; `minutes` is exact below a day."""

    low: float
    high: float
    unit: str
    text: str

    @property
    def minutes(self) -> float:
        """Return the longest it takes, in minutes of elapsed time."""
        return self.high * _UNITS[self.unit]


class When(NamedTuple):
    """When a step happens, counted from the start; `start` is None when it has no fixed time."""

    unit: str
    start: float | None
    end: float | None
    text: str

    @property
    def counted(self) -> bool:
        """Return whether both ends are units that are counted whole: day 1 to day 2 is two days."""
        return self.unit in {"day", "week", "month", "year"}


class Interval(NamedTuple):
    """How often something recurs."""

    every: int
    unit: str
    text: str

    def after(self, start: date) -> date:
        """Return the date one interval after start, at most the last day of its month."""
        if self.unit in {"day", "week"}:
            return start + timedelta(days=self.every * (7 if self.unit == "week" else 1))
        months = start.month - 1 + self.every * (12 if self.unit == "year" else 1)
        year, month = start.year + months // 12, months % 12 + 1
        return date(year, month, min(start.day, monthrange(year, month)[1]))


def read_target(text: str) -> Target | None:
    """Return a target such as ">= 80%", "< 500 ms", "4.5/5", "> €40K", "trending down"."""
    if text.lower() in {"varies", "trending up", "trending down"}:
        return Target(text.lower(), None, "", text)
    words = "|".join(re.escape(word) for word in _COMPARATORS if word)
    match = re.fullmatch(
        rf"({words})?\s*([€$£]?)\s*({_NUMBER})\s*([kKmM](?![a-z]))?\s*"
        r"(%|/\s*\d+|[A-Za-z][\w /]*)?(\+?)",
        text,
        re.IGNORECASE,
    )
    if match is None:
        return None
    word, currency, number, scale, unit, plus = match.groups()
    comparator = ">=" if plus and not word else _COMPARATORS[(word or "").lower()]
    amount = float(number.replace(",", "")) * _SCALES[(scale or "").lower()]
    return Target(comparator, amount, (unit or currency or "").replace(" ", ""), text)


def read_money(text: str) -> Money | None:
    """Return a price such as "€8 per user per month", "2.9% + €0.30 per transaction"."""
    if text.lower() == "variable":
        return Money(None, "", None, (), text)
    match = re.fullmatch(
        rf"(?:({_NUMBER})%\s*(?:\+\s*)?)?(?:([€$£])({_NUMBER})([kKmM]?))?((?:\s+per\s+[a-z]+)*)",
        text,
    )
    if match is None or not (match[1] or match[3]):
        return None
    percent, sign, number, scale, per = match.groups()
    amount = float(number.replace(",", "")) * _SCALES[scale.lower()] if number else None
    basis = tuple(per.replace(" per ", "|").strip("|").split("|")) if per else ()
    return Money(
        amount, _MARKET.get(sign or "", ""), float(percent) if percent else None, basis, text
    )


def read_duration(text: str) -> Duration | None:
    """Return a duration such as "15 min", "2 hours", "half a day", "2-4 weeks"."""
    if text.lower() == "half a day":
        return Duration(0.5, 0.5, "day", text)
    match = re.fullmatch(
        rf"(\d+(?:\.\d+)?)(?:{_DASH}(\d+(?:\.\d+)?))?\s*{_UNIT}", text, re.IGNORECASE
    )
    if match is None:
        return None
    low = float(match[1])
    high = float(match[2] or low)
    return Duration(low, high, _unit(match[3]), text) if low <= high else None


def read_when(text: str) -> When | None:
    """Return a time counted from the start: "day 1-2", "0-15 min", "within 48 hours", "ongoing"."""
    plain = text.strip().lower()
    if plain == "ongoing":
        return When("", None, None, text)
    match = re.fullmatch(rf"within\s+(\d+)\s*{_UNIT}", plain)
    if match:
        return When(_unit(match[2]), None, float(match[1]), text)
    match = re.fullmatch(rf"{_UNIT}\s*(-?\d+)(?:{_DASH}(-?\d+))?", plain)
    if match:
        unit, start, end = match[1], match[2], match[3]
    else:
        match = re.fullmatch(rf"(-?\d+)(?:{_DASH}(-?\d+))?\s*{_UNIT}", plain)
        if match is None:
            return None
        start, end, unit = match.groups()
    first = float(start)
    last = float(end or start)
    return When(_unit(unit), first, last, text) if first <= last else None


def read_interval(text: str) -> Interval | None:
    """Return an interval such as "every 3 months", "every week", "quarterly"."""
    named = {"daily": (1, "day"), "weekly": (1, "week"), "monthly": (1, "month"),
             "quarterly": (3, "month"), "annually": (1, "year"), "yearly": (1, "year")}  # fmt: skip
    plain = text.strip().lower()
    if plain in named:
        return Interval(*named[plain], text)
    match = re.fullmatch(r"every\s+(?:([1-9]\d?)\s+)?(day|week|month|year)s?", plain)
    return Interval(int(match[1] or 1), match[2], text) if match else None


def read_date(text: str) -> date | None:
    """Return an ISO date, and only one written in full."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_month_or_date(text: str) -> date | None:
    """Return an ISO date, or the first day of an ISO month: old documents know no day."""
    return read_date(f"{text}-01") or read_date(text)


def read_time(text: str) -> int | None:
    """Return a time of day, "09:30", as minutes after midnight."""
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", text)
    return int(match[1]) * 60 + int(match[2]) if match else None


def _unit(word: str) -> str:
    return next(unit for unit in _UNITS if unit.startswith(word.lower().rstrip("s")[:3]))


def _is_timezone(text: str) -> bool:
    return text in available_timezones()


def _is_uri(text: str) -> bool:
    return re.fullmatch(r"(?:https?://[^\s/]+|mailto:[^\s@]+@)\S*", text) is not None


def _is_email(text: str) -> bool:
    return re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", text) is not None


class Format(NamedTuple):
    """A format a schema may name: what it is called, how it is written, how it is recognised."""

    name: str
    example: str
    read: Callable[[str], object]


def _by_name(*formats: Format) -> dict[str, Format]:
    return {form.name: form for form in formats}


FORMATS = _by_name(
    Format("date", "2026-11-21", read_date),
    Format("month-or-date", "2026-11 or 2026-11-21", read_month_or_date),
    Format("time", "09:30", lambda text: read_time(text) is not None),
    Format("timezone", "Europe/Brussels", _is_timezone),
    Format("interval", "every 3 months", read_interval),
    Format("duration", "15 min, 2 hours or 2-4 weeks", read_duration),
    Format("when", "day 1-2, week 4, 0-15 min, within 48 hours or ongoing", read_when),
    Format("target", ">= 80%, < 500 ms, 4.5/5 or > €40K", read_target),
    Format("money", "€8 per user per month", read_money),
    Format("uri", "https://example.com", _is_uri),
    Format("email", "name@example.com", _is_email),
)
