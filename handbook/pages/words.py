"""Numbers, dates and names as people say them."""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar, cast

from markupsafe import Markup, escape

from handbook.amounts import counted
from handbook.times import MONTHS, format_date

Text = TypeVar("Text", bound=str)

_MAX_WEEKS = 13  # distances are given in weeks up to here, then in months
_DAYS_PER_MONTH = 30.44


def words_of_date(text: str) -> str:
    """Return an ISO date or month in words, as plain text."""
    return str(dated_text(text).striptags())


@lru_cache(1_000)
def dated(day: date) -> Markup:
    """Return a date in words, with its ISO form in the markup."""
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), format_date(day))


def hyperlink(address: str, text: str) -> Markup:
    """Return a link; pages have many, and `Markup.format` takes three times as long."""
    link = f'<a href="{escape(address)}">{escape(text)}</a>'
    return Markup(link)  # noqa: S704 - both parts are escaped


def dated_text(text: str) -> Markup:
    """Return an ISO date or month in words, anything else unchanged."""
    match = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", text)
    if match is None or not 1 <= int(match[2]) <= 12:
        return escape(text)
    shown = f"{MONTHS[int(match[2]) - 1]} {match[1]}"
    if match[3]:
        shown = f"{int(match[3])} {shown}"
    return Markup('<time datetime="{}">{}</time>').format(text, shown)


def distance(day: date, today: date) -> str:
    """Return the distance of a day from today: "today", "in 7 weeks", "3 days ago"."""
    gap = day - today
    if not gap:
        return "today"
    span = _span(abs(gap))
    return f"in {span}" if gap > timedelta() else f"{span} ago"


def _span(gap: timedelta) -> str:
    if gap.days < 14:
        return counted(gap.days, "day")
    if gap.days < _MAX_WEEKS * 7:
        return counted(gap.days // 7, "week")
    months = round(gap.days / _DAYS_PER_MONTH)
    return counted(months, "month") if months < 24 else counted(months // 12, "year")


def sentence(text: Text) -> Text:
    """Return a text, or safe HTML, with its first letter capitalised."""
    return cast("Text", text[:1].upper() + text[1:])


def enum_label(word: str) -> str:
    """Return an enum value in readable form: "as-needed" -> "As needed".

    A word with a capital is already in readable form: "X-ray". "biweekly" is ambiguous, so it is
    spelt out.
    """
    if word == "biweekly":
        return "Every two weeks"
    return sentence(word.replace("-", " ") if word == word.lower() else word)


def label(name: str) -> str:
    """Return the name of a property as a label: "timeToValue" -> "Time to value"."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("-", " ").replace("_", " ")
    return sentence(spaced.lower())


def clock(minutes: int) -> str:
    """Return minutes after midnight as a time of day, wrapping around at midnight."""
    hour, minute = divmod(minutes % (24 * 60), 60)
    return f"{hour:02}:{minute:02}"


def truncated(text: str, most: int = 160) -> str:
    """Return a text on one line, cut at a word boundary if longer than `most` characters."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return f"{line[: most - 1].rsplit(' ', 1)[0].rstrip(',;:')}…"


def noun_next_to(title: str, noun: str) -> str:
    """Return the noun to show next to a title, or "" if the title already ends with it."""
    return "" if title.casefold().endswith(f" {noun}") else noun
