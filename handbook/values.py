"""Parsers for short hand-typed values: targets and prices, with comparator, number and unit.

Each parser returns None for text it does not understand; `FORMATS` describes how to write it.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple
from zoneinfo import available_timezones

from handbook.amounts import SIGNS
from handbook.times import (
    read_date,
    read_deadline,
    read_duration,
    read_hours,
    read_interval,
    read_moment,
    read_month_or_date,
    read_time,
    read_when,
)

# Nobody types more by hand; longer text would only slow down the patterns below.
MAX_LENGTH = 200
_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SIGN = f"[{''.join(SIGNS.values())}]"
_CODE = rf"{_SIGN}|[A-Z]{{3}}"
_AMOUNT = rf"(?:((?:{_CODE}) ?)?({_NUMBER})([kKmM]?)( ?(?:{_CODE}))?)?"
_PRICE = rf"(?:({_NUMBER})%)?(\s*\+\s*)?{_AMOUNT}(?:\s+per\s+[a-z]+)*"
# Ambiguous: 1.200 is a thousand in some countries and one in others.
_EITHER = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_SCALES = {"": 1, "k": 1_000, "m": 1_000_000}
_COMPARATORS = {
    ">=": ">=", "≥": ">=", "at least": ">=",
    "<=": "<=", "≤": "<=", "at most": "<=",
    ">": ">", "over": ">", "more than": ">",
    "<": "<", "under": "<", "less than": "<",
    "=": "=", "": "=",
}  # fmt: skip


class Target(NamedTuple):
    """The target of a metric; number is None for a direction or "varies"."""

    comparator: str
    number: float | None
    unit: str
    text: str


def read_target(text: str) -> Target | None:
    """Return a target such as ">= 80%", "< 500 ms", "4.5/5", "> €40K", "trending down"."""
    if text.lower() in {"varies", "trending up", "trending down"}:
        return Target(text.lower(), None, "", text)
    words = "|".join(map(re.escape, _COMPARATORS))
    match = re.fullmatch(
        rf"({words})\s*({_SIGN}?)\s*({_NUMBER})\s*([kKmM](?![a-z]))?\s*"
        r"(%|/\s*\d+|[A-Za-z][\w /]*)?(\+?)",
        text,
        re.IGNORECASE | re.ASCII,
    )
    if match is None:
        return None
    word, currency, number, scale, unit, plus = match.groups()
    comparator = ">=" if plus and not word else _COMPARATORS[word.lower()]
    amount = float(number.replace(",", "")) * _SCALES[(scale or "").lower()]
    counted = re.sub(r"/\s+", "/", unit or "")
    return Target(comparator, amount, f"{currency} {counted}".strip(), text)


def is_price(text: str) -> bool:
    """Return whether a text is a price: "€8 per user per month", "2.9% + CHF 0.30", "8 EUR".

    A currency is a sign or a code of three capital letters, like those of ISO 4217, on either side
    of the amount; codes are not looked up. The default is the currency of the settings. An
    ambiguous amount such as "€1.200" is rejected.
    """
    if text.lower() == "variable":
        return True
    match = re.fullmatch(_PRICE, text, re.ASCII)
    if match is None:
        return False
    percent, plus, before, number, scale, behind = match.groups()
    # One currency per number, and a "+" between a percentage and an amount.
    if (before and behind) or not (number or percent):
        return False
    if number and not scale and _EITHER.fullmatch(number):
        return False
    return bool(percent and number) is bool(plus)


def with_currency(price: str | float, currency: str) -> str:
    """Return a price for display, with a currency if it has none: "8 per day" -> "€8 per day".

    A number is an amount; the currency is an ISO 4217 code.
    """
    text = price if isinstance(price, str) else f"{price:,}"
    match = re.fullmatch(_PRICE, text, re.ASCII)
    if match is None or match[4] is None or match[3] or match[6]:
        return text
    at = match.start(4) + match[4].startswith("-")
    return f"{text[:at]}{SIGNS.get(currency, f'{currency} ')}{text[at:]}"


def aim(text: str) -> str:
    """Return a target with typographic comparators: ">= 80%" -> "≥ 80%"."""
    return text.replace(">=", "≥").replace("<=", "≤")


@cache
def _timezones() -> frozenset[str]:
    # Each call to available_timezones() scans the file system.
    return frozenset(available_timezones())


def _is_timezone(text: str) -> bool:
    return text in _timezones()


def _is_uri(text: str) -> bool:
    return re.fullmatch(r"(?:https?://[^\s/]+|mailto:[^\s@]+@)\S*", text) is not None


def _is_email(text: str) -> bool:
    return re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", text) is not None


class Format(NamedTuple):
    """A format for use in schemas: its name, an example, its parser and its noun."""

    name: str
    example: str
    read: Callable[[str], object]
    noun: str

    def accepts(self, value: object) -> bool:
        """Return whether a value has this format; anything but a string is accepted."""
        if not isinstance(value, str):
            return True
        return len(value) <= MAX_LENGTH and bool(self.read(value))


def _by_name(*formats: Format) -> dict[str, Format]:
    return {form.name: form for form in formats}


FORMATS = _by_name(
    Format("date", "2026-11-21", read_date, "a date"),
    Format("month-or-date", "2026-11 or 2026-11-21", read_month_or_date, "a month or a date"),
    Format("moment", "2026-11-21 14:30", read_moment, "a day with or without a time"),
    Format("time", "09:30", lambda text: read_time(text) is not None, "a time of day"),
    Format("timezone", "Europe/Brussels", _is_timezone, "a time zone"),
    Format("interval", "every 3 months", read_interval, "an interval"),
    Format("duration", "15 min, 2 hours or 2-4 weeks", read_duration, "a duration"),
    Format("deadline", "immediate or 4 hours", read_deadline, "a deadline"),
    Format("hours", "24/7 or 09:00-18:00", read_hours, "opening hours"),
    Format(
        "when",
        "day 1-2, week 4, 0-15 min, within 48 hours or ongoing",
        read_when,
        "a time counted from the start",
    ),
    Format("target", ">= 80%, < 500 ms, 4.5/5 or > €40K", read_target, "a target"),
    Format("money", "€8 per user per month or CHF 1,250.50", is_price, "a price"),
    Format("uri", "https://example.com", _is_uri, "a web address"),
    Format("email", "name@example.com", _is_email, "an email address"),
)
