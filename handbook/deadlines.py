"""When something is due: a renewal, a vendor's review, an audit, what a schema says is due."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from math import ceil
from typing import Any, NamedTuple

from handbook.book import Handbook
from handbook.dated_values import dated_values
from handbook.records import Entry
from handbook.source.places import Route
from handbook.times import read_date, read_interval, read_moment

# What a schema marks a day with by which something has to be done.
DUE = "due"


class Renewal(NamedTuple):
    """The day a contract renews, the days left, and the notice that has been reached, if any."""

    day: date
    left: int
    notice: int | None


def renewal(handbook: Handbook, vendor: Entry, today: date) -> Renewal | None:
    """Return when a vendor's contract renews; None if that is not recorded."""
    day = read_date(vendor.data.get("renewal", ""))
    if day is None:
        return None
    left = (day - today).days
    reached = [days for days in notices(handbook) if left <= days]
    return Renewal(day, left, min(reached, default=None))


def notices(handbook: Handbook) -> list[int]:
    """Return how many days before a renewal its owner is reminded."""
    return list(handbook.settings.get("renewalNoticeDays", ()))


def vendor_review(vendor: Entry) -> date | None:
    """Return when a vendor is to be reviewed again; None if no review is recorded."""
    return _after(vendor.data.get("reviewed"), vendor.data.get("review"))


def audit(entry: Entry) -> date | None:
    """Return when an audit is due again; None if none is recorded, or it follows no calendar."""
    return _after(entry.data.get("last"), entry.data.get("frequency"))


def _after(last: str | None, rhythm: str | None) -> date | None:
    day = read_date(last or "")
    interval = read_interval(rhythm or "")
    return interval.after(day) if day and interval else None


def post_mortem(handbook: Handbook, entry: Entry) -> date | None:
    """Return the last day on which a post-mortem is in time; None if the company sets no limit."""
    hours = handbook.settings.get("postMortemHours")
    resolved = read_moment(entry.data["resolved"])
    if hours is None or resolved is None:
        return None
    return resolved.day + timedelta(days=ceil(hours / 24))


def was_late(handbook: Handbook, entry: Entry, today: date) -> bool:
    """Return whether a post-mortem was held too late, or is still to be held and too late by now.

    Hours count where both times of day are recorded, else days.
    """
    limit = post_mortem(handbook, entry)
    resolved = read_moment(entry.data["resolved"])
    held = read_moment(entry.data.get("held", ""))
    if limit is None or resolved is None:
        return False
    if held is None:
        return today > limit
    if resolved.minutes is None or held.minutes is None:
        return held.day > limit
    days = (held.day - resolved.day).days
    minutes = days * 24 * 60 + held.minutes - resolved.minutes
    return minutes > int(handbook.settings["postMortemHours"]) * 60


def overdue_actions(entry: Entry, today: date) -> list[int]:
    """Return which actions of a post-mortem, counted from 0, are past their day and not done."""
    return [
        index
        for index, action in enumerate(entry.data.get("actions", ()))
        if not is_done(action.get("status", "open"))
        if (due := read_date(action["due"])) is not None and due < today
    ]


def is_done(status: str) -> bool:
    """Return whether an action needs nobody any more."""
    return status in {"done", "✅"}


def overdue(
    schema: Mapping[str, Any], value: Any, beside: Mapping[str, Any], today: date
) -> date | None:
    """Return the day that a value is, if something was due on it and nothing says that it is done.

    `beside` is what holds the value: where the schema names a property of it, that says so.
    """
    settled = schema.get(DUE)
    if not settled or not isinstance(value, str) or (settled is not True and beside.get(settled)):
        return None
    day = read_date(value)
    return day if day is not None and day < today else None


def all_overdue(
    schema: Mapping[str, Any], data: Any, today: date
) -> Iterator[tuple[Route, date, str | None]]:
    """Yield where in an entry's data a day has passed, the day, and the property that settles it.

    None settles it but another day where the schema names no property.
    """
    for one in dated_values(schema, data, DUE):
        day = overdue(one.schema, one.value, one.beside, today)
        if day is not None:
            settled = one.schema[DUE]
            yield one.route, day, None if settled is True else str(settled)
